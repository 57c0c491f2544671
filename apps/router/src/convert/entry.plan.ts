// The timeline entries that a conversion writes. Pure.
import type { ConversionPlan, LooseEntry, PendingMessage } from '#store';
import { formReference, type NewEntry, type TicketDraft } from '#tickets';

/** References kept for answering: RFC 5322 section 3.6.4 lets a mail have any number. */
const REFERENCES = 40;
const DELIVERED_TO = 20;

export function messageEntry(message: PendingMessage, draft: TicketDraft, entry: NewEntry): LooseEntry {
  const { to, cc, sentAt, messageId, subject, text, html, attachments } = draft;
  const { warnings: known = [], ...decided } = entry;
  const warnings = [...known, ...draft.warnings];
  const deliveredTo = draft.deliveredTo.slice(0, DELIVERED_TO);
  const references = draft.references.slice(-REFERENCES);
  return {
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
      ...(draft.call ? { call: draft.call } : {}),
      // What whoever filled in the form was told.
      ...(message.transport.via === 'form' ? { reference: formReference(message.id) } : {}),
      ...(draft.forward ? { forward: { ...draft.forward, by: draft.forwardedBy } } : {}),
    },
    at: message.receivedAt,
    attachments,
  };
}

/** What a colleague wrote above a forward: for colleagues only. */
export function forwardNote(message: PendingMessage, draft: TicketDraft): LooseEntry {
  const { name, address } = draft.forwardedBy ?? { name: '', address: '' };
  return {
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

/** Who forwarded it, to be counted and shown to that colleague; none where nobody did. */
export const forwardsIn = (
  { id: messageId, departmentId, receivedAt: at }: PendingMessage,
  { forward, forwardedBy: by }: TicketDraft,
  ticketId: number,
): ConversionPlan['forwards'] =>
  forward && by ? [{ messageId, ticketId, departmentId, by, way: forward.way, at }] : [];

/** Pictures inside the text are part of it, not papers clipped to the ticket. */
export const clipped = (draft: TicketDraft): number => draft.attachments.filter(file => !file.inline).length;

function automaticOf({ automatic }: TicketDraft): TicketDraft['automatic'] | undefined {
  const { isBounce, isAutoReply, isBulk, isComplaint } = automatic;
  return isBounce || isAutoReply || isBulk || isComplaint || automatic.reports.length > 0 ? automatic : undefined;
}
