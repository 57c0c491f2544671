// kill -9 between the commit and the rename of EDI files: after restarts without a manual step each interchange is stored once, and each file is done.
import { chmod, chown, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, jest } from '@jest/globals';
import pg from 'pg';
import { ApiClient, eventually } from '../product/api.client.js';
import { embeddedUrl } from '../product/embedded.url.js';
import { makeDataDir, type Product, rail, removeDataDir, startProduct, stopLeftDatabase } from '../product/product.js';
import { interchange } from '../servers/edi-folder.suite.js';
import { startSshd } from '../servers/sshd.js';

jest.setTimeout(300_000);

const FILES = 30;
const INTERCHANGES = 3;

interface Place {
  root: string;
  settings: object;
  secrets: Record<string, string>;
  owner?: { uid: number; gid: number };
}

async function story({ root, settings, secrets, owner }: Place): Promise<void> {
  const dataDir = await makeDataDir();
  let product: Product | null = null;
  let dropped = 0;
  const drop = async (count: number) => {
    for (const end = dropped + count; dropped < end; dropped++) {
      const text = [1, 2, 3].map(part => interchange(dropped * INTERCHANGES + part)).join('');
      const path = join(root, `in/order-${dropped}.edi`);
      await writeFile(path, text);
      if (owner) await chown(path, owner.uid, owner.gid);
    }
  };
  const killed = (running: Product) => eventually('the kill', async () => !isAlive(running.pid), 60_000);
  try {
    await mkdir(join(root, 'in'));
    if (owner) await chown(join(root, 'in'), owner.uid, owner.gid);
    // Without the demo: its orders would meet the failpoint first.
    product = await startProduct({ dataDir, args: ['--empty'], env: { FAILPOINTS: 'edi.stored_not_renamed:kill' } });
    const admin = new ApiClient(product.url);
    await admin.signIn(product.signInLink!);
    const [department] = await admin.get<{ id: number }[]>('/departments');
    const made = await admin.call<{ id: number }>('POST', '/channels', {
      key: 'edi',
      kind: 'edi',
      name: 'EDI',
      departmentId: department!.id,
      settings,
      secrets,
    });
    expect([made.status, made.body]).toEqual([201, expect.objectContaining({ kind: 'edi' })]);
    await drop(FILES);
    await killed(product);
    expect(await readdir(join(root, 'work'))).not.toEqual([]);
    expect(await readdir(join(root, 'done'))).toEqual([]);

    // The second time at the next batch: after what was left is finished, or in the middle of it.
    await drop(FILES);
    product = await startProduct({ dataDir, env: { FAILPOINTS: 'edi.stored_not_renamed:kill:2' } });
    await killed(product);

    product = await startProduct({ dataDir });
    const done = async () => (await readdir(join(root, 'done'))).length === 2 * FILES;
    await eventually('every file is done', done, 60_000);
    expect(await readdir(join(root, 'in'))).toEqual([]);
    expect(await readdir(join(root, 'work'))).toEqual([]);
    expect(await readdir(join(root, 'error'))).toEqual([]);

    const client = new pg.Client({ connectionString: await embeddedUrl(dataDir) });
    await client.connect();
    const { rows } = await client.query(
      `SELECT transport ->> 'file' AS file, transport ->> 'byteStart' AS start, count(*)::int AS n FROM message
        WHERE channel_id = $1 GROUP BY 1, 2`,
      [made.body.id],
    );
    expect(rows).toHaveLength(2 * FILES * INTERCHANGES);
    expect(rows.filter(row => row.n !== 1)).toEqual([]);
    const pending = `SELECT count(*)::int AS n FROM message WHERE state = 'pending'`;
    await eventually('nothing pending', async () => (await client.query(pending)).rows[0].n === 0, 60_000);
    await client.end();
    const audit = await rail(['audit', '--bytes', '--json'], { DATA_DIR: dataDir });
    expect(JSON.parse(audit.stdout)).toMatchObject({ balanced: true, findings: [] });
    expect(await product.stop()).toBe(0);
  } finally {
    if (product && isAlive(product.pid)) await product.kill('SIGKILL');
    await stopLeftDatabase(dataDir);
    await removeDataDir(dataDir);
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe('kill -9 between the commit and the rename', () => {
  it('loses and doubles nothing of a local folder', async () => {
    const root = await mkdtemp(join(tmpdir(), 'edi-kill-'));
    await chmod(root, 0o755);
    await story({ root, settings: { folder: { path: root, pollSeconds: 0.3 } }, secrets: {} });
    await rm(root, { recursive: true });
  });

  it('loses and doubles nothing of an SFTP server', async () => {
    const sshd = await startSshd();
    if (!sshd) return;
    const { host, port, user, fingerprint, folder, owner, privateKey } = sshd;
    try {
      const sftp = { host, port, user, hostKey: fingerprint, root: folder, pollSeconds: 0.3 };
      await story({ root: folder, settings: { sftp }, secrets: { 'sftp.privateKey': privateKey }, owner });
    } finally {
      await sshd.stop();
    }
  });
});
