// The bus over Kafka: publishing waits for the brokers' acknowledgement; consuming is the strategy's part.
import type { DeadLetterStore } from '#store';
import type { Bus, LaneBatch, RetryPolicy, Subscription } from '../bus.js';
import { stopped } from '../bus.js';
import { toWire } from '../cloud.event.js';
import type { KafkaOptions } from './kafka.client.js';
import { KafkaStrategy } from './kafka.strategy.js';
import { KafkaTransport } from './kafka.transport.js';

export class KafkaBus implements Bus {
  /** May be connected to a Nest application as a microservice instead of calling start(). */
  readonly strategy: KafkaStrategy;
  readonly #transport: KafkaTransport;
  #state: 'new' | 'started' | 'stopped' = 'new';

  constructor(options: KafkaOptions, letters: DeadLetterStore, retry: RetryPolicy) {
    this.#transport = new KafkaTransport(options);
    this.strategy = new KafkaStrategy(this.#transport, letters, retry, options.log);
  }

  subscribe(subscription: Subscription): void {
    this.strategy.subscribe(subscription);
  }

  async start(): Promise<void> {
    this.#state = 'started';
    await this.#transport.ensureTopics();
    await new Promise<void>((resolve, reject) => {
      void this.strategy.listen(error => (error ? reject(error) : resolve()));
    });
  }

  async publish({ events }: LaneBatch, _signal: AbortSignal): Promise<void> {
    if (this.#state === 'stopped') throw stopped();
    await this.#transport.send(events.map(event => ({ topic: event.topic, wire: toWire(event) })));
  }

  async stop(): Promise<void> {
    this.#state = 'stopped';
    await this.strategy.close();
    await this.#transport.close();
  }

  check(): void {
    const problem =
      this.#state === 'started' ? (this.#transport.problem() ?? this.strategy.problem()) : 'The bus is not started';
    if (problem) throw new Error(problem);
  }
}
