// Shift+C: log a call, by keyboard in a few seconds. What it will do is said before it is saved.
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { type KeyboardEvent, useRef, useState } from 'react';
import type { CallRecord, Ticket } from '#api';
import { say, sayProblem } from '../act/say.js';
import { newIntent, ProblemError } from '../api/http.js';
import { numbersKey, ticketKey } from '../api/query-keys.js';
import { foreseeCall, type LoggedCall, logCall } from '../api/ticket/call.api.js';
import { actionsClass, DialogFrame, Field, inputClass, tickClass } from '../dialog/frame/dialog-frame.js';
import { Button } from '../look/button.js';
import styles from './call-dialog.module.css';
import { isDialled } from './call-words.js';
import { CallerField, isNamed, type Who } from './caller-field.js';
import { Choices } from './choices.js';

type Direction = 'inbound' | 'outbound';
type Outcome = CallRecord['outcome'];
const DIRECTIONS = { inbound: 'They called', outbound: 'We called' } as const;
const OUTCOMES: Record<Direction, Partial<Record<Outcome, string>>> = {
  inbound: { answered: 'We talked', missed: 'Missed', voicemail: 'Voicemail' },
  outbound: { answered: 'We talked', missed: 'No answer', busy: 'Busy', voicemail: 'Left a message' },
};

type Props = {
  departmentId: number;
  ticket: Ticket | null;
  onClose: () => void;
  onDone: (ticketId: number | null) => void;
};

export function CallDialog({ departmentId, ticket, onClose, onDone }: Props) {
  const client = useQueryClient();
  const phone = ticket?.requester.phone ?? null;
  const [who, setWho] = useState<Who>({ text: phone ?? '', known: null });
  // A callback asks for a call of ours.
  const [direction, setDirection] = useState<Direction>(ticket?.kind === 'callback' ? 'outbound' : 'inbound');
  const [outcome, setOutcome] = useState<Outcome>('answered');
  const [minutes, setMinutes] = useState('');
  const [note, setNote] = useState('');
  const [belongs, setBelongs] = useState(ticket?.kind === 'callback' && ticket.state !== 'done' && !phone);
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [busy, setBusy] = useState(false);
  const intent = useRef(newIntent());

  const logged = loggedCall(who, { direction, outcome, minutes, note, ticketId: belongs ? ticket?.id : undefined });
  const { note: _, minutes: __, ...asks } = logged;
  const [asked] = useDebouncedValue(JSON.stringify(asks), 150);
  const outlook = useQuery({
    queryKey: ['call-outlook', departmentId, asked],
    queryFn: ({ signal }) => foreseeCall(departmentId, logged, signal),
    placeholderData: keepPreviousData,
    retry: false,
    gcTime: 0,
  });

  const save = async (): Promise<void> => {
    if (busy) return;
    setBusy(true);
    try {
      const { words, ticketId } = await logCall(departmentId, logged, intent.current);
      onClose();
      say(words);
      void client.invalidateQueries({ queryKey: numbersKey(departmentId) });
      void client.invalidateQueries({ queryKey: ['rail', departmentId] });
      if (ticketId !== null) void client.invalidateQueries({ queryKey: ticketKey(ticketId) });
      onDone(ticketId);
    } catch (error) {
      setBusy(false);
      // The next try is another request: what was wrong is changed.
      intent.current = newIntent();
      const named = error instanceof ProblemError ? (error.problem.errors ?? []) : [];
      if (named.length === 0) return sayProblem(error);
      setErrors(Object.fromEntries(named.map(({ pointer, detail }) => [pointer.slice(1), detail])));
    }
  };
  const onEnter = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing || event.defaultPrevented) return;
    event.preventDefault();
    void save();
  };
  return (
    <DialogFrame title="Log a call" onClose={onClose} size={460}>
      <form
        noValidate
        onSubmit={event => {
          event.preventDefault();
          void save();
        }}
      >
        <Field label="Who" error={errors.number ?? errors.name}>
          <CallerField
            departmentId={departmentId}
            who={who}
            invalid={!!(errors.number ?? errors.name)}
            onChange={setWho}
          />
        </Field>
        <Choices
          label="Who called"
          choices={DIRECTIONS}
          value={direction}
          onEnter={onEnter}
          onChange={next => {
            setDirection(next);
            if (!(outcome in OUTCOMES[next])) setOutcome('missed');
          }}
        />
        <Choices
          label="What came of it"
          choices={OUTCOMES[direction]}
          value={outcome}
          onEnter={onEnter}
          onChange={setOutcome}
        />
        {outcome === 'answered' && (
          <Field label="Minutes" hint="optional" error={errors.minutes}>
            <input
              className={`${inputClass} ${styles.minutes}`}
              inputMode="numeric"
              maxLength={5}
              value={minutes}
              aria-invalid={errors.minutes !== undefined}
              onChange={event => setMinutes(event.currentTarget.value)}
            />
          </Field>
        )}
        <Field label="Note" hint="optional" error={errors.note}>
          <textarea
            className={inputClass}
            rows={2}
            value={note}
            aria-invalid={errors.note !== undefined}
            onChange={event => setNote(event.currentTarget.value)}
            onKeyDown={onEnter}
          />
        </Field>
        {ticket && ticket.state !== 'merged' && (
          <label className={tickClass}>
            <input type="checkbox" checked={belongs} onChange={event => setBelongs(event.currentTarget.checked)} />
            It belongs to #{ticket.id}, whatever the number
          </label>
        )}
        {errors.ticketId && <p className={styles.wrong}>{errors.ticketId}</p>}
        <p className={styles.outlook} aria-live="polite" data-effect={outlook.data?.effect}>
          {outlook.data?.words ?? (outlook.isError ? 'What it does is said when it is saved.' : '…')}
        </p>
        <div className={actionsClass}>
          <Button onClick={onClose}>Cancel</Button>
          <Button weight="main" type="submit" busy={busy} hint="↵">
            Log the call
          </Button>
        </div>
      </form>
    </DialogFrame>
  );
}

type Rest = { direction: Direction; outcome: Outcome; minutes: string; note: string; ticketId: number | undefined };

function loggedCall({ text, known }: Who, { minutes, ...rest }: Rest): LoggedCall {
  const typed = text.trim();
  const person = known
    ? {
        number: known.number ?? '',
        name: isNamed(known) ? known.name : '',
        ...(known.address ? { address: known.address } : {}),
      }
    : isDialled(typed)
      ? { number: typed, name: '' }
      : { number: '', name: typed };
  // What is no number is told to be none, by the server and beside the field.
  return { ...person, ...rest, minutes: minutes.trim() === '' ? 0 : Number(minutes.trim().replace(',', '.')) };
}
