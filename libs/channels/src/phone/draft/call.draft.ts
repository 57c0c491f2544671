// A call as the draft of a ticket: who waits for what, in plain words. Pure.
import { createHash } from 'node:crypto';
import { DateTime } from 'luxon';
import { type CallFacts, notAutomatic, type TicketDraft } from '#tickets';
import { callSubject, callText, whoWords } from './call.words.js';

/** A missed call and a message are a promise to call back; every other call is a record. */
export const kindOf = ({ direction, outcome }: CallFacts): 'callback' | 'call' =>
  direction === 'inbound' && (outcome === 'missed' || outcome === 'voicemail') ? 'callback' : 'call';

/** What a night of changing clocks did to the times, for whoever reads them. */
const CLOCK_WARNINGS: Record<string, string> = {
  'clock.twice-first': 'the clock showed this time twice: the first is taken',
  'clock.twice-by-duration': 'the clock showed this time twice: the one that fits the duration is taken',
  'clock.skipped': 'the clock skipped this time: it is read as a clock shows it that was not set yet',
};

/** @param raw  of the record: no other record has this content key */
export function callDraft(
  call: CallFacts,
  raw: Uint8Array,
  { zone, rules }: { zone: string; rules: readonly string[] },
): TicketDraft {
  const { outside } = call;
  const phone = outside.number ?? outside.said;
  const at = (iso: string) =>
    DateTime.fromISO(iso, { zone }).setLocale('en').toFormat("d LLLL yyyy, HH:mm:ss '('ZZ')'");
  return {
    kind: kindOf(call),
    subject: callSubject(call),
    requester: { name: outside.name, ...(phone === '' ? {} : { phone }) },
    to: [],
    cc: [],
    text: callText(call, at),
    html: null,
    attachments: [],
    messageId: null,
    inReplyTo: null,
    references: [],
    automatic: notAutomatic(),
    forwardedBy: null,
    sentAt: call.startedAt,
    deliveredTo: [],
    contentKey: createHash('sha256').update('phone\n').update(call.callId).update('\n').update(raw).digest('hex'),
    fields: kindOf(call) === 'callback' && phone !== '' ? { phone } : {},
    warnings: [
      ...rules.map(rule => CLOCK_WARNINGS[rule] ?? rule),
      ...(outside.said !== '' && outside.number === null
        ? [`${whoWords({ ...outside, name: '' })} is no valid number: it is kept as text`]
        : []),
    ],
    call,
  };
}
