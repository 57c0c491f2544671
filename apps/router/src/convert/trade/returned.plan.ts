// An acknowledgement of the partner to a document of ours: what we sent is settled, and a rejection becomes a ticket of its own. Pure but for the ids.
import type { ReturnedAcknowledgement } from '#channels/contract';
import { type ConversionPlan, documentMeant, type PendingMessage, type PlannedPart } from '#store';
import type { House, TradingPartner } from '#tickets';
import type { Ids, KnownTrade } from '../planning.js';
import { documentWords, exceptionOf } from './exception.plan.js';

interface Returned {
  returned: ReturnedAcknowledgement;
  /** Its place in the message, without an end. */
  part: PlannedPart;
  message: PendingMessage;
  partner: TradingPartner;
}

/** One that names nothing of ours is held, so that somebody looks whose it is. */
export function settleReturned(
  { returned, part: place, message, partner }: Returned,
  { house, plan, known, ids }: { house: House; plan: ConversionPlan; known: KnownTrade; ids: Ids },
): PlannedPart {
  const { type, outcome, findings, byteStart } = returned;
  const documentRef = returned.messageRef ?? returned.groupRef ?? returned.interchangeRef;
  const part = { ...place, documentType: type, documentRef };
  const sent = documentMeant(returned, partner.id, known.sent);
  if (!sent) {
    const named = documentRef ?? returned.documentNumber ?? 'nothing';
    const detail = `${type} from ${partner.name} acknowledges ${named}, which is no document that we sent`;
    const reason = 'edi.acknowledgement-unmatched';
    return { ...part, state: 'quarantined', reason, detail, position: { byte: byteStart } };
  }
  const settled = { sentDocumentId: sent.id, messageId: message.id, at: message.receivedAt, findings };
  if (outcome !== 'rejected') {
    // "Received" promises nothing about the content, but it is what the deadline asked for.
    const state = outcome === 'received' ? 'accepted' : outcome;
    plan.settlements.push({ ...settled, state, exceptionTicketId: null });
    const detail = `${type} from ${partner.name}: ${outcome.replaceAll('-', ' ')}: ${documentWords(sent)}`;
    return { ...part, state: 'suppressed', reason: 'edi.acknowledgement', detail };
  }
  const { ticket, entry, event } = exceptionOf(
    {
      id: ids.ticket(),
      entryId: ids.entry(),
      subject: `${partner.name} rejected ${documentWords(sent)}`,
      text: [`${partner.name} answered with ${type}: rejected.`, ...findings].join('\n'),
      why: `A ${type} rejected what we sent in interchange ${sent.interchangeRef}`,
      sent,
      at: message.receivedAt,
      message: { id: message.id, part: part.number },
    },
    house,
  );
  plan.tickets.push(ticket);
  plan.entries.push(entry);
  plan.events.push(event);
  plan.settlements.push({ ...settled, state: 'rejected', exceptionTicketId: ticket.id });
  return { ...part, state: 'ticketed', ticketId: ticket.id };
}
