// The laws of time, with an arithmetic of their own: round the clock is wall-clock time, office hours are eight hours on five days of seven. Nothing
// here calls the code under test.
import type { HandoffNow, LegNow, Rail, Standing, TicketNow } from './handoff.world.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;
/** The epoch was a Thursday; weeks are counted from the Monday before. */
const MONDAY = 3 * DAY;

/** Working milliseconds from a Monday long ago to the instant. */
function workedUntil(at: Date, officeHours: boolean): number {
  if (!officeHours) return at.getTime();
  const ms = at.getTime() + MONDAY;
  const inWeek = ms % WEEK;
  const day = Math.floor(inWeek / DAY);
  const today = day < 5 ? Math.min(Math.max((inWeek % DAY) - 8 * HOUR, 0), 8 * HOUR) : 0;
  return Math.floor(ms / WEEK) * 40 * HOUR + Math.min(day, 5) * 8 * HOUR + today;
}

/** What is left of the ticket's promise at that moment; negative when it is late. */
export function leftAt(
  ticket: Pick<TicketNow, 'leftMs' | 'dueAt' | 'departmentId'>,
  now: Date,
  rails: readonly Rail[],
): number {
  if (ticket.leftMs !== null) return ticket.leftMs;
  const { officeHours } = rails.find(rail => rail.id === ticket.departmentId)!;
  return workedUntil(ticket.dueAt, officeHours) - workedUntil(now, officeHours);
}

const inTime = (ticket: TicketNow, now: Date): boolean =>
  ticket.leftMs === null ? now <= ticket.dueAt : ticket.leftMs >= 0;

export interface Passage {
  before: Standing;
  after: Standing;
  /** When the acts between the two took place. */
  now: Date;
  rails: readonly Rail[];
  /** Tickets that were given a new promise by hand: moved, or merged into. */
  repromised: ReadonlySet<number>;
}

/**
 * What time has done wrong between two standings: no act but offering and accepting gives a ticket another time, whether its clock ran, stood, stopped
 * or went on; and what ends is judged by the time that was left. Empty where all is well.
 */
export function clockFaults(passage: Passage): string[] {
  const { before, after, now, rails, repromised } = passage;
  const faults: string[] = [];
  for (const ticket of after.tickets.values()) {
    const was = before.tickets.get(ticket.id);
    const begun = newestLegOf(ticket, passage);
    const expected = begun ? begun.minutesAllowed * 60_000 : was && leftAt(was, now, rails);
    const left = leftAt(ticket, now, rails);
    if (expected !== undefined && left !== expected && !repromised.has(ticket.id))
      faults.push(
        `#${ticket.id}: ${left} ms are left, not ${expected} (${was?.state} ${was?.waitReason} -> ${ticket.state} ${ticket.waitReason})`,
      );
    if (was && ticket.state === 'done' && was.state !== 'done') faults.push(...finishFaults(ticket, was, passage));
  }
  for (const leg of after.legs.values())
    if (leg.endedAt !== null && before.legs.get(leg.id)?.endedAt === null) faults.push(...legFaults(leg, passage));
  return faults;
}

const receivedAs = (ticketId: number, standing: Standing): HandoffNow | undefined =>
  [...standing.handoffs.values()].find(handoff => handoff.ticketId === ticketId);

function newestLegOf(ticket: TicketNow, { before, after }: Passage): LegNow | undefined {
  const handoff = receivedAs(ticket.id, after);
  return [...after.legs.values()]
    .filter(leg => leg.handoffId === handoff?.id && leg.leg !== 'returned' && !before.legs.has(leg.id))
    .at(-1);
}

/** A finish counts as in time or late; what was sent back or cancelled counts as neither. */
function finishFaults(ticket: TicketNow, was: TicketNow, { after, now }: Passage): string[] {
  const ended = receivedAs(ticket.id, after)?.state;
  const expected = ended === 'returned' || ended === 'cancelled' ? null : inTime(was, now);
  return ticket.doneOnTime === expected
    ? []
    : [`#${ticket.id}: its finish counts as ${ticket.doneOnTime}, not ${expected}`];
}

function legFaults(leg: LegNow, { before, after, now, rails }: Passage): string[] {
  const handoff = after.handoffs.get(leg.handoffId)!;
  const ticket = before.tickets.get(handoff.ticketId!)!;
  const cancelled = handoff.state === 'cancelled';
  const onTime = cancelled ? null : leg.leg === 'returned' ? now <= leg.dueAt : inTime(ticket, now);
  const faults = leg.onTime === onTime ? [] : [`leg ${leg.id} (${leg.leg}): in time is ${leg.onTime}, not ${onTime}`];
  if (leg.endedAt!.getTime() !== now.getTime()) faults.push(`leg ${leg.id} did not end when the act took place`);
  if (leg.leg === 'returned' || cancelled) return faults;
  const due = leftAt({ leftMs: null, dueAt: leg.dueAt, departmentId: ticket.departmentId }, now, rails);
  const left = leftAt(ticket, now, rails);
  if (due !== left) faults.push(`leg ${leg.id} (${leg.leg}): it was due in ${due} ms, its ticket in ${left}`);
  return faults;
}
