// Dead letters: what a consumer could not take, and what waits behind it. Guarantees: while one row of a consumer, topic and key is open, later
// events of that key are parked behind it, in order; each new dead letter is told on rail.dead-letters, in the same transaction.
import { Coalescer } from '#runtime';
import { type Database, rows, type Tx } from '../database/database.js';
import { addToOutbox } from './outbox.store.js';

/** An event as it stands in a dead letter; enough to deliver it again with the same id. */
export interface StoredEvent {
  /** Its place in the outbox. */
  position: number;
  id: string;
  topic: string;
  key: string;
  seq: number;
  type: string;
  payload: Record<string, unknown>;
  at: Date;
}

export interface DeadLetter extends StoredEvent {
  deadLetterId: number;
  consumer: string;
  parked: boolean;
  attempts: number;
  error: string;
  createdAt: Date;
  requeuedAt: Date | null;
}

// `id` is the event's in the answer: order by dead_letter.id, or rows come in the order of random UUIDs.
const COLUMNS = `dead_letter.id AS "deadLetterId", consumer, outbox_id AS position, event_id AS id, topic, key, seq, type, payload, happened_at AS at,
  parked, attempts, error, created_at AS "createdAt", requeued_at AS "requeuedAt"`;
const OPEN_FOR_KEY = `consumer = $1 AND topic = $2 AND left(key, 200) = left($3, 200) AND key = $3 AND resolved_at IS NULL`;

/** Of one statement. */
const MOST_KEYS = 2_000;

export class DeadLetterStore {
  private readonly asked = new Map<string, Coalescer<string, { topic: string; key: string }[]>>();

  constructor(private readonly database: Database) {}

  /**
   * Which keys, of any topic, wait behind an open dead letter of this consumer; a key belongs to its topic. Lanes that ask at the same time go in one
   * statement, which begins after each of them has asked.
   */
  async parkedAmong(consumer: string, keys: string[]): Promise<{ topic: string; key: string }[]> {
    let asked = this.asked.get(consumer);
    if (!asked) {
      asked = new Coalescer(all => this.readParked(consumer, all), { largest: MOST_KEYS, atOnce: 2 });
      this.asked.set(consumer, asked);
    }
    const found = await asked.run(keys);
    const own = new Set(keys);
    return found.filter(({ key }) => own.has(key));
  }

  private readParked(consumer: string, keys: string[]): Promise<{ topic: string; key: string }[]> {
    return this.database.rows<{ topic: string; key: string }>(
      `SELECT DISTINCT topic, key FROM dead_letter
        WHERE consumer = $1 AND left(key, 200) = ANY ($2::text[]) AND key = ANY ($3::text[]) AND resolved_at IS NULL`,
      [consumer, keys.map(key => [...key].slice(0, 200).join('')), keys],
    );
  }

  /**
   * The first event failed for good, the others (of its key, in order) wait behind it. An event that is here already keeps its place:
   * it came twice, which at-least-once allows.
   */
  async bury(
    consumer: string,
    failed: StoredEvent,
    attempts: number,
    error: string,
    behind: StoredEvent[],
  ): Promise<void> {
    await this.database.transaction(async tx => {
      await insert(tx, consumer, [failed], { parked: false, attempts, error });
      await insert(tx, consumer, behind, { parked: true, attempts: 0, error: `waits behind event ${failed.id}` });
    });
  }

  /** Events of keys that are parked already, in order. */
  async park(consumer: string, events: StoredEvent[]): Promise<void> {
    await this.database.transaction(tx =>
      insert(tx, consumer, events, { parked: true, attempts: 0, error: 'waits behind an earlier event of its key' }),
    );
  }

  /** The open dead letters of one consumer, topic and key, in the order of delivery. */
  openFor(consumer: string, topic: string, key: string, limit: number): Promise<DeadLetter[]> {
    return this.database.rows<DeadLetter>(
      `SELECT ${COLUMNS} FROM dead_letter WHERE ${OPEN_FOR_KEY} ORDER BY dead_letter.id LIMIT $4`,
      [consumer, topic, key, limit],
    );
  }

  async markDelivered(deadLetterId: number): Promise<void> {
    await this.database.rows(
      `UPDATE dead_letter SET resolved_at = now(), resolution = 'delivered' WHERE id = $1 AND resolved_at IS NULL`,
      [deadLetterId],
    );
  }

  /** It failed again: it is the one that the others wait behind. */
  async markFailed(deadLetterId: number, attempts: number, error: string): Promise<void> {
    await this.database.rows(
      `UPDATE dead_letter SET parked = false, attempts = attempts + $2, error = left($3, 2000), requeued_at = NULL
        WHERE id = $1 AND resolved_at IS NULL`,
      [deadLetterId, attempts, error],
    );
  }

  /**
   * Another try for this one and all that wait with it, in order. The nudge goes through the outbox on the key's own lane, so that it
   * arrives in turn, at whichever instance serves the key then.
   */
  async requeue(tx: Tx, deadLetterId: number): Promise<'requeued' | 'resolved-already' | 'unknown'> {
    const [letter] = await rows<{ consumer: string; topic: OutboxTopic; key: string; open: boolean }>(
      tx,
      `SELECT consumer, topic, key, resolved_at IS NULL AS open FROM dead_letter WHERE id = $1 FOR UPDATE`,
      [deadLetterId],
    );
    if (!letter) return 'unknown';
    if (!letter.open) return 'resolved-already';
    await rows(tx, `UPDATE dead_letter SET requeued_at = now() WHERE ${OPEN_FOR_KEY}`, [
      letter.consumer,
      letter.topic,
      letter.key,
    ]);
    await nudge(tx, letter.consumer, letter.topic, letter.key);
    return 'requeued';
  }

  /** Given up by an operator: it is never delivered to this consumer, and what waits behind it goes on. */
  async discard(tx: Tx, deadLetterId: number): Promise<'discarded' | 'resolved-already' | 'unknown'> {
    const [letter] = await rows<{ consumer: string; topic: OutboxTopic; key: string; open: boolean }>(
      tx,
      `SELECT consumer, topic, key, resolved_at IS NULL AS open FROM dead_letter WHERE id = $1 FOR UPDATE`,
      [deadLetterId],
    );
    if (!letter) return 'unknown';
    if (!letter.open) return 'resolved-already';
    await rows(tx, `UPDATE dead_letter SET resolved_at = now(), resolution = 'discarded' WHERE id = $1`, [
      deadLetterId,
    ]);
    await nudge(tx, letter.consumer, letter.topic, letter.key);
    return 'discarded';
  }

  /** Open ones for the console, oldest first, from after the given id. */
  list(options: { after?: number; limit: number }): Promise<DeadLetter[]> {
    return this.database.rows<DeadLetter>(
      `SELECT ${COLUMNS} FROM dead_letter WHERE resolved_at IS NULL AND dead_letter.id > $1 ORDER BY dead_letter.id LIMIT $2`,
      [options.after ?? 0, options.limit],
    );
  }

  /** Open ones, for health: those that failed, and those that only wait. */
  async count(): Promise<{ failed: number; parked: number }> {
    const [figures] = await this.database.rows<{ failed: number; parked: number }>(
      `SELECT count(*) FILTER (WHERE NOT parked)::int AS failed, count(*) FILTER (WHERE parked)::int AS parked
         FROM dead_letter WHERE resolved_at IS NULL`,
    );
    return figures!;
  }
}

type OutboxTopic = 'rail.messages' | 'rail.tickets' | 'rail.dead-letters';

function nudge(tx: Tx, consumer: string, topic: OutboxTopic, key: string): Promise<void> {
  return addToOutbox(tx, [{ topic, key, seq: 0, type: 'delivery.requeued', payload: { consumer } }]);
}

async function insert(
  tx: Tx,
  consumer: string,
  events: StoredEvent[],
  fate: { parked: boolean; attempts: number; error: string },
): Promise<void> {
  if (events.length === 0) return;
  const inserted = await rows<{ eventId: string }>(
    tx,
    `INSERT INTO dead_letter (outbox_id, event_id, consumer, topic, key, seq, type, payload, happened_at, parked, attempts, error)
     SELECT e.*, $10, $11, left($12, 2000)
       FROM unnest($1::bigint[], $2::uuid[], array_fill($3::text, ARRAY[cardinality($2::uuid[])]), $4::text[], $5::text[], $6::int[],
                   $7::text[], $8::jsonb[], $9::timestamptz[]) AS e
     ON CONFLICT (event_id, consumer) DO NOTHING
     RETURNING event_id AS "eventId"`,
    [
      events.map(event => event.position),
      events.map(event => event.id),
      consumer,
      events.map(event => event.topic),
      events.map(event => event.key),
      events.map(event => event.seq),
      events.map(event => event.type),
      events.map(event => JSON.stringify(event.payload)),
      events.map(event => event.at),
      fate.parked,
      fate.attempts,
      fate.error,
    ],
  );
  const fresh = new Set(inserted.map(row => row.eventId));
  // A dead letter about a dead letter would feed itself; the table has it.
  const told = events.filter(event => fresh.has(event.id) && event.topic !== 'rail.dead-letters');
  await addToOutbox(
    tx,
    told.map(event => ({
      topic: 'rail.dead-letters',
      key: event.key,
      seq: 0,
      type: 'delivery.dead-lettered',
      payload: {
        eventId: event.id,
        consumer,
        topic: event.topic,
        type: event.type,
        parked: fate.parked,
        error: fate.error.slice(0, 2000),
      },
    })),
  );
}
