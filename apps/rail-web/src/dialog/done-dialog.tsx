// D: how did it end? One stroke picks the outcome; a note can be left first.
import { useState } from 'react';
import type { Ticket } from '#api';
import { ChoiceList } from './frame/choice-list.js';
import { DialogFrame, Field, inputClass, noticeClass } from './frame/dialog-frame.js';

export function DoneDialog({
  ticket,
  onClose,
  onDone,
}: {
  ticket: Ticket;
  onClose: () => void;
  onDone: (outcome: string, note: string) => void;
}) {
  const [note, setNote] = useState('');
  return (
    <DialogFrame title={`Done: how did #${ticket.id} end?`} onClose={onClose}>
      {ticket.closeFaults.length > 0 && (
        <div className={noticeClass}>
          Still to do first, unless it ends without work:
          <ul>
            {ticket.closeFaults.map(fault => (
              <li key={fault.pointer + fault.detail}>{fault.detail}</li>
            ))}
          </ul>
        </div>
      )}
      <ChoiceList
        label="Outcome"
        choices={ticket.outcomes.map(outcome => ({ value: outcome.code, title: outcome.title }))}
        onChoose={choice => onDone(choice.value, note)}
        empty="This kind of ticket has no outcomes. Ask whoever keeps the ticket kinds."
      />
      <Field label="Note" hint="if something is worth knowing">
        <textarea
          className={inputClass}
          rows={2}
          maxLength={2000}
          value={note}
          onChange={event => setNote(event.currentTarget.value)}
        />
      </Field>
    </DialogFrame>
  );
}
