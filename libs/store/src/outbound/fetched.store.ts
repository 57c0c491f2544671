// Mail that is not sent but fetched: acknowledgements of an EDI channel that takes posts and names no address for answers. Guarantees: it stays queued
// until whoever fetched it says that it has it, however often it is read; nobody else's is ever told.
import { type Database, rows, type Tx } from '../database/database.js';
import { WAITS_TO_BE_FETCHED } from './fetched.channel.js';
import { tellTicket } from './outbound.store.js';

export interface WaitingMail {
  id: number;
  /** Name of the file. */
  name: string;
  raw: Buffer;
  createdAt: Date;
}

export class FetchedStore {
  /** What waits on the channel, in the order in which it was written, after the one with the id `after`. */
  async waiting(on: Database, channelId: number, page: { after: number; limit: number }): Promise<WaitingMail[]> {
    return on.rows<WaitingMail>(
      `SELECT o.id, r.address AS name, b.bytes AS raw, o.created_at AS "createdAt"
         FROM outbound o JOIN blob b ON b.sha256 = o.raw_sha256 JOIN outbound_recipient r ON r.outbound_id = o.id AND r.position =
              (SELECT min(position) FROM outbound_recipient WHERE outbound_id = o.id)
        WHERE o.channel_id = $1 AND o.id > $2 AND o.state = 'queued' AND o.not_before <= clock_timestamp() AND ${WAITS_TO_BE_FETCHED}
        ORDER BY o.id LIMIT $3`,
      [channelId, page.after, page.limit],
    );
  }

  /** `before`: it had been taken already. `unknown`: no such mail waits, or waited, on this channel. */
  async taken(tx: Tx, channelId: number, id: number, by: string): Promise<'taken' | 'before' | 'unknown'> {
    const [taken] = await rows<{ ticketId: number | null }>(
      tx,
      `UPDATE outbound o SET state = 'sent', attempts = attempts + 1, error = NULL, ended_at = now()
        WHERE o.id = $2 AND o.channel_id = $1 AND o.state = 'queued' AND ${WAITS_TO_BE_FETCHED} RETURNING o.ticket_id AS "ticketId"`,
      [channelId, id],
    );
    if (!taken) {
      const [sent] = await rows(
        tx,
        `SELECT o.id FROM outbound o WHERE o.id = $2 AND o.channel_id = $1 AND o.state = 'sent' AND ${WAITS_TO_BE_FETCHED}`,
        [channelId, id],
      );
      return sent ? 'before' : 'unknown';
    }
    await rows(tx, `UPDATE outbound_recipient SET state = 'sent', response = $2 WHERE outbound_id = $1`, [
      id,
      `Fetched by ${by}`,
    ]);
    await tellTicket(tx, taken.ticketId);
    return 'taken';
  }
}
