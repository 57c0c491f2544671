// Documents of ours, and what partners answered. Guarantees: one row for each interchange that we sent; what is said of it is written in the transaction
// that decides the message which says so; one whose deadline has passed is told of once.
import { column } from '../conversion/column.js';
import { prepared, rows, type Tx } from '../database/database.js';
import { storableJson } from '../database/storable.js';

export type SetVerdict = 'accepted' | 'accepted-with-errors' | 'rejected';

export interface SentSet {
  functionalId: string | null;
  groupRef: string | null;
  messageRef: string;
  documentType: string;
  documentNumber: string;
  /** Absent: not answered yet. */
  verdict?: SetVerdict;
}

export interface SentDocument {
  id: number;
  partnerId: number;
  partnerName: string;
  interchangeRef: string;
  sets: SentSet[];
  ticketId: number | null;
  /** Rejected as soon as one set is; accepted when all are; until then `waiting`, or `overdue` past the deadline. */
  state: 'waiting' | 'accepted' | 'accepted-with-errors' | 'rejected' | 'overdue';
  /** An answer to one of its sets is due. */
  isOpen: boolean;
  /** Its bytes arrived, as TA1 or CONTRL 8 say. */
  receivedAt: Date | null;
  receivedBy: number | null;
  /** We asked for no more than that. */
  receiptSettles: boolean;
  /** When the state became what it is by an answer, and the message that brought it. */
  acknowledgedAt: Date | null;
  acknowledgedBy: number | null;
  findings: string[];
  /** The ticket that tells people of a rejection, or of silence: the newest. */
  exceptionTicketId: number | null;
  /** The one that tells them of silence. */
  overdueTicketId: number | null;
  /** Of the channel that it left by. */
  channelId: number;
  departmentId: number;
}

const SENT = `
  SELECT s.id, s.partner_id AS "partnerId", p.name AS "partnerName", s.interchange_ref AS "interchangeRef", s.sets, s.ticket_id AS "ticketId", s.state,
         s.is_open AS "isOpen", s.received_at AS "receivedAt", s.received_by AS "receivedBy", s.receipt_settles AS "receiptSettles",
         s.acknowledged_at AS "acknowledgedAt", s.acknowledged_by AS "acknowledgedBy", s.findings, s.exception_ticket_id AS "exceptionTicketId",
         s.overdue_ticket_id AS "overdueTicketId", o.channel_id AS "channelId", c.department_id AS "departmentId"
    FROM sent_document s JOIN partner p ON p.id = s.partner_id JOIN outbound o ON o.id = s.outbound_id JOIN channel c ON c.id = o.channel_id`;

/** Those of the partners that may be meant, newest first. Locked, so that two answers to one document are written one after the other. */
export async function sentDocumentsOf(tx: Tx, partnerIds: readonly number[]): Promise<SentDocument[]> {
  if (partnerIds.length === 0) return [];
  return rows<SentDocument>(
    tx,
    // References are reused after a while: an answer is to one of the last.
    `${SENT} WHERE s.id IN (
       SELECT n.id FROM unnest($1::int[]) AS w(id) CROSS JOIN LATERAL (
         SELECT id FROM sent_document WHERE partner_id = w.id ORDER BY id DESC LIMIT 2000) n)
      ORDER BY s.id DESC FOR UPDATE OF s`,
    [partnerIds],
  );
}

/** As answerOf() left them. Their rows are locked since sentDocumentsOf(). */
export async function settleSentDocuments(tx: Tx, documents: readonly SentDocument[]): Promise<void> {
  if (documents.length === 0) return;
  await prepared(
    tx,
    'settle-sent-documents',
    `UPDATE sent_document s
        SET state = u.state, sets = u.sets, is_open = u.is_open, received_at = u.received_at, received_by = u.received_by,
            acknowledged_at = u.acknowledged_at, acknowledged_by = u.acknowledged_by, findings = u.findings, exception_ticket_id = u.ticket_id
       FROM unnest($1::bigint[], $2::text[], $3::jsonb[], $4::boolean[], $5::timestamptz[], $6::bigint[], $7::timestamptz[], $8::bigint[], $9::jsonb[],
                   $10::bigint[])
            AS u(id, state, sets, is_open, received_at, received_by, acknowledged_at, acknowledged_by, findings, ticket_id)
      WHERE s.id = u.id`,
    [
      column(documents, d => d.id),
      column(documents, d => d.state),
      column(documents, d => storableJson(d.sets)),
      column(documents, d => d.isOpen),
      column(documents, d => d.receivedAt),
      column(documents, d => d.receivedBy),
      column(documents, d => d.acknowledgedAt),
      column(documents, d => d.acknowledgedBy),
      column(documents, d => storableJson(d.findings)),
      column(documents, d => d.exceptionTicketId),
    ],
  );
}

/** Past their deadline with a set that has no answer, and told of by nobody. SKIP LOCKED: two instances never raise the same one twice. */
export async function lockOverdue(tx: Tx, limit: number): Promise<SentDocument[]> {
  return rows<SentDocument>(
    tx,
    `${SENT} WHERE s.is_open AND s.overdue_ticket_id IS NULL AND s.due_at <= now() ORDER BY s.due_at LIMIT $1 FOR UPDATE OF s SKIP LOCKED`,
    [limit],
  );
}

/** One of which a part was rejected stays rejected. */
export async function markOverdue(tx: Tx, told: readonly { id: number; ticketId: number }[]): Promise<void> {
  await rows(
    tx,
    `UPDATE sent_document s SET state = CASE WHEN s.state = 'rejected' THEN s.state ELSE 'overdue' END, exception_ticket_id = u.ticket_id,
            overdue_ticket_id = u.ticket_id
       FROM unnest($1::bigint[], $2::bigint[]) AS u(id, ticket_id) WHERE s.id = u.id`,
    [told.map(one => one.id), told.map(one => one.ticketId)],
  );
}
