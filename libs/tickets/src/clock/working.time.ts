// Arithmetic in working time. Shifts are wall-clock time, so a shift that spans a clock change is an hour shorter or longer, as it is for
// the people who work it.
import { DateTime } from 'luxon';
import type { Calendar } from './calendar.js';

interface Span {
  from: number;
  to: number;
}

const MINUTE = 60_000;
// Spans of a local day are asked for again and again by every ticket of a rail.
const cache = new WeakMap<Calendar, Map<string, Span[]>>();
const zoned = new WeakMap<Calendar, { day: number; start: DateTime }>();

/** The instant at which `minutes` of working time have passed since `from`. Zero minutes: the next working instant. */
export function addWorkingMinutes(from: Date, minutes: number, calendar: Calendar): Date {
  let left = minutes * MINUTE;
  let day = localDay(from, calendar);
  const start = from.getTime();
  // Ten years without an end is a broken calendar, not a long promise.
  for (let days = 0; days < 3660; days++) {
    for (const span of spansOf(day, calendar)) {
      const begin = Math.max(span.from, start);
      if (begin >= span.to) continue;
      if (left <= span.to - begin) return new Date(begin + left);
      left -= span.to - begin;
    }
    day = day.plus({ days: 1 });
  }
  throw new RangeError(`No working time in ten years after ${from.toISOString()}`);
}

/** Whole working minutes from one instant to another, rounded towards zero; negative when `to` is the earlier. At most two years apart. */
export function workingMinutesBetween(from: Date, to: Date, calendar: Calendar): number {
  if (to < from) return -workingMinutesBetween(to, from, calendar) || 0;
  let sum = 0;
  let day = localDay(from, calendar);
  for (let days = 0; days < 731 && day.toMillis() < to.getTime(); days++) {
    for (const span of spansOf(day, calendar))
      sum += Math.max(0, Math.min(span.to, to.getTime()) - Math.max(span.from, from.getTime()));
    day = day.plus({ days: 1 });
  }
  return Math.floor(sum / MINUTE);
}

function localDay(instant: Date, calendar: Calendar): DateTime {
  const known = zoned.get(calendar);
  const at = instant.getTime();
  if (known && at >= known.day && at < known.day + 20 * 3_600_000) return known.start;
  const start = DateTime.fromMillis(at, { zone: calendar.timeZone }).startOf('day');
  zoned.set(calendar, { day: start.toMillis(), start });
  return start;
}

function spansOf(day: DateTime, calendar: Calendar): Span[] {
  const days = cache.get(calendar) ?? new Map<string, Span[]>();
  cache.set(calendar, days);
  const key = day.toISODate()!;
  let spans = days.get(key);
  if (!spans) {
    spans = calendar.shifts[day.weekday - 1]!.map(shift => ({ from: at(day, shift.from), to: at(day, shift.to) }));
    if (days.size > 5_000) days.clear();
    days.set(key, spans);
  }
  return spans;
}

function at(day: DateTime, minute: number): number {
  if (minute === 1440) return day.plus({ days: 1 }).startOf('day').toMillis();
  return day.set({ hour: Math.floor(minute / 60), minute: minute % 60, second: 0, millisecond: 0 }).toMillis();
}

export function addWorkingMs(from: Date, ms: number, calendar: Calendar): Date {
  return ms >= 0 ? addWorkingMinutes(from, ms / MINUTE, calendar) : new Date(from.getTime() + ms);
}
export const workingMsBetween = (from: Date, to: Date, calendar: Calendar): number =>
  workingMinutesBetween(from, to, calendar) * MINUTE;
