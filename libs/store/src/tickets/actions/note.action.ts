// A note among colleagues. It changes nothing but the timeline, so everybody on the rail may write one, whoever holds the ticket.
import type { Tx } from '../../database/database.js';
import { changeTicket, renewal } from '../ticket.change.js';
import { lockTicket } from '../ticket.lock.js';
import { type Refusal, refusal, type TicketOutcome, type TicketRequest } from '../ticket.rules.js';

export type NoteOutcome = (Extract<TicketOutcome, { outcome: 'changed' }> & { entryId: number }) | Refusal;

/** In any state but merged. */
export async function addNote(tx: Tx, request: TicketRequest & { text: string }): Promise<NoteOutcome> {
  const ticket = await lockTicket(tx, request.ticketId);
  const no = refusal('note', ticket, request);
  if (no || !ticket) return no ?? { outcome: 'unknown-ticket' };
  const { version, entryIds } = await changeTicket(tx, {
    ticket,
    now: request.now,
    actor: request.actor,
    hold: renewal(ticket, request),
    entries: [{ type: 'note', text: request.text, event: 'ticket.entry-added' }],
  });
  return { outcome: 'changed', version, entryId: entryIds[0]! };
}
