// Files on their way to the pad, and on it. Guarantees: an upload is its owner's alone, on its one ticket; parts never change once they are here, so what
// is complete stays as its hash says; nothing here touches a blob, so throwing away what nobody sent cannot take what somebody did.
import { FILE_LIMITS, partLength } from '#tickets';
import { type Database, query, rows, type Tx } from '../database/database.js';
import { storableText } from '../database/storable.js';

export interface UploadRow {
  id: number;
  ticketId: number;
  filename: string;
  contentType: string;
  size: number;
  /** All of it is here, and it can be sent. */
  isReady: boolean;
  touchedAt: Date;
}

/** Whose it is, and which. */
export interface OwnUpload {
  id: number;
  /** `user:<id>` or `key:<id>`. */
  owner: string;
}

export type NewUpload = { ticketId: number; owner: string } & Pick<UploadRow, 'filename' | 'contentType' | 'size'>;

export type OpenedUpload = { outcome: 'opened'; upload: UploadRow } | { outcome: 'too-many' } | { outcome: 'unknown' };

export type PartOutcome =
  | { outcome: 'taken' }
  /** `wanted`: how many bytes this part must have; null: there is no such part. */
  | { outcome: 'wrong-length'; wanted: number | null }
  | { outcome: 'unknown' };

export type FinishOutcome =
  | { outcome: 'ready'; upload: UploadRow }
  | { outcome: 'incomplete'; received: number; size: number }
  | { outcome: 'unknown' };

export const UPLOAD_COLUMNS = `u.id, u.ticket_id AS "ticketId", u.filename, u.content_type AS "contentType", u.size, u.sha256 IS NOT NULL AS "isReady",
  u.touched_at AS "touchedAt"`;

/** Begins an upload; its parts follow. */
export async function openUpload(tx: Tx, { ticketId, owner, ...file }: NewUpload): Promise<OpenedUpload> {
  if (!(await hasRoom(tx, ticketId, owner, file.size))) return { outcome: 'too-many' };
  const [upload] = await rows<UploadRow>(
    tx,
    `INSERT INTO upload AS u (ticket_id, owner, filename, content_type, size) VALUES ($1, $2, $3, $4, $5) RETURNING ${UPLOAD_COLUMNS}`,
    [ticketId, owner, storableText(file.filename), file.contentType, file.size],
  );
  return { outcome: 'opened', upload: upload! };
}

/**
 * A file of an earlier entry of the same conversation, complete at once: the bytes are a blob's. Unknown: files of other tickets, of a message that is held
 * back, and of a reply that was taken back.
 */
export async function openUploadOf(
  tx: Tx,
  request: { ticketId: number; owner: string; attachmentId: number },
): Promise<OpenedUpload> {
  const { ticketId, owner, attachmentId } = request;
  if (!(await hasRoom(tx, ticketId, owner, 0))) return { outcome: 'too-many' };
  const [upload] = await rows<UploadRow>(
    tx,
    `WITH RECURSIVE family (id) AS (
       SELECT $1::bigint UNION ALL SELECT t.id FROM ticket t JOIN family f ON t.merged_into = f.id
     )
     INSERT INTO upload AS u (ticket_id, owner, filename, content_type, size, sha256)
     SELECT $1::bigint, $2, a.filename, a.content_type, a.size, a.sha256
       FROM attachment a JOIN entry e ON e.id = a.entry_id JOIN family f ON f.id = e.ticket_id
      WHERE a.id = $3::bigint AND a.size > 0 AND NOT e.held AND e.detail -> 'cancelled' IS DISTINCT FROM 'true'
     RETURNING ${UPLOAD_COLUMNS}`,
    [ticketId, owner, attachmentId],
  );
  return upload ? { outcome: 'opened', upload } : { outcome: 'unknown' };
}

/** The owner's openings take turns until the transaction ends: many at once cannot pass the limit together. */
async function hasRoom(tx: Tx, ticketId: number, owner: string, size: number): Promise<boolean> {
  await rows(tx, `SELECT pg_advisory_xact_lock(7242025, hashtext($1))`, [owner]);
  const [sum] = await rows<{ here: number; bytes: number }>(
    tx,
    `SELECT count(*) FILTER (WHERE ticket_id = $2::bigint) AS here, coalesce(sum(size), 0)::bigint AS bytes
       FROM upload WHERE owner = $1 AND entry_id IS NULL`,
    [owner, ticketId],
  );
  return sum!.here < FILE_LIMITS.lying && sum!.bytes + size <= FILE_LIMITS.lyingBytes;
}

/** One part, in one statement: it is here whole, or not at all. The same one again, after an answer that was lost, changes nothing. */
export async function takePart(on: Database, { id, owner }: OwnUpload, n: number, bytes: Buffer): Promise<PartOutcome> {
  const [known] = await query<{ size: number }>(
    on,
    'SELECT size FROM upload WHERE id = $1::bigint AND owner = $2 AND entry_id IS NULL',
    [id, owner],
  );
  if (!known) return { outcome: 'unknown' };
  const wanted = partLength(known.size, n);
  if (wanted !== bytes.length) return { outcome: 'wrong-length', wanted };
  const taken = await query(
    on,
    // KEY SHARE: whoever removes the upload meanwhile waits, or is waited for and leaves no row to add to.
    `WITH u AS (SELECT id FROM upload WHERE id = $1::bigint AND owner = $2 AND entry_id IS NULL FOR KEY SHARE), part AS (
       INSERT INTO upload_part (upload_id, n, bytes) SELECT id, $3::int, $4::bytea FROM u
        WHERE EXISTS (SELECT 1 FROM upload WHERE id = $1::bigint AND sha256 IS NULL) ON CONFLICT DO NOTHING
     )
     SELECT id FROM u`,
    [id, owner, n, bytes],
  );
  return taken.length > 0 ? { outcome: 'taken' } : { outcome: 'unknown' };
}

/** All parts are here: the database adds them up and hashes them, so no process holds the whole. Again changes nothing. */
export async function finishUpload(tx: Tx, { id, owner }: OwnUpload): Promise<FinishOutcome> {
  const [locked] = await rows<{ size: number; isReady: boolean }>(
    tx,
    `SELECT size, sha256 IS NOT NULL AS "isReady" FROM upload WHERE id = $1::bigint AND owner = $2 AND entry_id IS NULL FOR UPDATE`,
    [id, owner],
  );
  if (!locked) return { outcome: 'unknown' };
  if (!locked.isReady) {
    const [sum] = await rows<{ received: number }>(
      tx,
      'SELECT coalesce(sum(length(bytes)), 0)::bigint AS received FROM upload_part WHERE upload_id = $1::bigint',
      [id],
    );
    if (sum!.received !== locked.size) return { outcome: 'incomplete', received: sum!.received, size: locked.size };
  }
  const [upload] = await rows<UploadRow>(
    tx,
    `UPDATE upload u SET touched_at = clock_timestamp(),
            sha256 = coalesce(sha256, sha256((SELECT string_agg(p.bytes, ''::bytea ORDER BY p.n) FROM upload_part p WHERE p.upload_id = u.id)))
      WHERE id = $1::bigint RETURNING ${UPLOAD_COLUMNS}`,
    [id],
  );
  return { outcome: 'ready', upload: upload! };
}

/** Takes it from the pad, whole or half. `sent`: a reply or note has it, and keeps it. */
export async function removeUpload(on: Database, { id, owner }: OwnUpload): Promise<'removed' | 'sent' | 'unknown'> {
  const gone = await query(
    on,
    // DELETE, seen again after a lock that it waited for: what was sent meanwhile stays.
    'DELETE FROM upload WHERE id = $1::bigint AND owner = $2 AND entry_id IS NULL RETURNING id',
    [id, owner],
  );
  if (gone.length > 0) return 'removed';
  const [left] = await query(on, 'SELECT id FROM upload WHERE id = $1::bigint AND owner = $2', [id, owner]);
  return left ? 'sent' : 'unknown';
}

/** What lies on the ticket for its owner, as it was brought. */
export function uploadsOf(on: Database | Tx, ticketId: number, owner: string): Promise<UploadRow[]> {
  return query<UploadRow>(
    on,
    `SELECT ${UPLOAD_COLUMNS} FROM upload u WHERE ticket_id = $1::bigint AND owner = $2 AND entry_id IS NULL ORDER BY id`,
    [ticketId, owner],
  );
}
