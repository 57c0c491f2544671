// What is known of interchanges and orders while a batch is decided. Read after the partners' rows are locked: two batches of one partner take turns, so
// that of two equal interchanges one is the first and the other its repetition.
import { hash } from 'node:crypto';
import type { InterchangeFacts } from '#channels/contract';
import type { EarlierInterchange } from '#tickets';
import { prepared, type Tx } from '../database/database.js';

/** Hex SHA-256 of what makes an interchange unique: standard, sender, receiver, control number, test flag. */
export const interchangeKey = ({ standard, sender, receiver, controlRef, test }: InterchangeFacts): string =>
  hash(
    'sha256',
    JSON.stringify([standard, sender.qualifier, sender.id, receiver.qualifier, receiver.id, controlRef, test]),
  );

export interface KnownInterchange extends EarlierInterchange {
  messageId: number;
}

/** The newest first of each key, with its time, so that the caller can hold the partner's window against it. */
export async function knownInterchanges(tx: Tx, keys: readonly string[]): Promise<Map<string, KnownInterchange>> {
  if (keys.length === 0) return new Map();
  const found = await prepared<KnownInterchange & { key: string }>(
    tx,
    'known-interchanges',
    `SELECT DISTINCT ON (i.key) encode(i.key, 'hex') AS key, i.message_id AS "messageId", encode(i.sha256, 'hex') AS sha256, i.received_at AS "receivedAt"
       FROM interchange i WHERE i.key = ANY($1::bytea[]) AND i.repeats_message_id IS NULL ORDER BY i.key, i.received_at DESC, i.message_id DESC`,
    [keys.map(key => Buffer.from(key, 'hex'))],
  );
  return new Map(found.map(({ key, ...known }) => [key, known]));
}

export interface KnownOrder {
  partnerId: number;
  documentNumber: string;
  ticketId: number;
}

/** The newest ticket of each order number. */
export async function knownOrders(
  tx: Tx,
  wanted: readonly { partnerId: number; documentNumber: string }[],
): Promise<KnownOrder[]> {
  if (wanted.length === 0) return [];
  return prepared<KnownOrder>(
    tx,
    'known-orders',
    `SELECT w.partner_id AS "partnerId", w.document_number AS "documentNumber", p.ticket_id AS "ticketId"
       FROM (SELECT DISTINCT * FROM unnest($1::int[], $2::text[]) AS u(partner_id, document_number)) w
      CROSS JOIN LATERAL (
        SELECT ticket_id FROM message_part p WHERE p.partner_id = w.partner_id AND p.document_number = w.document_number AND p.is_order
         ORDER BY p.message_id DESC LIMIT 1) p`,
    [wanted.map(one => one.partnerId), wanted.map(one => one.documentNumber)],
  );
}
