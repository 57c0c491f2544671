// The embedded transport: the relay hands events to the handlers in its own process, and marks them sent when all have taken them. No broker,
// the same promises. Instances share the work because the relay's lanes are shared.
import type { DeadLetterStore } from '#store';
import {
  type Bus,
  type BusLog,
  checkSubscription,
  type LaneBatch,
  type RetryPolicy,
  type Subscription,
  stopped,
} from '../bus.js';
import { Delivery } from '../delivery/delivery.js';
import { RunningWork } from '../delivery/running.work.js';

export class EmbeddedBus implements Bus {
  readonly #subscriptions: { subscription: Subscription; delivery: Delivery }[] = [];
  readonly #running = new RunningWork();
  #started = false;

  constructor(
    private readonly letters: DeadLetterStore,
    private readonly retry: RetryPolicy,
    private readonly log: BusLog,
  ) {}

  subscribe(subscription: Subscription): void {
    checkSubscription(
      this.#subscriptions.map(entry => entry.subscription),
      subscription,
    );
    const { consumer, batch = 1 } = subscription;
    const handle: Subscription['handle'] = events => subscription.handle(events);
    const delivery = new Delivery({ consumer, batch, handle }, this.letters, this.retry, this.log);
    this.#subscriptions.push({ subscription, delivery });
  }

  async start(): Promise<void> {
    this.#started = true;
  }

  /** The consumers take their parts side by side; the slowest one decides when the lane goes on. */
  async publish(batch: LaneBatch, signal: AbortSignal): Promise<void> {
    if (!this.#started) throw stopped();
    await this.#running.run(signal, async either => {
      const parts = this.#subscriptions.map(({ subscription, delivery }) => {
        const events = batch.events.filter(event => event.topic === subscription.topic);
        return events.length > 0 ? delivery.deliver(events, either) : undefined;
      });
      const outcomes = await Promise.allSettled(parts);
      for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
    });
  }

  async stop(): Promise<void> {
    this.#started = false;
    await this.#running.stop();
  }

  check(): void {
    if (!this.#started) throw new Error('The bus is not started');
  }
}
