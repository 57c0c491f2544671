// Segments to bytes, for both standards. Guarantee: what was written is read back as it was given, or it is not written: a value that would become
// something else is refused with its place.
import iconv from 'iconv-lite';
import { canDelimit } from '../opening/opening.js';
import type { Delimiters } from './segment.js';

/** Tag first, then elements; an element is a value or its components. */
export type SegmentBody = readonly (string | readonly string[])[];

/** @returns the segment with its terminator; empty elements and components at the end are left out, as the standards say */
export type SegmentWriter = (segment: SegmentBody) => string;

/** Code `EDI.NOT_WRITABLE`: a value holds what cannot be said in this syntax. */
export class NotWritable extends Error {
  readonly code = 'EDI.NOT_WRITABLE';
  readonly retryable = false;

  constructor(
    why: string,
    readonly tag: string,
    readonly element: number | null = null,
    readonly component: number | null = null,
  ) {
    const place = element === null ? tag : component === null ? `${tag}${element}` : `${tag}${element}.${component}`;
    super(`${place} cannot be written: ${why}`);
    this.name = 'NotWritable';
  }
}

export const X12_DELIMITERS: Delimiters = {
  element: '*',
  component: '>',
  repetition: '^',
  release: null,
  terminator: '~',
};
export const EDIFACT_DELIMITERS: Delimiters = {
  element: '+',
  component: ':',
  repetition: null,
  release: '?',
  terminator: "'",
};

/** X12 has no release character: a value that holds a delimiter cannot be written. @throws NotWritable */
export function x12Writer(delimiters: Delimiters = X12_DELIMITERS): SegmentWriter {
  return segmentWriter({ ...delimiters, release: null }, /^[A-Z][A-Z0-9]{1,2}$/);
}

/** Releases delimiters. Without a release character it refuses them, as X12 does. @throws NotWritable */
export function edifactWriter(delimiters: Delimiters = EDIFACT_DELIMITERS): SegmentWriter {
  return segmentWriter(delimiters, /^[A-Z]{3}$/);
}

/** Service string advice for these delimiters; needed wherever they are not the usual ones. */
export const unaOf = ({ component, element, release, repetition, terminator }: Delimiters): string =>
  `UNA${component}${element}.${release ?? ' '}${repetition ?? ' '}${terminator}`;

function segmentWriter(delimiters: Delimiters, tags: RegExp): SegmentWriter {
  const { element, component, repetition, release, terminator } = delimiters;
  const special = [element, component, terminator, ...(repetition ? [repetition] : []), ...(release ? [release] : [])];
  if (new Set(special).size < special.length || !special.every(canDelimit)) {
    throw new NotWritable('its delimiters are not different, or are letters or digits.', 'UNA');
  }
  // Readers take a CR before LF as part of the line end.
  const lineEnd = terminator === '\n' || terminator === '\r';

  const value = (text: string, tag: string, place: number, part: number | null): string => {
    const refuse = (why: string): never => {
      throw new NotWritable(why, tag, place, part);
    };
    if (lineEnd && /[\r\n]/.test(text)) refuse('the value holds a line end, which ends segments here.');
    const found = special.find(one => text.includes(one));
    if (found === undefined) return text;
    if (release === null)
      refuse(`the value holds "${found}", which separates here, and there is no release character.`);
    let written = '';
    for (const character of text) written += special.includes(character) ? release + character : character;
    return written;
  };

  return ([tag, ...elements]) => {
    if (typeof tag !== 'string' || !tags.test(tag)) throw new NotWritable('this is no segment tag.', String(tag));
    // ISA says its delimiters by having them as values.
    if (tag === 'ISA') return isa(elements, delimiters);
    const written = elements.map((content, index) => {
      if (typeof content === 'string') return value(content, tag, index + 1, null);
      return withoutEmptyEnd(content.map((text, part) => value(text, tag, index + 1, part + 1))).join(component);
    });
    return [tag, ...withoutEmptyEnd(written)].join(element) + terminator;
  };
}

function withoutEmptyEnd(values: string[]): string[] {
  let length = values.length;
  while (length > 0 && values[length - 1] === '') length--;
  return values.slice(0, length);
}

/** X12.5: every element of ISA has its width. */
const ISA_WIDTHS = [2, 10, 2, 10, 2, 15, 2, 15, 6, 4, 1, 5, 9, 1, 1, 1];

/** ISA11 and ISA16 are the delimiters themselves; what is given there is not used, except ISA11 before 00402. */
function isa(elements: readonly (string | readonly string[])[], delimiters: Delimiters): string {
  const written = ISA_WIDTHS.map((width, index) => {
    if (index === 15) return delimiters.component;
    const given = elements[index];
    if (index === 10 && delimiters.repetition && String(elements[11]) >= '00402') return delimiters.repetition;
    if (typeof given !== 'string') throw new NotWritable('it is missing.', 'ISA', index + 1);
    if (given.length > width) throw new NotWritable(`"${given}" is longer than ${width}.`, 'ISA', index + 1);
    if (given.includes(delimiters.element) || given.includes(delimiters.terminator)) {
      throw new NotWritable('the value holds a delimiter.', 'ISA', index + 1);
    }
    return given.padEnd(width);
  });
  return `ISA${delimiters.element}${written.join(delimiters.element)}${delimiters.terminator}`;
}

/**
 * @param charset `ascii`, `latin1`, `utf-8`, or a name that iconv knows
 * @throws NotWritable where it has no such character
 */
export function encodeSegments(text: string, charset: string): Uint8Array {
  const bytes = iconv.encode(text, charset, { addBOM: false });
  if (survives(text, charset)) return bytes;
  const lost = [...text].find(character => !survives(character, charset)) ?? '';
  throw new NotWritable(`${charset} has no "${lost}".`, 'character');
}

/** U+FEFF at the beginning is a character here, not a mark of the byte order. */
const survives = (text: string, charset: string): boolean =>
  iconv.decode(iconv.encode(text, charset, { addBOM: false }), charset, { stripBOM: false }) === text;
