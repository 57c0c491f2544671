// A trade document as a ticket carries it: what X12 and EDIFACT say of an order in one shape. All amounts and quantities are decimal strings
// with a point, as precise as they came: no number type ever touches them.
import type { TradeStandard } from './partner.js';

export interface TradeSource {
  standard: TradeStandard;
  /** X12: GS08 or ISA12. EDIFACT: `D:96A` (0052, 0054). */
  version: string;
  /** `850`, `ORDERS`. */
  messageType: string;
  senderId: string;
  receiverId: string;
  /** ISA13 / UNB 0020. */
  interchangeRef: string;
  /** GS06 / UNG 0048; null without groups. */
  groupRef: string | null;
  /** ST02 / UNH 0062. */
  messageRef: string;
  testFlag: boolean;
  /** Of the set in the file: first byte of ST/UNH, and the byte after the terminator of SE/UNT. */
  byteStart: number;
  byteEnd: number;
  /** Hex, of those bytes. */
  sha256: string;
}

export type DocumentPurpose = 'original' | 'cancel' | 'change' | 'replace' | 'duplicate' | 'other';

export interface TradeParty {
  /** `buyer`, `ship-to`, `bill-to`, `seller`, or the code as written where it is none of these. */
  role: string;
  name: string;
  /** Identifier with its qualifier, e.g. { qualifier: '92', id: '1001' }. */
  id: { qualifier: string; id: string } | null;
  address: { street: string[]; city: string; region: string; postalCode: string; country: string };
  contacts: { name: string; function: string; channels: { type: string; value: string }[] }[];
}

/** Code as written, and what it means in plain words. `value` of dates: ISO 8601, or as written where it is none. */
export interface CodedDate {
  code: string;
  meaning: string;
  value: string;
}

export interface TradeLine {
  lineNumber: string;
  action: 'order' | 'add' | 'delete' | 'change' | 'price-change' | 'quantity-increase' | 'quantity-decrease' | 'other';
  /** POC02, LIN 1229, '' for a line of an order. */
  actionCode: string;
  quantity: string | null;
  quantityRemaining: string | null;
  uom: string;
  unitPrice: string | null;
  priceBasis: string;
  itemIds: { qualifier: string; meaning: string; id: string }[];
  description: string;
  requestedDates: CodedDate[];
  shipTo: TradeParty | null;
  /** Deliveries of a line, in its own unit; `location`: store of a split (SDQ, LOC). */
  schedules: { quantity: string; uom: string; dates: CodedDate[]; location: string | null }[];
  notes: string[];
  /** Of the line's first segment (PO1, POC, LIN, IT1), first byte in the file. */
  byte: number;
}

/** `fields` of a ticket that came by EDI. */
export interface TradeDocument {
  source: TradeSource;
  documentNumber: string;
  purpose: DocumentPurpose;
  purposeCode: string;
  /** ISO 8601 date, or as written. */
  documentDate: string | null;
  /** Of the order that a change or a question is about; null for an order itself. */
  originalOrder: string | null;
  currency: string | null;
  parties: TradeParty[];
  references: { qualifier: string; meaning: string; value: string }[];
  dates: CodedDate[];
  notes: string[];
  lines: TradeLine[];
  declaredLineCount: string | null;
  /** Hash total and amounts as declared, not computed: { qualifier, meaning, value }. */
  totals: { qualifier: string; meaning: string; value: string }[];
  warnings: string[];
  ack: { type: string; code: string; ref: string; sentAt: string | null } | null;
}
