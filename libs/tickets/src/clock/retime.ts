// What happens to promises when a department's calendar changes: new hours, another time zone, a holiday entered late. The work that was
// still allowed stays allowed: the working time that was left by the old calendar at that moment is left by the new one, and what was
// overdue is overdue by the same working time. Only for clocks that run: a ticket that waits keeps its time left as a number, which no
// calendar changes.
import type { Calendar } from './calendar.js';
import { FARTHEST_MS, reach, workingMsBetween } from './working.time.js';

/**
 * The due time of a ticket whose department's calendar changed at `now`. A due time that is as far away by both calendars stays as it was
 * promised. Late stays late, and in time stays in time.
 * Where the new calendar has so little working time that the answer lies beyond thirty years, it is put thirty years away.
 */
export function retime(dueAt: Date, now: Date, before: Calendar, after: Calendar): Date {
  const left = workingMsBetween(now, dueAt, before);
  if (workingMsBetween(now, dueAt, after) === left) return dueAt;
  // Overdue, though not by working time: the deadline fell on the end of a shift and nobody has worked since. Any later moment of the new
  // calendar would give it time again.
  if (left === 0 && dueAt < now) return now;
  return new Date(reach(now.getTime(), left, after) ?? now.getTime() + Math.sign(left) * FARTHEST_MS);
}
