// Done, with an outcome; and back on the rail when it was not.
import type { Tx } from '../../database/database.js';
import { pinnedKind } from '../../definitions/pinned.kind.js';
import { tiesOf } from '../../handoffs/handoff.ties.js';
import { logDefect } from '../defect.log.js';
import { type Assignments, changeTicket, NOT_CLAIMED, NOT_DONE, NOT_WAITING } from '../ticket.change.js';
import { dueIfRunning } from '../ticket.clock.js';
import { closeFaults, demandsWork, handoffFaults } from '../ticket.closing.js';
import { type LockedTicket, lockTicket } from '../ticket.lock.js';
import { type Refusal, refusal, refused, type TicketOutcome, type TicketRequest } from '../ticket.rules.js';
import { countOrder } from './work.action.js';

export interface Finish {
  /** A code that the ticket's kind knows. */
  outcome: string;
}

/**
 * open, claimed or waiting -> done. TICKET.UNKNOWN_OUTCOME where the kind does not know the outcome; TICKET.NOT_READY with each place that its
 * kind demands first; TICKET.IS_HANDOFF where the ticket is another department's handoff. A late finish is a defect.
 */
export async function finishTicket(
  tx: Tx,
  request: TicketRequest & Finish & { note?: string },
): Promise<TicketOutcome> {
  const ticket = await lockTicket(tx, request.ticketId);
  const no = refusal('done', ticket, request) ?? (ticket && (await badFinish(tx, ticket, request.outcome)));
  if (no || !ticket) return no ?? { outcome: 'unknown-ticket' };
  const { version } = await changeTicket(tx, {
    ticket,
    now: request.now,
    actor: request.actor,
    set: doneWith(ticket, request.outcome, request.now),
    entries: [doneEntry(ticket, request.outcome, request.now, request.note ?? '')],
  });
  await settleFinish(tx, ticket, request);
  return { outcome: 'changed', version };
}

/**
 * done -> open: its finish no longer counts, and the reopening is a defect, unless it comes within a minute.
 * @param request.due a new promise; without it the old one stands, late as it may be
 */
export async function reopenTicket(
  tx: Tx,
  request: TicketRequest & { note?: string; due?: { at: Date; minutesAllowed: number } },
): Promise<TicketOutcome> {
  const ticket = await lockTicket(tx, request.ticketId);
  const no = refusal('reopen', ticket, request) ?? (ticket && (await receivedRefusal(tx, ticket.id)));
  if (no || !ticket) return no ?? { outcome: 'unknown-ticket' };
  const due: Assignments = request.due ? { due_at: request.due.at, minutes_allowed: request.due.minutesAllowed } : {};
  const { version } = await changeTicket(tx, {
    ticket,
    now: request.now,
    actor: request.actor,
    set: { state: 'open', ...NOT_DONE, ...due },
    entries: [
      {
        type: 'state',
        text: 'Reopened',
        event: 'ticket.reopened',
        detail: {
          change: { action: 'reopen', from: 'done', to: 'open', outcome: ticket.outcome, note: request.note ?? '' },
        },
      },
    ],
  });
  if (isOrder(ticket, ticket.outcome)) await countOrder(tx, ticket.id, -1);
  if (!isSlip(ticket, request.now))
    await logDefect(tx, {
      kind: 'reopened',
      reason: 'by-person',
      note: request.note,
      departmentId: ticket.departmentId,
      ticketId: ticket.id,
      userId: request.actor.userId,
    });
  return { outcome: 'changed', version };
}

const isOrder = (ticket: LockedTicket, outcome: string | null): boolean =>
  ticket.kind === 'order' && outcome === 'entered';

/** A finish that is taken back at once was a slip of the hand, not work that came back: no defect. */
const SLIP_MS = 60_000;
const isSlip = (ticket: LockedTicket, now: Date): boolean =>
  ticket.doneAt !== null && now.getTime() - ticket.doneAt.getTime() < SLIP_MS;

export const doneWith = (ticket: LockedTicket, outcome: string, now: Date): Assignments => ({
  state: 'done',
  ...NOT_CLAIMED,
  ...NOT_WAITING,
  outcome,
  done_at: now,
  done_on_time: now <= dueIfRunning(ticket, now),
  has_unread_answer: false,
});

export const doneEntry = (ticket: LockedTicket, outcome: string, now: Date, note: string) => ({
  type: 'state' as const,
  text: 'Done',
  event: 'ticket.done' as const,
  detail: {
    change: { action: 'done', from: ticket.state, to: 'done', outcome, onTime: now <= dueIfRunning(ticket, now), note },
  },
});

/** What follows from a finish: a late one is a defect, and an order that was entered makes a customer. */
export async function settleFinish(tx: Tx, ticket: LockedTicket, request: TicketRequest & Finish): Promise<void> {
  if (isOrder(ticket, request.outcome)) await countOrder(tx, ticket.id, 1);
  if (request.now <= dueIfRunning(ticket, request.now)) return;
  const { id: ticketId, departmentId } = ticket;
  await logDefect(tx, { kind: 'late', reason: ticket.kind, departmentId, ticketId, userId: request.actor.userId });
}

/** Null where the ticket may end so. Asked after the ticket's lock, which every step of its handoffs takes as well. */
export async function badFinish(tx: Tx, ticket: LockedTicket, outcome: string): Promise<Refusal | null> {
  const ties = await tiesOf(tx, ticket.id);
  if (ties.received) return isHandoff(ticket.id);
  const kind = await pinnedKind(tx, ticket);
  if (kind && !kind.outcomes.some(one => one.code === outcome))
    return refused(
      'TICKET.UNKNOWN_OUTCOME',
      `This kind of ticket ends as one of: ${kind.outcomes.map(one => one.code).join(', ')}`,
    );
  const faults = kind && demandsWork(outcome) ? closeFaults(ticket, kind, ties.open) : handoffFaults(ties.open);
  return faults.length === 0 ? null : refused('TICKET.NOT_READY', faults[0]!.detail, faults);
}

/** Null where the ticket is no handoff. */
export async function receivedRefusal(tx: Tx, ticketId: number): Promise<Refusal | null> {
  return (await tiesOf(tx, ticketId)).received ? isHandoff(ticketId) : null;
}

export const isHandoff = (ticketId: number): Refusal =>
  refused('TICKET.IS_HANDOFF', `#${ticketId} is a handoff of another department: complete it, or send it back`);
