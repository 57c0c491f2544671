// Reading the outbox on the way to the bus, and marking what was sent. Guarantees: rows of a lane come in the order of their ids; a row
// that commits late, with a lower id than rows already sent, is found; a relay that has lost its lane marks nothing.
import type { Database } from '../database/database.js';

/** A row of the outbox that is not sent yet. */
export interface UnsentEvent {
  id: number;
  slot: number;
  lane: number;
  eventId: string;
  topic: string;
  key: string;
  seq: number;
  type: string;
  payload: Record<string, unknown>;
  createdAt: Date;
}

/** A lane held by lease, as proof that the caller may mark its rows. */
export interface LaneHold {
  lease: string;
  fence: number;
}

export interface Backlog {
  /** Exact up to `countedTo`, which is where counting stops. */
  unsent: number;
  countedTo: number;
  oldestSeconds: number | null;
}

/** Events of one lane, and the proof that the caller may mark them. */
export interface SentBatch {
  events: readonly { id: number; slot: number }[];
  hold: LaneHold;
}

const MARK_SENT = `
  WITH asked AS MATERIALIZED (SELECT * FROM unnest($2::bigint[], $3::text[], $4::bigint[]) AS a(id, lease, fence)),
  held AS MATERIALIZED (
    SELECT l.name FROM lease l WHERE (l.name, l.fence) IN (SELECT lease, fence FROM asked) AND l.expires_at > clock_timestamp() ORDER BY l.name FOR SHARE),
  marked AS (
    UPDATE outbox SET sent_at = now(), error = NULL, next_attempt_at = NULL
     WHERE slot = $1::smallint AND id = ANY (ARRAY(SELECT a.id FROM asked a JOIN held h ON h.name = a.lease)) RETURNING 1)
  SELECT name FROM held, set_config('synchronous_commit', 'off', true)`;

const COUNT_TO = 10_000;

export class RelayStore {
  constructor(private readonly database: Database) {}

  /**
   * Unsent rows of each lane, at most `limit` a lane, by lane and id. `above` is a low-water mark that spares the walk over rows sent
   * lately; it is no cursor: pass 0 every few seconds, or a transaction that took its id early and committed late is lost
   * (a reader with `id > last` lost 1,578 of 8,026 with 8 writers).
   */
  readUnsent(lanes: { lane: number; above: number }[], limit: number): Promise<UnsentEvent[]> {
    return this.database.prepared<UnsentEvent>(
      'outbox-unsent',
      `SELECT o.id, o.slot, o.lane, o.event_id AS "eventId", o.topic, o.key, o.seq, o.type, o.payload, o.created_at AS "createdAt"
         FROM unnest($1::smallint[], $2::bigint[]) AS held(lane, above)
        CROSS JOIN LATERAL (SELECT * FROM outbox WHERE lane = held.lane AND id > held.above AND sent_at IS NULL ORDER BY id LIMIT $3) o
        ORDER BY o.lane, o.id`,
      [lanes.map(({ lane }) => lane), lanes.map(({ above }) => above), limit],
    );
  }

  /**
   * Marks rows as sent, each lane's under the fence of its lease: the share lock on the lease row keeps a taker waiting until the mark is
   * committed, so a stale relay never marks what its successor reads. Returns the leases that are lost; of those nothing is marked.
   *
   * The mark itself need not survive a crash: the events then come again, which each consumer must bear anyway. So nobody waits for the disk.
   */
  async markSent(batches: readonly SentBatch[]): Promise<Set<string>> {
    const rows = batches.flatMap(({ events, hold }) => events.map(event => ({ ...event, ...hold })));
    const lost = new Set<string>();
    // One statement per partition that is touched (one, but for a moment every eight hours): with the slot given, the plan is one index.
    for (const slot of new Set(rows.map(row => row.slot))) {
      const asked = rows.filter(row => row.slot === slot);
      const held = await this.database.prepared<{ name: string }>('outbox-mark', MARK_SENT, [
        slot,
        asked.map(row => row.id),
        asked.map(row => row.lease),
        asked.map(row => row.fence),
      ]);
      const names = new Set(held.map(row => row.name));
      for (const { lease } of asked) if (!names.has(lease)) lost.add(lease);
    }
    return lost;
  }

  /** Writes down, for ops, that the bus did not take a lane's first event, and when it is offered again. */
  async reschedule(id: number, error: string, nextAttemptAt: Date): Promise<void> {
    await this.database.rows(
      `UPDATE outbox SET attempts = least(attempts + 1, 32767), error = left($2, 2000), next_attempt_at = $3
        WHERE slot IN (0, 1, 2) AND id = $1 AND sent_at IS NULL`,
      [id, error, nextAttemptAt],
    );
  }

  /** How much waits, for health and metrics. Cheap at any size: counting stops at 10,000, ages come from the index. */
  async backlog(): Promise<Backlog> {
    const [figures] = await this.database.rows<{ unsent: number; oldest: number | null }>(
      `SELECT (SELECT count(*) FROM (SELECT FROM outbox WHERE sent_at IS NULL LIMIT $1) counted)::int AS unsent,
              (SELECT extract(epoch FROM clock_timestamp() - min(first.created_at))::float8
                 FROM generate_series(0, 15) AS l(lane)
                CROSS JOIN LATERAL (SELECT created_at FROM outbox WHERE lane = l.lane AND sent_at IS NULL ORDER BY id LIMIT 1) first) AS oldest`,
      [COUNT_TO],
    );
    return { unsent: figures!.unsent, countedTo: COUNT_TO, oldestSeconds: figures!.oldest };
  }
}
