// The only file that knows kafkajs: how a connection is made, and one life of a consumer. Guarantees: nothing is committed for a consumer before its taker resolved; the
// members of a group hear heartbeats for as long as a taker takes.
import { type Consumer, type EachBatchPayload, Kafka, type KafkaMessage, logLevel } from 'kafkajs';
import type { guardedConnect } from '#runtime';
import { type BusLog, LARGEST_BATCH } from '../bus.js';

export type { ICustomPartitioner, Kafka, Producer, RecordMetadata } from 'kafkajs';

export interface KafkaOptions {
  brokers: string[];
  clientId: string;
  log: BusLog;
  /** PEM texts where an authority of one's own, or a certificate for us, is used. */
  ssl?: boolean | { ca?: string; cert?: string; key?: string };
  /** Makes the sockets, also to the brokers that a broker names; left out: as Node does. */
  connect?: ReturnType<typeof guardedConnect>;
  sasl?: { mechanism: 'plain' | 'scram-sha-256' | 'scram-sha-512'; username: string; password: string };
  /** Milliseconds for a connection, and for an answer; left out: those of a reader that stays. */
  limit?: number;
  /** Told the protocol's names of errors that the library keeps to itself; then it writes no lines. */
  heard?(error: string): void;
}

/** Resolves when the effect is durable; the offsets are committed after that. */
export type TakeMessages = (messages: KafkaMessage[], partition: number, signal: AbortSignal) => Promise<void>;

const HEARTBEAT_MS = 1_000;
const SESSION_MS = 10_000;

export function openKafka({ brokers, clientId, connect, ssl, sasl, log, limit, heard }: KafkaOptions): Kafka {
  return new Kafka({
    brokers,
    clientId,
    ssl: ssl ?? false,
    ...(connect ? { socketFactory: connect } : {}),
    // A copy: kafkajs keeps in it what signed in once.
    ...(sasl ? { sasl: { ...sasl } as never } : {}),
    connectionTimeout: limit ?? 3_000,
    requestTimeout: limit ?? 15_000,
    // Few and short: whoever called tries again, visibly.
    retry: { retries: 2, initialRetryTime: 200, maxRetryTime: 1_000 },
    logLevel: heard ? logLevel.DEBUG : logLevel.WARN,
    // Each failure comes back to the caller, who says what it means; kafkajs's own lines are for looking into a broker's moods.
    logCreator: () => entry => {
      const { message, error } = entry.log;
      if (!heard) log.info({ kafka: message, problem: error }, 'kafkajs');
      else if (typeof error?.type === 'string') heard(error.type);
    },
  });
}

/** One life of a consumer. Resolves with the reason of its end. `makesTopic`: a missing topic may be made by the broker. */
export async function consumeOnce(
  kafka: Kafka,
  { group, topic, makesTopic }: { group: string; topic: string; makesTopic: boolean },
  take: TakeMessages,
  stop: AbortSignal,
  joined: () => void,
): Promise<Error> {
  const consumer = kafka.consumer({
    groupId: group,
    sessionTimeout: SESSION_MS,
    rebalanceTimeout: SESSION_MS,
    heartbeatInterval: HEARTBEAT_MS,
    allowAutoTopicCreation: makesTopic,
    maxWaitTimeInMs: 500,
    // KafkaConsumption begins again: kafkajs itself does so for some errors only.
    retry: { retries: 4, initialRetryTime: 200, maxRetryTime: 2_000, restartOnFailure: async () => false },
  });
  try {
    const crashed = new Promise<Error>(resolve => {
      consumer.on(consumer.events.CRASH, ({ payload }) => resolve(payload.error));
      consumer.on(consumer.events.GROUP_JOIN, joined);
      stop.addEventListener('abort', () => resolve(new Error('stopped')), { once: true });
    });
    await consumer.connect();
    // From the beginning: what was sent before this group was ever seen is its work too.
    await consumer.subscribe({ topic, fromBeginning: true });
    await consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: 8,
      eachBatch: payload => handBatch(consumer, payload, take),
    });
    return await crashed;
  } catch (error) {
    return error as Error;
  } finally {
    // Leaving a group that cannot be reached fails; the broker finds out by its session's end.
    await consumer.disconnect().catch(() => undefined);
  }
}

/** Hands a partition's records on, in order, and commits after each part that was taken. */
async function handBatch(consumer: Consumer, payload: EachBatchPayload, take: TakeMessages): Promise<void> {
  const { batch, heartbeat, isRunning, isStale, resolveOffset } = payload;
  const { topic, partition } = batch;
  const over = new AbortController();
  // A handler may take its time: without heartbeats the group would give its partitions away.
  const beat = setInterval(() => heartbeat().catch(error => over.abort(error)), HEARTBEAT_MS);
  try {
    for (let from = 0; from < batch.messages.length; from += LARGEST_BATCH) {
      if (!isRunning() || isStale()) return;
      const part = batch.messages.slice(from, from + LARGEST_BATCH);
      const last = part.at(-1)!.offset;
      await take(part, partition, over.signal);
      resolveOffset(last);
      await consumer.commitOffsets([{ topic, partition, offset: String(BigInt(last) + 1n) }]);
    }
  } catch (error) {
    // Where the group is being shared out anew, that is the news, not that the handler was cut short by it.
    throw over.signal.aborted ? over.signal.reason : error;
  } finally {
    clearInterval(beat);
  }
}
