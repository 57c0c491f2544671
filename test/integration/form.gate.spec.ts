// The gate of forms, asked by two instances at once: one count, and one post for two clicks.
import { randomUUID } from 'node:crypto';
import { Database, FormGateStore, type GatedPost, type Passage, sweepExpired } from '#store';
import { createTestDatabase, type TestDatabase } from '../database/database.js';

let test: TestDatabase;
let instances: Database[];
beforeEach(async () => {
  test = await createTestDatabase();
  instances = await Promise.all([0, 1].map(() => Database.open({ url: test.url, poolSize: 6 })));
});
afterEach(async () => {
  await Promise.all(instances.map(one => one.close()));
  await test.drop();
});

const ask = (instance: number, posts: GatedPost[], store = new FormGateStore()): Promise<Passage[]> =>
  instances[instance]!.transaction(tx => store.pass(tx, posts));
const post = (subjects: GatedPost['subjects'], key: string = randomUUID()): GatedPost => ({
  key,
  nonce: randomUUID(),
  subjects,
});
const outcomes = (passages: Passage[]) => passages.map(one => one.outcome);

it('lets through what is allowed and not one more, however many instances ask at once, in any order of their subjects', async () => {
  const subjects = [
    { subject: 'ip a', perHour: 40 },
    { subject: 'address b', perHour: 25 },
  ];
  const asked = Array.from({ length: 20 }, (_, n) => {
    const both = n % 2 ? subjects : subjects.toReversed();
    return ask(
      n % 2,
      Array.from({ length: 5 }, () => post(both)),
    );
  });
  const all = (await Promise.all(asked)).flat();
  expect(outcomes(all).filter(one => one === 'fresh')).toHaveLength(25);
  expect(outcomes(all).filter(one => one === 'limited')).toHaveLength(75);
});

it('knows the second click as the first, in one batch, later, and at another instance, and does not count it', async () => {
  const limit = [{ subject: 'ip a', perHour: 1 }];
  const [first, second] = await ask(0, [post(limit, 'k'), post(limit, 'k')]);
  expect([first!.outcome, second!.outcome]).toEqual(['fresh', 'again']);
  const [later] = await ask(1, [post(limit, 'k')]);
  expect(later).toEqual({ outcome: 'again', nonce: (first as { nonce: string }).nonce });
  expect(outcomes(await ask(1, [post(limit, 'other')]))).toEqual(['limited']);
});

it('gives two instances that meet with one key one nonce', async () => {
  for (let round = 0; round < 10; round++) {
    const key = `k${round}`;
    const met = await Promise.all([0, 1, 0, 1].map(instance => ask(instance, [post([], key)])));
    expect(new Set(met.flat().map(one => (one as { nonce: string }).nonce)).size).toBe(1);
  }
});

it('begins anew when the hour, or the time for a second click, is over', async () => {
  const over = new FormGateStore({ clickSeconds: 0, limitSeconds: 0 });
  const limit = [{ subject: 'ip a', perHour: 1 }];
  const first = await ask(0, [post(limit, 'k')], over);
  const again = await ask(0, [post(limit, 'k')], over);
  expect(outcomes([...first, ...again])).toEqual(['fresh', 'fresh']);
  expect((again[0] as { nonce: string }).nonce).not.toBe((first[0] as { nonce: string }).nonce);
});

it('says how long to wait, and lets a post that was refused through later', async () => {
  const limit = [{ subject: 'ip a', perHour: 1 }];
  await ask(0, [post(limit)]);
  const [refused] = await ask(0, [post(limit, 'k')]);
  expect(refused).toMatchObject({ outcome: 'limited' });
  const { retryAfterSeconds } = refused as { retryAfterSeconds: number };
  expect(retryAfterSeconds).toBeGreaterThan(3_500);
  await instances[0]!.rows(`UPDATE form_limit SET began_at = now() - interval '61 minutes'`);
  expect(outcomes(await ask(0, [post(limit, 'k')]))).toEqual(['fresh']);
});

it('without a limit counts nobody, and keeps no name', async () => {
  await ask(0, [post([{ subject: 'address ada@customer.example', perHour: 0 }])]);
  expect(await instances[0]!.rows('SELECT * FROM form_limit')).toEqual([]);
  await ask(0, [post([{ subject: 'address ada@customer.example', perHour: 9 }], 'click ada@customer.example')]);
  const kept = await instances[0]!.rows<{ all: string }>(
    `SELECT string_agg(encode(key, 'escape'), '') || (SELECT string_agg(encode(subject, 'escape'), '') FROM form_limit) AS all FROM form_post`,
  );
  expect(kept[0]!.all).not.toContain('ada');
});

it('forgets what is over', async () => {
  await ask(0, [post([{ subject: 'ip a', perHour: 1 }])]);
  await instances[0]!.rows(`UPDATE form_limit SET began_at = now() - interval '3 hours'`);
  await instances[0]!.rows(`UPDATE form_post SET began_at = now() - interval '3 hours'`);
  await sweepExpired(instances[0]!);
  const [left] = await instances[0]!.rows(
    'SELECT (SELECT count(*) FROM form_post)::int + (SELECT count(*) FROM form_limit)::int AS n',
  );
  expect(left).toEqual({ n: 0 });
});
