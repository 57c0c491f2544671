// The departments of a flow meeting with the figures that stand on the rail itself: one statement for all of them.

import { CALENDAR_JSON, type CalendarRow } from '../calendar/department.calendar.js';
import { type Database, query, type Tx } from '../database/database.js';

export interface FlowDepartmentRow {
  id: number;
  key: string;
  name: string;
  calendar: CalendarRow;
  /** In hand, and how many may be. */
  inHand: { now: number; limit: number };
  /** Longest on the rail, waiting ones included. */
  oldest: { ticketId: number; receivedAt: Date } | null;
  /** What the department has to act on: to accept, to finish, and its own that came back. */
  handoffs: { offered: number; accepted: number; returned: number };
}

interface Row extends Omit<FlowDepartmentRow, 'inHand' | 'oldest' | 'handoffs'> {
  claimed: number;
  railLimit: number;
  oldestId: number | null;
  oldestAt: Date | null;
  offered: number;
  accepted: number;
  returned: number;
}

// $1 departments.
const DEPARTMENTS = `
  SELECT d.id, d.key, d.name, ${CALENDAR_JSON} AS calendar, d.rail_limit AS "railLimit", c.claimed, o.id AS "oldestId", o.received_at AS "oldestAt",
         received.offered, received.accepted, sent.returned
    FROM department d
   CROSS JOIN LATERAL (SELECT coalesce(sum(claimed), 0)::int AS claimed FROM rail_counter WHERE department_id = d.id) c
    LEFT JOIN LATERAL (SELECT id, received_at FROM ticket WHERE department_id = d.id AND state IN ('open', 'claimed', 'waiting')
                        ORDER BY received_at LIMIT 1) o ON true
   CROSS JOIN LATERAL (SELECT count(*) FILTER (WHERE state = 'offered')::int AS offered, count(*) FILTER (WHERE state = 'accepted')::int AS accepted
                         FROM handoff WHERE to_department_id = d.id AND state <> 'draft') received
   CROSS JOIN LATERAL (SELECT count(*)::int AS returned FROM handoff WHERE from_department_id = d.id AND state = 'returned') sent
   WHERE d.id = ANY ($1::int[])
   ORDER BY d.name, d.id`;

/** By name. Departments that are not there are left out. */
export async function flowDepartments(on: Database | Tx, ids: readonly number[]): Promise<FlowDepartmentRow[]> {
  const found = await query<Row>(on, DEPARTMENTS, [ids]);
  return found.map(row => ({
    id: row.id,
    key: row.key,
    name: row.name,
    calendar: row.calendar,
    inHand: { now: row.claimed, limit: row.railLimit },
    oldest:
      row.oldestId === null || row.oldestAt === null ? null : { ticketId: row.oldestId, receivedAt: row.oldestAt },
    handoffs: { offered: row.offered, accepted: row.accepted, returned: row.returned },
  }));
}
