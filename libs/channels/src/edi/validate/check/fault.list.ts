// Findings of one set. Guarantee: each names its place as the acknowledgements need it; a set that is nothing but faults gives so many and no more.
import type { Finding, FindingCode } from '../../envelope/finding.js';
import type { Segment } from '../../syntax/segment/segment.js';

/** More help nobody, and the answer would be longer than the order. */
const MOST_FINDINGS = 1000;
const BAD_LENGTH = 99;

export interface Fault {
  code: FindingCode;
  /** What is wrong, after the name of the place: `is longer than 22`. */
  what: string;
  segment: Segment;
  loop: string | null;
  element?: number;
  component?: number;
  dataElement?: string;
  /** Of a missing segment: its tag. */
  tag?: string;
  /** Left out: an error. */
  severity?: Finding['severity'];
}

export class FaultList {
  readonly findings: Finding[] = [];

  /** @param edifact places are named by data element there, by position in X12 */
  constructor(private readonly edifact: boolean) {}

  add({ code, what, segment, loop, element, component, dataElement, tag, severity = 'error' }: Fault): void {
    if (this.findings.length >= MOST_FINDINGS) return;
    const bad = element === undefined || tag !== undefined ? '' : segment.value(element, component);
    const shown = bad === '' ? '' : ` "${bad.slice(0, BAD_LENGTH)}"`;
    const place = tag ?? this.place(segment.tag, element, component, dataElement);
    this.findings.push({
      code,
      severity,
      message: `${place}${shown} ${what}, at byte ${element === undefined ? segment.byte : segment.byteOf(element, component)}.`,
      byte: element === undefined ? segment.byte : segment.byteOf(element, component),
      tag: tag ?? segment.tag,
      segment: segment.index,
      ...(loop === null ? {} : { loop }),
      ...(element === undefined ? {} : { element }),
      ...(component === undefined ? {} : { component }),
      ...(dataElement === undefined ? {} : { dataElement }),
      ...(bad === '' ? {} : { bad: bad.slice(0, BAD_LENGTH) }),
    });
  }

  private place(tag: string, element?: number, component?: number, dataElement?: string): string {
    if (element === undefined) return tag || 'A segment without a tag';
    if (this.edifact) return `${tag} ${dataElement ?? element}`;
    const part = component === undefined ? '' : `-${String(component).padStart(2, '0')}`;
    return `${tag}${String(element).padStart(2, '0')}${part}`;
  }
}
