// Documents of ours, and what partners answered. Guarantees: one row for each interchange that we sent; its answer is written once for each message that
// brings one, in the transaction that decides the message; one whose deadline has passed is told of once.
import type { ReturnedAcknowledgement } from '#channels/contract';
import { column } from '../conversion/column.js';
import { prepared, rows, type Tx } from '../database/database.js';
import { storableJson } from '../database/storable.js';
import type { PlannedSettlement } from './trade.plan.js';

export interface SentSet {
  functionalId: string | null;
  groupRef: string | null;
  messageRef: string;
  documentType: string;
  documentNumber: string;
}

export interface SentDocument {
  id: number;
  partnerId: number;
  partnerName: string;
  interchangeRef: string;
  sets: SentSet[];
  ticketId: number | null;
  state: 'waiting' | 'accepted' | 'accepted-with-errors' | 'rejected' | 'overdue';
  /** Of the channel that it left by. */
  channelId: number;
  departmentId: number;
}

const SENT = `
  SELECT s.id, s.partner_id AS "partnerId", p.name AS "partnerName", s.interchange_ref AS "interchangeRef", s.sets, s.ticket_id AS "ticketId", s.state,
         o.channel_id AS "channelId", c.department_id AS "departmentId"
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

/** Leading zeros do not count: ISA13 is padded, and some partners echo numbers without. */
const same = (a: string | null, b: string | null): boolean =>
  a !== null && b !== null && a.trim().replace(/^0+/, '') === b.trim().replace(/^0+/, '');

/** The newest document that the acknowledgement names by its most telling reference; undefined where it names none of ours. */
export function documentMeant(
  returned: ReturnedAcknowledgement,
  partnerId: number,
  sent: readonly SentDocument[],
): SentDocument | undefined {
  return sent.find(document => {
    if (document.partnerId !== partnerId) return false;
    if (returned.interchangeRef !== null) return same(document.interchangeRef, returned.interchangeRef);
    return document.sets.some(
      set =>
        (returned.groupRef !== null &&
          same(set.groupRef, returned.groupRef) &&
          (returned.functionalId === null || set.functionalId === returned.functionalId) &&
          (returned.messageRef === null || same(set.messageRef, returned.messageRef))) ||
        (returned.groupRef === null &&
          ((returned.messageRef !== null && same(set.messageRef, returned.messageRef)) ||
            (returned.documentNumber !== null && set.documentNumber === returned.documentNumber))),
    );
  });
}

/** A rejection stands, whatever comes after it: somebody has to look. */
export async function settleSentDocuments(tx: Tx, settlements: readonly PlannedSettlement[]): Promise<void> {
  if (settlements.length === 0) return;
  await prepared(
    tx,
    'settle-sent-documents',
    `UPDATE sent_document s
        SET state = CASE WHEN s.state = 'rejected' THEN s.state ELSE u.state END, acknowledged_at = u.at, acknowledged_by = u.message_id,
            findings = u.findings, exception_ticket_id = coalesce(u.ticket_id, s.exception_ticket_id)
       FROM unnest($1::bigint[], $2::text[], $3::timestamptz[], $4::bigint[], $5::jsonb[], $6::bigint[]) AS u(id, state, at, message_id, findings, ticket_id)
      WHERE s.id = u.id`,
    [
      column(settlements, s => s.sentDocumentId),
      column(settlements, s => s.state),
      column(settlements, s => s.at),
      column(settlements, s => s.messageId),
      column(settlements, s => storableJson(s.findings)),
      column(settlements, s => s.exceptionTicketId),
    ],
  );
}

/** Past their deadline and told of by nobody. SKIP LOCKED: two instances never raise the same one twice. */
export async function lockOverdue(tx: Tx, limit: number): Promise<SentDocument[]> {
  return rows<SentDocument>(
    tx,
    `${SENT} WHERE s.state = 'waiting' AND s.due_at <= now() ORDER BY s.due_at LIMIT $1 FOR UPDATE OF s SKIP LOCKED`,
    [limit],
  );
}

export async function markOverdue(tx: Tx, told: readonly { id: number; ticketId: number }[]): Promise<void> {
  await rows(
    tx,
    `UPDATE sent_document s SET state = 'overdue', exception_ticket_id = u.ticket_id
       FROM unnest($1::bigint[], $2::bigint[]) AS u(id, ticket_id) WHERE s.id = u.id`,
    [told.map(one => one.id), told.map(one => one.ticketId)],
  );
}
