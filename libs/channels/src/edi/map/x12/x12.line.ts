// Lines of X12: PO1, POC and LIN, and what belongs to a line. Guarantee: quantities and prices stand as they were sent; a split is told beside the line's
// quantity and changes nothing of it.
import type { TradeLine } from '#tickets';
import type { Segment } from '../../syntax/segment/segment.js';
import { addItem, addShare, coded, datedAs, decimalAt, newLine, type Reading, textAt } from '../reading.js';
import { x12Moment } from '../value/moment.js';
import { x12DateWords } from '../words/date.words.js';
import { x12ItemWords } from '../words/item.words.js';

/** 670. What is only more or less of another change is a change. */
const ACTIONS: ReadonlyMap<string, TradeLine['action']> = new Map<string, TradeLine['action']>([
  ['AI', 'add'],
  ['DI', 'delete'],
  ['PC', 'price-change'],
  ['QI', 'quantity-increase'],
  ['QD', 'quantity-decrease'],
  ['CA', 'change'],
  ['CB', 'change'],
  ['CC', 'change'],
  ['CE', 'change'],
  ['CT', 'change'],
  ['MU', 'change'],
  ['PQ', 'change'],
  ['PR', 'change'],
  ['RA', 'change'],
  ['RE', 'change'],
  ['RQ', 'change'],
  ['RS', 'change'],
  ['RZ', 'change'],
]);

/** PO101 number, 02 quantity, 03 unit, 04 price, 05 basis, then pairs. */
export function orderLine(reading: Reading, segment: Segment): TradeLine {
  const line = newLine(segment.byte, textAt(segment, 1), 'order', '');
  line.quantity = decimalAt(reading, segment, 2);
  line.uom = textAt(segment, 3);
  line.unitPrice = decimalAt(reading, segment, 4);
  line.priceBasis = textAt(segment, 5);
  addItemIds(line, segment, 6);
  return line;
}

/** POC01 number, 02 action, 03 quantity, 04 left to receive, 05 unit (C001), 06 price, 07 basis, then pairs. */
export function changeLine(reading: Reading, segment: Segment): TradeLine {
  const code = textAt(segment, 2);
  const line = newLine(segment.byte, textAt(segment, 1), ACTIONS.get(code) ?? 'other', code);
  line.quantity = decimalAt(reading, segment, 3);
  line.quantityRemaining = decimalAt(reading, segment, 4);
  line.uom = textAt(segment, 5, 1);
  line.unitPrice = decimalAt(reading, segment, 6);
  line.priceBasis = textAt(segment, 7);
  addItemIds(line, segment, 8);
  return line;
}

/** LIN01 number, then pairs: a line of a status question. */
export function itemLine(segment: Segment): TradeLine {
  const line = newLine(segment.byte, textAt(segment, 1), 'order', '');
  addItemIds(line, segment, 2);
  return line;
}

/** Pairs of 235 and 234 from an element on. */
export function addItemIds(line: TradeLine, segment: Segment, from: number): void {
  for (let element = from; element < segment.length; element += 2) {
    const id = textAt(segment, element + 1);
    if (id === '') continue;
    const qualifier = textAt(segment, element);
    addItem(line, { qualifier, meaning: x12ItemWords(qualifier), id });
  }
}

/** SDQ: one unit, then pairs of a store and its quantity. */
export function addSplit(reading: Reading, line: TradeLine, segment: Segment): void {
  const uom = textAt(segment, 1);
  // SDQ23 is a place inside each of the stores.
  const last = Math.min(segment.length, 22);
  for (let element = 3; element < last; element += 2) {
    const [location, quantity] = [textAt(segment, element), decimalAt(reading, segment, element + 1)];
    if (quantity !== null) addShare(line, { quantity, uom, dates: [], location: location || null });
  }
}

/** SCH: quantity, unit, who, and up to two dates. */
export function addSchedule(reading: Reading, line: TradeLine, segment: Segment, location: string | null): void {
  const quantity = decimalAt(reading, segment, 1);
  const schedule: TradeLine['schedules'][number] = {
    quantity: quantity ?? '',
    uom: textAt(segment, 2),
    dates: [],
    location: textAt(segment, 4) || location,
  };
  for (const element of [5, 8]) {
    const [code, written] = [textAt(segment, element), textAt(segment, element + 1)];
    if (written === '') continue;
    const iso = x12Moment(written, textAt(segment, element + 2), '');
    schedule.dates.push(
      coded(code, x12DateWords(code), datedAs(reading, segment, { element: element + 1, written, iso })),
    );
  }
  addShare(line, schedule);
}
