// Which errors may be noted and the document taken all the same, where that was agreed. Guarantee: none of them can have altered, hidden or doubled a
// line: a segment that nobody understood may have been one, and a quantity that is no number is none.
import type { Finding, FindingCode } from '../envelope/finding.js';

const NOTED: ReadonlySet<FindingCode> = new Set<FindingCode>([
  'interchange.characters',
  'segment.too-often',
  'segment.loop-too-often',
  'segment.missing',
  'element.missing',
  'element.conditional',
  'element.too-many',
  'element.too-short',
  'element.too-long',
  'element.bad-character',
  'element.bad-code',
  'element.bad-date',
  'element.bad-time',
  'element.exclusion',
]);

/** What a line is made of. An error in them is noted only where every value that stands there stays what it is; what is not there is shown as absent. */
const LINE_SEGMENTS = new Set('PO1 POC SLN LIN PIA QTY PRI SCH SDQ SCC LOC HL IT1'.split(' '));
const HARMLESS: ReadonlySet<FindingCode> = new Set<FindingCode>([
  'element.missing',
  'element.conditional',
  'element.too-long',
  'element.too-short',
  'element.bad-code',
  'element.bad-date',
]);

/** Without these there is no document to take. */
const BEGINNINGS = new Set('BEG BCH BQT BSI BMG BGM PO1 POC LIN HL MIT'.split(' '));
/** Where the number of the document stands. */
const NUMBERS: Readonly<Record<string, number>> = { BEG: 3, BCH: 3, BQT: 2, BSI: 1, BGM: 2 };

export function mayBeNoted({ code, tag = '', element, dataElement }: Finding): boolean {
  if (!NOTED.has(code)) return false;
  // What a line does: a code that nobody knows changes it.
  if (code === 'element.bad-code' && dataElement === '670') return false;
  if (LINE_SEGMENTS.has(tag)) return HARMLESS.has(code);
  if (code === 'segment.missing') return !BEGINNINGS.has(tag);
  return !(code === 'element.missing' && NUMBERS[tag] === element);
}
