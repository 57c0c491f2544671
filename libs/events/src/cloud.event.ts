// Events on the wire: CloudEvents 1.0.2 in the binary mode of its Kafka binding: attributes as `ce_` headers, the payload as JSON in the value; and in
// the structured mode of its HTTP binding, for webhooks.
import type { BusEvent } from './bus.js';
import { refused } from './bus.js';

const PREFIX = 'org.ticketrail.';
const VERSION = '.v1';
export const SOURCE = '/ticket-rail';

/** Header names and values of one event, and its value as JSON. */
export interface WireEvent {
  key: string;
  headers: Record<string, string>;
  value: string;
}

export const cloudEventType = (type: string): string => `${PREFIX}${type}${VERSION}`;

/** The event as headers and value. Attributes: CloudEvents 1.0.2 section 3.1; `sequence` and `position` are extensions. */
export function toWire(event: BusEvent): WireEvent {
  return {
    key: event.key,
    headers: {
      ce_specversion: '1.0',
      ce_id: event.id,
      ce_source: SOURCE,
      ce_type: cloudEventType(event.type),
      // Header values are percent-encoded where they leave printable ASCII (CloudEvents HTTP binding 3.1.3.2; the Kafka binding takes
      // UTF-8). The key may be anything that a sender put into a Message-ID, so it is encoded all the same.
      ce_subject: encodeURIComponent(event.key.toWellFormed()),
      ce_time: event.at.toISOString(),
      ...(event.seq > 0 ? { ce_sequence: sequenceOf(event.seq) } : {}),
      ce_position: String(event.position),
      'content-type': 'application/json',
    },
    value: JSON.stringify(event.payload),
  };
}

/** What a CloudEvent tells of itself, beside its data. */
export interface EventAttributes {
  id: string;
  /** As in `ticket.opened`. */
  type: string;
  subject: string;
  at: Date;
  /** Per subject, from 1; 0: not counted. */
  seq: number;
}

export const STRUCTURED_TYPE = 'application/cloudevents+json; charset=utf-8';

/** An event as one JSON object: CloudEvents 1.0.2 in the structured mode of its HTTP binding (JSON format, section 2 and 3). */
export function toStructured({ id, type, subject, at, seq }: EventAttributes, data: object): Record<string, unknown> {
  return {
    specversion: '1.0',
    id,
    source: SOURCE,
    type: cloudEventType(type),
    subject,
    time: at.toISOString(),
    ...(seq > 0 ? { sequence: sequenceOf(seq) } : {}),
    datacontenttype: 'application/json',
    data,
  };
}

/** Extension "sequence": a string whose lexical order is the order of the events. */
const sequenceOf = (seq: number): string => String(seq).padStart(10, '0');

/**
 * The event of a record. The payload is not checked yet: a consumer does that, and parks what is wrong.
 * @throws Fault BUS.REFUSED where the record is no event of ours
 */
export function fromWire(
  topic: string,
  wire: { key: string; headers: Record<string, string>; value: string },
): BusEvent {
  const { headers } = wire;
  const missing = ['ce_id', 'ce_type', 'ce_time', 'ce_position'].filter(name => !headers[name]);
  if (missing.length > 0) throw refused(`the record lacks ${missing.join(', ')}`);
  if (headers.ce_specversion !== '1.0') throw refused(`CloudEvents ${headers.ce_specversion} is not understood`);
  const at = new Date(headers.ce_time!);
  const seq = Number(headers.ce_sequence ?? 0);
  const position = Number(headers.ce_position);
  if (Number.isNaN(at.getTime())) throw refused('ce_time is no instant');
  if (!Number.isSafeInteger(seq) || !Number.isSafeInteger(position))
    throw refused('ce_sequence and ce_position must be integers');
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(headers.ce_id!)) throw refused('ce_id is no UUID');
  const type = headers.ce_type!;
  // A type of another version or maker stays as it is, and so is unknown here.
  const ours = type.startsWith(PREFIX) && type.endsWith(VERSION);
  const name = ours ? type.slice(PREFIX.length, -VERSION.length) : type;
  return {
    id: headers.ce_id,
    topic,
    key: wire.key,
    seq,
    type: name,
    payload: parse(wire.value),
    at,
    position,
  } as BusEvent;
}

function parse(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch (cause) {
    throw refused(`the value is no JSON: ${(cause as Error).message}`);
  }
}
