// The timeline entries that a conversion writes. Pure.
import type { ConversionPlan, PendingMessage, PlannedEntry } from '#store';
import { formReference, type NewEntry, type TicketDraft, type TicketState } from '#tickets';

type Place = Pick<PlannedEntry, 'id' | 'ticketId' | 'seq'>;

/** References kept for answering: RFC 5322 section 3.6.4 lets a mail have any number. */
const REFERENCES = 40;
const DELIVERED_TO = 20;

export function messageEntry(place: Place, message: PendingMessage, draft: TicketDraft, entry: NewEntry): PlannedEntry {
  const { to, cc, sentAt, messageId, subject, text, html, attachments } = draft;
  const { warnings: known = [], ...decided } = entry;
  const warnings = [...known, ...draft.warnings];
  const deliveredTo = draft.deliveredTo.slice(0, DELIVERED_TO);
  const references = draft.references.slice(-REFERENCES);
  return {
    ...place,
    ...decided,
    messageId: message.id,
    part: draft.part?.number ?? 0,
    subject,
    text,
    html,
    detail: {
      ...{ to, cc, deliveredTo, sentAt, warnings, messageId, references, automatic: automaticOf(draft) },
      // The document as it came, for good: what a ticket's fields say may be added to.
      ...(draft.part ? { document: draft.fields } : {}),
      // What whoever filled in the form was told.
      ...(message.transport.via === 'form' ? { reference: formReference(message.id) } : {}),
      ...(draft.forward ? { forward: { ...draft.forward, by: draft.forwardedBy } } : {}),
    },
    at: message.receivedAt,
    attachments,
  };
}

/** What a colleague wrote above a forward: for colleagues only. */
export function forwardNote(place: Place, message: PendingMessage, draft: TicketDraft): PlannedEntry {
  const { name, address } = draft.forwardedBy ?? { name: '', address: '' };
  return {
    ...place,
    type: 'note',
    author: { kind: 'person', name: name || address || 'A colleague', address: address || null },
    messageId: null,
    part: 0,
    subject: null,
    text: draft.forward?.note ?? '',
    html: null,
    detail: { forwardOf: message.id },
    why: null,
    held: false,
    splitHint: false,
    at: message.receivedAt,
    attachments: [],
  };
}

/** The ticket came back to the rail by itself, because its customer spoke. */
export function returnEntry(place: Place, change: { from: TicketState; reopened: boolean; at: Date }): PlannedEntry {
  const words = change.reopened ? 'the customer answered after it was done' : 'the customer answered';
  return {
    ...place,
    type: 'state',
    author: { kind: 'system', name: 'Ticket Rail', address: null },
    messageId: null,
    part: 0,
    subject: null,
    text: `Back on the rail: ${words}.`,
    html: null,
    detail: { change: { from: change.from, to: 'open', reason: 'answer' } },
    why: null,
    held: false,
    splitHint: false,
    at: change.at,
    attachments: [],
  };
}

/** Pictures inside the text are part of it, not papers clipped to the ticket. */
export const clipped = (draft: TicketDraft): number => draft.attachments.filter(file => !file.inline).length;

function automaticOf({ automatic }: TicketDraft): TicketDraft['automatic'] | undefined {
  const { isBounce, isAutoReply, isBulk, isComplaint } = automatic;
  return isBounce || isAutoReply || isBulk || isComplaint ? automatic : undefined;
}

/** What tells the other systems of a ticket; `seq` rises by one with each event of it. */
export const ticketEvent = (
  payload: { ticketId: number; departmentId: number; version: number },
  seq: number,
  type: string,
): ConversionPlan['events'][number] => ({
  topic: 'rail.tickets',
  key: String(payload.ticketId),
  seq,
  type,
  payload,
});
