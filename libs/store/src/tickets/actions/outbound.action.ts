// What a person can do to a reply that was given up to be sent: take it back in time, or send it again when its fate is failed or unknown.
// Guarantee: the outbound row's state is changed by one conditional statement, so the sender and the person never both have their way.
import { rows, type Tx } from '../../database/database.js';
import { giveBack } from '../../uploads/upload.claim.js';
import type { UploadRow } from '../../uploads/upload.store.js';
import { reopenNotice } from '../promise.notice.js';
import { type Assignments, changeTicket, NOT_CLAIMED, NOT_DONE, NOT_WAITING } from '../ticket.change.js';
import { addressKey } from '../ticket.keys.js';
import { type LockedTicket, lockTicket } from '../ticket.lock.js';
import { type Actor, LEASE_MINUTES } from '../ticket.rules.js';

export interface OutboundRequest {
  outboundId: number;
  actor: Actor;
  now: Date;
  leaseMinutes?: number;
}

export type UndoOutcome =
  /** `uploads`: its files, on the pad of the actor. */
  | { outcome: 'undone'; ticketId: number; version: number; text: string; uploads: UploadRow[] }
  /** It has left, or is leaving. */
  | { outcome: 'too-late'; state: string }
  | { outcome: 'unknown-outbound' };

interface Cancelled {
  entryId: number;
  text: string;
  detail: { newParticipants?: string[]; before?: { state: string }; after?: string };
}

/**
 * Takes a reply back: nothing leaves, its entry is no longer shown, and if the reply had finished the ticket or put it to wait, the ticket
 * comes back to the writer's hands. Its files lie on the pad of `owner` again (left out: of whoever had brought them). People who came in by this
 * reply alone go again. The lock on the ticket comes first, as everywhere.
 */
export async function undoReply(tx: Tx, request: OutboundRequest & { owner?: string }): Promise<UndoOutcome> {
  const ticket = await lockTicketOf(tx, request.outboundId);
  if (!ticket) return { outcome: 'unknown-outbound' };
  const [cancelled] = await rows<Cancelled>(
    tx,
    // Closes the race with the sender, which moves queued to sending in one statement of its own: whoever is second finds no row.
    `WITH o AS (
       UPDATE outbound SET state = 'cancelled', ended_at = clock_timestamp()
        WHERE id = $1 AND state = 'queued' AND attempts = 0 AND not_before > clock_timestamp() RETURNING id
     )
     UPDATE entry e SET detail = e.detail || '{"cancelled": true}'
       FROM o WHERE e.outbound_id = o.id RETURNING e.id AS "entryId", e.text, e.detail`,
    [request.outboundId],
  );
  if (!cancelled) return { outcome: 'too-late', state: await stateOf(tx, request.outboundId) };
  const { newParticipants = [], before, after } = cancelled.detail;
  await reopenNotice(tx, cancelled.entryId);
  const uploads = await giveBack(tx, cancelled.entryId, request.owner ?? null);
  await rows(tx, 'DELETE FROM ticket_participant WHERE ticket_id = $1 AND address_key = ANY($2::bytea[])', [
    ticket.id,
    newParticipants.map(addressKey),
  ]);
  // Only what this reply did is taken back: a ticket that somebody has changed since keeps its state.
  const returns =
    before !== undefined && after !== before.state && ticket.state === after && ticket.state !== 'claimed';
  const { userId } = request.actor;
  const to = returns ? (userId === null ? 'open' : 'claimed') : ticket.state;
  const set: Assignments = returns ? { state: to, ...NOT_CLAIMED, ...NOT_WAITING, ...NOT_DONE } : {};
  const held = returns && userId !== null;
  if (held) {
    delete set.claimed_by;
    delete set.claim_until;
  }
  const { version } = await changeTicket(tx, {
    ticket,
    now: request.now,
    actor: request.actor,
    set,
    hold: held ? { userId, minutes: request.leaseMinutes ?? LEASE_MINUTES } : undefined,
    entries: [
      {
        type: 'state',
        text: 'The reply was taken back before it left',
        event: held ? 'ticket.claimed' : returns ? 'ticket.reopened' : 'ticket.changed',
        detail: { change: { action: 'undo-reply', from: ticket.state, to, replyEntryId: cancelled.entryId } },
      },
    ],
  });
  return { outcome: 'undone', ticketId: ticket.id, version, text: cancelled.text, uploads };
}

export type SendAgainOutcome =
  | { outcome: 'queued'; ticketId: number; version: number }
  | { outcome: 'refused'; code: 'OUTBOUND.NOT_FAILED'; detail: string }
  | { outcome: 'unknown-outbound' };

/** failed or unknown -> queued, with the same bytes and Message-ID, for those recipients who have not got it. A person's own decision (I12). */
export async function sendAgain(tx: Tx, request: OutboundRequest): Promise<SendAgainOutcome> {
  const ticket = await lockTicketOf(tx, request.outboundId);
  if (!ticket) return { outcome: 'unknown-outbound' };
  const [queued] = await rows(
    tx,
    // Two people at once: the second finds the row queued, and no row to change.
    `WITH o AS (
       UPDATE outbound SET state = 'queued', attempts = 0, next_attempt_at = clock_timestamp(), sending_until = NULL, error = NULL, ended_at = NULL
        WHERE id = $1 AND state IN ('failed', 'unknown') RETURNING id
     ), r AS (
       UPDATE outbound_recipient SET state = 'queued', response = NULL FROM o WHERE outbound_id = o.id AND state <> 'sent'
     )
     SELECT id FROM o`,
    [request.outboundId],
  );
  if (!queued) {
    const state = await stateOf(tx, request.outboundId);
    return {
      outcome: 'refused',
      code: 'OUTBOUND.NOT_FAILED',
      detail: `Only a failed or unknown reply can be sent again; this one is ${state}`,
    };
  }
  const { version } = await changeTicket(tx, {
    ticket,
    now: request.now,
    actor: request.actor,
    entries: [
      {
        type: 'state',
        text: 'The reply is sent again',
        event: 'ticket.changed',
        detail: {
          change: { action: 'send-again', from: ticket.state, to: ticket.state, outboundId: request.outboundId },
        },
      },
    ],
  });
  return { outcome: 'queued', ticketId: ticket.id, version };
}

/** A reply never changes its ticket, so reading it before the lock is safe. */
async function lockTicketOf(tx: Tx, outboundId: number): Promise<LockedTicket | undefined> {
  const [row] = await rows<{ ticketId: number }>(tx, 'SELECT ticket_id AS "ticketId" FROM outbound WHERE id = $1', [
    outboundId,
  ]);
  return row && lockTicket(tx, row.ticketId);
}

async function stateOf(tx: Tx, outboundId: number): Promise<string> {
  const [row] = await rows<{ state: string }>(tx, 'SELECT state FROM outbound WHERE id = $1', [outboundId]);
  return row?.state ?? 'unknown';
}
