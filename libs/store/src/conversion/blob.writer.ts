// Bytes by their content, once each, whoever brings them.
import { prepared, type Tx } from '../database/database.js';

/** `blobs` by hex SHA-256. Written in the order of their hashes: two batches that share some cannot wait for each other in a ring. */
export async function storeBlobs(tx: Tx, blobs: ReadonlyMap<string, Uint8Array>): Promise<void> {
  if (blobs.size === 0) return;
  const sorted = [...blobs].sort(([a], [b]) => (a < b ? -1 : 1));
  await prepared(
    tx,
    'store-blobs',
    `INSERT INTO blob (sha256, size, bytes) SELECT h, length(b), b FROM unnest($1::bytea[], $2::bytea[]) AS u(h, b) ON CONFLICT DO NOTHING`,
    [
      sorted.map(([hash]) => Buffer.from(hash, 'hex')),
      sorted.map(([, bytes]) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)),
    ],
  );
}
