// The consumer that queues deliveries: for each event on the rails, one for each webhook that wants it. Guarantee: an event that the bus brings again
// queues nothing new. Facts of handoffs are read here, once, so that every attempt sends the same bytes.
import type { BusEvent, Subscription } from '#events';
import { LARGEST_BATCH } from '#events';
import { Coalescer } from '#runtime';
import {
  type Database,
  handoffFacts,
  type Listening,
  listeningWebhooks,
  type NewDelivery,
  queueDeliveries,
} from '#store';
import { bodyOf, type TicketEvent, wants } from './webhook.body.js';

/** To be subscribed once in each process that relays. */
export function webhookQueue(database: Database): Subscription {
  // Lanes that ask at the same time share one reading, which begins after each of them has asked.
  const listening = new Coalescer<null, Listening[]>(() => listeningWebhooks(database), { largest: 100, atOnce: 2 });
  return {
    consumer: 'webhooks',
    topic: 'rail.tickets',
    batch: LARGEST_BATCH,
    handle: async events => queue(database, events, await listening.run([null])),
  };
}

async function queue(database: Database, all: BusEvent[], webhooks: readonly Listening[]): Promise<void> {
  // rail.tickets carries only these: the registry sees to it.
  const events = (all as TicketEvent[]).filter(event => webhooks.some(webhook => wants(webhook, event)));
  if (events.length === 0) return;
  await database.transaction(async tx => {
    const facts = await handoffFacts(tx, [...new Set(events.flatMap(event => event.payload.handoffId ?? []))]);
    const deliveries = events.flatMap((event): NewDelivery[] => {
      const { id: eventId, type, key, payload } = event;
      const body = bodyOf(event, facts.get(payload.handoffId ?? 0));
      return webhooks
        .filter(webhook => wants(webhook, event))
        .map(({ id: webhookId }) => ({ webhookId, eventId, type, key, body }));
    });
    await queueDeliveries(tx, deliveries);
  });
}
