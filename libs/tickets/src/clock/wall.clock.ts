// From the clock on the wall to instants. One rule for every time on the wall, also on the nights when the clocks change: it is the moment at
// which the wall's clock has come at least so far for the first time. So
// - a time that the clock skips (02:30 in spring) is the moment of the jump; a shift within the gap has no time at all;
// - a time that the clock shows twice (02:30 in autumn) is the first of the two: people go home when the clock first says so, and the next
//   shift begins then. A shift over the whole fold is an hour longer, as it is for those who work it;
// - later times are never earlier moments: shifts stay in order and without overlap, over midnight too.
import { IANAZone } from 'luxon';

const MINUTE = 60_000;
const DAY = 86_400_000;

/** A time without change of the clock. `offset`: wall minus UTC, in ms. */
interface Stretch {
  from: number;
  offset: number;
}

/**
 * The clock of a zone for some local days. Throws nothing: the zone is known by its calendar.
 * @param fromDay, toDay  days since 1970-01-01; answers are right from the beginning of the first to the end of the last
 * @returns the instant, in ms, at which it is `minute` (0 to 1440) on local day `day`
 */
export function wallClock(timeZone: string, fromDay: number, toDay: number): (day: number, minute: number) => number {
  // A day of margin on both sides: no zone is farther from UTC.
  const stretches = stretchesOf(timeZone, (fromDay - 1) * DAY, (toDay + 2) * DAY);
  return (day, minute) => {
    const wall = day * DAY + minute * MINUTE;
    for (const [i, { from, offset }] of stretches.entries()) {
      const at = wall - offset;
      if (at < from) return from;
      if (at < (stretches[i + 1]?.from ?? Number.POSITIVE_INFINITY)) return at;
    }
    throw new RangeError(`${timeZone}: there is no such time`);
  };
}

/** From the instant `from` on; the first stretch is taken to have always been. Two changes within one day would be seen as one. */
function stretchesOf(timeZone: string, from: number, to: number): Stretch[] {
  const zone = IANAZone.create(timeZone);
  const offsetAt = (instant: number) => zone.offset(instant) * MINUTE;
  const stretches: Stretch[] = [{ from: Number.NEGATIVE_INFINITY, offset: offsetAt(from) }];
  for (let day = from; day < to; day += DAY) {
    const before = stretches[stretches.length - 1]!.offset;
    const after = offsetAt(day + DAY);
    if (after !== before) stretches.push({ from: changeBetween(day, day + DAY, before, offsetAt), offset: after });
  }
  return stretches;
}

/** First ms with another offset than `before`, which holds at `low` and no longer at `high`. */
function changeBetween(low: number, high: number, before: number, offsetAt: (instant: number) => number): number {
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(middle) === before) low = middle;
    else high = middle;
  }
  return high;
}
