// Our findings in the words of the standards. X12.20 (997) and X12.56 (TA1) for X12; ISO 9735 data element 0085 for EDIFACT.
import type { FindingCode } from '../envelope/finding.js';
import type { RefusalReason } from '../validate/refusal.reasons.js';

/** AK304, IK304. What is not here is no error of a segment. */
export const SEGMENT_ERROR: Partial<Record<FindingCode, string>> = {
  'segment.unrecognised': '1',
  'segment.unexpected': '2',
  'segment.missing': '3',
  'segment.loop-too-often': '4',
  'segment.too-often': '5',
  'segment.not-in-set': '6',
  'segment.out-of-order': '7',
};
export const ELEMENTS_AT_FAULT = '8';

/** AK403, IK403. */
export const ELEMENT_ERROR: Partial<Record<FindingCode, string>> = {
  'element.missing': '1',
  'element.conditional': '2',
  'element.too-many': '3',
  'element.too-short': '4',
  'element.too-long': '5',
  'element.bad-character': '6',
  'element.bad-number': '6',
  'element.bad-code': '7',
  'element.bad-date': '8',
  'element.bad-time': '9',
  'element.exclusion': '10',
  'document.line-count-wrong': '7',
  'document.line-number-repeated': '7',
};

/** AK502 and following, IK502. */
export const SET_ERROR: Partial<Record<FindingCode, string>> = {
  'set.trailer-missing': '2',
  'set.control-number-mismatch': '3',
  'set.count-wrong': '4',
  'set.type-missing': '6',
  'set.control-number-invalid': '7',
  'set.control-number-repeated': '23',
};
export const SEGMENTS_AT_FAULT = '5';

/** AK905 and following. */
export const GROUP_ERROR: Partial<Record<FindingCode, string>> = {
  'group.version-not-agreed': '2',
  'group.trailer-missing': '3',
  'group.control-number-mismatch': '4',
  'group.count-wrong': '5',
  'group.header-invalid': '6',
};

/** TA105: of what is wrong with the envelope, or why the whole is refused. */
export const INTERCHANGE_NOTE: Partial<Record<FindingCode | RefusalReason, string>> = {
  'interchange.control-number-mismatch': '001',
  'interchange.count-wrong': '021',
  'interchange.trailer-missing': '023',
  'interchange.unterminated': '023',
  'interchange.stray-segment': '022',
  'interchange.header-invalid': '024',
  'interchange.syntax-unsupported': '017',
  'interchange.characters': '024',
  'interchange.empty': '024',
  'edi.partner-switched-off': '006',
  'edi.wrong-recipient': '009',
  'edi.test-on-production': '020',
  'edi.production-on-test': '020',
};
export const REPEATED_NUMBER = '025';
export const INVALID_CONTENT = '024';

/** 0085 of UCI, UCM, UCS, UCD. */
export const SYNTAX_ERROR: Partial<Record<FindingCode | RefusalReason, string>> = {
  'interchange.control-number-mismatch': '28',
  'interchange.count-wrong': '29',
  'interchange.trailer-missing': '13',
  'interchange.unterminated': '13',
  'interchange.stray-segment': '15',
  'interchange.header-invalid': '12',
  'interchange.syntax-unsupported': '2',
  'interchange.characters': '21',
  'interchange.empty': '13',
  'edi.partner-switched-off': '23',
  'edi.wrong-recipient': '7',
  'edi.test-on-production': '25',
  'edi.production-on-test': '25',
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
  'set.version-not-agreed': '14',
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
  'element.bad-number': '12',
  'element.bad-code': '12',
  'element.bad-date': '12',
  'element.bad-time': '12',
  'element.exclusion': '15',
  'document.line-count-wrong': '29',
  'document.line-number-repeated': '12',
};
export const UNSPECIFIED = '18';
export const DUPLICATE = '26';
