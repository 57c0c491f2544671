// 10,000 posts of a form by 32 connections through the built product into tickets, durable before each answer, beside as many raw multi-row inserts into the same
// PostgreSQL, in one run. Prints figures and ratios; asserts nothing but that each post got a reference of its own, without which the figure would mean nothing.
import { Agent, request } from 'node:http';
import pg from 'pg';
import { embeddedUrl } from '../product/embedded.url.js';
import { makeDataDir, removeDataDir, startProduct } from '../product/product.js';

const COUNT = Number(process.env.BENCH_POSTS ?? 10_000);
const CONNECTIONS = 32;
const FREE = {
  spam: { perIpHour: 0, perAddressHour: 0, honeypot: 'company_website', minimumSeconds: 2, pageOnly: false },
};

const bodyOf = (n: number): Buffer =>
  Buffer.from(
    new URLSearchParams({
      name: `Customer ${n}`,
      email: `customer-${n}@shop.example`,
      phone: '+49 421 12345',
      _subject: `Question ${n}`,
      order_number: `PO-${100_000 + n}`,
      message: `Hello, this is question ${n}. ${'We have waited for the pump since last week, and would like to know where it is. '.repeat(5)}`,
    }).toString(),
  );

const dataDir = await makeDataDir();
const product = await startProduct({ dataDir, env: { LOG_LEVEL: 'warn' } });
const client = new pg.Client({ connectionString: await embeddedUrl(dataDir) });
await client.connect();
const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
const { hostname, port } = new URL(product.url);

function post(body: Buffer): Promise<string> {
  return new Promise((resolve, reject) => {
    const asked = request(
      {
        ...{ host: hostname, port, agent, method: 'POST', path: '/forms/contact' },
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          accept: 'application/json',
          'content-length': body.length,
        },
      },
      answer => {
        let text = '';
        answer.setEncoding('utf8').on('data', chunk => (text += chunk));
        answer.on('end', () =>
          answer.statusCode === 202
            ? resolve(JSON.parse(text).reference)
            : reject(new Error(`${answer.statusCode} ${text}`)),
        );
      },
    );
    asked.on('error', reject);
    asked.end(body);
  });
}

async function rawInserts(bodies: readonly Buffer[]): Promise<number> {
  await client.query(
    'CREATE TABLE bench_raw (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, bytes bytea NOT NULL)',
  );
  const begun = performance.now();
  for (let n = 0; n < COUNT; n += 500)
    await client.query('INSERT INTO bench_raw (bytes) SELECT * FROM unnest($1::bytea[])', [bodies.slice(n, n + 500)]);
  return performance.now() - begun;
}

try {
  await client.query(
    `UPDATE channel SET settings = settings || $1::jsonb, version = version + 1 WHERE key = 'contact'`,
    [JSON.stringify(FREE)],
  );
  const settled = async () =>
    Number((await client.query(`SELECT count(*) AS n FROM message WHERE state = 'pending'`)).rows[0].n) === 0;
  while (!(await settled())) await new Promise(resolve => setTimeout(resolve, 100));
  const bodies = Array.from({ length: COUNT }, (_, n) => bodyOf(n));
  const references = new Set<string>();
  const cpuBefore = await product.cpu();
  const begun = performance.now();
  let next = 0;
  const waits: number[] = [];
  const worker = async (): Promise<void> => {
    while (next < COUNT) {
      const sent = performance.now();
      references.add(await post(bodies[next++]!));
      waits.push(performance.now() - sent);
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, worker));
  const accepted = performance.now();
  if (references.size !== COUNT) throw new Error(`${references.size} references for ${COUNT} posts`);
  while (!(await settled())) {
    if (product.exited()) throw new Error(`The product ended:\n${product.output().slice(-2_000)}`);
    await new Promise(resolve => setTimeout(resolve, 50));
  }
  const done = performance.now();
  const cpu = await product.cpu();
  const raw = await rawInserts(bodies);
  const rate = (ms: number) => Math.round((COUNT / ms) * 1_000);
  const each = (part: 'product' | 'database') => ((cpu[part] - cpuBefore[part]) / COUNT).toFixed(2);
  waits.sort((a, b) => a - b);
  console.log(
    `${COUNT} posts, ${Math.round(bodies.reduce((sum, one) => sum + one.length, 0) / COUNT)} bytes each, ${CONNECTIONS} connections`,
  );
  console.log(`accepted (answered after the commit): ${rate(accepted - begun)} posts/s`);
  console.log(`on the rail (all tickets committed): ${rate(done - begun)} posts/s`);
  console.log(`raw multi-row inserts of the same bytes: ${rate(raw)} rows/s`);
  console.log(
    `ratio accepted / raw inserts: ${(raw / (accepted - begun)).toFixed(3)}, on the rail / raw inserts: ${(raw / (done - begun)).toFixed(3)}`,
  );
  console.log(
    `an answer takes ${waits[Math.floor(COUNT / 2)]!.toFixed(0)} ms in the middle, ${waits[Math.floor(COUNT * 0.99)]!.toFixed(0)} ms at the 99th of 100`,
  );
  console.log(`processor time a post: product ${each('product')} ms, database ${each('database')} ms`);
} finally {
  agent.destroy();
  await client.end();
  await product.stop();
  await removeDataDir(dataDir);
}
