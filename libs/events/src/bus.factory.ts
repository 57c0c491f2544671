// Which bus: Kafka where brokers are named, else the embedded one. Nobody else decides that.
import { type Database, DeadLetterStore } from '#store';
import { type Bus, type BusLog, RETRY, type RetryPolicy } from './bus.js';
import { EmbeddedBus } from './embedded/embedded.bus.js';
import { KafkaBus } from './kafka/kafka.bus.js';
import type { KafkaOptions } from './kafka/kafka.client.js';

export interface BusOptions {
  /** host:port of some brokers; none: the embedded bus. */
  kafkaBrokers?: string[];
  ssl?: KafkaOptions['ssl'];
  sasl?: KafkaOptions['sasl'];
  database: Database;
  /** Names this process to the brokers. */
  clientId: string;
  log: BusLog;
  retry?: Partial<RetryPolicy>;
}

/** Subscribe, then start; the embedded bus carries what this process's relay gives it. Stop the relay before the bus. */
export function createBus({ kafkaBrokers = [], ssl, sasl, database, clientId, log, retry }: BusOptions): Bus {
  const letters = new DeadLetterStore(database);
  const policy = { ...RETRY, ...retry };
  if (kafkaBrokers.length === 0) return new EmbeddedBus(letters, policy, log);
  return new KafkaBus({ brokers: kafkaBrokers, clientId, log, ssl, sasl }, letters, policy);
}
