// The bus: how what happened reaches those who want to know. Two transports keep the promises below (embedded, Kafka), and pass one
// conformance suite (test/integration/bus.conformance.spec.ts).
//
// Promises to a consumer:
// - At least once: an event whose handler did not resolve comes again, with the same id, also after a crash or restart.
// - In order per key: the first deliveries of one key's events come in the order in which they were written.
// - One at a time per lane: a consumer never gets two batches of one key at once, whichever instances share the work. (But for a process
//   that slept beyond its lease: it may repeat what its successor already handled. Its events carry the same ids.)
// - Failures: a handler that throws an error with `retryable: true` gets the same events again until it resolves. Any other error is tried
//   `attempts` times with growing pauses; then the event is a dead letter of this consumer, and later events of its key wait behind it, in
//   order, until an operator requeues or discards it. Other keys flow on.
// - Types that this build does not know are passed over.
import { Fault } from '#runtime';
import type { EventPayload, EventType, Topic } from './schema/event.registry.js';

/** An event as a handler sees it. Narrow by `type` to know the payload. */
export type BusEvent<T extends EventType = EventType> = { [K in T]: EventOf<K> }[T];

interface EventOf<T extends EventType> {
  /** The same on each delivery. */
  id: string;
  topic: Topic;
  key: string;
  /** Per ticket, gap-free, from 1; 0 where the key is no ticket. */
  seq: number;
  type: T;
  payload: EventPayload<T>;
  /** When it was written. */
  at: Date;
  /** Its place in the outbox: rises, with gaps. */
  position: number;
}

export interface Subscription {
  /** Names the consumer, for all instances that share its work: progress, dead letters and the Kafka group belong to the name. */
  consumer: string;
  topic: Topic;
  /** Resolves when the effect is durable. May see an event again, and must not mind. */
  handle(events: BusEvent[]): Promise<void>;
  /** Events per call, at most 200. Default 1. */
  batch?: number;
}

/** Events of one lane, in order. */
export interface LaneBatch {
  lane: number;
  events: BusEvent[];
}

export interface Bus {
  /**
   * Resolves when each event is safe: at the broker (acknowledged by all in-sync replicas), or handled, dead-lettered or parked by each
   * subscriber of this process. To be called for one batch per lane at a time; lanes are independent.
   * @throws Fault BUS.AWAY (retryable), BUS.REFUSED (final: this batch will never be taken whole), BUS.STOPPED (retryable)
   */
  publish(batch: LaneBatch, signal: AbortSignal): Promise<void>;
  /** Before start(). A consumer subscribes once per topic. */
  subscribe(subscription: Subscription): void;
  /** Resolves after the first attempt to begin; a broker that is away is tried again by itself, with growing pauses. */
  start(): Promise<void>;
  /** No new batches; the running handlers finish, for at most 10 s. */
  stop(): Promise<void>;
  /** Throws a plain sentence where the bus does not work at present, for health. */
  check(): void;
}

/** How often and how slowly a failing handler is called again. */
export interface RetryPolicy {
  /** Calls in all before an event is a dead letter. Default 5. */
  attempts: number;
  /** First pause; doubled each time, with jitter. Default 100 ms. */
  firstPauseMs: number;
  /** Default 5,000 ms. */
  longestPauseMs: number;
}

export const RETRY: RetryPolicy = { attempts: 5, firstPauseMs: 100, longestPauseMs: 5_000 };
export const LARGEST_BATCH = 800;
/** Kafka refuses records over 1 MB by default; the rest is room for headers. */
export const LARGEST_PAYLOAD = 900_000;

/** What the bus writes to its log. */
export interface BusLog {
  info(fields: object, text: string): void;
  warn(fields: object, text: string): void;
  error(fields: object, text: string): void;
}

export const stopped = () => new Fault('BUS.STOPPED', 'The bus is stopping', { retryable: true });

/** An error that no further try can mend: the event itself is at fault. */
export const refused = (message: string) => new Fault('BUS.REFUSED', message);

/** @throws Fault BUS.SUBSCRIPTION where a subscription cannot work. A mistake in wiring, to be found at boot. */
export function checkSubscription(existing: Iterable<Subscription>, added: Subscription): void {
  const { consumer, topic, batch = 1 } = added;
  const fail = (why: string) => {
    throw new Fault('BUS.SUBSCRIPTION', `The consumer "${consumer}" on ${topic} ${why}`);
  };
  if (!/^[a-z][a-z0-9-]{0,60}$/.test(consumer) || consumer === 'relay') fail('needs another name');
  if (!Number.isInteger(batch) || batch < 1 || batch > LARGEST_BATCH) fail(`takes batches of 1 to ${LARGEST_BATCH}`);
  for (const other of existing) if (other.consumer === consumer && other.topic === topic) fail('is there already');
}
