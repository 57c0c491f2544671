// Walks the segments of an EDIFACT message in order: header, lines, summary (after UNS). Guarantee: a date, a quantity or an amount is read as what its
// group says that it is; a ship-to of a line belongs to the line.
import type { TransactionSet } from '../../envelope/interchange.js';
import type { Segment } from '../../syntax/segment/segment.js';
import type { MappedKind } from '../mapped.kind.js';
import { decimalAt, noted, type Reading, textAt } from '../reading.js';
import { edifactAmountWords, edifactCountWords } from '../words/amount.words.js';
import { addItemIds, descriptionOf, lineOf, readDescription, readPrice, readQuantity } from './edifact.line.js';
import { addChannels, addContact, partyOf } from './edifact.party.js';
import { type EdifactGroup, type EdifactPlace, enter, newPlace } from './edifact.place.js';
import { placeName, readDate, readDocument, readReference, textOf } from './edifact.said.js';

/** What begins the body of messages that we only tell. */
const BODY = new Set(['LIN', 'CPS', 'SEQ', 'DOC', 'GID', 'UNS']);

/** Segments that begin a group and say nothing that a document of ours has a field for. */
const GROUPS: ReadonlyMap<string, EdifactGroup> = new Map<string, EdifactGroup>([
  ['PAT', 'payment'],
  ['PAC', 'package'],
  ['TDT', 'transport'],
  ['TAX', 'tax'],
  ['ALC', 'allowance'],
]);

export function readEdifact(reading: Reading, set: TransactionSet, kind: MappedKind): void {
  const place = newPlace(kind);
  set.walk(segment => {
    if (kind === 'document' && BODY.has(segment.tag)) return false;
    read(reading, segment, place);
    return true;
  });
  enter(reading, place, 'none');
}

function read(reading: Reading, segment: Segment, place: EdifactPlace): void {
  const { line } = place;
  switch (segment.tag) {
    case 'BGM':
      reading.documentNumber = textAt(segment, 2);
      reading.purposeCode = textAt(segment, 3);
      return;
    case 'DTM':
      return readDate(reading, segment, place);
    case 'LIN':
      return beginLine(reading, segment, place);
    case 'PIA':
      return line ? addItemIds(line, segment) : undefined;
    case 'IMD':
      return line ? readDescription(line, segment) : noted(reading, '', descriptionOf(segment));
    case 'QTY':
      return line ? readQuantity(reading, segment, place, line) : undefined;
    case 'PRI':
      enter(reading, place, 'price');
      return line ? readPrice(reading, segment, place, line) : undefined;
    case 'NAD':
      return readParty(reading, segment, place);
    case 'CTA':
      return place.party ? addContact(place.party, segment) : undefined;
    case 'COM':
      return place.party ? addChannels(place.party, segment) : undefined;
    case 'RFF':
      return readReference(reading, segment, place);
    case 'DOC':
      return readDocument(reading, segment);
    case 'FTX':
      return noted(line ?? reading, '', textOf(segment));
    case 'LOC':
      return readLocation(reading, segment, place);
    case 'SCC':
      return enter(reading, place, 'schedule');
    case 'CUX':
      enter(reading, place, 'currency');
      if (line === null) reading.currency ??= textAt(segment, 1, 2) || null;
      return;
    case 'MOA':
      return readAmount(reading, segment, place);
    case 'CNT':
      return readCount(reading, segment);
    case 'TOD':
      enter(reading, place, 'terms');
      return noted(line ?? reading, 'Delivery terms', termsOf(segment));
    case 'PYT':
      enter(reading, place, 'payment');
      return noted(line ?? reading, 'Payment terms', paymentOf(segment));
    case 'UNS':
      enter(reading, place, 'none');
      place.line = null;
      return;
    default: {
      const group = GROUPS.get(segment.tag);
      if (group) enter(reading, place, group);
    }
  }
}

function beginLine(reading: Reading, segment: Segment, place: EdifactPlace): void {
  enter(reading, place, 'none');
  const line = lineOf(segment, place);
  reading.lines.push(line);
  place.line = line;
  place.priceRank = -1;
}

function readParty(reading: Reading, segment: Segment, place: EdifactPlace): void {
  enter(reading, place, 'party');
  const party = partyOf(segment);
  place.party = party;
  const { line } = place;
  if (line === null) reading.parties.push(party);
  else if (party.role === 'ship-to' && line.shipTo === null) line.shipTo = party;
  else place.aside = true;
}

/** Of a line it is where a share of it goes; of a party, transport or terms it is told with them. */
function readLocation(reading: Reading, segment: Segment, place: EdifactPlace): void {
  const { meaning, name } = placeName(segment);
  if (name === '') return;
  const inside = place.group === 'party' || place.group === 'transport' || place.group === 'terms';
  if (place.line === null || inside) return noted(place.line ?? reading, meaning, name);
  enter(reading, place, 'location');
  place.location = name;
  place.locationMeaning = meaning;
  place.locationTold = false;
}

/** C516: 5025 which, 5004 how much, 6345 currency. Of a line it is a note: only amounts of the document are totals. */
function readAmount(reading: Reading, segment: Segment, place: EdifactPlace): void {
  const value = decimalAt(reading, segment, 1, 2);
  if (value === null) return;
  const qualifier = textAt(segment, 1, 1);
  const meaning = edifactAmountWords(qualifier);
  if (place.line) noted(place.line, meaning, `${value} ${textAt(segment, 1, 3)}`.trim());
  else reading.totals.push({ qualifier, meaning, value });
}

/** C270: 6069 what is counted, 6066 how many. */
function readCount(reading: Reading, segment: Segment): void {
  const value = decimalAt(reading, segment, 1, 2);
  if (value === null) return;
  const qualifier = textAt(segment, 1, 1);
  if (qualifier === '2') reading.declaredLineCount = value;
  else reading.totals.push({ qualifier: `CNT ${qualifier}`, meaning: edifactCountWords(qualifier), value });
}

/** C100: the code of the terms (Incoterms), and what is said beside it. */
const termsOf = (segment: Segment): string =>
  [textAt(segment, 3, 1), textAt(segment, 3, 4), textAt(segment, 3, 5)].filter(Boolean).join(' ');

/** 2151. */
const PERIODS: Readonly<Record<string, string>> = {
  D: 'days',
  WD: 'working days',
  W: 'weeks',
  M: 'months',
  Y: 'years',
};

/** PYT (from D.05A, for PAT): 4276 in words; else 2152 periods (2151) after what 2475 names, 5 being the day of the invoice; else the code 4277. */
function paymentOf(segment: Segment): string {
  const [code, words] = [textAt(segment, 2, 1), textAt(segment, 2, 4)];
  const count = textAt(segment, 6);
  const period = PERIODS[textAt(segment, 5)];
  const invoice = textAt(segment, 3) === '5' && textAt(segment, 4) === '3' ? ' after the day of the invoice' : '';
  const time = count === '' || period === undefined ? '' : `${count} ${period}${invoice}`;
  return [words, time].filter(Boolean).join(', ') || code;
}
