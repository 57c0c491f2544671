// 20,000 mails of 2 kB through the SMTP listener into tickets, durable and committed, beside as many raw multi-row inserts into the same
// PostgreSQL, in one run. Prints ratios; asserts nothing.
import pg from 'pg';
import { embeddedUrl } from '../product/embedded.url.js';
import { makeDataDir, removeDataDir, startProduct } from '../product/product.js';
import { sendLoad, smallMail } from '../product/smtp.load.js';

const COUNT = Number(process.argv[2] ?? 20_000);
const TO = 'support@nordwerk.example';

const dataDir = await makeDataDir();
const product = await startProduct({ dataDir, env: { LOG_LEVEL: 'info' } });
const client = new pg.Client({ connectionString: await embeddedUrl(dataDir) });
await client.connect();
try {
  const before = Number((await client.query('SELECT count(*) AS n FROM ticket')).rows[0].n);
  let highest = 0;
  const watch = setInterval(
    () =>
      product.memory().then(
        memory => (highest = Math.max(highest, memory.now)),
        () => undefined,
      ),
    200,
  );
  const cpuBefore = await product.cpu();
  const begun = performance.now();
  const taken = await sendLoad({
    port: product.smtpPort,
    connections: 32,
    count: COUNT,
    mail: n => smallMail(n, TO),
    to: TO,
  });
  const accepted = performance.now();
  let tickets = 0;
  while (tickets < taken.length) {
    if (performance.now() - begun > 300_000) throw new Error(`Only ${tickets} of ${taken.length} tickets after 300 s`);
    await new Promise(resolve => setTimeout(resolve, 50));
    tickets = Number((await client.query('SELECT sum(arrived) AS n FROM rail_day')).rows[0].n) - before;
  }
  const done = performance.now();
  const cpu = await product.cpu();
  clearInterval(watch);
  const raw = await rawInserts(client);
  const rate = (ms: number) => Math.round((COUNT / ms) * 1_000);
  const memory = await product.memory();
  const each = (part: 'product' | 'database') => ((cpu[part] - cpuBefore[part]) / COUNT).toFixed(2);
  console.log(`processor time a mail: product ${each('product')} ms, database ${each('database')} ms`);
  console.log(`accepted (250 after the commit): ${rate(accepted - begun)} mails/s`);
  console.log(`on the rail (all tickets committed): ${rate(done - begun)} mails/s`);
  console.log(`raw multi-row inserts of the same bytes: ${rate(raw)} rows/s`);
  console.log(`ratio on the rail / raw inserts: ${(raw / (done - begun)).toFixed(3)}`);
  console.log(
    `resident memory while it ran: at most ${highest} MB (high-water mark of the process ${memory.highest} MB)`,
  );
} finally {
  await client.end();
  await product.stop();
  await removeDataDir(dataDir);
}

/** Milliseconds for COUNT rows of the same size, 500 a statement, one commit each. */
async function rawInserts(on: pg.Client): Promise<number> {
  await on.query('CREATE TABLE bench_raw (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, bytes bytea NOT NULL)');
  const begun = performance.now();
  for (let n = 0; n < COUNT; n += 500) {
    const rows = Array.from({ length: Math.min(500, COUNT - n) }, (_, i) => Buffer.from(smallMail(n + i, TO)));
    await on.query('INSERT INTO bench_raw (bytes) SELECT * FROM unnest($1::bytea[])', [rows]);
  }
  return performance.now() - begun;
}
