// Promises kept, row by row, for 7 and for 30 days: share, and how many of how many. A share opens the late ones of its kind.
import { Link } from 'wouter';
import type { FlowDepartment } from '#api';
import { listPath } from '../../shell/paths.js';
import styles from './sheet.module.css';

type Row = FlowDepartment['onTimeByKind'][number];
type Props = { rows: Row[]; departmentKey: string | null; first: string };

export function OnTimeTable({ rows, departmentKey, first }: Props) {
  const kept = rows.filter(row => row.days30.finished > 0);
  if (kept.length === 0) return <p className={styles.none}>Nothing was finished in 30 days.</p>;
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{first}</th>
          <th scope="col" colSpan={2}>
            7 days
          </th>
          <th scope="col" colSpan={2}>
            30 days
          </th>
        </tr>
      </thead>
      <tbody>
        {kept.map(row => (
          <tr key={row.key}>
            <th scope="row">{row.title}</th>
            <Share share={row.days7} days={7} kind={row.key} departmentKey={departmentKey} />
            <Share share={row.days30} days={30} kind={row.key} departmentKey={departmentKey} />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

type ShareProps = { share: Row['days7']; days: number; kind: string; departmentKey: string | null };

function Share({ share: { percent, onTime, finished }, days, kind, departmentKey }: ShareProps) {
  if (percent === null)
    return (
      <td colSpan={2}>
        <span className={styles.nil}>none</span>
      </td>
    );
  const words = <b className="mono tab">{percent} %</b>;
  return (
    <>
      <td>
        {departmentKey && onTime < finished ? (
          <Link href={listPath(departmentKey, 'done', { kind, onTime: 'no', days })}>{words}</Link>
        ) : (
          words
        )}
      </td>
      <td className={styles.share}>
        <span className={styles.shareLine}>
          <span className={styles.track} aria-hidden="true">
            <span style={{ width: `${percent}%` }} />
          </span>
          <span className={styles.ofAll}>
            {onTime} of {finished}
          </span>
        </span>
      </td>
    </>
  );
}
