// Findings as CONTRL says them: data element 0085, and where in a segment they lie (S011).
import type { Finding, FindingCode } from '../envelope/finding.js';

const CODES: Readonly<Record<FindingCode, string>> = {
  'interchange.header-length': '18',
  'interchange.header-invalid': '12',
  'interchange.trailer-missing': '13',
  'interchange.control-number-mismatch': '28',
  'interchange.count-wrong': '29',
  'interchange.syntax-unsupported': '2',
  'interchange.characters': '21',
  'interchange.stray-segment': '33',
  'interchange.empty': '32',
  'interchange.unterminated': '13',
  'interchange.unknown-sender': '23',
  'interchange.wrong-recipient': '7',
  'interchange.duplicate': '26',
  'interchange.test-on-production': '25',
  'interchange.version-not-agreed': '14',
  'group.trailer-missing': '13',
  'group.control-number-mismatch': '28',
  'group.count-wrong': '29',
  'group.header-invalid': '12',
  'set.trailer-missing': '13',
  'set.control-number-mismatch': '28',
  'set.count-wrong': '29',
  'set.type-missing': '13',
  'set.control-number-invalid': '12',
  'set.control-number-repeated': '26',
  'segment.unrecognised': '15',
  'segment.unexpected': '15',
  'segment.missing': '13',
  'segment.loop-too-often': '36',
  'segment.too-often': '35',
  'segment.not-in-set': '15',
  'segment.out-of-order': '15',
  'element.missing': '13',
  'element.conditional': '13',
  'element.too-many': '16',
  'element.too-short': '40',
  'element.too-long': '39',
  'element.bad-character': '21',
  'element.bad-code': '12',
  'element.bad-date': '12',
  'element.bad-time': '12',
  'element.exclusion': '15',
  'element.bad-number': '12',
  'document.line-count-wrong': '29',
  'document.line-number-repeated': '12',
};

/** A value that is not there is missing, whatever it should have been. */
export const syntaxError = ({ code, element, bad }: Finding): string =>
  CODES[code] === '12' && element !== undefined && bad === undefined ? '13' : CODES[code];

/** S011: the tag of a segment is its first position, so that the first element is at 2. Empty where no element is named. */
export function elementPosition({ element, component }: Finding): string[] {
  if (element === undefined) return [];
  return [String(element + 1), ...(component === undefined ? [] : [String(component)])];
}

const IN_SET = /^(segment|element|document)\.|^interchange\.characters$/;

/** Whether it lies in a segment of the message's body, and not in UNH or UNT. */
export const isInBody = ({ code, segment }: Finding): boolean => IN_SET.test(code) && segment !== undefined;
