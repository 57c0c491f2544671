// The beginning of each decision on a held message: its ticket and the one that is looked at, locked, and the entry as it stands. Guarantee: what is
// decided is decided once; the second of two people is told that the ticket has moved on.
import { rows, type Tx } from '../../database/database.js';
import { storableJson } from '../../database/storable.js';
import { type LockedTicket, lockTickets } from '../ticket.lock.js';
import { type Actor, type Refusal, refusal, refused, type TicketRequest } from '../ticket.rules.js';

export interface HeldRequest extends TicketRequest {
  /** On the ticket, or on one that was merged into it. */
  entryId: number;
}

/** What was decided of an entry that was held. Kept with the entry. */
export interface Verdict {
  how: 'approved' | 'discarded';
  by: string;
  /** ISO 8601. */
  at: string;
  /** Discarded: why. */
  reason: string;
  /** Discarded: of the ledger, where it is no longer said to stand on the ticket. */
  messageId?: number;
  /** Approved: whether the sender came to take part by it. */
  joined?: boolean;
  /** Approved: columns as they were, and the version from then: nobody has touched the ticket since while it stands. */
  before?: Record<string, string | number | boolean | null>;
  version?: number;
}

export interface HeldEntry {
  id: number;
  ticketId: number;
  authorName: string;
  authorAddress: string | null;
  subject: string;
  text: string;
  messageId: number | null;
  held: boolean;
  detail: {
    verdict?: Verdict;
    automatic?: { isBounce: boolean; isAutoReply: boolean; isComplaint: boolean };
    messageId?: string | null;
  };
  /** Papers clipped to it; pictures inside the text are none. */
  papers: number;
}

export type Found = { ticket: LockedTicket; entry: HeldEntry } | { no: Refusal };

/**
 * TICKET.UNKNOWN_ENTRY where the entry does not stand on this ticket; TICKET.NOT_HELD where it is not held.
 * @param request.ticketId the ticket that the reader looks at
 */
export async function findHeld(tx: Tx, request: HeldRequest, decided: boolean): Promise<Found> {
  const [place] = await rows<{ ticketId: number }>(
    tx,
    `WITH RECURSIVE family (id) AS (
       SELECT $1::bigint UNION ALL SELECT t.id FROM ticket t JOIN family f ON t.merged_into = f.id
     ) SELECT ticket_id AS "ticketId" FROM entry WHERE id = $2::bigint AND ticket_id IN (SELECT id FROM family)`,
    [request.ticketId, request.entryId],
  );
  const locked = await lockTickets(tx, [...new Set([request.ticketId, place?.ticketId ?? request.ticketId])]);
  const ticket = locked.get(request.ticketId);
  const no = refusal('decide-held', ticket, request);
  if (no || !ticket) return { no: no ?? { outcome: 'unknown-ticket' } };
  if (!place) return { no: refused('TICKET.UNKNOWN_ENTRY', `There is no such message on #${ticket.id}`) };
  // Read after the lock: whoever decided before us has written what he decided.
  const [entry] = await rows<HeldEntry>(
    tx,
    `SELECT id, ticket_id AS "ticketId", author_name AS "authorName", author_address AS "authorAddress", coalesce(subject, '') AS subject, text,
            message_id AS "messageId", held, detail,
            (SELECT count(*) FROM attachment a WHERE a.entry_id = entry.id AND NOT a.inline)::int AS papers
       FROM entry WHERE id = $1::bigint`,
    [request.entryId],
  );
  const verdict = entry!.detail.verdict;
  if (decided ? !verdict : !entry!.held || verdict)
    return {
      no: refused(
        'TICKET.NOT_HELD',
        decided ? 'Nothing was decided of this message' : 'This message is not held any more',
      ),
    };
  return { ticket, entry: entry! };
}

/** Writes what was decided, or takes it out again (null). `messageId`: what the entry says from now on. */
export async function writeVerdict(
  tx: Tx,
  entryId: number,
  to: { held: boolean; messageId: number | null; verdict: Verdict | null },
): Promise<void> {
  await rows(
    tx,
    `UPDATE entry SET held = $2, message_id = $3::bigint, detail = CASE WHEN $4::jsonb IS NULL THEN detail - 'verdict' ELSE detail || jsonb_build_object('verdict', $4::jsonb) END
      WHERE id = $1::bigint`,
    [entryId, to.held, to.messageId, to.verdict === null ? null : storableJson(to.verdict)],
  );
}

/** How a sender is named in a sentence. */
export const senderOf = ({ authorName, authorAddress }: HeldEntry): string =>
  authorName || authorAddress || 'an unknown sender';

export const verdictBy = (actor: Actor, now: Date) => ({ by: actor.name, at: now.toISOString() });
