// Repeat business is customer service's to lose, new business is sales' to win. Three lines, and no line for all of them.
import type { FlowDepartment } from '#api';
import styles from './sheet.module.css';

export function BusinessTable({ business }: { business: FlowDepartment['business'] }) {
  const rows = [
    { title: 'Existing customers, as before', ...business.repeat, handedToSales: null },
    { title: 'Existing customers, something new', ...business.new },
    { title: 'Strangers', ...business.stranger },
  ];
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">Business</th>
          <th scope="col">Arrived</th>
          <th scope="col">Finished</th>
          <th scope="col">Offered to sales</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(row => (
          <tr key={row.title}>
            <th scope="row">{row.title}</th>
            <td>{row.arrived}</td>
            <td>{row.finished}</td>
            <td>{row.handedToSales ?? <span className={styles.nil}>stays here</span>}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
