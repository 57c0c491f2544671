// The Kafka channel kind: other systems put envelopes (docs/envelope.schema.json) on a topic. Any number of instances read it together.
import type { ChannelKind } from '#channels/contract';
import { createEnvelopeConverter } from '../envelope/envelope.converter.js';
import { kafkaGuide } from './kafka.guide.js';
import { KAFKA_SECRET_NAMES, type KafkaSettings, kafkaSettings } from './kafka.settings.js';
import { tryKafka } from './kafka.trial.js';
import { createTopicConnector } from './topic.connector.js';

export const kafkaChannel: ChannelKind<KafkaSettings> = {
  kind: 'kafka',
  title: 'Kafka',
  settings: kafkaSettings,
  secretNames: KAFKA_SECRET_NAMES,
  guide: kafkaGuide,
  connect: (channel, ports) => [createTopicConnector(channel, ports)],
  converter: () => createEnvelopeConverter(),
  readsKinds: true,
  test: tryKafka,
  samples: ({ bytes }, settings) => [{ raw: bytes, transport: { via: 'kafka', usualKind: settings.kind } }],
};
