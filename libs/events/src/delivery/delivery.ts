// Hands events to one consumer and keeps the bus's promises about failure: retry, dead letter, parking, requeue. Both transports use it, and
// the relay itself, whose "handler" is publishing. Guarantees: deliver() resolves only when each event was handled or stands in the dead
// letters; the order per key is kept, also across a failure and its requeue.

import { codeOf, isRetryable } from '#runtime';
import type { DeadLetterStore, StoredEvent } from '#store';
import { type BusEvent, type BusLog, type RetryPolicy, stopped } from '../bus.js';
import { isKnownType, problemOf } from '../schema/event.registry.js';
import { pause, pauseAfter } from './pause.js';

export interface Consumer {
  consumer: string;
  /** Events per call. */
  batch: number;
  handle(events: BusEvent[], signal: AbortSignal): Promise<void>;
  /** True for the relay: it passes on what it does not know, and what is addressed to others. */
  passesAll?: boolean;
  /** Called after each failed try that is to be repeated. */
  onRetry?(event: BusEvent, error: Error, nextAttemptAt: Date): void;
}

const TAKEN = Symbol('taken');
interface Failure {
  attempts: number;
  error: string;
}

/** Keys of one batch that are tried one by one at the same time, once the batch as a whole has failed. */
const CHAINS = 8;

export class Delivery {
  constructor(
    private readonly to: Consumer,
    private readonly letters: DeadLetterStore,
    private readonly retry: RetryPolicy,
    private readonly log: BusLog,
  ) {}

  /**
   * Events in order, of one lane; one call at a time per lane. A `signal` that aborts with BUS.STOPPED ends all waiting, but not what goes
   * well; any other reason ends it before the next call.
   * @throws Fault BUS.STOPPED where `signal` aborted first: the events are to be delivered again.
   */
  async deliver(events: BusEvent[], signal: AbortSignal): Promise<void> {
    let chunk: BusEvent[] = [];
    const flush = async () => {
      if (chunk.length > 0) await this.#deliverChunk(chunk, signal);
      chunk = [];
    };
    for (const event of events) {
      if (event.type === 'delivery.requeued' && event.payload.consumer === this.to.consumer) {
        // In its turn: what came before it is behind us, what comes after waits until the key's dead letters went ahead.
        await flush();
        await this.#drain(event, signal);
        continue;
      }
      if (!this.to.passesAll && (event.type === 'delivery.requeued' || !isKnownType(event.type))) continue;
      chunk.push(event);
      if (chunk.length >= this.to.batch) await flush();
    }
    await flush();
  }

  async #deliverChunk(chunk: BusEvent[], signal: AbortSignal): Promise<void> {
    const keys = [...new Set(chunk.map(event => event.key))];
    const parked = new Set(
      (await this.#stubborn(() => this.letters.parkedAmong(this.to.consumer, keys), signal)).map(placeOf),
    );
    if (parked.size > 0) {
      const waiting = chunk.filter(event => parked.has(placeOf(event)));
      await this.#stubborn(() => this.letters.park(this.to.consumer, waiting), signal);
    }
    const ready = parked.size > 0 ? chunk.filter(event => !parked.has(placeOf(event))) : chunk;
    if (ready.length === 0) return;
    const failed = ready.every(event => problemOf(event) === null) ? await this.#tryTogether(ready, signal) : null;
    if (failed === TAKEN) return;
    // The failed call of a single event was its first try; of several, nobody knows whose fault it was.
    await this.#byKey(ready, ready.length === 1 ? failed : null, signal);
  }

  /** The whole chunk in one call, again and again while the fault is of the kind that passes. Else the error. */
  async #tryTogether(events: BusEvent[], signal: AbortSignal): Promise<typeof TAKEN | Error> {
    for (let failures = 0; ; ) {
      const error = await this.#call(events, signal);
      if (!error) return TAKEN;
      if (!isRetryable(error)) return error;
      await this.#waitBeforeRetry(events[0]!, error, ++failures, signal);
    }
  }

  /** One by one, the keys side by side: one that fails holds up none of the others. */
  async #byKey(events: BusEvent[], firstError: Error | null, signal: AbortSignal): Promise<void> {
    const chains = new Map<string, BusEvent[]>();
    for (const event of events) {
      const chain = chains.get(placeOf(event));
      if (chain) chain.push(event);
      else chains.set(placeOf(event), [event]);
    }
    const waiting = [...chains.values()];
    const worker = async () => {
      for (let chain = waiting.shift(); chain; chain = waiting.shift()) await this.#chain(chain, firstError, signal);
    };
    const outcomes = await Promise.allSettled(Array.from({ length: CHAINS }, worker));
    for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
  }

  async #chain(events: BusEvent[], firstError: Error | null, signal: AbortSignal): Promise<void> {
    const { consumer } = this.to;
    for (const [index, event] of events.entries()) {
      const failure = await this.#tryAlone(event, index === 0 ? firstError : null, signal);
      if (failure === TAKEN) continue;
      const { attempts, error } = failure;
      const behind = events.slice(index + 1);
      await this.#stubborn(() => this.letters.bury(consumer, event, attempts, error, behind), signal);
      this.log.error(
        { consumer, eventId: event.id, key: event.key, type: event.type, attempts, problem: error },
        'An event is a dead letter; later events of its key wait behind it',
      );
      return;
    }
  }

  async #tryAlone(event: BusEvent, firstError: Error | null, signal: AbortSignal): Promise<typeof TAKEN | Failure> {
    const problem = problemOf(event);
    if (problem) return { attempts: 0, error: problem };
    let error = firstError;
    let attempts = 0;
    for (let failures = 0; ; error = null) {
      error ??= await this.#call([event], signal);
      if (!error) return TAKEN;
      if (!isRetryable(error)) {
        attempts++;
        if (attempts >= this.retry.attempts || codeOf(error) === 'BUS.REFUSED')
          return { attempts, error: error.message };
      }
      await this.#waitBeforeRetry(event, error, ++failures, signal);
    }
  }

  /** The key's dead letters, in order, until one fails again or waits for an operator. */
  async #drain({ topic, key }: BusEvent, signal: AbortSignal): Promise<void> {
    const { consumer } = this.to;
    for (;;) {
      const open = await this.#stubborn(() => this.letters.openFor(consumer, topic, key, 50), signal);
      if (open.length === 0) return;
      for (const letter of open) {
        if (!letter.parked && letter.requeuedAt === null) return;
        const failure = await this.#tryAlone(asEvent(letter), null, signal);
        if (failure !== TAKEN) {
          const { attempts, error } = failure;
          await this.#stubborn(() => this.letters.markFailed(letter.deadLetterId, attempts, error), signal);
          this.log.error(
            { consumer, eventId: letter.id, key, attempts, problem: error },
            'A requeued event failed again',
          );
          return;
        }
        await this.#stubborn(() => this.letters.markDelivered(letter.deadLetterId), signal);
      }
    }
  }

  async #call(events: BusEvent[], signal: AbortSignal): Promise<Error | null> {
    // A stop lets go on what goes well, so that nothing is redone after it. A lost lane does not: another works on it by now.
    if (signal.aborted && codeOf(signal.reason) !== 'BUS.STOPPED') throw stopped();
    try {
      await this.to.handle(events, signal);
      return null;
    } catch (error) {
      // No further tries; and a fault that the stop itself caused says nothing about the event.
      if (signal.aborted) throw stopped();
      return error instanceof Error ? error : new Error(String(error));
    }
  }

  /** Our own bookkeeping must not be given up: without it an event would be lost, or overtaken. */
  async #stubborn<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> {
    for (let failures = 1; ; failures++) {
      try {
        return await work();
      } catch (error) {
        const { consumer } = this.to;
        this.log.warn({ consumer, err: error, failures }, 'Dead letters cannot be read or written; trying again');
        await pause(pauseAfter(failures, this.retry), signal);
      }
    }
  }

  async #waitBeforeRetry(event: BusEvent, error: Error, failures: number, signal: AbortSignal): Promise<void> {
    const wait = pauseAfter(failures, this.retry);
    const { consumer } = this.to;
    this.log.warn(
      { consumer, eventId: event.id, key: event.key, err: error, failures },
      'An event was not taken; trying again',
    );
    this.to.onRetry?.(event, error, new Date(Date.now() + wait));
    await pause(wait, signal);
  }
}

// Order, parking and requeueing are per key of a topic: ticket 12 has nothing to do with a conversation called 12.
const placeOf = ({ topic, key }: { topic: string; key: string }): string => `${topic} ${key}`;

// What was stored is checked against its schema before it is handed on: see problemOf in #tryAlone.
function asEvent({ id, topic, key, seq, type, payload, at, position }: StoredEvent): BusEvent {
  return { id, topic, key, seq, type, payload, at, position } as BusEvent;
}
