// Which kind of ticket a set becomes, and what its purpose and its order are. Pure.
import type { DocumentPurpose, TradeStandard } from '#tickets';

export type MappedKind = 'order' | 'order-change' | 'rfq' | 'status-inquiry' | 'message' | 'document';

const KINDS: ReadonlyMap<string, MappedKind> = new Map<string, MappedKind>([
  ['850', 'order'],
  ['860', 'order-change'],
  ['840', 'rfq'],
  ['869', 'status-inquiry'],
  ['864', 'message'],
  ['ORDERS', 'order'],
  ['ORDCHG', 'order-change'],
  ['REQOTE', 'rfq'],
  ['OSTENQ', 'status-inquiry'],
]);

/** Of ST01 or UNH 0065. What is none of ours is a document. */
export const kindOfSet = (type: string): MappedKind => KINDS.get(type) ?? 'document';

/** 353 of X12. */
const X12_PURPOSES: ReadonlyMap<string, DocumentPurpose> = new Map<string, DocumentPurpose>([
  ['00', 'original'],
  ['01', 'cancel'],
  ['04', 'change'],
  ['05', 'replace'],
  ['07', 'duplicate'],
]);
/** 1225 of EDIFACT. */
const EDIFACT_PURPOSES: ReadonlyMap<string, DocumentPurpose> = new Map<string, DocumentPurpose>([
  ['9', 'original'],
  ['1', 'cancel'],
  ['4', 'change'],
  ['5', 'replace'],
  ['7', 'duplicate'],
]);

/** Where no code is given (1225 is conditional, and BSI07 too): what such a document is for. */
const USUAL: Readonly<Record<MappedKind, DocumentPurpose>> = {
  order: 'original',
  rfq: 'original',
  'status-inquiry': 'original',
  message: 'original',
  'order-change': 'change',
  document: 'other',
};

export function purposeOf(standard: TradeStandard, code: string, kind: MappedKind): DocumentPurpose {
  if (code === '') return USUAL[kind];
  return (standard === 'x12' ? X12_PURPOSES : EDIFACT_PURPOSES).get(code) ?? 'other';
}

/**
 * The order whose ticket it joins. A change or a question joins the order that it names; a change without one the order of its own number, as partners
 * write who number changes like their orders. An order that cancels, replaces or repeats another says so under that one's number.
 */
export function orderJoined(kind: MappedKind, purpose: DocumentPurpose, number: string, order: string | null) {
  if (kind === 'status-inquiry') return order;
  if (kind === 'order-change') return order ?? (number || null);
  const again = purpose === 'cancel' || purpose === 'change' || purpose === 'replace' || purpose === 'duplicate';
  return kind === 'order' && again ? number || null : null;
}

/** Its number should be new. */
export const isOriginal = (kind: MappedKind, purpose: DocumentPurpose): boolean =>
  purpose === 'original' && (kind === 'order' || kind === 'rfq');
