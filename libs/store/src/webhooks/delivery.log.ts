// The log of a webhook's deliveries, for admins: reading it, and sending one again.
import { type Database, rows, type Tx } from '../database/database.js';

export type DeliveryState = 'queued' | 'sending' | 'delivered' | 'failed';

export interface DeliveryLogRow {
  id: number;
  eventId: string;
  type: string;
  state: DeliveryState;
  attempts: number;
  createdAt: Date;
  nextAttemptAt: Date;
  endedAt: Date | null;
  /** Of the last attempt. */
  status: number | null;
  response: string | null;
  error: string | null;
  body: Record<string, unknown>;
}

const COLUMNS = `id, event_id AS "eventId", type, state, attempts, created_at AS "createdAt", next_attempt_at AS "nextAttemptAt", ended_at AS "endedAt",
  status, response, error, body`;

/** Newest first. `cursor`: the id to go on below. */
export function deliveryPage(
  on: Database,
  page: { webhookId: number; state?: DeliveryState; cursor?: number; limit: number },
): Promise<DeliveryLogRow[]> {
  return on.rows<DeliveryLogRow>(
    `SELECT ${COLUMNS} FROM webhook_delivery
      WHERE webhook_id = $1 AND ($2::text IS NULL OR state = $2) AND id < $3 ORDER BY id DESC LIMIT $4`,
    [page.webhookId, page.state ?? null, page.cursor ?? Number.MAX_SAFE_INTEGER, page.limit],
  );
}

export async function deliveryById(on: Database, id: number): Promise<DeliveryLogRow | null> {
  const [found] = await on.rows<DeliveryLogRow>(`SELECT ${COLUMNS} FROM webhook_delivery WHERE id = $1`, [id]);
  return found ?? null;
}

export async function deliveryOfEvent(
  on: Database,
  webhookId: number,
  eventId: string,
): Promise<DeliveryLogRow | null> {
  const [found] = await on.rows<DeliveryLogRow>(
    `SELECT ${COLUMNS} FROM webhook_delivery WHERE webhook_id = $1 AND event_id = $2`,
    [webhookId, eventId],
  );
  return found ?? null;
}

export type ReplayOutcome = { outcome: 'queued' } | { outcome: 'being-sent' } | { outcome: 'unknown-delivery' };

/**
 * Queues it again, with the same event id and all its attempts before it; one that waits for its next attempt goes now, and so do those behind it.
 * Not while it is being sent: the answer to that attempt would be taken for the answer to this one.
 */
export async function replayDelivery(tx: Tx, id: number): Promise<ReplayOutcome> {
  const [found] = await rows<{ state: DeliveryState; webhookId: number; key: string }>(
    tx,
    `SELECT state, webhook_id AS "webhookId", key FROM webhook_delivery WHERE id = $1 FOR UPDATE`,
    [id],
  );
  if (!found) return { outcome: 'unknown-delivery' };
  if (found.state === 'sending') return { outcome: 'being-sent' };
  await rows(
    tx,
    `UPDATE webhook_delivery SET state = 'queued', attempts = 0, next_attempt_at = now(), ended_at = NULL, error = NULL WHERE id = $1`,
    [id],
  );
  await rows(
    tx,
    `UPDATE webhook_delivery SET next_attempt_at = now() WHERE webhook_id = $1 AND key = $2 AND id > $3 AND state = 'queued' AND next_attempt_at > now()`,
    [found.webhookId, found.key, id],
  );
  return { outcome: 'queued' };
}
