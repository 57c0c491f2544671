// Places of a template that the ticket has no value for: they stay in the text as {{…}}, are named below it, and hold the sending.
import type { RefObject } from 'react';
import styles from './composer.module.css';
import { gapsIn } from './gap-words.js';

export { gapsIn };

/** One click puts the cursor on the gap. */
export function Gaps({ gaps, field }: { gaps: string[]; field: RefObject<HTMLTextAreaElement | null> }) {
  const select = (gap: string): void => {
    const area = field.current;
    const at = area?.value.indexOf(gap) ?? -1;
    if (!area || at < 0) return;
    area.focus();
    area.setSelectionRange(at, at + gap.length);
  };
  return (
    <p className={styles.gaps} role="status">
      Still open:{' '}
      {gaps.map(gap => (
        <button key={gap} type="button" className={styles.gapMark} onClick={() => select(gap)}>
          {gap}
        </button>
      ))}
    </p>
  );
}
