// Where an interchange begins. Guarantee: reads at most OPENING_BYTES from there, so that a stream can decide as soon as it has those.
import { readUnb } from './opening.edifact.js';
import { canDelimit, type Opening } from './opening.js';
import { readIsa } from './opening.x12.js';

export const OPENING_BYTES = 512;

/** A blank after the tag is the end of a word: "ISA 2006". */
const canSeparate = (text: string | undefined): boolean => canDelimit(text) && !/\s/.test(text);

/** What begins here, where a segment or a line begins; null where it is no interchange. */
export function openingAt(text: string, at: number): Opening | null {
  const tag = text.slice(at, at + 3);
  if (tag === 'ISA') return canSeparate(text[at + 3]) ? readIsa(text, at) : null;
  const begins = tag === 'UNA' ? canDelimit(text[at + 3]) : tag === 'UNB' && canSeparate(text[at + 3]);
  return begins ? readUnb(text, at) : null;
}

/** By its first letters, without decoding: cheap enough to be asked of every segment. */
export function mayOpenAt(text: string, at: number): boolean {
  const first = text.charCodeAt(at);
  if (first === 0x49) return text.startsWith('SA', at + 1);
  return first === 0x55 && (text.startsWith('NA', at + 1) || text.startsWith('NB', at + 1));
}

/** Where ISA has its separators when it is 106 long. */
const ISA_SEPARATORS = [6, 17, 20, 31, 34, 50, 53, 69, 76, 81, 83, 89, 99, 101, 103];

/**
 * Whether an interchange begins here beyond doubt, even in the middle of a segment: what stood before was cut off. Values cannot look like it, for they
 * would have to hold delimiters at the same places.
 */
export function surelyOpensAt(text: string, at: number): boolean {
  const separator = text[at + 3];
  if (!canSeparate(separator)) return false;
  if (text.startsWith('ISA', at)) return ISA_SEPARATORS.every(place => text[at + place] === separator);
  if (text.startsWith('UNB', at)) return /^UNO[A-Z][^A-Za-z0-9]/.test(text.slice(at + 4, at + 9));
  return text.startsWith('UNA', at) && openingAt(text, at)?.severity !== 'invalid';
}
