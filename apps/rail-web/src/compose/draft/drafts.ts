// The drafts of this browser: one store for all views of a draft, so that an undone reply comes back into an open pad.
import { useSyncExternalStore } from 'react';
import { say } from '../../act/say.js';
import { useMe } from '../../shell/session-context.js';
import type { Draft } from './draft.js';
import { DraftStore, draftKey } from './draft-store.js';

const store = new DraftStore(() => localStorage);
store.dropNameless();

window.addEventListener('storage', event => {
  if (store.takeIn(event.key, event.newValue)) say('Sent from another tab.');
});

export const readDraft = (key: string): Draft => store.read(key);
export const changeDraft = (key: string, change: Partial<Draft>): void => store.change(key, change);
export const useDraft = (key: string): Draft => useSyncExternalStore(store.subscribe, () => store.read(key));

/** Names the draft of whoever is signed in on this ticket. */
export const useDraftKey = (ticketId: number): string => draftKey(useMe().id, ticketId);
