// How soon something is due that a colleague says is urgent. Pure. It shortens the promise and lifts nothing to the top: a rail on which whoever forwards can
// lift has no order.

import type { Calendar } from '../clock/calendar.js';
import { addWorkingMinutes, workingMinutesBetween } from '../clock/working.time.js';

/** Working minutes of what cannot wait. */
const NOW_MINUTES = 60;

/** Working minutes that it may take, never more than its kind's, and the sentence that says so; null where nobody said anything of haste. */
export function hastened(
  haste: 'today' | 'now' | undefined,
  kind: { toleranceMinutes: number },
  at: Date,
  calendar: Calendar,
): { minutes: number; why: string } | null {
  if (haste === undefined) return null;
  const minutes = haste === 'now' ? NOW_MINUTES : leftToday(at, kind.toleranceMinutes, calendar);
  if (minutes >= kind.toleranceMinutes) return null;
  return {
    minutes,
    why: haste === 'now' ? 'Due within one working hour, said a colleague' : 'Due today, said a colleague',
  };
}

/** Until work ends on the day on which the next working minute lies: a request in the evening is for the next day. At least an hour. */
function leftToday(at: Date, most: number, calendar: Calendar): number {
  const begins = addWorkingMinutes(at, 1, calendar);
  const midnight = startOfNextDay(begins, calendar);
  return Math.max(NOW_MINUTES, Math.min(most, workingMinutesBetween(at, midnight, calendar)));
}

/** By the department's clock; found by halving, so that a night of 23 or 25 hours is right as well. */
function startOfNextDay(at: Date, { timeZone }: Calendar): Date {
  const day = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  const today = day.format(at);
  let [before, after] = [at.getTime(), at.getTime() + 26 * 3_600_000];
  while (after - before > 1_000) {
    const middle = (before + after) / 2;
    if (day.format(middle) === today) before = middle;
    else after = middle;
  }
  return new Date(after);
}
