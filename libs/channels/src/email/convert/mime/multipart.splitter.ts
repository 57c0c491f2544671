// Splits the body of a multipart at its boundary (RFC 2046, 5.1.1). Guarantees: views, no copies; one pass; stops at the cap of
// parts; a missing close delimiter ends with the bytes.
import { LimitExceeded } from '../convert.limits.js';

const LF = 10;
const CR = 13;
const DASH = 45;

/**
 * The bodies between the delimiters, preamble and epilogue left out; null where the boundary never occurs.
 * @throws LimitExceeded `mail.too-many-parts`
 */
export function splitMultipart(body: Buffer, boundary: string, mostParts: number): Buffer[] | null {
  // A boundary is ASCII by the RFC; latin1 keeps whatever bytes it has.
  const delimiter = Buffer.from(`--${boundary.trimEnd()}`, 'latin1');
  const pieces: Buffer[] = [];
  let start = -1;
  for (let at = body.indexOf(delimiter); at !== -1; at = body.indexOf(delimiter, at)) {
    const line = at === 0 || body[at - 1] === LF ? delimiterLine(body, at + delimiter.length) : null;
    if (line === null) {
      at += delimiter.length;
      continue;
    }
    if (start !== -1) pieces.push(body.subarray(start, contentEnd(body, start, at)));
    if (pieces.length > mostParts)
      throw new LimitExceeded('mail.too-many-parts', `The mail has more than ${mostParts} parts.`);
    start = line.closing ? -1 : line.end;
    if (line.closing) return pieces;
    at = line.end;
  }
  if (start !== -1) pieces.push(body.subarray(start));
  return start === -1 && pieces.length === 0 ? null : pieces;
}

/** What follows the delimiter on its line: nothing or `--`, then blanks. Null where the line is longer text. */
function delimiterLine(body: Buffer, after: number): { closing: boolean; end: number } | null {
  const closing = body[after] === DASH && body[after + 1] === DASH;
  let at = closing ? after + 2 : after;
  while (body[at] === 32 || body[at] === 9 || body[at] === CR) at++;
  if (at < body.length && body[at] !== LF) return null;
  return { closing, end: Math.min(at + 1, body.length) };
}

/** The line end before a delimiter belongs to the delimiter. */
function contentEnd(body: Buffer, start: number, delimiterAt: number): number {
  let end = delimiterAt;
  if (end > start && body[end - 1] === LF) end--;
  if (end > start && body[end - 1] === CR) end--;
  return end;
}

/** A boundary that the body itself uses: the first line `--x` that a part's header follows. Null where there is none. */
export function guessBoundary(body: Buffer): string | null {
  const text = body.subarray(0, 64 * 1024).toString('latin1');
  return /^--(\S[^\r\n]{0,200}?)[ \t]*\r?\n(?=content-[a-z-]+[ \t]*:)/im.exec(text)?.[1] ?? null;
}
