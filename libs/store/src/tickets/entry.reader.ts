// A ticket's timeline, page by page, with attachments and deliveries: three statements, however many entries. And the bytes behind it.
import type { EntryType, OutboundState } from '#tickets';
import { type Database, query, type Tx } from '../database/database.js';

export interface AttachmentRow {
  id: number;
  entryId: number;
  filename: string;
  contentType: string;
  size: number;
  /** Hex. */
  sha256: string;
  contentId: string | null;
  inline: boolean;
}

export interface DeliveryRow {
  outboundId: number;
  state: OutboundState;
  messageId: string;
  /** End of the undo window. */
  notBefore: Date;
  attempts: number;
  nextAttemptAt: Date;
  error: string | null;
  recipients: {
    address: string;
    state: 'queued' | 'sent' | 'deferred' | 'failed' | 'unknown';
    response: string | null;
    /** What a report said of it last, after it had left. */
    report: { at: string; action: string; status: string; diagnostic: string } | null;
  }[];
}

export interface EntryRow {
  id: number;
  /** The ticket on which it was written: another than the one asked for where that one was merged in. */
  ticketId: number;
  seq: number;
  type: EntryType;
  at: Date;
  authorKind: 'contact' | 'person' | 'system';
  authorName: string;
  authorAddress: string | null;
  authorUserId: number | null;
  subject: string | null;
  text: string;
  html: string | null;
  /** { to?, cc?, warnings?, change?, automatic? }. A trade document is read apart (document.reader.ts): it may have thousands of lines. */
  detail: Record<string, unknown>;
  why: string | null;
  held: boolean;
  splitHint: boolean;
  messageId: number | null;
  /** Which document of the message; 0: the message itself. */
  part: number;
  outboundId: number | null;
  attachments: AttachmentRow[];
  delivery: DeliveryRow | null;
}

export interface EntryPage {
  entries: EntryRow[];
  hasEarlier: boolean;
}

/**
 * The newest `limit` entries before `beforeEntryId`, oldest first, with those of all tickets that were merged into this one. Replies that were
 * taken back are not shown.
 */
export async function entriesOf(
  on: Database | Tx,
  ticketId: number,
  options: { beforeEntryId?: number; limit: number },
): Promise<EntryPage> {
  const found = await query<Omit<EntryRow, 'attachments' | 'delivery'>>(
    on,
    `WITH RECURSIVE family (id) AS (
       SELECT $1::bigint UNION ALL SELECT t.id FROM ticket t JOIN family f ON t.merged_into = f.id
     )
     SELECT id, ticket_id AS "ticketId", seq, type, created_at AS at, author_kind AS "authorKind", author_name AS "authorName",
            author_address AS "authorAddress", author_user_id AS "authorUserId", subject, text, html, detail - 'document' AS detail, why, held,
            split_hint AS "splitHint", message_id AS "messageId", part, outbound_id AS "outboundId"
       FROM entry
      WHERE ticket_id IN (SELECT id FROM family) AND ($2::bigint IS NULL OR id < $2::bigint) AND detail -> 'cancelled' IS DISTINCT FROM 'true'
      ORDER BY id DESC LIMIT $3`,
    [ticketId, options.beforeEntryId ?? null, options.limit + 1],
  );
  const newest = found.slice(0, options.limit).reverse();
  const attachments = groupBy(
    await attachmentsOf(
      on,
      newest.map(entry => entry.id),
    ),
    row => row.entryId,
  );
  const deliveries = groupBy(
    await deliveriesOf(
      on,
      newest.flatMap(entry => entry.outboundId ?? []),
    ),
    row => row.outboundId,
  );
  const entries = newest.map(entry => ({
    ...entry,
    attachments: attachments.get(entry.id) ?? [],
    delivery: (entry.outboundId !== null && deliveries.get(entry.outboundId)?.[0]) || null,
  }));
  return { entries, hasEarlier: found.length > newest.length };
}

async function attachmentsOf(on: Database | Tx, entryIds: number[]): Promise<AttachmentRow[]> {
  return query(
    on,
    `SELECT id, entry_id AS "entryId", filename, content_type AS "contentType", size, encode(sha256, 'hex') AS sha256,
            content_id AS "contentId", inline
       FROM attachment WHERE entry_id = ANY($1::bigint[]) ORDER BY id`,
    [entryIds],
  );
}

async function deliveriesOf(on: Database | Tx, outboundIds: number[]): Promise<DeliveryRow[]> {
  return query(
    on,
    `SELECT o.id AS "outboundId", o.state, o.message_id AS "messageId", o.not_before AS "notBefore", o.attempts,
            o.next_attempt_at AS "nextAttemptAt", o.error,
            (SELECT coalesce(jsonb_agg(jsonb_build_object('address', r.address, 'state', r.state, 'response', r.response,
                 'report', (SELECT jsonb_build_object('at', d.at, 'action', d.action, 'status', d.status, 'diagnostic', d.diagnostic)
                              FROM delivery_report d WHERE d.outbound_id = o.id AND d.address = lower(r.address)
                             ORDER BY d.at DESC, d.entry_id DESC LIMIT 1)) ORDER BY r.position), '[]')
               FROM outbound_recipient r WHERE r.outbound_id = o.id) AS recipients
       FROM outbound o WHERE o.id = ANY($1::bigint[])`,
    [outboundIds],
  );
}

function groupBy<T>(items: T[], key: (item: T) => number): Map<number, T[]> {
  const groups = new Map<number, T[]>();
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item]);
  return groups;
}

export interface AttachmentBytes extends AttachmentRow {
  ticketId: number;
  departmentId: number;
  bytes: Buffer;
}

/** With the ticket's department, which decides who may read it. */
export async function attachmentForReader(on: Database | Tx, attachmentId: number): Promise<AttachmentBytes | null> {
  const [row] = await query<AttachmentBytes>(
    on,
    `SELECT a.id, a.entry_id AS "entryId", a.filename, a.content_type AS "contentType", a.size, encode(a.sha256, 'hex') AS sha256,
            a.content_id AS "contentId", a.inline, t.id AS "ticketId", t.department_id AS "departmentId", b.bytes
       FROM attachment a JOIN entry e ON e.id = a.entry_id JOIN ticket t ON t.id = e.ticket_id JOIN blob b ON b.sha256 = a.sha256
      WHERE a.id = $1::bigint`,
    [attachmentId],
  );
  return row ?? null;
}

export interface RawMessage {
  messageId: number;
  /** The rail on which its ticket now hangs; without a ticket, the department whose channel took it. */
  departmentId: number;
  ticketId: number | null;
  bytes: Buffer;
}

/** A message exactly as it came in. */
export async function rawMessage(on: Database | Tx, messageId: number): Promise<RawMessage | null> {
  const [row] = await query<RawMessage>(
    on,
    `SELECT m.id AS "messageId", coalesce(t.department_id, m.department_id) AS "departmentId", m.ticket_id AS "ticketId", b.bytes
       FROM message m JOIN blob b ON b.sha256 = m.raw_sha256 LEFT JOIN ticket t ON t.id = m.ticket_id WHERE m.id = $1::bigint`,
    [messageId],
  );
  return row ?? null;
}
