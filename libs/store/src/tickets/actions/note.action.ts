// A note among colleagues. It changes nothing but the timeline, so everybody on the rail may write one, whoever holds the ticket.
import type { Tx } from '../../database/database.js';
import { type FilesAlong, GONE, takeAlong } from '../../uploads/upload.claim.js';
import { changeTicket, renewal } from '../ticket.change.js';
import { lockTicket } from '../ticket.lock.js';
import { type Refusal, refusal, refused, type TicketOutcome, type TicketRequest } from '../ticket.rules.js';

export type NoteOutcome = (Extract<TicketOutcome, { outcome: 'changed' }> & { entryId: number }) | Refusal;

/** In any state but merged. `files` stay inside with it; TICKET.FILE_GONE where one is not here any more: the caller rolls back. */
export async function addNote(
  tx: Tx,
  request: TicketRequest & { text: string; files?: FilesAlong },
): Promise<NoteOutcome> {
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
  const entryId = entryIds[0]!;
  if (request.files && !(await takeAlong(tx, { entryId, ticketId: ticket.id }, request.files)))
    return refused(GONE.code, GONE.detail);
  return { outcome: 'changed', version, entryId };
}
