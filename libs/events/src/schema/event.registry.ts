// Every type of event, with its schema and where it may stand. Producers and consumers validate against this; docs/asyncapi.yaml tells
// others the same, and a test compares the two. Schemas are loose: a newer build may add fields that an older one passes over.
import { z } from 'zod';
import { DeliveryDeadLettered, DeliveryRequeued } from './delivery.event.js';
import { MessageReceived } from './message.event.js';
import { TICKET_EVENTS, TicketChange, type TicketEventType } from './ticket.event.js';

export const TOPICS = ['rail.messages', 'rail.tickets', 'rail.dead-letters'] as const;
export type Topic = (typeof TOPICS)[number];

interface Payloads extends Record<TicketEventType, z.infer<typeof TicketChange>> {
  'message.received': z.infer<typeof MessageReceived>;
  'delivery.dead-lettered': z.infer<typeof DeliveryDeadLettered>;
  'delivery.requeued': z.infer<typeof DeliveryRequeued>;
}
export type EventType = keyof Payloads;
export type EventPayload<T extends EventType = EventType> = Payloads[T];

const ANYWHERE: readonly Topic[] = TOPICS;

export const EVENTS: { readonly [T in EventType]: { topics: readonly Topic[]; payload: z.ZodType<EventPayload<T>> } } =
  {
    'message.received': { topics: ['rail.messages'], payload: MessageReceived },
    ...ticketEvents(),
    'delivery.dead-lettered': { topics: ['rail.dead-letters'], payload: DeliveryDeadLettered },
    'delivery.requeued': { topics: ANYWHERE, payload: DeliveryRequeued },
  };

function ticketEvents() {
  const entry = { topics: ['rail.tickets'] as const, payload: TicketChange };
  return Object.fromEntries(TICKET_EVENTS.map(type => [type, entry])) as Record<TicketEventType, typeof entry>;
}

export const isKnownType = (type: string): type is EventType => Object.hasOwn(EVENTS, type);
export const isTopic = (topic: string): topic is Topic => (TOPICS as readonly string[]).includes(topic);

/**
 * One plain sentence where the event breaks its schema or stands on a wrong topic, else null. A type that this build does not know is
 * no fault: during an update the other build may know it.
 */
export function problemOf(event: { topic: string; type: string; payload: unknown }): string | null {
  if (!isTopic(event.topic)) return `there is no topic ${event.topic}`;
  if (!isKnownType(event.type)) return null;
  const { topics, payload } = EVENTS[event.type];
  if (!topics.includes(event.topic)) return `${event.type} does not belong on ${event.topic}`;
  const read = payload.safeParse(event.payload);
  if (read.success) return null;
  const [issue] = read.error.issues;
  return `the payload of ${event.type} breaks its schema at "${issue?.path.join('.')}": ${issue?.message}`;
}
