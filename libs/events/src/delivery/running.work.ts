// What is under way, so that a stop can wait for it. Guarantee: after stop() nothing new begins, what waits between two tries ends at once,
// and what goes well is finished and waited for, but for no longer than the grace.
import { setMaxListeners } from 'node:events';
import { stopped } from '../bus.js';

export const STOP_GRACE_MS = 10_000;

export class RunningWork {
  readonly #stop = new AbortController();
  readonly #work = new Set<Promise<unknown>>();

  constructor() {
    // A listener for each batch under way, and each removes its own.
    setMaxListeners(0, this.#stop.signal);
  }

  get stopping(): AbortSignal {
    return this.#stop.signal;
  }

  /** Runs with a signal that aborts on the caller's or on stop(). @throws Fault BUS.STOPPED after stop() */
  async run<T>(signal: AbortSignal, work: (either: AbortSignal) => Promise<T>): Promise<T> {
    if (this.#stop.signal.aborted) throw stopped();
    // Linked by hand and unlinked after: AbortSignal.any on a signal that lives as long as the process would keep each batch.
    const either = new AbortController();
    setMaxListeners(0, either.signal);
    const onCaller = () => either.abort(signal.reason);
    const onStop = () => either.abort(this.#stop.signal.reason);
    if (signal.aborted) onCaller();
    signal.addEventListener('abort', onCaller);
    this.#stop.signal.addEventListener('abort', onStop);
    const running = work(either.signal);
    this.#work.add(running);
    try {
      return await running;
    } finally {
      this.#work.delete(running);
      signal.removeEventListener('abort', onCaller);
      this.#stop.signal.removeEventListener('abort', onStop);
    }
  }

  /** False where something was still running at the end of the grace. */
  async stop(graceMs = STOP_GRACE_MS): Promise<boolean> {
    this.#stop.abort(stopped());
    let timer: NodeJS.Timeout | undefined;
    const grace = new Promise<boolean>(resolve => {
      timer = setTimeout(() => resolve(false), graceMs);
    });
    const done = Promise.allSettled([...this.#work]).then(() => true);
    const outcome = await Promise.race([done, grace]);
    clearTimeout(timer);
    return outcome;
  }
}
