// A message that was discarded: who decided it and why, in one line. It can still be read.
import type { Entry } from '#api';
import { clockWords } from '../rail/words/time-words.js';
import styles from './message.module.css';

type Props = { entry: Entry; name: string; now: number; onOpen: () => void };

export function DiscardedEntry({ entry, name, now, onOpen }: Props) {
  const { verdict } = entry;
  if (!verdict) return null;
  return (
    <article className={styles.discarded} aria-label={`Discarded message of ${name}`}>
      <span>
        Message of <bdi>{name}</bdi>, discarded by {verdict.by} {clockWords(verdict.at, now)}: {verdict.reason}
      </span>
      <button type="button" className={styles.tool} aria-expanded={false} onClick={onOpen}>
        Show it
      </button>
    </article>
  );
}
