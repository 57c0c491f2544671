// Writing what a batch of interchanges became: parts, interchanges, and the acknowledgements with their bytes. One multi-row statement per table.
import { storeBlobs } from '../conversion/blob.writer.js';
import { column } from '../conversion/column.js';
import { prepared, rows, type Tx } from '../database/database.js';
import { storableJson, storableText } from '../database/storable.js';
import { sha256 } from '../tickets/ticket.keys.js';
import type { PlannedAnswer, PlannedInterchange, PlannedPart } from './trade.plan.js';

/** A message that is done again (replayed) has its parts decided again. */
export async function insertParts(tx: Tx, parts: PlannedPart[]): Promise<void> {
  if (parts.length === 0) return;
  await prepared(
    tx,
    'insert-parts',
    `INSERT INTO message_part AS p (message_id, number, byte_start, byte_end, state, reason, detail, position, ticket_id, partner_id, document_type,
                                    document_ref, document_number, is_order, awaits_order)
     SELECT * FROM unnest($1::bigint[], $2::int[], $3::int[], $4::int[], $5::text[], $6::text[], $7::text[], $8::jsonb[], $9::bigint[], $10::int[],
                          $11::text[], $12::text[], $13::text[], $14::boolean[], $15::text[])
     ON CONFLICT (message_id, number) DO UPDATE
        SET byte_start = excluded.byte_start, byte_end = excluded.byte_end, state = excluded.state, reason = excluded.reason, detail = excluded.detail,
            position = excluded.position, ticket_id = excluded.ticket_id, partner_id = excluded.partner_id, document_type = excluded.document_type,
            document_ref = excluded.document_ref, document_number = excluded.document_number, is_order = excluded.is_order,
            awaits_order = excluded.awaits_order`,
    [
      column(parts, p => p.messageId),
      column(parts, p => p.number),
      column(parts, p => p.byteStart),
      column(parts, p => p.byteEnd),
      column(parts, p => p.state),
      column(parts, p => p.reason),
      column(parts, p => (p.detail === null ? null : storableText(p.detail))),
      column(parts, p => (p.position === null ? null : storableJson(p.position))),
      column(parts, p => p.ticketId),
      column(parts, p => p.partnerId),
      column(parts, p => (p.documentType === null ? null : storableText(p.documentType))),
      column(parts, p => (p.documentRef === null ? null : storableText(p.documentRef))),
      column(parts, p => (p.documentNumber === null ? null : storableText(p.documentNumber))),
      column(parts, p => p.isOrder),
      column(parts, p => (p.awaitsOrder === null ? null : storableText(p.awaitsOrder))),
    ],
  );
}

export async function insertInterchanges(tx: Tx, interchanges: PlannedInterchange[]): Promise<void> {
  if (interchanges.length === 0) return;
  await prepared(
    tx,
    'insert-interchanges',
    `INSERT INTO interchange AS i (message_id, partner_id, key, control_ref, test, sha256, repeats_message_id, received_at)
     SELECT m, p, decode(k, 'hex'), c, t, decode(s, 'hex'), r, at
       FROM unnest($1::bigint[], $2::int[], $3::text[], $4::text[], $5::boolean[], $6::text[], $7::bigint[], $8::timestamptz[]) AS u(m, p, k, c, t, s, r, at)
     ON CONFLICT (message_id) DO UPDATE SET partner_id = excluded.partner_id, repeats_message_id = excluded.repeats_message_id`,
    [
      column(interchanges, i => i.messageId),
      column(interchanges, i => i.partnerId),
      column(interchanges, i => i.key),
      column(interchanges, i => storableText(i.controlRef)),
      column(interchanges, i => i.test),
      column(interchanges, i => i.sha256),
      column(interchanges, i => i.repeatsMessageId),
      column(interchanges, i => i.receivedAt),
    ],
  );
}

/** Bytes, outbound, recipient and what it answers, in one statement after the blobs. They leave as soon as the commit is there. */
export async function queueAnswers(tx: Tx, answers: PlannedAnswer[]): Promise<void> {
  if (answers.length === 0) return;
  const hashes = answers.map(answer => sha256(answer.raw));
  await storeBlobs(tx, new Map(answers.map((answer, i) => [hashes[i]!.toString('hex'), answer.raw])));
  await prepared(
    tx,
    'queue-answers',
    `WITH u AS MATERIALIZED (
       SELECT nextval(pg_get_serial_sequence('outbound', 'id')) AS id, a.*
         FROM unnest($1::bigint[], $2::int[], $3::text[], $4::bytea[], $5::text[], $6::text[], $7::bigint[], $8::int[], $9::text[], $10::text[], $11::text[],
                     $12::text[], $13::jsonb[])
              AS a(ticket_id, channel_id, name, raw_sha256, sender, address, message_id, partner_id, type, code, ref, control_ref, sets)
     ), queued AS (
       INSERT INTO outbound (id, ticket_id, purpose, channel_id, message_id, raw_sha256, envelope_from, not_before, next_attempt_at)
       SELECT id, ticket_id, 'edi-acknowledgement', channel_id, name, raw_sha256, sender, now(), now() FROM u
     ), recipient AS (
       INSERT INTO outbound_recipient (outbound_id, position, address) SELECT id, 1, address FROM u
     )
     INSERT INTO sent_acknowledgement (outbound_id, message_id, partner_id, type, code, ref, control_ref, sets)
     SELECT id, message_id, partner_id, type, code, ref, control_ref, sets FROM u`,
    [
      column(answers, a => a.ticketId),
      column(answers, a => a.channelId),
      column(answers, a => a.messageName),
      hashes,
      column(answers, a => a.from),
      column(answers, a => a.to),
      column(answers, a => a.messageId),
      column(answers, a => a.partnerId),
      column(answers, a => a.answer.type),
      column(answers, a => a.answer.code),
      column(answers, a => storableText(a.answer.ref)),
      column(answers, a => a.controlRef),
      column(answers, a => storableJson(a.answer.sets)),
    ],
  );
}

/**
 * The stored bytes once more, to whom they went before: those of the last decision (one transaction wrote them), for a message that was replayed was answered more
 * than once. What waits or is on its way anyhow is left alone.
 */
export async function answerAgain(tx: Tx, messageIds: readonly number[]): Promise<void> {
  if (messageIds.length === 0) return;
  await rows(
    tx,
    `WITH again AS (
       UPDATE outbound o SET state = 'queued', attempts = 0, error = NULL, next_attempt_at = clock_timestamp(), ended_at = NULL
         FROM (SELECT s.outbound_id, rank() OVER (PARTITION BY s.message_id ORDER BY mine.created_at DESC) AS age
                 FROM sent_acknowledgement s JOIN outbound mine ON mine.id = s.outbound_id WHERE s.message_id = ANY($1::bigint[])) last
        WHERE last.age = 1 AND o.id = last.outbound_id AND o.state IN ('sent', 'failed', 'unknown') RETURNING o.id
     )
     UPDATE outbound_recipient r SET state = 'queued', response = NULL FROM again WHERE r.outbound_id = again.id`,
    [messageIds],
  );
}
