// Where one is in a document as it was received, and the way on. Pure.
import type { RawSegment, RawSegments } from '#api';
import { amountWords } from '../words/paper-words.js';

/** Segments that are asked for at once; what the server gives when nothing is said. */
const STEP = 200;

/** `segment 6 of 23, byte 410`; without a mark `23 segments`. */
export function placeWords({ items, total }: RawSegments, marked: number | null): string {
  const all = amountWords(String(total));
  if (marked === null) return `${all} ${total === 1 ? 'segment' : 'segments'}`;
  const byte = items.find(({ segment }) => segment === marked)?.byte;
  return `segment ${amountWords(String(marked))} of ${all}${byte === undefined ? '' : `, byte ${amountWords(String(byte))}`}`;
}

/** Number of the segment that the page before and the page after begin with; null where there is none. */
export function stepFrom({ items, total }: RawSegments): { earlier: number | null; later: number | null } {
  const first = items[0]?.segment ?? 1;
  const last = items.at(-1)?.segment ?? total;
  return { earlier: first > 1 ? Math.max(1, first - STEP) : null, later: last < total ? last + 1 : null };
}

/** The marked one, or all that is shown, one a line. */
export function copyable(items: readonly RawSegment[], marked: number | null): string {
  const one = items.find(({ segment }) => segment === marked);
  return one ? one.text : items.map(({ text }) => text).join('\n');
}
