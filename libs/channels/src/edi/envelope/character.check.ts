// Bytes that the declared character set does not have. Guarantee: the first of each set is a finding of that set, so that one bad name refuses its own
// message and no other; the first outside sets is one of the interchange.
import { isAscii, isUtf8 } from 'node:buffer';
import type { Segment } from '../syntax/segment/segment.js';
import type { Source } from '../syntax/source.js';
import { findingAt } from './finding.maker.js';
import type { Interchange } from './interchange.js';

/** @param charset as declared; nothing is said where it has all bytes */
export function checkCharacters(interchange: Interchange, source: Source, charset: string): void {
  if (source.plain || (charset === 'utf-8' && isUtf8(source.bytes))) return;
  if (charset !== 'utf-8' && charset !== 'ascii') return;
  const { header, trailer, groups, findings } = interchange;
  const around = [header, ...groups.flatMap(group => [group.header, group.trailer]), trailer];
  const outside = firstFault(
    around.filter(segment => segment !== null),
    source,
    charset,
  );
  if (outside) findings.push(findingOf(outside, interchange));
  for (const { sets } of groups) {
    for (const set of sets) {
      if (isAscii(source.bytes.subarray(set.byteStart, set.byteEnd))) continue;
      const fault = firstFault(set.segments, source, charset);
      if (fault) set.findings.push(findingOf(fault, interchange));
    }
  }
}

interface Fault {
  segment: Segment;
  byte: number;
  value: number;
}

function firstFault(segments: readonly Segment[], { bytes }: Source, charset: string): Fault | null {
  for (const segment of segments) {
    const content = bytes.subarray(segment.byte, segment.end);
    if (charset === 'utf-8' ? isUtf8(content) : isAscii(content)) continue;
    const at = charset === 'utf-8' ? firstBroken(content) : content.findIndex(byte => byte > 0x7f);
    return { segment, byte: segment.byte + at, value: content[at]! };
  }
  return null;
}

/** Where the first character that is none begins. */
function firstBroken(content: Uint8Array): number {
  let at = 0;
  while (at < content.length) {
    const first = content[at]!;
    const size = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    if (!isUtf8(content.subarray(at, at + size)) || at + size > content.length) return at;
    at += size;
  }
  return 0;
}

function findingOf({ segment, byte, value }: Fault, { version }: Interchange) {
  let element = 0;
  while (element < segment.length && segment.byteOf(element + 1) <= byte) element++;
  const code = value.toString(16).toUpperCase().padStart(2, '0');
  const message = `Byte ${byte}, in ${segment.tag}, is ${code}, which ${version.split(':')[0]} does not have.`;
  return findingAt('interchange.characters', 'error', message, segment, {
    byte,
    ...(element === 0 ? {} : { element, bad: segment.value(element) }),
  });
}
