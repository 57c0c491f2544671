// Lifting a ticket to the top of the rail: with a reason, and so many times a day. A rail on which everything is urgent has no order.
import { rows, type Tx } from '../../database/database.js';
import { changeTicket, renewal } from '../ticket.change.js';
import { lockTicket } from '../ticket.lock.js';
import { refusal, refused, type TicketOutcome, type TicketRequest } from '../ticket.rules.js';

/**
 * For everybody on the rail, whoever holds the ticket. TICKET.ALREADY_EXPEDITED the second time; TICKET.EXPEDITE_BUDGET when the department has
 * lifted as many today (in its own time zone) as it may. What a rule lifts as it comes in does not count: ops decided that once.
 */
export async function expediteTicket(tx: Tx, request: TicketRequest & { reason: string }): Promise<TicketOutcome> {
  const ticket = await lockTicket(tx, request.ticketId);
  const no = refusal('expedite', ticket, request);
  if (no || !ticket) return no ?? { outcome: 'unknown-ticket' };
  if (ticket.priority === 'expedite')
    return refused('TICKET.ALREADY_EXPEDITED', `#${ticket.id} is lifted already: ${ticket.expediteReason}`);
  const { budget, used } = await spendingOf(tx, ticket.departmentId, request.now);
  if (used >= budget)
    return refused(
      'TICKET.EXPEDITE_BUDGET',
      budget === 0
        ? 'On this rail nothing is lifted to the top'
        : `${used} tickets were lifted today; the limit is ${budget}. It begins anew at midnight`,
    );
  await rows(
    tx,
    'INSERT INTO expedite (department_id, ticket_id, user_id, reason, created_at) VALUES ($1, $2, $3, $4, $5)',
    [ticket.departmentId, ticket.id, request.actor.userId, request.reason, request.now],
  );
  const { version } = await changeTicket(tx, {
    ticket,
    now: request.now,
    actor: request.actor,
    set: { priority: 'expedite', expedite_reason: request.reason },
    hold: renewal(ticket, request),
    entries: [
      {
        type: 'state',
        text: 'Lifted to the top of the rail',
        event: 'ticket.expedited',
        detail: { change: { action: 'expedite', from: 'normal', to: 'expedite', reason: request.reason } },
      },
    ],
  });
  return { outcome: 'changed', version };
}

/** Two who lift at once take turns per department (the lock lasts until the transaction ends), and the count comes after the lock. */
async function spendingOf(tx: Tx, departmentId: number, now: Date): Promise<{ budget: number; used: number }> {
  await rows(tx, 'SELECT pg_advisory_xact_lock(7242004, $1::int)', [departmentId]);
  const [row] = await rows<{ budget: number; used: number }>(
    tx,
    `SELECT d.expedite_budget AS budget, (SELECT count(*) FROM expedite e
              WHERE e.department_id = d.id AND e.created_at >= date_trunc('day', $2::timestamptz, d.time_zone))::int AS used
       FROM department d WHERE d.id = $1`,
    [departmentId, now],
  );
  return row!;
}
