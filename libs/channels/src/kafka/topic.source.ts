// Where the topic of a channel is, and how we sign in there: the same for the connector and for a test. Pure.
import type { Channel, TopicSource } from '#channels/contract';
import type { KafkaSettings } from './kafka.settings.js';

/** Made anew each time: the client library writes into it. */
export function topicSource({ key, settings, secrets }: Channel<KafkaSettings>): TopicSource {
  const { brokers, tls, ca, certificate, mechanism, user } = settings.kafka;
  const own = { ...(ca ? { ca } : {}), ...(certificate ? { cert: certificate, key: secrets['kafka.key'] ?? '' } : {}) };
  const hasOwn = Object.keys(own).length > 0;
  return {
    brokers,
    topic: settings.topic,
    group: settings.group ?? `ticket-rail.${key}`,
    tls: tls === 'none' ? false : hasOwn ? own : true,
    ...(mechanism && user ? { sasl: { mechanism, username: user, password: secrets['kafka.password'] ?? '' } } : {}),
  };
}
