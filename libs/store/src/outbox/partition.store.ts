// The outbox's partitions take turns of eight hours. Sent rows are dropped by truncating the partition that is used next, not by DELETE,
// which would leave the dead behind. Guarantee: an unsent row is never dropped.
import { type Database, rows } from '../database/database.js';
import { sqlState } from '../database/store.fault.js';

/** `truncated`; `empty`: nothing to drop; `unsent`: it holds rows that are not sent yet; `busy`: locked, try again later. */
export type Turn = 'truncated' | 'empty' | 'unsent' | 'busy';

const LOCK_TIMEOUT_MS = 200;

/**
 * Empties the partition that is neither the current nor the previous one. To be called every few minutes, by one process (or several: the
 * lock orders them). Events stay readable for 8 to 16 hours after they were sent.
 */
export async function turnPartitions(database: Database): Promise<Turn> {
  const [next] = await database.rows<{ slot: number }>(
    `SELECT (((extract(epoch FROM now())::bigint / 28800) + 1) % 3)::int AS slot`,
  );
  const partition = `outbox_${next!.slot}`;
  const [found] = await database.rows<{ any: boolean }>(`SELECT EXISTS (SELECT FROM ${partition}) AS any`);
  if (!found!.any) return 'empty';
  try {
    return await database.transaction(async tx => {
      // Writers of the current slot queue behind a waiting lock: so wait a moment only, and come again.
      await rows(tx, `SET LOCAL lock_timeout = ${LOCK_TIMEOUT_MS}`);
      // Looked at under the lock: between a look and the truncation nothing can be written.
      await rows(tx, `LOCK TABLE ${partition} IN ACCESS EXCLUSIVE MODE`);
      const [state] = await rows<{ unsent: boolean }>(
        tx,
        `SELECT EXISTS (SELECT FROM ${partition} WHERE sent_at IS NULL) AS unsent`,
      );
      if (state!.unsent) return 'unsent';
      await rows(tx, `TRUNCATE ${partition}`);
      return 'truncated';
    });
  } catch (error) {
    const LOCK_NOT_AVAILABLE = '55P03';
    if (sqlState((error as Error).cause) === LOCK_NOT_AVAILABLE) return 'busy';
    throw error;
  }
}
