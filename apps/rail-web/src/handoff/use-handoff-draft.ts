// What is being written into a handoff, kept on the server half a second after the last stroke, so that it survives a crash and a colleague
// can go on with it. Saves run one after the other, each with the version that the one before it answered. Guarantee: what was written is
// never thrown away silently: when a colleague saved meanwhile, the writer chooses.
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { EditHandoff, Handoff } from '#api';
import { sayProblem } from '../act/say.js';
import { readHandoff, saveHandoff } from '../api/flow/handoff.api.js';
import { ProblemError } from '../api/http.js';
import { problemWords } from '../api/problem-words.js';
import { endSessionOn } from '../api/query-client.js';
import { handoffKey } from '../api/query-keys.js';

const PAUSE_MS = 500;
const RETRY_MS = 5_000;

export type Saving = { is: 'saved' | 'dirty' | 'saving' } | { is: 'failed'; words: string } | { is: 'conflict' };

const editOf = (handoff: Handoff): EditHandoff => ({
  fields: handoff.fields,
  note: handoff.note,
  attachments: handoff.attachments.map(({ id, rule }) => ({ id, rule })),
});

export function useHandoffDraft(handoff: Handoff) {
  const client = useQueryClient();
  const { id } = handoff;
  const [edit, setEdit] = useState<EditHandoff>(() => editOf(handoff));
  /** What stands in the form, also between two drawings of it. */
  const latest = useRef(edit);
  const put = useCallback((next: EditHandoff): void => {
    latest.current = next;
    setEdit(next);
  }, []);
  const [saving, setSaving] = useState<Saving>({ is: 'saved' });
  const job = useRef({ pending: null as EditHandoff | null, running: false, timer: 0, tail: Promise.resolve(true) });
  /** The version that the writing stands on. The cache may know a newer one of a colleague: saving on that would overwrite it unseen. */
  const base = useRef(handoff.version);
  // A colleague's change is taken in while nothing of ours waits to be saved.
  useEffect(() => {
    if (handoff.version <= base.current || job.current.pending || job.current.running) return;
    base.current = handoff.version;
    put(editOf(handoff));
  }, [handoff, put]);

  const flushLater = useRef<() => Promise<boolean>>(async () => true);
  const saveOnce = useCallback(async (): Promise<boolean> => {
    const body = job.current.pending;
    if (!body) return true;
    job.current.pending = null;
    job.current.running = true;
    setSaving({ is: 'saving' });
    try {
      const saved = await saveHandoff(id, body, base.current);
      base.current = saved.version;
      client.setQueryData(handoffKey(id), saved);
      if (!job.current.pending) setSaving({ is: 'saved' });
      return true;
    } catch (error) {
      job.current.pending ??= body;
      endSessionOn(error, client);
      if (!(error instanceof ProblemError)) throw error;
      if (error.status === 412) setSaving({ is: 'conflict' });
      else if (error.status === 409) {
        // It is not ours to write any more; what stands now is shown instead of the form.
        job.current.pending = null;
        sayProblem(error, 'Not saved.');
        await client.invalidateQueries({ queryKey: handoffKey(id) });
      } else {
        setSaving({ is: 'failed', words: problemWords(error.problem).title });
        const passing = error.status === 0 || error.status >= 500;
        if (passing) job.current.timer = window.setTimeout(() => void flushLater.current(), RETRY_MS);
      }
      return false;
    } finally {
      job.current.running = false;
    }
  }, [client, id]);

  /** Everything that was written is on the server: true. */
  const flush = useCallback((): Promise<boolean> => {
    window.clearTimeout(job.current.timer);
    job.current.tail = job.current.tail.then(saveOnce, saveOnce);
    return job.current.tail;
  }, [saveOnce]);

  flushLater.current = flush;

  const change = useCallback(
    (part: Partial<EditHandoff>): void => {
      const next = { ...latest.current, ...part };
      job.current.pending = next;
      put(next);
      setSaving(now => (now.is === 'conflict' ? now : { is: 'dirty' }));
      window.clearTimeout(job.current.timer);
      job.current.timer = window.setTimeout(() => void flush(), PAUSE_MS);
    },
    [flush, put],
  );

  const resolve = useCallback(
    async (keep: 'mine' | 'theirs'): Promise<void> => {
      const now = await readHandoff(id);
      base.current = now.version;
      if (keep === 'theirs') job.current.pending = null;
      client.setQueryData(handoffKey(id), now);
      if (keep === 'mine') return void (await flush());
      put(editOf(now));
      setSaving({ is: 'saved' });
    },
    [client, id, flush, put],
  );

  // The panel or the page is left: what is still here goes now.
  useEffect(() => {
    const leave = (): void => {
      window.clearTimeout(job.current.timer);
      const body = job.current.pending;
      job.current.pending = null;
      if (body)
        saveHandoff(id, body, base.current, true).then(
          saved => client.setQueryData(handoffKey(id), saved),
          (error: unknown) => console.warn(`The draft of handoff ${id} was left unsaved`, error),
        );
    };
    window.addEventListener('pagehide', leave);
    return () => {
      window.removeEventListener('pagehide', leave);
      leave();
    };
  }, [client, id]);

  /** Nothing is sent any more: it was discarded. */
  const forget = useCallback((): void => {
    window.clearTimeout(job.current.timer);
    job.current.pending = null;
  }, []);

  return { edit, change, flush, saving, resolve, forget };
}
