// Twilio's webhooks: status callbacks, the action of <Dial>, recordings. The traps: the parent of an inbound call is `completed` as soon as our own TwiML
// ran, so only DialCallStatus or an answered child tells of a person; a recording is a voicemail where <Record> made it, and else one of the talk.

import { DateTime } from 'luxon';
import type { CallSource, HeardCall, HeardEnd, Listener, Reached } from '../hear/call.source.js';
import { needed, RecordFault, type RecordFields, seconds, shown } from '../hear/record.fields.js';
import { spanOf } from '../time/call.span.js';

const REACHED: Record<string, Reached> = {
  completed: 'person',
  answered: 'person',
  'no-answer': 'nobody',
  canceled: 'nobody',
  busy: 'busy',
  failed: 'failed',
};
/** The call goes on: its end will be told. */
const GOING_ON = ['queued', 'initiated', 'ringing', 'in-progress'];

type Event = { is: 'dial' | 'recording' | 'status'; name: string };

function eventOf(fields: RecordFields): Event {
  const dial = fields.text('DialCallStatus');
  if (dial !== '') return { is: 'dial', name: `dial ${fields.text('DialCallSid')} ${dial}` };
  const status = fields.text('CallStatus');
  const recording = fields.text('RecordingSid') || fields.text('RecordingUrl');
  // The status of a call that was recorded names the recording, too.
  const isOwn = fields.text('RecordingStatus') !== '' || (recording !== '' && fields.text('CallbackSource') === '');
  if (recording !== '' && isOwn)
    return { is: 'recording', name: `recording ${recording} ${fields.text('RecordingStatus')}` };
  return { is: 'status', name: `status ${status}` };
}

export const twilioSource: CallSource = {
  keys(fields) {
    const sid = fields.text('CallSid');
    if (sid === '') return { record: null, call: null };
    const record = `${sid} ${eventOf(fields).name} ${fields.text('SequenceNumber')}`;
    return { record, call: fields.text('ParentCallSid') || sid };
  },
  hear(fields, listener, receivedAt) {
    needed(fields, 'CallSid');
    const event = eventOf(fields);
    if (event.is === 'recording') return recorded(fields, receivedAt);
    const name = event.is === 'dial' ? 'DialCallStatus' : 'CallStatus';
    const status = needed(fields, name).toLowerCase();
    if (GOING_ON.includes(status)) return { rule: 'phone.in-progress' };
    const said = REACHED[status];
    if (!said) {
      const detail = `${name} is ${shown(status)}, which Twilio does not write.`;
      throw new RecordFault('phone.outcome-unknown', detail, fields.place(name));
    }
    const { from, to, direction, agent } = endsOf(fields, listener);
    const isParent = fields.text('ParentCallSid') === '' && event.is === 'status' && direction.is === 'inbound';
    const why = [`${name} ${status}`];
    if (isParent && said === 'person')
      why.push('that the number was picked up tells of no person: no dialled call was answered');
    const machine = /^(machine|fax)/i.exec(fields.text('AnsweredBy'))?.[0];
    if (machine) why.push(`AnsweredBy ${fields.text('AnsweredBy')}`);
    const reached: Reached = said === 'person' && (isParent || machine) ? 'nobody' : said;
    const length = seconds(fields, event.is === 'dial' ? 'DialCallDuration' : 'CallDuration') ?? 0;
    const span = spanBefore(fields, receivedAt, length);
    return {
      ...{ from, to, direction, reached, why, agent },
      span: { ...span, answeredAt: reached === 'person' ? span.startedAt : null },
      talkSeconds: length,
    };
  },
};

function recorded(fields: RecordFields, receivedAt: number | null): HeardCall | { rule: string } {
  const state = fields.text('RecordingStatus').toLowerCase();
  if (state === 'in-progress') return { rule: 'phone.in-progress' };
  const source = fields.text('RecordingSource');
  if ((state !== '' && state !== 'completed') || (source !== '' && source !== 'RecordVerb'))
    return { rule: 'phone.recording' };
  const length = seconds(fields, 'RecordingDuration');
  return {
    from: { text: fields.text('From'), name: fields.text('CallerName') },
    to: { text: fields.text('To'), name: '' },
    direction: { is: 'inbound', sure: true },
    reached: 'voicemail',
    span: spanBefore(fields, receivedAt, length ?? 0),
    talkSeconds: 0,
    agent: '',
    voicemail: { seconds: length, url: fields.text('RecordingUrl').slice(0, 2_000) || null },
    why: [source ? `a recording by ${source}` : 'a recording'],
  };
}

/** A child is a leg of the call that dialled it: who is outside depends on who was called. */
function endsOf(fields: RecordFields, listener: Listener) {
  const from = endOf(fields, 'From', fields.text('CallerName'), listener);
  const to = endOf(fields, 'To', '', listener);
  const isChild = fields.text('ParentCallSid') !== '';
  const isIn = fields.text('Direction').toLowerCase() === 'inbound';
  const fromUs = from.isOurs ?? false;
  // A child with the caller's own number rings somebody of ours, wherever that telephone is.
  const is = isIn || (isChild && (to.isOurs === true || !fromUs)) ? ('inbound' as const) : ('outbound' as const);
  const agent = is === 'inbound' ? (isChild ? plainName(to.text) : '') : plainName(from.text);
  return { from, to, agent, direction: { is: fromUs && to.isOurs ? ('internal' as const) : is, sure: true } };
}

function endOf(fields: RecordFields, name: string, called: string, { isExtension, isOurNumber }: Listener): HeardEnd {
  const text = fields.text(name);
  const isOurs = /^(client|sip|sips):/i.test(text) || isExtension(text) || isOurNumber(text);
  return { text, name: called, isOurs };
}

const plainName = (text: string): string => text.replace(/^(client|sips?):/i, '').replace(/@.*$/, '');

/** The webhook comes when it is over: Timestamp says when, else the moment at which it came. @throws RecordFault phone.time-unreadable */
function spanBefore(fields: RecordFields, receivedAt: number | null, length: number) {
  const start = fields.text('RecordingStartTime');
  const text = start || fields.text('Timestamp');
  const at = text === '' ? receivedAt : timeOf(text);
  if (at === null || Number.isNaN(at)) {
    const name = start ? 'RecordingStartTime' : 'Timestamp';
    throw new RecordFault(
      'phone.time-unreadable',
      `${name} is ${shown(text)}, and no time of RFC 2822.`,
      fields.place(name),
    );
  }
  const from = start ? at : at - length * 1000;
  return spanOf(
    { instants: [from], isSkipped: false },
    null,
    { instants: [from + length * 1000], isSkipped: false },
    length,
  );
}

function timeOf(text: string): number {
  const read = DateTime.fromRFC2822(text);
  return read.isValid ? read.toMillis() : DateTime.fromISO(text, { zone: 'utc' }).toMillis();
}
