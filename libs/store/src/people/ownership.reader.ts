// Which department a thing belongs to. The guard asks here before any handler runs, so that no handler can forget (A19, A22).
import { type Database, query } from '../database/database.js';

/** One statement per kind of thing. The kinds are fixed here: nothing from a request reaches the SQL but the id, as a parameter. */
const OWNER = {
  department: `SELECT id AS "departmentId" FROM department WHERE id = $1`,
  ticket: `SELECT department_id AS "departmentId" FROM ticket WHERE id = $1`,
  attachment: `SELECT t.department_id AS "departmentId" FROM attachment a JOIN entry e ON e.id = a.entry_id JOIN ticket t ON t.id = e.ticket_id WHERE a.id = $1`,
  // A message that became (part of) a ticket goes where the ticket goes.
  message: `SELECT coalesce(t.department_id, m.department_id) AS "departmentId" FROM message m LEFT JOIN ticket t ON t.id = m.ticket_id WHERE m.id = $1`,
  outbound: `SELECT t.department_id AS "departmentId" FROM outbound o JOIN ticket t ON t.id = o.ticket_id WHERE o.id = $1`,
  // Whose upload it is, its handler looks at: here it is only which rail its ticket hangs on.
  upload: `SELECT t.department_id AS "departmentId" FROM upload u JOIN ticket t ON t.id = u.ticket_id WHERE u.id = $1`,
  channel: `SELECT department_id AS "departmentId" FROM channel WHERE id = $1`,
  // Both sides of a handoff read it; a draft is the sender's alone.
  handoffSender: `SELECT from_department_id AS "departmentId" FROM handoff WHERE id = $1`,
  handoffReceiver: `SELECT to_department_id AS "departmentId" FROM handoff WHERE id = $1 AND state <> 'draft'`,
  problemCase: `SELECT department_id AS "departmentId" FROM problem_case WHERE id = $1`,
} as const;

export type Owned = keyof typeof OWNER;

/** The department's id, or null where there is no such thing. */
export async function departmentOf(on: Database, thing: Owned, id: number): Promise<number | null> {
  const [row] = await query<{ departmentId: number }>(on, OWNER[thing], [id]);
  return row?.departmentId ?? null;
}
