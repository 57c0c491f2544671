// The tags of a ticket, set as a whole: what was added and what went away stands on its timeline.
import { readTags, tagDifference, tagWords } from '#tickets';
import type { Tx } from '../../database/database.js';
import { changeTicket, renewal } from '../ticket.change.js';
import { lockTicket } from '../ticket.lock.js';
import { refusal, refused, type TicketOutcome, type TicketRequest } from '../ticket.rules.js';

/**
 * For everybody on the rail, whoever holds the ticket; also of a done one. TICKET.TAGS_INVALID with each place (/tags/<n>). Where nothing differs nothing is
 * written, and the version stays.
 */
export async function setTags(tx: Tx, request: TicketRequest & { tags: readonly string[] }): Promise<TicketOutcome> {
  const ticket = await lockTicket(tx, request.ticketId);
  const no = refusal('set-tags', ticket, request);
  if (no || !ticket) return no ?? { outcome: 'unknown-ticket' };
  const { tags, faults } = readTags(request.tags);
  if (faults.length > 0)
    return refused(
      'TICKET.TAGS_INVALID',
      faults[0]!.detail,
      faults.map(({ pointer, detail }) => ({ pointer: `/tags${pointer}`, detail })),
    );
  if (tags.join() === ticket.tags.join()) return { outcome: 'changed', version: ticket.version };
  const difference = tagDifference(ticket.tags, tags);
  const isOrderOnly = difference.added.length + difference.removed.length === 0;
  const { version } = await changeTicket(tx, {
    ticket,
    now: request.now,
    actor: request.actor,
    set: { tags },
    hold: renewal(ticket, request),
    entries: [
      {
        type: 'state',
        text: isOrderOnly ? 'Put the tags in another order' : tagWords(difference),
        event: 'ticket.tagged',
        detail: { change: { action: 'set-tags', from: ticket.state, to: ticket.state, ...difference } },
      },
    ],
  });
  return { outcome: 'changed', version };
}
