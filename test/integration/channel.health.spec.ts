// The health of channels against a real PostgreSQL: one alert for each fault and one notice of its end, test messages, second looks.
import { canaryRun, watchRun } from '#router';
import { SecretBox } from '#runtime';
import {
  arriveCanaries,
  askCatchUp,
  CatchUpStore,
  ChannelStore,
  canaryRuns,
  cancelCatchUp,
  catchUpsOf,
  channelHealths,
  faultsOf,
  guardedReach,
  scheduleCanary,
} from '#store';
import { type House, makeChannel, makeDepartment, openHouse } from '../database/tickets.factory.js';
import { LOOPBACK } from '../servers/loopback.js';
import { type SmtpSink, startSmtpSink } from '../servers/smtp-sink.js';

let house: House;
let sink: SmtpSink;
let departmentId: number;
let channelId: number;
beforeEach(async () => {
  house = await openHouse();
  sink = await startSmtpSink();
  departmentId = await makeDepartment(house.database, { name: 'Service' });
  channelId = await makeChannel(house.database, departmentId, 'Support mailbox');
  const settings = {
    addresses: ['support@rail.test'],
    imap: { host: '127.0.0.1', port: 143, tls: 'none', user: 'support' },
    smtpOut: { host: '127.0.0.1', port: sink.port, tls: 'none' },
  };
  await house.database.rows('UPDATE channel SET settings = $2 WHERE id = $1', [channelId, JSON.stringify(settings)]);
  await hold(true);
  await state('ok', 60);
});
afterEach(async () => {
  await sink.stop();
  await house.close();
});

const hold = (held: boolean) =>
  house.database.rows(
    `INSERT INTO lease (name, owner, fence, expires_at) VALUES ('mailbox:' || $1::int, 'one', nextval('lease_fence'), now() + CASE WHEN $2 THEN interval '1 hour' ELSE interval '-1 s' END)
     ON CONFLICT (name) DO UPDATE SET expires_at = excluded.expires_at`,
    [channelId, held],
  );
const state = (name: string, seconds: number) =>
  house.database.rows(
    `UPDATE channel SET health = jsonb_build_object('state', $2::text, 'problem', CASE WHEN $2 = 'failing' THEN '127.0.0.1:143 does not answer.' END,
       'since', now() - make_interval(secs => $3)) WHERE id = $1`,
    [channelId, name, seconds],
  );
const alerts = () =>
  house.database.rows<{ kind: string; text: string; open: boolean }>(
    'SELECT kind, text, acknowledged_at IS NULL AS open FROM alert ORDER BY id',
  );

describe('a channel that fails', () => {
  it('is told of once, however many look at the same moment, and its recovery as well', async () => {
    await state('failing', 20);
    const looks = Array.from({ length: 6 }, () => watchRun(house.database));
    const told = await Promise.all(looks.map(look => look()));
    expect(told.reduce((sum, one) => sum + one, 0)).toBe(1);
    expect(await alerts()).toEqual([
      { kind: 'channel-failing', text: 'Support mailbox fails: 127.0.0.1:143 does not answer.', open: true },
    ]);
    await state('ok', 3);
    expect(await looks[0]!()).toBe(0);
    await state('ok', 20);
    await Promise.all(looks.map(look => look()));
    expect(await alerts()).toEqual([
      expect.objectContaining({ kind: 'channel-failing', open: false }),
      { kind: 'channel-recovered', text: 'Support mailbox works again, after 1 min', open: true },
    ]);
    expect(await faultsOf(house.database, channelId, 5)).toMatchObject([
      { what: 'connection', closedAt: expect.any(Date) },
    ]);
  });

  it('for a moment only is not told of', async () => {
    await state('failing', 5);
    expect(await watchRun(house.database)()).toBe(0);
    expect(await alerts()).toEqual([]);
  });

  it('and is paused is over without a notice', async () => {
    await state('failing', 20);
    const look = watchRun(house.database);
    await look();
    await house.database.rows('UPDATE channel SET enabled = false WHERE id = $1', [channelId]);
    await look();
    expect(await alerts()).toEqual([expect.objectContaining({ kind: 'channel-failing', open: false })]);
  });

  it('because nobody watches it is told of after the time that a takeover needs', async () => {
    await hold(false);
    let now = 0;
    const look = watchRun(house.database, () => now);
    expect(await look()).toBe(0);
    now = 46_000;
    expect(await look()).toBe(1);
    expect((await alerts())[0]!.text).toContain('No instance watches it.');
  });
});

describe('a test message', () => {
  const run = () => {
    const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
    const never = () => Promise.reject(new Error('not asked'));
    return canaryRun({
      database: house.database,
      secrets: new SecretBox({ active: 'a', keys: new Map([['a', Buffer.alloc(32, 1)]]) }),
      ports: {
        readSecret: never,
        saveSecret: never,
        holdLease: never,
        fetch: never,
        reach: guardedReach(LOOPBACK),
        log,
      },
    });
  };

  it('leaves on its schedule, once for each time, and has arrived when its own channel took it', async () => {
    await house.database.transaction(tx => scheduleCanary(tx, channelId, 15));
    const sent = await Promise.all([run()(), run()(), run()()]);
    expect(sent.reduce((sum, one) => sum + one, 0)).toBe(1);
    const token = /^Message-ID: <ticketrail-canary-([0-9a-f]{32})@rail\.test>/im.exec(String(sink.mails[0]!.raw))![1]!;
    expect(await canaryRuns(house.database, channelId, 5)).toMatchObject([
      { handedAt: expect.any(Date), arrivedAt: null, problem: null },
    ]);
    const other = await makeChannel(house.database, departmentId, 'Another');
    const arrive = (at: number) => house.database.transaction(tx => arriveCanaries(tx, [{ token, channelId: at }]));
    expect([...(await arrive(other))]).toEqual([token]);
    expect((await canaryRuns(house.database, channelId, 5))[0]!.arrivedAt).toBeNull();
    expect([...(await arrive(channelId))]).toEqual([token]);
    expect((await canaryRuns(house.database, channelId, 5))[0]!.arrivedAt).toEqual(expect.any(Date));
    const foreign = await house.database.transaction(tx => arriveCanaries(tx, [{ token: 'f'.repeat(32), channelId }]));
    expect(foreign.size).toBe(0);
  });

  it('that does not come through in time is a fault, and the next that does ends it', async () => {
    await house.database.transaction(tx => scheduleCanary(tx, channelId, 15));
    await run()();
    await house.database.rows(`UPDATE canary_run SET begun_at = now() - interval '6 minutes'`);
    const look = watchRun(house.database);
    expect(await look()).toBe(1);
    expect((await alerts())[0]!.text).toBe(
      'Support mailbox fails: The test message of 6 min ago has not come through.',
    );
    await house.database.rows('UPDATE canary_run SET arrived_at = now()');
    expect(await look()).toBe(1);
    expect((await alerts())[1]).toMatchObject({ kind: 'channel-recovered' });
  });
});

it('a second look is one at a time, is begun again after its instance died, and stops when it is called off', async () => {
  const store = new CatchUpStore(house.database);
  const ask = () =>
    house.database.transaction(tx => askCatchUp(tx, { channelId, since: '2026-11-01', askedBy: 'Ops' }));
  const asked = await ask();
  expect(await ask()).toBeNull();
  expect(await store.waits(channelId)).toBe(true);
  expect(await store.begin(channelId)).toEqual({ id: asked!.id, since: '2026-11-01' });
  expect(await store.report(asked!.id, { found: 9, looked: 3, taken: 1 })).toBe(true);
  expect(await store.begin(channelId)).toEqual({ id: asked!.id, since: '2026-11-01' });
  await house.database.transaction(tx => cancelCatchUp(tx, channelId, asked!.id));
  expect(await store.report(asked!.id, { found: 9, looked: 6, taken: 2 })).toBe(false);
  await store.end(asked!.id, null);
  expect(await catchUpsOf(house.database, channelId, 5)).toMatchObject([{ state: 'cancelled', looked: 0 }]);
  expect(await store.waits(channelId)).toBe(false);
});

it('a second look that is cut off again and again ends as failed, in words; one that we lay down ourselves does not count', async () => {
  const store = new CatchUpStore(house.database);
  await house.database.transaction(tx => askCatchUp(tx, { channelId, since: null, askedBy: 'Ops' }));
  for (let i = 0; i < 8; i++) await store.putBack((await store.begin(channelId))!.id, null);
  for (let i = 0; i < 5; i++)
    await store.putBack((await store.begin(channelId))!.id, 'The last time: mail.test:993 closed the connection.');
  expect(await store.begin(channelId)).toBeNull();
  expect(await store.waits(channelId)).toBe(false);
  expect(await catchUpsOf(house.database, channelId, 5)).toMatchObject([
    {
      state: 'failed',
      problem: 'It was cut off 5 times, and is not tried again. The last time: mail.test:993 closed the connection.',
      endedAt: expect.any(Date),
    },
  ]);
});

it('what an instance says that only stands by does not hide what the holder says', async () => {
  const channels = new ChannelStore();
  const stateNow = async () => (await channels.byId(house.database, channelId))!.health.state;
  await state('failing', 20);
  await channels.reportHealth(house.database, channelId, { state: 'starting' });
  await channels.reportHealth(house.database, channelId, { state: 'standby', detail: 'another instance watches it' });
  expect(await stateNow()).toBe('failing');
  await hold(false);
  await channels.reportHealth(house.database, channelId, { state: 'starting' });
  expect(await stateNow()).toBe('starting');
});

it('names the holder, the backlog and the rate of a channel', async () => {
  expect(await channelHealths(house.database, [departmentId])).toMatchObject([
    { channelId, holder: 'one', pending: 0, lastHour: 0, held: 0, unsent: 0, everyMinutes: null, fault: null },
  ]);
  expect(await channelHealths(house.database, [])).toEqual([]);
});
