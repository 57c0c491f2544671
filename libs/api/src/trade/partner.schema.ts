// Trading partners and what passes between them and us. GET /partners · POST /partners · GET|PUT /partners/:id (admin)
// POST /messages/:id/partner (admin: makes a partner of a quarantined interchange's sender, and replays) · GET /tickets/:id/documents · GET /partners/:id/traffic
import { z } from 'zod';
import { DocumentDifferences, DocumentWords, TradeDocument } from './document.schema.js';

export const TradeIdentity = z.strictObject({
  /** ISA05, UNB 0007; '' where there is none. */
  qualifier: z.string().max(4),
  /** ISA06, UNB 0004. */
  id: z.string().trim().min(1).max(35),
});
export type TradeIdentity = z.infer<typeof TradeIdentity>;

const agreement = {
  standard: z.enum(['x12', 'edifact']),
  accepts: z.enum(['production', 'test', 'both']),
  /** Versions agreed, e.g. 004010 or D:96A; none: any. */
  versions: z.array(z.string().max(20)).max(20),
  errors: z.enum(['reject', 'note-errors']),
  acknowledge: z.enum(['997', '999', 'contrl', 'none']),
  charset: z.string().max(30).nullable(),
  duplicateWindowDays: z.int().min(1).max(3650),
  ackDeadlineMinutes: z.int().min(5).max(43_200),
  ackAddress: z.email().nullable(),
};

export const SavePartner = z.strictObject({
  key: z.string().regex(/^[a-z0-9][a-z0-9-]{0,60}$/),
  name: z.string().trim().min(1).max(80),
  enabled: z.boolean(),
  identities: z.array(TradeIdentity).min(1).max(20),
  ownIdentities: z.array(TradeIdentity).max(20),
  ...agreement,
});
export type SavePartner = z.infer<typeof SavePartner>;

export const PartnerView = SavePartner.extend({ id: z.int(), version: z.int() });
export type PartnerView = z.infer<typeof PartnerView>;

/** From a quarantined interchange: the sender is read from its header. What is left out is the usual. */
export const PartnerFromMessage = SavePartner.pick({ key: true, name: true })
  .extend(z.object(agreement).omit({ standard: true }).partial().shape)
  .strict();
export type PartnerFromMessage = z.infer<typeof PartnerFromMessage>;

/** An acknowledgement that we sent, with its delivery. */
export const SentAcknowledgement = z.object({
  outboundId: z.int(),
  messageId: z.int(),
  type: z.enum(['997', '999', 'TA1', 'CONTRL']),
  code: z.string(),
  /** In words: accepted, accepted with errors, partly accepted, rejected, received. Beside a document: of that document. */
  verdict: z.string(),
  ref: z.string(),
  controlRef: z.string(),
  sets: z.array(z.object({ ref: z.string(), code: z.string() })),
  delivery: z.object({
    state: z.enum(['queued', 'sending', 'sent', 'failed', 'unknown', 'cancelled']),
    error: z.string().nullable(),
    sentAt: z.string().nullable(),
  }),
  text: z.string(),
});
export type SentAcknowledgement = z.infer<typeof SentAcknowledgement>;

/** A document of the ticket: what it says stands in `document` (its lines by page), what it was as received in `raw`. */
export const TicketDocument = z.object({
  messageId: z.int(),
  part: z.int(),
  entryId: z.int(),
  receivedAt: z.string(),
  partnerId: z.int().nullable(),
  partnerName: z.string(),
  documentType: z.string(),
  /** It opened the ticket that changes and questions of its number join. */
  isOrder: z.boolean(),
  document: TradeDocument,
  words: DocumentWords,
  /** Lines in all; `document.lines` holds those of the page. */
  lineCount: z.int(),
  acknowledgements: z.array(SentAcknowledgement),
  /** Of a change: what it does to the order. Null for the order itself, and where the ticket has no order. */
  differences: DocumentDifferences.nullable(),
  /** What a person should know before reading on, e.g. that its number was received before. */
  warnings: z.array(z.string()),
});
export type TicketDocument = z.infer<typeof TicketDocument>;
