// Holding one lease for as long as one works: waits for it, renews it, and says at once when it is lost.
// Guarantee: `lost` is aborted no later than the lease's end by the monotonic clock, whatever the database or the network does;
// a process that slept through the end (SIGSTOP) finds its fenced writes refused.
import type { HeldLease } from '#channels/contract';
import { StoreFault } from '../database/store.fault.js';
import type { LeaseStore } from './lease.store.js';

export interface HoldOptions {
  /** Unique per process and start. */
  owner: string;
  ttlMs: number;
  /** Give the lease up (or stop waiting for it). */
  signal: AbortSignal;
}

/**
 * Resolves when the lease is held; it is renewed at a third of its time until `signal` aborts, and then released.
 * While another holds it or the database is away, waits and tries again.
 * @throws StoreFault LEASE.GIVEN_UP where `signal` aborts before.
 */
export async function holdLease(store: LeaseStore, name: string, options: HoldOptions): Promise<HeldLease> {
  const { owner, ttlMs, signal } = options;
  for (;;) {
    if (signal.aborted) throw new StoreFault('LEASE.GIVEN_UP', `Waiting for the lease ${name} was given up`, false);
    const asked = performance.now();
    const taken = await store.acquire(name, owner, ttlMs).catch(orWait);
    if (taken) return keep(store, name, taken.fence, asked + ttlMs, options);
    await pause((ttlMs / 3) * (0.75 + Math.random() / 2), signal);
  }
}

function keep(
  store: LeaseStore,
  name: string,
  fence: number,
  firstDeadline: number,
  { owner, ttlMs, signal }: HoldOptions,
): HeldLease {
  const lost = new AbortController();
  let deadline = firstDeadline;
  let renewal: NodeJS.Timeout;
  let end: NodeJS.Timeout;

  let problem: unknown;

  const lose = (reason: string) => {
    clearTimeout(renewal);
    clearTimeout(end);
    signal.removeEventListener('abort', giveUp);
    const message = `The lease ${name} (fence ${fence}) ${reason}`;
    lost.abort(new StoreFault('LEASE.LOST', message, false, { cause: problem }));
  };
  const giveUp = () => {
    lose('was given up');
    // Releasing only spares the next taker the wait: where it fails, the lease runs out by itself.
    store.release(name, owner, fence).catch(() => undefined);
  };
  const plan = () => {
    clearTimeout(end);
    end = setTimeout(() => lose('was not renewed in time'), Math.max(0, deadline - performance.now()));
    renewal = setTimeout(renew, ttlMs / 3);
  };
  const renew = async () => {
    // The deadline counts from before the question: the database's own count starts later, so ours ends first.
    const asked = performance.now();
    try {
      const renewed = await store.renew(name, owner, fence, ttlMs);
      if (lost.signal.aborted) return;
      if (!renewed) return lose('is held by another, or ran out');
      deadline = asked + ttlMs;
      problem = undefined;
    } catch (error) {
      if (lost.signal.aborted) return;
      // Tried again until the end; what went wrong is told as the cause of the loss.
      problem = error;
    }
    plan();
  };

  plan();
  if (signal.aborted) giveUp();
  else signal.addEventListener('abort', giveUp, { once: true });
  return { name, fence, lost: lost.signal };
}

// A database that is away may come back; anything else is a mistake that waiting does not mend.
function orWait(error: unknown): null {
  if (error instanceof StoreFault && error.retryable) return null;
  throw error;
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    signal.addEventListener('abort', done, { once: true });
  });
}
