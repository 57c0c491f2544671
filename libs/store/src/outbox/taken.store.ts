// Events come at least once; effects happen exactly once. A consumer whose effect has no natural key records the event's id in the
// transaction of the effect.
import { type Database, rows, type Tx } from '../database/database.js';

/**
 * Records the ids; returns those that this consumer had not taken before, in the order given. Two deliveries of one event at once: the second waits
 * for the first one's transaction, and takes it only if that was rolled back.
 */
export async function takeEvents(tx: Tx, consumer: string, eventIds: string[]): Promise<string[]> {
  // Sorted, so that two batches with the same events wait for each other in one order and never in a circle.
  const taken = await rows<{ id: string }>(
    tx,
    `INSERT INTO taken_event (consumer, event_id) SELECT $1, id FROM unnest($2::uuid[]) AS id ORDER BY id
     ON CONFLICT DO NOTHING RETURNING event_id AS id`,
    [consumer, eventIds],
  );
  const fresh = new Set(taken.map(row => row.id));
  return eventIds.filter(id => fresh.delete(id));
}

/** Forgets ids taken more than `days` ago; keep more days than the bus keeps events. Returns how many. */
export async function forgetTaken(database: Database, days: number): Promise<number> {
  const [done] = await database.rows<{ gone: number }>(
    `WITH gone AS (DELETE FROM taken_event WHERE taken_at < now() - $1 * interval '1 day' RETURNING 1) SELECT count(*)::int AS gone FROM gone`,
    [days],
  );
  return done!.gone;
}
