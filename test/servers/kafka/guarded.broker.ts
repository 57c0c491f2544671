// A real broker with doors of every kind, for tests of the way in: clear text without sign-in (whoever comes there may do everything), sign-in with
// SCRAM-SHA-512 in clear text and over TLS, one that names its broker by another name, rights by user. It makes topics by itself where a client asks for it, as many clusters do. Loopback only.
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KafkaServer } from '../kafka.js';
import { CERTIFICATE } from '../test-certificate.js';
import { freePorts } from './broker.process.js';
import { startJavaBroker } from './java.broker.js';

const LIBS = join(process.cwd(), '.tmp/kafka/libs');

export const PASSWORD = 'the right one';
/** None has a right before a test gives it one. */
export const USERS = ['reader', 'looker', 'nobody'] as const;

export interface GuardedKafka {
  /** `host:port` of each door. */
  doors: { open: string; sasl: string; tls: string; named: string };
  stop(): Promise<void>;
}

/** Null where the libraries of the broker are not fetched; then one line tells it, and with CI=true it is an error instead. */
export async function startGuardedKafka(what: string): Promise<GuardedKafka | null> {
  if (!existsSync(LIBS) || !readdirSync(LIBS).some(name => name.startsWith('kafka_2.13'))) {
    const reason = `SKIPPED: ${what}: no Kafka broker with rights (node scripts/fetch-kafka.mjs)`;
    if (process.env.CI === 'true') throw new Error(reason);
    process.stderr.write(`${reason}\n`);
    return null;
  }
  const [sasl, tls, named, controller] = (await freePorts(4)) as [number, number, number, number];
  const broker: KafkaServer = await startJavaBroker(LIBS, {
    users: USERS.map(name => `SCRAM-SHA-512=[name=${name},password=${PASSWORD}]`),
    settings: ({ folder, port }) => {
      const store = join(folder, 'own.pem');
      writeFileSync(store, `${CERTIFICATE.key}\n${CERTIFICATE.cert}\n`);
      const listeners = `OPEN://127.0.0.1:${port},SASL://127.0.0.1:${sasl},TLS://127.0.0.1:${tls},NAMED://127.0.0.1:${named}`;
      return {
        listeners: `${listeners},CONTROLLER://127.0.0.1:${controller}`,
        'controller.quorum.voters': `1@127.0.0.1:${controller}`,
        'advertised.listeners': listeners.replace('NAMED://127.0.0.1', 'NAMED://localhost'),
        'listener.security.protocol.map':
          'OPEN:PLAINTEXT,CONTROLLER:PLAINTEXT,SASL:SASL_PLAINTEXT,TLS:SASL_SSL,NAMED:PLAINTEXT',
        'inter.broker.listener.name': 'OPEN',
        'sasl.enabled.mechanisms': 'SCRAM-SHA-512',
        ...Object.fromEntries(
          ['sasl', 'tls'].map(door => [
            `listener.name.${door}.scram-sha-512.sasl.jaas.config`,
            'org.apache.kafka.common.security.scram.ScramLoginModule required;',
          ]),
        ),
        'ssl.keystore.type': 'PEM',
        'ssl.keystore.location': store,
        'authorizer.class.name': 'org.apache.kafka.metadata.authorizer.StandardAuthorizer',
        'super.users': 'User:ANONYMOUS',
        'auto.create.topics.enable': true,
      };
    },
  });
  const at = (port: number) => `127.0.0.1:${port}`;
  const doors = { open: broker.brokers[0]!, sasl: at(sasl), tls: at(tls), named: at(named) };
  return { doors, stop: () => broker.stop() };
}
