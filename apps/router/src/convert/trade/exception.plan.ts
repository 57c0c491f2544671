// The ticket that tells people of something that went wrong with a partner: a document of ours was rejected, or nobody acknowledged it in time. Pure.
import {
  type ConversionPlan,
  type PlannedEntry,
  type PlannedTicket,
  type SentDocument,
  type SentSet,
  ticketEvent,
} from '#store';
import { addWorkingMinutes, type House, subjectKey } from '#tickets';

export interface Exception {
  id: number;
  entryId: number;
  subject: string;
  text: string;
  why: string;
  sent: SentDocument;
  at: Date;
  /** The message that says so, and which part of it. */
  message: { id: number; part: number } | null;
}

/** On the rail of the channel that the document left by, as an issue; it follows the ticket that the document belonged to. */
export function exceptionOf(
  exception: Exception,
  house: House,
): { ticket: PlannedTicket; entry: PlannedEntry; event: ConversionPlan['events'][number] } {
  const { id, entryId, subject, text, why, sent, at, message } = exception;
  const department = house.departments.get(sent.departmentId);
  if (!department) throw new Error(`Department ${sent.departmentId} of channel ${sent.channelId} is gone`);
  const kind = house.kinds.current(house.kinds.has('issue') ? 'issue' : 'inquiry');
  return {
    ticket: {
      id,
      departmentId: department.id,
      channelId: sent.channelId,
      wayIn: 'edi',
      kind: kind.key,
      kindVersion: kind.version,
      fields: {},
      priority: 'normal',
      business: 'repeat',
      tags: [],
      subject,
      subjectKey: subjectKey(subject),
      snippet: text.replace(/\s+/g, ' ').trim().slice(0, 180),
      requester: { name: sent.partnerName, address: null },
      participants: [],
      receivedAt: at,
      dueAt: addWorkingMinutes(at, kind.toleranceMinutes, department.calendar),
      minutesAllowed: kind.toleranceMinutes,
      why: [why, `Due ${kind.toleranceMinutes / 60} working hours after it was known`],
      followsTicketId: sent.ticketId,
      acknowledge: false,
      attachmentCount: 0,
      entrySeq: 1,
      eventSeq: 1,
      version: 1,
      unread: false,
    },
    entry: {
      id: entryId,
      ticketId: id,
      seq: 1,
      type: message ? 'message' : 'state',
      author: message
        ? { kind: 'contact', name: sent.partnerName, address: null }
        : { kind: 'system', name: 'Ticket Rail', address: null },
      messageId: message?.id ?? null,
      part: message?.part ?? 0,
      subject,
      text,
      html: null,
      detail: message ? {} : { change: { from: null, to: 'open', reason: 'edi' } },
      why,
      held: false,
      splitHint: false,
      at,
      attachments: [],
    },
    event: ticketEvent({ ticketId: id, departmentId: department.id, version: 1 }, 1, 'ticket.opened'),
  };
}

/** `810 4711, 810 4712`: sets of ours, as people name them. */
export const setWords = (sets: readonly SentSet[]): string =>
  sets
    .slice(0, 5)
    .map(set => `${set.documentType} ${set.documentNumber || set.messageRef}`)
    .join(', ') + (sets.length > 5 ? ` and ${sets.length - 5} more` : '');
