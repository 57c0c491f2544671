// How fast `next` hands out tickets to 1, 8 and 32 people at once, from a rail of 30,000. Prints ratios; asserts nothing but that no ticket was
// handed out twice, without which the figure would mean nothing.
import pg from 'pg';
import { Database, next } from '#store';
import { embeddedUrl } from '../product/embedded.url.js';
import { makeDataDir, removeDataDir, startProduct } from '../product/product.js';

const RAIL = 30_000;
const SECONDS = 4;
const FINISH = `UPDATE ticket SET state = 'done', claimed_by = NULL, claim_until = NULL, outcome = 'answered', done_at = now(), done_on_time = true WHERE id = $1`;

const dataDir = await makeDataDir();
const product = await startProduct({ dataDir, args: ['--empty'], env: { LOG_LEVEL: 'warn', ROLES: 'connectors' } });
const url = await embeddedUrl(dataDir);
const database = await Database.open({ url, poolSize: 33 });
const client = new pg.Client({ connectionString: url });
await client.connect();
try {
  await client.query(
    `INSERT INTO user_account (email, name) SELECT 'bench' || i || '@x.example', 'Bench ' || i FROM generate_series(1, 32) i`,
  );
  await client.query(`UPDATE department SET claim_limit = 1000000`);
  await client.query(
    `INSERT INTO ticket (department_id, way_in, kind, kind_version, subject, subject_key, snippet, requester_name, received_at, due_at, minutes_allowed)
     SELECT 1, 'email', 'inquiry', 1, 'Bench ' || i, 'bench', '', 'Bench', now(), now() + i * interval '1 second', 480 FROM generate_series(1, $1::int) i`,
    [RAIL],
  );
  await client.query('VACUUM ANALYZE ticket');
  const people = (
    await client.query<{ id: number }>(`SELECT id FROM user_account WHERE email LIKE 'bench%' ORDER BY id`)
  ).rows.map(row => Number(row.id));
  const served = new Set<number>();
  const single: { rate: number; p95: number } = await round(1);
  console.log(`1 worker: ${single.rate.toFixed(0)} tickets/s, p95 ${single.p95.toFixed(1)} ms`);
  for (const workers of [8, 32]) {
    const result = await round(workers);
    console.log(
      `${workers} workers: ${result.rate.toFixed(0)} tickets/s, p95 ${result.p95.toFixed(1)} ms, ${(result.rate / single.rate).toFixed(2)} times one worker`,
    );
  }

  /** Everybody takes and finishes, as people do: only the taking is timed. */
  async function round(workers: number): Promise<{ rate: number; p95: number }> {
    const times: number[] = [];
    const begun = performance.now();
    await Promise.all(
      people.slice(0, workers).map(async userId => {
        while (performance.now() - begun < SECONDS * 1_000) {
          const from = performance.now();
          const outcome = await database.transaction(tx => next(tx, { departmentId: 1, userId, leaseMinutes: 30 }));
          times.push(performance.now() - from);
          if (outcome.outcome !== 'claimed') throw new Error(`The bench ran out: ${outcome.outcome}`);
          if (served.has(outcome.ticketId)) throw new Error(`#${outcome.ticketId} was handed out twice`);
          served.add(outcome.ticketId);
          await database.rows(FINISH, [outcome.ticketId]);
        }
      }),
    );
    const busy = times.reduce((sum, time) => sum + time, 0);
    times.sort((a, b) => a - b);
    return { rate: (workers * times.length * 1_000) / busy, p95: times[Math.floor(times.length * 0.95)]! };
  }
} finally {
  await client.end();
  await database.close();
  await product.stop();
  await removeDataDir(dataDir);
}
