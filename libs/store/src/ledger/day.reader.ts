// The ledger by day: what was accepted, counted at the door, against what became of it; and the messages behind each figure.
import type { MessageState } from '#tickets';
import { type Database, query, type Tx } from '../database/database.js';
import type { ChannelTotals } from './ledger.reader.js';

export interface DayTotals extends ChannelTotals {
  /** YYYY-MM-DD, UTC: the door counts so. */
  day: string;
}

const STATE_COUNTS = ['pending', 'ticketed', 'appended', 'suppressed', 'quarantined']
  .map(state => `count(*) FILTER (WHERE state = '${state}') AS ${state}`)
  .join(', ');
/** From the beginning of a day to the end of another, UTC. */
const SPAN = (column: string, first: string, last: string) =>
  `${column} >= (${first}::date)::timestamp AT TIME ZONE 'UTC' AND ${column} < (${last}::date + 1)::timestamp AT TIME ZONE 'UTC'`;

/**
 * Newest day first. One statement, so that both sides are of one moment. A channel's day is there if either side knows it: what one of them lost is seen.
 * @param span days as YYYY-MM-DD, both included @param span.departmentIds of the channels
 */
export async function dayTotals(
  on: Database | Tx,
  span: { departmentIds: number[]; from: string; to: string; channelId?: number },
): Promise<DayTotals[]> {
  return query<DayTotals>(
    on,
    `WITH mine AS (SELECT id, name, department_id FROM channel WHERE department_id = ANY($1) AND ($4::int IS NULL OR id = $4)),
     counted AS (
       SELECT channel_id, day, sum(accepted)::bigint AS accepted FROM ledger_counter
        WHERE channel_id IN (SELECT id FROM mine) AND day BETWEEN $2::date AND $3::date GROUP BY 1, 2
     ), found AS (
       SELECT channel_id, (stored_at AT TIME ZONE 'UTC')::date AS day, ${STATE_COUNTS} FROM message
        WHERE channel_id IN (SELECT id FROM mine) AND ${SPAN('stored_at', '$2', '$3')} GROUP BY 1, 2
     )
     SELECT to_char(day, 'YYYY-MM-DD') AS day, c.id AS "channelId", c.name AS "channelName", c.department_id AS "departmentId",
            coalesce(accepted, 0)::bigint AS accepted, coalesce(pending, 0) AS pending, coalesce(ticketed, 0) AS ticketed, coalesce(appended, 0) AS appended,
            coalesce(suppressed, 0) AS suppressed, coalesce(quarantined, 0) AS quarantined,
            coalesce(accepted, 0) = coalesce(pending + ticketed + appended + suppressed + quarantined, 0) AS balanced
       FROM counted FULL JOIN found USING (channel_id, day) JOIN mine c ON c.id = channel_id ORDER BY day DESC, c.name, c.id`,
    [span.departmentIds, span.from, span.to, span.channelId ?? null],
  );
}

export interface LedgerRow {
  messageId: number;
  channelId: number;
  channelName: string;
  departmentId: number;
  receivedAt: Date;
  storedAt: Date;
  size: number;
  state: MessageState;
  reason: string | null;
  detail: string | null;
  /** Stands on a rail of the reader's: of others neither words nor ticket are told. */
  readable: boolean;
  subject: string | null;
  author: string | null;
  ticketIds: number[];
}

/** Newest first. @param page.before  id of the last message of the page before @param page.departmentIds  of the channels, and of what may be read */
export async function ledgerMessages(
  on: Database | Tx,
  page: {
    departmentIds: number[];
    channelId?: number;
    day?: string;
    state?: MessageState;
    before?: number;
    limit: number;
  },
): Promise<LedgerRow[]> {
  return query<LedgerRow>(
    on,
    `SELECT m.id AS "messageId", m.channel_id AS "channelId", c.name AS "channelName", c.department_id AS "departmentId", m.received_at AS "receivedAt",
            m.stored_at AS "storedAt", m.size, m.state, m.reason, m.detail, m.readable,
            CASE WHEN m.readable THEN e.subject END AS subject, CASE WHEN m.readable THEN e.author_name END AS author,
            CASE WHEN m.readable THEN t.ids ELSE '[]'::json END AS "ticketIds"
       FROM (
         SELECT m.*, coalesce(t.department_id, m.department_id) = ANY($1) AS readable FROM message m LEFT JOIN ticket t ON t.id = m.ticket_id
          WHERE m.channel_id IN (SELECT id FROM channel WHERE department_id = ANY($1)) AND m.id < $5
            AND ($2::int IS NULL OR m.channel_id = $2) AND ($4::text IS NULL OR m.state = $4)
            AND ($3::date IS NULL OR (${SPAN('m.stored_at', '$3', '$3')}))
          ORDER BY m.id DESC LIMIT $6) m
       JOIN channel c ON c.id = m.channel_id
       LEFT JOIN LATERAL (SELECT subject, author_name FROM entry WHERE message_id = m.id ORDER BY part, id LIMIT 1) e ON true
      CROSS JOIN LATERAL (
        SELECT coalesce(json_agg(DISTINCT x.id ORDER BY x.id), '[]') AS ids FROM (
          SELECT m.ticket_id AS id WHERE m.ticket_id IS NOT NULL
          UNION SELECT p.ticket_id FROM message_part p WHERE p.message_id = m.id AND p.ticket_id IS NOT NULL ORDER BY 1 LIMIT 20) x) t
      ORDER BY m.id DESC`,
    [
      page.departmentIds,
      page.channelId ?? null,
      page.day ?? null,
      page.state ?? null,
      page.before ?? Number.MAX_SAFE_INTEGER,
      page.limit,
    ],
  );
}
