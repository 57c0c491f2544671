// A database of one's own for each test file, cloned from the migrated template in some tens of milliseconds.
import { randomBytes } from 'node:crypto';
import pg from 'pg';

export interface TestDatabase {
  /** postgres://… of an empty, migrated database that nobody else uses. */
  url: string;
  /** Drops it, cutting what is still connected. */
  drop(): Promise<void>;
}

/**
 * @param like  another of these, to which nobody is connected: with all that stands in it. Left out: the empty one
 * @throws when the test does not belong to a Jest project with the database's global setup.
 */
export async function createTestDatabase(like?: TestDatabase): Promise<TestDatabase> {
  const adminUrl = process.env.TEST_DATABASE_ADMIN_URL;
  const template = like ? new URL(like.url).pathname.slice(1) : process.env.TEST_TEMPLATE;
  if (!adminUrl || !template)
    throw new Error('no test database: put the test into test/integration, e2e, fault or attack');
  const name = `rail_test_${randomBytes(8).toString('hex')}`;
  await clone(adminUrl, name, template);
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => asAdmin(adminUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) };
}

// Two clones at one moment do not disturb each other, but a session that is still leaving the template does (55006): try again.
async function clone(adminUrl: string, name: string, template: string): Promise<void> {
  const OBJECT_IN_USE = '55006';
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await asAdmin(adminUrl, `CREATE DATABASE ${name} TEMPLATE ${template}`);
    } catch (error) {
      if ((error as { code?: string }).code !== OBJECT_IN_USE || attempt === 20) throw error;
      await new Promise(resolve => setTimeout(resolve, 50 * attempt));
    }
  }
}

async function asAdmin(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
