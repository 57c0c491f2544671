// 10,000 envelopes posted over 32 connections, each with an Idempotency-Key, durable before its answer; beside as many raw durable commits of the same bytes by as many
// connections, in one run. Prints ratios; asserts nothing but that each post became one ticket, without which the figure would mean nothing.
import { Agent, request } from 'node:http';
import pg from 'pg';
import { ApiClient } from '../product/api.client.js';
import { embeddedUrl } from '../product/embedded.url.js';
import { makeDataDir, removeDataDir, startProduct } from '../product/product.js';

const COUNT = Number(process.argv[2] ?? 10_000);
const CONNECTIONS = 32;
const RAW_COMMITS = 5_000;

const dataDir = await makeDataDir();
const product = await startProduct({ dataDir, args: ['--empty'], env: { LOG_LEVEL: 'warn' } });
const url = await embeddedUrl(dataDir);
const client = new pg.Client({ connectionString: url });
await client.connect();
const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
const { hostname, port } = new URL(product.url);

const envelope = (n: number): string =>
  JSON.stringify({
    version: 1,
    subject: `Question ${n}`,
    requester: { name: `Customer ${n}`, address: `customer${n}@example.com` },
    text: 'When does it come? '.repeat(40),
  });

function post(key: string, body: string, n: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = {
      authorization: `Bearer ${key}`,
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      'idempotency-key': `bench-${n}`,
    };
    const sent = request({ agent, hostname, port, method: 'POST', path: '/in/bench', headers }, answer => {
      answer.resume();
      answer.on('end', () => resolve(answer.statusCode ?? 0));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

/** Runs `work` for each number from 0, so many at once. Seconds. */
async function together(count: number, work: (n: number, worker: number) => Promise<void>): Promise<number> {
  let next = 0;
  const begun = performance.now();
  await Promise.all(
    Array.from({ length: CONNECTIONS }, async (_, worker) => {
      while (next < count) await work(next++, worker);
    }),
  );
  return (performance.now() - begun) / 1_000;
}

async function rawCommits(): Promise<number> {
  await client.query('CREATE TABLE bench_raw (bytes bytea)');
  const clients = await Promise.all(
    Array.from({ length: CONNECTIONS }, async () => {
      const one = new pg.Client({ connectionString: url });
      await one.connect();
      return one;
    }),
  );
  const seconds = await together(RAW_COMMITS, async (n, worker) => {
    await clients[worker]!.query('INSERT INTO bench_raw VALUES ($1)', [Buffer.from(envelope(n))]);
  });
  await Promise.all(clients.map(one => one.end()));
  return RAW_COMMITS / seconds;
}

try {
  const api = new ApiClient(product.url);
  await api.signIn(product.signInLink!);
  const body = { key: 'bench', kind: 'api', name: 'Bench', departmentId: 1, settings: {} };
  await api.call('POST', '/channels', body);
  const made = { name: 'bench', departmentId: null, role: 'sales', expiresAt: null };
  const key = (await api.call<{ secret: string }>('POST', '/api-keys', made)).body.secret;
  const before = await product.cpu();
  const begun = performance.now();
  const waits: number[] = [];
  const accepted = await together(COUNT, async n => {
    const sent = performance.now();
    const status = await post(key, envelope(n), n);
    waits.push(performance.now() - sent);
    if (status !== 202) throw new Error(`A post was answered with ${status}`);
  });
  for (let tickets = 0; tickets < COUNT; ) {
    if (product.exited()) throw new Error(`The product ended:\n${product.output().slice(-2_000)}`);
    await new Promise(resolve => setTimeout(resolve, 50));
    tickets = Number((await client.query('SELECT count(*) AS n FROM ticket')).rows[0].n);
  }
  const onRail = (performance.now() - begun) / 1_000;
  const after = await product.cpu();
  const raw = await rawCommits();
  waits.sort((a, b) => a - b);
  const at = (share: number) => waits[Math.floor(share * (waits.length - 1))]!.toFixed(0);
  console.log(`${COUNT} envelopes, ${Buffer.byteLength(envelope(1))} bytes each, ${CONNECTIONS} connections`);
  console.log(
    `accepted (202 after the commit): ${(COUNT / accepted).toFixed(0)} posts/s; waited ${at(0.5)} ms, p99 ${at(0.99)} ms`,
  );
  console.log(`on the rail (all tickets committed): ${(COUNT / onRail).toFixed(0)} posts/s`);
  console.log(
    `raw durable commits of the same bytes: ${raw.toFixed(0)} rows/s; accepted is ${(COUNT / accepted / raw).toFixed(2)} of that`,
  );
  console.log(
    `processor time a post: product ${((after.product - before.product) / COUNT).toFixed(2)} ms, database ${((after.database - before.database) / COUNT).toFixed(2)} ms`,
  );
} finally {
  agent.destroy();
  await client.end();
  await product.stop();
  await removeDataDir(dataDir);
}
