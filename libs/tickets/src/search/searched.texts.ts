// What of an entry is searched: what people and partners wrote, not what the rail says of itself. Pure.
import type { TradeDocument, TradeLine } from '../trade/trade.document.js';

export interface SearchedEntry {
  type: string;
  author: { kind: string; name: string; address: string | null };
  subject: string | null;
  text: string;
  detail: Record<string, unknown>;
}

/** Sentences of the rail itself ("Claimed", "Merged into #7") are found by nothing. A reply that was taken back was never said. */
export const isSearched = ({ type, detail }: { type: string; detail: Record<string, unknown> }): boolean =>
  type !== 'state' && detail.cancelled !== true;

/** In the order in which they count where there is too much: a mail's sender is short, its text may be long. */
export function searchedTexts(entry: SearchedEntry): string[] {
  const { author, subject, text, detail } = entry;
  const sender = author.kind === 'contact' ? [author.name, author.address ?? ''] : [];
  return [...sender, subject ?? '', text, documentWords(detail.document)].filter(part => part !== '');
}

/** A trade document as a person reads it, one line each; part numbers come before anything that is long. '' where it is none. */
export function documentWords(document: unknown): string {
  if (typeof document !== 'object' || document === null) return '';
  const { documentNumber, originalOrder, parties, references, notes, lines } = document as Partial<TradeDocument>;
  const head = [
    documentNumber,
    originalOrder,
    ...list(references).map(one => one.value),
    ...list(parties).map(one => one.name),
    ...list(notes),
  ];
  return [...head, ...list(lines).map(lineText)].filter(part => typeof part === 'string' && part !== '').join('\n');
}

const lineText = ({ itemIds, description, notes }: Partial<TradeLine>): string =>
  [...list(itemIds).map(item => item.id), description ?? '', ...list(notes)].filter(part => part !== '').join(' · ');

/** Stored documents are of any age: what an older one lacks is left out. */
const list = <T>(value: readonly T[] | undefined): readonly T[] =>
  Array.isArray(value) ? value.filter(one => one !== null && one !== undefined) : [];
