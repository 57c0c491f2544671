// A Kafka broker for tests: the one that KAFKA_BROKERS names, else a real one from Maven's libraries, else one in Docker, else kcat's stand-in.
// Guarantees: loopback only, free ports, ends only processes that it started; the same ports after a restart.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { startDockerBroker } from './kafka/docker.broker.js';
import { startJavaBroker } from './kafka/java.broker.js';
import { startStandIn } from './kafka/stand-in.broker.js';

export interface KafkaServer {
  brokers: string[];
  /** `stand-in`: no admin calls, no idempotence, nothing survives a restart. */
  kind: 'given' | 'java' | 'docker' | 'stand-in';
  /** Null where the broker is not ours to stop. `kill`: without a chance to tidy up. `restart` resolves when it takes connections again. */
  control: { kill(): Promise<void>; restart(): Promise<void> } | null;
  /** Ends it and removes its data. */
  stop(): Promise<void>;
}

/** Where scripts/fetch-kafka.mjs puts the broker's libraries. */
const LIBS = join(process.cwd(), '.tmp/kafka/libs');

/**
 * Null where no broker can be had; then one line tells what was skipped, and with CI=true it is an error instead.
 * @param what  the tests that need it, for that line
 */
export async function startKafka(what: string): Promise<KafkaServer | null> {
  const given = process.env.KAFKA_BROKERS?.split(',').filter(Boolean) ?? [];
  if (given.length > 0) return { brokers: given, kind: 'given', control: null, stop: async () => undefined };
  const tried: string[] = [];
  for (const start of [startFromLibs, startDockerBroker, startStandIn]) {
    try {
      return await start();
    } catch (error) {
      tried.push((error as Error).message);
    }
  }
  const reason = `SKIPPED: ${what}: no Kafka broker (${tried.join('; ')})`;
  if (process.env.CI === 'true') throw new Error(reason);
  process.stderr.write(`${reason}\n`);
  return null;
}

async function startFromLibs(): Promise<KafkaServer> {
  const fetched = existsSync(LIBS) && readdirSync(LIBS).some(name => name.startsWith('kafka_2.13'));
  if (!fetched) throw new Error('its libraries are not fetched: node scripts/fetch-kafka.mjs');
  return startJavaBroker(LIBS);
}
