// Dates, references, places and texts of EDIFACT, each told where its group belongs.
import type { Segment } from '../../syntax/segment/segment.js';
import { addDate, noted, type Reading, textAt } from '../reading.js';
import { edifactPartyWords } from '../words/party.words.js';
import { edifactReferenceWords } from '../words/reference.words.js';
import { dateOf, type EdifactPlace, enter } from './edifact.place.js';

/**
 * 137 of the message itself is its date. A date in the group of a reference is of that reference, one in a schedule is of that schedule. One in any
 * other group (a price's validity, an exchange rate's day) is told with the group's name: it is none by which goods are wanted.
 */
export function readDate(reading: Reading, segment: Segment, place: EdifactPlace): void {
  const date = dateOf(reading, segment);
  if (date === null) return;
  const { line, group } = place;
  if (place.schedule) {
    place.schedule.dates.push(date);
    return;
  }
  const own = group === 'none' || group === 'party' || group === 'location' || group === 'schedule';
  if (!own) date.meaning = `${date.meaning} (${place.reference || group})`;
  if (line === null) {
    if (own && date.code === '137' && reading.documentDate === null) reading.documentDate = date.value;
    else reading.dates.push(date);
  } else if (own) addDate(line, date);
  else noted(line, date.meaning, date.value);
}

/** C506: 1153 of what, 1154 which, 1156 which line of it. RFF+ON names the order that a change or a question is about. */
export function readReference(reading: Reading, segment: Segment, place: EdifactPlace): void {
  const of = place.party ? edifactPartyWords(place.party.role) : '';
  // Within a schedule the quantities that follow are still the schedule's.
  if (place.group !== 'schedule') enter(reading, place, 'reference');
  const [qualifier, number, part] = [textAt(segment, 1, 1), textAt(segment, 1, 2), textAt(segment, 1, 3)];
  if (number === '') return;
  if (qualifier === 'ON') reading.originalOrder ??= number;
  const meaning = edifactReferenceWords(qualifier);
  if (place.group === 'reference') place.reference = `${meaning} ${number}`;
  const value = part === '' ? number : `${number}, line ${part}`;
  if (place.line) noted(place.line, meaning, value);
  else reading.references.push({ qualifier, meaning: of === '' ? meaning : `${meaning} (${of})`, value });
}

/** DOC of a status question names orders as documents: C002 1001 is 220 for one. */
export function readDocument(reading: Reading, segment: Segment): void {
  const number = textAt(segment, 2, 1);
  if (textAt(segment, 1, 1) !== '220' || number === '') return;
  reading.originalOrder ??= number;
  reading.references.push({ qualifier: 'ON', meaning: edifactReferenceWords('ON'), value: number });
}

const PLACES: ReadonlyMap<string, string> = new Map([
  ['1', 'Place of the terms'],
  ['5', 'Place of departure'],
  ['7', 'Place of delivery'],
  ['8', 'Place of destination'],
  ['11', 'Place of discharge'],
  ['18', 'Warehouse'],
]);

/** LOC: 3227 what for, C517 which (identifier, else name). */
export function placeName(segment: Segment): { meaning: string; name: string } {
  const code = textAt(segment, 1);
  return { meaning: PLACES.get(code) ?? `Place (${code})`, name: textAt(segment, 2, 1) || textAt(segment, 2, 4) };
}

/** FTX: C108 holds up to five lines; C107 a text that partners know by its code. */
export function textOf(segment: Segment): string {
  let text = '';
  const last = Math.min(5, segment.components(4));
  for (let component = 1; component <= last; component++) {
    const line = textAt(segment, 4, component);
    if (line !== '') text = text === '' ? line : `${text}\n${line}`;
  }
  return text || textAt(segment, 3);
}
