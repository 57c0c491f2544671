// What will probably be late: the first tickets of each rail, by their waiting position and the recent pace of the department.
import { type Calendar, forecast } from '#tickets';
import { type Database, query, type Tx } from '../database/database.js';

/** So many of the rail are looked at: behind them the pace says little, and the page would be long. */
export const FORECAST_DEPTH = 500;

export interface LikelyLateRow {
  departmentId: number;
  ticketId: number;
  subject: string;
  kind: string;
  dueAt: Date;
  /** On the rail, the top is 1. */
  position: number;
  /** Null without a pace. */
  expectedAt: Date | null;
  holderName: string | null;
}

interface OnRail {
  departmentId: number;
  id: number;
  subject: string;
  kind: string;
  dueAt: Date;
  holderName: string | null;
}

// $1 departments, $2 how deep. In the order of the rail and of its index.
const TOPS = `
  SELECT t.department_id AS "departmentId", t.id, t.subject, t.kind, t.due_at AS "dueAt", u.name AS "holderName"
    FROM unnest($1::int[]) d (id)
   CROSS JOIN LATERAL (SELECT department_id, id, subject, kind, due_at, rail_rank, claimed_by FROM ticket
                        WHERE department_id = d.id AND state IN ('open', 'claimed') ORDER BY rail_rank, due_at, id LIMIT $2) t
    LEFT JOIN user_account u ON u.id = t.claimed_by
   ORDER BY t.department_id, t.rail_rank, t.due_at, t.id`;

/** In rail order; what is late already is among them. One statement, however many departments. */
export async function likelyLate(
  on: Database | Tx,
  departments: readonly { id: number; calendar: Calendar; pace: number | null }[],
  now: Date,
): Promise<LikelyLateRow[]> {
  const found = await query<OnRail>(on, TOPS, [departments.map(({ id }) => id), FORECAST_DEPTH]);
  return departments.flatMap(({ id, calendar, pace }) => {
    const rail = found.filter(row => row.departmentId === id);
    const byId = new Map(rail.map(row => [row.id, row]));
    return forecast(rail, pace, now, calendar)
      .filter(seen => seen.likelyLate)
      .map(({ id: ticketId, position, expectedAt }) => {
        const { subject, kind, dueAt, holderName } = byId.get(ticketId)!;
        return { departmentId: id, ticketId, subject, kind, dueAt, position, expectedAt, holderName };
      });
  });
}
