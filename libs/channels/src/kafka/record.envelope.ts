// From a record of a topic to an envelope for the ledger. Pure. The bytes are kept whatever they are: what is wrong with them is said when they are converted.
import { createHash } from 'node:crypto';
import type { Envelope, TopicRecord } from '#channels/contract';
import { conversationKeyOf, identityOf, receivedAtOf } from '../envelope/envelope.identity.js';
import { readEnvelope } from '../envelope/envelope.reader.js';
import type { KafkaSettings } from './kafka.settings.js';

/** Of a record above the limit so much is kept: a person sees what it was. */
const KEPT_OF_OVERSIZE = 16 * 1024;

const sha256 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');

export function recordEnvelope(record: TopicRecord, channelId: number, settings: KafkaSettings, now: Date): Envelope {
  const { partition, offset, key, value, timestamp } = record;
  const { topic } = settings;
  const bytes = value ?? Buffer.alloc(0);
  const limitBytes = Math.floor(settings.maxMegabytes * 1024 * 1024);
  const isOversize = bytes.length > limitBytes;
  const reading = isOversize || !value ? null : readEnvelope(bytes);
  const document = reading?.outcome === 'read' ? reading.document : null;
  // With its time and bytes: a topic that was made anew counts its offsets from 0 again.
  const place = JSON.stringify(['kafka', topic, partition, offset, timestamp.getTime(), sha256(bytes)]);
  const sourceIdentity = identityOf(document, place);
  const at = Number.isNaN(timestamp.getTime()) || timestamp > now ? now : timestamp;
  return {
    channelId,
    sourceIdentity,
    raw: isOversize ? bytes.subarray(0, KEPT_OF_OVERSIZE) : bytes,
    ...(isOversize ? { oversize: { declaredBytes: bytes.length, limitBytes } } : {}),
    receivedAt: receivedAtOf(document, at),
    // Records of one key keep their order, as they do in the topic.
    conversationKey: conversationKeyOf(channelId, document, key ? `${topic} ${key.toString('hex')}` : place),
    transport: {
      via: 'kafka',
      channelId,
      usualKind: settings.kind,
      identity: sha256(`${channelId} ${sourceIdentity}`),
      ...{ topic, partition, offset },
      key: key ? key.toString('utf8').slice(0, 200) : null,
      ...(document?.source ? { source: document.source } : {}),
      ...(value ? {} : { tombstone: true }),
    },
  };
}
