// Who else is on which ticket, as the live stream tells it. One place for list and ticket: a component hears only of the ticket that it shows.
import { useSyncExternalStore } from 'react';
import type { LivePresence } from '#api';

export type Other = LivePresence['tickets'][number]['people'][number];

const NOBODY: readonly Other[] = [];
let byTicket: ReadonlyMap<number, readonly Other[]> = new Map();
const listeners = new Set<() => void>();

/** What changed, or all that there is. */
export function takeInOthers({ whole, tickets }: LivePresence): void {
  const next = whole ? new Map<number, readonly Other[]>() : new Map(byTicket);
  for (const { ticketId, people } of tickets) {
    const had = byTicket.get(ticketId);
    // The same people stay the same value: nothing is drawn anew for them.
    if (people.length === 0) next.delete(ticketId);
    else next.set(ticketId, had && JSON.stringify(had) === JSON.stringify(people) ? had : people);
  }
  byTicket = next;
  for (const tell of listeners) tell();
}

/** Nobody knows any more: the stream has been away for a while. */
export const forgetOthers = (): void => takeInOthers({ whole: true, tickets: [] });

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const othersOn = (ticketId: number): readonly Other[] => byTicket.get(ticketId) ?? NOBODY;

export const useOthers = (ticketId: number): readonly Other[] =>
  useSyncExternalStore(subscribe, () => othersOn(ticketId));
