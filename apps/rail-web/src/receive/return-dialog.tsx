// Send back: why (a code of the contract), which fields are at fault and what is wrong with each, and a note. The sender sees just this.
import { useState } from 'react';
import type { Handoff } from '#api';
import { actionsClass, DialogFrame, Field, inputClass, noticeClass } from '../dialog/frame/dialog-frame.js';
import { type FieldShape, isFilled, valueIn } from '../form/field.shape.js';
import { SpecSheet } from '../form/spec-sheet.js';
import type { useHandoffActs } from '../handoff/use-handoff.js';
import { Button } from '../look/button.js';
import styles from './receive.module.css';

type Props = { handoff: Handoff; acts: ReturnType<typeof useHandoffActs>; onClose: () => void };
/** What is wrong, by pointer; '' is ticked and not said yet. */
type Marks = Record<string, string>;

export function ReturnDialog({ handoff, acts, onClose }: Props) {
  const [reason, setReason] = useState('');
  const [marks, setMarks] = useState<Marks>({});
  const [note, setNote] = useState('');
  const [tried, setTried] = useState(false);
  const [refused, setRefused] = useState('');
  const unsaid = Object.entries(marks).filter(([, words]) => words.trim() === '');
  const send = async (): Promise<void> => {
    setTried(true);
    setRefused('');
    if (!reason || unsaid.length > 0) return;
    const faults = Object.entries(marks).map(([pointer, detail]) => ({ pointer, detail: detail.trim() }));
    const sent = await acts.step(
      'return',
      { reason, faults, note: note.trim() },
      `Sent back to ${handoff.from.name}.`,
      problem => setRefused(problem.problem.errors?.map(error => error.detail).join(' ') ?? problem.message),
    );
    if (sent) onClose();
  };
  const mark = (pointer: string, title: string, first: string) => {
    const words = marks[pointer];
    const tick = (on: boolean): void =>
      setMarks(now => {
        const rest = Object.entries(now).filter(([known]) => known !== pointer);
        return Object.fromEntries(on ? [...rest, [pointer, first]] : rest);
      });
    const say = (next: string): void => setMarks(now => ({ ...now, [pointer]: next }));
    return {
      end: <Tick title={title} on={words !== undefined} onTick={tick} />,
      below: words !== undefined && <WhatIsWrong title={title} words={words} tried={tried} onWords={say} />,
    };
  };
  const ofField = (field: FieldShape) =>
    mark(
      `/fields${field.pointer}`,
      field.title,
      isFilled(valueIn(handoff.fields, field.name)) ? '' : `${field.title} is missing`,
    );
  return (
    <DialogFrame title={`Send back: ${handoff.title}`} onClose={onClose} size={640}>
      <form
        noValidate
        onSubmit={event => {
          event.preventDefault();
          void send();
        }}
      >
        <fieldset className={styles.reasons} aria-describedby="return-reason-fault">
          <legend className={styles.part}>Why?</legend>
          {handoff.returnReasons.map((known, index) => (
            <label key={known.code} className={styles.reason}>
              <input
                type="radio"
                name="return-reason"
                data-autofocus={index === 0 || undefined}
                checked={reason === known.code}
                onChange={() => setReason(known.code)}
              />
              {known.title}
            </label>
          ))}
          <span id="return-reason-fault" className={styles.fault} role="alert">
            {tried && !reason && 'Choose why it goes back.'}
          </span>
        </fieldset>
        <h3 className={styles.part}>Which fields are at fault?</h3>
        <SpecSheet schema={handoff.schema} values={handoff.fields} aside={ofField} label="Fields at fault" />
        {handoff.attachmentRules.map(rule => {
          const { end, below } = mark(`/attachments/${rule.key}`, rule.title, '');
          return (
            <div key={rule.key} className={styles.paper}>
              <span>{rule.title}</span>
              {end}
              {below && <span className={styles.paperWrong}>{below}</span>}
            </div>
          );
        })}
        <Field label="Note" hint={`for ${handoff.from.name}`}>
          <textarea
            className={inputClass}
            rows={3}
            maxLength={10_000}
            dir="auto"
            value={note}
            onChange={event => setNote(event.currentTarget.value)}
          />
        </Field>
        {refused && (
          <p className={noticeClass} role="alert">
            {refused}
          </p>
        )}
        <div className={actionsClass}>
          <Button onClick={onClose}>Back</Button>
          <Button weight="main" type="submit" busy={acts.busy === 'return'}>
            Send back
          </Button>
        </div>
      </form>
    </DialogFrame>
  );
}

function Tick({ title, on, onTick }: { title: string; on: boolean; onTick: (on: boolean) => void }) {
  return (
    <label className={styles.tick}>
      <input type="checkbox" checked={on} onChange={event => onTick(event.currentTarget.checked)} />
      At fault<span className="unseen">: {title}</span>
    </label>
  );
}

type WrongProps = { title: string; words: string; tried: boolean; onWords: (words: string) => void };

function WhatIsWrong({ title, words, tried, onWords }: WrongProps) {
  const wrong = tried && words.trim() === '';
  return (
    <>
      <input
        type="text"
        className={inputClass}
        aria-label={`What is wrong with ${title}`}
        placeholder="What is wrong with it?"
        maxLength={500}
        dir="auto"
        aria-invalid={wrong || undefined}
        value={words}
        onChange={event => onWords(event.currentTarget.value)}
      />
      {wrong && (
        <span className={styles.fault} role="alert">
          Say what is wrong with it.
        </span>
      )}
    </>
  );
}
