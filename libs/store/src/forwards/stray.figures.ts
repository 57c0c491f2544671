// Stray requests: how many a colleague forwarded in which week, by mail and on the page. A week begins on Monday, by the department's clock.
import { type Database, query, type Tx } from '../database/database.js';

export interface StrayRow {
  departmentId: number;
  /** As of the latest forward. */
  name: string;
  address: string;
  /** Mondays, `YYYY-MM-DD`. */
  week: string;
  byMail: number;
  onPage: number;
}

/** $1 departments, $2 now, $3 weeks: this one and those before it. One index scan a department. */
const STRAYS = `
  SELECT d.id AS "departmentId", (array_agg(f.name ORDER BY f.message_id DESC))[1] AS name, (array_agg(f.address ORDER BY f.message_id DESC))[1] AS address,
         to_char(date_trunc('week', f.at AT TIME ZONE d.time_zone), 'YYYY-MM-DD') AS week,
         count(*) FILTER (WHERE f.way <> 'page')::int AS "byMail", count(*) FILTER (WHERE f.way = 'page')::int AS "onPage"
    FROM department d
    JOIN forward f ON f.department_id = d.id AND f.at <= $2
     AND f.at >= (date_trunc('week', $2::timestamptz AT TIME ZONE d.time_zone) - make_interval(weeks => $3 - 1)) AT TIME ZONE d.time_zone
   WHERE d.id = ANY ($1::int[])
   GROUP BY d.id, f.address_key, 4
   ORDER BY d.id, 4, name`;

export const strayRequests = (
  on: Database | Tx,
  departmentIds: readonly number[],
  now: Date,
  weeks: number,
): Promise<StrayRow[]> => query(on, STRAYS, [departmentIds, now, weeks]);

/** The Mondays themselves, oldest first, for each department. */
export const strayWeeks = (
  on: Database | Tx,
  departmentIds: readonly number[],
  now: Date,
  weeks: number,
): Promise<{ departmentId: number; name: string; weeks: string[] }[]> =>
  query(
    on,
    `SELECT d.id AS "departmentId", d.name, ARRAY(
       SELECT to_char(date_trunc('week', $2::timestamptz AT TIME ZONE d.time_zone) - make_interval(weeks => n), 'YYYY-MM-DD')
         FROM generate_series($3 - 1, 0, -1) AS n) AS weeks
       FROM department d WHERE d.id = ANY ($1::int[]) ORDER BY d.name, d.id`,
    [departmentIds, now, weeks],
  );
