// Why an interchange or a document of it is refused: every reason that a quarantine of EDI may have, each with a plain sentence for people.
import type { FindingCode } from '../envelope/finding.js';

export interface RefusalReason {
  /** `edi.unknown-sender`. */
  reason: string;
  sentence: string;
}

const WHOLE = {
  'edi.unknown-sender': 'No trading partner has the sender that the interchange names.',
  'edi.partner-disabled': 'The trading partner is disabled: nothing is taken from it.',
  'edi.wrong-recipient': 'The interchange is addressed to an identifier that is not ours for this partner.',
  'edi.test-on-production': 'It is marked as a test, and only production was agreed with this partner.',
  'edi.production-on-test': 'It is marked as production, and only tests were agreed with this partner.',
  'edi.version-not-agreed': 'The documents are written in a version that was not agreed with this partner.',
  'edi.envelope-invalid': 'The header of the interchange cannot be used as it is.',
  'edi.envelope-incomplete': 'The interchange has no end: it may have been cut off.',
  'edi.envelope-count': 'The trailer counts other groups or messages than there are: some may be missing.',
  'edi.envelope-reference': 'The trailer of the interchange has another control number than its header.',
  'edi.syntax-unsupported': 'The syntax or its version is not known.',
  'edi.stray-segments': 'There are segments that belong to no document.',
  'edi.characters': 'There are bytes that the declared character set does not have.',
  'edi.empty': 'The interchange holds no document.',
} as const;

export type WholeReason = keyof typeof WHOLE;

/** The reason for a whole interchange, by what was found in its envelope. */
export const WHOLE_REASONS: Partial<Record<FindingCode, WholeReason>> = {
  'interchange.header-invalid': 'edi.envelope-invalid',
  'interchange.trailer-missing': 'edi.envelope-incomplete',
  'interchange.unterminated': 'edi.envelope-incomplete',
  'interchange.count-wrong': 'edi.envelope-count',
  'interchange.control-number-mismatch': 'edi.envelope-reference',
  'interchange.syntax-unsupported': 'edi.syntax-unsupported',
  'interchange.stray-segment': 'edi.stray-segments',
  'interchange.characters': 'edi.characters',
  'interchange.empty': 'edi.empty',
  'interchange.unknown-sender': 'edi.unknown-sender',
  'interchange.wrong-recipient': 'edi.wrong-recipient',
  'interchange.test-on-production': 'edi.test-on-production',
  'interchange.version-not-agreed': 'edi.version-not-agreed',
};

/** Of one document, by the finding that comes first in it. */
const SETS: Partial<Record<FindingCode, string>> = {
  'group.trailer-missing': 'The group that it stands in has no end.',
  'group.control-number-mismatch': 'The group that it stands in has another control number at its end.',
  'group.count-wrong': 'The group that it stands in counts other documents than there are.',
  'group.header-invalid': 'The header of the group that it stands in is missing or cannot be used.',
  'set.trailer-missing': 'The document has no end: lines may be missing.',
  'set.control-number-mismatch': 'The document has another reference at its end.',
  'set.count-wrong': 'The document counts other segments than there are: lines may be missing.',
  'set.type-missing': 'The document does not say what it is.',
  'set.control-number-invalid': 'The document has no usable reference.',
  'set.control-number-repeated': 'The reference of the document was used by an earlier one.',
  'segment.unrecognised': 'It holds a segment that the standard does not have.',
  'segment.unexpected': 'It holds a segment at a place where none of that name may stand.',
  'segment.missing': 'A segment is missing that must stand.',
  'segment.loop-too-often': 'A group of segments stands more often than it may.',
  'segment.too-often': 'A segment stands more often than it may.',
  'segment.not-in-set': 'It holds a segment that belongs into other documents.',
  'segment.out-of-order': 'Its segments are not in their order.',
  'element.missing': 'A value is missing that must stand.',
  'element.conditional': 'A value is missing that another one asks for.',
  'element.too-many': 'A segment holds more values than it may.',
  'element.too-short': 'A value is too short.',
  'element.too-long': 'A value is too long.',
  'element.bad-character': 'A value holds a character that may not stand there.',
  'element.bad-code': 'A value is not in the list of its codes.',
  'element.bad-date': 'A date is none.',
  'element.bad-time': 'A time is none.',
  'element.exclusion': 'Two values stand of which only one may.',
  'element.bad-number': 'A number is none: only one decimal mark may stand in it.',
  'document.line-count-wrong': 'It declares another number of lines than it has.',
  'document.line-number-repeated': 'Two lines have the same number.',
};

/** As the quarantine names a finding of a document: `edi.segment-missing`. */
export const setReason = (code: FindingCode): string => `edi.${code.replace('.', '-')}`;

export const REFUSAL_REASONS: readonly RefusalReason[] = [
  ...Object.entries(WHOLE).map(([reason, sentence]) => ({ reason, sentence })),
  ...Object.entries(SETS).map(([code, sentence]) => ({ reason: setReason(code as FindingCode), sentence })),
];

export const wholeSentence = (reason: WholeReason): string => WHOLE[reason];
