// What passes between a partner and us, and what is held of it. GET /partners · GET /partners/:id/traffic · POST /messages/:id/partner ·
// GET /messages/:id/excerpt
import { z } from 'zod';
import { PartnerView, SentAcknowledgement, TradeIdentity } from './partner.schema.js';

const DELIVERY = z.enum(['queued', 'sending', 'sent', 'failed', 'unknown', 'cancelled']);

/** What was answered of one set. */
export const SetAnswer = z.enum(['accepted', 'accepted-with-errors', 'rejected']);
export type SetAnswer = z.infer<typeof SetAnswer>;

/** A partner in the list, with how it goes. */
export const ListedPartner = PartnerView.extend({
  /** Of the newest interchange, theirs or ours. */
  lastTrafficAt: z.string().nullable(),
  /** Documents of ours that they have not acknowledged in time. */
  overdue: z.int(),
  /** Acknowledgements that did not reach them, of their last 100 interchanges. */
  undelivered: z.int(),
});
export type ListedPartner = z.infer<typeof ListedPartner>;

/** POST /messages/:id/partner: `replayed` counts the messages of this sender that are on their way again, this one among them. */
export const PartnerMade = z.object({ partner: PartnerView, replayed: z.int() });
export type PartnerMade = z.infer<typeof PartnerMade>;

/** An interchange of theirs. */
export const ReceivedInterchange = z.object({
  what: z.literal('received'),
  at: z.string(),
  messageId: z.int(),
  /** ISA13, UNB 0020. */
  controlRef: z.string(),
  test: z.boolean(),
  state: z.enum(['pending', 'ticketed', 'appended', 'suppressed', 'quarantined']),
  reason: z.string().nullable(),
  detail: z.string().nullable(),
  ticketId: z.int().nullable(),
  /** The message that it repeats, or whose number it took. */
  repeatsMessageId: z.int().nullable(),
  documentCount: z.int(),
  heldCount: z.int(),
  /** The first 20. */
  documents: z.array(
    z.object({
      part: z.int(),
      type: z.string().nullable(),
      /** ST02, UNH 0062. */
      ref: z.string().nullable(),
      /** Of the order, or whatever it is. */
      number: z.string().nullable(),
      state: z.enum(['ticketed', 'appended', 'suppressed', 'quarantined']),
      reason: z.string().nullable(),
      ticketId: z.int().nullable(),
      /** Whose rail the ticket hangs on. */
      departmentId: z.int().nullable(),
      /** What we answered of it; null where no acknowledgement judges it. */
      answer: SetAnswer.nullable(),
    }),
  ),
  acknowledgements: z.array(SentAcknowledgement.omit({ text: true })),
});
export type ReceivedInterchange = z.infer<typeof ReceivedInterchange>;

/** A document of ours, or several in one interchange. */
export const SentInterchange = z.object({
  what: z.literal('sent'),
  at: z.string(),
  id: z.int(),
  interchangeRef: z.string(),
  documents: z.array(
    z.object({
      type: z.string(),
      ref: z.string(),
      number: z.string(),
      /** What they answered of it; null: nothing yet. */
      answer: SetAnswer.nullable(),
    }),
  ),
  /** Theirs: whether they acknowledged it. `overdue`: not in time, and a ticket says so. */
  state: z.enum(['waiting', 'accepted', 'accepted-with-errors', 'rejected', 'overdue']),
  dueAt: z.string(),
  acknowledgedAt: z.string().nullable(),
  findings: z.array(z.string()),
  ticketId: z.int().nullable(),
  exceptionTicketId: z.int().nullable(),
  departmentId: z.int(),
  delivery: z.object({ state: DELIVERY, error: z.string().nullable(), sentAt: z.string().nullable() }),
});
export type SentInterchange = z.infer<typeof SentInterchange>;

export const Traffic = z.discriminatedUnion('what', [ReceivedInterchange, SentInterchange]);
export type Traffic = z.infer<typeof Traffic>;

/** Who sent what is held, read from its header. */
export const HeldSender = TradeIdentity.extend({
  standard: z.enum(['x12', 'edifact']),
  /** Null: nobody knows this sender. */
  partner: z.object({ id: z.int(), name: z.string() }).nullable(),
});
export type HeldSender = z.infer<typeof HeldSender>;

/** A message around one of its bytes, as text: what comes before, the character that begins there, what comes after. */
export const MessageExcerpt = z.object({
  messageId: z.int(),
  /** Of the whole message, in bytes. */
  size: z.int(),
  /** First byte of the excerpt, and the byte after its last. */
  byteStart: z.int(),
  byteEnd: z.int(),
  before: z.string(),
  /** '' where no byte was named, or the message ends before it. */
  marked: z.string(),
  after: z.string(),
});
export type MessageExcerpt = z.infer<typeof MessageExcerpt>;
