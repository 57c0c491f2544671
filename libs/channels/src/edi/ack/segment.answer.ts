// UCS and UCD of CONTRL: where in a message something is wrong. Guarantee: one UCS for each segment at fault, with all of its elements below it.
import type { Acknowledgement } from '../../contract/interchange.js';
import type { Finding } from '../envelope/finding.js';
import { SYNTAX_ERROR, UNSPECIFIED } from './finding.codes.js';

type Row = Acknowledgement['body'][number];

const MOST_SEGMENTS = 100;
const MOST_ELEMENTS = 99;

export function segmentAnswers(errors: readonly Finding[]): Row[] {
  const rows = new Map<string, Row[]>();
  for (const error of errors) {
    const head = ['UCS', positionOf(error), ...(error.element === undefined ? [codeOf(error)] : [])];
    const key = head.join('+');
    const row = rows.get(key) ?? [head];
    if (row.length === 1 && rows.size >= MOST_SEGMENTS) break;
    rows.set(key, row);
    if (error.element === undefined || row.length > MOST_ELEMENTS) continue;
    const { element, component } = error;
    // S011: the tag of a segment is its first position, so that the first element is at 2.
    const place = [String(element + 1), ...(component === undefined ? [] : [String(component)])];
    row.push(['UCD', codeOf(error), place]);
  }
  return [...rows.values()].flat();
}

/** Segments count with UNH as 1. A missing one is named by the one before which it was missed, as the standard wants it. */
const positionOf = ({ code, segment = 1 }: Finding): string =>
  String(code === 'segment.missing' ? Math.max(1, segment - 1) : segment);

const codeOf = ({ code }: Finding): string => SYNTAX_ERROR[code] ?? UNSPECIFIED;
