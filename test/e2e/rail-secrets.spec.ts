// Another key for all secrets, by the command, beside a product that runs: what was sealed opens there without a restart, and an interruption loses nothing.
import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { loadSecrets } from '#runtime';
import { Database, resealSome, secretsByKey } from '#store';
import { createTestDatabase } from '../database/database.js';
import { makeDataDir, rail, removeDataDir } from '../product/product.js';

jest.setTimeout(120_000);

let own: Awaited<ReturnType<typeof createTestDatabase>>;
let database: Database;
let dataDir: string;
let keyFile: string;
let env: Record<string, string>;

const SECRETS = 120;
const place = (row: number, field: string) => ({ table: 'channel_secret', row, field, version: 1 });
const ring = async () =>
  JSON.parse(await readFile(keyFile, 'utf8')) as { active: string; keys: Record<string, string> };

/** Passwords of one channel, and of a webhook. */
async function seal(): Promise<number> {
  const secrets = await loadSecrets(keyFile);
  const [channel] = await database.rows<{ id: number }>('UPDATE channel SET version = 1 WHERE id = 1 RETURNING id');
  const fields = Array.from({ length: SECRETS }, (_, n) => `test.${String(n).padStart(3, '0')}`);
  await database.rows(
    'INSERT INTO channel_secret (channel_id, name, sealed) SELECT $1, * FROM unnest($2::text[], $3::text[])',
    [channel!.id, fields, fields.map(field => secrets.seal(`the ${field}`, place(channel!.id, field)))],
  );
  return channel!.id;
}

async function opened(channel: number): Promise<string[]> {
  const secrets = await loadSecrets(keyFile);
  const rows = await database.rows<{ name: string; sealed: string }>(
    'SELECT name, sealed FROM channel_secret ORDER BY name',
  );
  return rows.map(({ name, sealed }) => secrets.open(sealed, place(channel, name)));
}

beforeEach(async () => {
  own = await createTestDatabase();
  database = await Database.open({ url: own.url });
  dataDir = await makeDataDir();
  keyFile = join(dataDir, 'keys.json');
  env = { DATABASE_URL: own.url, DATA_DIR: dataDir, SECRET_KEY_FILE: keyFile };
  await rail(['seed'], env);
});

afterEach(async () => {
  await database.close();
  await own.drop();
  await removeDataDir(dataDir);
});

describe('rail secrets', () => {
  it('rotate seals everything with a new key, which a process that runs already knows', async () => {
    const channel = await seal();
    const running = await loadSecrets(keyFile);
    const before = await ring();
    const done = await rail(['secrets', 'rotate'], env);
    const after = await ring();
    expect([done.code, done.stdout]).toEqual([0, expect.stringContaining(`${SECRETS} secrets sealed anew`)]);
    expect(after.active).not.toBe(before.active);
    expect(Object.keys(after.keys)).toEqual([before.active, after.active]);
    expect(await secretsByKey(database)).toEqual(new Map([[after.active, SECRETS]]));
    expect(await opened(channel)).toHaveLength(SECRETS);
    const [one] = await database.rows<{ sealed: string }>(`SELECT sealed FROM channel_secret WHERE name = 'test.007'`);
    expect(running.open(one!.sealed, place(channel, 'test.007'))).toBe('the test.007');
    const status = await rail(['secrets', 'status'], env);
    expect(status.stdout).toBe(`${before.active}: 0 secrets\n${after.active}, active: ${SECRETS} secrets\n`);
  });

  it('rotate goes on where it was interrupted, without yet another key', async () => {
    const channel = await seal();
    await rail(['secrets', 'rotate'], env);
    // As a kill leaves it: a key more, and some secrets sealed with it.
    const file = await ring();
    const keys = { ...file.keys, fresh: Buffer.alloc(32, 7).toString('base64') };
    await writeFile(keyFile, JSON.stringify({ active: 'fresh', keys }));
    await chmod(keyFile, 0o600);
    const secrets = await loadSecrets(keyFile);
    await resealSome(database, 'fresh', { after: null, limit: 30 }, ({ sealed, ...at }) =>
      secrets.seal(secrets.open(sealed, at), at),
    );
    expect(await secretsByKey(database)).toEqual(
      new Map([
        ['fresh', 30],
        [file.active, SECRETS - 30],
      ]),
    );
    expect((await opened(channel))[0]).toBe('the test.000');
    const done = await rail(['secrets', 'rotate'], env);
    expect([done.code, done.stdout]).toEqual([0, expect.stringContaining('going on with it')]);
    expect((await ring()).active).toBe('fresh');
    expect(await secretsByKey(database)).toEqual(new Map([['fresh', SECRETS]]));
    expect(await opened(channel)).toEqual(
      Array.from({ length: SECRETS }, (_, n) => `the test.${String(n).padStart(3, '0')}`),
    );
  });

  it('names a secret that does not open, leaves it as it is, and exits with 1', async () => {
    const channel = await seal();
    await database.rows(
      `UPDATE channel_secret SET sealed = overlay(sealed placing 'AAAA' from 40) WHERE name = 'test.003'`,
    );
    const done = await rail(['secrets', 'rotate'], env);
    expect([done.code, done.stdout]).toEqual([1, expect.stringContaining(`"test.003" of channel ${channel}`)]);
    expect(done.stdout).toContain(`${SECRETS - 1} secrets sealed anew`);
    expect(done.stdout + done.stderr).not.toContain('the test.');
  });

  it('two rotations at once leave every secret readable', async () => {
    const channel = await seal();
    const both = await Promise.all([rail(['secrets', 'rotate'], env), rail(['secrets', 'rotate'], env)]);
    expect(both.map(one => one.code)).toEqual([0, 0]);
    expect(await opened(channel)).toEqual(
      Array.from({ length: SECRETS }, (_, n) => `the test.${String(n).padStart(3, '0')}`),
    );
  });
});
