// Sending a document of ours to a partner. Guarantee: the bytes, their delivery and the deadline for the answer are one commit; an interchange number goes
// to a partner once.
import { storeBlobs } from '../conversion/blob.writer.js';
import { rows, type Tx } from '../database/database.js';
import { storableJson } from '../database/storable.js';
import { sha256 } from '../tickets/ticket.keys.js';
import type { SentSet } from './sent.document.js';

export interface DocumentToSend {
  partnerId: number;
  partnerKey: string;
  /** The channel that it leaves by. */
  channelId: number;
  ticketId: number | null;
  raw: Buffer;
  from: string;
  interchangeRef: string;
  sets: SentSet[];
  dueAt: Date;
  /** That it was received is all that we ask for. */
  receiptSettles?: boolean;
}

export type DocumentSent =
  | { outcome: 'queued'; sentDocumentId: number; outboundId: number }
  /** The number was used before, for the document named. */
  | { outcome: 'number-used'; sentDocumentId: number };

export async function sendDocument(tx: Tx, document: DocumentToSend): Promise<DocumentSent> {
  const hash = sha256(document.raw);
  await storeBlobs(tx, new Map([[hash.toString('hex'), document.raw]]));
  const name = `edi-document:${document.partnerId}:${document.interchangeRef}`;
  const file = `${document.sets[0]?.documentType ?? 'document'}_${document.partnerKey}_${document.interchangeRef.trim()}.edi`;
  const [sent] = await rows<{ id: number; outboundId: number }>(
    tx,
    // The partner's row is locked first: of two with one number the second finds the first.
    `WITH held AS MATERIALIZED (SELECT id FROM partner WHERE id = $1 FOR UPDATE), free AS MATERIALIZED (
       SELECT nextval(pg_get_serial_sequence('outbound', 'id')) AS id FROM held
        WHERE NOT EXISTS (SELECT FROM sent_document WHERE partner_id = $1 AND interchange_ref = $7)
     ), queued AS (
       INSERT INTO outbound (id, ticket_id, purpose, channel_id, message_id, raw_sha256, envelope_from, not_before, next_attempt_at)
       SELECT id, $3, 'edi-document', $2, $4, $5, $6, now(), now() FROM free
     ), recipient AS (
       INSERT INTO outbound_recipient (outbound_id, position, address) SELECT id, 1, $10 FROM free
     )
     INSERT INTO sent_document (outbound_id, partner_id, ticket_id, interchange_ref, sets, due_at, receipt_settles)
     SELECT id, $1, $3, $7, $8::jsonb, $9, $11 FROM free RETURNING id, outbound_id AS "outboundId"`,
    [
      document.partnerId,
      document.channelId,
      document.ticketId,
      name,
      hash,
      document.from,
      document.interchangeRef,
      storableJson(document.sets),
      document.dueAt,
      file.replace(/[^\w.-]+/g, '-'),
      document.receiptSettles ?? false,
    ],
  );
  if (sent) return { outcome: 'queued', sentDocumentId: sent.id, outboundId: sent.outboundId };
  const [used] = await rows<{ id: number }>(
    tx,
    'SELECT id FROM sent_document WHERE partner_id = $1 AND interchange_ref = $2',
    [document.partnerId, document.interchangeRef],
  );
  if (!used) throw new Error(`Partner ${document.partnerId} is gone`);
  return { outcome: 'number-used', sentDocumentId: used.id };
}
