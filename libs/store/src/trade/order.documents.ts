// Orders with the changes that stand on their tickets, for the headline, and the headline itself.
import { CHANGE_SETS, ORDER_SETS, subjectKey, type TradeDocument } from '#tickets';
import { column } from '../conversion/column.js';
import { prepared, type Tx } from '../database/database.js';
import { storableText } from '../database/storable.js';

export interface ChangedOrder {
  ticketId: number;
  order: TradeDocument;
  /** Of its number and partner, in the order in which they came; also those of tickets that were merged into it. */
  changes: TradeDocument[];
}

/** Of those of the tickets that an order opened. */
export async function changedOrders(tx: Tx, ticketIds: readonly number[]): Promise<ChangedOrder[]> {
  if (ticketIds.length === 0) return [];
  const found = await prepared<{ ticketId: number; isOrder: boolean; document: TradeDocument }>(
    tx,
    'changed-orders',
    `WITH RECURSIVE family (root, id) AS (
       SELECT u, u FROM unnest($1::bigint[]) u UNION SELECT f.root, t.id FROM ticket t JOIN family f ON t.merged_into = f.id
     ), own AS (
       SELECT DISTINCT ON (p.ticket_id) p.ticket_id, p.partner_id, p.document_number, e.id AS entry_id
         FROM message_part p JOIN entry e ON e.message_id = p.message_id AND e.part = p.number
        WHERE p.ticket_id = ANY($1::bigint[]) AND p.is_order AND e.ticket_id = p.ticket_id ORDER BY p.ticket_id, e.id
     )
     SELECT own.ticket_id AS "ticketId", e.id = own.entry_id AS "isOrder", e.detail -> 'document' AS document
       FROM own JOIN family f ON f.root = own.ticket_id JOIN entry e ON e.ticket_id = f.id
       JOIN message_part p ON p.message_id = e.message_id AND p.number = e.part
      WHERE e.id = own.entry_id
         OR (p.partner_id = own.partner_id AND NOT p.is_order AND p.document_type = ANY($2::text[])
             AND coalesce(e.detail -> 'document' ->> 'originalOrder', p.document_number) = own.document_number)
      ORDER BY own.ticket_id, e.id`,
    [ticketIds, [...ORDER_SETS, ...CHANGE_SETS]],
  );
  const orders = new Map<number, ChangedOrder>();
  for (const { ticketId, isOrder, document } of found)
    if (isOrder) orders.set(ticketId, { ticketId, order: document, changes: [] });
  for (const { ticketId, isOrder, document } of found) if (!isOrder) orders.get(ticketId)?.changes.push(document);
  return [...orders.values()];
}

/** Within the change that brought it, whose event tells of it: the version has risen already. The tickets are locked. */
export async function renewHeadlines(
  tx: Tx,
  renewed: readonly { ticketId: number; subject: string; snippet: string }[],
): Promise<void> {
  if (renewed.length === 0) return;
  await prepared(
    tx,
    'renew-headlines',
    `UPDATE ticket t SET subject = u.subject, subject_key = u.subject_key, snippet = u.snippet
       FROM unnest($1::bigint[], $2::text[], $3::text[], $4::text[]) AS u(id, subject, subject_key, snippet) WHERE t.id = u.id`,
    [
      column(renewed, one => one.ticketId),
      column(renewed, one => storableText(one.subject)),
      column(renewed, one => storableText(subjectKey(one.subject))),
      column(renewed, one => storableText(one.snippet)),
    ],
  );
}
