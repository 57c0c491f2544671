// Timeline entries with their words for the search, their attachments, and the Message-IDs by which answers find them.
import { prepared, type Tx } from '../database/database.js';
import { storableJson, storableText } from '../database/storable.js';
import { writeSearch } from '../search/search.writer.js';
import { column } from './column.js';
import type { ConversionPlan, PlannedEntry } from './conversion.plan.js';

export async function insertEntries(tx: Tx, entries: PlannedEntry[]): Promise<void> {
  if (entries.length === 0) return;
  await prepared(
    tx,
    'insert-entries',
    `INSERT INTO entry (id, ticket_id, seq, type, author_kind, author_name, author_address, message_id, subject, text, html, detail, why, held, split_hint, created_at, part,
                        author_user_id, phone_call_id)
     SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::int[], $4::text[], $5::text[], $6::text[], $7::text[], $8::bigint[], $9::text[], $10::text[],
                          $11::text[], $12::jsonb[], $13::text[], $14::boolean[], $15::boolean[], $16::timestamptz[], $17::int[], $18::int[], $19::bigint[])`,
    [
      column(entries, e => e.id),
      column(entries, e => e.ticketId),
      column(entries, e => e.seq),
      column(entries, e => e.type),
      column(entries, e => e.author.kind),
      column(entries, e => storableText(e.author.name)),
      column(entries, e => (e.author.address ? storableText(e.author.address) : null)),
      column(entries, e => e.messageId),
      column(entries, e => (e.subject === null ? null : storableText(e.subject))),
      column(entries, e => storableText(e.text)),
      column(entries, e => (e.html === null ? null : storableText(e.html))),
      column(entries, e => storableJson(e.detail)),
      column(entries, e => (e.why === null ? null : storableText(e.why))),
      column(entries, e => e.held),
      column(entries, e => e.splitHint),
      column(entries, e => e.at),
      column(entries, e => e.part),
      column(entries, e => e.author.userId ?? null),
      column(entries, e => e.callId ?? null),
    ],
  );
  await writeSearch(tx, entries);
}

export async function insertAttachments(tx: Tx, entries: PlannedEntry[]): Promise<void> {
  const files = entries.flatMap(entry => entry.attachments.map(file => ({ entryId: entry.id, ...file })));
  if (files.length === 0) return;
  await prepared(
    tx,
    'insert-attachments',
    `INSERT INTO attachment (entry_id, sha256, filename, content_type, size, content_id, inline)
     SELECT * FROM unnest($1::bigint[], $2::bytea[], $3::text[], $4::text[], $5::int[], $6::text[], $7::boolean[])`,
    [
      column(files, f => f.entryId),
      column(files, f => Buffer.from(f.sha256, 'hex')),
      column(files, f => storableText(f.filename)),
      column(files, f => storableText(f.contentType)),
      column(files, f => f.size),
      column(files, f => (f.contentId ? storableText(f.contentId) : null)),
      column(files, f => f.inline ?? false),
    ],
  );
}

export async function insertThreads(tx: Tx, threads: ConversionPlan['threads']): Promise<void> {
  if (threads.length === 0) return;
  await prepared(
    tx,
    'insert-threads',
    `INSERT INTO mail_thread (message_id_key, ticket_id, department_id)
     SELECT decode(k, 'hex'), t, d FROM unnest($1::text[], $2::bigint[], $3::int[]) AS u(k, t, d) ON CONFLICT DO NOTHING`,
    [column(threads, t => t.key), column(threads, t => t.ticketId), column(threads, t => t.departmentId)],
  );
}
