// What both tokenisers share: which blanks stand between segments, and tags.
import { keyOf, SHORT, shortText } from './short.text.js';
import type { Source } from './source.js';

/** Blanks, line ends and the end mark of old systems, which stand between segments and mean nothing. */
export const isGap = (code: number): boolean => code === 0x20 || (code >= 0x09 && code <= 0x0d) || code === 0x1a;

export function afterGap(text: string, from: number): number {
  let at = from;
  while (at < text.length && isGap(text.charCodeAt(at))) at++;
  return at;
}

export function beforeGap(text: string, start: number, end: number): number {
  let at = end;
  while (at > start && isGap(text.charCodeAt(at - 1))) at--;
  return at;
}

/** Byte after the tag. @param end of the tag at the latest */
function tagEnd({ bytes, element, component }: Source, start: number, end: number): number {
  let at = start;
  for (; at < end; at++) {
    const code = bytes[at];
    if (code === element || code === component) break;
  }
  return at;
}

/** As it is written. @param end of the tag at the latest */
export function tagAt(source: Source, start: number, end: number): string {
  const stop = tagEnd(source, start, end);
  return stop - start > SHORT ? source.text.slice(start, stop) : shortText(keyOf(source.bytes, start, stop));
}

/** The tag as a number, see `keyOf`; 0 where it is longer than any that the standards have. */
export function tagKeyAt(source: Source, start: number, end: number): number {
  const stop = tagEnd(source, start, end);
  return stop - start > SHORT ? 0 : keyOf(source.bytes, start, stop);
}
