// A decision on what did not hang, held or left out, needs a reason, which is kept with the name of whoever decides.
import { type FormEvent, useState } from 'react';
import { sayProblem } from '../../act/say.js';
import { newIntent } from '../../api/http.js';
import { actionsClass, DialogFrame, Field, inputClass } from '../../dialog/frame/dialog-frame.js';
import { Button } from '../../look/button.js';

type Props = {
  title: string;
  lead: string;
  act: string;
  label?: string;
  /** Said where there are no words. */
  missing?: string;
  onDecide: (reason: string, intent: string) => Promise<void>;
  onClose: () => void;
};

export function ReasonDialog(props: Props) {
  const { title, lead, act, label = 'Reason', missing = 'Say why, in a few words.', onDecide, onClose } = props;
  const [reason, setReason] = useState('');
  const [fault, setFault] = useState('');
  const [busy, setBusy] = useState(false);
  const [intent] = useState(newIntent);
  const decide = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (reason.trim().length < 3) return setFault(missing);
    setBusy(true);
    try {
      await onDecide(reason.trim(), intent);
    } catch (error) {
      sayProblem(error);
    } finally {
      onClose();
    }
  };
  return (
    <DialogFrame title={title} lead={lead} onClose={onClose}>
      <form noValidate onSubmit={event => void decide(event)}>
        <Field label={label} error={fault || undefined}>
          <input
            className={inputClass}
            maxLength={500}
            data-autofocus
            autoComplete="off"
            value={reason}
            aria-invalid={fault !== ''}
            onChange={event => {
              setReason(event.currentTarget.value);
              setFault('');
            }}
          />
        </Field>
        <div className={actionsClass}>
          <Button onClick={onClose}>Cancel</Button>
          <Button weight="main" type="submit" busy={busy}>
            {act}
          </Button>
        </div>
      </form>
    </DialogFrame>
  );
}
