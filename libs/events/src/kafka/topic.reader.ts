// Reading somebody else's topic, for channels. The same client and the same promises as the bus: a record is committed after it was taken, never before; a
// consumer that ended begins anew, more and more slowly.
import type { BusLog, RetryPolicy } from '../bus.js';
import { RunningWork } from '../delivery/running.work.js';
import { consumeOnce, type KafkaOptions, openKafka } from './kafka.client.js';
import { type ConsumptionNews, KafkaConsumption } from './kafka.consumption.js';

/** Bytes as they came. */
export interface TopicRecordRead {
  partition: number;
  offset: string;
  key: Buffer | null;
  /** Null: the end of its key, in a compacted topic. */
  value: Buffer | null;
  /** As the broker or the producer set it. */
  timestamp: Date;
}

/** Nobody is helped by asking a broker that is away more often. */
const PATIENCE: RetryPolicy = { attempts: 1, firstPauseMs: 1_000, longestPauseMs: 60_000 };

/**
 * Resolves when the first attempt to join was made.
 * @param options.sasl, options.ssl  opened secrets; kept for as long as it reads
 * @param take  one partition's records in order, at most 200; resolves when they are durable. Calls for different partitions overlap.
 */
export async function readTopic(
  options: Omit<KafkaOptions, 'log'> & { group: string; topic: string; log: BusLog },
  take: (records: TopicRecordRead[], signal: AbortSignal) => Promise<void>,
  news: ConsumptionNews,
): Promise<{ stop(): Promise<void> }> {
  const { group, topic, log } = options;
  const kafka = openKafka(options);
  const running = new RunningWork();
  const consumption = new KafkaConsumption(
    group,
    (stop, joined) =>
      consumeOnce(
        kafka,
        { group, topic, makesTopic: false },
        (messages, partition, signal) => {
          const records = messages.map(({ offset, key, value, timestamp }) => ({
            ...{ partition, offset, key, value },
            timestamp: new Date(Number(timestamp)),
          }));
          return running.run(signal, either => take(records, either));
        },
        stop,
        joined,
      ),
    log,
    { policy: PATIENCE, news },
  );
  await consumption.start();
  return {
    stop: async () => {
      // What is being stored first: a consumer that stops waits for its running batch.
      if (await running.stop()) await consumption.stop();
      else log.warn({ topic }, 'A topic was left while records were still being stored; they come again');
    },
  };
}
