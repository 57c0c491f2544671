// Sends what was written. The pad closes at once and the entry is shown; a failure puts the text back.
// A reply can be called back for as long as the server holds it.
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { Entry, Reply, Ticket } from '#api';
import { foreseeDone, foreseeEntry, foreseeWaiting } from '../act/foresee.js';
import { perform } from '../act/perform.js';
import { said, say, sayProblem } from '../act/say.js';
import { offerUndo } from '../act/undo.js';
import { followingOf, useGoOn } from '../act/use-next.js';
import { newIntent, ProblemError } from '../api/http.js';
import { problemWords } from '../api/problem-words.js';
import { ticketKey } from '../api/query-keys.js';
import { readTicket, undoSend } from '../api/ticket/ticket.api.js';
import { useRailPlace } from '../rail/rail-context.js';
import { useMe } from '../shell/session-context.js';
import { changeDraft, lastSeq, type Mode } from './drafts.js';

export type Then = NonNullable<Reply['then']>;

export function useSend(ticket: Ticket) {
  const client = useQueryClient();
  const place = useRailPlace();
  const goOn = useGoOn();
  const me = useMe();
  const [problem, setProblem] = useState<string | null>(null);
  /** One key per intent: the same text sent again after a failure is the same intent. */
  const intent = useRef({ text: '', key: '' });
  const keyFor = (text: string): string => {
    if (intent.current.text !== text || !intent.current.key) intent.current = { text, key: newIntent() };
    return intent.current.key;
  };
  const actor = { id: me.id, name: me.name, initials: me.initials };

  const failed = (error: unknown, mode: Mode, text: string): void => {
    said(error);
    changeDraft(ticket.id, { open: mode, [mode]: text, seq: lastSeq(ticket) });
    if (error instanceof ProblemError) {
      const { title, next } = problemWords(error.problem);
      setProblem(`Not sent. ${title} ${next}`);
    }
  };

  const sendNote = async (text: string): Promise<void> => {
    const key = keyFor(text);
    changeDraft(ticket.id, { open: null, note: '' });
    setProblem(null);
    try {
      const at = new Date().toISOString();
      await perform(client, {
        id: ticket.id,
        name: 'note',
        body: { text },
        intent: key,
        silent: true,
        foresee: now => foreseeEntry(now, actor, 'note', text, at),
      });
      intent.current.key = '';
      say('Note written.');
    } catch (error) {
      failed(error, 'note', text);
    }
  };

  const sendReply = async (body: Reply): Promise<void> => {
    const key = keyFor(JSON.stringify(body));
    const following = followingOf(place.slips, ticket.id);
    const then = body.then ?? { state: 'keep' };
    changeDraft(ticket.id, { open: null, reply: '' });
    setProblem(null);
    const foresee = (now: Ticket): Ticket => {
      const at = new Date().toISOString();
      const written = foreseeEntry(now, actor, 'reply', body.text, at);
      if (then.state === 'done') return foreseeDone(written, then.outcome, at);
      if (then.state === 'handoff') return foreseeWaiting(written, 'handoff', null, '');
      return then.state === 'waiting' ? foreseeWaiting(written, 'customer', then.until ?? null, '') : written;
    };
    try {
      const answer = await perform(client, { id: ticket.id, name: 'reply', body, intent: key, silent: true, foresee });
      intent.current.key = '';
      changeDraft(ticket.id, { to: null, cc: null, seq: null, noticeId: null });
      offerCallBack(answer, body.text);
      if (then.state !== 'keep') goOn(ticket.id, following);
    } catch (error) {
      failed(error, 'reply', body.text);
    }
  };

  const offerCallBack = (answer: Ticket, text: string): void => {
    const sent = answer.entries.findLast(entry => entry.type === 'reply');
    const until = sent?.delivery?.undoUntil ? Date.parse(sent.delivery.undoUntil) : 0;
    const seconds = Math.ceil((until - Date.now()) / 1000);
    if (!sent?.delivery || seconds <= 0) say('Sent.');
    else offerUndo({ words: `Reply to #${ticket.id} sent.`, seconds, undo: () => callBack(sent, text) });
  };

  const callBack = async (entry: Entry, text = entry.text): Promise<void> => {
    if (!entry.delivery) return;
    try {
      const undone = await undoSend(entry.delivery.outboundId, newIntent());
      const now = await client.fetchQuery({
        queryKey: ticketKey(ticket.id),
        queryFn: () => readTicket(ticket.id),
        staleTime: 0,
      });
      changeDraft(ticket.id, { open: 'reply', reply: undone.text || text, seq: lastSeq(now) });
      place.open(ticket.id);
      say('Called back. Your text is here again.');
    } catch (error) {
      sayProblem(error);
    }
  };

  return { sendNote, sendReply, callBack, problem, clearProblem: () => setProblem(null) };
}
