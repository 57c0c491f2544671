// An order's promised date has changed: the customer is to be told. Guarantees: the notice is opened in the transaction of the change; one is open at a
// time, and says the date that the customer knows and the one that holds now; nothing leaves before a person has read the words.
import { raiseAlerts } from '../alerts/alert.store.js';
import { type Database, query, rows, type Tx } from '../database/database.js';
import { changeTicket, renewal } from './ticket.change.js';
import type { LockedTicket } from './ticket.lock.js';
import { lockTicket } from './ticket.lock.js';
import { type Actor, refused, type TicketOutcome, type TicketRequest } from './ticket.rules.js';

export interface PromiseNotice {
  id: number;
  /** Local days YYYY-MM-DD; null: there was, or is, none. */
  before: string | null;
  after: string | null;
}

/** A first date is told with the order itself: it is no change. Back to the date that the customer knows: there is nothing to tell. */
export async function noticePromise(
  tx: Tx,
  ticket: LockedTicket,
  change: { before: string | null; after: string | null },
  by: { actor: Actor; now: Date },
): Promise<void> {
  const open = await openNotice(tx, ticket.id);
  const known = open ? open.before : change.before;
  if (known === null) return;
  if (change.after === known) {
    if (open) await endNotice(tx, open.id, { state: 'dismissed', reason: 'The date is again what it was' }, by);
    return;
  }
  const [notice] = await rows<{ id: number }>(
    tx,
    `INSERT INTO promise_notice (ticket_id, before_on, after_on) VALUES ($1, $2, $3)
     ON CONFLICT (ticket_id) WHERE state = 'proposed' DO UPDATE SET after_on = excluded.after_on RETURNING id`,
    [ticket.id, known, change.after],
  );
  await raiseAlerts(tx, [
    {
      kind: 'promise',
      departmentId: ticket.departmentId,
      userId: by.actor.userId,
      ticketId: ticket.id,
      handoffId: null,
      text: `Tell the customer of #${ticket.id}: the promised date has changed`,
      once: `promise:${notice!.id}`,
    },
  ]);
}

/** Null where nothing is to be told. */
export async function openNotice(on: Database | Tx, ticketId: number): Promise<PromiseNotice | null> {
  const [row] = await query<PromiseNotice>(
    on,
    `SELECT id, to_char(before_on, 'YYYY-MM-DD') AS before, to_char(after_on, 'YYYY-MM-DD') AS after
       FROM promise_notice WHERE ticket_id = $1 AND state = 'proposed'`,
    [ticketId],
  );
  return row ?? null;
}

type End = { state: 'sent'; replyEntryId: number } | { state: 'dismissed'; reason: string };

/** False where it was ended before. */
export async function endNotice(tx: Tx, id: number, end: End, by: { actor: Actor; now: Date }): Promise<boolean> {
  const ended = await rows(
    tx,
    `UPDATE promise_notice SET state = $2, reply_entry_id = $3, reason = $4, ended_at = $5, ended_by = $6 WHERE id = $1 AND state = 'proposed' RETURNING id`,
    [
      id,
      end.state,
      end.state === 'sent' ? end.replyEntryId : null,
      end.state === 'dismissed' ? end.reason : null,
      by.now,
      by.actor.userId,
    ],
  );
  await rows(
    tx,
    `UPDATE alert SET acknowledged_at = now(), acknowledged_by = $2 WHERE once = $1 AND acknowledged_at IS NULL`,
    [`promise:${id}`, by.actor.userId],
  );
  return ended.length > 0;
}

/** The reply that told it was taken back: it is to be told again. */
export async function reopenNotice(tx: Tx, replyEntryId: number): Promise<void> {
  await rows(
    tx,
    `UPDATE promise_notice SET state = 'proposed', reply_entry_id = NULL, ended_at = NULL, ended_by = NULL
      WHERE reply_entry_id = $1 AND NOT EXISTS (SELECT 1 FROM promise_notice o WHERE o.ticket_id = promise_notice.ticket_id AND o.state = 'proposed')`,
    [replyEntryId],
  );
}

/** The customer is not told, and why. TICKET.NO_NOTICE where it was told, or dismissed, meanwhile. */
export async function dismissNotice(
  tx: Tx,
  request: TicketRequest & { noticeId: number; reason: string },
): Promise<TicketOutcome> {
  const ticket = await lockTicket(tx, request.ticketId);
  if (!ticket) return { outcome: 'unknown-ticket' };
  if (ticket.version !== request.expectedVersion) return { outcome: 'stale', currentVersion: ticket.version };
  const open = await openNotice(tx, ticket.id);
  if (open?.id !== request.noticeId) return refused('TICKET.NO_NOTICE', 'There is no such notice any more');
  await endNotice(tx, open.id, { state: 'dismissed', reason: request.reason }, request);
  const { version } = await changeTicket(tx, {
    ticket,
    now: request.now,
    actor: request.actor,
    hold: renewal(ticket, request),
    entries: [
      {
        type: 'state',
        text: `The customer is not told of the changed date: ${request.reason}`,
        event: 'ticket.changed',
        detail: {
          change: {
            action: 'dismiss-promise',
            from: ticket.state,
            to: ticket.state,
            before: open.before,
            after: open.after,
          },
        },
      },
    ],
  });
  return { outcome: 'changed', version };
}
