// Findings as X12 says them: AK304/IK304 (720, 620), AK403/IK403 (723, 621), AK502/IK502 (718, 618), AK905 (716), TA105 (I18).
import type { Finding, FindingCode } from '../envelope/finding.js';

/** Data element 720: what is wrong with a segment. Elements have 8. */
const SEGMENT_CODES: Partial<Record<FindingCode, string>> = {
  'segment.unrecognised': '1',
  'segment.unexpected': '2',
  'segment.missing': '3',
  'segment.loop-too-often': '4',
  'segment.too-often': '5',
  'segment.not-in-set': '6',
  'segment.out-of-order': '7',
};

/** Data element 723: what is wrong with an element. */
const ELEMENT_CODES: Partial<Record<FindingCode, string>> = {
  'element.missing': '1',
  'element.conditional': '2',
  'element.too-many': '3',
  'element.too-short': '4',
  'element.too-long': '5',
  'element.bad-character': '6',
  'element.bad-number': '6',
  'interchange.characters': '6',
  'element.bad-code': '7',
  'element.bad-date': '8',
  'element.bad-time': '9',
  'element.exclusion': '10',
  // The standard has no code for a count or a number that contradicts the document; the value is what cannot be right.
  'document.line-count-wrong': '7',
  'document.line-number-repeated': '7',
};

/** Data element 718: what is wrong with a set. */
const SET_CODES: Partial<Record<FindingCode, string>> = {
  'interchange.version-not-agreed': '1',
  'set.trailer-missing': '2',
  'set.control-number-mismatch': '3',
  'set.count-wrong': '4',
  'set.type-missing': '6',
  'set.control-number-invalid': '7',
  'set.control-number-repeated': '23',
};

/** Data element 716: what is wrong with a group. */
const GROUP_CODES: Partial<Record<FindingCode, string>> = {
  'group.header-invalid': '6',
  'interchange.version-not-agreed': '2',
  'group.trailer-missing': '3',
  'group.control-number-mismatch': '4',
  'group.count-wrong': '5',
};

export const segmentCode = ({ code }: Finding): string | null =>
  SEGMENT_CODES[code] ?? (ELEMENT_CODES[code] ? '8' : null);
export const elementCode = ({ code }: Finding): string | null => ELEMENT_CODES[code] ?? null;
/** Null for a warning. Everything that lies inside the set is 5: one or more segments in error. */
export const setCode = ({ code, severity }: Finding): string | null =>
  severity === 'warning' ? null : (SET_CODES[code] ?? '5');
export const groupCode = ({ code }: Finding): string | null => GROUP_CODES[code] ?? null;

/** Elements of ISA, and the note that says that they are wrong. */
const ISA_NOTES: Readonly<Record<number, string>> = {
  5: '005',
  6: '006',
  7: '007',
  8: '008',
  9: '014',
  10: '015',
  11: '016',
  12: '017',
  13: '018',
  14: '019',
  15: '020',
};

/** Data element I18, of the first error of an interchange; 000 where there is none. */
export function interchangeNote(finding: Finding | undefined): string {
  switch (finding?.code) {
    case undefined:
      return '000';
    case 'interchange.control-number-mismatch':
      return '001';
    case 'interchange.syntax-unsupported':
      return '017';
    case 'interchange.unknown-sender':
      return '006';
    case 'interchange.wrong-recipient':
      return '009';
    case 'interchange.test-on-production':
      return '020';
    case 'interchange.count-wrong':
      return '021';
    case 'interchange.trailer-missing':
    case 'interchange.unterminated':
      return '023';
    case 'interchange.empty':
    case 'interchange.version-not-agreed':
      return '024';
    case 'interchange.duplicate':
      return '025';
    case 'interchange.header-invalid':
      return ISA_NOTES[finding.element ?? 0] ?? '022';
    default:
      return '022';
  }
}
