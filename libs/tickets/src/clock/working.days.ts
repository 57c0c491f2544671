// The working spans of a calendar as instants, in blocks of 32 local days. A block is made once and kept as long as its calendar: every mail,
// every slip and every forecast asks for the same few. Spans rise, do not overlap, and lie within their block; blocks follow one another
// without a gap, so an instant is in exactly one.
import { type Calendar, closedDay } from './calendar.js';
import { isoDayOf, weekdayOf } from './local.day.js';
import { wallClock } from './wall.clock.js';

/** Instants in ms, end exclusive. Of no length where the clock skips the whole shift. */
export interface Span {
  from: number;
  to: number;
}

export interface Block extends Span {
  index: number;
  spans: readonly Span[];
  /** Working time of all spans, in ms. */
  total: number;
}

const DAY = 86_400_000;
const DAYS = 32;
/** Holidays are known from 1900 to 2199; a block reaches over both ends. */
export const KNOWN: Span = { from: Date.UTC(1900, 2), to: Date.UTC(2199, 10) };
// Some eighty years: nobody looks at so many, but a test or a hostile date might.
const BLOCKS_KEPT = 1_000;
const kept = new WeakMap<Calendar, Map<number, Block>>();

/** Throws RangeError for an instant that is none, or not within the years 1900 to 2199. */
export function blockAt(instant: number, calendar: Calendar): Block {
  if (!(instant >= KNOWN.from && instant < KNOWN.to))
    throw new RangeError('Working time is known from 1900 to 2199 only');
  const block = blockOf(Math.floor(instant / DAY / DAYS), calendar);
  // The local day may be the one before or after the day in UTC.
  if (instant < block.from) return blockOf(block.index - 1, calendar);
  return instant < block.to ? block : blockOf(block.index + 1, calendar);
}

/** The block of local days 32 × index and following; it must touch the time that is known. */
export function blockOf(index: number, calendar: Calendar): Block {
  const blocks = kept.get(calendar) ?? new Map<number, Block>();
  const known = blocks.get(index);
  if (known) return known;
  const block = makeBlock(index, calendar);
  if (blocks.size >= BLOCKS_KEPT) blocks.clear();
  blocks.set(index, block);
  kept.set(calendar, blocks);
  return block;
}

function makeBlock(index: number, calendar: Calendar): Block {
  const first = index * DAYS;
  const end = first + DAYS;
  const instantOf = wallClock(calendar.timeZone, first, end);
  const spans: Span[] = [];
  let total = 0;
  for (let day = first; day < end; day++) {
    const shifts = calendar.shifts[weekdayOf(day)]!;
    if (shifts.length === 0 || closedDay(calendar, isoDayOf(day)) !== null) continue;
    for (const shift of shifts) {
      const span = { from: instantOf(day, shift.from), to: instantOf(day, shift.to) };
      spans.push(span);
      total += span.to - span.from;
    }
  }
  return { index, from: instantOf(first, 0), to: instantOf(end, 0), spans, total };
}
