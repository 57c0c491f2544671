// A held message is nobody's business here: it stays on the ticket, shut, and in the ledger it is suppressed by a rule with a name. And the way back from
// that, and from an approval.
import { rows, type Tx } from '../../database/database.js';
import { storableText } from '../../database/storable.js';
import { StoreFault } from '../../database/store.fault.js';
import { type Assignments, changeTicket, renewal } from '../ticket.change.js';
import { addressKey } from '../ticket.keys.js';
import type { LockedTicket } from '../ticket.lock.js';
import { refused, type TicketOutcome } from '../ticket.rules.js';
import {
  findHeld,
  type HeldEntry,
  type HeldRequest,
  senderOf,
  type Verdict,
  verdictBy,
  writeVerdict,
} from './held.entry.js';

/** The ledger's name for it. */
export const DISCARDED = 'unverified-discarded';

/** The entry lets go of its message, so that a replay from the ledger can bring it anew. */
export async function discardHeld(tx: Tx, request: HeldRequest & { reason: string }): Promise<TicketOutcome> {
  const found = await findHeld(tx, request, false);
  if ('no' in found) return found.no;
  const { ticket, entry } = found;
  const verdict = { how: 'discarded' as const, ...verdictBy(request.actor, request.now), reason: request.reason };
  await writeVerdict(tx, entry.id, {
    held: true,
    messageId: null,
    verdict: entry.messageId === null ? verdict : { ...verdict, messageId: entry.messageId },
  });
  await rows(
    tx,
    `UPDATE message SET state = 'suppressed', reason = $2, detail = $3 WHERE id = $1 AND state IN ('ticketed', 'appended')`,
    [entry.messageId, DISCARDED, storableText(`${request.actor.name}: ${request.reason}`)],
  );
  return said(tx, request, ticket, entry, {
    text: `Discarded the message of ${senderOf(entry)}`,
    action: 'discard-held',
    reason: request.reason,
    set: { attachment_count: ticket.attachmentCount - entry.papers },
  });
}

/**
 * Approved or discarded -> held. The ticket goes back to where an approval took it from, unless somebody has touched it since.
 * TICKET.HELD_ELSEWHERE where the discarded message stands on a ticket again, by a replay or because it was sent once more.
 */
export async function holdAgain(tx: Tx, request: HeldRequest): Promise<TicketOutcome> {
  const found = await findHeld(tx, request, true);
  if ('no' in found) return found.no;
  const { ticket, entry } = found;
  const verdict = entry.detail.verdict!;
  if (verdict.how === 'discarded' && !(await bringBack(tx, verdict, entry)))
    return refused('TICKET.HELD_ELSEWHERE', 'This message has come again since, and stands elsewhere');
  await writeVerdict(tx, entry.id, { held: true, messageId: verdict.messageId ?? entry.messageId, verdict: null });
  if (verdict.joined && entry.authorAddress)
    await rows(tx, 'DELETE FROM ticket_participant WHERE ticket_id = $1 AND address_key = $2', [
      ticket.id,
      addressKey(entry.authorAddress),
    ]);
  const untouched = verdict.before !== undefined && verdict.version === ticket.version;
  return said(tx, request, ticket, entry, {
    text: `Holds the message of ${senderOf(entry)} again`,
    action: 'hold-again',
    reason: '',
    set: {
      ...(untouched ? (verdict.before as Assignments) : {}),
      ...(verdict.how === 'discarded' ? { attachment_count: ticket.attachmentCount + entry.papers } : {}),
    },
  });
}

/** False where the ledger has it elsewhere by now. */
async function bringBack(tx: Tx, verdict: Verdict, entry: HeldEntry): Promise<boolean> {
  if (verdict.messageId === undefined) return true;
  try {
    const back = await rows(
      tx,
      `UPDATE message SET state = 'appended', reason = NULL, detail = NULL WHERE id = $1 AND state = 'suppressed' AND reason = $2 AND ticket_id = $3
       RETURNING 1 AS one`,
      [verdict.messageId, DISCARDED, entry.ticketId],
    );
    return back.length > 0;
  } catch (error) {
    // The same content was put on this rail meanwhile. The transaction is over; the refusal rolls it back.
    if (error instanceof StoreFault && error.constraint === 'message_content') return false;
    throw error;
  }
}

async function said(
  tx: Tx,
  request: HeldRequest,
  ticket: LockedTicket,
  entry: HeldEntry,
  change: { text: string; action: string; reason: string; set: Assignments },
): Promise<TicketOutcome> {
  const to = typeof change.set.state === 'string' ? change.set.state : ticket.state;
  const { version } = await changeTicket(tx, {
    ticket,
    now: request.now,
    actor: request.actor,
    set: change.set,
    hold: ticket.state === to ? renewal(ticket, request) : undefined,
    entries: [
      {
        type: 'state',
        text: change.text,
        event: 'ticket.changed',
        detail: {
          change: {
            action: change.action,
            from: ticket.state,
            to,
            entryId: entry.id,
            sender: senderOf(entry),
            reason: change.reason,
          },
        },
      },
    ],
  });
  return { outcome: 'changed', version };
}
