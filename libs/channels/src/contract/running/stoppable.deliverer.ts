// What all deliverers do when the process stops. Guarantees: nothing new leaves; what is under way ends, or is cut off after its grace, and its outcome is told.
import type { Deliverer, OutboundMail, RecipientOutcome } from '../deliverer.js';

export interface StoppableParts {
  /** Never rejects. */
  deliver(mail: OutboundMail): Promise<RecipientOutcome[]>;
  /** Ends what is still under way after the grace. Left out: it is waited for. */
  cut?(): void;
  /** Milliseconds. Default 5,000. */
  grace?: number | undefined;
  /** When nothing is under way any more. */
  end?(): Promise<void> | void;
}

export function stoppableDeliverer({ deliver, cut, grace, end }: StoppableParts): Deliverer {
  const running = new Set<Promise<unknown>>();
  let closed = false;
  return {
    async deliver(mail) {
      if (closed) return mail.envelope.to.map(address => ({ address, outcome: 'deferred', response: 'Shutting down' }));
      const work = deliver(mail);
      running.add(work);
      try {
        return await work;
      } finally {
        running.delete(work);
      }
    },
    async close() {
      closed = true;
      const timer = cut ? setTimeout(cut, grace ?? 5_000) : undefined;
      await Promise.allSettled(running);
      clearTimeout(timer);
      await end?.();
    },
  };
}
