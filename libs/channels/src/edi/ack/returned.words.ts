// What a partner found in a document of ours, in plain sentences.
import type { Segment } from '../syntax/segment.js';

const SEGMENT: Readonly<Record<string, string>> = {
  '1': 'is not known to them',
  '2': 'was not expected there',
  '3': 'is missing',
  '4': 'begins a loop more often than it may',
  '5': 'stands more often than it may',
  '6': 'does not belong into this set',
  '7': 'is not in its order',
};
const ELEMENT: Readonly<Record<string, string>> = {
  '1': 'is missing',
  '2': 'is missing beside another one',
  '3': 'is too many',
  '4': 'is too short',
  '5': 'is too long',
  '6': 'holds an invalid character',
  '7': 'has an invalid code',
  '8': 'has an invalid date',
  '9': 'has an invalid time',
  '10': 'may not stand beside another one',
};
const SET: Readonly<Record<string, string>> = {
  '1': 'They do not support this set.',
  '2': 'The end of the set is missing.',
  '3': 'The control numbers of the set differ.',
  '4': 'The set counts other segments than there are.',
  '6': 'The identifier of the set is missing or invalid.',
  '7': 'The control number of the set is missing or invalid.',
  '23': 'The control number of the set is not unique.',
};
const NOTES: Readonly<Record<string, string>> = {
  '001': 'The control number differs in header and trailer.',
  '002': 'They do not support the standard of the header.',
  '003': 'They do not support the version of the controls.',
  '004': 'The segment terminator is invalid.',
  '005': 'The qualifier of the sender is invalid.',
  '006': 'The identifier of the sender is invalid.',
  '007': 'The qualifier of the receiver is invalid.',
  '008': 'The identifier of the receiver is invalid.',
  '009': 'They do not know the receiver.',
  '017': 'The version of the interchange is invalid.',
  '018': 'The control number is invalid.',
  '020': 'They do not take test or production there.',
  '021': 'The number of groups is wrong.',
  '022': 'The structure of the interchange is invalid.',
  '023': 'The interchange ended too early.',
  '024': 'The content of the interchange is invalid.',
  '025': 'The control number was used before.',
};
/** Data element 0085. */
const SYNTAX: Readonly<Record<string, string>> = {
  '2': 'they do not support this version of the syntax',
  '7': 'they are not the recipient',
  '12': 'a value is invalid',
  '13': 'something is missing',
  '14': 'a value is not supported there',
  '15': 'something is not supported there',
  '16': 'there are too many parts',
  '17': 'there is no agreement',
  '18': 'something is wrong that they do not name',
  '19': 'the decimal mark is invalid',
  '21': 'there are invalid characters',
  '22': 'there are invalid service characters',
  '23': 'they do not know the sender',
  '24': 'it is too old',
  '25': 'they do not take tests',
  '26': 'it is a duplicate',
  '28': 'references do not match',
  '29': 'a count is wrong',
  '35': 'a segment stands too often',
  '36': 'a group of segments stands too often',
  '39': 'a value is too long',
  '40': 'a value is too short',
};

export const segmentWords = (segment: Segment, code: string): string =>
  `${segment.value(1)} at position ${segment.value(2)} ${SEGMENT[code] ?? `has the error ${code}`}.`;

export function elementWords(tag: string, segment: Segment): string {
  const position = segment.value(1, 1).padStart(2, '0');
  const component = segment.value(1, 2);
  const bad = segment.value(4);
  const code = segment.value(3).trim();
  const place = `${tag}${position}${component === '' ? '' : `-${component.padStart(2, '0')}`}`;
  return `${place}${bad === '' ? '' : ` "${bad}"`} ${ELEMENT[code] ?? `has the error ${code}`}.`;
}

export const setWords = (code: string): string => SET[code] ?? `The set has the error ${code}.`;
export const interchangeWords = (note: string): string => NOTES[note] ?? `The interchange has the error ${note}.`;
/** @param place `The interchange`, `Segment 5` */
export const syntaxWords = (place: string, code: string): string =>
  `${place}: ${SYNTAX[code] ?? `it has the error ${code}`}.`;
