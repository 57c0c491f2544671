// Test messages ("canaries"): when the next is due, and how far each came. Guarantee: a due one is taken by one instance, and a run arrives once.
import { type Database, query, rows, type Tx } from '../database/database.js';
import { storableText } from '../database/storable.js';

export interface CanaryRunRow {
  id: number;
  begunAt: Date;
  handedAt: Date | null;
  arrivedAt: Date | null;
  problem: string | null;
}

export interface DueCanary {
  channelId: number;
  runId: number;
  token: string;
}

/** Kept for whoever looks at how it went; a message that comes later than this is no proof of anything. */
const KEPT_DAYS = 30;

/** `everyMinutes` null: only when somebody asks. The first is sent at once. */
export async function scheduleCanary(tx: Tx, channelId: number, everyMinutes: number | null): Promise<void> {
  await rows(
    tx,
    `INSERT INTO canary (channel_id, every_minutes, next_at) VALUES ($1, $2::int, CASE WHEN $2::int IS NULL THEN NULL ELSE now() END)
     ON CONFLICT (channel_id) DO UPDATE SET every_minutes = excluded.every_minutes, next_at = excluded.next_at`,
    [channelId, everyMinutes],
  );
}

/** One now, whatever the schedule. */
export async function askCanary(tx: Tx, channelId: number): Promise<void> {
  await rows(
    tx,
    `INSERT INTO canary (channel_id, next_at) VALUES ($1, now()) ON CONFLICT (channel_id) DO UPDATE SET next_at = now()`,
    [channelId],
  );
}

/**
 * The next that is due, begun: its run is written, and the one after it planned, before anything leaves. SKIP LOCKED: no two instances send for one
 * channel at the same time. A paused channel waits.
 */
export async function beginCanary(tx: Tx, token: string): Promise<DueCanary | null> {
  const [begun] = await rows<DueCanary>(
    tx,
    `WITH due AS (
       SELECT n.channel_id FROM canary n JOIN channel c ON c.id = n.channel_id
        WHERE n.next_at <= now() AND c.enabled ORDER BY n.next_at LIMIT 1 FOR UPDATE OF n SKIP LOCKED
     ), planned AS (
       UPDATE canary n SET next_at = CASE WHEN every_minutes IS NULL THEN NULL ELSE now() + make_interval(mins => every_minutes) END
         FROM due WHERE n.channel_id = due.channel_id
     )
     INSERT INTO canary_run (channel_id, token) SELECT channel_id, $1 FROM due RETURNING channel_id AS "channelId", id AS "runId", token`,
    [token],
  );
  return begun ?? null;
}

/** What became of the sending. @param problem  null: the first server has it */
export async function endCanarySending(on: Database, runId: number, problem: string | null): Promise<void> {
  await on.rows(
    `UPDATE canary_run SET handed_at = CASE WHEN $2::text IS NULL THEN now() ELSE NULL END, problem = $2::text WHERE id = $1`,
    [runId, problem === null ? null : storableText(problem).slice(0, 500)],
  );
}

/**
 * Which of these tokens are ours. A run has arrived with its first message, where that came through its own channel; a second copy, or one that another
 * channel took, is ours all the same and proves nothing.
 */
export async function arriveCanaries(
  tx: Tx,
  found: readonly { token: string; channelId: number }[],
): Promise<Set<string>> {
  if (found.length === 0) return new Set();
  const ours = await rows<{ token: string }>(
    tx,
    `UPDATE canary_run r SET arrived_at = CASE WHEN r.channel_id = f.channel_id THEN coalesce(r.arrived_at, clock_timestamp()) ELSE r.arrived_at END
       FROM (SELECT DISTINCT ON (token) token, channel_id FROM unnest($1::text[], $2::int[]) AS u(token, channel_id) ORDER BY token) f
      WHERE r.token = f.token RETURNING r.token`,
    [found.map(one => one.token), found.map(one => one.channelId)],
  );
  return new Set(ours.map(row => row.token));
}

/** Newest first. */
export async function canaryRuns(on: Database | Tx, channelId: number, limit: number): Promise<CanaryRunRow[]> {
  return query<CanaryRunRow>(
    on,
    `SELECT id, begun_at AS "begunAt", handed_at AS "handedAt", arrived_at AS "arrivedAt", problem FROM canary_run WHERE channel_id = $1 ORDER BY id DESC LIMIT $2`,
    [channelId, limit],
  );
}

export async function forgetCanaries(on: Database): Promise<void> {
  await on.rows(`DELETE FROM canary_run WHERE begun_at < now() - make_interval(days => $1)`, [KEPT_DAYS]);
}
