// Acknowledgements: whoever begins a ticket is told once that it has come. Guarantees: a ticket is decided on once (its row is locked, and its mark goes in
// the commit that queues the mail); an address hears a machine once in 24 hours (RFC 3834, section 2), whatever it writes.
import { type AutomaticTurn, takeAutomaticTurn } from '../automatic/automatic.turn.js';
import { type Database, rows, type Tx } from '../database/database.js';
import { type QueuedMail, queueMail } from './actions/reply.action.js';
import { changeTicket } from './ticket.change.js';
import { addressKey } from './ticket.keys.js';
import { lockTicket } from './ticket.lock.js';

const SYSTEM = { userId: null, name: 'Ticket Rail' };

/** The next ticket to decide on, locked until the transaction ends; null where there is none. Two instances never take the same. */
export async function lockUnacknowledged(tx: Tx): Promise<number | null> {
  const [row] = await rows<{ id: number }>(
    tx,
    'SELECT id FROM ticket WHERE acknowledge ORDER BY id LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED',
  );
  return row?.id ?? null;
}

/** False where a person has written already, or it is over: then a machine has nothing to say. */
export async function waitsUnheard(tx: Tx, ticketId: number): Promise<boolean> {
  const [row] = await rows<{ waits: boolean }>(
    tx,
    `SELECT t.state IN ('open', 'claimed') AND NOT EXISTS (SELECT FROM entry e WHERE e.ticket_id = t.id AND e.type = 'reply') AS waits
       FROM ticket t WHERE t.id = $1`,
    [ticketId],
  );
  return row?.waits ?? false;
}

/** As takeAutomaticTurn(), and once in 24 hours for each address (RFC 3834, section 2). */
export async function takeAcknowledgementTurn(tx: Tx, address: string, now: Date): Promise<AutomaticTurn | 'heard'> {
  const free = await rows(
    tx,
    // Takes the address's row: of two instances the second waits here, and finds it taken.
    `INSERT INTO acknowledged_address AS a (address_key, at) VALUES ($1, $2)
     ON CONFLICT (address_key) DO UPDATE SET at = excluded.at WHERE a.at <= excluded.at - interval '24 hours' RETURNING at`,
    [addressKey(address), now],
  );
  return free.length === 0 ? 'heard' : takeAutomaticTurn(tx, address, now);
}

/** Decided: nothing is said. */
export async function leaveUnacknowledged(tx: Tx, ticketId: number): Promise<void> {
  await rows(tx, 'UPDATE ticket SET acknowledge = false WHERE id = $1', [ticketId]);
}

export interface Acknowledgement extends Omit<QueuedMail, 'actor' | 'purpose' | 'cc'> {
  entryId: number;
  subject: string;
  text: string;
  now: Date;
}

/** The mail, its entry on the timeline and the decision, in the caller's transaction. After `lockUnacknowledged`. */
export async function queueAcknowledgement(tx: Tx, said: Acknowledgement): Promise<void> {
  const ticket = await lockTicket(tx, said.ticketId);
  if (!ticket) return;
  await queueMail(tx, { ...said, cc: [], actor: SYSTEM, purpose: 'acknowledgement' });
  await changeTicket(tx, {
    ticket,
    now: said.now,
    actor: SYSTEM,
    beside: true,
    entries: [
      {
        id: said.entryId,
        type: 'reply',
        text: said.text,
        html: null,
        subject: said.subject,
        outboundId: said.outboundId,
        event: 'ticket.entry-added',
        detail: { to: said.to, cc: [], acknowledgement: true },
      },
    ],
  });
  await leaveUnacknowledged(tx, said.ticketId);
}

/** Addresses whose day is over, and mails whose hour is, so that the tables hold no more than what is counted. Returns how many. */
export async function forgetTurns(database: Database): Promise<number> {
  const gone = await database.rows(
    `WITH mails AS (DELETE FROM automatic_mail WHERE at < now() - interval '1 hour')
     DELETE FROM acknowledged_address WHERE at < now() - interval '24 hours' RETURNING 1 AS one`,
  );
  return gone.length;
}
