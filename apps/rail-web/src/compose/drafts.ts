// What a person is writing, per ticket, kept in localStorage at every stroke: it survives a crash, a reload and a closed laptop.
// One store for all views of a draft, so that an undone reply comes back into an open composer.
import { useSyncExternalStore } from 'react';

export type Mode = 'reply' | 'note';
export type Draft = {
  /** Which pad lies open; null: closed, the texts are kept. */
  open: Mode | null;
  reply: string;
  note: string;
  /** Null: as the ticket proposes. */
  to: string | null;
  cc: string | null;
  /** The last entry that was there when the writing began: a reply is held when others went on since. */
  seq: number | null;
  /** The reply tells the customer of this changed promise. */
  noticeId: number | null;
};

const EMPTY: Draft = { open: null, reply: '', note: '', to: null, cc: null, seq: null, noticeId: null };
const PREFIX = 'rail.draft.';
const cache = new Map<number, Draft>();
const listeners = new Set<() => void>();

export function readDraft(id: number): Draft {
  const known = cache.get(id);
  if (known) return known;
  let draft = EMPTY;
  try {
    draft = { ...EMPTY, ...(JSON.parse(localStorage.getItem(PREFIX + id) ?? '{}') as Partial<Draft>) };
  } catch (error) {
    console.warn(`The draft of ticket ${id} cannot be read`, error);
  }
  cache.set(id, draft);
  return draft;
}

export function changeDraft(id: number, change: Partial<Draft>): void {
  const draft = { ...readDraft(id), ...change };
  cache.set(id, draft);
  try {
    if (draft.reply || draft.note) localStorage.setItem(PREFIX + id, JSON.stringify(draft));
    else localStorage.removeItem(PREFIX + id);
  } catch (error) {
    console.warn(`The draft of ticket ${id} is kept in this tab only: storage refused`, error);
  }
  for (const tell of listeners) tell();
}

export const lastSeq = (ticket: { entries: { seq: number }[] }): number => ticket.entries.at(-1)?.seq ?? 0;

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const useDraft = (id: number): Draft => useSyncExternalStore(subscribe, () => readDraft(id));
