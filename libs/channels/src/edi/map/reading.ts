// What a mapper has read of one set so far, and how it reads amounts and dates. Guarantee: nothing is corrected and nothing is guessed; what cannot be
// read is kept as written, with a warning that names the place.
import type { CodedDate, TradeDocument, TradeLine, TradeParty } from '#tickets';
import type { Segment } from '../syntax/segment/segment.js';
import { readDecimal, readImplied } from './value/decimal.js';

/** More say no more: an order of 10,000 lines with a fault in each has one fault. */
const MOST_WARNINGS = 100;

export interface Reading extends Omit<TradeDocument, 'source' | 'purpose' | 'ack'> {
  /** BMG02, MIT02 or the first text: what a message is about. */
  about: string;
  untold: number;
}

export const newReading = (): Reading => ({
  documentNumber: '',
  purposeCode: '',
  documentDate: null,
  originalOrder: null,
  currency: null,
  parties: [],
  references: [],
  dates: [],
  notes: [],
  lines: [],
  declaredLineCount: null,
  totals: [],
  warnings: [],
  about: '',
  untold: 0,
});

export function warn(reading: Reading, words: string): void {
  if (reading.warnings.length < MOST_WARNINGS) reading.warnings.push(words);
  else reading.untold++;
}

/** The warnings, and how many more there are. */
export const warningsOf = ({ warnings, untold }: Reading): string[] =>
  untold === 0 ? warnings : [...warnings, `And ${untold} more warnings of this kind`];

/** "Segment 12 (PO1), element 4"; of a composite "element 1, component 2". */
export const placeOf = (segment: Segment, element: number, component = 0): string =>
  `Segment ${segment.index} (${segment.tag}), element ${element}${component > 0 ? `, component ${component}` : ''}`;

/**
 * Without blanks around it: in both standards they are there to fill a field. Without a component an element of X12 is its whole text: partners write
 * the component separator in texts that have no components.
 */
export const textAt = (segment: Segment, element: number, component?: number): string =>
  segment.trimmed(element, component);

/** Null where nothing stands there; as written where it is no decimal number. */
export function decimalAt(reading: Reading, segment: Segment, element: number, component?: number): string | null {
  const written = segment.value(element, component);
  if (written === '') return null;
  const decimal = readDecimal(written);
  if (decimal !== null) return decimal;
  // Blanks are no part of a number in either standard; a value of blanks only is none.
  const bare = written.trim();
  if (bare === '') return null;
  warn(
    reading,
    `${placeOf(segment, element, component)}: "${bare}" is no decimal number (a thousands separator is not allowed); kept as written`,
  );
  return bare;
}

/** Of X12's N types: how many digits stand behind a point that is not written, by data element. */
const IMPLIED: ReadonlyMap<string, number> = new Map([
  ['354', 0],
  ['362', 2],
  ['610', 2],
]);

/** An amount of X12 whose data element has the type Nn. */
export function impliedAt(reading: Reading, segment: Segment, element: number, dataElement: string): string | null {
  const written = textAt(segment, element);
  if (written === '') return null;
  const places = IMPLIED.get(dataElement) ?? 0;
  const decimal = readImplied(written, places);
  if (decimal === null)
    warn(
      reading,
      `${placeOf(segment, element)}: "${written}" is no whole number with ${places} implied decimals; kept as written`,
    );
  return decimal ?? written;
}

/** `iso` null: the date as written, with a warning. */
export function datedAs(
  reading: Reading,
  segment: Segment,
  at: { element: number; component?: number; written: string; iso: string | null; format?: string },
): string {
  if (at.iso !== null) return at.iso;
  const format = at.format ? ` in the format ${at.format}` : '';
  warn(reading, `${placeOf(segment, at.element, at.component)}: "${at.written}" is no date${format}; kept as written`);
  return at.written;
}

export const newParty = (role: string): TradeParty => ({
  role,
  name: '',
  id: null,
  address: { street: [], city: '', region: '', postalCode: '', country: '' },
  contacts: [],
});

/**
 * What stands in a line that has no item, date, share or note: most lines have none of three of them, and an empty list for each would be a third of all
 * objects of a large order. Frozen, so that nobody can give one line's note to all: they are added by the functions below.
 */
const NOTHING = Object.freeze([]) as unknown as never[];

/** Written out, so that all lines have one shape: they are many. */
export const newLine = (byte: number, lineNumber: string, action: TradeLine['action'], code: string): TradeLine => ({
  lineNumber,
  action,
  actionCode: code,
  quantity: null,
  quantityRemaining: null,
  uom: '',
  unitPrice: null,
  priceBasis: '',
  itemIds: NOTHING,
  description: '',
  requestedDates: NOTHING,
  shipTo: null,
  schedules: NOTHING,
  notes: NOTHING,
  byte,
});

export function describe(line: TradeLine, words: string): void {
  if (words !== '') line.description = line.description === '' ? words : `${line.description}, ${words}`;
}

/** Whoever it is and where, in one line. */
export function partyWords(party: TradeParty): string {
  const { street, city, region, postalCode, country } = party.address;
  let words = partyName(party);
  for (const line of street) words = joined(words, ', ', line);
  words = joined(words, ', ', city);
  return joined(joined(words, ', ', joined(region, ' ', postalCode)), ', ', country);
}

/** With nothing between where one of them is empty. */
const joined = (one: string, between: string, other: string): string =>
  other === '' ? one : one === '' ? other : one + between + other;

/** @param of the line, or the reading of the document */
export function noted(of: { notes: string[] }, title: string, words: string): void {
  if (words !== '') addNote(of, title === '' ? words : `${title}: ${words}`);
}

export function addNote(of: { notes: string[] }, note: string): void {
  of.notes = withOne(of.notes, note);
}

export function addDate(line: TradeLine, date: CodedDate): void {
  line.requestedDates = withOne(line.requestedDates, date);
}

export function addShare(line: TradeLine, share: TradeLine['schedules'][number]): void {
  line.schedules = withOne(line.schedules, share);
}

export function addItem(line: TradeLine, item: TradeLine['itemIds'][number]): void {
  line.itemIds = withOne(line.itemIds, item);
}

/** One or two are all that most lists get: they take no room for more. */
function withOne<T>(list: T[], one: T): T[] {
  if (list.length === 0) return [one];
  if (list.length === 1) return [list[0]!, one];
  list.push(one);
  return list;
}

export const coded = (code: string, meaning: string, value: string): CodedDate => ({ code, meaning, value });

/** "Acme (1001)": whoever it is, in one line. */
export const partyName = ({ name, id }: TradeParty): string =>
  id === null ? name : name === '' ? id.id : `${name} (${id.id})`;
