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
  const shown = lines.slice(0, MOST_LINES);
  const table = tableOf(
    COLUMNS,
    shown.map(line => [
      line.lineNumber,
      ACTIONS[line.action] || line.actionCode,
      line.quantity ?? '',
      unitWords(standard, line.uom),
      line.unitPrice ?? '',
      basisWords(standard, line.priceBasis),
      line.itemIds[0] ? `${line.itemIds[0].meaning} ${line.itemIds[0].id}` : '',
      line.description,
    ]),
  );
  const text = [table[0]!];
  for (const [i, line] of shown.entries())
    text.push(table[i + 1]!, ...below(line, standard).map(words => `      ${words}`));
  if (lines.length > MOST_LINES) text.push(`and ${grouped(lines.length - MOST_LINES)} more`);
  return text;
}

function below(line: TradeLine, standard: TradeStandard): string[] {
  const words = line.itemIds.slice(1).map(({ meaning, id }) => `${meaning} ${id}`);
  const more = words.length > 0 ? [words.join(', ')] : [];
  if (line.quantityRemaining !== null)
    more.push(`Left to receive: ${line.quantityRemaining} ${unitWords(standard, line.uom)}`.trimEnd());
  for (const { meaning, value } of line.requestedDates) more.push(`${meaning}: ${dayWords(value)}`);
  if (line.shipTo) more.push(`Ship to: ${partyWords(line.shipTo)}`);
  for (const { quantity, uom, dates, location } of line.schedules.slice(0, MOST_SHARES)) {
    const when = dates.map(({ meaning, value }) => `${meaning} ${dayWords(value)}`);
    const share = `${quantity} ${unitWords(standard, uom)}`.trim();
    more.push([location === null ? share : `${share} for ${location}`, ...when].join(', '));
  }
  if (line.schedules.length > MOST_SHARES) more.push(`and ${line.schedules.length - MOST_SHARES} more shares`);
  for (const note of line.notes) more.push(...note.split('\n'));
  return more;
}

/** "9,800", in words for people, never in a value. */
export function grouped(count: number): string {
  const digits = String(count);
  const first = digits.length % 3 || 3;
  let words = digits.slice(0, first);
  for (let i = first; i < digits.length; i += 3) words += `,${digits.slice(i, i + 3)}`;
  return words;
}
