// Promises kept: finished tickets and ended legs of the last 7 and 30 days, and how many of them in time. What ended without a promise to keep
// (a handoff that was cancelled: on time is null) counts nowhere.
import { type Database, query, type Tx } from '../database/database.js';
import { daysAgo } from './local.days.js';

export interface OnTimeCounts {
  finished7: number;
  onTime7: number;
  finished30: number;
  onTime30: number;
}

export interface FinishedRow extends OnTimeCounts {
  departmentId: number;
  kind: string;
  /** The ticket is another department's handoff. */
  isHandoff: boolean;
}

export interface LegRow extends OnTimeCounts {
  departmentId: number;
  leg: 'acceptance' | 'work' | 'returned';
}

const counts = (at: string, onTime: string): string => `
  count(*) FILTER (WHERE ${at} >= w.week)::int AS "finished7", count(*) FILTER (WHERE ${at} >= w.week AND ${onTime})::int AS "onTime7",
  count(*)::int AS "finished30", count(*) FILTER (WHERE ${onTime})::int AS "onTime30"`;

// $1 departments, $2 now.
const WINDOW = `CROSS JOIN LATERAL (SELECT ${daysAgo('$2', '7')} AS week, ${daysAgo('$2', '30')} AS month) w`;
const FINISHED = `
  SELECT d.id AS "departmentId", t.kind, h.id IS NOT NULL AS "isHandoff", ${counts('t.done_at', 't.done_on_time')}
    FROM department d ${WINDOW}
    JOIN ticket t ON t.department_id = d.id AND t.state = 'done' AND t.done_at >= w.month AND t.done_at <= $2 AND t.done_on_time IS NOT NULL
    LEFT JOIN handoff h ON h.ticket_id = t.id
   WHERE d.id = ANY ($1::int[])
   GROUP BY d.id, t.kind, h.id IS NOT NULL
   ORDER BY d.id, t.kind`;
const LEGS = `
  SELECT d.id AS "departmentId", l.leg, ${counts('l.ended_at', 'l.on_time')}
    FROM department d ${WINDOW}
    JOIN handoff_leg l ON l.department_id = d.id AND l.ended_at >= w.month AND l.ended_at <= $2 AND l.on_time IS NOT NULL
   WHERE d.id = ANY ($1::int[])
   GROUP BY d.id, l.leg`;

export const finishedByKind = (on: Database | Tx, ids: readonly number[], now: Date): Promise<FinishedRow[]> =>
  query(on, FINISHED, [ids, now]);

/** Legs of handoffs whose clock was the department's. */
export const endedLegs = (on: Database | Tx, ids: readonly number[], now: Date): Promise<LegRow[]> =>
  query(on, LEGS, [ids, now]);

export const NO_COUNTS: OnTimeCounts = { finished7: 0, onTime7: 0, finished30: 0, onTime30: 0 };

export const addCounts = (a: OnTimeCounts, b: OnTimeCounts): OnTimeCounts => ({
  finished7: a.finished7 + b.finished7,
  onTime7: a.onTime7 + b.onTime7,
  finished30: a.finished30 + b.finished30,
  onTime30: a.onTime30 + b.onTime30,
});
