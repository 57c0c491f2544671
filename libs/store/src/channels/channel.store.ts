// Configured channels, their sealed secrets and their health. Guarantees: a secret passes through as the sealed text that it is stored as; settings
// and secrets change in one transaction under a row lock; each change of settings raises `version`, which each secret is sealed for.
import type { Health } from '#channels/contract';
import { type Database, query, rows, type Tx } from '../database/database.js';
import { hurryHeldUp } from '../outbound/held-up.js';

export interface ChannelHealth {
  state: 'starting' | 'ok' | 'standby' | 'failing';
  problem: string | null;
  code: string | null;
  /** ISO 8601: in this state since. */
  since: string | null;
  retryAt: string | null;
}

export interface ChannelRow {
  id: number;
  key: string;
  kind: string;
  name: string;
  departmentId: number;
  departmentName: string;
  enabled: boolean;
  settings: Record<string, unknown>;
  /** Of the settings: part of what each secret is bound to. */
  version: number;
  /** Names only. */
  secretsSet: string[];
  health: ChannelHealth;
  lastOkAt: Date | null;
}

export interface SealedSecret {
  name: string;
  sealed: string;
}

export interface VersionedSecret {
  sealed: string;
  /** Of the channel: part of what the secret is bound to. */
  version: number;
}

export interface ChannelValues {
  key: string;
  kind: string;
  name: string;
  departmentId: number;
  settings: Record<string, unknown>;
}

const COLUMNS = `c.id, c.key, c.kind, c.name, c.department_id AS "departmentId", d.name AS "departmentName", c.enabled, c.settings, c.version,
  c.health, c.last_ok_at AS "lastOkAt", coalesce((SELECT json_agg(s.name ORDER BY s.name) FROM channel_secret s WHERE s.channel_id = c.id), '[]') AS "secretsSet"`;

export class ChannelStore {
  /** By name. `departmentIds` null: all. */
  async list(on: Database | Tx, departmentIds: number[] | null): Promise<ChannelRow[]> {
    const found = await query<ChannelRow>(
      on,
      `SELECT ${COLUMNS} FROM channel c JOIN department d ON d.id = c.department_id
        WHERE $1::int[] IS NULL OR c.department_id = ANY($1) ORDER BY c.name, c.id`,
      [departmentIds],
    );
    return found.map(complete);
  }

  async byId(on: Database | Tx, id: number): Promise<ChannelRow | null> {
    const [found] = await query<ChannelRow>(
      on,
      `SELECT ${COLUMNS} FROM channel c JOIN department d ON d.id = c.department_id WHERE c.id = $1`,
      [id],
    );
    return found ? complete(found) : null;
  }

  async byKey(on: Database | Tx, key: string): Promise<ChannelRow | null> {
    return (await this.byKeys(on, [key]))[0] ?? null;
  }

  /** Those that there are, in any order. */
  async byKeys(on: Database | Tx, keys: readonly string[]): Promise<ChannelRow[]> {
    const found = await query<ChannelRow>(
      on,
      `SELECT ${COLUMNS} FROM channel c JOIN department d ON d.id = c.department_id WHERE c.key = ANY($1::text[])`,
      [keys],
    );
    return found.map(complete);
  }

  /** Holds the row until the transaction ends: of two admins who save at once, the second decides on what the first left. */
  async lock(tx: Tx, id: number): Promise<ChannelRow | null> {
    await rows(tx, `SELECT id FROM channel WHERE id = $1 FOR UPDATE`, [id]);
    return this.byId(tx, id);
  }

  /** Rejects with STORE.DUPLICATE where the key is taken. Starts with version 1. */
  async create(tx: Tx, values: ChannelValues): Promise<{ id: number; version: number }> {
    const [made] = await rows<{ id: number; version: number }>(
      tx,
      `INSERT INTO channel (key, kind, name, department_id, settings) VALUES ($1, $2, $3, $4, $5::jsonb) RETURNING id, version`,
      [values.key, values.kind, values.name, values.departmentId, JSON.stringify(values.settings)],
    );
    return made!;
  }

  /** After `lock`. Returns the new version. The kind never changes: the messages of a channel were read with it. What it could not send is tried anew; what it gave up is its fault no longer. */
  async update(tx: Tx, id: number, values: Omit<ChannelValues, 'kind'>): Promise<number> {
    const [changed] = await rows<{ version: number }>(
      tx,
      `UPDATE channel SET key = $2, name = $3, department_id = $4, settings = $5::jsonb, version = version + 1, health = '{"state":"starting"}'
        WHERE id = $1 RETURNING version`,
      [id, values.key, values.name, values.departmentId, JSON.stringify(values.settings)],
    );
    await hurryHeldUp(tx, [id]);
    return changed!.version;
  }

  /** False where there is no such channel. Does not touch the version: the secrets stay readable. */
  async setEnabled(tx: Tx, id: number, enabled: boolean): Promise<boolean> {
    const changed = await rows(
      tx,
      `UPDATE channel SET enabled = $2, health = CASE WHEN enabled = $2 THEN health ELSE '{"state":"starting"}' END WHERE id = $1 RETURNING id`,
      [id, enabled],
    );
    return changed.length > 0;
  }

  /** Sealed for { table: 'channel_secret', row: channel id, field: name, version: the channel's version }. */
  async sealedSecrets(on: Database | Tx, channelId: number): Promise<SealedSecret[]> {
    return query<SealedSecret>(on, `SELECT name, sealed FROM channel_secret WHERE channel_id = $1 ORDER BY name`, [
      channelId,
    ]);
  }

  /** After this the channel has exactly these. */
  async replaceSecrets(tx: Tx, channelId: number, secrets: SealedSecret[]): Promise<void> {
    await rows(tx, `DELETE FROM channel_secret WHERE channel_id = $1`, [channelId]);
    await rows(
      tx,
      `INSERT INTO channel_secret (channel_id, name, sealed) SELECT $1, * FROM unnest($2::text[], $3::text[])`,
      [channelId, secrets.map(secret => secret.name), secrets.map(secret => secret.sealed)],
    );
  }

  /** One secret with the version that it is sealed for, of one moment; null where there is none. */
  async sealedSecret(on: Database | Tx, channelId: number, name: string): Promise<VersionedSecret | null> {
    const [found] = await query<VersionedSecret>(
      on,
      `SELECT s.sealed, c.version FROM channel c JOIN channel_secret s ON s.channel_id = c.id WHERE c.id = $1 AND s.name = $2`,
      [channelId, name],
    );
    return found ?? null;
  }

  /**
   * Replaces one secret and leaves the version, so that nothing is restarted. The row of the channel is locked first, as in `lock`: an admin who
   * saves at the same time, or another instance, either finished before (then `change` sees what they left) or waits.
   * False where the secret is gone, or `change` returned null.
   */
  async changeSecret(
    tx: Tx,
    channelId: number,
    name: string,
    change: (now: VersionedSecret) => string | null,
  ): Promise<boolean> {
    await rows(tx, `SELECT id FROM channel WHERE id = $1 FOR UPDATE`, [channelId]);
    // A statement of its own: it must see what the one who held the lock has committed.
    const now = await this.sealedSecret(tx, channelId, name);
    const sealed = now && change(now);
    if (!sealed) return false;
    await rows(tx, `UPDATE channel_secret SET sealed = $3 WHERE channel_id = $1 AND name = $2`, [
      channelId,
      name,
      sealed,
    ]);
    return true;
  }

  /**
   * `since` moves only when the state does. Callers report at most every few seconds: this is a row that everybody reads. Whoever begins or stands by says
   * nothing about a channel that another instance holds: what the holder said stays.
   */
  async reportHealth(on: Database, channelId: number, health: Health): Promise<void> {
    const failing = health.state === 'failing' ? health : null;
    const told = {
      state: health.state,
      problem: failing?.problem ?? newsOf(health),
      code: failing?.code ?? null,
      retryAt: failing?.retryAt?.toISOString() ?? null,
    };
    await on.rows(
      `UPDATE channel SET last_ok_at = CASE WHEN $2::jsonb ->> 'state' = 'ok' THEN now() ELSE last_ok_at END,
         health = $2::jsonb || jsonb_build_object('since', CASE WHEN health ->> 'state' = $2::jsonb ->> 'state' AND health ? 'since'
           THEN health -> 'since' ELSE to_jsonb(now()) END)
        WHERE id = $1 AND NOT ($2::jsonb ->> 'state' IN ('starting', 'standby') AND health ->> 'state' IN ('ok', 'failing')
          AND EXISTS (SELECT 1 FROM lease l WHERE l.name = 'mailbox:' || $1::int AND l.expires_at > clock_timestamp()))`,
      [channelId, JSON.stringify(told)],
    );
  }
}

/** What ops should read although nothing fails. */
function newsOf(health: Health): string | null {
  if (health.state === 'standby') return health.detail;
  return health.state === 'ok' ? (health.warning ?? null) : null;
}

/** A fresh row's health is {"state":"starting"} alone. */
function complete(row: ChannelRow): ChannelRow {
  const { state, problem, code, since, retryAt } = row.health as Partial<ChannelHealth>;
  const health = {
    state: state ?? 'starting',
    problem: problem ?? null,
    code: code ?? null,
    since: since ?? null,
    retryAt: retryAt ?? null,
  };
  return { ...row, health };
}
