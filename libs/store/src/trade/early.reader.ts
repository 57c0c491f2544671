// Documents that came before the order that they are about. Read after the partners' rows are locked, so that an order and its change that two instances
// take at once find each other, whichever is first.
import { prepared, type Tx } from '../database/database.js';

export interface EarlyDocument {
  partnerId: number;
  /** Of the order. */
  documentNumber: string;
  messageId: number;
  part: number;
  /** That it opened. */
  ticketId: number;
}

/** In the order in which they came. */
export async function earlyDocuments(
  tx: Tx,
  orders: readonly { partnerId: number; documentNumber: string }[],
): Promise<EarlyDocument[]> {
  if (orders.length === 0) return [];
  return prepared<EarlyDocument>(
    tx,
    'early-documents',
    `SELECT p.partner_id AS "partnerId", p.awaits_order AS "documentNumber", p.message_id AS "messageId", p.number AS part, p.ticket_id AS "ticketId"
       FROM (SELECT DISTINCT * FROM unnest($1::int[], $2::text[]) AS u(partner_id, number)) w
       JOIN message_part p ON p.partner_id = w.partner_id AND p.awaits_order = w.number
      WHERE p.awaits_order IS NOT NULL AND p.ticket_id IS NOT NULL ORDER BY p.message_id, p.number`,
    [orders.map(one => one.partnerId), orders.map(one => one.documentNumber)],
  );
}
