// Segments as they were received, one a line; the one in question is marked by colour, by a sign and in words, and is brought into view.
import { useEffect, useRef } from 'react';
import type { RawSegment } from '#api';
import styles from './raw.module.css';

export function SegmentList({ items, marked }: { items: readonly RawSegment[]; marked: number | null }) {
  const list = useRef<HTMLOListElement>(null);
  const begins = items[0]?.segment;
  useEffect(() => {
    if (begins === undefined) return;
    const one = marked === null ? null : list.current?.querySelector(`[data-segment="${marked}"]`);
    if (one) one.scrollIntoView({ block: 'center' });
    else list.current?.scrollTo({ top: 0 });
  }, [begins, marked]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and a keyboard must reach what it hides
    <ol ref={list} className={styles.list} tabIndex={0} aria-label="Segments as received">
      {items.map(({ segment, byte, tag, text }) => (
        <li
          key={segment}
          className={styles.segment}
          data-segment={segment}
          data-marked={segment === marked || undefined}
          aria-current={segment === marked || undefined}
        >
          <span className={`mono ${styles.place}`}>{segment}</span>
          <span className={`mono ${styles.text}`} dir="ltr">
            <b>{text.slice(0, tag.length)}</b>
            {text.slice(tag.length)}
          </span>
          <span className={`mono ${styles.byte}`}>
            <span className="unseen">, byte </span>
            {byte}
          </span>
        </li>
      ))}
    </ol>
  );
}
