// What belongs to a line of X12: its description, dates, splits and notes. Parts of a set (SLN) are told as notes: they are no lines of the order.
import type { TradeLine } from '#tickets';
import type { Segment } from '../../syntax/segment/segment.js';
import { addDate, addNote, addShare, decimalAt, describe, impliedAt, noted, type Reading, textAt } from '../reading.js';
import { x12AmountWords, x12QuantityWords } from '../words/amount.words.js';
import { x12ItemWords } from '../words/item.words.js';
import { x12ReferenceWords } from '../words/reference.words.js';
import { x12UnitWords } from '../words/unit.words.js';
import { dayAt } from './x12.begin.js';
import { dateOf } from './x12.date.js';
import { ANSWER_ASKED, askedFor } from './x12.header.js';
import { addItemIds, addSchedule, addSplit } from './x12.line.js';
import { contactOf } from './x12.party.js';
import type { X12Place } from './x12.place.js';

export function readInLine(reading: Reading, segment: Segment, place: X12Place, line: TradeLine): void {
  switch (segment.tag) {
    case 'PID':
      return readDescription(segment, place, line);
    case 'DTM': {
      const date = dateOf(reading, segment);
      if (date === null) return;
      // A date of a reference is none by which the goods are wanted.
      if (place.reference === '') addDate(line, date);
      else addNote(line, `${date.meaning} (${place.reference}): ${date.value}`);
      return;
    }
    case 'SDQ':
      return addSplit(reading, line, segment);
    case 'SCH':
      return addSchedule(reading, line, segment, placeOfParty(place));
    case 'QTY':
      return readQuantity(reading, segment, place, line);
    case 'LIN':
      return addItemIds(line, segment, 2);
    case 'CTP':
      if (line.unitPrice !== null) return;
      line.unitPrice = decimalAt(reading, segment, 3);
      line.priceBasis ||= textAt(segment, 5, 1);
      return;
    case 'FST':
      return readForecast(reading, segment, line);
    case 'RRA':
      return noted(line, ANSWER_ASKED, askedFor(segment));
    case 'SLN':
      return readParts(reading, segment, place, line);
    case 'REF': {
      const value = textAt(segment, 2) || textAt(segment, 3);
      return noted(line, x12ReferenceWords(textAt(segment, 1)), value);
    }
    case 'AMT':
      return noted(line, x12AmountWords(textAt(segment, 1)), decimalAt(reading, segment, 2) ?? '');
    case 'SAC': {
      const what = textAt(segment, 1) === 'A' ? 'Allowance' : 'Charge';
      const words = textAt(segment, 15);
      return noted(line, words === '' ? what : `${what}, ${words}`, impliedAt(reading, segment, 5, '610') ?? '');
    }
    case 'PER': {
      const { name, channels } = contactOf(segment);
      return noted(line, 'Contact', [name, ...channels.map(one => one.value)].filter(Boolean).join(', '));
    }
    default:
      return;
  }
}

/** PID05 in words, or PID04 as the code that it is. */
function readDescription(segment: Segment, place: X12Place, line: TradeLine): void {
  const words = textAt(segment, 5) || textAt(segment, 4);
  if (!place.parts) describe(line, words);
  else if (words !== '') line.notes[line.notes.length - 1] += `, ${words}`;
}

/**
 * Below a ship-to of the line it is that place's share. In a status question it is what was ordered; every other quantity is told as a note.
 */
function readQuantity(reading: Reading, segment: Segment, place: X12Place, line: TradeLine): void {
  const quantity = decimalAt(reading, segment, 2);
  if (quantity === null) return;
  const uom = textAt(segment, 3, 1);
  const location = placeOfParty(place);
  if (location !== null) addShare(line, { quantity, uom, dates: [], location });
  else if (line.quantity === null) {
    line.quantity = quantity;
    line.uom = uom;
  } else noted(line, x12QuantityWords(textAt(segment, 1)), `${quantity} ${x12UnitWords(uom)}`.trim());
}

/** 680. What is firm is promised to be bought; what is planned is not. */
const FORECASTS: Readonly<Record<string, string>> = { C: 'firm', D: 'planned' };

/** FST01 how much, 02 how sure, 04 and 05 from when until when. Told as a note: nobody asks yet that it be delivered. */
function readForecast(reading: Reading, segment: Segment, line: TradeLine): void {
  const quantity = decimalAt(reading, segment, 1);
  if (quantity === null) return;
  const sure = textAt(segment, 2);
  const days = [dayAt(reading, segment, 4), dayAt(reading, segment, 5)].filter(day => day !== null);
  const amount = `${quantity} ${x12UnitWords(line.uom)}`.trim();
  noted(line, 'Forecast', [amount, FORECASTS[sure] ?? sure, days.join(' to ')].filter(Boolean).join(', '));
}

/** SLN01 number, 04 quantity, 05 unit (C001), 06 price, then pairs from 09. */
function readParts(reading: Reading, segment: Segment, place: X12Place, line: TradeLine): void {
  const words = [`${decimalAt(reading, segment, 4) ?? ''} ${x12UnitWords(textAt(segment, 5, 1))}`.trim()];
  const price = decimalAt(reading, segment, 6);
  if (price !== null) words.push(`at ${price}`);
  for (let element = 9; element < segment.length; element += 2) {
    const id = textAt(segment, element + 1);
    if (id !== '') words.push(`${x12ItemWords(textAt(segment, element))} ${id}`);
  }
  addNote(line, `Part ${textAt(segment, 1)}: ${words.filter(Boolean).join(', ')}`);
  place.parts = true;
}

/** Of a ship-to of the line: its identifier, or its name. */
function placeOfParty({ party }: X12Place): string | null {
  return party?.role === 'ship-to' ? party.id?.id || party.name || null : null;
}
