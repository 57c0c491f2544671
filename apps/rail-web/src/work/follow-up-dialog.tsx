// A date to look at the ticket again, whatever its state: it is brought up by itself.
import { useState } from 'react';
import type { Ticket } from '#api';
import { actionsClass, DialogFrame, Field, inputClass } from '../dialog/frame/dialog-frame.js';
import { localMoment } from '../form/value-words.js';
import { Button } from '../look/button.js';

type Props = { ticket: Ticket; onClose: () => void; onSet: (at: string | null, note: string) => void };

export function FollowUpDialog({ ticket, onClose, onSet }: Props) {
  const [moment, setMoment] = useState(() => localMoment(ticket.followUpAt));
  const [note, setNote] = useState(ticket.followUpNote);
  const [error, setError] = useState('');
  const submit = (): void => {
    const at = Date.parse(moment);
    if (Number.isNaN(at)) setError('Choose a day and a time.');
    else if (at <= Date.now()) setError('Choose a moment that is still to come.');
    else onSet(new Date(at).toISOString(), note.trim());
  };
  return (
    <DialogFrame title={`Follow up #${ticket.id}`} onClose={onClose}>
      <form
        noValidate
        onSubmit={event => {
          event.preventDefault();
          submit();
        }}
      >
        <Field label="Bring it up at" error={error}>
          <input
            type="datetime-local"
            className={inputClass}
            data-autofocus
            value={moment}
            aria-invalid={error !== ''}
            onChange={event => setMoment(event.currentTarget.value)}
          />
        </Field>
        <Field label="Note" hint="what is to be looked at">
          <textarea
            className={inputClass}
            rows={2}
            maxLength={2000}
            value={note}
            onChange={event => setNote(event.currentTarget.value)}
          />
        </Field>
        <div className={actionsClass}>
          {ticket.followUpAt && <Button onClick={() => onSet(null, '')}>Not any more</Button>}
          <Button weight="main" type="submit">
            Set
          </Button>
        </div>
      </form>
    </DialogFrame>
  );
}
