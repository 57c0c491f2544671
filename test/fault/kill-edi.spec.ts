// kill -9 while orders come by a drop folder: between commit and rename, before an acknowledgement is written, anywhere. Each order hangs on the rail once, each is
// acknowledged, and no file is left behind.
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, jest } from '@jest/globals';
import pg from 'pg';
import { eventually } from '../product/api.client.js';
import { delivered, drop, EDI_SETUP, filesIn, orderFile } from '../product/edi.files.js';
import { embeddedUrl } from '../product/embedded.url.js';
import { makeDataDir, rail, removeDataDir, startProduct, stopLeftDatabase } from '../product/product.js';

jest.setTimeout(300_000);

const FILES = 60;
const ORDERS_A_FILE = 5;
const ORDERS = FILES * ORDERS_A_FILE;

async function withDatabase<T>(dataDir: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: await embeddedUrl(dataDir) });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

describe('kill -9 while orders come by a folder', () => {
  it('loses none and doubles none, whether it comes after the commit, before the file moves, or as it falls', async () => {
    const dataDir = await makeDataDir();
    const folder = await mkdtemp(join(tmpdir(), 'rail-edi-'));
    try {
      await mkdir(join(folder, 'in'));
      let product = await startProduct({ dataDir, args: ['--empty'] });
      await withDatabase(dataDir, client => client.query(EDI_SETUP(folder)));
      const names = Array.from({ length: FILES }, (_, file) => `orders-${file}.edi`);
      for (const [file, name] of names.entries()) {
        const orders = Array.from({ length: ORDERS_A_FILE }, (_, i) => orderFile(file * ORDERS_A_FILE + i + 1));
        await drop(folder, name, Buffer.concat(orders));
      }
      // Right after the raw bytes are committed, the file still lying in work/; then in the middle of converting; then wherever it is.
      for (const failpoints of ['raw.post_commit:kill', 'conv.pre_commit:kill', null]) {
        await product.kill('SIGKILL');
        product = await startProduct({
          dataDir,
          args: ['--empty'],
          env: failpoints ? { FAILPOINTS: failpoints } : {},
        }).catch(() => startProduct({ dataDir, args: ['--empty'] }));
        await eventually(
          'some files taken, or the process dead',
          async () => product.exited() || (await filesIn(folder, 'done')).length > 5,
          60_000,
        );
      }
      await product.kill('SIGKILL');
      product = await startProduct({ dataDir, args: ['--empty'] });
      await eventually('each order acknowledged', async () => (await delivered(folder)).length >= ORDERS, 120_000);
      expect(new Set((await delivered(folder)).map(one => one.answers)).size).toBe(ORDERS);
      await withDatabase(dataDir, async client => {
        const { rows } = await client.query(
          `SELECT fields->>'documentNumber' AS number, count(*)::int AS n FROM ticket GROUP BY 1`,
        );
        expect(rows).toHaveLength(ORDERS);
        expect(rows.filter(row => row.n !== 1)).toEqual([]);
      });
      // A file moves on after its orders are committed, and these may be acknowledged by then.
      const onTheWay = async () => [...(await filesIn(folder, 'in')), ...(await filesIn(folder, 'work'))];
      await eventually('each file moved on', async () => (await onTheWay()).length === 0, 60_000);
      expect(await filesIn(folder, 'done')).toEqual(names.sort());
      const audit = await rail(['audit', '--bytes', '--json'], { DATA_DIR: dataDir });
      expect(JSON.parse(audit.stdout)).toMatchObject({ balanced: true, findings: [] });
      expect(await product.stop()).toBe(0);
    } finally {
      await stopLeftDatabase(dataDir);
      await removeDataDir(dataDir);
      await rm(folder, { recursive: true, force: true });
    }
  });
});
