// What webhooks are told: who wants which events, and the deliveries that are queued for them. Guarantees: an event is queued once for a webhook,
// however often the bus brings it; deliveries of one ticket get their ids in the order of its events.
import { type Database, query, rows, type Tx } from '../database/database.js';
import { storableJson } from '../database/storable.js';

/** A webhook that is switched on. */
export interface Listening {
  id: number;
  /** Null: all departments. */
  departmentId: number | null;
  /** Empty: all. */
  events: string[];
}

export interface NewDelivery {
  webhookId: number;
  eventId: string;
  /** As in `handoff.offered`. */
  type: string;
  /** Deliveries of one key keep their order. */
  key: string;
  body: Record<string, unknown>;
}

export function listeningWebhooks(on: Database | Tx): Promise<Listening[]> {
  return query<Listening>(
    on,
    `SELECT id, department_id AS "departmentId", events FROM webhook WHERE enabled ORDER BY id`,
  );
}

/**
 * In the order given. A delivery behind one that waits for another attempt waits with it, so that those who look for work pass it by.
 * Returns how many were new.
 */
export async function queueDeliveries(tx: Tx, deliveries: readonly NewDelivery[]): Promise<number> {
  if (deliveries.length === 0) return 0;
  const queued = await rows(
    tx,
    `INSERT INTO webhook_delivery (webhook_id, event_id, type, key, body, next_attempt_at)
     SELECT n.webhook_id, n.event_id, n.type, n.key, n.body,
            greatest(now(), (SELECT max(e.next_attempt_at) FROM webhook_delivery e
                              WHERE e.webhook_id = n.webhook_id AND e.key = n.key AND e.state IN ('queued', 'sending')))
       FROM unnest($1::int[], $2::uuid[], $3::text[], $4::text[], $5::jsonb[]) WITH ORDINALITY AS n(webhook_id, event_id, type, key, body, place)
      ORDER BY n.place
     ON CONFLICT (webhook_id, event_id) DO NOTHING RETURNING id`,
    [
      deliveries.map(one => one.webhookId),
      deliveries.map(one => one.eventId),
      deliveries.map(one => one.type),
      deliveries.map(one => one.key),
      deliveries.map(one => storableJson(one.body)),
    ],
  );
  return queued.length;
}
