// Waiting between two tries, for no longer than the caller wants to go on.
import { type RetryPolicy, stopped } from '../bus.js';

/** @throws Fault BUS.STOPPED as soon as `signal` aborts. */
export function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(stopped());
    const abort = () => {
      clearTimeout(timer);
      reject(stopped());
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', abort);
      resolve();
    }, milliseconds);
    signal.addEventListener('abort', abort, { once: true });
  });
}

/** Milliseconds before the next try after `failures` (from 1): doubled each time, capped, half of it chance, so that many do not come at once. */
export function pauseAfter(failures: number, policy: RetryPolicy): number {
  const full = Math.min(policy.longestPauseMs, policy.firstPauseMs * 2 ** Math.min(failures - 1, 30));
  return full * (0.5 + Math.random() / 2);
}
