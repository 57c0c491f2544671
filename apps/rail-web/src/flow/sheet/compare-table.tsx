// The last record beside today's figures, with the difference.
import { Link } from 'wouter';
import type { EarlierDepartment, FlowDepartment } from '#api';
import { clockWords } from '../../rail/words/time-words.js';
import { flowPath } from '../../shell/paths.js';
import { compare } from './difference.js';
import styles from './sheet.module.css';

type Props = { sheet: FlowDepartment; then: EarlierDepartment; now: number; timeZone: string | undefined };

export function CompareTable({ sheet, then, now, timeZone }: Props) {
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">Figure</th>
          <th scope="col">
            <Link href={`${flowPath(sheet.departmentKey)}&record=${then.recordId}`}>
              {clockWords(then.heldAt, now, timeZone)}
            </Link>
          </th>
          <th scope="col">Now</th>
          <th scope="col">Difference</th>
        </tr>
      </thead>
      <tbody>
        {compare(sheet, then).map(row => (
          <tr key={row.title}>
            <th scope="row">{row.title}</th>
            <td>{row.then}</td>
            <td>{row.now}</td>
            <td>
              {row.difference && (
                <span className={styles.change} data-tone={row.difference.tone}>
                  {row.difference.words}
                </span>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
