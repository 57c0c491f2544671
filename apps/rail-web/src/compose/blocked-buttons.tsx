// What can be done with a text that cannot be sent just now: keep it as a note, copy it, or let it go.
import { useClipboard } from '@mantine/hooks';
import { announce } from '../look/announcer.js';
import { Button } from '../look/button.js';
import styles from './composer.module.css';

type Props = {
  text: string;
  /** The id of the element that says why. */
  why: string;
  /** What the switched-off button is called. */
  send: string;
  /** Null where no note can be written. */
  onKeep: (() => void) | null;
  onDiscard: () => void;
};

export function BlockedButtons({ text, why, send, onKeep, onDiscard }: Props) {
  const clipboard = useClipboard({ timeout: 4_000 });
  return (
    <div className={styles.foot}>
      <Button weight="quiet" onClick={onDiscard}>
        Discard
      </Button>
      <Button
        weight="quiet"
        onClick={() => {
          clipboard.copy(text);
          announce('Copied.');
        }}
      >
        {clipboard.copied ? 'Copied' : 'Copy'}
      </Button>
      <span className={styles.gap} />
      {onKeep && (
        <Button icon="lock" onClick={onKeep}>
          Keep as note
        </Button>
      )}
      <Button weight="main" disabled aria-describedby={why}>
        {send}
      </Button>
    </div>
  );
}
