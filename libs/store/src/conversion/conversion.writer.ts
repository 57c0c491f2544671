// Writing what a batch decided: one multi-row statement per table, in the transaction that holds the messages' locks.
import { insertReports } from '../automatic/report.writer.js';
import { reachAgain } from '../automatic/undeliverable.store.js';
import { prepared, type Tx } from '../database/database.js';
import { storableJson, storableText } from '../database/storable.js';
import { insertForwards } from '../forwards/forward.writer.js';
import { acceptInto } from '../ledger/ledger.store.js';
import { insertMailSteps } from '../mail-steps/ask.reader.js';
import { addToOutbox } from '../outbox/outbox.store.js';
import { writeCalls } from '../phone/call.writer.js';
import { joinEarly } from '../trade/early.join.js';
import { settleSentDocuments } from '../trade/sent.document.js';
import { answerAgain, insertInterchanges, insertParts, queueAnswers } from '../trade/trade.writer.js';
import { storeBlobs } from './blob.writer.js';
import { column } from './column.js';
import type { ConversionPlan, PlannedMessage } from './conversion.plan.js';
import { insertAttachments, insertEntries, insertThreads } from './entry.writer.js';
import { insertTickets, updateTickets } from './ticket.writer.js';

/** Rejects with STORE.DUPLICATE on message_content where another batch has just put the same content on the same rail: read again, decide again. */
export async function writeConversion(tx: Tx, plan: ConversionPlan): Promise<void> {
  await storeBlobs(tx, plan.blobs);
  await insertTickets(tx, plan.tickets);
  await updateTickets(tx, plan.changes);
  await writeCalls(tx, plan.phone);
  await insertEntries(tx, plan.entries);
  await insertAttachments(tx, plan.entries);
  await insertThreads(tx, plan.threads);
  await updateMessages(tx, plan.messages);
  await insertParts(tx, plan.parts);
  await insertInterchanges(tx, plan.interchanges);
  await queueAnswers(tx, plan.answers);
  await answerAgain(tx, plan.answeredAgain);
  await settleSentDocuments(tx, [...plan.settlements.values()]);
  await acceptInto(tx, plan.passedOn);
  await insertForwards(tx, plan.forwards);
  await insertDefects(tx, plan.defects);
  await insertReports(tx, plan.reports);
  await reachAgain(tx, plan.heard);
  await insertMailSteps(tx, plan.steps);
  await addToOutbox(tx, plan.events);
  // After the events of the batch: those of the joins come behind them in each ticket's order.
  await joinEarly(tx, plan.joins);
}

async function updateMessages(tx: Tx, messages: PlannedMessage[]): Promise<void> {
  await prepared(
    tx,
    'settle-messages',
    `UPDATE message m SET state = u.state, reason = u.reason, detail = u.detail, ticket_id = u.ticket_id, content_key = decode(u.content_key, 'hex'),
            parts = u.parts, position = u.position, attempts = m.attempts + 1, decided_at = now()
       FROM unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::bigint[], $6::text[], $7::int[], $8::jsonb[])
            AS u(id, state, reason, detail, ticket_id, content_key, parts, position)
      WHERE m.id = u.id`,
    [
      column(messages, m => m.id),
      column(messages, m => m.state),
      column(messages, m => (m.reason === null ? null : storableText(m.reason))),
      column(messages, m => (m.detail === null ? null : storableText(m.detail))),
      column(messages, m => m.ticketId),
      column(messages, m => m.contentKey),
      column(messages, m => m.parts ?? 0),
      column(messages, m => (m.position ? storableJson(m.position) : null)),
    ],
  );
}

async function insertDefects(tx: Tx, defects: ConversionPlan['defects']): Promise<void> {
  if (defects.length === 0) return;
  await prepared(
    tx,
    'insert-defects',
    `INSERT INTO defect (kind, reason, department_id, ticket_id, message_id)
     SELECT * FROM unnest($1::text[], $2::text[], $3::int[], $4::bigint[], $5::bigint[])`,
    [
      column(defects, d => d.kind),
      column(defects, d => d.reason),
      column(defects, d => d.departmentId),
      column(defects, d => d.ticketId),
      column(defects, d => d.messageId),
    ],
  );
}
