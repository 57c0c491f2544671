// NOTIFY and LISTEN, and what a browser missed. Notifications are hints: PostgreSQL forgets those that nobody listened to.
import pg from 'pg';
import type { Database } from '../database/database.js';
import { asStoreFault, StoreFault } from '../database/store.fault.js';

/** PostgreSQL takes 8,000 bytes; the rest is room for its own quoting. */
export const NOTICE_BYTES = 7_000;

/** A ticket event as it stands in the outbox. */
export interface TicketEventRow {
  id: number;
  type: string;
  payload: Record<string, unknown>;
  at: Date;
}

export class LiveStore {
  constructor(private readonly database: Database) {}

  /** One statement for all payloads, each under NOTICE_BYTES. Never inside a writing transaction: that halves the commits. */
  async notify(channel: string, payloads: string[]): Promise<void> {
    // Hints need not survive a crash, so the commit does not wait for the disk.
    await this.database.rows(
      `SELECT pg_notify($1, payload) FROM unnest($2::text[]) AS payload, set_config('synchronous_commit', 'off', true)`,
      [channel, payloads],
    );
  }

  /**
   * Events of rail.tickets after the given outbox id, and up to 1,000 ids before it (a transaction that took its id early may have
   * committed late), in order. Null where the gap is too long: rows are gone, or there are more than `limit`.
   */
  async replaySince(outboxId: number, limit = 2_000): Promise<TicketEventRow[] | null> {
    const [kept] = await this.database.rows<{ first: number | null; last: number }>(
      `SELECT (SELECT min(id) FROM (
                 (SELECT id FROM outbox WHERE slot = 0 ORDER BY id LIMIT 1) UNION ALL
                 (SELECT id FROM outbox WHERE slot = 1 ORDER BY id LIMIT 1) UNION ALL
                 (SELECT id FROM outbox WHERE slot = 2 ORDER BY id LIMIT 1)) firsts) AS first,
              (SELECT last_value FROM outbox_id) AS last`,
    );
    // An id that was never given out is another database's, or an invention.
    if (outboxId > kept!.last) return null;
    const first = kept!.first;
    if (first === null) return outboxId === kept!.last ? [] : null;
    if (first > outboxId + 1) return null;
    const found = await this.database.rows<TicketEventRow>(
      `SELECT id, type, payload, created_at AS at FROM outbox
        WHERE slot IN (0, 1, 2) AND id > $1 AND topic = 'rail.tickets' AND type NOT LIKE 'delivery.%' ORDER BY id LIMIT $2`,
      [outboxId - 1_000, limit + 1],
    );
    return found.length > limit ? null : found;
  }

  /**
   * Listens on these channels, on a connection of its own (a pooled one would lose its LISTEN) that is named by the first. `onEnd` is called once when the connection is gone,
   * not after `close()`. A question every 15 s finds a peer that went away without a word.
   * @throws StoreFault STORE.UNREACHABLE
   */
  async listen(
    channels: readonly [string, ...string[]],
    onNotice: (payload: string, channel: string) => void,
    onEnd: (reason: Error) => void,
  ): Promise<{ close(): Promise<void> }> {
    const client = new pg.Client({
      connectionString: this.database.url,
      application_name: `ticket-rail listen ${channels[0]}`,
      connectionTimeoutMillis: 5_000,
      query_timeout: 5_000,
      keepAlive: true,
    });
    let ended = false;
    let check: NodeJS.Timeout | undefined;
    const end = (reason: Error) => {
      if (ended) return;
      ended = true;
      clearInterval(check);
      // The connection is of no use any more; how it ends does not matter.
      client.end().catch(() => undefined);
      onEnd(reason);
    };
    client.on('error', error => end(asStoreFault(error)));
    client.on('end', () => end(new StoreFault('STORE.UNREACHABLE', 'The listening connection was closed', true)));
    client.on('notification', notice => onNotice(notice.payload ?? '', notice.channel));
    try {
      await client.connect();
      await client.query(channels.map(channel => `LISTEN ${client.escapeIdentifier(channel)}`).join('; '));
    } catch (error) {
      ended = true;
      client.end().catch(() => undefined);
      throw asStoreFault(error, 'Listening for changes is not possible');
    }
    check = setInterval(() => client.query('SELECT 1').catch(error => end(asStoreFault(error))), 15_000);
    check.unref();
    return {
      close: async () => {
        ended = true;
        clearInterval(check);
        await client.end();
      },
    };
  }
}
