// What will probably be late, in rail order: so that somebody can still do something about it.
import { useState } from 'react';
import { Link } from 'wouter';
import type { FlowDepartment } from '#api';
import { Button } from '../../look/button.js';
import { clockWords } from '../../rail/words/time-words.js';
import { ticketPath } from '../../shell/paths.js';
import styles from './sheet.module.css';

const FIRST = 8;

type Props = { sheet: FlowDepartment; now: number; timeZone: string | undefined };

export function LikelyLateList({ sheet, now, timeZone }: Props) {
  const [all, setAll] = useState(false);
  const { likelyLate } = sheet;
  if (likelyLate.length === 0)
    return (
      <p className={styles.none}>
        {sheet.pacePerHour === null
          ? 'Nothing is past due. What will be late can be told when a few tickets more are finished.'
          : 'Nothing. At this pace all that hangs is finished in time.'}
      </p>
    );
  // What can still be saved comes before what is late already.
  const sorted = [...likelyLate].sort(
    (a, b) => Number(isLate(a, now)) - Number(isLate(b, now)) || a.position - b.position,
  );
  const shown = all ? sorted : sorted.slice(0, FIRST);
  return (
    <>
      <ol className={styles.tickets}>
        {shown.map(row => (
          <li key={row.ticketId} className={styles.ticket} data-late={isLate(row, now) || undefined}>
            <span className={styles.place} title="Place on the rail">
              {row.position}.
            </span>
            <Link href={ticketPath(sheet.departmentKey, row.ticketId, 'rail', '')} className={styles.subject}>
              <span className="mono tab">#{row.ticketId}</span> <bdi>{row.subject || 'No subject'}</bdi>
            </Link>
            <span className={styles.when}>
              {isLate(row, now) ? (
                <b data-tone="wrong">late, was due {clockWords(row.dueAt, now, timeZone)}</b>
              ) : (
                <>
                  due {clockWords(row.dueAt, now, timeZone)}
                  {row.expectedAt && <b data-tone="soon">, expected {clockWords(row.expectedAt, now, timeZone)}</b>}
                </>
              )}
              {row.holder && <span>, in the hands of {row.holder}</span>}
            </span>
          </li>
        ))}
      </ol>
      {sorted.length > FIRST && (
        <Button small className={styles.moreButton} aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? 'Show fewer' : `Show all ${sorted.length}`}
        </Button>
      )}
    </>
  );
}

const isLate = (row: FlowDepartment['likelyLate'][number], now: number): boolean => Date.parse(row.dueAt) < now;
