// When a person may be sent the next digest. Pure.
import { DateTime } from 'luxon';
import { addWorkingMinutes, type Calendar } from '#tickets';

const HOUR_MS = 3_600_000;

/**
 * `each`: as soon as there is news. `hourly`: an hour after the last one, so that the first news comes at once and no hour brings two mails. `daily`: at
 * the first working minute of a day after today, as the department works (holidays and closures are no days); without a department 24 hours later.
 */
export function nextDigestAt(digest: 'each' | 'hourly' | 'daily', now: Date, calendar: Calendar | null): Date {
  if (digest === 'each') return now;
  if (digest === 'hourly') return new Date(now.getTime() + HOUR_MS);
  if (!calendar) return new Date(now.getTime() + 24 * HOUR_MS);
  const tomorrow = DateTime.fromJSDate(now, { zone: calendar.timeZone }).plus({ days: 1 }).startOf('day');
  return addWorkingMinutes(tomorrow.toJSDate(), 0, calendar);
}
