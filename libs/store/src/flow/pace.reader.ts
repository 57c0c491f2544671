// How fast a department finishes: its finishes per working hour over its last ten working days, today's included. A department that has counted
// for a shorter time is measured over that time.
import { DateTime } from 'luxon';
import { type Calendar, paceOf, workingMsBetween } from '#tickets';
import { type Database, query, type Tx } from '../database/database.js';

const WORKING_DAYS = 10;
/** A works holiday may be long; a department that has not worked for two months has no recent pace. */
const FURTHEST_DAYS = 60;

// $1 departments, $2 since when each, $3 now.
const FINISHES = `
  SELECT w.id AS "departmentId", s.finishes, f.first
    FROM unnest($1::int[], $2::timestamptz[]) w (id, since)
   CROSS JOIN LATERAL (SELECT coalesce(sum(finished), 0)::int AS finishes FROM rail_hour
                        WHERE department_id = w.id AND hour >= w.since AND hour <= $3) s
   CROSS JOIN LATERAL (SELECT min(hour) AS first FROM rail_hour WHERE department_id = w.id) f`;

/** Finishes per working hour by department; null where there is too little history. One statement, however many departments. */
export async function readPaces(
  on: Database | Tx,
  departments: readonly { id: number; calendar: Calendar }[],
  now: Date,
): Promise<Map<number, number | null>> {
  const windows = departments.map(({ id, calendar }) => ({ id, calendar, since: paceBegins(calendar, now) }));
  const found = await query<{ departmentId: number; finishes: number; first: Date | null }>(on, FINISHES, [
    windows.map(window => window.id),
    windows.map(window => window.since),
    now,
  ]);
  const counted = new Map(found.map(row => [row.departmentId, row]));
  return new Map(
    windows.map(({ id, calendar, since }) => {
      const { finishes, first } = counted.get(id)!;
      if (first === null) return [id, null];
      const from = first > since ? first : since;
      return [id, paceOf({ finishes, workingMs: Math.max(0, workingMsBetween(from, now, calendar)) })];
    }),
  );
}

/** Midnight before the tenth working day, counted back from today. */
export function paceBegins(calendar: Calendar, now: Date): Date {
  const today = DateTime.fromJSDate(now, { zone: calendar.timeZone }).startOf('day');
  let worked = 0;
  for (let back = 0; back < FURTHEST_DAYS; back++) {
    const day = today.minus({ days: back });
    if (workingMsBetween(day.toJSDate(), day.plus({ days: 1 }).toJSDate(), calendar) > 0) worked += 1;
    if (worked === WORKING_DAYS) return day.toJSDate();
  }
  return today.minus({ days: FURTHEST_DAYS }).toJSDate();
}
