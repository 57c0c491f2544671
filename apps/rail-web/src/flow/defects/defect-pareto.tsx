// The defect log as a Pareto: bars, the largest first, and the share of all so far. Chart and table are one.
import { useState } from 'react';
import type { DefectRow } from '#api';
import { Button } from '../../look/button.js';
import styles from '../sheet/sheet.module.css';
import { type ParetoBy, paretoOf } from './pareto.js';

const BY: { by: ParetoBy; title: string; none: string }[] = [
  { by: 'cause', title: 'By cause', none: 'No defect in 30 days.' },
  { by: 'sender', title: 'By sender', none: 'No handoff came back in 30 days.' },
  { by: 'field', title: 'By field', none: 'No field of a handoff was at fault in 30 days.' },
];
const FIRST = 8;

export function DefectPareto({ rows }: { rows: DefectRow[] }) {
  const [by, setBy] = useState<ParetoBy>('cause');
  const [all, setAll] = useState(false);
  const bars = paretoOf(rows, by);
  const most = bars[0]?.count ?? 1;
  const shown = all ? bars : bars.slice(0, FIRST);
  return (
    <>
      <fieldset className={styles.segments}>
        <legend className="unseen">Defects</legend>
        {BY.map(choice => (
          <button
            key={choice.by}
            type="button"
            className={styles.segment}
            aria-pressed={by === choice.by}
            onClick={() => setBy(choice.by)}
          >
            {choice.title}
          </button>
        ))}
      </fieldset>
      {bars.length === 0 ? (
        <p className={styles.none}>{BY.find(choice => choice.by === by)?.none}</p>
      ) : (
        <table className={`${styles.table} ${styles.pareto}`}>
          <thead>
            <tr>
              <th scope="col">{by === 'cause' ? 'Cause' : by === 'sender' ? 'Sender' : 'Field'}</th>
              <th scope="col">
                <span className="unseen">Bar</span>
              </th>
              <th scope="col">Count</th>
              <th scope="col">So far</th>
            </tr>
          </thead>
          <tbody>
            {shown.map(bar => (
              <tr key={`${bar.name}/${bar.detail}`}>
                <th scope="row">
                  <bdi>{bar.name}</bdi>
                  <span className={styles.small}>{bar.detail}</span>
                </th>
                <td className={styles.long} aria-hidden="true">
                  <span className={styles.beam} style={{ width: `${(100 * bar.count) / most}%` }} />
                  <span className={styles.sofar} style={{ insetInlineStart: `calc(${bar.cumulated}% - 2px)` }} />
                </td>
                <td>{bar.count}</td>
                <td>{bar.cumulated} %</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {bars.length > FIRST && (
        <Button small className={styles.moreButton} aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? 'Show fewer' : `Show all ${bars.length}`}
        </Button>
      )}
    </>
  );
}
