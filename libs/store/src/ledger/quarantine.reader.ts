// What is in quarantine: whole messages, and single documents of messages whose other documents were taken; how much of what kind; and a look at the bytes.
import type { Position, TradeStandard } from '#tickets';
import { type Database, query, type Tx } from '../database/database.js';

export interface QuarantinedRow {
  messageId: number;
  /** Which document of the message; null: the whole message. */
  part: number | null;
  channelId: number;
  channelKind: string;
  channelName: string;
  departmentId: number;
  receivedAt: Date;
  size: number;
  reason: string;
  detail: string | null;
  /** `byte`: an offset into the message. */
  position: Position | null;
  documentType: string | null;
  documentRef: string | null;
  attempts: number;
  ticketId: number | null;
  /** Nothing of the message was taken, so the whole of it can be sent on its way again. */
  replayable: boolean;
  /** Known where the sender was known when it was decided. */
  partner: { id: number; name: string; standard: TradeStandard } | null;
  /** First bytes of an interchange, from which its sender can be told; null for other messages. */
  head: Buffer | null;
}

/** Of an interchange: its header stands within, also behind blanks and with padding. */
export const HEAD_BYTES = 4096;

/** What is alike: held for one reason, and come by one channel. */
export interface HeldAlike {
  channelId: number;
  reason: string;
}

/** Newest first, the documents of a message in their order. `after`: the last of the page before. `alike`: only these. */
export async function quarantined(
  on: Database | Tx,
  page: {
    departmentIds: number[];
    alike?: Partial<HeldAlike>;
    after?: { messageId: number; part: number | null };
    limit: number;
  },
): Promise<QuarantinedRow[]> {
  return query<QuarantinedRow>(
    on,
    `WITH whole AS (
       SELECT m.id, 0 AS part, m.reason, m.detail, m.position, NULL::text AS document_type, NULL::text AS document_ref, NULL::int AS partner_id
         FROM message m
        WHERE m.state = 'quarantined' AND m.department_id = ANY($1) AND m.id < $2
          AND ($5::int IS NULL OR m.channel_id = $5) AND ($6::text IS NULL OR m.reason = $6)
          -- Its documents say the same, and where.
          AND NOT EXISTS (SELECT FROM message_part p WHERE p.message_id = m.id AND p.state = 'quarantined')
        ORDER BY m.id DESC LIMIT $4
     ), parts AS (
       SELECT p.message_id AS id, p.number AS part, p.reason, p.detail, p.position, p.document_type, p.document_ref, p.partner_id
         FROM message_part p JOIN message m ON m.id = p.message_id
        WHERE p.state = 'quarantined' AND m.state <> 'pending' AND m.department_id = ANY($1)
          AND p.message_id <= $2 AND (p.message_id < $2 OR p.number > $3)
          AND ($5::int IS NULL OR m.channel_id = $5) AND ($6::text IS NULL OR p.reason = $6)
        ORDER BY p.message_id DESC, p.number LIMIT $4
     )
     SELECT h.id AS "messageId", nullif(h.part, 0) AS part, c.id AS "channelId", c.kind AS "channelKind", c.name AS "channelName", m.department_id AS "departmentId", m.received_at AS "receivedAt", m.size,
            h.reason, h.detail, h.position, h.document_type AS "documentType", h.document_ref AS "documentRef", m.attempts, m.ticket_id AS "ticketId",
            m.state = 'quarantined' AS replayable,
            CASE WHEN p.id IS NOT NULL THEN json_build_object('id', p.id, 'name', p.name, 'standard', p.standard) END AS partner,
            CASE WHEN h.reason LIKE 'edi.%' THEN substring(b.bytes FOR ${HEAD_BYTES}) END AS head
       FROM (SELECT * FROM whole UNION ALL SELECT * FROM parts) h JOIN message m ON m.id = h.id JOIN channel c ON c.id = m.channel_id
       JOIN blob b ON b.sha256 = m.raw_sha256 LEFT JOIN partner p ON p.id = h.partner_id
      ORDER BY h.id DESC, h.part LIMIT $4`,
    [
      page.departmentIds,
      page.after?.messageId ?? Number.MAX_SAFE_INTEGER,
      page.after?.part ?? 0,
      page.limit,
      page.alike?.channelId ?? null,
      page.alike?.reason ?? null,
    ],
  );
}

export interface HeldGroup extends HeldAlike {
  channelName: string;
  /** Things of the list. */
  count: number;
  /** Whole messages among them: what can be sent on its way again. */
  replayable: number;
}

/** How much of each reason and channel, the most first. */
export async function heldGroups(on: Database | Tx, departmentIds: number[]): Promise<HeldGroup[]> {
  return query<HeldGroup>(
    on,
    `SELECT h.channel_id AS "channelId", c.name AS "channelName", h.reason, count(*)::int AS count,
            count(DISTINCT h.id) FILTER (WHERE h.whole)::int AS replayable
       FROM (
         SELECT m.id, m.channel_id, m.reason, true AS whole FROM message m
          WHERE m.state = 'quarantined' AND m.department_id = ANY($1)
            AND NOT EXISTS (SELECT FROM message_part p WHERE p.message_id = m.id AND p.state = 'quarantined')
         UNION ALL
         SELECT m.id, m.channel_id, p.reason, m.state = 'quarantined' FROM message_part p JOIN message m ON m.id = p.message_id
          WHERE p.state = 'quarantined' AND m.state <> 'pending' AND m.department_id = ANY($1)) h
       JOIN channel c ON c.id = h.channel_id GROUP BY 1, 2, 3 ORDER BY count(*) DESC, c.name, h.reason`,
    [departmentIds],
  );
}

/** `bytes` begins at `start`, and is shorter than asked for where the message ends. Null where there is no such message. */
export async function rawWindow(
  on: Database | Tx,
  messageId: number,
  start: number,
  length: number,
): Promise<{ departmentId: number; size: number; bytes: Buffer } | null> {
  const [row] = await query<{ departmentId: number; size: number; bytes: Buffer }>(
    on,
    `SELECT coalesce(t.department_id, m.department_id) AS "departmentId", length(b.bytes) AS size, substring(b.bytes FROM $2 + 1 FOR $3) AS bytes
       FROM message m JOIN blob b ON b.sha256 = m.raw_sha256 LEFT JOIN ticket t ON t.id = m.ticket_id WHERE m.id = $1::bigint`,
    [messageId, start, length],
  );
  return row ?? null;
}
