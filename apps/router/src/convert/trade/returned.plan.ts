// An acknowledgement of the partner to a document of ours: what we sent is settled, a rejection becomes a ticket of its own, and a ticket that told of silence
// hears what came after all. Pure but for the ids.
import type { ReturnedAcknowledgement } from '#channels/contract';
import {
  type Answer,
  answerOf,
  type ConversionPlan,
  documentMeant,
  type PendingMessage,
  type PlannedPart,
  type SentDocument,
} from '#store';
import { type House, momentWords, type TradingPartner } from '#tickets';
import type { Ids, KnownTrade } from '../planning.js';
import { exceptionOf, setWords } from './exception.plan.js';

interface Returned {
  returned: ReturnedAcknowledgement;
  /** Its place in the message, without an end. */
  part: PlannedPart;
  message: PendingMessage;
  partner: TradingPartner;
}

interface Means {
  house: House;
  plan: ConversionPlan;
  known: KnownTrade;
  ids: Ids;
  /** Writes a line on a ticket that was there before. */
  tell: (ticketId: number, text: string, detail: Record<string, unknown>) => void;
}

/** One that names nothing of ours is held, so that somebody looks whose it is. */
export function settleReturned(given: Returned, means: Means): PlannedPart {
  const { returned, part: place, message, partner } = given;
  const { plan, known } = means;
  const { type, byteStart } = returned;
  const documentRef = returned.messageRef ?? returned.groupRef ?? returned.interchangeRef;
  const part = { ...place, documentType: type, documentRef };
  const sent = documentMeant(returned, partner.id, known.sent);
  if (!sent) {
    const named = documentRef ?? returned.documentNumber ?? 'nothing';
    const detail = `${type} from ${partner.name} acknowledges ${named}, which is no document that we sent`;
    const reason = 'edi.acknowledgement-unmatched';
    return { ...part, state: 'quarantined', reason, detail, position: { byte: byteStart } };
  }
  const before = { ...sent };
  const answer = answerOf(sent, returned, { messageId: message.id, at: message.receivedAt });
  // The next acknowledgement of the batch finds it as this one leaves it.
  const after = Object.assign(sent, answer.document);
  plan.settlements.set(after.id, after);
  const ticketId = answer.refused.length > 0 ? openRejection(answer, given, means) : null;
  if (ticketId !== null) after.exceptionTicketId = ticketId;
  tellOfLateness(before, answer, ticketId, given, means);
  if (ticketId !== null) return { ...part, state: 'ticketed', ticketId };
  const detail = `${type} from ${partner.name}: ${answerWords(answer, returned)}${dueWords(answer, '; still due: ')}`;
  return { ...part, state: 'suppressed', reason: 'edi.acknowledgement', detail };
}

/** Names what was refused, and why; what was taken is named as taken. */
function openRejection(answer: Answer, { returned, part, message, partner }: Returned, means: Means): number {
  const { refused, document } = answer;
  const taken = document.sets.filter(set => set.verdict && set.verdict !== 'rejected');
  const { ticket, entry, event } = exceptionOf(
    {
      id: means.ids.ticket(),
      entryId: means.ids.entry(),
      subject: `${partner.name} rejected ${setWords(refused)}`,
      text: [
        `${partner.name} answered with ${returned.type}: rejected ${setWords(refused)}.`,
        ...reasonsOf(returned),
        ...(taken.length > 0 ? [`Accepted: ${setWords(taken)}.`] : []),
        ...(answer.open.length > 0 ? [`Not acknowledged yet: ${setWords(answer.open)}.`] : []),
      ].join('\n'),
      why: `A ${returned.type} rejected what we sent in interchange ${document.interchangeRef}`,
      sent: document,
      at: message.receivedAt,
      message: { id: message.id, part: part.number },
    },
    means.house,
  );
  means.plan.tickets.push(ticket);
  means.plan.entries.push(entry);
  means.plan.events.push(event);
  return ticket.id;
}

/** What was found in sets that were taken all the same is no reason of the rejection. */
function reasonsOf({ findings, verdicts }: ReturnedAcknowledgement): string[] {
  const others = new Set(verdicts.flatMap(one => (one.outcome === 'rejected' ? [] : one.findings)));
  return findings.filter(words => !others.has(words));
}

/** The ticket stays open: whoever looks after it finishes it, and now knows that the partner has spoken. */
function tellOfLateness(
  before: SentDocument,
  answer: Answer,
  rejection: number | null,
  { returned, message }: Returned,
  { house, tell }: Means,
): void {
  const { overdueTicketId, departmentId, partnerName } = before;
  const { document, settled } = answer;
  const arrived = document.receivedAt !== null && before.receivedAt === null;
  if (overdueTicketId === null || (rejection === null && settled.length === 0 && !arrived)) return;
  const timeZone = house.departments.get(departmentId)?.calendar.timeZone ?? 'UTC';
  const at = `at ${momentWords(message.receivedAt, timeZone)}`;
  const said =
    rejection !== null
      ? `${setWords(answer.refused)} was rejected ${at} (${returned.type}), see #${rejection}`
      : settled.length > 0
        ? `${setWords(settled)} was acknowledged ${at} (${returned.type}, ${returned.outcome.replaceAll('-', ' ')})`
        : `interchange ${document.interchangeRef} was received ${at} (${returned.type})`;
  const text = `Heard from ${partnerName} after all: ${said}.${dueWords(answer, ' Not acknowledged yet: ', '.')}`;
  tell(overdueTicketId, text, { action: 'acknowledged-late', messageId: message.id });
}

const dueWords = ({ open }: Answer, before: string, after = ''): string =>
  open.length > 0 ? `${before}${setWords(open)}${after}` : '';

/** A set that was answered before is named again. */
function answerWords({ document, settled }: Answer, { outcome, type }: ReturnedAcknowledgement): string {
  const said = outcome.replaceAll('-', ' ');
  if (settled.length > 0) return `${said}: ${setWords(settled)}`;
  if (type === 'TA1' || outcome === 'received') return `${said}: interchange ${document.interchangeRef}`;
  return `${said}: ${setWords(document.sets)}`;
}
