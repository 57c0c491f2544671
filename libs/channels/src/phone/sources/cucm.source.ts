// Cisco CUCM's CDR files: names in the first row, their types in the second, epochs in UTC. The traps: a record of type 2 is about the quality of a call; a
// dateTimeConnect of 0 is a missed call; what the voicemail's pilot took, no person did.
import type { CallSource, HeardCall, Reached } from '../hear/call.source.js';
import { neededTime, optionalTime } from '../hear/heard.time.js';
import { RecordFault, seconds, shown } from '../hear/record.fields.js';
import { spanOf } from '../time/call.span.js';

const UTC = { zone: 'utc' };
/** Q.850. */
const BUSY = ['17', '21'];
/** The far end or the network could not be reached: no route, number changed, out of order, congestion. */
const FAILED = [
  '1',
  '2',
  '3',
  '22',
  '27',
  '28',
  '34',
  '38',
  '41',
  '42',
  '44',
  '47',
  '58',
  '63',
  '65',
  '79',
  '88',
  '102',
  '127',
];

export const cucmSource: CallSource = {
  keys(fields) {
    const call = ['globalCallId_ClusterID', 'globalCallID_callManagerId', 'globalCallID_callId'].map(name =>
      fields.text(name),
    );
    if (call[2] === '') return { record: null, call: null };
    const legs = ['origLegCallIdentifier', 'destLegIdentifier', 'dateTimeOrigination', 'cdrRecordType'].map(name =>
      fields.text(name),
    );
    return { record: [...call, ...legs].join(' '), call: call.join(' ') };
  },
  hear(fields, { isPilot }): HeardCall | { rule: string } {
    const type = fields.text('cdrRecordType');
    if (type === '2') return { rule: 'phone.quality-record' };
    if (type !== '1') {
      const detail = `${fields.called('cdrRecordType')} is ${shown(type)}; a call has 1.`;
      throw new RecordFault('phone.record-type', detail, fields.place('cdrRecordType'));
    }
    const talk = seconds(fields, 'duration') ?? 0;
    const connect = optionalTime(fields, 'dateTimeConnect', UTC);
    const end = optionalTime(fields, 'dateTimeDisconnect', UTC);
    const span = spanOf(neededTime(fields, 'dateTimeOrigination', UTC), connect, end, null);
    const final = fields.text('finalCalledPartyNumber');
    const original = fields.text('originalCalledPartyNumber');
    const cause =
      [fields.text('destCause_value'), fields.text('origCause_value')].find(one => one !== '' && one !== '0') ?? '0';
    const isMailbox = connect !== null && isPilot(final);
    const reached: Reached = isMailbox ? 'voicemail' : connect ? 'person' : unreached(cause);
    return {
      from: { text: fields.text('callingPartyNumber'), name: fields.text('callingPartyUnicodeLoginUserID') },
      // Whom the caller wanted; who had it in the end is the agent.
      to: { text: original || final, name: '' },
      reached,
      span,
      talkSeconds: talk,
      agent: isMailbox ? original : fields.text('finalCalledPartyUnicodeLoginUserID') || undefined,
      ourNumber: fields.text('outpulsedOriginalCalledPartyNumber') || undefined,
      voicemail: isMailbox ? { seconds: talk, url: null } : undefined,
      why: [
        connect ? 'dateTimeConnect is set' : `dateTimeConnect is 0, cause ${cause}`,
        ...(isMailbox ? [`the voicemail's pilot ${final} took the call`] : []),
      ],
    };
  },
};

const unreached = (cause: string): Reached =>
  BUSY.includes(cause) ? 'busy' : FAILED.includes(cause) ? 'failed' : 'nobody';
