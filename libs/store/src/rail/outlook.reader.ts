// What will probably be late on one rail: the first of it by their position, and the pace that the department kept of late.
import { type Forecast, forecast } from '#tickets';
import { CALENDAR_JSON, type CalendarRow, calendarFrom } from '../calendar/department.calendar.js';
import { type Database, query, type Tx } from '../database/database.js';
import { FORECAST_DEPTH } from '../flow/forecast.reader.js';
import { readPaces } from '../flow/pace.reader.js';

/** In rail order, position 1 first; null where there is no such department. Three statements, whose cost does not grow with the rail. */
export async function readOutlook(on: Database | Tx, departmentId: number, now: Date): Promise<Forecast[] | null> {
  const [department] = await query<{ calendar: CalendarRow }>(
    on,
    `SELECT ${CALENDAR_JSON} AS calendar FROM department d WHERE d.id = $1`,
    [departmentId],
  );
  if (!department) return null;
  const calendar = calendarFrom(department.calendar);
  const paces = await readPaces(on, [{ id: departmentId, calendar }], now);
  const queue = await query<{ id: number; dueAt: Date }>(
    on,
    `SELECT id, due_at AS "dueAt" FROM ticket WHERE department_id = $1 AND state IN ('open', 'claimed') ORDER BY rail_rank, due_at, id LIMIT $2`,
    [departmentId, FORECAST_DEPTH],
  );
  return forecast(queue, paces.get(departmentId) ?? null, now, calendar);
}
