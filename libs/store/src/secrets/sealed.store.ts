// All sealed secrets, whatever they belong to, so that another key can seal them. Guarantees: each batch is a transaction, so that an interruption leaves
// every secret readable; rows are locked as those lock them who change settings, so that no new password is replaced by an old one.
import { type Database, query, rows, type Tx } from '../database/database.js';

export interface SealedAt {
  table: string;
  row: number;
  field: string;
  version: number;
  sealed: string;
}

/** Which key sealed it: the second part of the sealed text. */
const KEY = `split_part(s.sealed, '.', 2)`;

const TABLES = [
  { table: 'channel_secret', of: 'channel', column: 'channel_id', version: 'o.version' },
  { table: 'webhook_secret', of: 'webhook', column: 'webhook_id', version: 's.version' },
  { table: 'oauth_secret', of: 'oauth_sign_in', column: 'sign_in_id', version: '1' },
] as const;

/** Whoever changes the key file takes turns, until the commit. */
export async function lockKeyFile(tx: Tx): Promise<void> {
  await rows(tx, 'SELECT pg_advisory_xact_lock(7242007)', []);
}

/** How many secrets each key seals, by id. */
export async function secretsByKey(on: Database | Tx): Promise<Map<string, number>> {
  const all = TABLES.map(({ table }) => `SELECT sealed FROM ${table}`).join(' UNION ALL ');
  const found = await query<{ key: string; n: number }>(
    on,
    `SELECT ${KEY} AS key, count(*)::int AS n FROM (${all}) s GROUP BY 1`,
    [],
  );
  return new Map(found.map(({ key, n }) => [key, n]));
}

/**
 * Seals up to `limit` secrets that another key than `active` seals, the first after `after`. Returns where it got to, null: that was all.
 * @param reseal  null: it does not open, and stays as it is
 */
export async function resealSome(
  database: Database,
  active: string,
  { after, limit }: { after: string | null; limit: number },
  reseal: (secret: SealedAt) => string | null,
): Promise<{ next: string | null; sealed: number; unread: SealedAt[] }> {
  const place = after === null ? { n: 0, row: 0, field: '' } : JSON.parse(after);
  const { table, of, column, version } = TABLES[place.n as 0 | 1 | 2];
  return database.transaction(async tx => {
    const found = await rows<SealedAt>(
      tx,
      `SELECT '${table}' AS table, o.id AS row, s.name AS field, ${version} AS version, s.sealed FROM ${of} o JOIN ${table} s ON s.${column} = o.id
        WHERE ${KEY} <> $1 AND (o.id, s.name) > ($2::int, $3) ORDER BY o.id, s.name LIMIT $4 FOR UPDATE OF o, s`,
      [active, place.row, place.field, limit],
    );
    const unread: SealedAt[] = [];
    for (const secret of found) {
      const sealed = reseal(secret);
      if (sealed === null) unread.push(secret);
      else
        await rows(tx, `UPDATE ${table} SET sealed = $3 WHERE ${column} = $1 AND name = $2`, [
          secret.row,
          secret.field,
          sealed,
        ]);
    }
    const last = found.at(-1);
    const more = found.length === limit && last;
    const next = more
      ? { n: place.n, row: last.row, field: last.field }
      : place.n + 1 < TABLES.length
        ? { n: place.n + 1, row: 0, field: '' }
        : null;
    return { next: next && JSON.stringify(next), sealed: found.length - unread.length, unread };
  });
}
