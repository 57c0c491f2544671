// Somebody looked, and it is no spam: the reason stands on the ticket.
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { say, sayProblem } from '../../act/say.js';
import { newIntent } from '../../api/http.js';
import { releaseMessage, suppressedKey } from '../../api/suppressed.api.js';
import { actionsClass, DialogFrame, Field, inputClass } from '../../dialog/dialog-frame.js';
import { Button } from '../../look/button.js';

type Props = { messageId: number; onClose: () => void };

export function ReleaseDialog({ messageId, onClose }: Props) {
  const client = useQueryClient();
  const [reason, setReason] = useState('');
  const [fault, setFault] = useState('');
  const [busy, setBusy] = useState(false);
  const [intent] = useState(newIntent);
  const release = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (reason.trim().length < 3) return setFault('Say in a few words why it belongs on the rail.');
    setBusy(true);
    try {
      await releaseMessage(messageId, { reason: reason.trim() }, intent);
      say('It is on its way to the rail.');
    } catch (error) {
      sayProblem(error);
    } finally {
      await client.invalidateQueries({ queryKey: suppressedKey });
      onClose();
    }
  };
  return (
    <DialogFrame
      title="Release this message"
      lead="It is read once more, without the rules for spam where it was taken for that, and comes to the rail. The reason stands on its ticket."
      onClose={onClose}
    >
      <form noValidate onSubmit={event => void release(event)}>
        <Field label="Why it belongs on the rail" error={fault || undefined}>
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
            Release
          </Button>
        </div>
      </form>
    </DialogFrame>
  );
}
