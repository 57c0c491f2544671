// Tries the way to the brokers of a Kafka channel. The sign-in and the topic are not tried: whoever joins a group takes partitions from those who read.
import { isIPv6 } from 'node:net';
import { type Channel, NetworkTrial, type TestStep, type TrialPorts, untried, walkSteps } from '#channels/contract';
import type { KafkaSettings } from './kafka.settings.js';

/** One that answers names the others. */
const MOST_BROKERS = 3;

export async function tryKafka(channel: Channel<KafkaSettings>, ports: TrialPorts): Promise<TestStep[]> {
  const { brokers, tls, ca, certificate } = channel.settings.kafka;
  const key = channel.secrets['kafka.key'];
  const trust = { ...(ca ? { ca } : {}), ...(certificate && key ? { cert: certificate, key } : {}) };
  const steps: TestStep[] = [];
  for (const broker of brokers.slice(0, MOST_BROKERS)) {
    const at = broker.lastIndexOf(':');
    const host = broker.slice(0, at).replace(/^\[|\]$/g, '');
    const network = new NetworkTrial(
      {
        ...{
          prefix: 'kafka',
          label: isIPv6(host) ? `[${host}]` : host,
          host,
          port: Number(broker.slice(at + 1)),
          protocol: 'Kafka',
        },
        ...{ tls: tls === 'required' ? 'implicit' : 'none', usual: { implicit: 9093, starttls: 9092 }, trust },
      },
      ports,
    );
    steps.push(...(await walkSteps(network.steps(), ports, () => network.close())));
  }
  return [...steps, ...(await walkSteps([joins], ports))];
}

const joins = untried(
  'kafka.join',
  'Sign in and read the topic',
  'That is tried by the channel itself: a test that joined its group would take records from those who read.',
  'Save the channel: within a minute its health says whether the sign-in and the topic are right.',
);
