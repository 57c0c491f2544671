// A ticket stays readable by the version of its kind that it came with. Where another is current meanwhile, one quiet line says so, and on
// demand what changed since.
import { useId, useState } from 'react';
import type { Ticket } from '#api';
import { Differences } from '../form/differences.js';
import styles from './work.module.css';
import { keptWords } from './work-words.js';

export function KeptVersion({ ticket }: { ticket: Ticket }) {
  const id = useId();
  const [open, setOpen] = useState(false);
  const words = keptWords(ticket);
  if (!words) return null;
  return (
    <section className={styles.kept} aria-label="Version of its kind">
      <p className={styles.keptLine}>
        <span>{words}</span>{' '}
        <button
          type="button"
          className={styles.keptMore}
          aria-expanded={open}
          aria-controls={open ? id : undefined}
          onClick={() => setOpen(!open)}
        >
          {open ? 'Hide what changed' : 'See what changed'}
        </button>
      </p>
      {open && (
        <div id={id} className={styles.keptList}>
          <Differences area="kinds" definition={ticket.kind} from={ticket.kindVersion} to={ticket.kindCurrentVersion} />
        </div>
      )}
    </section>
  );
}
