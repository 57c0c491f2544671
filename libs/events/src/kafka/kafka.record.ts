// What goes to the brokers and comes back, apart from the client library: how events are parted into sends, and what an error means.
import { Fault } from '#runtime';
import { LARGEST_PAYLOAD, refused } from '../bus.js';
import type { WireEvent } from '../cloud.event.js';

/** A record as it came; `key` and `headers` as text. */
export interface KafkaRecord extends WireEvent {
  partition: number;
  offset: string;
}

export interface OutgoingEvent {
  topic: string;
  wire: WireEvent;
}

const HEADER_BYTES = 400;
const REFUSED = new Set([
  'MESSAGE_TOO_LARGE',
  'RECORD_LIST_TOO_LARGE',
  'INVALID_RECORD',
  'INVALID_TIMESTAMP',
  'CORRUPT_MESSAGE',
]);

/** The parts of a client's message that we read. */
interface ReceivedMessage {
  offset: string;
  key: Buffer | null;
  value: Buffer | null;
  headers?: Record<string, unknown>;
}

export function asRecord(partition: number, { offset, key, value, headers }: ReceivedMessage): KafkaRecord {
  const named = Object.entries(headers ?? {}).map(([name, text]) => [name, String(text ?? '')]);
  return {
    partition,
    offset,
    key: key?.toString() ?? '',
    headers: Object.fromEntries(named),
    value: value?.toString() ?? '',
  };
}

/**
 * The events in order, in parts that a broker takes as one record batch (1 MB by default).
 * @throws Fault BUS.REFUSED for an event that is too large by itself
 */
export function partsBySize(events: OutgoingEvent[]): OutgoingEvent[][] {
  const parts: OutgoingEvent[][] = [];
  let size = Number.POSITIVE_INFINITY;
  for (const event of events) {
    const own = Buffer.byteLength(event.wire.value) + Buffer.byteLength(event.wire.key) + HEADER_BYTES;
    if (own > LARGEST_PAYLOAD) throw refused(`it is too large for the bus: ${own} bytes of at most ${LARGEST_PAYLOAD}`);
    if (size + own > LARGEST_PAYLOAD) {
      parts.push([]);
      size = 0;
    }
    parts.at(-1)!.push(event);
    size += own;
  }
  return parts;
}

/** What a failed send means: BUS.REFUSED where the events are at fault, else BUS.AWAY, and the same send may succeed later. */
export function sendFault(error: unknown): Fault {
  if (error instanceof Fault) return error;
  const type = protocolError(error);
  if (type && REFUSED.has(type)) return refused(`Kafka refuses it: ${type}`);
  const message = `The Kafka brokers do not take events: ${(error as Error).message}`;
  return new Fault('BUS.AWAY', message, { retryable: true, cause: error });
}

/** Kafka's own name of the error, wherever the client put it; null for connection failures and the like. */
export function protocolError(error: unknown): string | null {
  for (let at = error as { type?: unknown; cause?: unknown } | undefined; at; at = at.cause as typeof at) {
    if (typeof at.type === 'string') return at.type;
  }
  return null;
}

/** `host:port` of the broker to which a connection failed or broke; null for everything else. */
export function failedBroker(error: unknown): string | null {
  for (let at = error as { broker?: unknown; cause?: unknown } | undefined; at; at = at.cause as typeof at) {
    if (typeof at.broker === 'string') return at.broker;
  }
  return null;
}

/** True where no broker can hand out the id that an idempotent producer needs: the request is unknown, or no controller is named. */
export function knowsNoProducerIds(error: unknown): boolean {
  const { name, message } = error as Error;
  return name === 'KafkaJSBrokerNotFound' || /does not support|unsupported/i.test(`${message} ${protocolError(error)}`);
}
