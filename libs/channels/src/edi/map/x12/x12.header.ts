// What belongs to the whole document of X12: before the first line, and after the totals.
import type { Segment } from '../../syntax/segment/segment.js';
import { decimalAt, impliedAt, noted, type Reading, textAt } from '../reading.js';
import { x12AmountWords } from '../words/amount.words.js';
import { x12ReferenceWords } from '../words/reference.words.js';
import { readBegin } from './x12.begin.js';
import { dateOf } from './x12.date.js';
import { contactOf } from './x12.party.js';
import { endLoop, type X12Place } from './x12.place.js';

export function readInHeader(reading: Reading, segment: Segment, place: X12Place): void {
  switch (segment.tag) {
    case 'CUR':
      reading.currency ??= textAt(segment, 2) || null;
      return;
    case 'REF': {
      const [qualifier, value] = [textAt(segment, 1), textAt(segment, 2) || textAt(segment, 3)];
      if (value !== '') reading.references.push({ qualifier, meaning: x12ReferenceWords(qualifier), value });
      return;
    }
    case 'DTM': {
      const date = dateOf(reading, segment);
      if (date === null) return;
      if (place.reference !== '') date.meaning = `${date.meaning} (${place.reference})`;
      reading.dates.push(date);
      return;
    }
    case 'PRF':
      return readOrder(reading, segment);
    case 'PER':
      place.contacts.push(contactOf(segment));
      return;
    case 'AMT':
      return total(reading, textAt(segment, 1), decimalAt(reading, segment, 2));
    case 'TDS':
      return total(reading, 'TDS01', impliedAt(reading, segment, 1, '610'));
    case 'SAC':
      return readCharge(reading, segment);
    case 'ITD':
      return noted(reading, 'Terms', textAt(segment, 12));
    case 'RRA':
      return noted(reading, ANSWER_ASKED, askedFor(segment));
    case 'FOB':
      return noted(reading, 'Delivery terms', textAt(segment, 3));
    case 'TD5':
      return noted(reading, 'Carrier', textAt(segment, 5));
    case 'PID':
      return noted(reading, '', textAt(segment, 5));
    case 'BMG':
      reading.purposeCode = textAt(segment, 1);
      reading.about = textAt(segment, 2);
      return noted(reading, '', reading.about);
    case 'MIT':
      return readMessage(reading, segment, place);
    default:
      readBegin(reading, segment);
  }
}

/** RRA: what an offer must answer. Partners agree upon its codes; they are told as they stand. */
export const ANSWER_ASKED = 'Answer asked for';

export function askedFor(segment: Segment): string {
  const codes: string[] = [];
  for (let element = 1; element <= segment.length; element++) codes.push(textAt(segment, element));
  return codes.filter(Boolean).join(', ');
}

/** MIT01 numbers a message, MIT02 is its heading; the texts that follow stand below it. */
function readMessage(reading: Reading, segment: Segment, place: X12Place): void {
  endLoop(reading, place);
  const [number, heading] = [textAt(segment, 1), textAt(segment, 2)];
  reading.documentNumber ||= number;
  reading.about ||= heading;
  if (number !== '') reading.references.push({ qualifier: 'MIT01', meaning: 'Message', value: number });
  place.note = heading === '' ? [] : [heading];
}

export function readTotals(reading: Reading, segment: Segment, place: X12Place): void {
  const count = impliedAt(reading, segment, 1, '354');
  // X12 869, note 3/010: it counts levels there, not lines.
  if (place.kind === 'status-inquiry') total(reading, 'CTT01', count);
  else reading.declaredLineCount = count;
  total(reading, 'CTT02', decimalAt(reading, segment, 2));
}

/** PRF01. A question may be about several orders: it belongs to the first, and the others are told. */
function readOrder(reading: Reading, segment: Segment): void {
  const order = textAt(segment, 1);
  if (order === '') return;
  reading.originalOrder ??= order;
  reading.references.push({ qualifier: 'PO', meaning: x12ReferenceWords('PO'), value: order });
}

/** SAC02 says for what, SAC05 how much (N2), SAC15 in words. */
function readCharge(reading: Reading, segment: Segment): void {
  const what = textAt(segment, 1) === 'A' ? 'Allowance' : 'Charge';
  const amount = impliedAt(reading, segment, 5, '610');
  if (amount === null) return;
  const words = textAt(segment, 15);
  reading.totals.push({
    qualifier: `SAC ${textAt(segment, 2)}`.trim(),
    meaning: words === '' ? what : `${what}: ${words}`,
    value: amount,
  });
}

function total(reading: Reading, qualifier: string, value: string | null): void {
  if (value !== null) reading.totals.push({ qualifier, meaning: x12AmountWords(qualifier), value });
}

/** PER before any N1 is the buyer's; where no buyer is named, a note. */
export function giveContacts(reading: Reading, { contacts }: X12Place): void {
  const buyer = reading.parties.find(party => party.role === 'buyer');
  if (buyer) buyer.contacts.unshift(...contacts);
  else
    for (const { name, channels } of contacts)
      noted(reading, 'Contact', [name, ...channels.map(one => one.value)].filter(Boolean).join(', '));
}
