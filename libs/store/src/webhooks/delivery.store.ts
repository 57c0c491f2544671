// Deliveries to webhooks: who sends what, and what became of it. Guarantees: two senders never take the same one; a later delivery of a ticket waits
// while an earlier one is queued or being sent; one whose sender died is sent again (at least once: the receiver knows it by the event's id).
import { type Database, rows, type Tx } from '../database/database.js';
import { storableText } from '../database/storable.js';
import type { WebhookSecretName } from './webhook.store.js';

export interface DueDelivery {
  id: number;
  webhookId: number;
  eventId: string;
  key: string;
  body: Record<string, unknown>;
  /** With this one. */
  attempts: number;
  url: string;
  secrets: { name: WebhookSecretName; sealed: string; version: number }[];
}

/** What came of one attempt. */
export interface Attempt {
  /** `gone`: the receiver wants no more (410), and the webhook is switched off. */
  outcome: 'delivered' | 'refused' | 'gone';
  /** HTTP status; null where nobody answered. */
  status: number | null;
  /** What the receiver said; its beginning is kept. */
  response: string;
  /** One sentence where it was not delivered. */
  error: string | null;
  /** The receiver asks to be left alone for so many seconds. */
  pauseSeconds?: number;
}

export type DeliveryEnd = 'delivered' | 'queued' | 'failed' | 'lost';

/** Waits between attempts in seconds; after the last one the delivery has failed. About a day in all. */
const BACKOFF = [30, 120, 600, 3_600, 21_600, 28_800, 28_800];
const RESPONSE_KEPT = 2_000;

export class DeliveryStore {
  constructor(private readonly database: Database) {}

  /**
   * Takes what is due, at most `limit` for each webhook, so that one with much to do leaves room to the others. `busy` webhooks are left out. SKIP
   * LOCKED: two senders never take the same row. An earlier row of the key that another sender is just taking still counts as queued here.
   */
  takeDue(
    sender: string,
    options: { busy: readonly number[]; limit: number; seconds: number },
  ): Promise<DueDelivery[]> {
    return this.database.transaction(tx =>
      rows<DueDelivery>(
        tx,
        `WITH due AS (
           SELECT d.id FROM webhook w CROSS JOIN LATERAL (
             SELECT q.id FROM webhook_delivery q
              WHERE q.webhook_id = w.id AND q.state = 'queued' AND q.next_attempt_at <= now()
                AND NOT EXISTS (SELECT FROM webhook_delivery e WHERE e.webhook_id = q.webhook_id AND e.key = q.key AND e.id < q.id AND e.state IN ('queued', 'sending'))
              ORDER BY q.next_attempt_at, q.id LIMIT $3 FOR UPDATE SKIP LOCKED) d
            WHERE w.enabled AND NOT w.id = ANY($2::int[])
         ), taken AS (
           UPDATE webhook_delivery t SET state = 'sending', sender = $1, sending_until = clock_timestamp() + make_interval(secs => $4), attempts = attempts + 1
             FROM due WHERE t.id = due.id RETURNING t.*
         )
         SELECT t.id, t.webhook_id AS "webhookId", t.event_id AS "eventId", t.key, t.body, t.attempts, w.url,
                coalesce((SELECT json_agg(json_build_object('name', s.name, 'sealed', s.sealed, 'version', s.version) ORDER BY s.name)
                            FROM webhook_secret s WHERE s.webhook_id = w.id), '[]') AS secrets
           FROM taken t JOIN webhook w ON w.id = t.webhook_id ORDER BY t.id`,
        [sender, options.busy, options.limit, options.seconds],
      ),
    );
  }

  /** Writes what came of it. `lost`: the row is not this attempt's any more; somebody else sends it again, or the webhook is gone. */
  settle(
    sender: string,
    delivery: Pick<DueDelivery, 'id' | 'webhookId' | 'key' | 'attempts'>,
    attempt: Attempt,
  ): Promise<DeliveryEnd> {
    return this.database.transaction(async tx => {
      const wait = waitAfter(delivery.attempts, attempt);
      const end = attempt.outcome === 'delivered' ? 'delivered' : wait === null ? 'failed' : 'queued';
      const [row] = await rows<{ nextAttemptAt: Date }>(
        tx,
        // The attempt is part of the condition: a sender that slept through its lease settles nothing of the attempt after it.
        `UPDATE webhook_delivery SET state = $4, sender = NULL, sending_until = NULL, status = $5, response = $6, error = $7,
                next_attempt_at = clock_timestamp() + make_interval(secs => $8), ended_at = CASE WHEN $4 = 'queued' THEN NULL ELSE clock_timestamp() END
          WHERE id = $1 AND state = 'sending' AND sender = $2 AND attempts = $3 RETURNING next_attempt_at AS "nextAttemptAt"`,
        [
          delivery.id,
          sender,
          delivery.attempts,
          end,
          attempt.status,
          storableText(attempt.response).slice(0, RESPONSE_KEPT),
          attempt.error === null ? null : storableText(attempt.error),
          wait ?? 0,
        ],
      );
      if (!row) return 'lost';
      if (end === 'queued') await holdFollowers(tx, delivery, row.nextAttemptAt);
      await noteHealth(tx, delivery.webhookId, attempt.outcome);
      return end;
    });
  }

  /** Deliveries whose sender died between taking and settling are due again. Returns how many. */
  async requeueDead(limit: number): Promise<number> {
    const found = await this.database.rows(
      `UPDATE webhook_delivery d SET state = 'queued', sender = NULL, sending_until = NULL, next_attempt_at = now(),
              error = 'The process stopped while this was being sent. It is sent again.'
         FROM (SELECT id FROM webhook_delivery WHERE state = 'sending' AND sending_until < clock_timestamp() LIMIT $1 FOR UPDATE SKIP LOCKED) dead
        WHERE d.id = dead.id RETURNING d.id`,
      [limit],
    );
    return found.length;
  }

  /** Drops what was made more than `days` ago; keep more days than the bus keeps events. What still waits then is of a webhook that is switched off. */
  async forget(days: number): Promise<number> {
    const [done] = await this.database.rows<{ gone: number }>(
      `WITH gone AS (DELETE FROM webhook_delivery WHERE created_at < now() - make_interval(days => $1) AND state <> 'sending' RETURNING 1)
       SELECT count(*)::int AS gone FROM gone`,
      [days],
    );
    return done!.gone;
  }
}

/** Seconds until the next attempt; null: there is none. Jitter, so that what failed together does not come back together. */
function waitAfter(attempts: number, { outcome, pauseSeconds = 0 }: Attempt): number | null {
  const step = outcome === 'refused' ? BACKOFF[attempts - 1] : undefined;
  return step === undefined ? null : Math.max(step * (0.8 + 0.4 * Math.random()), pauseSeconds);
}

/** Those behind it wait as long, and are not looked at meanwhile. */
async function holdFollowers(tx: Tx, head: Pick<DueDelivery, 'id' | 'webhookId' | 'key'>, until: Date): Promise<void> {
  await rows(
    tx,
    `UPDATE webhook_delivery SET next_attempt_at = greatest(next_attempt_at, $4)
      WHERE webhook_id = $1 AND key = $2 AND id > $3 AND state = 'queued'`,
    [head.webhookId, head.key, head.id, until],
  );
}

async function noteHealth(tx: Tx, webhookId: number, outcome: Attempt['outcome']): Promise<void> {
  const change =
    outcome === 'delivered'
      ? 'failing_since = NULL WHERE id = $1 AND failing_since IS NOT NULL'
      : outcome === 'gone'
        ? 'failing_since = coalesce(failing_since, now()), enabled = false WHERE id = $1'
        : 'failing_since = now() WHERE id = $1 AND failing_since IS NULL';
  await rows(tx, `UPDATE webhook SET ${change}`, [webhookId]);
}
