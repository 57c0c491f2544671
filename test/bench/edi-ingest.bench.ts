// How fast orders come from a drop folder to the rail, with their acknowledgements lying in out/: 20,000 orders through the built product, as one order an
// interchange and as a hundred. Prints figures and ratios; asserts nothing but that every order became one ticket and every interchange was acknowledged,
// without which the figures would mean nothing.
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { order850, x12 } from '../integration/edi.letters.js';
import { drop, EDI_SETUP, filesIn } from '../product/edi.files.js';
import { embeddedUrl } from '../product/embedded.url.js';
import { makeDataDir, removeDataDir, startProduct } from '../product/product.js';

const ORDERS = Number(process.env.BENCH_ORDERS ?? 20_000);
const A_FILE = 100;
/** Looking costs the database too. */
const LOOK_MS = 250;

/** A file of orders with these numbers. */
type Letter = (numbers: readonly number[]) => Buffer;
const order = (n: number) => order850(`PO-${n}`);
const control = (n: number) => String(n).padStart(9, '0');

const layouts: Record<string, { anInterchange: number; letter: Letter }> = {
  'one order an interchange': {
    anInterchange: 1,
    letter: numbers => Buffer.concat(numbers.map(n => x12({ control: control(n), sets: [order(n)] }))),
  },
  '100 orders an interchange': {
    anInterchange: A_FILE,
    letter: numbers => x12({ control: control(numbers[0]!), sets: numbers.map(order) }),
  },
};

for (const [name, { anInterchange, letter }] of Object.entries(layouts)) {
  const dataDir = await makeDataDir();
  const folder = await mkdtemp(join(tmpdir(), 'rail-edi-'));
  await mkdir(join(folder, 'in'));
  const product = await startProduct({ dataDir, args: ['--empty'], env: { LOG_LEVEL: 'warn' } });
  const client = new pg.Client({ connectionString: await embeddedUrl(dataDir) });
  await client.connect();
  const ask = async <T>(sql: string): Promise<T> => (await client.query<{ said: T }>(sql)).rows[0]!.said;

  /** Seconds from `begun` until it is so. */
  const until = async (begun: number, reached: () => Promise<boolean>): Promise<number> => {
    while (!(await reached())) {
      if (product.exited()) throw new Error(`The product ended:\n${product.output().slice(-2_000)}`);
      await new Promise(resolve => setTimeout(resolve, LOOK_MS));
    }
    return (performance.now() - begun) / 1_000;
  };

  try {
    let bytes = 0;
    for (let first = 1; first <= ORDERS; first += A_FILE) {
      const file = letter(Array.from({ length: A_FILE }, (_, i) => first + i));
      bytes += file.length;
      await drop(folder, `orders-${first}.edi`, file);
    }
    const interchanges = ORDERS / anInterchange;
    const begun = performance.now();
    const before = await product.cpu();
    await client.query(EDI_SETUP(folder));
    const committed = await until(
      begun,
      async () => (await ask<number>('SELECT count(*)::int AS said FROM message')) >= interchanges,
    );
    const ticketed = await until(begun, () =>
      ask<boolean>(`SELECT NOT EXISTS (SELECT FROM message WHERE state = 'pending') AS said`),
    );
    const answered = await until(
      begun,
      async () => (await filesIn(folder, 'out')).filter(file => !file.endsWith('.tmp')).length >= interchanges,
    );
    const after = await product.cpu();
    const tickets = await ask<number>('SELECT count(*)::int AS said FROM ticket');
    if (tickets !== ORDERS) throw new Error(`${tickets} tickets of ${ORDERS} orders`);
    const rate = (seconds: number) => `${(ORDERS / seconds).toFixed(0)} orders/s`;
    const each = (what: 'product' | 'database') => `${((after[what] - before[what]) / ORDERS).toFixed(2)} ms`;
    console.log(`${ORDERS} orders, ${name}, ${(bytes / ORDERS).toFixed(0)} bytes each, ${A_FILE} a file`);
    console.log(`  accepted (committed, file may move): ${rate(committed)}`);
    console.log(
      `  on the rail (ticket and acknowledgement committed): ${rate(ticketed)}, ${(committed / ticketed).toFixed(2)} of the pace of accepting`,
    );
    console.log(
      `  acknowledged (file lies in out/): ${rate(answered)}, ${(ticketed / answered).toFixed(2)} of the pace of the rail`,
    );
    console.log(`  processor time an order: product ${each('product')}, database ${each('database')}`);
    console.log(`  resident memory: at most ${(await product.memory()).highest} MB`);
  } finally {
    await client.end();
    await product.stop();
    await removeDataDir(dataDir);
    await rm(folder, { recursive: true, force: true });
  }
}
