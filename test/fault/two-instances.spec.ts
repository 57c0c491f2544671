// Two processes on one database, both taking mail: the same mails at both doors at once stand on the rail once, the work is shared, and one of them
// may be killed without anything being lost.

import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { audit, Database } from '#store';
import { createTestDatabase } from '../database/database.js';
import { eventually } from '../product/api.client.js';
import { makeDataDir, type Product, removeDataDir, startProduct } from '../product/product.js';
import { sendLoad, smallMail } from '../product/smtp.load.js';

jest.setTimeout(180_000);

const COUNT = 1_500;
const TO = 'support@nordwerk.example';

let shared: Awaited<ReturnType<typeof createTestDatabase>>;
let database: Database;
let folders: string[];
let products: Product[];

beforeAll(async () => {
  shared = await createTestDatabase();
  database = await Database.open({ url: shared.url });
  folders = [await makeDataDir(), await makeDataDir()];
  const env = { DATABASE_URL: shared.url, SECRET_KEY_FILE: join(folders[0]!, 'keys.json') };
  // Both at once, on an empty database: one sets it up, the other finds it set up.
  products = await Promise.all(folders.map(dataDir => startProduct({ dataDir, env })));
});

afterAll(async () => {
  await Promise.all((products ?? []).map(product => product.stop()));
  await database?.close();
  await shared?.drop();
  await Promise.all((folders ?? []).map(removeDataDir));
});

it('take the same mails at once, once, also when one of them is killed in the middle', async () => {
  const [first, second] = products as [Product, Product];
  const load = (product: Product) =>
    sendLoad({ port: product.smtpPort, connections: 8, count: COUNT, to: TO, mail: n => smallMail(n, TO) });
  const both = [load(first), load(second)];
  await eventually('the middle of it', async () => {
    const [row] = await database.rows<{ n: number }>(`SELECT count(*) AS n FROM message`);
    return row!.n > COUNT / 3;
  });
  await first.kill('SIGKILL');
  const [, taken] = await Promise.all(both);
  expect(taken).toHaveLength(COUNT);

  await eventually(
    'nothing pending',
    async () => {
      const [row] = await database.rows<{ n: number }>(`SELECT count(*) AS n FROM message WHERE state = 'pending'`);
      return row!.n === 0;
    },
    90_000,
  );
  const subjects = await database.rows<{ n: number }>(
    `SELECT count(*) AS n FROM ticket WHERE subject LIKE 'Question %' GROUP BY subject`,
  );
  expect(subjects).toHaveLength(COUNT);
  expect(subjects.every(row => row.n === 1)).toBe(true);
  expect(await audit(database, { bytes: true })).toMatchObject({ balanced: true, findings: [] });
});
