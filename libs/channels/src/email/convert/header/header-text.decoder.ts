// Header values to text: encoded words (RFC 2047) and the raw 8-bit bytes that mailers put there against the rules.
// Guarantees: never throws; a character split over two encoded words is put together; a raw byte inside an encoded word
// belongs to that word's charset; undeclared bytes are decoded by one guess for the whole header, not field by field.

import { decodeBytes, type Warn } from '../charset/charset.decoder.js';
import { guessCharset } from '../charset/charset.guess.js';
import { charsetName } from '../charset/charset.names.js';

/** `=?charset?B|Q?text?=`; the text may hold blanks and raw bytes, which RFC 2047 forbids and mail contains. */
const ENCODED_WORD = /=\?([^?\s=]{1,60})\?([bq])\?([^?]*(?:\?(?!=)[^?]*)*)\?=/gi;
/** Characters of one value in which encoded words are looked for. */
const LONGEST_DECODED = 32 * 1024;
const HIGH = /[\x80-\xff]/;

export interface HeaderTextDecoder {
  /** Byte string (one character per byte) to text, on one line, with encoded words decoded. */
  text(value: string): string;
  /** Byte string to text without looking for encoded words. */
  raw(value: string): string;
  /**
   * The same value in ASCII: raw text as encoded words. For whoever reads structure first: a second byte of Shift_JIS or
   * ISO-2022-JP can look like a quote, a backslash or an at sign.
   */
  ascii(value: string): string;
}

/**
 * A decoder for the fields of one header section.
 * @param values all values of the section that people read; the guess looks at their 8-bit bytes together
 * @param hint charset that the body declares, or null
 */
export function headerTextDecoder(values: readonly string[], hint: string | null, warn: Warn): HeaderTextDecoder {
  let guess: string | null = null;
  const guessed = () => {
    guess ??= guessCharset(
      bytesOf(values.filter(value => HIGH.test(withoutEncodedWords(value))).join('\n')),
      charsetName(hint),
    );
    return guess;
  };
  const raw = (value: string): string => {
    if (!HIGH.test(value)) return value.includes('\x1b$') ? decodeBytes(bytesOf(value), 'iso-2022-jp', warn) : value;
    return decodeBytes(bytesOf(value), null, warn, guessed());
  };
  return {
    raw,
    ascii: value => (HIGH.test(value) || value.includes('\x1b$') ? asciiForm(value, raw) : value),
    text: value =>
      oneLine(value.includes('=?') && value.length <= LONGEST_DECODED ? decodeWords(value, raw, warn) : raw(value)),
  };
}

function asciiForm(value: string, raw: (value: string) => string): string {
  let out = '';
  let last = 0;
  for (const match of value.matchAll(ENCODED_WORD)) {
    out += wordsOf(raw(value.slice(last, match.index)));
    // A raw byte in a Q word is written down as Q writes bytes. A B word has no such way and stays.
    out += /b/i.test(match[2]!)
      ? match[0]
      : match[0].replace(/[\x80-\xff]/g, byte => `=${byte.charCodeAt(0).toString(16)}`);
    last = match.index + match[0].length;
  }
  return out + wordsOf(raw(value.slice(last)));
}

/** Each run of other than ASCII as one encoded word; blanks inside a run go with it, since blanks between words vanish. */
function wordsOf(text: string): string {
  return text.replace(/[^\x00-\x7f]+(?: +[^\x00-\x7f]+)*/g, run => {
    const encoded = Buffer.from(run, 'utf8').toString('hex').replace(/../g, '=$&');
    return `=?utf-8?Q?${encoded}?=`;
  });
}

interface Run {
  charset: string;
  chunks: Buffer[];
}

function decodeWords(value: string, raw: (value: string) => string, warn: Warn): string {
  let out = '';
  let run: Run | null = null;
  let last = 0;
  const flush = () => {
    if (run) out += decodeBytes(Buffer.concat(run.chunks), run.charset, warn);
    run = null;
  };
  for (const match of value.matchAll(ENCODED_WORD)) {
    const between = value.slice(last, match.index);
    const charset = match[1]!.toLowerCase().split('*')[0]!;
    const bytes = wordBytes(match[2]!, match[3]!);
    last = match.index + match[0].length;
    // RFC 2047, 6.2: white space between two encoded words is not shown.
    const touches = run !== null && between.trim() === '';
    if (!touches) {
      flush();
      out += raw(between);
    } else if (run && (run as Run).charset !== charset) flush();
    if (run) (run as Run).chunks.push(bytes);
    else run = { charset, chunks: [bytes] };
  }
  flush();
  return out + raw(value.slice(last));
}

function wordBytes(encoding: string, text: string): Buffer {
  if (/b/i.test(encoding)) {
    // A raw byte inside a B word is text that was never encoded.
    if (HIGH.test(text)) return bytesOf(text);
    return Buffer.from(text, 'base64');
  }
  return bytesOf(
    text.replace(/_|=([0-9a-f]{2})/gi, (whole, hex: string | undefined) =>
      whole === '_' ? ' ' : String.fromCharCode(Number.parseInt(hex!, 16)),
    ),
  );
}

function withoutEncodedWords(value: string): string {
  return value.includes('=?') && value.length <= LONGEST_DECODED ? value.replace(ENCODED_WORD, '') : value;
}

/** The bytes of a byte string. */
export function bytesOf(value: string): Buffer {
  return Buffer.from(value, 'latin1');
}

function oneLine(text: string): string {
  return text.replace(/[\x00-\x1f\x7f\u0085\u2028\u2029]+/g, match => (/^\x00+$/.test(match) ? '' : ' ')).trim();
}
