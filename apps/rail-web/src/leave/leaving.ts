// The page's own guard over what is not saved, at the three ways out: a link or a move of ours, the browser's back and forward, a page that closes.
import type { AroundNavHandler } from 'wouter';
import { makeLeaveGuard } from './leave-guard.js';

export const leaving = makeLeaveGuard();

/** For the router: every link and every `go`. */
export const askFirst: AroundNavHandler = (navigate, to, options) => leaving.leave(to, () => navigate(to, options));

/**
 * Back and forward have happened when we hear of them. So the address is put back as a step of its own, before the router sees another; one
 * step back from there is where the reader wanted to be, whichever way it was.
 */
export function watchHistory(): void {
  const onMoved = (event: PopStateEvent): void => {
    const lost = leaving.against(window.location.pathname + window.location.search);
    if (!lost) return;
    event.stopImmediatePropagation();
    const state: unknown = window.history.state;
    window.history.pushState(state, '', lost.here);
    leaving.leave('', () => window.history.back());
  };
  // Capturing listeners of the window come first, whenever the router began to listen.
  window.addEventListener('popstate', onMoved, { capture: true });
}
