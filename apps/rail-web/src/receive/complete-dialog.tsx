// Complete: the result that the contract asks for, as a short form. The origin wakes with it.
import { useState } from 'react';
import type { Handoff, Ticket } from '#api';
import { actionsClass, DialogFrame, Field, inputClass, noticeClass } from '../dialog/frame/dialog-frame.js';
import { type Fault, faultsBeside, fieldsOf } from '../form/field.shape.js';
import { SchemaForm } from '../form/schema-form.js';
import type { useHandoffActs } from '../handoff/use-handoff.js';
import { Button } from '../look/button.js';
import { Checklist } from '../work/checklist.js';

type Props = { ticket: Ticket; handoff: Handoff; acts: ReturnType<typeof useHandoffActs>; onClose: () => void };

export function CompleteDialog({ ticket, handoff, acts, onClose }: Props) {
  const [result, setResult] = useState<Record<string, unknown>>({});
  const [note, setNote] = useState('');
  const [faults, setFaults] = useState<Fault[]>([]);
  const fields = fieldsOf(handoff.resultSchema);
  // Shown until the dialog closes, so that a tick does not take its own line away.
  const [unticked] = useState(() => ticket.closeFaults.some(fault => fault.pointer.startsWith('/checklist/')));
  const beside = faultsBeside(faults, '/result', fields);
  const send = async (): Promise<void> => {
    setFaults([]);
    const now = await acts.step(
      'complete',
      { result, note: note.trim() },
      `Completed. ${handoff.from.name} goes on with it.`,
      problem => {
        setFaults(problem.problem.errors ?? []);
        window.setTimeout(() => document.querySelector<HTMLElement>('[role=dialog] [aria-invalid]')?.focus(), 0);
      },
    );
    if (now) onClose();
  };
  return (
    <DialogFrame
      title={`Complete: ${handoff.title}`}
      lead={`This goes back to ${handoff.from.name}.`}
      onClose={onClose}
      size={480}
    >
      <form
        noValidate
        onSubmit={event => {
          event.preventDefault();
          void send();
        }}
      >
        {unticked && <Checklist ticket={ticket} />}
        <SchemaForm
          schema={handoff.resultSchema}
          values={result}
          faults={faults}
          prefix="/result"
          onChange={setResult}
        />
        <Field label="Note" hint={`for ${handoff.from.name}`}>
          <textarea
            className={inputClass}
            rows={3}
            maxLength={2_000}
            dir="auto"
            value={note}
            onChange={event => setNote(event.currentTarget.value)}
          />
        </Field>
        {beside.length > 0 && (
          <p className={noticeClass} role="alert">
            {beside.map(fault => fault.detail).join(' ')}
          </p>
        )}
        <div className={actionsClass}>
          <Button onClick={onClose}>Back</Button>
          <Button weight="main" type="submit" busy={acts.busy === 'complete'}>
            Complete
          </Button>
        </div>
      </form>
    </DialogFrame>
  );
}
