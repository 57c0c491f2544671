// Gathers what comes in at the same time on many connections (mails, posts) into one durable store call.
// Guarantees: a promise of add() resolves only after the call that held it committed; one bad input does not fail its neighbours.
import type { Accepted, Envelope } from '../source/envelope.js';

export interface AcceptBatcher {
  /** Stores the envelopes of one mail or post together. Rejects as `accept` rejected. */
  add(envelopes: Envelope[]): Promise<Accepted[]>;
  /** Resolves when nothing is queued or in flight. */
  drained(): Promise<void>;
}

export interface BatchLimits {
  /** Envelopes in one call. */
  mostEnvelopes: number;
  /** Raw bytes in one call; a single larger mail goes alone. */
  mostBytes: number;
  /** Calls at the same time. While they run, the queue fills: the slower the store, the larger the batch. */
  inFlight: number;
}

export const BATCH_LIMITS: BatchLimits = { mostEnvelopes: 200, mostBytes: 8 * 1024 * 1024, inFlight: 2 };

interface Waiting {
  envelopes: Envelope[];
  bytes: number;
  resolve(accepted: Accepted[]): void;
  reject(error: unknown): void;
}

export function createAcceptBatcher(
  accept: (envelopes: Envelope[]) => Promise<Accepted[]>,
  limits: BatchLimits = BATCH_LIMITS,
): AcceptBatcher {
  let queue: Waiting[] = [];
  let running = 0;
  let scheduled = false;
  let idle: (() => void)[] = [];

  function schedule(): void {
    if (scheduled || running >= limits.inFlight || queue.length === 0) return;
    scheduled = true;
    // One turn of the event loop: every connection whose mail ended in this turn joins the batch.
    setImmediate(() => {
      scheduled = false;
      while (running < limits.inFlight && queue.length > 0) void run(take());
    });
  }

  function take(): Waiting[] {
    let count = 0;
    let bytes = 0;
    let end = 0;
    for (const one of queue) {
      const full = count + one.envelopes.length > limits.mostEnvelopes || bytes + one.bytes > limits.mostBytes;
      if (end > 0 && full) break;
      count += one.envelopes.length;
      bytes += one.bytes;
      end += 1;
    }
    const batch = queue.slice(0, end);
    queue = queue.slice(end);
    return batch;
  }

  async function run(batch: Waiting[]): Promise<void> {
    running += 1;
    try {
      await store(batch);
    } finally {
      running -= 1;
      schedule();
      if (running === 0 && queue.length === 0) {
        for (const tell of idle) tell();
        idle = [];
      }
    }
  }

  async function store(batch: Waiting[]): Promise<void> {
    try {
      const accepted = await accept(batch.flatMap(one => one.envelopes));
      let from = 0;
      for (const one of batch) {
        one.resolve(accepted.slice(from, from + one.envelopes.length));
        from += one.envelopes.length;
      }
    } catch (error) {
      if (batch.length === 1 || isRetryable(error)) {
        for (const one of batch) one.reject(error);
        return;
      }
      // Something in this batch cannot be stored at all: find it, and store the others.
      for (const one of batch) await store([one]);
    }
  }

  return {
    add(envelopes) {
      return new Promise((resolve, reject) => {
        const bytes = envelopes.reduce((sum, one) => sum + one.raw.length, 0);
        queue.push({ envelopes, bytes, resolve, reject });
        schedule();
      });
    },
    drained() {
      if (running === 0 && queue.length === 0) return Promise.resolve();
      return new Promise(resolve => idle.push(resolve));
    },
  };
}

export function isRetryable(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'retryable' in error && error.retryable === true;
}
