// Tries the way to the brokers of a Kafka channel, then the sign-in, the topic and the group at those that were reached.
import {
  type Channel,
  NetworkTrial,
  notTried,
  StepFault,
  type TestStep,
  type TrialPorts,
  walkSteps,
} from '#channels/contract';
import type { KafkaSettings } from './kafka.settings.js';
import { TopicTrial } from './topic.trial.js';

/** One that answers names the others. */
const MOST_BROKERS = 3;
const PLACE = { protocol: 'Kafka', usual: { implicit: 9093, starttls: 9092 } };

export async function tryKafka(channel: Channel<KafkaSettings>, ports: TrialPorts): Promise<TestStep[]> {
  const { brokers, tls } = channel.settings.kafka;
  const steps: TestStep[] = [];
  const answering = new Map<string, NetworkTrial>();
  for (const broker of brokers.slice(0, MOST_BROKERS)) {
    const network = networkOf(channel, broker, ports);
    const tried = await walkSteps(network.steps(), ports, () => network.close());
    steps.push(...tried);
    if (tried.every(({ state }) => state !== 'failed' && state !== 'skipped')) answering.set(broker, network);
  }
  const mayBeTls = async (): Promise<StepFault | null> => {
    for (const [broker, network] of tls === 'none' ? answering : [])
      if (await network.speaksTls())
        return new StepFault(`${broker} speaks TLS, and the settings say clear text.`, 'Choose the encryption TLS.');
    return null;
  };
  const topic = new TopicTrial(channel, [...answering.keys()], mayBeTls, ports);
  if (answering.size === 0) return [...steps, ...topic.steps().map(notTried)];
  return [...steps, ...(await walkSteps(topic.steps(), ports, () => topic.close()))];
}

function networkOf({ settings, secrets }: Channel<KafkaSettings>, broker: string, ports: TrialPorts): NetworkTrial {
  const { tls, ca, certificate } = settings.kafka;
  const key = secrets['kafka.key'];
  const trust = { ...(ca ? { ca } : {}), ...(certificate && key ? { cert: certificate, key } : {}) };
  const { host, port } = placeOf(broker);
  return new NetworkTrial(
    { ...PLACE, prefix: 'kafka', label: host, host, port, tls: tls === 'required' ? 'implicit' : 'none', trust },
    ports,
  );
}

function placeOf(broker: string): { host: string; port: number } {
  const [host = '', port] = broker.split(':');
  return { host, port: Number(port) };
}
