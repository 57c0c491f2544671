// What a trade document says, as a person reads it. GET /tickets/:id/documents?cursor= · GET /tickets/:id/documents/:messageId/:part/lines?cursor=
// GET …/raw?segment= (text/plain) · GET …/segments?from=|segment=|byte= · POST /tickets/:id/acknowledgements/:outbound/send-again
// Amounts, quantities and control numbers are strings: no number type ever touches them.
import { z } from 'zod';

const Coded = z.object({ code: z.string(), meaning: z.string(), value: z.string() });
const Named = z.object({ qualifier: z.string(), meaning: z.string(), value: z.string() });

export const TradeParty = z.object({
  /** `buyer`, `ship-to`, `bill-to`, `seller`, or the code as written. */
  role: z.string(),
  name: z.string(),
  id: z.object({ qualifier: z.string(), id: z.string() }).nullable(),
  address: z.object({
    street: z.array(z.string()),
    city: z.string(),
    region: z.string(),
    postalCode: z.string(),
    country: z.string(),
  }),
  contacts: z.array(
    z.object({
      name: z.string(),
      function: z.string(),
      channels: z.array(z.object({ type: z.string(), value: z.string() })),
    }),
  ),
});
export type TradeParty = z.infer<typeof TradeParty>;

export const TradeLine = z.object({
  lineNumber: z.string(),
  action: z.enum([
    'order',
    'add',
    'delete',
    'change',
    'price-change',
    'quantity-increase',
    'quantity-decrease',
    'other',
  ]),
  actionCode: z.string(),
  quantity: z.string().nullable(),
  quantityRemaining: z.string().nullable(),
  uom: z.string(),
  unitPrice: z.string().nullable(),
  priceBasis: z.string(),
  itemIds: z.array(z.object({ qualifier: z.string(), meaning: z.string(), id: z.string() })),
  description: z.string(),
  requestedDates: z.array(Coded),
  shipTo: TradeParty.nullable(),
  schedules: z.array(
    z.object({ quantity: z.string(), uom: z.string(), dates: z.array(Coded), location: z.string().nullable() }),
  ),
  notes: z.array(z.string()),
  /** Of the line's first segment in the raw message. */
  byte: z.int(),
});
export type TradeLine = z.infer<typeof TradeLine>;

export const TradeDocument = z.object({
  source: z.object({
    standard: z.enum(['x12', 'edifact']),
    version: z.string(),
    messageType: z.string(),
    senderId: z.string(),
    receiverId: z.string(),
    interchangeRef: z.string(),
    groupRef: z.string().nullable(),
    messageRef: z.string(),
    testFlag: z.boolean(),
    byteStart: z.int(),
    byteEnd: z.int(),
    sha256: z.string(),
  }),
  documentNumber: z.string(),
  purpose: z.enum(['original', 'cancel', 'change', 'replace', 'duplicate', 'other']),
  purposeCode: z.string(),
  documentDate: z.string().nullable(),
  /** Of the order that a change or a question is about. */
  originalOrder: z.string().nullable(),
  currency: z.string().nullable(),
  parties: z.array(TradeParty),
  references: z.array(Named),
  dates: z.array(Coded),
  notes: z.array(z.string()),
  lines: z.array(TradeLine),
  declaredLineCount: z.string().nullable(),
  /** As declared, not computed. */
  totals: z.array(Named),
  warnings: z.array(z.string()),
  ack: z.object({ type: z.string(), code: z.string(), ref: z.string(), sentAt: z.string().nullable() }).nullable(),
});
export type TradeDocument = z.infer<typeof TradeDocument>;

/** Codes of a document in plain words; a code that no list has is left out. */
export const DocumentWords = z.object({
  /** What the document is called: `Invoice`; its code where no list has it. */
  set: z.string(),
  /** 355, 6411: units. */
  units: z.record(z.string(), z.string()),
  /** 639: what a price is for. */
  bases: z.record(z.string(), z.string()),
  /** 98, 3035: what a party does, where `role` is a code. */
  roles: z.record(z.string(), z.string()),
  /** 366, 3139: what a contact is for. */
  functions: z.record(z.string(), z.string()),
});
export type DocumentWords = z.infer<typeof DocumentWords>;

/** `field` says which; `title` in words. Days, units and roles are as written. `before` null: there was none. */
export const TradeChange = z.object({
  field: z.enum(['quantity', 'unitPrice', 'uom', 'date', 'shipTo', 'description', 'schedules', 'currency', 'party']),
  title: z.string(),
  before: z.string().nullable(),
  after: z.string().nullable(),
});
export type TradeChange = z.infer<typeof TradeChange>;

export const LineDifference = z.object({
  /** `unknown`: the order has no such line. */
  what: z.enum(['added', 'removed', 'changed', 'unchanged', 'unknown']),
  lineNumber: z.string(),
  description: z.string(),
  changes: z.array(TradeChange),
  /** One sentence where the change contradicts itself or the order. */
  doubt: z.string().nullable(),
});
export type LineDifference = z.infer<typeof LineDifference>;

/** What a change does to the order that it is about. */
export const DocumentDifferences = z.object({
  order: z.enum(['changed', 'cancelled', 'replaced']),
  /** Above the lines: dates, currency, parties. */
  head: z.array(TradeChange),
  /** One for each line of the page, in their order. */
  lines: z.array(LineDifference),
  /** Replaced: lines of the order that are gone, the first 100; and how many more. */
  lost: z.array(LineDifference),
  moreLost: z.int(),
});
export type DocumentDifferences = z.infer<typeof DocumentDifferences>;

export const DocumentLines = z.object({
  items: z.array(TradeLine),
  nextCursor: z.string().nullable(),
  /** One for each of these lines; empty where nothing is compared. */
  differences: z.array(LineDifference),
  words: DocumentWords,
});
export type DocumentLines = z.infer<typeof DocumentLines>;

/** One segment as it was received: its place in its document (ST and UNH are 1) and in the raw message. */
export const RawSegment = z.object({ segment: z.int(), byte: z.int(), tag: z.string(), text: z.string() });
export type RawSegment = z.infer<typeof RawSegment>;

export const RawSegments = z.object({
  items: z.array(RawSegment),
  /** Segments in the whole document. */
  total: z.int(),
  /** Number of the one that was asked for; null where none was, or none that stands in this document. */
  marked: z.int().nullable(),
});
export type RawSegments = z.infer<typeof RawSegments>;
