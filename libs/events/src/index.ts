// Events: what happened, how it leaves the database, and how it reaches those who want to know.

export { type BusOptions, createBus } from './bus.factory.js';
export * from './bus.js';
export {
  cloudEventType,
  type EventAttributes,
  fromWire,
  SOURCE,
  STRUCTURED_TYPE,
  toStructured,
  toWire,
  type WireEvent,
} from './cloud.event.js';
export { KafkaStrategy } from './kafka/kafka.strategy.js';
export { lookAtTopic } from './kafka/topic.look.js';
export { readTopic, type TopicRecordRead } from './kafka/topic.reader.js';
export type { LiveEvent } from './live/live.event.js';
export { type LiveAudience, LiveListener } from './live/live.listener.js';
export { liveNotifier } from './live/live.notifier.js';
export type { PresenceSign, SignDoing } from './live/presence.sign.js';
export { PresenceTeller } from './live/presence.teller.js';
export { OutboxNotice } from './relay/outbox.notice.js';
export { Relay } from './relay/relay.js';
export type { RelayFigures, RelayOptions } from './relay/relay.options.js';
export { EVENTS, type EventPayload, type EventType, problemOf, TOPICS, type Topic } from './schema/event.registry.js';
export { TICKET_EVENTS, type TicketEventType } from './schema/ticket.event.js';
