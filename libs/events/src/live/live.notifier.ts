// The consumer that tells all browsers: each ticket event is notified to every process that serves them. One handler for all instances, through
// the database, because every instance has that already.
import { Coalescer } from '#runtime';
import { type Database, LiveStore, NOTICE_BYTES } from '#store';
import { type BusEvent, LARGEST_BATCH, type Subscription } from '../bus.js';
import type { TicketEventType } from '../schema/ticket.event.js';
import { LIVE_CHANNEL, type LiveEvent, packLive } from './live.event.js';

const MOST_AT_ONCE = 1_000;

/** To be subscribed once in each process that relays or consumes. */
export function liveNotifier(database: Database): Subscription {
  const store = new LiveStore(database);
  // Lanes that have news at one time share a statement.
  const notices = new Coalescer<LiveEvent>(events => store.notify(LIVE_CHANNEL, packLive(events, NOTICE_BYTES)), {
    largest: MOST_AT_ONCE,
    atOnce: 1,
  });
  return {
    consumer: 'live',
    topic: 'rail.tickets',
    batch: LARGEST_BATCH,
    handle: events => notices.run(events.map(asLive)),
  };
}

function asLive(event: BusEvent): LiveEvent {
  // rail.tickets carries only these: the registry sees to it.
  const { ticketId, departmentId, fromDepartmentId, version } = (event as BusEvent<TicketEventType>).payload;
  const from = fromDepartmentId ? { fromDepartmentId } : {};
  return { id: event.position, type: event.type, ticketId, departmentId, ...from, version, at: event.at.toISOString() };
}
