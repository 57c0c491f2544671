// Why something is held and where it went wrong, in words. Pure.
import type { MessagePreview, QuarantinedMessage } from '#api';

/** What each code means to somebody who did not write it. The detail that comes with it says more. */
const REASONS: Record<string, string> = {
  'edi.unknown-sender': 'Nobody knows this sender',
  'edi.partner-switched-off': 'We do not trade with this partner now',
  'edi.wrong-recipient': 'It is addressed to somebody else',
  'edi.test-on-production': 'A test file, which was not agreed',
  'edi.production-on-test': 'A file for real, from a partner who only tests',
  'edi.version-not-agreed': 'Its version was not agreed',
  'edi.control-number-reused': 'A control number that was used before, for other bytes',
  'edi.envelope-invalid': 'The envelope of the interchange has errors',
  'edi.refused': 'A document with errors, which is refused',
  'edi.set-unreadable': 'A document that cannot be read',
  'edi.set-too-large': 'A document that is too large',
  'edi.too-large': 'A file that is too large',
  'edi.empty': 'A file without a byte in it',
  'edi.no-interchange': 'Bytes that belong to no interchange',
  'edi.empty-interchange': 'An interchange without a document',
  'edi.acknowledgement-unmatched': 'An acknowledgement of nothing that we sent',
  'conversion.failed': 'It could not be read, in three tries',
  'mail.unreadable': 'A mail that cannot be read',
  'mail.too-large': 'A mail that is too large',
  'envelope.not-json': 'A message of another system that is no JSON',
  'envelope.not-utf-8': 'A message of another system that is not UTF-8',
  'envelope.too-deep': 'A message of another system that is nested too deeply',
  'envelope.too-large': 'A message of another system that is too large',
  'envelope.invalid': 'A message of another system that is not as agreed',
  'envelope.unknown-kind': 'A kind of ticket that there is not',
  'envelope.fields': 'Fields that its kind does not take',
  'phone.settings': 'The settings of the channel do not fit',
  'phone.too-large': 'A line that is too long for a call',
  'phone.quote-open': 'A quote that nobody closes',
  'phone.column-missing': 'A column that was mapped and is not there',
  'phone.field-missing': 'Something is missing that a call needs',
  'phone.time-unreadable': 'A time that cannot be read',
  'phone.number-unreadable': 'A duration that cannot be read',
  'phone.outcome-unknown': 'A word for what came of the call that nobody knows',
  'phone.direction-unknown': 'A word for the direction that nobody knows',
  'phone.record-type': 'A record that is no call',
  'phone.not-json': 'A post that is no JSON',
};

/** An unknown code in its own words: `mail.html-too-deep` is `Html too deep`. */
export function reasonWords(reason: string): string {
  const known = REASONS[reason];
  if (known) return known;
  const words = reason.slice(reason.indexOf('.') + 1).replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Where people call it otherwise. */
const PLACES: Record<string, string> = { row: 'line', pointer: 'field' };

/** `byte 122, segment 2, element 3`, `line 12, column 4`; '' where nothing is known. */
export const positionWords = (position: QuarantinedMessage['position']): string =>
  (['byte', 'segment', 'element', 'row', 'column', 'pointer'] as const)
    .flatMap(name => (position?.[name] === undefined ? [] : [`${PLACES[name] ?? name} ${position[name]}`]))
    .join(', ');

/** Held for nothing else than that nobody knows the sender, and still nobody does. */
export const isStranger = ({ reason, sender }: Pick<QuarantinedMessage, 'reason' | 'sender'>): boolean =>
  reason === 'edi.unknown-sender' && sender !== null && sender.partner === null;

const NAMES =
  'NUL SOH STX ETX EOT ENQ ACK BEL BS TAB LF VT FF CR SO SI DLE DC1 DC2 DC3 DC4 NAK SYN ETB CAN EM SUB ESC FS GS RS US'.split(
    ' ',
  );

/**
 * Text from outside as it can be shown: what a terminal or a browser would obey, or nobody could see, becomes its name, as in `«GS»` and `«U+202E»`. A
 * line that ends in the text ends on the page, too.
 */
export const visibleText = (text: string): string =>
  text.replace(/\r\n|[\p{Cc}\p{Cf}\u2028\u2029]/gu, sign => {
    if (sign === '\r\n') return '«CR»«LF»\n';
    const code = sign.codePointAt(0) ?? 0;
    const name = NAMES[code] ?? `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
    return sign === '\n' ? `«${name}»\n` : `«${name}»`;
  });

/** `Show the place` and what else the button says. */
export const lookWords = (position: QuarantinedMessage['position'], open: boolean): string => {
  if (open) return 'Hide the bytes';
  return position?.byte === undefined ? 'Show its beginning' : 'Show the place';
};

export const replayedWords = (name: string, count: number): string =>
  count === 1
    ? `${name} is a partner now. The message is on its way again.`
    : `${name} is a partner now. ${count} messages are on their way again.`;

/** What would become of it now. */
export function previewWords({ outcome, draftCount, quarantined }: MessagePreview): string {
  if (outcome === 'suppressed') return 'It would be left out by a rule.';
  if (outcome === 'quarantined') return 'It would be held again.';
  const taken = draftCount === 1 ? 'It would be taken' : `${draftCount} documents would be taken`;
  return quarantined.length > 0 ? `${taken}, and ${quarantined.length} would be held.` : `${taken}.`;
}

export const steppedWords = (act: 'replay' | 'discard', count: number): string => {
  const those = count === 1 ? '1 message is' : `${count} messages are`;
  return act === 'replay' ? `${those} on their way again.`.replace('is on their', 'is on its') : `${those} put aside.`;
};
