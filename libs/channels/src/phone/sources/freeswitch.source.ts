// FreeSWITCH's mod_json_cdr. The traps: values are URL-encoded unless `encode-values` is off; `direction` is that of the leg, so that a call from one of our
// telephones is inbound, too; a call that a menu or a queue picked up is answered, and only a bridge joins it to a person.

import type { Position } from '#tickets';
import type { CallSource, HeardCall, Reached } from '../hear/call.source.js';
import { JsonFields } from '../hear/post.fields.js';
import { needed, RecordFault, type RecordFields, seconds, shown } from '../hear/record.fields.js';
import { spanOf } from '../time/call.span.js';
import type { ReadTime } from '../time/wall.time.js';

const UTC = { zone: 'utc' };

type Json = Record<string, unknown>;
const objectOf = (value: unknown): Json | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : null;

/** Names of variables; beside them `profile.…` of the callflow, which says who called whom in the switch's own words. */
export class SwitchFields implements RecordFields {
  private readonly inner: JsonFields;

  /** @throws RecordFault phone.field-missing where it is no record of a call */
  constructor(document: unknown, row?: number) {
    const variables = objectOf(objectOf(document)?.variables);
    if (!variables) {
      const position: Position = { ...(row === undefined ? {} : { row }), pointer: '/variables' };
      throw new RecordFault(
        'phone.field-missing',
        'There are no "variables": this is no record of mod_json_cdr.',
        position,
      );
    }
    this.inner = new JsonFields({ ...variables, ...profilesOf(document) }, {}, row);
  }

  text(name: string): string {
    return decoded(this.inner.text(name));
  }

  place(name: string): Position {
    const { row } = this.inner.place(name);
    const pointer = name.startsWith('profile.') ? '/callflow/0/caller_profile' : `/variables/${name}`;
    return { ...(row === undefined ? {} : { row }), pointer };
  }

  called(name: string): string {
    return this.place(name).pointer as string;
  }
}

/** The newest profile stands first, and the first that there was, last: what was dialled before anybody transferred it. */
function profilesOf(document: unknown): Json {
  const flow = objectOf(document)?.callflow;
  const profiles = (Array.isArray(flow) ? flow : [flow]).map(one => objectOf(objectOf(one)?.caller_profile) ?? {});
  const [newest = {}] = profiles;
  const oldest = profiles.at(-1) ?? {};
  return {
    'profile.from': newest.caller_id_number,
    'profile.name': newest.caller_id_name,
    'profile.to': oldest.destination_number,
  };
}

function decoded(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text).trim();
  } catch {
    return text;
  }
}

const CAUSES: Record<string, Reached> = {
  USER_BUSY: 'busy',
  CALL_REJECTED: 'busy',
  ORIGINATOR_CANCEL: 'nobody',
  NO_ANSWER: 'nobody',
};
/** Q.850 causes of a call that rang and was not taken. */
const RANG =
  /^(NO_ANSWER|NO_USER_RESPONSE|ORIGINATOR_CANCEL|PROGRESS_TIMEOUT|ALLOTTED_TIMEOUT|NORMAL_CLEARING|LOSE_RACE|PICKED_OFF|SUCCESS)$/;

export const freeswitchSource: CallSource = {
  keys(fields) {
    const uuid = fields.text('uuid') || null;
    return { record: uuid, call: fields.text('call_uuid') || fields.text('originating_leg_uuid') || uuid };
  },
  hear(fields): HeardCall {
    needed(fields, 'uuid');
    const cause = needed(fields, 'hangup_cause').toUpperCase();
    const start = epoch(fields, 'start_epoch');
    if (!start)
      throw new RecordFault(
        'phone.field-missing',
        `${fields.called('start_epoch')} is empty or missing.`,
        fields.place('start_epoch'),
      );
    const answered = epoch(fields, 'answer_epoch');
    const bridged = epoch(fields, 'bridge_epoch');
    const span = spanOf(start, bridged ?? answered, epoch(fields, 'end_epoch'), seconds(fields, 'duration'));
    const isOut = fields.text('direction').toLowerCase() === 'outbound';
    const app = fields.text('last_app').toLowerCase();
    const spoke = bridged !== null || (isOut && answered !== null);
    const reached: Reached =
      spoke && app !== 'voicemail' ? 'person' : app === 'voicemail' ? 'voicemail' : unreached(cause);
    const bill = seconds(fields, 'billsec') ?? 0;
    const until = span.endedAt ?? span.startedAt;
    const talk = bridged ? Math.max(0, Math.round((until - bridged.instants[0]) / 1000)) : bill;
    const first = (...names: string[]) => names.map(name => fields.text(name)).find(text => text !== '') ?? '';
    return {
      from: {
        text: first('profile.from', 'caller_id_number', 'effective_caller_id_number', 'sip_from_user'),
        name: first('profile.name', 'caller_id_name', 'effective_caller_id_name', 'sip_from_display'),
      },
      to: { text: first('profile.to', 'destination_number', 'sip_req_user', 'sip_to_user', 'dialed_user'), name: '' },
      direction: isOut ? { is: 'outbound', sure: false } : undefined,
      reached,
      span,
      talkSeconds: Math.min(talk, bill || talk),
      agent:
        first('cc_agent', 'dialed_user', 'last_bridge_to_user') || userIn(fields.text('bridge_channel')) || undefined,
      voicemail:
        reached === 'voicemail' ? { seconds: seconds(fields, 'voicemail_message_len') ?? bill, url: null } : undefined,
      why: [
        `hangup_cause ${cause}`,
        bridged ? 'it was bridged' : 'it was never bridged',
        ...(app ? [`last_app ${app}`] : []),
      ],
    };
  },
};

function unreached(cause: string): Reached {
  return CAUSES[cause] ?? (RANG.test(cause) ? 'nobody' : 'failed');
}

/** Seconds since 1970, UTC; 0 is never. @throws RecordFault phone.time-unreadable */
function epoch(fields: RecordFields, name: string): ReadTime | null {
  const text = fields.text(name);
  if (text === '' || /^0+$/.test(text)) return null;
  if (/^\d{9,10}$/.test(text)) return { instants: [Number(text) * 1000], isSkipped: false };
  const detail = `${fields.called(name)} is ${shown(text)}, and no second since 1970 (${UTC.zone}).`;
  throw new RecordFault('phone.time-unreadable', detail, fields.place(name));
}

/** `sofia/internal/201@10.0.0.5:5060` is 201. */
const userIn = (channel: string): string => /^[^/]+\/[^/]+\/(?:sips?:)?([^@/]+)@/.exec(channel)?.[1] ?? '';
