// X12 (ASC X12.5, X12.6): bytes to segments. Guarantees: leaves no byte out between ISA and IEA but blanks between segments; stops before the next
// interchange; reads no further than it must.
import { mayOpenAt, openingAt } from './opening/opening.finder.js';
import type { Opening } from './opening/opening.js';
import { SegmentTable, type Tokens } from './segment/segment.table.js';
import { keyOfText } from './short.text.js';
import type { Source } from './source.js';
import { afterGap, beforeGap, tagKeyAt } from './tokens.js';

const ST = keyOfText('ST');
const SE = keyOfText('SE');
const IEA = keyOfText('IEA');
const [ISA, GS, GE, TA1] = [keyOfText('ISA'), keyOfText('GS'), keyOfText('GE'), keyOfText('TA1')];

/** What stands around sets: the next one ends a set whose SE is missing. */
const isEnvelope = (tag: number): boolean => tag === GS || tag === GE || tag === IEA || tag === TA1 || tag === ISA;

const CR = 0x0d;

/** @param opening of this source; sets its delimiters */
export function tokeniseX12(source: Source, opening: Opening): Tokens {
  source.split(opening.delimiters, opening.header);
  const { text } = source;
  const { terminator } = opening.delimiters;
  const lineEnds = terminator === '\n';
  const headerEnd = Math.min(opening.headerEnd, text.length);
  const headerStop = text[headerEnd - 1] === terminator ? headerEnd - 1 : headerEnd;
  const table = new SegmentTable(source, false);
  table.add(opening.header, headerStop, 0);
  let index = 0;
  let end = headerEnd;
  for (let at = afterGap(text, end); at < text.length; at = afterGap(text, end)) {
    const found = text.indexOf(terminator, at);
    const cut = found === -1;
    let stop = cut ? beforeGap(text, at, text.length) : found;
    end = cut ? stop : found + 1;
    if (lineEnds && stop > at && text.charCodeAt(stop - 1) === CR) stop--;
    // Two terminators in a row: nothing stands between them.
    if (stop === at) continue;
    if (mayOpenAt(text, at) && openingAt(text, at)) return { opening, table, end: at, unterminated: false };
    const tag = tagKeyAt(source, at, stop);
    index = tag === ST ? 1 : index > 0 && !isEnvelope(tag) ? index + 1 : 0;
    table.add(at, stop, index);
    if (tag === IEA || cut) return { opening, table, end, unterminated: cut };
    if (tag === SE) index = 0;
  }
  return { opening, table, end, unterminated: headerStop === headerEnd };
}
