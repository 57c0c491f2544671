// The beginning of each step: both tickets, then the handoff, locked until the transaction ends. Tickets come first and in the order of their
// numbers, as in every action, so that a step of a handoff and an action on one of its tickets wait for each other in a line, never in a ring.
import { rows, type Tx } from '../database/database.js';
import { type LockedTicket, lockTickets } from '../tickets/ticket.lock.js';
import { HANDOFF_COLUMNS, HANDOFF_JOINS, type HandoffRow, type HandoffTerms, termsOf } from './handoff.row.js';

export interface LockedHandoff {
  handoff: HandoffRow;
  terms: HandoffTerms;
  origin: LockedTicket;
  /** On the receiver's rail; undefined while it is a draft. */
  ticket: LockedTicket | undefined;
}

/** Undefined where there is none. What is read is what the transaction before us left. */
export async function lockHandoff(tx: Tx, id: number): Promise<LockedHandoff | undefined> {
  const [places] = await rows<{ originTicketId: number; ticketId: number | null }>(
    tx,
    'SELECT origin_ticket_id AS "originTicketId", ticket_id AS "ticketId" FROM handoff WHERE id = $1',
    [id],
  );
  if (!places) return undefined;
  const locked = await lockTickets(tx, [places.originTicketId, ...(places.ticketId === null ? [] : [places.ticketId])]);
  const [handoff] = await rows<HandoffRow>(
    tx,
    `SELECT ${HANDOFF_COLUMNS} FROM handoff h ${HANDOFF_JOINS} WHERE h.id = $1 FOR UPDATE OF h`,
    [id],
  );
  if (!handoff) return undefined;
  // Offered for the first time while we waited for its origin: its ticket is new, and nobody else can hold a lock on it that waits for ours.
  if (handoff.ticketId !== null && !locked.has(handoff.ticketId))
    for (const [number, ticket] of await lockTickets(tx, [handoff.ticketId])) locked.set(number, ticket);
  const origin = locked.get(handoff.originTicketId);
  if (!origin) throw new Error(`ticket ${handoff.originTicketId} is gone, though a handoff names it`);
  return {
    handoff,
    terms: await termsOf(tx, handoff),
    origin,
    ticket: handoff.ticketId === null ? undefined : locked.get(handoff.ticketId),
  };
}
