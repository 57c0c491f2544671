// How each channel does: what ops look at, and the short form that is watched every few seconds.
import type { ChannelHealth } from '../channels/channel.store.js';
import { type Database, query, type Tx } from '../database/database.js';
import type { FaultKind } from './fault.store.js';

/** What a watch needs to say whether something is wrong with a channel. By the database's clock. */
export interface WatchedChannel {
  channelId: number;
  kind: string;
  name: string;
  departmentId: number;
  enabled: boolean;
  settings: Record<string, unknown>;
  state: ChannelHealth['state'];
  problem: string | null;
  /** Seconds in that state. */
  stateSeconds: number;
  /** An instance holds its lease. */
  held: boolean;
  /** Seconds that its oldest message has waited for a decision; null where none waits. */
  pendingSeconds: number | null;
  /** The newest test message of a channel that has a schedule. */
  canary: { seconds: number; arrived: boolean; problem: string | null } | null;
  /** What it could not send since then, and why the last attempt failed; null where it sends, or has nothing to send. */
  sending: { seconds: number; problem: string | null } | null;
  /** The open one. */
  fault: FaultKind | null;
}

export interface ChannelHealthRecord {
  channelId: number;
  key: string;
  name: string;
  kind: string;
  departmentId: number;
  departmentKey: string;
  departmentName: string;
  enabled: boolean;
  settings: Record<string, unknown>;
  health: Partial<ChannelHealth>;
  /** It said that it works, or brought a message. */
  lastOkAt: Date | null;
  /** The instance that holds the channel's lease. */
  holder: string | null;
  pending: number;
  oldestPendingAt: Date | null;
  /** Replies that wait to leave. */
  outbound: number;
  /** Messages that were stored; test messages are not counted. */
  lastHour: number;
  lastDay: number;
  lastMessageAt: Date | null;
  /** In quarantine, whenever they came. */
  held: number;
  /** Replies of the last day that failed, or of which nobody knows. */
  unsent: number;
  everyMinutes: number | null;
  nextCanaryAt: Date | null;
  fault: { problem: string; openedAt: string } | null;
}

const LEASE = `FROM lease l WHERE l.name = 'mailbox:' || c.id AND l.expires_at > clock_timestamp()`;

export async function watchedChannels(on: Database | Tx): Promise<WatchedChannel[]> {
  return query<WatchedChannel>(
    on,
    `SELECT c.id AS "channelId", c.kind, c.name, c.department_id AS "departmentId", c.enabled, c.settings, c.health ->> 'state' AS state,
            c.health ->> 'problem' AS problem, coalesce(extract(epoch FROM now() - (c.health ->> 'since')::timestamptz), 0)::float8 AS "stateSeconds",
            EXISTS (SELECT 1 ${LEASE}) AS held,
            (SELECT extract(epoch FROM now() - min(m.stored_at))::float8 FROM message m WHERE m.state = 'pending' AND m.channel_id = c.id) AS "pendingSeconds",
            (SELECT json_build_object('seconds', extract(epoch FROM now() - r.begun_at), 'arrived', r.arrived_at IS NOT NULL, 'problem', r.problem)
               FROM canary n JOIN LATERAL (SELECT * FROM canary_run WHERE channel_id = n.channel_id ORDER BY id DESC LIMIT 1) r ON true
              WHERE n.channel_id = c.id AND n.every_minutes IS NOT NULL) AS canary,
            (SELECT json_build_object('seconds', extract(epoch FROM now() - min(o.held_up_since)),
                'problem', (array_agg(o.error ORDER BY o.held_up_since DESC) FILTER (WHERE o.error IS NOT NULL))[1])
               FROM outbound o WHERE o.channel_id = c.id AND o.held_up_since IS NOT NULL AND o.state IN ('queued', 'sending', 'failed')
             HAVING count(*) > 0) AS sending,
            (SELECT f.what FROM channel_fault f WHERE f.channel_id = c.id AND f.closed_at IS NULL) AS fault
       FROM channel c ORDER BY c.id`,
  );
}

/** By department and name. @param departmentIds null: all. @param channelId only this one */
export async function channelHealths(
  on: Database | Tx,
  departmentIds: number[] | null,
  channelId: number | null = null,
): Promise<ChannelHealthRecord[]> {
  return query<ChannelHealthRecord>(
    on,
    `WITH came AS (
       SELECT channel_id, count(*) FILTER (WHERE stored_at > now() - interval '1 hour')::int AS hour, count(*)::int AS day, max(stored_at) AS last
         FROM message WHERE stored_at > now() - interval '24 hours' AND reason IS DISTINCT FROM 'canary' GROUP BY channel_id
     ), waits AS (
       SELECT channel_id, count(*)::int AS n, min(stored_at) AS oldest FROM message WHERE state = 'pending' GROUP BY channel_id
     ), kept AS (
       SELECT channel_id, count(*)::int AS n FROM message WHERE state = 'quarantined' GROUP BY channel_id
     ), leaves AS (
       SELECT channel_id, count(*)::int AS n FROM outbound WHERE state IN ('queued', 'sending') GROUP BY channel_id
     ), missed AS (
       SELECT channel_id, count(*)::int AS n FROM outbound WHERE state IN ('failed', 'unknown') AND created_at > now() - interval '24 hours' GROUP BY channel_id
     )
     SELECT c.id AS "channelId", c.key, c.name, c.kind, c.department_id AS "departmentId", d.key AS "departmentKey", d.name AS "departmentName",
            c.enabled, c.settings, c.health, greatest(c.last_ok_at, came.last) AS "lastOkAt", (SELECT l.owner ${LEASE}) AS holder,
            coalesce(waits.n, 0) AS pending, waits.oldest AS "oldestPendingAt", coalesce(leaves.n, 0) AS outbound,
            coalesce(came.hour, 0) AS "lastHour", coalesce(came.day, 0) AS "lastDay", came.last AS "lastMessageAt",
            coalesce(kept.n, 0) AS held, coalesce(missed.n, 0) AS unsent, n.every_minutes AS "everyMinutes", n.next_at AS "nextCanaryAt",
            (SELECT json_build_object('problem', f.problem, 'openedAt', f.opened_at) FROM channel_fault f
              WHERE f.channel_id = c.id AND f.closed_at IS NULL) AS fault
       FROM channel c JOIN department d ON d.id = c.department_id LEFT JOIN canary n ON n.channel_id = c.id
       LEFT JOIN came ON came.channel_id = c.id LEFT JOIN waits ON waits.channel_id = c.id LEFT JOIN kept ON kept.channel_id = c.id
       LEFT JOIN leaves ON leaves.channel_id = c.id LEFT JOIN missed ON missed.channel_id = c.id
      WHERE ($1::int[] IS NULL OR c.department_id = ANY ($1)) AND ($2::int IS NULL OR c.id = $2) ORDER BY d.name, c.name, c.id`,
    [departmentIds, channelId],
  );
}
