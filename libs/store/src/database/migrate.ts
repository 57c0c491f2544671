// Brings a database to this build's schema, with the kinds and contracts that come with the product. Safe to call from several processes at once: one migrates, the others wait.
import { shippedContracts, shippedKinds } from '#tickets';
import { contractStore, kindStore } from '../definitions/definition.store.js';
import { Database } from './database.js';
import { StoreFault } from './store.fault.js';

const LOCK = 7_242_001;

/** Returns the names of the migrations that were run. Rejects with STORE.TOO_OLD where the server is older than PostgreSQL 15. */
export async function migrate(url: string): Promise<string[]> {
  const database = await Database.open({
    url,
    poolSize: 2,
    applicationName: 'ticket-rail migrate',
    statementTimeout: 0,
  });
  const runner = database.source.createQueryRunner();
  try {
    await runner.connect();
    const [server] = await database.rows<{ version: number }>(
      `SELECT current_setting('server_version_num')::int AS version`,
    );
    if (server!.version < 160000)
      throw new StoreFault(
        'STORE.TOO_OLD',
        `PostgreSQL 16 or newer is needed; this one is ${server!.version / 10000}`,
        false,
      );
    await runner.query('SELECT pg_advisory_lock($1)', [LOCK]);
    const done = await database.source.runMigrations();
    await database.transaction(async tx => {
      await kindStore.install(tx, shippedKinds);
      await contractStore.install(tx, shippedContracts);
    });
    return done.map(migration => migration.name);
  } finally {
    await runner.query('SELECT pg_advisory_unlock($1)', [LOCK]).catch(() => undefined);
    await runner.release();
    await database.close();
  }
}
