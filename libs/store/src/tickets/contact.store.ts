// Whoever writes to us, once by address.
import { companyDomain } from '#tickets';
import { column } from '../conversion/column.js';
import { prepared, rows, type Tx } from '../database/database.js';
import { storableText } from '../database/storable.js';
import { addressKey } from './ticket.keys.js';

/** Contact ids by hex address key; contacts are made where they are missing, in the order of their keys, so that two batches cannot deadlock. */
export async function contactIds(
  tx: Tx,
  wanted: readonly { name: string; address: string }[],
): Promise<Map<string, number>> {
  const people = new Map<string, { key: Buffer; name: string; address: string }>();
  for (const { name, address } of wanted) {
    const key = addressKey(address);
    people.set(key.toString('hex'), { key, name: storableText(name), address: storableText(address) });
  }
  const list = [...people.values()];
  if (list.length === 0) return new Map();
  const found = await prepared<{ id: number; key: string }>(
    tx,
    'find-contacts',
    `WITH made AS (
       INSERT INTO contact (address_key, name, address, domain) SELECT * FROM unnest($1::bytea[], $2::text[], $3::text[], $4::text[]) AS p(k, n, a, d)
        WHERE NOT EXISTS (SELECT 1 FROM contact WHERE address_key = p.k) ORDER BY p.k
       ON CONFLICT (address_key) DO NOTHING RETURNING id, address_key)
     SELECT id, encode(address_key, 'hex') AS key FROM made UNION ALL SELECT id, encode(address_key, 'hex') FROM contact WHERE address_key = ANY($1)`,
    [
      column(list, p => p.key),
      column(list, p => p.name),
      column(list, p => p.address),
      column(list, p => companyDomain(p.address)),
    ],
  );
  const ids = new Map(found.map(row => [row.key, row.id]));
  if (ids.size < list.length) {
    // Another batch made some of them meanwhile; its commit is visible to a new statement.
    const late = await rows<{ id: number; key: string }>(
      tx,
      `SELECT id, encode(address_key, 'hex') AS key FROM contact WHERE address_key = ANY($1)`,
      [column(list, p => p.key)],
    );
    for (const row of late) ids.set(row.key, row.id);
  }
  return ids;
}
