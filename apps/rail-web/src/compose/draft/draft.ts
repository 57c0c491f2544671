// What a person is writing on a ticket, and what becomes of it when the pad is opened, emptied or brought back. Pure.
import type { Ticket } from '#api';
import { type Before, beginningOf } from '../../ticket/what-changed.js';
import type { PadFile } from '../files/pad-file.js';
import { withText } from '../gap-words.js';

export type Mode = 'reply' | 'note';
export type Draft = {
  /** Which pad lies open; null: closed, the texts are kept. */
  open: Mode | null;
  reply: string;
  note: string;
  files: Readonly<Record<Mode, readonly PadFile[]>>;
  /** Null: as the ticket proposes. */
  to: string | null;
  cc: string | null;
  /** The ticket as it stood when the reply was begun: it is held when others went on since. */
  began: Before | null;
  /** The reply tells the customer of this changed promise. */
  noticeId: number | null;
  /** What was sent and not answered yet: sent again as it is, it is the same intent, and is done once. */
  tries: Readonly<Record<Mode, Try | null>>;
  /** What this tab is sending at this moment. Never kept: after a crash it is a try without an answer. */
  flying: readonly Mode[];
  /** The intent that was done last: tells other tabs why their text is gone. */
  done: { mode: Mode; key: string } | null;
};

/** One intent to send: its key, what was sent, and the version of the ticket that it was sent with (null: not asked yet). */
export type Try = { key: string; body: string; version: number | null };

export const EMPTY: Draft = {
  open: null,
  reply: '',
  note: '',
  files: { reply: [], note: [] },
  to: null,
  cc: null,
  began: null,
  noticeId: null,
  tries: { reply: null, note: null },
  flying: [],
  done: null,
};

/** Words or files: something that would be lost. */
export const holds = (draft: Draft, mode: Mode): boolean => draft[mode].trim() !== '' || draft.files[mode].length > 0;

/** Opens a pad. A reply that was begun keeps its beginning, however often the pad is closed and opened. */
export const opening = (draft: Draft, ticket: Ticket, mode: Mode): Partial<Draft> =>
  mode === 'note' || (holds(draft, 'reply') && draft.began)
    ? { open: mode }
    : { open: mode, began: beginningOf(ticket) };

/** Lets go of one of the two texts, with all that belongs to it. Its files lie on until they are removed from the server. */
export const emptied = (draft: Draft, mode: Mode): Partial<Draft> => ({
  ...(mode === 'note' ? { note: '' } : { reply: '', to: null, cc: null, began: null, noticeId: null }),
  files: { ...draft.files, [mode]: [] },
  tries: { ...draft.tries, [mode]: null },
});

/** Brings a text and its files back as they were `before`: called back, or discarded by mistake. What was begun since stays below it. */
export function restored(now: Draft, before: Draft, mode: Mode): Partial<Draft> {
  const text = now[mode].trim() ? withText(before[mode], now[mode]) : before[mode];
  const back = before.files[mode].filter(file => !now.files[mode].some(other => other.id === file.id));
  const files = { ...now.files, [mode]: [...back, ...now.files[mode]] };
  if (mode === 'note') return { open: mode, note: text, files };
  const { to, cc, began, noticeId } = before;
  return { open: mode, reply: text, files, to, cc, began, noticeId };
}

/**
 * The same body as the try without an answer is the same intent. Anything else is a new one, which goes with the version of that try: if that was done
 * after all, the server refuses this one, and nobody is answered twice.
 */
export const tryOf = (draft: Draft, mode: Mode, body: string, newKey: () => string): Try => {
  const known = draft.tries[mode];
  return known?.body === body ? known : { key: newKey(), body, version: known?.version ?? null };
};

/** It leaves now: the pad closes, the text stays until the server has answered. */
export const takeOff = (draft: Draft, mode: Mode, sent: Try): Partial<Draft> => ({
  open: draft.open === mode ? null : draft.open,
  flying: [...draft.flying.filter(other => other !== mode), mode],
  tries: { ...draft.tries, [mode]: sent },
});

/** It was done. A text that was changed meanwhile, in another tab, was not sent: it stays, and so does a file that was added. */
export const landed = (
  draft: Draft,
  mode: Mode,
  sent: Try,
  gone: { text: string; files: readonly number[] },
): Partial<Draft> => ({
  ...(draft[mode].trim() === gone.text.trim() ? emptied(draft, mode) : { tries: { ...draft.tries, [mode]: null } }),
  files: { ...draft.files, [mode]: draft.files[mode].filter(file => !gone.files.includes(file.id)) },
  flying: draft.flying.filter(other => other !== mode),
  done: { mode, key: sent.key },
});

/** It came back. `unknown`: nobody can tell whether it was done, so the try is kept. */
export const cameBack = (draft: Draft, mode: Mode, unknown: boolean): Partial<Draft> => ({
  open: mode,
  flying: draft.flying.filter(other => other !== mode),
  tries: unknown ? draft.tries : { ...draft.tries, [mode]: null },
});
