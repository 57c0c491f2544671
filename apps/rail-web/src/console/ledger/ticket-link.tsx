// The number of a ticket, as a link where its rail is the reader's.
import { Link } from 'wouter';
import type { Department } from '#api';
import { ticketPath } from '../../shell/paths.js';

type Props = { id: number; departmentId: number; departments: readonly Department[] };

export function TicketLink({ id, departmentId, departments }: Props) {
  const department = departments.find(one => one.id === departmentId);
  if (!department) return <span className="mono">#{id} </span>;
  return (
    <>
      <Link href={ticketPath(department.key, id, 'all', '')} className="mono">
        #{id}
      </Link>{' '}
    </>
  );
}
