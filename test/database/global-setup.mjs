// Runs once before the tests that need a database: one server, and one migrated template that every test clones.
// Exports TEST_DATABASE_ADMIN_URL and TEST_TEMPLATE to the workers. DATABASE_URL_TEST: use that server instead of an own one;
// its user must be allowed to create databases.
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { startServer } from './server.mjs';

// Two projects of one Jest process name this file: the second finds what the first began.
const STATE = Symbol.for('ticket-rail.test-database');

export default async function setUp() {
  globalThis[STATE] ??= begin();
  await globalThis[STATE];
}

async function begin() {
  const given = process.env.DATABASE_URL_TEST;
  const server = given ? { url: given, stop: async () => undefined } : await startServer();
  const template = `rail_template_${randomBytes(6).toString('hex')}`;
  try {
    await asAdmin(server.url, `CREATE DATABASE ${template} ENCODING 'UTF8' LOCALE 'C' TEMPLATE template0`);
    await migrateTemplate(server.url, template);
  } catch (error) {
    await server.stop();
    throw error;
  }
  process.env.TEST_DATABASE_ADMIN_URL = server.url;
  process.env.TEST_TEMPLATE = template;
  return {
    stop: async () => {
      if (given) await asAdmin(server.url, `DROP DATABASE IF EXISTS ${template} WITH (FORCE)`);
      await server.stop();
    },
  };
}

async function migrateTemplate(adminUrl, template) {
  const store = await import('../../dist/libs/store/src/index.js').catch(cause => {
    throw new Error('the tests need the built store: run "npm run build" first', { cause });
  });
  const url = new URL(adminUrl);
  url.pathname = `/${template}`;
  await store.migrate(url.href);
}

async function asAdmin(url, statement) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
