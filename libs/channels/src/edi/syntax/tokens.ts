// What both tokenisers share: which blanks stand between segments, and tags.
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

/** One string for each tag of three or two characters: they are compared for every segment, and need no memory of their own. */
const known = new Map<number, string>();

/** @param end of the tag at the latest */
export function tagAt({ text, element, component }: Source, start: number, end: number): string {
  let packed = 0;
  let at = start;
  for (; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === element || code === component) break;
    packed = (packed << 8) | code;
  }
  if (at - start > 3) return text.slice(start, at);
  const tag = known.get(packed);
  if (tag !== undefined) return tag;
  const fresh = text.slice(start, at);
  // Damaged files have any number of tags: the memory is for those that the standards have.
  if (known.size < 2000) known.set(packed, fresh);
  return fresh;
}
