// A mapped set as the draft of a ticket. Guarantee: the draft says all that was found wrong with what it was made of.
import { hash } from 'node:crypto';
import { notAutomatic, type TicketDraft, type TradeDocument } from '#tickets';
import type { InterchangeFacts } from '../../contract/interchange.js';
import type { MappedDocument } from '../map/set.mapper.js';

export interface DraftInput {
  mapped: MappedDocument;
  part: { number: number; byteStart: number; byteEnd: number };
  facts: InterchangeFacts | null;
  /** What was found in the set and in its envelope, and did not refuse it. */
  findings: readonly string[];
  ack: TradeDocument['ack'];
}

export function draftOf({ mapped, part, facts, findings, ack }: DraftInput): TicketDraft {
  const { kind, subject, text, document, requesterName, joinsOrder, original } = mapped;
  const warnings = [...document.warnings, ...findings];
  const fields: TradeDocument = { ...document, warnings, ack };
  return {
    kind,
    subject,
    requester: { name: requesterName },
    to: [],
    cc: [],
    text,
    html: null,
    attachments: [],
    messageId: null,
    inReplyTo: null,
    references: [],
    automatic: notAutomatic(),
    forwardedBy: null,
    sentAt: null,
    deliveredTo: [],
    contentKey: contentKey(document, part.number, facts),
    fields: { ...fields },
    warnings,
    part,
    trade: { documentNumber: document.documentNumber, joinsOrder, original },
  };
}

/**
 * Of this set in this interchange. The same order under a new control number is no copy: the customer sent it again, which a person has to see.
 */
function contentKey({ source }: TradeDocument, number: number, facts: InterchangeFacts | null): string {
  const sender = facts ? [facts.standard, facts.sender, facts.receiver, facts.controlRef, facts.test] : [];
  return hash('sha256', JSON.stringify([sender, number, source.sha256]));
}
