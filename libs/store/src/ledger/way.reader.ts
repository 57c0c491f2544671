// The whole way of one message, as rows: what is known of it, what people decided, where its words stand, and what we answered. One snapshot.
import type { MessageState, OutboundState, Position } from '#tickets';
import { type Database, rows } from '../database/database.js';

export interface MessageFacts {
  messageId: number;
  channelId: number;
  channelKey: string;
  channelKind: string;
  channelName: string;
  departmentId: number;
  size: number;
  /** Hex. */
  sha256: string;
  receivedAt: Date;
  storedAt: Date;
  decidedAt: Date | null;
  attempts: number;
  state: MessageState;
  reason: string | null;
  detail: string | null;
  position: Position | null;
  transport: Record<string, unknown>;
}

export interface WayVerdict {
  act: 'replayed' | 'released' | 'discarded';
  part: number | null;
  was: string;
  name: string;
  reason: string | null;
  at: Date;
}

export interface WayPart {
  part: number;
  state: MessageState;
  reason: string | null;
  detail: string | null;
  documentType: string | null;
  documentNumber: string | null;
}

export interface WayEntry {
  ticketId: number;
  departmentId: number;
  part: number;
  at: Date;
  subject: string;
  why: string | null;
  held: boolean;
  ticketState: string;
}

export interface WayMail {
  outboundId: number;
  /** Null: what we answered concerns no single ticket. */
  ticketId: number | null;
  purpose: string;
  state: OutboundState;
  error: string | null;
  createdAt: Date;
  endedAt: Date | null;
}

export interface MessageWay {
  message: MessageFacts;
  verdicts: WayVerdict[];
  parts: WayPart[];
  entries: WayEntry[];
  mails: WayMail[];
}

/** Of each list, at most. */
const SHOWN = 200;

/** Null where there is no such message. `mails`: answers to the message itself, and what was sent from its tickets since it stands there. */
export async function messageWay(database: Database, messageId: number): Promise<MessageWay | null> {
  return database.snapshot(async tx => {
    const [message] = await rows<MessageFacts>(
      tx,
      `SELECT m.id AS "messageId", c.id AS "channelId", c.key AS "channelKey", c.kind AS "channelKind", c.name AS "channelName",
              coalesce(t.department_id, m.department_id) AS "departmentId", m.size, encode(m.raw_sha256, 'hex') AS sha256, m.received_at AS "receivedAt",
              m.stored_at AS "storedAt", m.decided_at AS "decidedAt", m.attempts, m.state, m.reason, m.detail, m.position, m.transport
         FROM message m JOIN channel c ON c.id = m.channel_id LEFT JOIN ticket t ON t.id = m.ticket_id WHERE m.id = $1::bigint`,
      [messageId],
    );
    if (!message) return null;
    const verdicts = await rows<WayVerdict>(
      tx,
      `SELECT act, part, was, name, reason, at FROM message_verdict WHERE message_id = $1::bigint ORDER BY id LIMIT ${SHOWN}`,
      [messageId],
    );
    const parts = await rows<WayPart>(
      tx,
      `SELECT number AS part, state, reason, detail, document_type AS "documentType", document_number AS "documentNumber"
         FROM message_part WHERE message_id = $1::bigint ORDER BY number LIMIT ${SHOWN}`,
      [messageId],
    );
    const entries = await rows<WayEntry>(
      tx,
      `SELECT e.ticket_id AS "ticketId", t.department_id AS "departmentId", e.part, e.created_at AS at, t.subject, e.why, e.held, t.state AS "ticketState"
         FROM entry e JOIN ticket t ON t.id = e.ticket_id WHERE e.message_id = $1::bigint ORDER BY e.part, e.id LIMIT ${SHOWN}`,
      [messageId],
    );
    const mails = await rows<WayMail>(
      tx,
      `WITH since AS (SELECT ticket_id, min(id) AS entry_id FROM entry WHERE message_id = $1::bigint GROUP BY 1)
       SELECT o.id AS "outboundId", o.ticket_id AS "ticketId", o.purpose, o.state, o.error, o.created_at AS "createdAt", o.ended_at AS "endedAt"
         FROM outbound o
        WHERE o.id IN (SELECT outbound_id FROM sent_acknowledgement WHERE message_id = $1::bigint)
           OR o.id IN (SELECT e.outbound_id FROM entry e JOIN since s ON s.ticket_id = e.ticket_id AND e.id > s.entry_id WHERE e.outbound_id IS NOT NULL)
        ORDER BY o.created_at, o.id LIMIT ${SHOWN}`,
      [messageId],
    );
    return { message, verdicts, parts, entries, mails };
  });
}

export interface PreviewedMessage {
  id: number;
  receivedAt: Date;
  departmentId: number;
  channelKind: string;
  channelName: string;
  settings: Record<string, unknown>;
  raw: Buffer;
  oversize: { declaredBytes: number; limitBytes: number } | null;
  transport: Record<string, unknown>;
}

/** What a converter is given of a message, with the settings of its channel as they are now. Null where there is no such message. */
export async function messageToRead(database: Database, messageId: number): Promise<PreviewedMessage | null> {
  const [found] = await database.rows<PreviewedMessage>(
    `SELECT m.id, m.received_at AS "receivedAt", coalesce(t.department_id, m.department_id) AS "departmentId", c.kind AS "channelKind", c.name AS "channelName", c.settings, b.bytes AS raw, m.oversize,
            m.transport
       FROM message m JOIN channel c ON c.id = m.channel_id JOIN blob b ON b.sha256 = m.raw_sha256 LEFT JOIN ticket t ON t.id = m.ticket_id
      WHERE m.id = $1::bigint`,
    [messageId],
  );
  return found ?? null;
}
