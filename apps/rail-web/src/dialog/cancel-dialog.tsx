// One reason in words, then something ends: a handoff that is cancelled, a notice to the customer that is dismissed.
import { useState } from 'react';
import { Button } from '../look/button.js';
import { actionsClass, DialogFrame, Field, inputClass } from './dialog-frame.js';

type Props = {
  title: string;
  label: string;
  submit?: string;
  onClose: () => void;
  onCancel: (reason: string) => void;
};

export function CancelDialog({ title, label, submit = 'Cancel it', onClose, onCancel }: Props) {
  const [reason, setReason] = useState('');
  const [error, setError] = useState('');
  return (
    <DialogFrame title={title} onClose={onClose}>
      <form
        noValidate
        onSubmit={event => {
          event.preventDefault();
          if (reason.trim().length < 3) setError('Say why in a few words.');
          else onCancel(reason.trim());
        }}
      >
        <Field label={label} error={error}>
          <textarea
            className={inputClass}
            rows={3}
            maxLength={500}
            data-autofocus
            value={reason}
            aria-invalid={error !== ''}
            onChange={event => setReason(event.currentTarget.value)}
          />
        </Field>
        <div className={actionsClass}>
          <Button onClick={onClose}>Back</Button>
          <Button weight="main" type="submit">
            {submit}
          </Button>
        </div>
      </form>
    </DialogFrame>
  );
}
