// Off the rail until the customer answers or a time has come, and back. By itself it comes back through ticket.sweep.ts (time) or the
// conversion of the customer's answer.
import type { WaitReason } from '#tickets';
import { rows, type Tx } from '../../database/database.js';
import { changeTicket, NOT_CLAIMED, NOT_WAITING } from '../ticket.change.js';
import { lockTicket } from '../ticket.lock.js';
import { refusal, refused, type TicketOutcome, type TicketRequest } from '../ticket.rules.js';

export interface SnoozeRequest extends TicketRequest {
  reason: WaitReason;
  /** When it comes back by itself. Needed for `until`; with the others null waits for the answer alone. */
  until: Date | null;
  note?: string;
}

/**
 * open, claimed or waiting -> waiting. TICKET.WAKE_TIME_MISSING, TICKET.WAKE_TIME_PAST where `until` is not ahead of `now`; TICKET.NO_HANDOFF
 * where it should wait for a handoff and none is open.
 */
export async function snoozeTicket(tx: Tx, request: SnoozeRequest): Promise<TicketOutcome> {
  const ticket = await lockTicket(tx, request.ticketId);
  const no =
    refusal('snooze', ticket, request) ?? badWakeTime(request) ?? (await badHandoffWait(tx, request.reason, ticket));
  if (no || !ticket) return no ?? { outcome: 'unknown-ticket' };
  const { version } = await changeTicket(tx, {
    ticket,
    now: request.now,
    actor: request.actor,
    set: waitingFor(request),
    entries: [
      {
        type: 'state',
        text: WAITS[request.reason],
        event: 'ticket.waiting',
        detail: {
          change: {
            action: 'snooze',
            from: ticket.state,
            to: 'waiting',
            reason: request.reason,
            until: request.until?.toISOString() ?? null,
            note: request.note ?? '',
          },
        },
      },
    ],
  });
  return { outcome: 'changed', version };
}

const WAITS: Record<WaitReason, string> = {
  customer: 'Waits for the customer',
  handoff: 'Waits for another department',
  until: 'Waits until a set time',
};

/** waiting -> open, before its time. */
export async function wakeTicket(tx: Tx, request: TicketRequest): Promise<TicketOutcome> {
  const ticket = await lockTicket(tx, request.ticketId);
  const no = refusal('wake', ticket, request);
  if (no || !ticket) return no ?? { outcome: 'unknown-ticket' };
  const { version } = await changeTicket(tx, {
    ticket,
    now: request.now,
    actor: request.actor,
    set: { state: 'open', ...NOT_WAITING },
    entries: [
      {
        type: 'state',
        text: 'Put back on the rail',
        event: 'ticket.woken',
        detail: {
          change: { action: 'wake', from: 'waiting', to: 'open', reason: 'by-hand', waitedFor: ticket.waitReason },
        },
      },
    ],
  });
  return { outcome: 'changed', version };
}

export const waitingFor = (wait: { reason: WaitReason; until: Date | null; note?: string }) => ({
  state: 'waiting',
  ...NOT_CLAIMED,
  wait_reason: wait.reason,
  wait_note: wait.note ?? '',
  wake_at: wait.until,
  has_unread_answer: false,
});

/** Null where the time is right. */
export function badWakeTime(wait: { reason: WaitReason; until: Date | null; now: Date }) {
  if (wait.until === null && wait.reason === 'until')
    return refused('TICKET.WAKE_TIME_MISSING', 'Say until when the ticket waits');
  if (wait.until !== null && wait.until <= wait.now)
    return refused('TICKET.WAKE_TIME_PAST', 'The ticket can only wait until a time to come');
  return null;
}

/** Null where it may wait for a handoff. The ticket's lock holds off every step of its handoffs meanwhile. */
export async function badHandoffWait(tx: Tx, reason: WaitReason, ticket: { id: number } | undefined) {
  if (reason !== 'handoff' || !ticket) return null;
  const open = await rows(
    tx,
    `SELECT 1 FROM handoff WHERE origin_ticket_id = $1 AND state IN ('offered', 'accepted') LIMIT 1`,
    [ticket.id],
  );
  return open.length > 0 ? null : refused('TICKET.NO_HANDOFF', `#${ticket.id} has no open handoff to wait for`);
}
