// Reads a header section (RFC 5322, 2.2) as bytes. Guarantees: bounded by limits; the values are unfolded byte strings (one
// character per byte), so that raw 8-bit text can still be decoded; a broken line never hides the fields after it.
import { type ConvertLimits, LimitExceeded } from '../convert.limits.js';

export interface HeaderField {
  /** Lower case. */
  name: string;
  /** Unfolded and trimmed; one character (U+0000 to U+00FF) per byte. */
  value: string;
}

export interface HeaderSection {
  fields: HeaderField[];
  /** Offset of the first byte of the body. */
  bodyStart: number;
  /** True where no blank line closed the section. */
  unclosed: boolean;
}

const FIELD = /^([\x21-\x39\x3b-\x7e]{1,200})[ \t]*:/;
const WELL_KNOWN =
  /^(?:from|to|cc|subject|date|message-id|mime-version|content-type|content-transfer-encoding|content-disposition|received|return-path|reply-to|references|in-reply-to)[ \t]*:/gim;

/**
 * The section that begins at `start`.
 * @throws LimitExceeded `mail.header-too-large`, `mail.too-many-headers`
 */
export function readHeaderSection(bytes: Buffer, start: number, limits: ConvertLimits): HeaderSection {
  const end = sectionEnd(bytes, start, limits.headerBytes);
  const text = bytes.toString('latin1', start, end.headerEnd);
  const fields: HeaderField[] = [];
  let current: { name: string; lines: string[] } | null = null;
  let at = 0;
  let lastKnown: number | null = null;
  const close = () => {
    if (current) fields.push({ name: current.name, value: unfold(current.lines) });
    if (fields.length > limits.headerFields) {
      throw new LimitExceeded('mail.too-many-headers', `The mail has more than ${limits.headerFields} header fields.`);
    }
  };
  while (at < text.length) {
    const feed = text.indexOf('\n', at);
    const lineEnd = feed === -1 ? text.length : feed;
    const line = text.slice(at, lineEnd);
    const first = line.charCodeAt(0);
    const named = first === 32 || first === 9 ? null : FIELD.exec(line);
    if (named) {
      close();
      current = { name: named[1]!.toLowerCase(), lines: [line.slice(named[0].length)] };
    } else if (first === 32 || first === 9) {
      current?.lines.push(line);
    } else if (!(current === null && /^>?From /.test(line))) {
      // A line that is no field: the body of a mail without a blank line, or a long value folded wrongly.
      lastKnown ??= lastWellKnown(text);
      if (lastKnown <= at) {
        close();
        return { fields, bodyStart: start + at, unclosed: true };
      }
      current?.lines.push(` ${line}`);
    }
    at = lineEnd + 1;
  }
  close();
  return { fields, bodyStart: end.bodyStart, unclosed: end.unclosed };
}

function sectionEnd(bytes: Buffer, start: number, limit: number) {
  for (let at = start; at < bytes.length; ) {
    const feed = bytes.indexOf(10, at);
    const lineEnd = feed === -1 ? bytes.length : feed;
    if (lineEnd - start > limit) {
      throw new LimitExceeded('mail.header-too-large', `The header of the mail is larger than ${limit} bytes.`);
    }
    let textEnd = lineEnd;
    while (textEnd > at && bytes[textEnd - 1] === 13) textEnd--;
    if (textEnd === at) return { headerEnd: at, bodyStart: Math.min(lineEnd + 1, bytes.length), unclosed: false };
    at = lineEnd + 1;
  }
  return { headerEnd: bytes.length, bodyStart: bytes.length, unclosed: true };
}

/** Where the last line stands that is surely a header field; -1 where there is none. */
function lastWellKnown(text: string): number {
  let last = -1;
  for (const match of text.matchAll(WELL_KNOWN)) last = match.index;
  return last;
}

function unfold(lines: string[]): string {
  const joined = lines.length === 1 ? lines[0]! : lines.join('');
  return joined.replace(/[\r\n\t]+/g, ' ').trim();
}

/** Value of the first field of that name (lower case), or null. */
export function firstValue(fields: readonly HeaderField[], name: string): string | null {
  for (const field of fields) if (field.name === name) return field.value;
  return null;
}

/** Values of all fields of that name (lower case), in their order. */
export function allValues(fields: readonly HeaderField[], name: string): string[] {
  const values: string[] = [];
  for (const field of fields) if (field.name === name) values.push(field.value);
  return values;
}
