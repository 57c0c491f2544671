// Findings of the envelope, at the place of a segment.
import type { Segment } from '../syntax/segment/segment.js';
import type { Finding, FindingCode } from './finding.js';

export interface Place {
  element?: number;
  component?: number;
  /** What stood there. Left out: the value of the element. */
  bad?: string;
  /** Left out: of the element, else of the segment. */
  byte?: number;
}

const BAD_LENGTH = 99;

/** @param message one plain sentence that names the place and the value */
export function findingAt(
  code: FindingCode,
  severity: Finding['severity'],
  message: string,
  segment: Segment,
  { element, component, bad, byte }: Place = {},
): Finding {
  const stood = bad ?? (element === undefined ? '' : segment.value(element, component));
  return {
    code,
    severity,
    message,
    byte: byte ?? (element === undefined ? segment.byte : segment.byteOf(element, component)),
    ...(segment.tag === '' ? {} : { tag: segment.tag }),
    ...(segment.index === 0 ? {} : { segment: segment.index }),
    ...(element === undefined ? {} : { element }),
    ...(component === undefined ? {} : { component }),
    ...(stood === '' ? {} : { bad: stood.slice(0, BAD_LENGTH) }),
  };
}

/** A trailer that is not there. @param end byte at which it was missed; @param index of its place in the set, 0 outside */
export function missingTrailer(
  code: 'set.trailer-missing' | 'group.trailer-missing' | 'interchange.trailer-missing',
  tag: string,
  header: Segment | null,
  end: number,
  index: number,
): Finding {
  const whose = header ? `${header.tag} at byte ${header.byte}` : 'what began';
  return {
    code,
    severity: 'error',
    message: `${tag} is missing: ${whose} is never ended, as of byte ${end}.`,
    byte: end,
    tag,
    ...(index === 0 ? {} : { segment: index }),
  };
}

/** Whether two counts or numeric references are one: leading zeros say nothing. Never by way of a number. */
export function sameNumber(one: string, other: string): boolean {
  return one === other || withoutZeros(one) === withoutZeros(other);
}

/** Partners pad numbers in one place and not in another. */
export const withoutZeros = (text: string): string => text.trim().replace(/^0+(?=\d)/, '');
