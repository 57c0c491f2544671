// A consumer that stays: whatever ends one life of it, the next begins, with growing pauses. Kafka's client restarts after some errors only.
import { type BusLog, RETRY, type RetryPolicy } from '../bus.js';
import { pause, pauseAfter } from '../delivery/pause.js';

/** One life of a consumer: resolves with the reason of its end; ends when `stop` aborts; calls `joined` when it has its share of the work. */
export type ConsumerLife = (stop: AbortSignal, joined: () => void) => Promise<Error>;

/** Told of each turn: null when it consumes, else why it does not, and after how many milliseconds it tries again. */
export type ConsumptionNews = (problem: { error: Error; retryInMs: number } | null) => void;

export class KafkaConsumption {
  readonly #stop = new AbortController();
  #problem: string | null;
  #lives: Promise<void> = Promise.resolve();

  constructor(
    private readonly group: string,
    private readonly life: ConsumerLife,
    private readonly log: BusLog,
    private readonly more: { policy?: RetryPolicy; news?: ConsumptionNews } = {},
  ) {
    this.#problem = `The consumer ${group} has not joined yet`;
  }

  /** Resolves after the first attempt to join. */
  start(): Promise<void> {
    return new Promise(resolve => {
      this.#lives = this.#live(resolve);
    });
  }

  /** Waits for running handlers. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#lives;
  }

  /** A plain sentence while it does not consume, else null. */
  problem(): string | null {
    return this.#problem;
  }

  async #live(attempted: () => void): Promise<void> {
    const stop = this.#stop.signal;
    let failures = 0;
    const joined = () => {
      failures = 0;
      this.#problem = null;
      this.more.news?.(null);
      attempted();
    };
    while (!stop.aborted) {
      const end = await this.life(stop, joined);
      attempted();
      if (stop.aborted) return;
      this.#problem = `The consumer ${this.group} does not consume: ${end.message}`;
      this.log.warn({ err: end, group: this.group }, 'A Kafka consumer ended; beginning again');
      const retryInMs = pauseAfter(++failures, this.more.policy ?? RETRY);
      this.more.news?.({ error: end, retryInMs });
      // Ends early only by the stop, which the loop's head sees.
      await pause(retryInMs, stop).catch(() => undefined);
    }
  }
}
