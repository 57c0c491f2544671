// Two who wait for each other in a ring: PostgreSQL gives one of them up, and neither may be lost.
import { Database } from '#store';
import { createTestDatabase, type TestDatabase } from '../database/database.js';

let test: TestDatabase;
let database: Database;
beforeEach(async () => {
  test = await createTestDatabase();
  database = await Database.open({ url: test.url, poolSize: 6 });
  // Soon: the test waits for it.
  await database.rows(`ALTER DATABASE ${new URL(test.url).pathname.slice(1)} SET deadlock_timeout = '50ms'`);
  await database.rows('CREATE TABLE pair (id int PRIMARY KEY, n int NOT NULL)');
  await database.rows('INSERT INTO pair VALUES (1, 0), (2, 0)');
  await database.close();
  database = await Database.open({ url: test.url, poolSize: 6 });
});
afterEach(async () => {
  await database.close();
  await test.drop();
});

const counts = async () =>
  (await database.rows<{ n: number }>('SELECT n FROM pair ORDER BY id')).map(({ n }) => Number(n));
/** Locks one row after the other, and waits in between, so that the other comes to its first. */
const inTurn = (first: number, second: number) =>
  `WITH one AS MATERIALIZED (SELECT id FROM pair WHERE id = ${first} FOR UPDATE),
        pause AS MATERIALIZED (SELECT pg_sleep(0.3) FROM one),
        two AS MATERIALIZED (SELECT pair.id FROM pair, pause WHERE pair.id = ${second} FOR UPDATE OF pair)
   UPDATE pair SET n = n + 1 WHERE id IN (SELECT id FROM two)`;

it('a transaction that was given up is done again', async () => {
  let attempts = 0;
  const add = (first: number, second: number) =>
    database.transaction(async tx => {
      attempts += 1;
      await tx.runner.query(inTurn(first, second));
    });
  await Promise.all([add(1, 2), add(2, 1)]);
  expect(await counts()).toEqual([1, 1]);
  expect(attempts).toBeGreaterThan(2);
});

it('so is a statement that was a transaction by itself, whether it has a name or none', async () => {
  await Promise.all([database.rows(inTurn(1, 2)), database.prepared('in-turn', inTurn(2, 1), [])]);
  expect(await counts()).toEqual([1, 1]);
});
