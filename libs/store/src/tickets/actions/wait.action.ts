// Off the rail until the customer answers or a time has come, and back. By itself it comes back through ticket.sweep.ts (time) or the
// conversion of the customer's answer.
import type { Tx } from '../../database/database.js';
import { changeTicket, NOT_CLAIMED, NOT_WAITING } from '../ticket.change.js';
import { lockTicket } from '../ticket.lock.js';
import { refusal, refused, type TicketOutcome, type TicketRequest } from '../ticket.rules.js';

export interface SnoozeRequest extends TicketRequest {
  reason: 'customer' | 'until';
  /** When it comes back by itself. Needed for `until`; with `customer` null waits for the answer alone. */
  until: Date | null;
  note?: string;
}

/** open, claimed or waiting -> waiting. TICKET.WAKE_TIME_MISSING, TICKET.WAKE_TIME_PAST where `until` is not ahead of `now`. */
export async function snoozeTicket(tx: Tx, request: SnoozeRequest): Promise<TicketOutcome> {
  const ticket = await lockTicket(tx, request.ticketId);
  const no = refusal('snooze', ticket, request) ?? badWakeTime(request);
  if (no || !ticket) return no ?? { outcome: 'unknown-ticket' };
  const { version } = await changeTicket(tx, {
    ticketId: ticket.id,
    actor: request.actor,
    set: waitingFor(request),
    entries: [
      {
        type: 'state',
        text: request.reason === 'customer' ? 'Waits for the customer' : 'Waits until a set time',
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

/** waiting -> open, before its time. */
export async function wakeTicket(tx: Tx, request: TicketRequest): Promise<TicketOutcome> {
  const ticket = await lockTicket(tx, request.ticketId);
  const no = refusal('wake', ticket, request);
  if (no || !ticket) return no ?? { outcome: 'unknown-ticket' };
  const { version } = await changeTicket(tx, {
    ticketId: ticket.id,
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

export const waitingFor = (wait: { reason: 'customer' | 'until'; until: Date | null; note?: string }) => ({
  state: 'waiting',
  ...NOT_CLAIMED,
  wait_reason: wait.reason,
  wait_note: wait.note ?? '',
  wake_at: wait.until,
  has_unread_answer: false,
});

/** Null where the time is right. */
export function badWakeTime(wait: { reason: 'customer' | 'until'; until: Date | null; now: Date }) {
  if (wait.until === null && wait.reason === 'until')
    return refused('TICKET.WAKE_TIME_MISSING', 'Say until when the ticket waits');
  if (wait.until !== null && wait.until <= wait.now)
    return refused('TICKET.WAKE_TIME_PAST', 'The ticket can only wait until a time to come');
  return null;
}
