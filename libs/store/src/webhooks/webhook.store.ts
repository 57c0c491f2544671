// Webhooks and their sealed secrets. Guarantees: a secret passes through as the sealed text that it is stored as; secrets change under a lock of the
// webhook's row, all together, and each change raises `version`, which they are sealed for; at most two are there, so that a receiver can change over.
import { type Database, query, rows, type Tx } from '../database/database.js';

export type WebhookSecretName = 'current' | 'previous';

export interface WebhookRow {
  id: number;
  name: string;
  url: string;
  /** Null: events of all departments. */
  departmentId: number | null;
  /** Empty: all. */
  events: string[];
  enabled: boolean;
  /** Of the secrets: part of what each is bound to. */
  version: number;
  createdAt: Date;
  failingSince: Date | null;
  /** Names and moments only; the moments as ISO 8601. */
  secrets: { name: WebhookSecretName; createdAt: string }[];
  /** Deliveries under way; counting stops at 1,000. */
  queued: number;
}

export interface WebhookValues {
  name: string;
  url: string;
  departmentId: number | null;
  events: string[];
}

/** Sealed for { table: 'webhook_secret', row: webhook id, field: name, version: the webhook's }. */
export interface SealedWebhookSecret {
  name: WebhookSecretName;
  sealed: string;
  /** Null: made now. */
  createdAt: Date | null;
}

const COLUMNS = `w.id, w.name, w.url, w.department_id AS "departmentId", w.events, w.enabled, w.version, w.created_at AS "createdAt",
  w.failing_since AS "failingSince",
  coalesce((SELECT json_agg(json_build_object('name', s.name, 'createdAt', s.created_at) ORDER BY s.name) FROM webhook_secret s WHERE s.webhook_id = w.id), '[]') AS secrets,
  (SELECT count(*)::int FROM (SELECT FROM webhook_delivery d WHERE d.webhook_id = w.id AND d.state IN ('queued', 'sending') LIMIT 1000) open) AS queued`;

export class WebhookStore {
  /** By name. */
  list(on: Database | Tx): Promise<WebhookRow[]> {
    return query<WebhookRow>(on, `SELECT ${COLUMNS} FROM webhook w ORDER BY w.name, w.id`);
  }

  async byId(on: Database | Tx, id: number): Promise<WebhookRow | null> {
    const [found] = await query<WebhookRow>(on, `SELECT ${COLUMNS} FROM webhook w WHERE w.id = $1`, [id]);
    return found ?? null;
  }

  /** Holds the row until the transaction ends: of two admins who save at once, the second decides on what the first left. */
  async lock(tx: Tx, id: number): Promise<WebhookRow | null> {
    await rows(tx, 'SELECT id FROM webhook WHERE id = $1 FOR UPDATE', [id]);
    return this.byId(tx, id);
  }

  /** Enabled, without secrets: nothing leaves before `replaceSecrets`. */
  async create(tx: Tx, values: WebhookValues, createdBy: number | null): Promise<number> {
    const [made] = await rows<{ id: number }>(
      tx,
      'INSERT INTO webhook (name, url, department_id, events, created_by) VALUES ($1, $2, $3, $4, $5) RETURNING id',
      [values.name, values.url, values.departmentId, values.events, createdBy],
    );
    return made!.id;
  }

  /** After `lock`. What waits for its next attempt goes now where the webhook is switched on again, or has another address. */
  async update(tx: Tx, id: number, values: WebhookValues & { enabled: boolean }): Promise<void> {
    await rows(
      tx,
      `WITH before AS (SELECT id FROM webhook WHERE id = $1 AND (url <> $3 OR NOT enabled) AND $6::boolean),
       released AS (
         UPDATE webhook_delivery d SET next_attempt_at = now(), attempts = 0 FROM before WHERE d.webhook_id = before.id AND d.state = 'queued'
       )
       UPDATE webhook SET name = $2, url = $3, department_id = $4, events = $5, enabled = $6::boolean WHERE id = $1`,
      [id, values.name, values.url, values.departmentId, values.events, values.enabled],
    );
  }

  /** With its deliveries and secrets. False where there is no such webhook. */
  async remove(tx: Tx, id: number): Promise<boolean> {
    const removed = await rows(tx, 'DELETE FROM webhook WHERE id = $1 RETURNING id', [id]);
    return removed.length > 0;
  }

  async sealedSecrets(on: Database | Tx, id: number): Promise<(SealedWebhookSecret & { createdAt: Date })[]> {
    return query(
      on,
      `SELECT name, sealed, created_at AS "createdAt" FROM webhook_secret WHERE webhook_id = $1 ORDER BY name`,
      [id],
    );
  }

  /** After `lock`: afterwards the webhook has exactly these, sealed for `version`, and that version. */
  async replaceSecrets(tx: Tx, id: number, version: number, secrets: readonly SealedWebhookSecret[]): Promise<void> {
    await rows(tx, 'DELETE FROM webhook_secret WHERE webhook_id = $1', [id]);
    await rows(
      tx,
      `INSERT INTO webhook_secret (webhook_id, name, sealed, version, created_at)
       SELECT $1, s.name, s.sealed, $2, coalesce(s.created_at, now()) FROM unnest($3::text[], $4::text[], $5::timestamptz[]) AS s(name, sealed, created_at)`,
      [
        id,
        version,
        secrets.map(secret => secret.name),
        secrets.map(secret => secret.sealed),
        secrets.map(secret => secret.createdAt),
      ],
    );
    await rows(tx, 'UPDATE webhook SET version = $2 WHERE id = $1', [id, version]);
  }
}
