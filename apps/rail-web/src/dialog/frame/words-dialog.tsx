// Something needs a reason in a few words before it is done. Nothing waits for the server here.
import { useState } from 'react';
import { Button } from '../../look/button.js';
import { actionsClass, DialogFrame, Field, inputClass } from './dialog-frame.js';

export interface WordsDialogProps {
  title: string;
  lead?: string;
  label?: string;
  rows?: number;
  /** Said where there are no words. */
  missing?: string;
  back?: string;
  submit: string;
  onClose: () => void;
  onSay: (reason: string) => void;
}

export function WordsDialog(props: WordsDialogProps) {
  const { title, lead, label = 'Reason', rows = 2, missing = 'Say why, in a few words.', onClose, onSay } = props;
  const [reason, setReason] = useState('');
  const [error, setError] = useState('');
  return (
    <DialogFrame title={title} lead={lead} onClose={onClose}>
      <form
        noValidate
        onSubmit={event => {
          event.preventDefault();
          if (reason.trim().length < 3) setError(missing);
          else onSay(reason.trim());
        }}
      >
        <Field label={label} error={error}>
          <textarea
            className={inputClass}
            rows={rows}
            maxLength={500}
            data-autofocus
            value={reason}
            aria-invalid={error !== ''}
            onChange={event => setReason(event.currentTarget.value)}
          />
        </Field>
        <div className={actionsClass}>
          <Button onClick={onClose}>{props.back ?? 'Cancel'}</Button>
          <Button weight="main" type="submit">
            {props.submit}
          </Button>
        </div>
      </form>
    </DialogFrame>
  );
}
