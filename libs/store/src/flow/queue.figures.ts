// What hangs on the rails, by kind and age, and what came and went by the hour.
import { type Database, query, type Tx } from '../database/database.js';

export interface QueueRow {
  departmentId: number;
  kind: string;
  open: number;
  claimed: number;
  waiting: number;
  /** Past due while the clock runs. */
  late: number;
  /** By age since receipt, in days of 24 hours: under 1, 1 to 2, 2 to 4, 4 to 8, older. */
  ages: number[];
}

export interface HourRow {
  departmentId: number;
  hour: Date;
  arrived: number;
  finished: number;
}

// $1 departments, $2 now. Merged and done tickets hang nowhere.
const QUEUES = `
  SELECT department_id AS "departmentId", kind,
         count(*) FILTER (WHERE state = 'open')::int AS open,
         count(*) FILTER (WHERE state = 'claimed')::int AS claimed,
         count(*) FILTER (WHERE state = 'waiting')::int AS waiting,
         count(*) FILTER (WHERE left_ms IS NULL AND due_at < $2)::int AS late,
         ARRAY[count(*) FILTER (WHERE received_at > $2::timestamptz - interval '24 hours'),
               count(*) FILTER (WHERE received_at <= $2::timestamptz - interval '24 hours' AND received_at > $2::timestamptz - interval '48 hours'),
               count(*) FILTER (WHERE received_at <= $2::timestamptz - interval '48 hours' AND received_at > $2::timestamptz - interval '96 hours'),
               count(*) FILTER (WHERE received_at <= $2::timestamptz - interval '96 hours' AND received_at > $2::timestamptz - interval '192 hours'),
               count(*) FILTER (WHERE received_at <= $2::timestamptz - interval '192 hours')]::int[] AS ages
    FROM ticket
   WHERE department_id = ANY ($1::int[]) AND state IN ('open', 'claimed', 'waiting')
   GROUP BY department_id, kind
   ORDER BY department_id, count(*) DESC, kind`;

/** The longest queue first. Kinds of which nothing hangs are left out. */
export const queues = (on: Database | Tx, ids: readonly number[], now: Date): Promise<QueueRow[]> =>
  query(on, QUEUES, [ids, now]);

// $1 departments, $2 now. Counters are sums over slots; an hour in which nothing happened has no row and is shown all the same.
const HOURS = `
  SELECT d.id AS "departmentId", h.hour, coalesce(sum(r.arrived), 0)::int AS arrived, coalesce(sum(r.finished), 0)::int AS finished
    FROM unnest($1::int[]) d (id)
   CROSS JOIN generate_series(date_trunc('hour', $2::timestamptz) - interval '47 hours', date_trunc('hour', $2::timestamptz), interval '1 hour') h (hour)
    LEFT JOIN rail_hour r ON r.department_id = d.id AND r.hour = h.hour
   GROUP BY d.id, h.hour
   ORDER BY d.id, h.hour`;

/** The last 48 hours, this one included, the oldest first. */
export const hours = (on: Database | Tx, ids: readonly number[], now: Date): Promise<HourRow[]> =>
  query(on, HOURS, [ids, now]);
