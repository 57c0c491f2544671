// A call in words that anybody understands. Pure.
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import type { CallFacts, CallOutcome, CallParty } from '#tickets';

/** `+49 30 90123456` */
export const numberWords = (e164: string): string => parsePhoneNumberFromString(e164)?.formatInternational() ?? e164;

/** `Miller Ltd, +44 20 7946 0018`, `8016`, `a withheld number`. */
export function whoWords({ name, said, number }: CallParty): string {
  const digits = number ? numberWords(number) : said;
  if (digits === '') return name || 'a withheld number';
  return name ? `${name}, ${digits}` : digits;
}

const INBOUND: Record<CallOutcome, string> = {
  answered: 'Call from',
  missed: 'Missed call from',
  voicemail: 'Voicemail from',
  busy: 'Missed call from',
  failed: 'Missed call from',
};
const OUTBOUND: Record<CallOutcome, string> = {
  answered: '',
  missed: 'nobody answered',
  voicemail: 'a voicemail answered',
  busy: 'busy',
  failed: 'it did not get through',
};

export function callSubject({ direction, outcome, outside, agent }: CallFacts): string {
  const who = whoWords(outside);
  if (direction === 'inbound')
    return outcome === 'answered' && agent ? `Call from ${who}, answered by ${agent}` : `${INBOUND[outcome]} ${who}`;
  const by = direction === 'outbound' && agent ? ` by ${agent}` : '';
  const how = OUTBOUND[outcome];
  return `${direction === 'internal' ? 'Internal call' : 'Call'}${direction === 'internal' ? ' from' : ' to'} ${who}${by}${how ? `: ${how}` : ''}`;
}

/** One fact a line. @param at  an instant as people read it */
export function callText(call: CallFacts, at: (iso: string) => string): string {
  const { direction, outside, ourNumber, agent, startedAt, answeredAt, endedAt, talkSeconds, voicemail, outcome } =
    call;
  const spoke = outcome === 'answered';
  const end = endedAt ? seconds(startedAt, endedAt) : null;
  const lines: (string | null)[] = [
    callSubject(call),
    '',
    `${direction === 'outbound' ? 'Called' : 'Caller'}: ${whoWords(outside)}`,
    outside.said !== '' && outside.said !== outside.number ? `Number as it was logged: ${outside.said}` : null,
    ourNumber ? `${direction === 'outbound' ? 'Our number' : 'Number called'}: ${ourNumber}` : null,
    agent ? `${spoke || direction === 'outbound' ? 'Agent' : 'Rang at'}: ${agent}` : null,
    `Began: ${at(startedAt)}`,
    answeredAt ? `Answered: ${at(answeredAt)}, after ${lengthWords(seconds(startedAt, answeredAt))}` : null,
    endedAt && end !== null ? `Ended: ${at(endedAt)}, after ${lengthWords(end)}` : null,
    spoke ? `Talk: ${lengthWords(talkSeconds)}` : null,
    voicemail ? `Message: ${voicemail.seconds === null ? 'length unknown' : lengthWords(voicemail.seconds)}` : null,
    voicemail?.url ? `Recording: ${voicemail.url}` : null,
    `How we know: ${call.why.join('; ')}`,
  ];
  return lines.filter(line => line !== null).join('\n');
}

const seconds = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / 1000);

/** `42 s`, `3 min 5 s`, `1 h 2 min`. */
export function lengthWords(total: number): string {
  const [hours, minutes, rest] = [Math.floor(total / 3600), Math.floor((total % 3600) / 60), total % 60];
  if (hours > 0) return minutes > 0 ? `${hours} h ${minutes} min` : `${hours} h`;
  if (minutes > 0) return rest > 0 ? `${minutes} min ${rest} s` : `${minutes} min`;
  return `${rest} s`;
}
