// The database that a command works on: DATABASE_URL, else the embedded one, started for the time of the command where it does not run.
import { type Environment, readEnvironment } from '#runtime';
import { actAs, Database, migrate } from '#store';
import { startEmbeddedPostgres } from '../postgres/embedded.postgres.js';

export async function withDatabase<T>(
  work: (database: Database, env: Environment) => Promise<T>,
  options: { migrate?: boolean } = {},
): Promise<T> {
  const env = readEnvironment();
  const embedded = env.DATABASE_URL ? null : await startEmbeddedPostgres(env.DATA_DIR);
  try {
    const url = env.DATABASE_URL ?? embedded!.url;
    if (options.migrate !== false) await migrate(url);
    const database = await Database.open({ url, poolSize: 4, applicationName: 'ticket-rail command' });
    try {
      return await actAs({ kind: 'command', name: 'rail command' }, () => work(database, env));
    } finally {
      await database.close();
    }
  } finally {
    // One that ran before us is somebody's: it stays.
    if (embedded && embedded.began !== 'found-running') await embedded.stop();
  }
}
