// EDIFACT (ISO/IEC 9735): bytes to segments. Guarantees: a released delimiter is a character of its value; leaves no byte out between UNB and UNZ
// but blanks between segments; stops before the next interchange.
import { mayOpenAt, openingAt } from './opening/opening.finder.js';
import type { Opening } from './opening/opening.js';
import { SegmentTable, type Tokens } from './segment/segment.table.js';
import { keyOfText } from './short.text.js';
import { NONE, type Source } from './source.js';
import { afterGap, beforeGap, tagKeyAt } from './tokens.js';

const UNH = keyOfText('UNH');
const UNT = keyOfText('UNT');
const UNZ = keyOfText('UNZ');
const [UNB, UNG, UNE] = [keyOfText('UNB'), keyOfText('UNG'), keyOfText('UNE')];

/** What stands around messages: the next one ends a message whose UNT is missing. */
const isEnvelope = (tag: number): boolean => tag === UNG || tag === UNE || tag === UNZ || tag === UNB;

/** @param opening of this source; sets its delimiters */
export function tokeniseEdifact(source: Source, opening: Opening): Tokens {
  source.split(opening.delimiters, opening.header);
  const { text } = source;
  const table = new SegmentTable(source, true);
  let index = 0;
  let end = opening.header;
  for (let at = afterGap(text, end); at < text.length; at = afterGap(text, end)) {
    const found = terminatorFrom(source, at);
    const cut = found === -1;
    const stop = cut ? beforeGap(text, at, text.length) : found;
    end = cut ? stop : found + 1;
    // Two terminators in a row: nothing stands between them.
    if (stop === at) continue;
    if (table.length > 0 && mayOpenAt(text, at) && openingAt(text, at)) {
      return { opening, table, end: at, unterminated: false };
    }
    const tag = tagKeyAt(source, at, stop);
    index = tag === UNH ? 1 : index > 0 && !isEnvelope(tag) ? index + 1 : 0;
    table.add(at, stop, index);
    if (tag === UNZ || cut) return { opening, table, end, unterminated: cut };
    if (tag === UNT) index = 0;
  }
  return { opening, table, end, unterminated: false };
}

function terminatorFrom({ text, terminator, release }: Source, start: number): number {
  let at = text.indexOf(terminator, start);
  if (release === NONE) return at;
  while (at !== -1 && isReleased(text, release, start, at)) at = text.indexOf(terminator, at + 1);
  return at;
}

/** An odd number of release characters before it: pairs of them are the character itself. */
function isReleased(text: string, release: number, start: number, at: number): boolean {
  let before = at;
  while (before > start && text.charCodeAt(before - 1) === release) before--;
  return (at - before) % 2 === 1;
}
