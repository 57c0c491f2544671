// The lines of a document as a table, and below each what does not fit in a column: dates, where it goes, shares, notes.
import type { TradeDocument, TradeLine, TradeStandard } from '#tickets';
import { partyWords } from '../reading.js';
import { edifactUnitWords, priceBasisWords, x12UnitWords } from '../words/unit.words.js';
import { type Column, tableOf } from './columns.js';
import { dayWords } from './day.words.js';

/** More lines are counted. */
export const MOST_LINES = 200;
/** Of one line: stores of a split. */
const MOST_SHARES = 50;

const COLUMNS: readonly Column[] = [
  { title: 'Line', right: true, widest: 12 },
  { title: 'What', widest: 20 },
  { title: 'Quantity', right: true, widest: 16 },
  { title: 'Unit', widest: 12 },
  { title: 'Price', right: true, widest: 16 },
  { title: 'For', widest: 16 },
  { title: 'Item', widest: 40 },
  { title: 'Description', widest: 60 },
];

const ACTIONS: Readonly<Record<TradeLine['action'], string>> = {
  order: '',
  add: 'added',
  delete: 'taken out',
  change: 'changed',
  'price-change': 'price changed',
  'quantity-increase': 'more',
  'quantity-decrease': 'less',
  other: '',
};

export const unitWords = (standard: TradeStandard, code: string): string =>
  code === '' ? '' : (standard === 'x12' ? x12UnitWords : edifactUnitWords)(code);

/** X12 has codes for it; EDIFACT a quantity and its unit, `100 PCE`. */
function basisWords(standard: TradeStandard, basis: string): string {
  if (standard === 'x12') return basis === '' ? '' : priceBasisWords(basis);
  const blank = basis.lastIndexOf(' ');
  return blank < 0 ? basis : `${basis.slice(0, blank)} ${edifactUnitWords(basis.slice(blank + 1))}`;
}

export function linesText({ source: { standard }, lines }: TradeDocument): string[] {
  const shown = Math.min(lines.length, MOST_LINES);
  const rows: string[][] = [];
  for (let i = 0; i < shown; i++) rows.push(rowOf(lines[i]!, standard));
  const table = tableOf(COLUMNS, rows);
  const text = [table[0]!];
  for (let i = 0; i < shown; i++) {
    text.push(table[i + 1]!);
    tellBelow(text, lines[i]!, standard);
  }
  if (lines.length > MOST_LINES) text.push(`and ${grouped(lines.length - MOST_LINES)} more`);
  return text;
}

function rowOf(line: TradeLine, standard: TradeStandard): string[] {
  const item = line.itemIds[0];
  return [
    line.lineNumber,
    ACTIONS[line.action] || line.actionCode,
    line.quantity ?? '',
    unitWords(standard, line.uom),
    line.unitPrice ?? '',
    basisWords(standard, line.priceBasis),
    item ? `${item.meaning} ${item.id}` : '',
    line.description,
  ];
}

/** Adds what stands below the line, further in. */
function tellBelow(text: string[], line: TradeLine, standard: TradeStandard): void {
  const { itemIds, quantityRemaining, requestedDates, shipTo, schedules, notes } = line;
  if (itemIds.length > 1) tell(text, otherIds(itemIds));
  if (quantityRemaining !== null)
    tell(text, `Left to receive: ${quantityRemaining} ${unitWords(standard, line.uom)}`.trimEnd());
  // Most lines have none of these: not even a look at them is begun.
  if (requestedDates.length > 0) {
    for (const { meaning, value } of requestedDates) tell(text, `${meaning}: ${dayWords(value)}`);
  }
  if (shipTo) tell(text, `Ship to: ${partyWords(shipTo)}`);
  if (schedules.length > 0) {
    for (const share of schedules.slice(0, MOST_SHARES)) tell(text, shareWords(share, standard));
    if (schedules.length > MOST_SHARES) tell(text, `and ${schedules.length - MOST_SHARES} more shares`);
  }
  if (notes.length > 0) {
    for (const note of notes) for (const words of note.split('\n')) tell(text, words);
  }
}

const tell = (text: string[], words: string): void => void text.push(`      ${words}`);

/** All but the first, which stands in the table. */
function otherIds(itemIds: TradeLine['itemIds']): string {
  let words = '';
  for (let i = 1; i < itemIds.length; i++) {
    const { meaning, id } = itemIds[i]!;
    words += `${i === 1 ? '' : ', '}${meaning} ${id}`;
  }
  return words;
}

function shareWords(
  { quantity, uom, dates, location }: TradeLine['schedules'][number],
  standard: TradeStandard,
): string {
  const when = dates.map(({ meaning, value }) => `${meaning} ${dayWords(value)}`);
  const share = `${quantity} ${unitWords(standard, uom)}`.trim();
  return [location === null ? share : `${share} for ${location}`, ...when].join(', ');
}

/** "9,800", in words for people, never in a value. */
export function grouped(count: number): string {
  const digits = String(count);
  const first = digits.length % 3 || 3;
  let words = digits.slice(0, first);
  for (let i = first; i < digits.length; i += 3) words += `,${digits.slice(i, i + 3)}`;
  return words;
}
