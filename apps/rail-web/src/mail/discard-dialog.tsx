// Why is a message nobody's business? The reason stands on the ticket and in the ledger.
import { useState } from 'react';
import { actionsClass, DialogFrame, Field, inputClass } from '../dialog/dialog-frame.js';
import { Button } from '../look/button.js';

type Props = { name: string; onClose: () => void; onDiscard: (reason: string) => void };

export function DiscardDialog({ name, onClose, onDiscard }: Props) {
  const [reason, setReason] = useState('');
  const [error, setError] = useState('');
  return (
    <DialogFrame
      title="Discard this message"
      lead={`It is shut on the ticket, and kept. ${name} hears nothing of it.`}
      onClose={onClose}
    >
      <form
        noValidate
        onSubmit={event => {
          event.preventDefault();
          if (reason.trim().length < 3) setError('Say why, in a few words.');
          else onDiscard(reason.trim());
        }}
      >
        <Field label="Reason" error={error}>
          <textarea
            className={inputClass}
            rows={2}
            maxLength={500}
            data-autofocus
            value={reason}
            aria-invalid={error !== ''}
            onChange={event => setReason(event.currentTarget.value)}
          />
        </Field>
        <div className={actionsClass}>
          <Button onClick={onClose}>Cancel</Button>
          <Button weight="main" type="submit">
            Discard
          </Button>
        </div>
      </form>
    </DialogFrame>
  );
}
