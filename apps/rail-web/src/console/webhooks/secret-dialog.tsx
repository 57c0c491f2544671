// A new secret, shown this once: it can be copied, and is gone when the dialog is closed.
import { useClipboard } from '@mantine/hooks';
import { actionsClass, DialogFrame } from '../../dialog/dialog-frame.js';
import { announce } from '../../look/announcer.js';
import { Button } from '../../look/button.js';
import styles from './webhooks.module.css';

type Props = { secret: string; hasPrevious: boolean; onClose: () => void };

export function SecretDialog({ secret, hasPrevious, onClose }: Props) {
  const clipboard = useClipboard({ timeout: 4_000 });
  return (
    <DialogFrame
      title="The secret, shown this once"
      size={520}
      lead="Put it into the tool that receives the events: with it, the tool checks that they are ours. If it is lost, make another one."
      onClose={onClose}
    >
      <label>
        <span className="unseen">Secret</span>
        <input
          className={`mono ${styles.secret}`}
          readOnly
          data-autofocus
          value={secret}
          onFocus={event => event.currentTarget.select()}
        />
      </label>
      {hasPrevious && (
        <p className={styles.hint}>
          The one before signs as well, until you drop it. So the tool can be changed over without a gap.
        </p>
      )}
      <div className={actionsClass}>
        <Button
          onClick={() => {
            clipboard.copy(secret);
            announce('Copied.');
          }}
        >
          {clipboard.copied ? 'Copied' : 'Copy'}
        </Button>
        <Button weight="main" onClick={onClose}>
          I have put it away
        </Button>
      </div>
    </DialogFrame>
  );
}
