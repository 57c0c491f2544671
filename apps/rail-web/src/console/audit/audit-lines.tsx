// Lines of the audit log, each with what changed in it.
import type { AuditEntry } from '#api';
import { useNow } from '../../rail/use-now.js';
import { clockWords, momentWords } from '../../rail/words/time-words.js';
import sheet from '../sheet/sheet.module.css';
import styles from './audit.module.css';
import { actorWords, type Change, changesOf, fieldWords, thingWords } from './audit-words.js';

/** More than these are looked at by whoever wants to. */
const MOST_OPEN = 3;

export function AuditLines({ entries }: { entries: readonly AuditEntry[] }) {
  const now = useNow();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
    <section className={sheet.tableBox} aria-label="Changes" tabIndex={0}>
      <table className={`${sheet.table} ${styles.lines}`}>
        <thead>
          <tr>
            <th scope="col">Line</th>
            <th scope="col">When</th>
            <th scope="col">Who</th>
            <th scope="col">What</th>
          </tr>
        </thead>
        <tbody>
          {entries.map(entry => (
            <tr key={entry.seq} data-audit={entry.seq}>
              <td className={`mono ${styles.number}`}>{entry.seq}</td>
              <td className={sheet.nowrap} title={momentWords(entry.at)}>
                {clockWords(entry.at, now)}
              </td>
              <td>
                <bdi>{actorWords(entry.actor)}</bdi>
              </td>
              <td className={styles.what}>
                <b>{thingWords(entry)}</b> <bdi>{entry.thingName}</bdi>
                <Changes entry={entry} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Changes({ entry }: { entry: AuditEntry }) {
  const changes = changesOf(entry);
  if (changes.length === 0) return null;
  if (changes.length > MOST_OPEN)
    return (
      <details className={styles.more}>
        <summary>{changes.length} fields</summary>
        <Fields changes={changes} />
      </details>
    );
  return <Fields changes={changes} />;
}

function Fields({ changes }: { changes: readonly Change[] }) {
  return (
    <dl className={styles.changes}>
      {changes.map(({ field, before, after, hidden }) => (
        <div key={field} style={{ display: 'contents' }}>
          <dt>{fieldWords(field)}</dt>
          <dd>
            {hidden ? (
              'not shown'
            ) : (
              <>
                {before !== null && <del>{before}</del>} {before !== null && after !== null && '→ '}
                {after !== null && <ins>{after}</ins>}
              </>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
