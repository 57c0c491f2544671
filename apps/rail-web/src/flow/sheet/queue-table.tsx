// What hangs, by kind: where it stands, what is late, and how old it is. The longer it has hung, the warmer the bar.
import { Link } from 'wouter';
import type { FlowDepartment } from '#api';
import { listPath } from '../../shell/paths.js';
import styles from './sheet.module.css';

const AGES = ['< 1 d', '1–2 d', '2–4 d', '4–8 d', '> 8 d'];

export function QueueTable({ sheet }: { sheet: FlowDepartment }) {
  const { queues, departmentKey: key } = sheet;
  if (queues.length === 0) return <p className={styles.none}>The rail is clear.</p>;
  const most = Math.max(1, ...queues.flatMap(queue => queue.ages));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a table that scrolls sideways on a phone is scrolled by key as well
    <section className={styles.scroll} aria-label={`Queues of ${sheet.name}`} tabIndex={0}>
      <table className={`${styles.table} ${styles.queues}`}>
        <thead>
          <tr>
            <th scope="col">Kind</th>
            <th scope="col">Open</th>
            <th scope="col">In hand</th>
            <th scope="col">Waiting</th>
            <th scope="col">Late</th>
            {AGES.map(age => (
              <th key={age} scope="col" className={styles.age}>
                {age}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {queues.map(queue => (
            <tr key={queue.kind}>
              <th scope="row">
                <Link href={listPath(key, 'rail', { kind: queue.kind })}>{queue.kindTitle}</Link>
              </th>
              <td>{queue.open || <Nil />}</td>
              <td>{queue.claimed || <Nil />}</td>
              <td>
                {queue.waiting ? (
                  <Link href={listPath(key, 'waiting', { kind: queue.kind })}>{queue.waiting}</Link>
                ) : (
                  <Nil />
                )}
              </td>
              <td data-tone={queue.late > 0 ? 'wrong' : undefined}>
                {queue.late ? (
                  <Link href={listPath(key, 'all', { kind: queue.kind, late: 'yes' })}>{queue.late}</Link>
                ) : (
                  <Nil />
                )}
              </td>
              {queue.ages.map((count, step) => (
                <td key={AGES[step]} className={styles.age} data-step={step}>
                  {count || <Nil />}
                  {count > 0 && <span className={styles.bar} style={{ width: `${(100 * count) / most}%` }} />}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** A nought that does not shout. */
const Nil = () => <span className={styles.nil}>0</span>;
