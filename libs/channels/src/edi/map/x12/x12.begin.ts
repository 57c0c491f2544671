// The beginning segments of X12: number, date and purpose of a set. One row for each segment; a segment without a row names neither.
import type { Segment } from '../../syntax/segment/segment.js';
import { coded, datedAs, type Reading, textAt } from '../reading.js';
import { isoDay } from '../value/moment.js';
import { x12DateWords } from '../words/date.words.js';

/** Element positions; 0: it has none. */
interface Begin {
  number: number;
  date: number;
  purpose: number;
  /** Of the order that it is about. */
  order: number;
}

const begin = (number: number, date: number, purpose = 0, order = 0): Begin => ({ number, date, purpose, order });

const BEGINS: ReadonlyMap<string, Begin> = new Map([
  ['BEG', begin(3, 5, 1)],
  ['BCH', begin(3, 6, 1, 3)],
  ['BQT', begin(2, 3, 1)],
  ['BSI', begin(1, 2, 7)],
  ['BAK', begin(3, 4, 1, 3)],
  ['BCA', begin(3, 6, 1, 3)],
  ['BCT', begin(2, 0)],
  ['BFR', begin(2, 8, 1)],
  ['BGN', begin(2, 3, 1)],
  ['BIA', begin(3, 4, 1)],
  ['BIG', begin(2, 1, 0, 4)],
  ['BPT', begin(2, 3, 1)],
  ['BQR', begin(2, 3, 1)],
  ['BRA', begin(1, 2, 3)],
  ['BSN', begin(2, 3, 1)],
  ['BSR', begin(3, 4)],
  ['BSS', begin(2, 3, 1)],
  ['W05', begin(2, 0, 0, 3)],
]);

/** False where the segment begins nothing. */
export function readBegin(reading: Reading, segment: Segment): boolean {
  const at = BEGINS.get(segment.tag);
  if (at === undefined) return false;
  reading.documentNumber = textAt(segment, at.number);
  if (at.purpose > 0) reading.purposeCode = textAt(segment, at.purpose);
  if (at.order > 0) reading.originalOrder = textAt(segment, at.order) || null;
  if (at.date > 0) reading.documentDate = dayAt(reading, segment, at.date);
  if (segment.tag === 'BCH') readChangeDate(reading, segment);
  if (segment.tag === 'BQT') readQuoteDate(reading, segment);
  if (segment.tag === 'BEG' && textAt(segment, 4) !== '')
    reading.references.push({ qualifier: 'RE', meaning: 'Release', value: textAt(segment, 4) });
  return true;
}

/** BCH06 is the day of the order, BCH11 the day of the change. Some name the second only. */
function readChangeDate(reading: Reading, segment: Segment): void {
  const change = dayAt(reading, segment, 11);
  if (change === null) return;
  reading.documentDate ??= change;
  reading.dates.push(coded('BCH11', x12DateWords('BCH11'), change));
}

/** BQT04 says what the day in BQT05 is for: most often by when the quotation is wanted. */
function readQuoteDate(reading: Reading, segment: Segment): void {
  const [code, day] = [textAt(segment, 4), dayAt(reading, segment, 5)];
  if (day !== null) reading.dates.push(coded(code, x12DateWords(code), day));
}

export function dayAt(reading: Reading, segment: Segment, element: number): string | null {
  const written = textAt(segment, element);
  return written === '' ? null : datedAs(reading, segment, { element, written, iso: isoDay(written) });
}
