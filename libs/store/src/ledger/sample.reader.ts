// Messages that a channel took, as samples for whoever changes its settings. Reads only.
import type { MessageState } from '#tickets';
import { type Database, query, type Tx } from '../database/database.js';

export interface SampleRow {
  id: number;
  receivedAt: Date;
  /** As its ticket names whoever wrote, else as the transport does; '' where nobody is named. */
  from: string;
  subject: string;
  state: MessageState;
}

/** The newest first. */
export async function channelSamples(on: Database | Tx, channelId: number, limit: number): Promise<SampleRow[]> {
  return query<SampleRow>(
    on,
    `SELECT m.id, m.received_at AS "receivedAt", m.state,
            coalesce(nullif(e.author_name, ''), e.author_address, m.transport ->> 'mailFrom', '') AS "from",
            coalesce(e.subject, t.subject, m.transport ->> 'file', '') AS subject
       FROM message m LEFT JOIN ticket t ON t.id = m.ticket_id
       LEFT JOIN LATERAL (SELECT author_name, author_address, subject FROM entry WHERE message_id = m.id ORDER BY part LIMIT 1) e ON true
      WHERE m.channel_id = $1 ORDER BY m.id DESC LIMIT $2`,
    [channelId, limit],
  );
}

export interface RawSample {
  raw: Buffer;
  oversize: { declaredBytes: number; limitBytes: number } | null;
  transport: Record<string, unknown>;
  receivedAt: Date;
}

/** Whatever became of it. Null where the channel has no such message. */
export async function rawSample(on: Database | Tx, channelId: number, id: number): Promise<RawSample | null> {
  const [found] = await query<RawSample>(
    on,
    `SELECT b.bytes AS raw, m.oversize, m.transport, m.received_at AS "receivedAt"
       FROM message m JOIN blob b ON b.sha256 = m.raw_sha256 WHERE m.id = $2::bigint AND m.channel_id = $1`,
    [channelId, id],
  );
  return found ?? null;
}
