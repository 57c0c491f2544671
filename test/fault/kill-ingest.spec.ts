// kill -9 while 5,000 mails come in: every mail that was answered with 250 is on the rail, once, after a restart without a manual step.
import { describe, expect, it, jest } from '@jest/globals';
import pg from 'pg';
import { eventually } from '../product/api.client.js';
import { embeddedUrl } from '../product/embedded.url.js';
import { makeDataDir, rail, removeDataDir, startProduct, stopLeftDatabase } from '../product/product.js';
import { sendLoad, smallMail } from '../product/smtp.load.js';
import { startKafka } from '../servers/kafka.js';

jest.setTimeout(300_000);

const COUNT = 5_000;
const KILLS = 3;
const TO = 'support@nordwerk.example';

async function story(env: Record<string, string>): Promise<void> {
  const dataDir = await makeDataDir();
  try {
    const acknowledged = new Set<number>();
    let product = await startProduct({ dataDir, env });
    for (let round = 0; round < KILLS; round++) {
      const left = Array.from({ length: COUNT }, (_, n) => n).filter(n => !acknowledged.has(n));
      const goal = Math.floor((COUNT * (round + 1)) / (KILLS + 1)) - acknowledged.size;
      const load = sendLoad({
        port: product.smtpPort,
        connections: 16,
        count: left.length,
        to: TO,
        mail: i => smallMail(left[i]!, TO),
      });
      const client = new pg.Client({ connectionString: await embeddedUrl(dataDir) });
      await client.connect();
      const before = Number((await client.query(`SELECT count(*) AS n FROM message`)).rows[0].n);
      await eventually(
        'enough mails to be in the middle of it',
        async () => Number((await client.query(`SELECT count(*) AS n FROM message`)).rows[0].n) - before >= goal,
        60_000,
      );
      await client.end();
      await product.kill('SIGKILL');
      for (const i of await load) acknowledged.add(left[i]!);
      product = await startProduct({ dataDir, env });
    }
    // What was cut off is sent again by its sender, as a mail server would: some of it was stored before the cut.
    const left = Array.from({ length: COUNT }, (_, n) => n).filter(n => !acknowledged.has(n));
    for (const i of await sendLoad({
      port: product.smtpPort,
      connections: 16,
      count: left.length,
      to: TO,
      mail: i => smallMail(left[i]!, TO),
    }))
      acknowledged.add(left[i]!);
    expect(acknowledged.size).toBe(COUNT);

    const client = new pg.Client({ connectionString: await embeddedUrl(dataDir) });
    await client.connect();
    await eventually(
      'nothing pending',
      async () =>
        Number((await client.query(`SELECT count(*) AS n FROM message WHERE state = 'pending'`)).rows[0].n) === 0,
      120_000,
    );
    const { rows } = await client.query(
      `SELECT subject, count(*)::int AS n FROM ticket WHERE subject LIKE 'Question %' GROUP BY subject`,
    );
    expect(rows.filter(row => row.n !== 1)).toEqual([]);
    expect(rows).toHaveLength(COUNT);
    await client.end();
    const audit = await rail(['audit', '--bytes', '--json'], { DATA_DIR: dataDir });
    expect(JSON.parse(audit.stdout)).toMatchObject({ balanced: true, findings: [] });
    expect(await product.stop()).toBe(0);
  } finally {
    await stopLeftDatabase(dataDir);
    await removeDataDir(dataDir);
  }
}

describe('kill -9 during ingest', () => {
  it('loses and doubles nothing on the embedded bus', () => story({}));

  it('loses and doubles nothing with Kafka as the bus', async () => {
    const kafka = await startKafka('kill -9 during ingest with Kafka');
    if (!kafka) return;
    try {
      await story({ KAFKA_BROKERS: kafka.brokers.join(',') });
    } finally {
      await kafka.stop();
    }
  });
});
