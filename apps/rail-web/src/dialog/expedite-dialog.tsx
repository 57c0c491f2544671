// E: why may it hang in front of the others? The reason stands on the ticket for everybody.
import { useState } from 'react';
import { Button } from '../look/button.js';
import { actionsClass, DialogFrame, Field, inputClass } from './dialog-frame.js';

export function ExpediteDialog({
  id,
  onClose,
  onExpedite,
}: {
  id: number;
  onClose: () => void;
  onExpedite: (reason: string) => void;
}) {
  const [reason, setReason] = useState('');
  const [error, setError] = useState('');
  return (
    <DialogFrame
      title={`Expedite #${id}`}
      lead="It hangs in front of everything else. The reason is shown to everybody."
      onClose={onClose}
    >
      <form
        noValidate
        onSubmit={event => {
          event.preventDefault();
          if (reason.trim().length < 3) setError('Say why, in a few words.');
          else onExpedite(reason.trim());
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
            Expedite
          </Button>
        </div>
      </form>
    </DialogFrame>
  );
}
