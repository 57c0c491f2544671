// Whether details are shown with the ticket. Beside it, on a wide page, that is the person's choice and kept; over it, on a narrow one,
// they start closed and nothing is kept. So a window that was narrow for a while, or zoomed, shows them again when it is wide.
import { useMediaQuery } from '@mantine/hooks';
import { useCallback, useEffect, useSyncExternalStore } from 'react';
import { setPreference, usePreferences } from '../look/preferences.js';

const WIDE = '(min-width: 1240px)';

let over = false;
const listeners = new Set<() => void>();
function layOver(shown: boolean): void {
  over = shown;
  for (const tell of listeners) tell();
}
const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export type Details = { shown: boolean; wide: boolean; show: (shown: boolean) => void };

/** All who ask see the same. `show` is for a person's own act only. */
export function useDetails(): Details {
  const wide = useMediaQuery(WIDE, undefined, { getInitialValueInEffect: false });
  const { details } = usePreferences();
  const shownOver = useSyncExternalStore(subscribe, () => over);
  useEffect(() => {
    if (wide) layOver(false);
  }, [wide]);
  const show = useCallback((shown: boolean): void => (wide ? setPreference('details', shown) : layOver(shown)), [wide]);
  return { shown: wide ? details : shownOver, wide, show };
}
