// Walks the segments of an X12 set in order: header, lines, summary. Guarantee: what stands after a line's first segment belongs to that line, a
// ship-to as well; what stands after the totals belongs to the document.
import type { TradeLine } from '#tickets';
import type { TransactionSet } from '../../envelope/interchange.js';
import type { Segment } from '../../syntax/segment/segment.js';
import type { MappedKind } from '../mapped.kind.js';
import { addNote, noted, type Reading, textAt } from '../reading.js';
import { x12ReferenceWords } from '../words/reference.words.js';
import { giveContacts, readInHeader, readTotals } from './x12.header.js';
import { changeLine, itemLine, orderLine } from './x12.line.js';
import { readInLine } from './x12.line.reader.js';
import { addToParty, partyOf } from './x12.party.js';
import { endLoop, newPlace, type X12Place } from './x12.place.js';

/** What begins the body of sets that we only tell: their lines are not read as lines of an order. */
const BODY = new Set(['PO1', 'POC', 'LIN', 'IT1', 'HL', 'LX', 'ENT', 'CTT']);

export function readX12(reading: Reading, set: TransactionSet, kind: MappedKind): void {
  const place = newPlace(kind);
  set.walk(segment => {
    if (kind === 'document' && BODY.has(segment.tag)) return false;
    read(reading, segment, place);
    return true;
  });
  endLoop(reading, place);
  giveContacts(reading, place);
}

function read(reading: Reading, segment: Segment, place: X12Place): void {
  switch (segment.tag) {
    case 'PO1':
      return beginLine(reading, place, orderLine(reading, segment));
    case 'POC':
      return beginLine(reading, place, changeLine(reading, segment));
    case 'LIN':
      if (place.kind === 'status-inquiry') return beginLine(reading, place, itemLine(segment));
      break;
    case 'MSG':
    case 'NTE':
    case 'MTX':
      return say(reading, place, segment);
    case 'N9':
      return readReference(reading, segment, place);
    case 'N1':
      return readParty(reading, segment, place);
    case 'CTT':
      endLoop(reading, place);
      place.line = null;
      return readTotals(reading, segment, place);
    case 'HL':
      endLoop(reading, place);
      // A level of an order or a shipment stands over the lines that follow it; one of an item begins with its LIN.
      place.line = null;
      return;
    default:
      break;
  }
  if (place.party && addToParty(place.party, segment)) return;
  if (place.line) readInLine(reading, segment, place, place.line);
  else readInHeader(reading, segment, place);
}

function beginLine(reading: Reading, place: X12Place, line: TradeLine): void {
  endLoop(reading, place);
  reading.lines.push(line);
  place.line = line;
  place.parts = false;
}

/** N9: a reference, and the heading of the texts that follow. */
function readReference(reading: Reading, segment: Segment, place: X12Place): void {
  endLoop(reading, place);
  const [qualifier, value, words] = [textAt(segment, 1), textAt(segment, 2), textAt(segment, 3)];
  const meaning = x12ReferenceWords(qualifier);
  place.reference = `${meaning} ${value}`.trim();
  if (place.line) noted(place.line, meaning, value);
  else if (value !== '') reading.references.push({ qualifier, meaning, value });
  place.note = words === '' ? [] : [words];
}

function say(reading: Reading, place: X12Place, segment: Segment): void {
  const words = textAt(segment, segment.tag === 'MSG' ? 1 : 2);
  if (words === '') return;
  reading.about ||= words;
  if (place.note) place.note.push(words);
  else addNote(place.line ?? reading, words);
}

function readParty(reading: Reading, segment: Segment, place: X12Place): void {
  endLoop(reading, place);
  const party = partyOf(segment);
  place.party = party;
  const { line } = place;
  if (line === null) reading.parties.push(party);
  else if (party.role === 'ship-to' && line.shipTo === null) line.shipTo = party;
  else place.aside = true;
}
