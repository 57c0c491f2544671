// Asterisk's cdr-csv (Master.csv, cdr_csv.c) and cdr-custom files with a header. The trap: Queue, VoiceMail and announcements "answer" the channel, so
// that ANSWERED alone says nothing: a person answered only where there is a channel at the other end.
import type { CallSource, HeardCall, Listener, Reached } from '../hear/call.source.js';
import { neededTime, optionalTime } from '../hear/heard.time.js';
import { needed, RecordFault, type RecordFields, seconds, shown } from '../hear/record.fields.js';
import { spanOf } from '../time/call.span.js';

/** The columns that each file has; what may follow depends on cdr.conf. */
export const ASTERISK_COLUMNS = [
  ...[
    'accountcode',
    'src',
    'dst',
    'dcontext',
    'clid',
    'channel',
    'dstchannel',
    'lastapp',
    'lastdata',
    'start',
    'answer',
  ],
  ...['end', 'duration', 'billsec', 'disposition', 'amaflags'],
] as const;

/** `1700000000.123`, with a system name in front where asterisk.conf gives one. */
const UNIQUE_ID = /^(.+-)?\d{9,11}\.\d+$/;

/** `loguniqueid`, `loguserfield` and `newcdrcolumns` add columns at the end, in this order; which of them are on, a row of their number tells. */
export function asteriskColumns(values: readonly string[]): readonly string[] {
  const more = values.length - ASTERISK_COLUMNS.length;
  const first = UNIQUE_ID.test((values[ASTERISK_COLUMNS.length] ?? '').trim()) ? 'uniqueid' : 'userfield';
  const news = more >= 3 ? ['peeraccount', 'linkedid', 'sequence'] : [];
  const olds = [[], [first], ['uniqueid', 'userfield']][more - news.length] ?? ['uniqueid', 'userfield'];
  return [...ASTERISK_COLUMNS, ...olds, ...news];
}

const REACHED: Record<string, Reached> = {
  'NO ANSWER': 'nobody',
  NOANSWER: 'nobody',
  BUSY: 'busy',
  FAILED: 'failed',
  CONGESTION: 'failed',
};

export const asteriskSource: CallSource = {
  keys(fields) {
    const [linked, unique, sequence] = ['linkedid', 'uniqueid', 'sequence'].map(name => fields.text(name));
    const record = unique && (linked || sequence) ? [linked, unique, sequence].join(' ') : null;
    return { record, call: linked || unique || null };
  },
  hear(fields, listener) {
    const disposition = needed(fields, 'disposition').toUpperCase();
    const rules = {
      zone: listener.settings.usegmtime ? 'utc' : listener.settings.timeZone,
      format: listener.settings.timeFormat,
    };
    const span = spanOf(
      neededTime(fields, 'start', rules),
      optionalTime(fields, 'answer', rules),
      optionalTime(fields, 'end', rules),
      seconds(fields, 'duration'),
    );
    const talk = seconds(fields, 'billsec') ?? 0;
    const caller = peerOf(fields.text('channel'));
    const called = peerOf(fields.text('dstchannel'));
    const { reached, why } = outcomeOf(fields, disposition);
    const isFromUs = fromUs(fields, caller, listener);
    return {
      from: { text: fields.text('src'), name: nameIn(fields.text('clid')), isOurs: isFromUs },
      // Over a trunk it leaves the house, also to a number as short as an extension.
      to: {
        text: fields.text('dst'),
        name: '',
        isOurs: called !== '' && isFromUs ? listener.isExtension(called) : undefined,
      },
      reached,
      span,
      talkSeconds: talk,
      agent: isFromUs ? caller || fields.text('src') : agentOf(fields, called, reached, listener),
      voicemail: reached === 'voicemail' ? { seconds: talk, url: null } : undefined,
      why,
    };
  },
};

function outcomeOf(fields: RecordFields, disposition: string): Pick<HeardCall, 'reached' | 'why'> {
  const app = fields.text('lastapp');
  const other = fields.text('dstchannel');
  const why = [`disposition ${disposition}`];
  if (disposition !== 'ANSWERED') {
    const reached = REACHED[disposition];
    if (reached) return { reached, why };
    const detail = `${fields.called('disposition')} is ${shown(disposition)}, which Asterisk does not write.`;
    throw new RecordFault('phone.outcome-unknown', detail, fields.place('disposition'));
  }
  if (/^(voicemail|minivmrecord)$/i.test(app)) return { reached: 'voicemail', why: [...why, `${app} took the call`] };
  if (other === '') {
    const machine = `${app || 'the exchange'} picked up, and no person's telephone did`;
    return { reached: 'nobody', why: [...why, machine] };
  }
  return { reached: 'person', why: [...why, `${other} spoke`] };
}

/** Whose telephone it was, or whose mailbox (`201@default,u`); a queue or a menu is nobody. */
function agentOf(fields: RecordFields, called: string, reached: Reached, { isExtension }: Listener): string {
  const own = reached === 'voicemail' ? (/^[^@,&]*/.exec(fields.text('lastdata'))?.[0] ?? '') : called;
  return isExtension(own) ? own : '';
}

/**
 * By the line that the call came over: a caller's number can look like one of our extensions. Undefined: the number tells, as for analogue lines and for
 * telephones that are registered under names.
 */
function fromUs(fields: RecordFields, caller: string, { isExtension, isOurNumber }: Listener): boolean | undefined {
  if (!/^(SIP|PJSIP|IAX2)\//i.test(fields.text('channel'))) return undefined;
  if (isExtension(caller)) return true;
  const dialled = fields.text('dst');
  const isFromOutside = /trunk|pstn|external|inbound|incoming|did/i.test(fields.text('dcontext'));
  // Nobody inside dials the whole number of the house.
  return isFromOutside || (isOurNumber(dialled) && !isExtension(dialled)) ? false : undefined;
}

/** `PJSIP/201-0000001a` is 201, `Local/201@from-queue-00000001;1` too. */
function peerOf(channel: string): string {
  return /^[^/]*\/([^@/]+?)(?:-[0-9a-f]{6,}(?:;[12])?)?(?:@.*)?$/i.exec(channel)?.[1] ?? '';
}

/** `"Miller Ltd" <+44 20 7946 0018>` */
function nameIn(clid: string): string {
  return (/^\s*"?(.*?)"?\s*(?:<[^>]*>)?\s*$/s.exec(clid)?.[1] ?? '').trim();
}
