// A form that holds something unsaved says so; whoever wants to leave is asked then.
import { useCallback, useEffect, useRef } from 'react';
import { useLocation, useSearch } from 'wouter';
import type { Unsaved } from './leave-guard.js';
import { leaving } from './leaving.js';

/**
 * @param dirty  something is typed that is not saved
 * @returns to be called when it is saved or deleted and the form itself goes elsewhere, before React has drawn that nothing is unsaved
 */
export function useUnsaved(dirty: boolean, more: Pick<Unsaved, 'stays' | 'drop'> = {}): () => void {
  const [path] = useLocation();
  const search = useSearch();
  const here = path + (search ? `?${search}` : '');
  // Read when it is asked, so that a form may give new functions each time that it is drawn.
  const last = useRef(more);
  last.current = more;
  const letGo = useRef<() => void>(() => {});
  useEffect(() => {
    if (!dirty) return;
    const release = leaving.hold({
      here,
      stays: to => last.current.stays?.(to) ?? false,
      drop: () => last.current.drop?.(),
    });
    const onUnload = (event: BeforeUnloadEvent): void => event.preventDefault();
    window.addEventListener('beforeunload', onUnload);
    letGo.current = () => {
      release();
      window.removeEventListener('beforeunload', onUnload);
    };
    return letGo.current;
  }, [dirty, here]);
  return useCallback(() => letGo.current(), []);
}
