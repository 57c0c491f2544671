// What will probably be late: the first of the rail by their position, and the pace that the department kept over its last ten working days.
import { type Forecast, forecast, paceOf, workingMsBetween } from '#tickets';
import { CALENDAR_JSON, type CalendarRow, calendarFrom } from '../calendar/department.calendar.js';
import { type Database, query, type Tx } from '../database/database.js';

/** So many of the rail are looked at: what hangs behind them is not what a meeting speaks of. */
export const FORECAST_DEPTH = 500;
const HISTORY_WORKING_DAYS = 10;
const DAY = 86_400_000;
/** Ten working days lie within so many days, or the department hardly works. */
const FURTHEST_DAYS = 45;

export interface Outlook {
  /** Finishes per working hour; null where there is too little history. */
  pacePerHour: number | null;
  /** In rail order, position 1 first. */
  queue: Forecast[];
}

/** Null where there is no such department. Three statements, whose cost does not grow with the rail. */
export async function readOutlook(on: Database | Tx, departmentId: number, now: Date): Promise<Outlook | null> {
  const [department] = await query<{ calendar: CalendarRow }>(
    on,
    `SELECT ${CALENDAR_JSON} AS calendar FROM department d WHERE d.id = $1`,
    [departmentId],
  );
  if (!department) return null;
  const calendar = calendarFrom(department.calendar);
  const since = historyBegin(now, from => workingMsBetween(from, now, calendar));
  const [history] = await query<{ finishes: number; first: Date | null }>(
    on,
    `SELECT coalesce(sum(finished), 0)::int AS finishes, min(hour) FILTER (WHERE finished > 0) AS first
       FROM rail_hour WHERE department_id = $1 AND hour >= $2`,
    [departmentId, since],
  );
  // A department that began three days ago is measured by these three days.
  const begin = history?.first && history.first > since ? history.first : since;
  const pacePerHour = paceOf({
    finishes: history?.finishes ?? 0,
    workingMs: Math.max(0, workingMsBetween(begin, now, calendar)),
  });
  const queue = await query<{ id: number; dueAt: Date }>(
    on,
    `SELECT id, due_at AS "dueAt" FROM ticket WHERE department_id = $1 AND state IN ('open', 'claimed') ORDER BY rail_rank, due_at, id LIMIT $2`,
    [departmentId, FORECAST_DEPTH],
  );
  return { pacePerHour, queue: forecast(queue, pacePerHour, now, calendar) };
}

/** The local-day-independent moment that lies ten days with working time back; at most 45 days. */
function historyBegin(now: Date, workingMsSince: (from: Date) => number): Date {
  let days = 0;
  let worked = 0;
  let before = 0;
  while (worked < HISTORY_WORKING_DAYS && days < FURTHEST_DAYS) {
    days += 1;
    const sum = workingMsSince(new Date(now.getTime() - days * DAY));
    if (sum > before) worked += 1;
    before = sum;
  }
  return new Date(now.getTime() - days * DAY);
}
