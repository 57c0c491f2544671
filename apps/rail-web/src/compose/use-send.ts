// Sends what was written. The pad closes at once and the entry is shown; the text is kept until the server has answered, and a failure opens the
// pad again. What had no answer and is sent again goes once. A reply can be called back for as long as the server holds it, as it was.
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Entry, Note, Reply, Ticket, Upload } from '#api';
import { followingOf } from '../act/following.js';
import { foreseeDone, foreseeEntry, foreseeWaiting } from '../act/foresee.js';
import { type Performance, perform } from '../act/perform.js';
import { said, say, sayProblem } from '../act/say.js';
import { offerUndo } from '../act/undo.js';
import { useGoOn } from '../act/use-next.js';
import { mayBeDone, newIntent, ProblemError } from '../api/http.js';
import { problemWords } from '../api/problem-words.js';
import { ticketKey } from '../api/query-keys.js';
import { readTicket, undoSend } from '../api/ticket/ticket.api.js';
import { useRailPlace } from '../rail/rail-context.js';
import { useMe } from '../shell/session-context.js';
import { beginningOf } from '../ticket/what-changed.js';
import { writeAddresses } from './addresses.js';
import { cameBack, type Draft, EMPTY, landed, type Mode, restored, type Try, takeOff, tryOf } from './draft/draft.js';
import { changeDraft, readDraft, useDraftKey } from './draft/drafts.js';
import { padFileOf } from './files/pad-file.js';
import { broughtHere } from './files/transfers.js';
import { isShown, leavePad, showNewest } from './leave-pad.js';

type Intent = Pick<Performance<'reply'>, 'intent' | 'version' | 'onAsk'>;
export type Then = NonNullable<Reply['then']>;

/** Where nobody knows whether it was sent, it is not said that it was not. */
const UNTOLD = new Set(['NET.LATE', 'IDEMPOTENCY.IN_PROGRESS']);

/** The try before this one was another, and nobody knows whether it was done: what has moved the ticket on may be that. */
const MAY_BE_SENT =
  'What you sent before may have arrived: look at the last entries, and send this only if it is not among them.';

/** What was sent from this tab, by its outbound: as it is brought back when it is called back. */
const asSent = new Map<number, Draft>();

export function useSend(ticket: Ticket) {
  const client = useQueryClient();
  const place = useRailPlace();
  const goOn = useGoOn();
  const me = useMe();
  const key = useDraftKey(ticket.id);
  const [problem, setProblem] = useState<string | null>(null);
  const actor = { id: me.id, name: me.name, initials: me.initials };

  /** Answers null when it came back; the pad says why then. */
  const fly = async (
    mode: Mode,
    gone: { text: string; files: readonly number[] },
    body: string,
    ask: (intent: Intent) => Promise<Ticket>,
  ): Promise<Ticket | null> => {
    const earlier = readDraft(key).tries[mode];
    let sent = tryOf(readDraft(key), mode, body, newIntent);
    const { key: intent, version } = sent;
    const takeDown = (now: Try): void => {
      sent = now;
      changeDraft(key, takeOff(readDraft(key), mode, now));
    };
    takeDown(sent);
    setProblem(null);
    leavePad();
    try {
      const asked = ask({ intent, version: version ?? undefined, onAsk: at => takeDown({ ...sent, version: at }) });
      showNewest(ticket.id);
      const answer = await asked;
      changeDraft(key, landed(readDraft(key), mode, sent, gone));
      showNewest(ticket.id);
      return answer;
    } catch (error) {
      changeDraft(key, cameBack(readDraft(key), mode, mayBeDone(error)));
      if (error instanceof ProblemError && error.code === 'TICKET.FILE_GONE')
        for (const id of gone.files) broughtHere.delete(id);
      said(error);
      const lead = error instanceof ProblemError && UNTOLD.has(error.code) ? '' : 'Not sent. ';
      if (!isShown(ticket.id)) sayProblem(error, `#${ticket.id}: ${lead}`.trim());
      else if (error instanceof ProblemError) {
        const { title, next } = problemWords(error.problem);
        const doubtful = error.code === 'TICKET.STALE' && earlier !== null && earlier.body !== body;
        setProblem(`${lead}${title} ${doubtful ? MAY_BE_SENT : next}`);
      }
      return null;
    }
  };

  const sendNote = async (body: Note): Promise<void> => {
    const at = new Date().toISOString();
    const answer = await fly('note', goneWith(body), JSON.stringify(body), intent =>
      perform(client, {
        id: ticket.id,
        name: 'note',
        body,
        ...intent,
        silent: true,
        foresee: now => foreseeEntry(now, actor, 'note', body.text, at),
      }),
    );
    if (answer) say('Note written.');
  };

  const sendReply = async (body: Reply): Promise<void> => {
    const following = followingOf(place.slips, ticket.id);
    const then = body.then ?? { state: 'keep' };
    const asItWas = { ...readDraft(key), began: beginningOf(ticket) };
    const at = new Date().toISOString();
    const foresee = (now: Ticket): Ticket => {
      const written = foreseeEntry(now, actor, 'reply', body.text, at);
      if (then.state === 'done') return foreseeDone(written, then.outcome, at);
      if (then.state === 'handoff') return foreseeWaiting(written, 'handoff', null, '');
      return then.state === 'waiting' ? foreseeWaiting(written, 'customer', then.until ?? null, '') : written;
    };
    const answer = await fly('reply', goneWith(body), JSON.stringify(body), intent =>
      perform(client, { id: ticket.id, name: 'reply', body, ...intent, silent: true, foresee }),
    );
    if (!answer) return;
    offerCallBack(answer, asItWas);
    if (then.state !== 'keep') goOn(ticket.id, following);
  };

  const offerCallBack = (answer: Ticket, asItWas: Draft): void => {
    const sent = answer.entries.findLast(entry => entry.type === 'reply');
    const until = sent?.delivery?.undoUntil ? Date.parse(sent.delivery.undoUntil) : 0;
    const seconds = Math.ceil((until - Date.now()) / 1000);
    if (!sent?.delivery || seconds <= 0) return say('Sent.');
    asSent.set(sent.delivery.outboundId, asItWas);
    offerUndo({ words: `Reply to #${ticket.id} sent.`, seconds, undo: () => callBack(sent) });
  };

  /** Null where it cannot be read now: the text comes back all the same. */
  const freshTicket = (): Promise<Ticket | null> =>
    client
      .fetchQuery({ queryKey: ticketKey(ticket.id), queryFn: () => readTicket(ticket.id), staleTime: 0 })
      .catch(() => null);

  const callBack = async (entry: Entry): Promise<void> => {
    if (!entry.delivery) return;
    try {
      const { outboundId } = entry.delivery;
      const { text, uploads } = await undoSend(outboundId, newIntent());
      // The ticket first: a reply that goes again at once goes with the version that calling back made.
      const now = await freshTicket();
      const before = { ...(asSent.get(outboundId) ?? asWritten(entry, ticket)), files: filesOf(uploads) };
      // What the sending did to the ticket is no change by others; what came in since is.
      const began = now ? { ...beginningOf(now), entries: before.began?.entries ?? [] } : before.began;
      changeDraft(key, restored(readDraft(key), { ...before, reply: text || before.reply, began }, 'reply'));
      place.open(ticket.id);
      say(`Called back. Your text is here again${uploads.length > 0 ? ', with its files' : ''}.`);
    } catch (error) {
      sayProblem(error);
    }
  };

  return { sendNote, sendReply, callBack, problem, clearProblem: () => setProblem(null) };
}

const goneWith = ({ text, uploads = [] }: Note) => ({ text, files: uploads });

/** What the server gave back lies there again, for whoever called it back. */
const filesOf = (uploads: Upload[]): Draft['files'] => ({ ...EMPTY.files, reply: uploads.map(padFileOf) });

/** A reply that another tab sent, or this one before it was loaded again: as its entry tells. */
const asWritten = (entry: Entry, ticket: Ticket): Draft => ({
  ...EMPTY,
  reply: entry.text,
  to: writeAddresses(entry.to),
  cc: writeAddresses(entry.cc),
  began: beginningOf(ticket),
});
