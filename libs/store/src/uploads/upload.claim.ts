// From the pad to an entry, and back. Guarantees: a file goes with one entry only, in the transaction that writes the entry; what was taken back lies on the
// pad of whoever took it back; what went becomes an attachment like any other, and its bytes a blob, which stays.
import { distinctNames, type FieldFault } from '#tickets';
import { query, rows, type Tx } from '../database/database.js';
import { UPLOAD_COLUMNS, type UploadRow } from './upload.store.js';

/** Which uploads an entry takes along, in this order. */
export interface FilesAlong {
  /** `user:<id>` or `key:<id>`. */
  owner: string;
  ids: readonly number[];
}

export interface FileBytes extends UploadRow {
  /** As it is called in the mail and on the timeline: each name once. */
  filename: string;
  bytes: Buffer;
}

export type LyingFiles = { outcome: 'found'; files: UploadRow[] } | { outcome: 'gone'; errors: FieldFault[] };

/** Those that lie ready for their owner on this ticket, named as they will be. Gone: at least one does not, for whatever reason; one answer for all. */
export async function lyingFiles(tx: Tx, ticketId: number, { owner, ids }: FilesAlong): Promise<LyingFiles> {
  if (ids.length === 0) return { outcome: 'found', files: [] };
  const found = await query<UploadRow>(
    tx,
    `SELECT ${UPLOAD_COLUMNS} FROM upload u
      WHERE id = ANY ($1::bigint[]) AND ticket_id = $2::bigint AND owner = $3 AND entry_id IS NULL AND sha256 IS NOT NULL`,
    [ids, ticketId, owner],
  );
  const byId = new Map(found.map(file => [file.id, file]));
  const files = ids.flatMap(id => byId.get(id) ?? []);
  if (files.length < ids.length || byId.size < ids.length) return { outcome: 'gone', errors: faults(ids, byId) };
  const names = distinctNames(files.map(file => file.filename));
  return { outcome: 'found', files: files.map((file, n) => ({ ...file, filename: names[n]! })) };
}

const faults = (ids: readonly number[], known: ReadonlyMap<number, UploadRow>): FieldFault[] =>
  ids.flatMap((id, n) =>
    known.has(id) && ids.indexOf(id) === n ? [] : [{ pointer: `/uploads/${n}`, detail: GONE.detail }],
  );

export const GONE = {
  code: 'TICKET.FILE_GONE',
  detail: 'A file is not here any more: it was removed, was sent already, or has lain here too long',
} as const;

/** The bytes of files that were found, in their order. All of them at once are what a mail may hold. */
export async function bytesOf(tx: Tx, files: readonly UploadRow[]): Promise<FileBytes[]> {
  const found = await rows<{ id: number; bytes: Buffer }>(
    tx,
    `SELECT u.id, coalesce((SELECT string_agg(p.bytes, ''::bytea ORDER BY p.n) FROM upload_part p WHERE p.upload_id = u.id),
                           (SELECT b.bytes FROM blob b WHERE b.sha256 = u.sha256)) AS bytes
       FROM upload u WHERE u.id = ANY ($1::bigint[])`,
    [files.map(file => file.id)],
  );
  const bytes = new Map(found.map(row => [row.id, row.bytes]));
  return files.map(file => ({ ...file, bytes: bytes.get(file.id)! }));
}

/**
 * The files become the entry's. False: one of them is gone since it was looked for (removed, thrown away, sent by another tab), and the transaction must
 * not go on. The lock on the ticket comes first, as everywhere.
 */
export async function takeAlong(
  tx: Tx,
  entry: { entryId: number; ticketId: number },
  along: FilesAlong,
): Promise<boolean> {
  if (along.ids.length === 0) return true;
  const lying = await lyingFiles(tx, entry.ticketId, along);
  if (lying.outcome === 'gone') return false;
  const written = await rows(
    tx,
    // The condition on entry_id closes the race with a removal, the sweep and another sending: whoever is second finds the row changed.
    `WITH taken AS (
       UPDATE upload SET entry_id = $1::bigint, touched_at = clock_timestamp()
        WHERE id = ANY ($2::bigint[]) AND owner = $4 AND entry_id IS NULL RETURNING id, sha256, content_type, size
     ), kept AS (
       INSERT INTO blob (sha256, size, bytes)
       SELECT DISTINCT ON (t.sha256) t.sha256, t.size, p.bytes
         FROM taken t CROSS JOIN LATERAL (SELECT string_agg(bytes, ''::bytea ORDER BY n) AS bytes FROM upload_part WHERE upload_id = t.id) p
        WHERE p.bytes IS NOT NULL ORDER BY t.sha256
       ON CONFLICT DO NOTHING
     )
     INSERT INTO attachment (entry_id, sha256, filename, content_type, size)
     SELECT $1::bigint, t.sha256, f.filename, t.content_type, t.size
       FROM unnest($2::bigint[], $3::text[]) WITH ORDINALITY AS f(id, filename, n) JOIN taken t ON t.id = f.id ORDER BY f.n
     RETURNING id`,
    [entry.entryId, along.ids, lying.files.map(file => file.filename), along.owner],
  );
  return written.length === along.ids.length;
}

/** The files of an entry that was taken back, on the pad of `owner`, or of whoever brought them. They lie there as long as if they had just been brought. */
export function giveBack(tx: Tx, entryId: number, owner: string | null): Promise<UploadRow[]> {
  return rows<UploadRow>(
    tx,
    `WITH back AS (
       UPDATE upload u SET entry_id = NULL, owner = coalesce($2, owner), touched_at = clock_timestamp() WHERE entry_id = $1::bigint RETURNING ${UPLOAD_COLUMNS}
     )
     SELECT * FROM back ORDER BY id`,
    [entryId, owner],
  );
}
