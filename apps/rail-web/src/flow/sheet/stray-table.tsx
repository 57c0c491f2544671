// Stray requests: who forwarded how many in which week. Read beside the meeting's figures, and not frozen with them.
import { useQuery } from '@tanstack/react-query';
import { readStrays, straysKey } from '../../api/ticket/forward.api.js';
import styles from './sheet.module.css';

const monday = (day: string): string =>
  new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' }).format(
    new Date(`${day}T00:00:00Z`),
  );

export function StrayTable({ departmentId }: { departmentId: number }) {
  const strays = useQuery({ queryKey: straysKey, queryFn: readStrays, staleTime: 30_000 });
  const here = strays.data?.departments.find(one => one.departmentId === departmentId);
  if (strays.isError) return <p className={styles.line}>They cannot be shown just now.</p>;
  if (!here) return <p className={styles.line}>Counting…</p>;
  if (here.people.length === 0)
    return <p className={styles.line}>Nobody has forwarded a request in these eight weeks.</p>;
  return (
    <div className={styles.wide}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Week from</th>
            {here.weeks.map(week => (
              <th scope="col" key={week}>
                {monday(week)}
              </th>
            ))}
            <th scope="col">All</th>
          </tr>
        </thead>
        <tbody>
          {here.people.map(person => (
            <tr key={person.address}>
              <th scope="row">{person.name || person.address}</th>
              {person.counts.map(({ byMail, onPage }, i) => (
                <td key={here.weeks[i]} title={`${byMail} by mail, ${onPage} on the forward page`}>
                  {byMail + onPage || <span className={styles.nil}>0</span>}
                </td>
              ))}
              <td>{person.total}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
