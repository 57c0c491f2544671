// Kafka as a transport of Nest: one consumer group per consumer, whole batches, commits after the handlers. Nest's own Kafka server handles one
// message at a time and commits by the clock. Handlers come from Bus.subscribe and are registered as Nest's event handlers; an
// application may connect this strategy as a microservice, or let the bus start it.
import { createHash } from 'node:crypto';
import { type CustomTransportStrategy, type MessageHandler, Server } from '@nestjs/microservices';
import { Fault } from '#runtime';
import type { DeadLetterStore } from '#store';
import { type BusEvent, type BusLog, checkSubscription, type RetryPolicy, type Subscription } from '../bus.js';
import { fromWire } from '../cloud.event.js';
import { Delivery } from '../delivery/delivery.js';
import { RunningWork } from '../delivery/running.work.js';
import type { KafkaConsumption } from './kafka.consumption.js';
import type { KafkaRecord } from './kafka.record.js';
import type { KafkaTransport } from './kafka.transport.js';

/** Consumer groups are named `ticket-rail.<consumer>`. */
export const groupOf = (consumer: string): string => `ticket-rail.${consumer}`;

export class KafkaStrategy extends Server implements CustomTransportStrategy {
  override transportId = Symbol('ticket-rail kafka');
  readonly #running = new RunningWork();
  #listening: Promise<unknown> | null = null;
  readonly #open: KafkaConsumption[] = [];

  constructor(
    private readonly transport: KafkaTransport,
    private readonly letters: DeadLetterStore,
    private readonly retry: RetryPolicy,
    private readonly log: BusLog,
  ) {
    super();
  }

  subscribe(subscription: Subscription): void {
    const others = [...this.messageHandlers.values()].map(handler => handler.extras?.subscription as Subscription);
    checkSubscription(others, subscription);
    const { consumer, topic } = subscription;
    this.addHandler(`${topic} for ${consumer}`, (events: BusEvent[]) => subscription.handle(events), true, {
      subscription,
    });
  }

  /** Begins to consume; calls back after the first attempt. Twice is once. */
  async listen(callback: (error?: unknown) => void): Promise<void> {
    try {
      this.#listening ??= Promise.all(
        [...this.messageHandlers].map(([pattern, handler]) => this.#consume(pattern, handler)),
      );
      await this.#listening;
      callback();
    } catch (error) {
      callback(error);
    }
  }

  async close(): Promise<void> {
    const finished = this.#running.stop();
    await this.#listening;
    // Handlers first: a consumer that stops waits for its running batch.
    if (await finished) await Promise.all(this.#open.map(consumption => consumption.stop()));
    else this.log.warn({}, 'The bus stopped while a handler was still running; its events come again');
  }

  /** A plain sentence while a consumer does not consume, else null. */
  problem(): string | null {
    return this.#open.map(consumption => consumption.problem()).find(problem => problem !== null) ?? null;
  }

  on(): never {
    throw new Fault('BUS.SUBSCRIPTION', 'This transport emits no events of its own');
  }

  unwrap<T>(): T {
    return this.transport as T;
  }

  async #consume(pattern: string, handler: MessageHandler): Promise<void> {
    const subscription = handler.extras?.subscription as Subscription | undefined;
    if (!subscription) throw new Fault('BUS.SUBSCRIPTION', `The handler of "${pattern}" was not made by Bus.subscribe`);
    const { consumer, topic, batch = 1 } = subscription;
    const handle = async (events: BusEvent[]) => void (await handler(events));
    const delivery = new Delivery({ consumer, batch, handle }, this.letters, this.retry, this.log);
    const consumption = await this.transport.consume(groupOf(consumer), topic, (records, signal) =>
      this.#running.run(signal, async either => {
        const events: BusEvent[] = [];
        for (const record of records) {
          const event = await this.#read(consumer, topic, record);
          if (event) events.push(event);
        }
        await delivery.deliver(events, either);
      }),
    );
    this.#open.push(consumption);
  }

  /** Null for a record that is no event of ours: it stands in the dead letters, under a key of its own, and holds up nobody. */
  async #read(consumer: string, topic: string, record: KafkaRecord): Promise<BusEvent | null> {
    try {
      return fromWire(topic, record);
    } catch (error) {
      const { partition, offset } = record;
      const place = `${topic}/${partition}/${offset}`;
      const payload = { partition, offset, size: record.value.length };
      const about = {
        position: 0,
        id: uuidOf(place),
        topic,
        key: `unreadable ${place}`,
        seq: 0,
        type: 'unreadable',
        payload,
        at: new Date(),
      };
      await this.letters.bury(consumer, about, 0, (error as Error).message, []);
      this.log.error({ consumer, place, err: error }, 'A record is no event of ours');
      return null;
    }
  }
}

// The same record is the same dead letter, however often it comes.
function uuidOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
}
