// How fast orders come from a drop folder to the rail, with their acknowledgements lying in out/: 20,000 orders, 100 interchanges a file, through the built product.
// Prints figures and ratios; asserts nothing but that every order became one ticket and was acknowledged, without which the figure would mean nothing.
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { drop, EDI_SETUP, filesIn, orderFile } from '../product/edi.files.js';
import { embeddedUrl } from '../product/embedded.url.js';
import { makeDataDir, removeDataDir, startProduct } from '../product/product.js';

const ORDERS = Number(process.env.BENCH_ORDERS ?? 20_000);
const A_FILE = 100;
const LOOK_MS = 50;

const dataDir = await makeDataDir();
const folder = await mkdtemp(join(tmpdir(), 'rail-edi-'));
await mkdir(join(folder, 'in'));
const product = await startProduct({ dataDir, args: ['--empty'], env: { LOG_LEVEL: 'warn' } });
const client = new pg.Client({ connectionString: await embeddedUrl(dataDir) });
await client.connect();
const count = async (sql: string): Promise<number> => Number((await client.query<{ n: string }>(sql)).rows[0]!.n);

/** Seconds from `begun` until the number is reached. */
async function until(begun: number, reached: () => Promise<boolean>): Promise<number> {
  while (!(await reached())) {
    if (product.exited()) throw new Error(`The product ended:\n${product.output().slice(-2_000)}`);
    await new Promise(resolve => setTimeout(resolve, LOOK_MS));
  }
  return (performance.now() - begun) / 1_000;
}

try {
  let bytes = 0;
  for (let first = 1; first <= ORDERS; first += A_FILE) {
    const orders = Array.from({ length: A_FILE }, (_, i) => orderFile(first + i));
    const file = Buffer.concat(orders);
    bytes += file.length;
    await drop(folder, `orders-${first}.edi`, file);
  }
  const begun = performance.now();
  const before = await product.cpu();
  await client.query(EDI_SETUP(folder));
  const accepted = until(begun, async () => (await count('SELECT count(*) AS n FROM message')) >= ORDERS);
  const onRail = until(
    begun,
    async () => (await count(`SELECT count(*) AS n FROM message WHERE state = 'ticketed'`)) >= ORDERS,
  );
  const committed = await accepted;
  const ticketed = await onRail;
  const answered = await until(
    begun,
    async () => (await filesIn(folder, 'out')).filter(name => !name.endsWith('.tmp')).length >= ORDERS,
  );
  const after = await product.cpu();
  const tickets = await count('SELECT count(*) AS n FROM ticket');
  if (tickets !== ORDERS) throw new Error(`${tickets} tickets of ${ORDERS} orders`);
  const rate = (seconds: number) => `${(ORDERS / seconds).toFixed(0)} orders/s`;
  console.log(`${ORDERS} orders, ${(bytes / ORDERS).toFixed(0)} bytes each, ${A_FILE} a file`);
  console.log(`accepted (committed, file may move): ${rate(committed)}`);
  console.log(
    `on the rail (ticket and acknowledgement committed): ${rate(ticketed)}, ${(committed / ticketed).toFixed(2)} of the pace of accepting`,
  );
  console.log(
    `acknowledged (file lies in out/): ${rate(answered)}, ${(ticketed / answered).toFixed(2)} of the pace of the rail`,
  );
  console.log(
    `processor time an order: product ${((after.product - before.product) / ORDERS).toFixed(2)} ms, database ${((after.database - before.database) / ORDERS).toFixed(2)} ms`,
  );
  const { highest } = await product.memory();
  console.log(`resident memory: at most ${highest} MB`);
} finally {
  await client.end();
  await product.stop();
  await removeDataDir(dataDir);
  await rm(folder, { recursive: true, force: true });
}
