// A department's calendar, made from its row. Kept by content: what the domain remembers of a calendar's days then serves every statement and
// every request of the process.
import { type Calendar, type Closure, calendarOf, type WorkHours } from '#tickets';

/** Columns of a department that make its calendar. */
export interface CalendarRow {
  timeZone: string;
  workHours: WorkHours;
  holidayRegion: string | null;
  closures: readonly Closure[];
}

/** As one jsonb value, for statements that read other things; needs the department as `d`. */
export const CALENDAR_JSON = `jsonb_build_object('timeZone', d.time_zone, 'workHours', d.work_hours, 'holidayRegion', d.holiday_region, 'closures', d.closures)`;

/**
 * The calendar of the rail that a ticket `t` hangs on. A subquery, never a join, in statements that lock tickets: a ticket that was moved while the lock
 * was awaited would fall out of a join.
 */
export const CALENDAR_OF_TICKET = `(SELECT ${CALENDAR_JSON} FROM department d WHERE d.id = t.department_id)`;

const KEPT = 500;
const calendars = new Map<string, Calendar>();

/** Throws RangeError where the row makes no calendar: settings are checked before they are stored. */
export function calendarFrom(row: CalendarRow): Calendar {
  const { timeZone, workHours, holidayRegion, closures } = row;
  const key = JSON.stringify([timeZone, workHours, holidayRegion, closures]);
  let calendar = calendars.get(key);
  if (!calendar) {
    if (calendars.size >= KEPT) calendars.clear();
    calendar = calendarOf(timeZone, workHours, { holidayRegion, closures });
    calendars.set(key, calendar);
  }
  return calendar;
}
