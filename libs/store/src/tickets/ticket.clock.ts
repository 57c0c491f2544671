// The ticket's clock: it runs while the work is the department's, and stands while the customer or another department is awaited. Pure.
// While it stands, the working time that was left is kept in left_ms; when it runs again, the due time is counted from that moment.
// changeTicket() is the only caller that matters: no action can forget the clock, and the table's check refuses what would.
import { addWorkingMs, type TicketState, type WaitReason, workingMsBetween } from '#tickets';
import { type CalendarRow, calendarFrom } from '../calendar/department.calendar.js';

export interface Clocked {
  dueAt: Date;
  /** Null while the clock runs. */
  leftMs: number | null;
  calendar: CalendarRow;
}

/** Snoozing until a time is the department's own choice: the promise goes on. */
export const clockStands = (state: TicketState, reason: WaitReason | null): boolean =>
  state === 'waiting' && (reason === 'customer' || reason === 'handoff');

/** The due time, were the clock running at `now`. Decides whether a finish is in time. */
export function dueIfRunning(ticket: Clocked, now: Date): Date {
  return ticket.leftMs === null ? ticket.dueAt : addWorkingMs(now, ticket.leftMs, calendarFrom(ticket.calendar));
}

/** Ten years late is as late as it gets, and ten years left as early: what is beyond could not be counted back. */
const MOST_MS = 10 * 365 * 86_400_000;

/** Working time left at `now`, in milliseconds; negative when it is late. */
export function timeLeft(ticket: Clocked, now: Date): number {
  const left = ticket.leftMs ?? workingMsBetween(now, ticket.dueAt, calendarFrom(ticket.calendar));
  return Math.min(Math.max(left, -MOST_MS), MOST_MS);
}

/**
 * What a change of state does to the clock.
 * @param to state and wait reason after the change
 * @returns columns to set; empty where the clock goes on as it was
 */
export function clockAfter(
  ticket: Clocked,
  to: { state: TicketState; reason: WaitReason | null },
  now: Date,
): { left_ms?: number | null; due_at?: Date } {
  const stands = clockStands(to.state, to.reason);
  if (stands === (ticket.leftMs !== null)) return {};
  if (!stands) return { left_ms: null, due_at: dueIfRunning(ticket, now) };
  return { left_ms: timeLeft(ticket, now) };
}
