// Which ticket a mail belongs to, and why. Nothing here trusts a sender: a token that we signed proves that somebody saw our mail,
// not who he is; that is decided by who takes part in the ticket.
import { createHash } from 'node:crypto';
import type { TicketDraft } from '../draft.js';
import type { RoutingChannel, ThreadTicket } from './decision.js';
import { isForward, readSubjectTokens } from './subject.js';
import type { ThreadIndex } from './thread.index.js';

/** Reads what we signed ourselves. Null for what is forged, foreign or damaged. */
export interface SignedIds {
  messageId(id: string): { ticketId: number } | null;
  replyAddress(address: string): { ticketId: number } | null;
  /** Left out: this house takes no steps by mail. */
  stepAddress?(address: string): { askId: number } | null;
}

/** Hex SHA-256 of a Message-ID: one of 9 kB must not fail an index. */
export const messageIdKey = (id: string): string => createHash('sha256').update(id.trim()).digest('hex');

export interface Match {
  ticket: ThreadTicket;
  why: string;
  /** Matched by something that only a reader of our mail can know. */
  signed: boolean;
  /** Sent by the trading partner whose order it is: no address takes part, and none has to. */
  byPartner?: boolean;
  /** The system that posts it says so: whoever writes takes part. */
  vouched?: boolean;
}

/** Message-IDs that the draft refers to, most telling first: In-Reply-To, then References right to left. */
export function referredIds(draft: TicketDraft): string[] {
  const ids = [
    ...(draft.conversation ? [draft.conversation] : []),
    ...(draft.inReplyTo ? [draft.inReplyTo] : []),
    ...draft.references.toReversed(),
  ];
  return [...new Set(ids.map(id => id.trim()).filter(Boolean))].slice(0, 100);
}

/** A change of an order, or a question about it, belongs to the ticket of that order; only the partner who placed it can say so. */
export function findOrder(draft: TicketDraft, partner: { id: number; name: string }, index: ThreadIndex): Match | null {
  const number = draft.trade?.joinsOrder;
  const ticket = number ? index.order(partner.id, number) : undefined;
  return ticket ? { ticket, why: `about order ${number} of ${partner.name}`, signed: true, byPartner: true } : null;
}

/** Ticket numbers that the draft names by what we signed or by the subject's token. The store reads these before decide() runs. */
export function referredTickets(draft: TicketDraft, signed: SignedIds): number[] {
  const ids = draft.deliveredTo.map(signed.replyAddress).concat(referredIds(draft).map(signed.messageId));
  if (draft.automatic.originalMessageId) ids.push(signed.messageId(draft.automatic.originalMessageId));
  const tokens = [...readSubjectTokens(draft.subject), ...readSubjectTokens(draft.automatic.originalSubject ?? '')];
  return [...new Set([...ids.flatMap(id => (id ? [id.ticketId] : [])), ...tokens])];
}

/** Order: conversation, reply address, the mail that a report is about, In-Reply-To, References right to left, subject token. Null: a new conversation. */
export function findThread(
  draft: TicketDraft,
  channel: RoutingChannel,
  index: ThreadIndex,
  signed: SignedIds,
): Match | null {
  if (draft.conversation) {
    const ticket = index.byMessageId(messageIdKey(draft.conversation), channel.departmentId);
    return ticket ? { ticket, why: `of the same conversation as #${ticket.id}`, signed: true, vouched: true } : null;
  }
  for (const address of draft.deliveredTo) {
    const ticket = index.ticket(signed.replyAddress(address)?.ticketId);
    if (ticket) return { ticket, why: `written to the reply address of #${ticket.id}`, signed: true };
  }
  const reported = draft.automatic.originalMessageId;
  if (reported) {
    const own = index.ticket(signed.messageId(reported)?.ticketId);
    const ticket = own ?? index.byMessageId(messageIdKey(reported), channel.departmentId);
    if (ticket)
      return { ticket, why: `reports on our mail ${short(reported)} of #${ticket.id}`, signed: own !== undefined };
  }
  if (draft.automatic.isBounce) {
    const ticket = ticketOfReport(draft, index);
    if (ticket) return { ticket, why: `reports on a mail with [#${ticket.id}] in its subject`, signed: false };
  }
  // Somebody who passes our mail on starts a conversation of his own.
  if (isForward(draft.subject)) return null;
  for (const id of referredIds(draft)) {
    const field = id === draft.inReplyTo?.trim() ? 'In-Reply-To' : 'References';
    const own = index.ticket(signed.messageId(id)?.ticketId);
    if (own) return { ticket: own, why: `matched ${field} ${short(id)} of #${own.id}`, signed: true };
    const seen = index.byMessageId(messageIdKey(id), channel.departmentId);
    if (seen) return { ticket: seen, why: `matched ${field} ${short(id)} of #${seen.id}`, signed: false };
  }
  for (const number of readSubjectTokens(draft.subject)) {
    const ticket = index.ticket(number);
    if (ticket) return { ticket, why: `matched [#${number}] in the subject`, signed: false };
  }
  return null;
}

/** A report that names no mail: the token in the subject of what it reports, and only where it names somebody who takes part there. */
function ticketOfReport(draft: TicketDraft, index: ThreadIndex): ThreadTicket | undefined {
  const { originalSubject = '', reports } = draft.automatic;
  const named = reports.flatMap(({ recipient, originalRecipient = '' }) => [recipient, originalRecipient]);
  return [...readSubjectTokens(originalSubject), ...readSubjectTokens(draft.subject)]
    .map(number => index.ticket(number))
    .find(ticket => ticket && named.some(address => ticket.participants.has(address.toLowerCase())));
}

const short = (id: string): string => (id.length > 60 ? `${id.slice(0, 57)}…>` : id);
