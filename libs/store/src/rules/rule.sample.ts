// Messages that really came, for a dry run of rules. Guarantees: read only; bounded: the newest ones, a page of so many, and of so many bytes.
import { BY_RULE_TABLE, type MessageState } from '#tickets';
import { type Database, query, type Tx } from '../database/database.js';

/** A dry run looks back no further than so many messages, however many days were asked for. */
export const SAMPLE_DEPTH = 10_000;

export interface SampleEnd {
  state: MessageState;
  reason: string | null;
  detail: string | null;
  ticketId: number | null;
}

export interface SampleMessage extends SampleEnd {
  id: number;
  channelId: number;
  departmentId: number;
  raw: Buffer;
  oversize: { declaredBytes: number; limitBytes: number } | null;
  transport: Record<string, unknown>;
  receivedAt: Date;
  /** Of a message that holds several documents: what became of each. */
  parts: (SampleEnd & { number: number })[];
}

export interface Sample {
  /** The newest first. */
  messages: SampleMessage[];
  /** In all pages. */
  total: number;
  /** Of the next page; null: this is the last. */
  nextBefore: number | null;
  /** Some of the days asked for hold more messages than a dry run looks at. */
  clipped: boolean;
}

/**
 * Messages of the last days of which a rule was asked, or may be asked when they are replayed.
 * @param page.bytes  of raw messages, at most; the first one comes however large it is
 */
export async function sampleMessages(
  on: Database | Tx,
  page: { days: number; before: number | null; limit: number; bytes: number },
): Promise<Sample> {
  const [counted] = await query<{ total: number; clipped: boolean; ids: number[]; more: boolean }>(
    on,
    `WITH newest AS (
       SELECT id, size, received_at,
              state IN ('pending', 'ticketed', 'appended') OR parts > 0 OR (state = 'suppressed' AND detail = $5)
                OR (state = 'quarantined' AND reason = 'routing.unknown-department') AS ruled
         FROM message ORDER BY id DESC LIMIT ${SAMPLE_DEPTH}
     ), asked AS (
       SELECT id, size FROM newest WHERE ruled AND received_at >= now() - make_interval(days => $1)
     ), page AS (
       SELECT id, size, sum(size) OVER (ORDER BY id DESC) AS so_far
         FROM (SELECT id, size FROM asked WHERE $2::bigint IS NULL OR id < $2 ORDER BY id DESC LIMIT $3) first
     ), taken AS (
       SELECT id FROM page WHERE so_far <= $4::bigint OR so_far = size
     )
     SELECT (SELECT count(*)::int FROM asked) AS total, coalesce((SELECT json_agg(id ORDER BY id DESC) FROM taken), '[]') AS ids,
            EXISTS (SELECT FROM asked WHERE id < (SELECT min(id) FROM taken)) AS more,
            (SELECT count(*) = ${SAMPLE_DEPTH} AND min(received_at) >= now() - make_interval(days => $1) FROM newest) AS clipped`,
    [page.days, page.before, page.limit, page.bytes, BY_RULE_TABLE],
  );
  const { total, clipped, ids, more } = counted!;
  const messages = await query<SampleMessage>(
    on,
    `SELECT m.id, m.channel_id AS "channelId", m.department_id AS "departmentId", b.bytes AS raw, m.oversize, m.transport, m.received_at AS "receivedAt",
            m.state, m.reason, m.detail, m.ticket_id AS "ticketId",
            coalesce((SELECT json_agg(json_build_object('number', p.number, 'state', p.state, 'reason', p.reason, 'detail', p.detail, 'ticketId', p.ticket_id))
                        FROM message_part p WHERE p.message_id = m.id), '[]') AS parts
       FROM message m JOIN blob b ON b.sha256 = m.raw_sha256 WHERE m.id = ANY($1::bigint[]) ORDER BY m.id DESC`,
    [ids],
  );
  return { messages, total, nextBefore: more ? (messages.at(-1)?.id ?? null) : null, clipped };
}
