// Arithmetic in working time: shifts of the calendar without holidays and closures. Exact to the millisecond, by one pair of laws for every
// instant `a`, working or not:
//   workingMsBetween(a, addWorkingMs(a, n)) === n, for n of both signs
//   workingMsBetween(a, b) + workingMsBetween(b, c) === workingMsBetween(a, c)
// Shifts are wall-clock time, so a shift that spans a clock change is an hour shorter or longer, as it is for the people who work it (see
// wall.clock.ts for times that the clock skips or shows twice). A closed day loses the shifts that begin on it: of a night shift into a
// holiday the hours before midnight are worked.
import type { Calendar } from './calendar.js';
import { type Block, blockAt, blockOf, KNOWN } from './working.days.js';

const MINUTE = 60_000;
/** How far working time is counted forward or back, in ms: thirty years. What does not end by then is a broken calendar, not a long promise. */
export const FARTHEST_MS = 30 * 366 * 86_400_000;

/**
 * The instant from which `ms` of working time have passed since `from`; fractions of a millisecond are cut off.
 * - positive: the earliest such instant, which may be the end of a shift
 * - zero: the next working instant, `from` itself within a shift
 * - negative: the latest instant with so much working time from it to `from`; it is a working instant
 * Throws RangeError when that is more than thirty years away, or outside of 1900 to 2199.
 */
export function addWorkingMs(from: Date, ms: number, calendar: Calendar): Date {
  const at = reach(from.getTime(), ms, calendar);
  if (at === null)
    throw new RangeError(`${ms} ms of working time do not lie within thirty years of ${from.toISOString()}`);
  return new Date(at);
}

/**
 * Working time from one instant to another, in ms; negative when `to` is the earlier. At any distance within 1900 to 2199; outside of that
 * it throws RangeError.
 */
export function workingMsBetween(from: Date, to: Date, calendar: Calendar): number {
  // Zero has no sign.
  if (to < from) return -workingMsBetween(to, from, calendar) || 0;
  const end = to.getTime();
  const last = blockAt(end, calendar);
  let block = blockAt(from.getTime(), calendar);
  let sum = -workedBefore(from.getTime(), block);
  for (; block.index < last.index; block = blockOf(block.index + 1, calendar)) sum += block.total;
  return sum + workedBefore(end, last);
}

/** `addWorkingMs` in minutes. */
export const addWorkingMinutes = (from: Date, minutes: number, calendar: Calendar): Date =>
  addWorkingMs(from, minutes * MINUTE, calendar);

/** Whole working minutes from one instant to another, rounded towards zero; negative when `to` is the earlier. */
export const workingMinutesBetween = (from: Date, to: Date, calendar: Calendar): number =>
  Math.trunc(workingMsBetween(from, to, calendar) / MINUTE) || 0;

/** As addWorkingMs, in ms since 1970; null where that throws because it is too far away. For callers to whom "never" is an answer. */
export function reach(from: number, ms: number, calendar: Calendar): number | null {
  if (!Number.isFinite(ms)) return null;
  const whole = Math.trunc(ms);
  return whole < 0 ? back(from, -whole, calendar) : forward(from, whole, calendar);
}

function forward(start: number, ms: number, calendar: Calendar): number | null {
  const end = Math.min(start + FARTHEST_MS, KNOWN.to);
  let left = ms;
  for (let block = blockAt(start, calendar); block.from < end; block = blockOf(block.index + 1, calendar)) {
    if (block.from > start && left > block.total) {
      left -= block.total;
      continue;
    }
    for (const span of block.spans) {
      const begin = Math.max(span.from, start);
      if (begin >= span.to) continue;
      if (left <= span.to - begin) return begin + left;
      left -= span.to - begin;
    }
  }
  return null;
}

/** `ms` is what goes back, at least 1. The mirror of `forward`. */
function back(start: number, ms: number, calendar: Calendar): number | null {
  const end = Math.max(start - FARTHEST_MS, KNOWN.from);
  let left = ms;
  for (let block = blockAt(start, calendar); block.to > end; block = blockOf(block.index - 1, calendar)) {
    if (block.to < start && left > block.total) {
      left -= block.total;
      continue;
    }
    for (let i = block.spans.length - 1; i >= 0; i--) {
      const span = block.spans[i]!;
      const until = Math.min(span.to, start);
      if (until <= span.from) continue;
      if (left <= until - span.from) return until - left;
      left -= until - span.from;
    }
  }
  return null;
}

/** Working time of a block before an instant within it. */
function workedBefore(instant: number, { spans }: Block): number {
  let sum = 0;
  for (const span of spans) {
    if (span.from >= instant) break;
    sum += Math.min(span.to, instant) - span.from;
  }
  return sum;
}
