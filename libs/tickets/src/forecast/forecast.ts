// Which tickets will probably be late, from what the department itself has lately done: the position in the queue and the pace, not the age.
// The queue is the work that the department still has to finish by itself, in rail order: open tickets, and those in somebody's hands. A
// claimed ticket counts as one whole finish, at its place on the rail: how far it has come nobody knows, and the pace counts the finishes
// of all hands together. Tickets that wait (for a customer, another department, a time) are not in the queue: they take no hands until they
// are back, and whether they come back ahead of others cannot be known.
import type { Calendar } from '../clock/calendar.js';
import { FARTHEST_MS, reach } from '../clock/working.time.js';

const HOUR = 3_600_000;
// Less history says nothing: two finishes in the first half hour are no four an hour.
const FEWEST_FINISHES = 5;
const SHORTEST_HISTORY_MS = 8 * HOUR;

export interface Forecast {
  id: number;
  /** 1 is the top of the rail. */
  position: number;
  /** When it is finished if the department keeps its pace; null without a pace, and when that is more than thirty years away. */
  expectedAt: Date | null;
  /** Expected after the due time, or due in the past. */
  likelyLate: boolean;
}

/**
 * Finishes per working hour.
 * @param history  finishes of the department, and the working time of its calendar over the same days (not that of persons)
 * @returns null below 5 finishes or 8 working hours: too little to tell
 */
export function paceOf(history: { finishes: number; workingMs: number }): number | null {
  if (history.finishes < FEWEST_FINISHES || history.workingMs < SHORTEST_HISTORY_MS) return null;
  return history.finishes / (history.workingMs / HOUR);
}

/**
 * The p-th of the queue is expected after p / pace working hours. One walk over the calendar for the whole queue.
 * @param queue  in rail order, see above for what belongs to it
 * @param pace   as of paceOf(); null: only what is past its due time is late
 */
export function forecast(
  queue: readonly { id: number; dueAt: Date }[],
  pace: number | null,
  now: Date,
  calendar: Calendar,
): Forecast[] {
  const walk = pace === null ? () => null : walkAt(pace, now, calendar);
  return queue.map(({ id, dueAt }, i) => {
    const position = i + 1;
    const expectedAt = walk(position);
    // Beyond the end of the calendar is later than any promise.
    const tooSlow = pace !== null && (expectedAt === null || expectedAt > dueAt);
    return { id, position, expectedAt, likelyLate: tooSlow || dueAt < now };
  });
}

/** Expected times of rising positions, each counted on from the one before. Whole ms of the sum, so that no rounding adds up. */
function walkAt(pace: number, now: Date, calendar: Calendar): (position: number) => Date | null {
  const end = now.getTime() + FARTHEST_MS;
  let at: number | null = now.getTime();
  let done = 0;
  return position => {
    const goal = Math.round((position * HOUR) / pace);
    if (at !== null) at = reach(at, goal - done, calendar);
    if (at !== null && at > end) at = null;
    done = goal;
    return at === null ? null : new Date(at);
  };
}
