// 3CX's CDR, whose columns the administrator chooses. The traps: an empty time-answered is the one sure sign of a missed call; the reasons in words change with
// version and language, and are shown, never judged by.
import type { CallSource, HeardCall, HeardEnd, Listener, Reached } from '../hear/call.source.js';
import { neededTime, optionalTime } from '../hear/heard.time.js';
import { type RecordFields, seconds } from '../hear/record.fields.js';
import { spanOf } from '../time/call.span.js';

/** `Call 1153` is written in front of each record by some versions. */
const plainId = (text: string): string => text.replace(/^Call\s+/i, '');

export const threecxSource: CallSource = {
  keys(fields) {
    const history = plainId(fields.text('historyid'));
    const call = fields.text('callid');
    // As 3CX writes it, a chain lists the endpoints, `Chain: 10000;800;101;`: many calls go the same way. An id is one word.
    const chain = fields.text('chain');
    const isId = chain !== '' && !/^chain:|[;\s]/i.test(chain);
    return {
      record: history === '' ? null : `${history} ${call}`.trim(),
      call: (isId ? chain : history) || call || null,
    };
  },
  hear(fields, listener): HeardCall {
    const rules = { zone: listener.settings.timeZone, format: listener.settings.timeFormat };
    const answer = optionalTime(fields, 'time-answered', rules);
    const total = seconds(fields, 'duration');
    // Some versions count the duration from the answer on: then it is no help with the end.
    const end = optionalTime(fields, 'time-end', rules);
    const span = spanOf(neededTime(fields, 'time-start', rules), answer, end, end ? total : answer ? null : total);
    const from = end3(fields, 'from', listener);
    const to = end3(fields, 'to', listener);
    const last = fields.text('final-dn') || extIn(fields.text('final-number'));
    const isMailbox = answer !== null && /voice ?mail|vmail/i.test(fields.text('final-type') || fields.text('to-type'));
    const isMachine = /^(queue|ring ?group|ivr|digital receptionist)/i.test(
      fields.text('final-type') || fields.text('to-type'),
    );
    const reached: Reached =
      answer === null || (isMachine && !isMailbox) ? 'nobody' : isMailbox ? 'voicemail' : 'person';
    const reason = fields.text('reason-terminated').slice(0, 80);
    const talk =
      answer === null || span.endedAt === null
        ? (total ?? 0)
        : (span.endedAt - (span.answeredAt ?? span.endedAt)) / 1000;
    return {
      from,
      to,
      reached,
      span,
      talkSeconds: Math.max(0, Math.round(talk)),
      agent: from.isOurs ? extIn(from.text) : listener.isExtension(last) ? last : extIn(to.text),
      ourNumber: from.isOurs ? undefined : fields.text('dial-no') || undefined,
      voicemail: isMailbox ? { seconds: Math.max(0, Math.round(talk)), url: null } : undefined,
      why: [
        answer === null ? 'time-answered is empty' : 'time-answered is set',
        ...(isMachine && answer ? ['the last that had the call was a machine'] : []),
        ...(reason ? [`reason-terminated ${reason}`] : []),
      ],
    };
  },
};

/** `Ext.101` is 101; a line is an end outside, whatever its number is. */
function end3(fields: RecordFields, side: 'from' | 'to', { isExtension }: Listener): HeardEnd {
  const written = fields.text(`${side}-no`);
  const isExt = /^Ext\./i.test(written) || /^extension$/i.test(fields.text(`${side}-type`));
  const isLine = /^(external|line|provider|bridge)/i.test(fields.text(`${side}-type`));
  const text = extIn(written);
  const isOurs = isExt || (isExtension(text) && !isLine) ? true : isLine ? false : undefined;
  return { text, name: fields.text(`${side}-dispname`), isOurs };
}

const extIn = (text: string): string => text.replace(/^Ext\.\s*/i, '').trim();
