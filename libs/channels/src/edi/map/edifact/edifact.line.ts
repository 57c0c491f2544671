// Lines of EDIFACT: LIN, and the segments that say what and how much. Guarantee: the quantity of a line is the one that was ordered (QTY+21); every other
// one is a share, or told as a note.
import type { TradeLine } from '#tickets';
import type { Segment } from '../../syntax/segment/segment.js';
import { addItem, addShare, decimalAt, describe, newLine, noted, type Reading, textAt } from '../reading.js';
import { edifactPriceWords, edifactQuantityWords } from '../words/amount.words.js';
import { edifactItemWords } from '../words/item.words.js';
import { edifactUnitWords } from '../words/unit.words.js';
import type { EdifactPlace } from './edifact.place.js';

/** 1229; without one it is a line of an order. */
const ACTIONS: ReadonlyMap<string, TradeLine['action']> = new Map<string, TradeLine['action']>([
  ['', 'order'],
  ['1', 'add'],
  ['2', 'delete'],
  ['3', 'change'],
]);

/** LIN01 1082, 02 1229, 03 C212, 04 C829 (the line that it is a part of). */
export function lineOf(segment: Segment, place: EdifactPlace): TradeLine {
  const code = textAt(segment, 2);
  // An order may say that its lines are added: to the order, which has no others.
  const action = place.kind === 'order-change' || code !== '1' ? (ACTIONS.get(code) ?? 'other') : 'order';
  const line = newLine(segment.byte, textAt(segment, 1), action, code);
  addItemId(line, segment, 3);
  noted(line, 'Part of line', textAt(segment, 4, 2));
  return line;
}

/** PIA02 to PIA06 are C212 as well. */
export function addItemIds(line: TradeLine, segment: Segment): void {
  for (let element = 2; element <= segment.length; element++) addItemId(line, segment, element);
}

/** C212: 7140 identifier, 7143 what numbers it. */
function addItemId(line: TradeLine, segment: Segment, element: number): void {
  const id = textAt(segment, element, 1);
  if (id === '') return;
  const qualifier = textAt(segment, element, 2);
  addItem(line, { qualifier, meaning: edifactItemWords(qualifier), id });
}

/** IMD: C273 holds free text in two parts (7008), or a code (7009) where there is none. */
export const descriptionOf = (segment: Segment): string =>
  together(textAt(segment, 3, 4), textAt(segment, 3, 5)) || textAt(segment, 3, 1);

const together = (one: string, other: string): string => (other === '' ? one : one === '' ? other : `${one} ${other}`);

export const readDescription = (line: TradeLine, segment: Segment): void => describe(line, descriptionOf(segment));

/** C186: 6063 which, 6060 how much, 6411 unit. */
export function readQuantity(reading: Reading, segment: Segment, place: EdifactPlace, line: TradeLine): void {
  const quantity = decimalAt(reading, segment, 1, 2);
  if (quantity === null) return;
  const code = textAt(segment, 1, 1);
  const uom = textAt(segment, 1, 3);
  switch (place.group) {
    case 'schedule':
    case 'location':
    case 'party': {
      const schedule = { quantity, uom, dates: [], location: shareOf(place) };
      addShare(line, schedule);
      place.schedule = schedule;
      place.locationTold = true;
      return;
    }
    case 'package':
      return noted(line, 'Packed', `${quantity} ${edifactUnitWords(uom)}`.trim());
    default:
      break;
  }
  if (code === '21' && line.quantity === null) {
    line.quantity = quantity;
    line.uom = uom;
  } else if (code === '73' && line.quantityRemaining === null) line.quantityRemaining = quantity;
  else noted(line, edifactQuantityWords(code), `${quantity} ${edifactUnitWords(uom)}`.trim());
}

const shareOf = ({ location, party }: EdifactPlace): string | null =>
  location ?? (party === null ? null : party.id?.id || party.name || null);

/** 5125: the net price is what is paid; a gross one counts where there is no other. */
const PRICES: ReadonlyMap<string, number> = new Map([
  ['AAA', 2],
  ['AAB', 1],
]);

/** C509: 5125 which, 5118 how much, 5284 for how many, 6411 of what. */
export function readPrice(reading: Reading, segment: Segment, place: EdifactPlace, line: TradeLine): void {
  const price = decimalAt(reading, segment, 1, 2);
  if (price === null) return;
  const code = textAt(segment, 1, 1);
  const basis = together(decimalAt(reading, segment, 1, 5) ?? '', textAt(segment, 1, 6));
  const rank = PRICES.get(code) ?? 0;
  if (rank <= place.priceRank) return noted(line, edifactPriceWords(code), basis ? `${price} per ${basis}` : price);
  if (line.unitPrice !== null) noted(line, 'Gross price', line.unitPrice);
  line.unitPrice = price;
  line.priceBasis = basis;
  place.priceRank = rank;
}
