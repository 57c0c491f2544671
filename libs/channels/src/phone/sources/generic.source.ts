// Any system by a mapping: rows of a CSV, or posted JSON. What its words mean, ops say; the usual ones are known.
import type { CallDirection, CallOutcome } from '#tickets';
import type { CallSource, HeardCall, Reached } from '../hear/call.source.js';
import { neededTime, optionalTime } from '../hear/heard.time.js';
import { RecordFault, type RecordFields, seconds, shown } from '../hear/record.fields.js';
import { spanOf } from '../time/call.span.js';

const OUTCOME_WORDS: Record<string, CallOutcome> = {
  ...meaning('answered', ['answered', 'answer', 'completed', 'connected', 'ok', 'success', 'yes', 'true']),
  ...meaning('missed', [
    'missed',
    'no answer',
    'noanswer',
    'unanswered',
    'not answered',
    'abandoned',
    'canceled',
    'cancelled',
  ]),
  ...meaning('voicemail', ['voicemail', 'voice mail', 'message']),
  ...meaning('busy', ['busy']),
  ...meaning('failed', ['failed', 'congestion', 'error']),
};
const DIRECTION_WORDS: Record<string, CallDirection> = {
  ...meaning('inbound', ['inbound', 'in', 'incoming', 'received']),
  ...meaning('outbound', ['outbound', 'out', 'outgoing', 'dialled', 'dialed', 'placed']),
  ...meaning('internal', ['internal', 'local']),
};
const REACHED: Record<CallOutcome, Reached> = {
  answered: 'person',
  missed: 'nobody',
  voicemail: 'voicemail',
  busy: 'busy',
  failed: 'failed',
};

function meaning<T>(is: T, words: readonly string[]): Record<string, T> {
  return Object.fromEntries(words.map(word => [word, is]));
}

const plain = (word: string): string =>
  word
    .toLowerCase()
    .replace(/[\s_-]+/g, ' ')
    .trim();

/** @throws RecordFault */
function meant<T>(
  fields: RecordFields,
  name: 'outcome' | 'direction',
  said: Record<string, T>,
  usual: Record<string, T>,
): T | null {
  const word = fields.text(name);
  if (word === '') return null;
  const own = Object.entries(said).find(([key]) => plain(key) === plain(word))?.[1];
  const found = own ?? (Object.hasOwn(usual, plain(word)) ? usual[plain(word)] : undefined);
  if (found !== undefined) return found;
  const detail = `${fields.called(name)} is ${shown(word)}; say in the settings (${name}s) what it means.`;
  throw new RecordFault(`phone.${name}-unknown`, detail, fields.place(name));
}

export const genericSource: CallSource = {
  keys(fields) {
    const [record, call] = [fields.text('id') || null, fields.text('call') || null];
    return { record, call: call ?? record };
  },
  hear(fields, { settings }): HeardCall {
    const rules = { zone: settings.timeZone, format: settings.timeFormat };
    const start = neededTime(fields, 'startedAt', rules);
    const answer = optionalTime(fields, 'answeredAt', rules);
    const outcome = meant(fields, 'outcome', settings.outcomes, OUTCOME_WORDS);
    const direction = meant(fields, 'direction', settings.directions, DIRECTION_WORDS);
    const duration = seconds(fields, 'duration');
    const span = spanOf(start, answer, optionalTime(fields, 'endedAt', rules), duration);
    const said = seconds(fields, 'talk');
    const url = fields.text('voicemail').slice(0, 2_000) || null;
    const guessed: Reached = url ? 'voicemail' : answer || (said ?? 0) > 0 ? 'person' : 'nobody';
    const reached = outcome ? REACHED[outcome] : guessed;
    const between =
      span.endedAt !== null && span.answeredAt !== null ? (span.endedAt - span.answeredAt) / 1000 : (duration ?? 0);
    const seconds_ = seconds(fields, 'voicemailSeconds');
    return {
      from: { text: fields.text('from'), name: fields.text('fromName') },
      to: { text: fields.text('to'), name: fields.text('toName') },
      direction: direction ? { is: direction, sure: true } : undefined,
      reached,
      span,
      talkSeconds: said ?? Math.round(between),
      agent: fields.text('agent').slice(0, 200) || undefined,
      ourNumber: fields.text('ourNumber').slice(0, 200) || undefined,
      voicemail: reached === 'voicemail' ? { seconds: seconds_, url } : undefined,
      why: [outcome ? `outcome ${shown(fields.text('outcome'))}` : unsaid(guessed)],
    };
  },
};

const unsaid = (guessed: Reached): string =>
  ({ voicemail: 'there is a recording', person: 'it has a time of answer or of talk' })[guessed as 'person'] ??
  'it has no time of answer and no talk';
