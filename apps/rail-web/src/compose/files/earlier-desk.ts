// Who takes a file of the timeline along just now: the composer of the ticket that is open. A file's own button asks here.
import { useEffect, useRef, useSyncExternalStore } from 'react';

type Take = (attachmentId: number) => void;
let taker: Take | null = null;
const listeners = new Set<() => void>();

function put(next: Take | null): void {
  taker = next;
  for (const tell of listeners) tell();
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** Null where nothing can be written. */
export const useEarlierTaker = (): Take | null => useSyncExternalStore(subscribe, () => taker);

/** While it is on screen and `enabled`, files of the timeline come to it. */
export function useTakeEarlier(take: Take, enabled: boolean): void {
  const latest = useRef(take);
  useEffect(() => {
    latest.current = take;
  });
  useEffect(() => {
    if (!enabled) return;
    const mine: Take = id => latest.current(id);
    put(mine);
    return () => {
      if (taker === mine) put(null);
    };
  }, [enabled]);
}
