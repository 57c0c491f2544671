// `npm start` as a newcomer meets it, and each way in which it cannot work: one clear line, exit code 1.

import { spawn } from 'node:child_process';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, jest } from '@jest/globals';
import type { LedgerTotals } from '#api';
import { ApiClient, eventually } from '../product/api.client.js';
import { makeDataDir, rail, removeDataDir, startProduct, stopLeftDatabase } from '../product/product.js';

jest.setTimeout(120_000);

/** 14 mails, and 11 interchanges. */
const DEMO_MESSAGES = 25;
const ROOT = join(import.meta.dirname, '../..');

function run(
  env: Record<string, string>,
  args: string[] = [],
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  return new Promise(resolve => {
    const child = spawn(process.execPath, [join(ROOT, 'dist/server/standalone.js'), ...args], {
      cwd: ROOT,
      env: {
        PATH: process.env.PATH ?? '',
        NODE_ENV: 'test',
        LOG_LEVEL: 'silent',
        PORT: '0',
        SMTP_IN_PORT: '0',
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', chunk => (stdout += chunk));
    child.stderr.on('data', chunk => (stderr += chunk));
    child.once('exit', code => resolve({ code, stdout, stderr }));
  });
}

async function withFolder<T>(work: (dataDir: string) => Promise<T>): Promise<T> {
  const dataDir = await makeDataDir();
  try {
    return await work(dataDir);
  } finally {
    await stopLeftDatabase(dataDir);
    await removeDataDir(dataDir);
  }
}

const oneLine = (stderr: string) => stderr.trim().split('\n');

describe('the first start', () => {
  it('shows a demo company with tickets on its rails, and again after kill -9 and after a stop', () =>
    withFolder(async dataDir => {
      let product = await startProduct({ dataDir });
      const api = new ApiClient(product.url);
      const session = await api.signIn(product.signInLink!);
      expect(session.user.isAdmin).toBe(true);
      const found = await api.get<{ items?: { id: number; key: string }[] }>('/departments');
      const departments = (Array.isArray(found) ? found : found.items) as { id: number; key: string }[];
      expect(departments.map(one => one.key).sort()).toEqual([
        'customer-service',
        'engineering',
        'operations',
        'sales',
      ]);
      const count = async (client: ApiClient) =>
        (await Promise.all(departments.map(one => client.rail(one.id)))).map(page => page.items.length);
      const settled = (client: ApiClient) =>
        eventually('all that the demo brings is decided', async () => {
          const { channels } = await client.get<LedgerTotals>('/ledger/totals');
          const sum = (of: 'accepted' | 'pending') => channels.reduce((total, channel) => total + channel[of], 0);
          return sum('accepted') === DEMO_MESSAGES && sum('pending') === 0;
        });
      await settled(api);
      const shown = await count(api);
      expect(shown.every(n => n > 0)).toBe(true);
      await product.kill('SIGKILL');
      product = await startProduct({ dataDir });
      const again = new ApiClient(product.url);
      await again.signIn(product.signInLink!);
      await settled(again);
      expect(await count(again)).toEqual(shown);
      expect(await product.stop()).toBe(0);
      product = await startProduct({ dataDir });
      expect(product.signInLink).not.toBeNull();
      expect(await product.stop()).toBe(0);
    }));

  it('starts bare with --empty', () =>
    withFolder(async dataDir => {
      const product = await startProduct({ dataDir, args: ['--empty'] });
      const api = new ApiClient(product.url);
      await api.signIn(product.signInLink!);
      expect(await api.get('/channels')).toMatchObject(expect.anything());
      expect(JSON.stringify(await api.get('/channels'))).not.toContain('nordwerk');
      await product.stop();
    }));

  // Only root's database runs as somebody else, who may be kept out of a folder.
  const asRoot = process.getuid?.() === 0 ? it : null;
  asRoot?.("works as root in a folder that the database's own user cannot enter, and finds its data there again", () =>
    withFolder(async outside => {
      await chmod(outside, 0o700);
      const dataDir = join(outside, 'data');
      let product = await startProduct({ dataDir, args: ['--empty'] });
      expect(await product.stop()).toBe(0);
      const elsewhere = (await readFile(join(dataDir, 'postgres.location'), 'utf8')).trim();
      try {
        product = await startProduct({ dataDir });
        const api = new ApiClient(product.url);
        // A second start with an empty database would have set up the demo company.
        await expect(
          api.signIn((await rail(['user', 'link', 'admin@localhost'], { DATA_DIR: dataDir })).stdout.trim()),
        ).resolves.toMatchObject({ user: { name: 'Administrator' } });
        expect(await product.stop()).toBe(0);
      } finally {
        await removeDataDir(elsewhere);
      }
    }),
  );

  it('lets a sign-in link be used once', () =>
    withFolder(async dataDir => {
      const product = await startProduct({ dataDir, args: ['--empty'] });
      await new ApiClient(product.url).signIn(product.signInLink!);
      await expect(new ApiClient(product.url).signIn(product.signInLink!)).rejects.toThrow(/401|403|410|422/);
      await product.stop();
    }));
});

describe('a start that cannot work', () => {
  it('names a port that is taken', () =>
    withFolder(async dataDir => {
      const other = createServer();
      await new Promise<void>(resolve => other.listen(0, '127.0.0.1', resolve));
      const { port } = other.address() as { port: number };
      const web = await run({ DATA_DIR: dataDir, PORT: String(port) });
      const smtp = await run({ DATA_DIR: dataDir, SMTP_IN_PORT: String(port) });
      other.close();
      expect([web.code, smtp.code]).toEqual([1, 1]);
      expect(oneLine(web.stderr)).toEqual([`Port ${port} on 127.0.0.1 is taken. Choose another with PORT.`]);
      expect(oneLine(smtp.stderr)).toEqual([
        `Port ${port} for incoming mail is taken. Choose another with SMTP_IN_PORT, or set it to off.`,
      ]);
    }));

  it('names a data folder that cannot be one', () =>
    withFolder(async dataDir => {
      const file = join(dataDir, 'a-file');
      await writeFile(file, '');
      const ended = await run({ DATA_DIR: join(file, 'data') });
      expect(ended.code).toBe(1);
      expect(oneLine(ended.stderr)).toHaveLength(1);
      expect(ended.stderr).toContain('cannot be written');
      expect(ended.stderr).toContain('DATA_DIR');
    }));

  it('names a database that does not answer, without its password', async () => {
    const ended = await run({ DATABASE_URL: 'postgres://rail:canary-password@127.0.0.1:1/nothing' });
    expect(ended.code).toBe(1);
    expect(oneLine(ended.stderr)).toHaveLength(1);
    expect(ended.stderr).toContain('127.0.0.1:1/nothing');
    expect(ended.stderr).not.toContain('canary-password');
  });

  it('names a setting that is wrong', async () => {
    const ended = await run({ DATABASE_URL: 'mysql://x' });
    expect(ended.code).toBe(1);
    expect(oneLine(ended.stderr)).toHaveLength(1);
    expect(ended.stderr).toContain('DATABASE_URL');
  });

  it('refuses a second process on the same data folder', () =>
    withFolder(async dataDir => {
      const product = await startProduct({ dataDir, args: ['--empty'] });
      const second = await run({ DATA_DIR: dataDir });
      expect(second.code).toBe(1);
      expect(oneLine(second.stderr)).toHaveLength(1);
      expect(second.stderr).toContain(`process ${product.pid}`);
      // The first one goes on.
      const api = new ApiClient(product.url);
      await api.signIn(product.signInLink!);
      expect(await product.stop()).toBe(0);
    }));
});
