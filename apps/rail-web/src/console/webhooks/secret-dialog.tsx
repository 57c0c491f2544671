// A new secret of a webhook, shown this once.
import { CopyDialog } from '../../dialog/copy-dialog.js';
import styles from './webhooks.module.css';

type Props = { secret: string; hasPrevious: boolean; onClose: () => void };

export function SecretDialog({ secret, hasPrevious, onClose }: Props) {
  return (
    <CopyDialog
      title="The secret, shown this once"
      lead="Put it into the tool that receives the events: with it, the tool checks that they are ours. If it is lost, make another one."
      label="Secret"
      value={secret}
      onClose={onClose}
    >
      {hasPrevious && (
        <p className={styles.hint}>
          The one before signs as well, until you drop it. So the tool can be changed over without a gap.
        </p>
      )}
    </CopyDialog>
  );
}
