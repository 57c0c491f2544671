// What the bus promises (libs/events/src/bus.ts), asked of both transports over a real PostgreSQL.
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { jest } from '@jest/globals';
import type { BusEvent, Subscription } from '#events';
import { addToOutbox, Database, type DeadLetterStore, laneOf } from '#store';
import { createTestDatabase, type TestDatabase } from '../database/database.js';
import { startKafka } from '../servers/kafka.js';
import {
  change,
  type Instance,
  type InstanceOptions,
  startInstance,
  Taken,
  until,
  upTo,
  write,
} from './bus.instance.js';

jest.setTimeout(120_000);

const kafka = await startKafka('the bus over Kafka');
afterAll(() => kafka?.stop());

const transports = [{ transport: 'embedded', kafkaBrokers: [] as string[] }];
if (kafka) transports.push({ transport: `Kafka (${kafka.kind})`, kafkaBrokers: kafka.brokers });

describe.each(transports)('the bus, $transport', ({ kafkaBrokers }) => {
  const isKafka = kafkaBrokers.length > 0;
  let database: TestDatabase;
  let writer: Database;
  let run: string;
  let consumer: string;
  let taken: Taken;
  const instances: Instance[] = [];

  const start = async (handle: Subscription['handle'], options: Partial<InstanceOptions> & { batch?: number } = {}) => {
    const subscription = { consumer, topic: 'rail.tickets' as const, batch: options.batch ?? 50, handle };
    const name = options.name ?? `one-${run}`;
    const instance = await startInstance({
      url: database.url,
      kafkaBrokers,
      subscriptions: [subscription],
      ...options,
      name,
    });
    instances.push(instance);
    return instance;
  };
  const key = (name: string | number) => `${run}-${name}`;

  beforeAll(async () => {
    database = await createTestDatabase();
    writer = await Database.open({ url: database.url });
  });
  beforeEach(() => {
    run = randomUUID().slice(0, 8);
    consumer = `test-${run}`;
    taken = new Taken(run);
  });
  afterEach(async () => {
    await Promise.all(instances.splice(0).map(instance => instance.stop()));
  });
  afterAll(async () => {
    await writer.close();
    await database.drop();
  });

  it('hands each event to the consumer in the order of its key', async () => {
    await start(taken.handler());
    for (const seq of upTo(30))
      await write(
        writer,
        Array.from({ length: 20 }, (_, k) => change(key(k), seq)),
      );
    await until('600 events', () => taken.ids.size === 600);
    for (let k = 0; k < 20; k++) expect(taken.firsts(key(k))).toEqual(upTo(30));
    const [first] = taken.events;
    expect(first).toMatchObject({
      topic: 'rail.tickets',
      type: 'ticket.changed',
      payload: { ticketId: 1, departmentId: 1 },
    });
    expect(first!.at).toBeInstanceOf(Date);
  });

  it('delivers again, with the same id, what a handler failed to take', async () => {
    let failures = 2;
    const seen: BusEvent[] = [];
    const flaky = taken.handler(event => {
      seen.push(event);
      if (event.seq === 3 && failures-- > 0) throw new Error('not now');
    });
    await start(flaky);
    await write(
      writer,
      upTo(5).map(seq => change(key('a'), seq)),
    );
    await until('5 events', () => taken.ids.size === 5);
    expect(taken.firsts(key('a'))).toEqual(upTo(5));
    const thirds = seen.filter(event => event.seq === 3);
    expect(thirds.length).toBeGreaterThanOrEqual(3);
    expect(new Set(thirds.map(event => event.id)).size).toBe(1);
  });

  it('tries without a limit where the fault passes by itself', async () => {
    let failures = 12;
    const away = taken.handler(() => {
      if (failures-- > 0) throw Object.assign(new Error('the database is away'), { retryable: true });
    });
    const { letters } = await start(away);
    await write(writer, [change(key('a'), 1)]);
    await until('the event', () => taken.ids.size === 1);
    expect(await openLetters(letters)).toEqual([]);
  });

  it('parks a poison event and what follows of its key, lets the others flow, and goes on in order when it is requeued', async () => {
    let poisonous = true;
    const { letters } = await start(
      taken.handler(event => {
        if (poisonous && event.key === key('bad') && event.seq === 2) throw new Error('cannot take this');
      }),
    );
    await write(
      writer,
      upTo(4).flatMap(seq => [change(key('bad'), seq), change(key('good'), seq)]),
    );
    await until('the good key', () => taken.firsts(key('good')).length === 4);
    await until('three dead letters', async () => (await openLetters(letters)).length === 3);
    await write(writer, [change(key('bad'), 5), change(key('good'), 5)]);
    await until('the good key', () => taken.firsts(key('good')).length === 5);
    await until('four dead letters', async () => (await openLetters(letters)).length === 4);

    const open = await openLetters(letters);
    expect(open.map(letter => [letter.seq, letter.parked])).toEqual([
      [2, false],
      [3, true],
      [4, true],
      [5, true],
    ]);
    expect(open[0]).toMatchObject({ consumer, attempts: 5, error: 'cannot take this' });
    expect(taken.firsts(key('bad'))).toEqual([1]);

    // Requeued while it is still poisonous: it fails again, and nothing overtakes it.
    await requeue(letters, open[0]!.deadLetterId);
    await until('the second failure', async () => (await openLetters(letters))[0]!.attempts === 10);
    expect(taken.firsts(key('bad'))).toEqual([1]);

    poisonous = false;
    await requeue(letters, open[0]!.deadLetterId);
    await write(writer, [change(key('bad'), 6)]);
    await until('the bad key', () => taken.firsts(key('bad')).length === 6);
    expect(taken.firsts(key('bad'))).toEqual(upTo(6));
    expect(await openLetters(letters)).toEqual([]);
    expect(taken.firsts(key('good'))).toEqual(upTo(5));
  });

  it('goes on behind a dead letter that an operator discards', async () => {
    const { letters } = await start(
      taken.handler(event => {
        if (event.seq === 1) throw new Error('never');
      }),
    );
    await write(
      writer,
      upTo(3).map(seq => change(key('a'), seq)),
    );
    await until('three dead letters', async () => (await openLetters(letters)).length === 3);
    const [first] = await openLetters(letters);
    expect(await writer.transaction(tx => letters.discard(tx, first!.deadLetterId))).toBe('discarded');
    await until('the rest', () => taken.ids.size === 2);
    expect(taken.firsts(key('a'))).toEqual([2, 3]);
  });

  it('tells of each dead letter on rail.dead-letters', async () => {
    const told: BusEvent[] = [];
    const failing = {
      consumer,
      topic: 'rail.tickets' as const,
      handle: taken.handler(() => Promise.reject(new Error('no'))),
    };
    const watcher = {
      consumer: `watch-${run}`,
      topic: 'rail.dead-letters' as const,
      handle: async (events: BusEvent[]) => void told.push(...events.filter(event => event.key.startsWith(run))),
    };
    await start(taken.handler(), { subscriptions: [failing, watcher] });
    await write(writer, [change(key('a'), 1), change(key('a'), 2)]);
    await until('two notes', () => told.length >= 2);
    expect(told.map(event => event.type === 'delivery.dead-lettered' && event.payload)).toMatchObject([
      { consumer, topic: 'rail.tickets', type: 'ticket.changed', parked: false, error: 'no' },
      { consumer, parked: true },
    ]);
  });

  it('parks what can never be sent, and only its key', async () => {
    const { letters } = await start(taken.handler());
    const huge = {
      ...change(key('big'), 1),
      payload: { ticketId: 1, departmentId: 1, version: 1, ballast: 'x'.repeat(950_000) },
    };
    const wrong = { ...change(key('odd'), 1), payload: { ticketId: 'seven' } };
    await write(writer, [
      ...(isKafka ? [huge, change(key('big'), 2)] : []),
      wrong,
      change(key('odd'), 2),
      change(key('ok'), 1),
    ]);
    const expected = isKafka
      ? [`${run}-big 1`, `${run}-big 2`, `${run}-odd 1`, `${run}-odd 2`]
      : [`${run}-odd 1`, `${run}-odd 2`];
    await until('the dead letters', async () => (await openLetters(letters)).length === expected.length);
    await until('the other key', () => taken.ids.size === 1);
    const open = await openLetters(letters);
    expect(open.map(letter => `${letter.key} ${letter.seq}`).sort()).toEqual(expected);
    expect(new Set(open.map(letter => letter.consumer))).toEqual(new Set(['relay']));
  });

  it('resumes where it was stopped, and repeats nothing that it had finished', async () => {
    for (const seq of upTo(40)) {
      await write(
        writer,
        Array.from({ length: 10 }, (_, k) => change(key(k), seq)),
      );
    }
    const slow = taken.handler(() => new Promise(resolve => setTimeout(resolve, 1)));
    // A lease that a busy machine does not lose: whose lease ran out may repeat, and says so.
    const first = await start(slow, { batch: 10, leaseTtlMs: 30_000 });
    await until('some events', () => taken.ids.size > 50);
    await first.stop();
    const before = taken.ids.size;
    await start(taken.handler(), { name: `two-${run}` });
    await until('400 events', () => taken.ids.size === 400);
    expect(before).toBeGreaterThan(50);
    expect(taken.events.length).toBe(400);
    for (let k = 0; k < 10; k++) expect(taken.firsts(key(k))).toEqual(upTo(40));
  });

  it('loses nothing and keeps the order when its process is killed', async () => {
    const brokers = kafkaBrokers.join(',');
    const child = spawn('node', ['dist/test/integration/bus.child.js', database.url, brokers, consumer, run, '1500']);
    let output = '';
    let problems = '';
    child.stdout.on('data', data => (output += data));
    child.stderr.on('data', data => (problems += data));
    const gone = new Promise(resolve => child.once('exit', resolve));
    const lines = () => output.split('\n').filter(line => line.startsWith(run));
    try {
      for (const seq of upTo(40))
        await write(
          writer,
          Array.from({ length: 20 }, (_, k) => change(key(k), seq)),
        );
      await until('the child at work', () => lines().length > 100 || problems !== '');
    } finally {
      child.kill('SIGKILL');
      await gone;
    }
    expect(problems).toBe('');
    await start(taken.handler(), { name: `two-${run}` });
    const all = () => [
      ...lines().map(line => line.split(' ') as [string, string, string]),
      ...taken.events.map(e => [e.key, String(e.seq), e.id]),
    ];
    await until('800 events', () => new Set(all().map(([, , id]) => id)).size === 800);
    for (let k = 0; k < 20; k++) {
      const seqs = all()
        .filter(([name]) => name === key(k))
        .map(([, seq]) => Number(seq));
      expect([...new Set(seqs)]).toEqual(upTo(40));
    }
  });

  it('lets two instances share the work, each lane with one of them', async () => {
    const other = new Taken(run);
    const busy = new Map<string, string>();
    let clashes = 0;
    const alone = (name: string) => async (event: BusEvent) => {
      if ((busy.get(event.key) ?? name) !== name) clashes++;
      busy.set(event.key, name);
      await new Promise(resolve => setTimeout(resolve, 1));
      busy.delete(event.key);
    };
    const one = await start(taken.handler(alone('one')), { batch: 5 });
    const two = await start(other.handler(alone('two')), { batch: 5, name: `two-${run}` });
    await until('a fair share', () => one.relay.figures().lanes === 8 && two.relay.figures().lanes === 8);
    const merged: BusEvent[] = [];
    for (const seq of upTo(20))
      await write(
        writer,
        Array.from({ length: 48 }, (_, k) => change(key(k), seq)),
      );
    const ids = () => new Set([...taken.ids, ...other.ids]);
    await until('960 events', () => ids().size === 960);
    merged.push(...taken.events, ...other.events);
    expect(taken.ids.size).toBeGreaterThan(0);
    expect(other.ids.size).toBeGreaterThan(0);
    expect(clashes).toBe(0);
    for (let k = 0; k < 48; k++) {
      // Each key was served by one of them; within it the order holds.
      const parts = [taken.firsts(key(k)), other.firsts(key(k))];
      for (const part of parts) expect(part).toEqual([...part].sort((a, b) => a - b));
      expect(new Set(parts.flat())).toEqual(new Set(upTo(20)));
    }
    const owners = await writer.rows<{ name: string; owner: string }>(
      `SELECT name, owner FROM lease WHERE starts_with(name, 'relay:lane:') AND expires_at > now()`,
    );
    expect(owners).toHaveLength(16);
    expect(one.relay.figures().sent).toBeGreaterThan(0);
    expect(two.relay.figures().sent).toBeGreaterThan(0);
  });

  it('loses no event whose transaction took a low id and committed late', async () => {
    const perWriter = 300;
    // All in one lane: else each writer would have a reader of its own, and nothing could come late.
    const keys = Array.from({ length: 1_000 }, (_, k) => key(k)).filter(name => laneOf(name) === laneOf(key(0)));
    await start(taken.handler());
    const writers = keys.slice(0, 8).map(async name => {
      const own = await Database.open({ url: database.url, poolSize: 1 });
      for (const seq of upTo(perWriter)) {
        await own.transaction(async tx => {
          await addToOutbox(tx, [change(name, seq)]);
          if (Math.random() < 0.2) await new Promise(resolve => setTimeout(resolve, Math.random() * 40));
        });
      }
      await own.close();
    });
    await Promise.all(writers);
    await until('every event', () => taken.ids.size === 8 * perWriter);
    for (const name of keys.slice(0, 8)) expect(taken.firsts(name)).toEqual(upTo(perWriter));
  });

  // The embedded bus has no broker that could go away; a given broker is not ours to stop.
  const outage = kafka?.control && isKafka ? it : null;
  outage?.('drains in order after the broker was away', async () => {
    const instance = await start(taken.handler());
    const keys = Array.from({ length: 10 }, (_, k) => key(k));
    await write(
      writer,
      keys.map(name => change(name, 1)),
    );
    await until('the first round', () => taken.ids.size === 10);
    await kafka!.control!.kill();
    for (const seq of upTo(20).slice(1))
      await write(
        writer,
        keys.map(name => change(name, seq)),
      );
    await until('a visible problem', () => instance.relay.figures().problems.size > 0);
    expect(() => instance.bus.check()).toThrow(/Kafka|consum/);
    const [stuck] = await writer.rows<{ unsent: number }>(
      `SELECT count(*)::int AS unsent FROM outbox WHERE sent_at IS NULL`,
    );
    expect(stuck!.unsent).toBe(190);
    await kafka!.control!.restart();
    await until('everything', () => taken.ids.size === 200, 60_000);
    for (const name of keys) expect(taken.firsts(name)).toEqual(upTo(20));
    expect(await openLetters(instance.letters)).toEqual([]);
    await until('a bus that is well', () => {
      try {
        instance.bus.check();
        return true;
      } catch {
        return false;
      }
    });
  });

  async function openLetters(letters: DeadLetterStore) {
    const all = await letters.list({ limit: 500 });
    return all.filter(letter => letter.key.startsWith(run));
  }

  async function requeue(letters: DeadLetterStore, id: number): Promise<void> {
    expect(await writer.transaction(tx => letters.requeue(tx, id))).toBe('requeued');
  }
});
