// The short form of a handoff: what the receiver will accept, the fields with their units, a note, the papers. It saves itself; what is
// missing is counted all the time and named at its field once somebody tries to offer it (or filled it in wrongly).
import { type KeyboardEvent, useEffect, useState } from 'react';
import type { Handoff } from '#api';
import { sayWrong } from '../act/say.js';
import { Field, inputClass } from '../dialog/frame/dialog-frame.js';
import { asSchema, type Fault, fieldsOf, isFilled, valueIn } from '../form/field.shape.js';
import { SchemaForm } from '../form/schema-form.js';
import { Button } from '../look/button.js';
import { lengthWords } from '../rail/words/time-words.js';
import { ChangedNotice, ConflictNotice, Criteria, Meter, ReturnedNotice, savingWords } from './form-parts.js';
import { HandoffFiles } from './handoff-files.js';
import styles from './handoff-panel.module.css';
import { HandoffReading } from './handoff-reading.js';
import { PanelHead } from './panel-head.js';
import { useHandoffActs } from './use-handoff.js';
import { useHandoffDraft } from './use-handoff-draft.js';

export function HandoffForm({ handoff, onClose }: { handoff: Handoff; onClose: () => void }) {
  if (!handoff.actions.includes('edit')) return <HandoffReading handoff={handoff} onClose={onClose} />;
  return <Editing handoff={handoff} onClose={onClose} />;
}

function Editing({ handoff, onClose }: { handoff: Handoff; onClose: () => void }) {
  const draft = useHandoffDraft(handoff);
  const acts = useHandoffActs(handoff);
  const [tried, setTried] = useState(false);
  const [sure, setSure] = useState(false);
  const { edit, change, saving } = draft;
  const required = Array.isArray(asSchema(handoff.schema)?.required) ? (handoff.schema.required as string[]) : [];
  const [began] = useState(handoff.fields);
  const stands = (fault: Fault, values: Handoff['fields']): boolean => {
    const name = fieldOf(fault, handoff.schema)?.name;
    if (name === undefined) return true;
    return JSON.stringify(valueIn(edit.fields, name)) === JSON.stringify(valueIn(values, name));
  };
  // What came back stays at its field until somebody corrects it. What the server found is about the values that it has: a field that was
  // changed since is not judged before it is saved.
  const sentBack = handoff.state === 'returned' ? (handoff.returned?.faults ?? []) : [];
  const faults = [
    ...sentBack.filter(fault => fieldOf(fault, handoff.schema) && stands(fault, began)),
    ...handoff.faults.filter(
      fault => stands(fault, handoff.fields) && (tried || isWritten(fault, handoff.schema, edit.fields)),
    ),
  ];
  // What is wrong is where the writing begins; else the first field.
  useEffect(() => {
    const panel = document.querySelector('[data-panel]');
    const first =
      panel?.querySelector<HTMLElement>('[aria-invalid]') ??
      panel?.querySelector<HTMLElement>('[data-field] :is(input, select, textarea)');
    first?.focus();
  }, []);
  const offer = async (): Promise<void> => {
    setTried(true);
    if (!(await draft.flush())) return;
    const now = await acts.step('offer', undefined, `Offered to ${handoff.to.name}. It waits for them.`, problem =>
      sayWrong('Not offered yet.', problem.problem.errors?.[0]?.detail ?? 'See the fields.'),
    );
    if (now) onClose();
    else document.querySelector<HTMLElement>('[data-panel] [aria-invalid]')?.focus();
  };
  const discard = async (): Promise<void> => {
    if (!sure) return setSure(true);
    draft.forget();
    if (await acts.discard()) onClose();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    void offer();
  };
  const again = handoff.state === 'returned';
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of the fields inside are caught here
    <div className={styles.form} onKeyDown={onKeyDown}>
      <PanelHead
        title={handoff.title}
        more={`To ${handoff.to.name}: ${lengthWords(handoff.acceptMinutes)} to accept it, ${lengthWords(handoff.finishMinutes)} to finish it`}
        onClose={onClose}
      />
      <div className={styles.body}>
        <ReturnedNotice handoff={handoff} />
        <ChangedNotice
          handoff={handoff}
          busy={acts.busy === 'adopt'}
          onAdopt={() =>
            void draft
              .flush()
              .then(saved => (saved ? acts.step('adopt', undefined, 'The new version is taken over.') : null))
          }
        />
        {saving.is === 'conflict' && <ConflictNotice onResolve={keep => void draft.resolve(keep)} />}
        <Meter filled={handoff.completeness.filled} needed={handoff.completeness.needed} />
        <Criteria title={`${handoff.to.name} accepts it when`} list={handoff.acceptanceCriteria} />
        <SchemaForm
          schema={handoff.schema}
          values={edit.fields}
          faults={faults}
          prefix="/fields"
          required={required}
          onChange={fields => change({ fields })}
        />
        <HandoffFiles
          rules={handoff.attachmentRules}
          available={handoff.available}
          chosen={edit.attachments}
          faults={faults}
          onChange={attachments => change({ attachments })}
        />
        <Field label="Note" hint={`for ${handoff.to.name}`}>
          <textarea
            className={inputClass}
            rows={3}
            maxLength={10_000}
            dir="auto"
            value={edit.note}
            onChange={event => change({ note: event.currentTarget.value })}
          />
        </Field>
      </div>
      <footer className={styles.foot}>
        <span className={styles.saving} role="status" data-wrong={saving.is === 'failed' || undefined}>
          {savingWords(saving)}
        </span>
        {handoff.actions.includes('discard') && (
          <Button weight="quiet" busy={acts.busy === 'discard'} onClick={() => void discard()}>
            {sure ? 'Really discard' : 'Discard'}
          </Button>
        )}
        {handoff.actions.includes('offer') && (
          <Button
            weight="main"
            hint="Ctrl ↵"
            busy={acts.busy === 'offer'}
            disabled={handoff.changed.length > 0}
            onClick={() => void offer()}
          >
            {again ? 'Offer again' : 'Offer'}
          </Button>
        )}
      </footer>
    </div>
  );
}

const fieldOf = ({ pointer }: Fault, schema: Handoff['schema']) =>
  fieldsOf(schema).find(
    field => pointer === `/fields${field.pointer}` || pointer.startsWith(`/fields${field.pointer}/`),
  );

/** Something stands in the field, and it is wrong: this is said at once. What is only missing is said when it is offered. */
function isWritten(fault: Fault, schema: Handoff['schema'], values: Record<string, unknown>): boolean {
  const field = fieldOf(fault, schema);
  return field !== undefined && isFilled(valueIn(values, field.name));
}
