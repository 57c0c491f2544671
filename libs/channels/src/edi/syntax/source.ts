// The bytes of an interchange as one text, in which the position of a character is the position of its byte. Guarantee: nothing is decoded before
// somebody asks for a value, and then only that value.
import { isAscii, isUtf8 } from 'node:buffer';
import { decodeCharset } from './charset.js';
import type { Delimiters } from './segment/segment.js';
import { keyOf, SHORT, shortText } from './short.text.js';

/** No byte has this value: a delimiter that an interchange does not have. */
export const NONE = -1;

/** Where values are put together; longer ones are put together as strings. */
const BARE = Buffer.alloc(256);

export class Source {
  readonly bytes: Buffer;
  /** Latin-1: one character for each byte. */
  readonly text: string;
  /** True where every byte is ASCII, so that all character sets agree. */
  readonly plain: boolean;
  /** Byte values; NONE where there is none. */
  element = NONE;
  component = NONE;
  repetition = NONE;
  /** NONE also where it is declared and never used, which spares all looking for it. */
  release = NONE;
  terminator = '';
  terminatorByte = NONE;
  private releaseText = '';
  private charset: string | null = null;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes instanceof Buffer ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.text = this.bytes.toString('latin1');
    this.plain = isAscii(this.bytes);
  }

  /** @param from first byte that the delimiters hold for */
  split(delimiters: Delimiters, from: number): void {
    const code = (delimiter: string | null): number => (delimiter === null ? NONE : delimiter.charCodeAt(0));
    this.element = code(delimiters.element);
    this.component = code(delimiters.component);
    this.repetition = code(delimiters.repetition);
    const { release } = delimiters;
    this.release = release !== null && this.text.includes(release, from) ? code(release) : NONE;
    this.releaseText = release ?? '';
    this.terminator = delimiters.terminator;
    this.terminatorByte = code(delimiters.terminator);
  }

  /**
   * @param charset a name of `charset.ts`. Where it has no such bytes (`ascii`, or UTF-8 that is none), and where it is null (X12 declares none), they
   *   are read as UTF-8 if they are that, else as Latin-1: something a person can read.
   */
  decodeAs(charset: string | null): void {
    if (this.plain) return;
    const honest = charset !== null && charset !== 'ascii' && (charset !== 'utf-8' || isUtf8(this.bytes));
    const name = honest ? charset : isUtf8(this.bytes) ? 'utf-8' : 'latin1';
    this.charset = name === 'latin1' ? null : name;
  }

  /** As received, with release characters. */
  slice(start: number, end: number): string {
    const text = end - start <= SHORT ? shortText(keyOf(this.bytes, start, end)) : this.text.slice(start, end);
    if (this.charset === null || isPlain(text)) return text;
    return decodeCharset(this.bytes.subarray(start, end), this.charset);
  }

  /** Without release characters. @param released whether there can be any: a segment that holds none is not looked through for each of its values */
  value(start: number, end: number, released: boolean): string {
    if (!released) return this.slice(start, end);
    if (this.charset === null && end - start <= BARE.length) return this.bare(start, end);
    const text = this.slice(start, end);
    return text.includes(this.releaseText) ? withoutRelease(text, this.releaseText) : text;
  }

  /**
   * As `value`, without blanks around it. Nearly all values begin and end with a sign that is no blank: of those nothing else is looked at. In some character
   * sets a byte of ASCII may be the second half of a blank (0x40 of U+3000 in Shift JIS).
   */
  trimmed(start: number, end: number, released: boolean): string {
    if (start === end) return '';
    const { bytes } = this;
    const whole = !released && this.charset === null && isInk(bytes[start]!) && isInk(bytes[end - 1]!);
    if (whole) return this.slice(start, end);
    return this.value(start, end, released).trim();
  }

  /** Copied sign by sign, so that it is one string: put together from pieces it would keep each of them. */
  private bare(start: number, end: number): string {
    const { bytes, release } = this;
    let length = 0;
    for (let at = start; at < end; at++) {
      if (bytes[at] === release && ++at === end) break;
      BARE[length++] = bytes[at]!;
    }
    if (length === end - start) return this.slice(start, end);
    return length <= SHORT ? shortText(keyOf(BARE, 0, length)) : BARE.toString('latin1', 0, length);
  }
}

const isInk = (byte: number): boolean => byte > 32 && byte < 127;

function isPlain(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 0x7f) return false;
  return true;
}

function withoutRelease(text: string, release: string): string {
  let value = '';
  let from = 0;
  // Piece by piece: sign by sign would make a string for each of them.
  for (let at = text.indexOf(release); at !== -1; at = text.indexOf(release, at + 2)) {
    value += text.slice(from, at);
    from = at + 1;
  }
  return value + text.slice(from);
}
