import { migrate } from '#store';
import { withDatabase } from './open.database.js';

export async function migrateCommand(): Promise<number> {
  const done = await withDatabase(database => migrate(database.url), { migrate: false });
  process.stdout.write(done.length ? `Migrated: ${done.join(', ')}\n` : 'The schema is up to date.\n');
  return 0;
}
