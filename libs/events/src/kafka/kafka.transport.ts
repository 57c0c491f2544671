// Sending to Kafka, and the bus's consumers. Guarantees: send() resolves only when all in-sync replicas have the records, at offsets that no earlier send got
// (a client that resolved a send has been seen to drop it); nothing is committed for a consumer before its handler resolved; a
// producer or consumer that broke is thrown away and made anew, so no state of an outage survives it.

import { Fault } from '#runtime';
import { LANES, laneOf } from '#store';
import { TOPICS } from '../schema/event.registry.js';
import {
  consumeOnce,
  type ICustomPartitioner,
  type Kafka,
  type KafkaOptions,
  openKafka,
  type Producer,
  type RecordMetadata,
} from './kafka.client.js';
import { type ConsumerLife, KafkaConsumption } from './kafka.consumption.js';
import {
  asRecord,
  type KafkaRecord,
  knowsNoProducerIds,
  type OutgoingEvent,
  partsBySize,
  protocolError,
  sendFault,
} from './kafka.record.js';

type Take = (records: KafkaRecord[], signal: AbortSignal) => Promise<void>;

/** A partition is a lane, or several: the key decides, the same way everywhere. */
const byLane: ICustomPartitioner =
  () =>
  ({ message, partitionMetadata }) =>
    laneOf(String(message.key ?? '')) % partitionMetadata.length;

export class KafkaTransport {
  readonly #kafka: Kafka;
  #producer: Promise<Producer> | null = null;
  readonly #lastOffsets = new Map<string, { first: bigint; end: bigint }>();
  #problem: string | null = null;

  constructor(private readonly options: KafkaOptions) {
    this.#kafka = openKafka(options);
  }

  /** A plain sentence while the last send failed, else null. */
  problem(): string | null {
    return this.#problem;
  }

  /** Makes the topics that are missing, a partition for each lane. A broker that does not allow it may have them already. */
  async ensureTopics(): Promise<void> {
    const admin = this.#kafka.admin();
    try {
      await admin.connect();
      const { brokers } = await admin.describeCluster();
      const replicationFactor = Math.min(3, brokers.length);
      const topics = TOPICS.map(topic => ({ topic, numPartitions: LANES, replicationFactor }));
      await admin.createTopics({ topics, waitForLeaders: true });
    } catch (error) {
      this.options.log.warn(
        { err: error },
        'Topics were not made; they must be there, or be made by the broker itself',
      );
    } finally {
      // Nothing was begun with it that could be lost.
      await admin.disconnect().catch(() => undefined);
    }
  }

  /**
   * Events of one lane, in order; awaited before the next of that lane.
   * @throws Fault BUS.AWAY (retryable), BUS.REFUSED
   */
  async send(events: OutgoingEvent[]): Promise<void> {
    for (const part of partsBySize(events)) await this.#sendPart(part);
    this.#problem = null;
  }

  async #sendPart(events: OutgoingEvent[]): Promise<void> {
    const topicMessages = [...new Set(events.map(event => event.topic))].map(topic => ({
      topic,
      messages: events.filter(event => event.topic === topic).map(event => event.wire),
    }));
    let producer: Promise<Producer> | null = null;
    try {
      producer = this.#producer ??= this.#connectProducer();
      const results = await (await producer).sendBatch({ acks: -1, timeout: 10_000, topicMessages });
      for (const { topic, messages } of topicMessages) this.#checkOffsets(topic, messages.length, results);
    } catch (error) {
      // Sequence numbers of a producer that failed cannot be trusted any more. A new one may repeat, and loses nothing.
      if (this.#producer === producer) this.#producer = null;
      void producer?.then(broken => broken.disconnect()).catch(() => undefined);
      const fault = sendFault(error);
      if (fault.retryable) this.#problem = fault.message;
      if (protocolError(error) === 'UNKNOWN_TOPIC_OR_PARTITION') await this.ensureTopics();
      throw fault;
    }
  }

  // Some brokers know no producer ids; then a repeated send may make a duplicate, with the same event id. That is asked anew with each
  // producer: a broker that is just starting gives the same answers.
  async #connectProducer(idempotent = true): Promise<Producer> {
    const producer = this.#kafka.producer({
      idempotent,
      createPartitioner: byLane,
      allowAutoTopicCreation: true,
      ...(idempotent ? { retry: { retries: 5, initialRetryTime: 200, maxRetryTime: 1_000 } } : {}),
    });
    try {
      await producer.connect();
      return producer;
    } catch (error) {
      await producer.disconnect().catch(() => undefined);
      if (!idempotent || !knowsNoProducerIds(error)) throw error;
      this.options.log.warn({ err: error }, 'The brokers give no producer ids; repeated sends may make duplicates');
      return this.#connectProducer(false);
    }
  }

  // One lane is one partition, so one result per topic; its records stand behind all that this process sent there before.
  #checkOffsets(topic: string, count: number, results: RecordMetadata[]): void {
    const found = results.filter(result => result.topicName === topic);
    const [result] = found;
    const away = (why: string) =>
      new Fault('BUS.AWAY', `Kafka acknowledged a send to ${topic} ${why}`, { retryable: true });
    if (!result || found.length > 1) throw away(`with ${found.length} partitions instead of one`);
    if (result.errorCode !== 0 || !/^\d+$/.test(result.baseOffset ?? '')) throw away('without an offset');
    const first = BigInt(result.baseOffset!);
    const place = `${topic}/${result.partition}`;
    const last = this.#lastOffsets.get(place);
    if (last && first < last.end && first + BigInt(count) > last.first) {
      // Forgotten, so that a topic that was made anew, and counts from 0, is stopped by this once only.
      this.#lastOffsets.delete(place);
      throw away(`at offset ${first}, where earlier records stand`);
    }
    this.#lastOffsets.set(place, { first, end: first + BigInt(count) });
  }

  /** Resolves after the first attempt to join; begins again by itself, whatever ended it. */
  async consume(group: string, topic: string, take: Take): Promise<KafkaConsumption> {
    const life: ConsumerLife = (stop, joined) =>
      consumeOnce(
        this.#kafka,
        { group, topic, makesTopic: true },
        (messages, partition, signal) =>
          take(
            messages.map(message => asRecord(partition, message)),
            signal,
          ),
        stop,
        joined,
      );
    const consumption = new KafkaConsumption(group, life, this.options.log);
    await consumption.start();
    return consumption;
  }

  async close(): Promise<void> {
    const producer = this.#producer;
    this.#producer = null;
    if (producer) await producer.then(open => open.disconnect()).catch(() => undefined);
  }
}
