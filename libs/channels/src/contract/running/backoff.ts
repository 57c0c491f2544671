// How connectors wait before they try again. On timers only: a wall clock that jumps changes nothing.

/** Doubling pauses with jitter upwards, so that many channels do not come back in one moment, and never sooner than said. */
export class Backoff {
  private failures = 0;

  constructor(
    private readonly range: { first: number; longest: number },
    private readonly random: () => number = Math.random,
  ) {}

  /** Milliseconds to wait after one more failure: from 1 to 1.25 times the doubled pause, at most `longest`. */
  next(): number {
    const plain = Math.min(this.range.first * 2 ** Math.min(this.failures, 30), this.range.longest);
    this.failures += 1;
    return Math.min(Math.round(plain * (1 + 0.25 * this.random())), this.range.longest);
  }

  reset(): void {
    this.failures = 0;
  }
}

/** Resolves after `ms` or as soon as the signal aborts, whichever is first. Never rejects. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    if (signal.aborted) return resolve();
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done, { once: true });
  });
}
