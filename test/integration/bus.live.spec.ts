// From the outbox to the browsers' processes, and the outbox's own housekeeping, over a real PostgreSQL.
import { jest } from '@jest/globals';
import { createBus, type LiveEvent, LiveListener, liveNotifier, OutboxNotice, Relay } from '#events';
import { addToOutbox, Database, forgetTaken, LiveStore, RelayStore, takeEvents, turnPartitions } from '#store';
import { createTestDatabase, type TestDatabase } from '../database/database.js';
import { change, rememberingLog, until, upTo, write } from './bus.instance.js';

jest.setTimeout(60_000);

let test: TestDatabase;
let database: Database;
beforeEach(async () => {
  test = await createTestDatabase();
  database = await Database.open({ url: test.url });
});
afterEach(async () => {
  await database.close();
  await test.drop();
});
const log = rememberingLog();

async function withRelay(work: () => Promise<void>): Promise<void> {
  const bus = createBus({ database, clientId: 'test', log });
  bus.subscribe(liveNotifier(database));
  const relay = new Relay({ database, bus, log });
  await bus.start();
  await relay.start();
  try {
    await work();
  } finally {
    await relay.stop();
    await bus.stop();
  }
}

function audience() {
  const seen: LiveEvent[] = [];
  let resyncs = 0;
  return {
    seen,
    resyncs: () => resyncs,
    onEvents: (events: LiveEvent[]) => void seen.push(...events),
    onResync: () => void resyncs++,
  };
}

describe('live events', () => {
  it('reach every listening process, in order, however many there are at once', async () => {
    const listeners = [new LiveListener(database, log), new LiveListener(database, log)];
    const audiences = listeners.map(() => audience());
    for (const [index, listener] of listeners.entries()) {
      listener.subscribe(audiences[index]!);
      await listener.start();
    }
    await withRelay(async () => {
      await write(
        database,
        upTo(600).map(seq => change('1', seq)),
      );
      for (const { seen } of audiences) {
        await until('600 events', () => seen.length === 600);
        expect(seen.map(event => event.version)).toEqual(upTo(600));
        expect(seen[0]).toMatchObject({ type: 'ticket.changed', ticketId: 1, departmentId: 1 });
      }
    });
    await Promise.all(listeners.map(listener => listener.stop()));
  });

  it('that were missed while the connection was gone are told afterwards', async () => {
    const listener = new LiveListener(database, log);
    const hearer = audience();
    listener.subscribe(hearer);
    await listener.start();
    await withRelay(async () => {
      await write(database, [change('1', 1)]);
      await until('the first', () => hearer.seen.length === 1);
      await database.rows(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE '%listen live' AND datname = current_database()`,
      );
      await until('the break', () => problem(listener) !== null);
      await write(database, [change('1', 2)]);
      await until('the second', () => hearer.seen.some(event => event.version === 2));
      expect(hearer.resyncs()).toBe(0);
      await until('a listener that is well', () => problem(listener) === null);
    });
    await listener.stop();
  });

  it('tells to fetch everything again where nothing can be replayed', async () => {
    const listener = new LiveListener(database, log);
    const hearer = audience();
    listener.subscribe(hearer);
    await listener.start();
    await database.rows(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE '%listen live' AND datname = current_database()`,
    );
    await until('the resync', () => hearer.resyncs() === 1);
    await listener.stop();
  });

  it('can be replayed from an id, with some before it, until they are gone', async () => {
    const store = new LiveStore(database);
    expect(await store.replaySince(5)).toBeNull();
    await write(
      database,
      upTo(1_500).map(seq => change('1', seq)),
    );
    const [last] = await database.rows<{ id: number }>(`SELECT max(id) AS id FROM outbox`);
    const replayed = await store.replaySince(last!.id - 10);
    expect(replayed!.length).toBe(1_010);
    expect(replayed!.at(-1)).toMatchObject({ type: 'ticket.changed', payload: { version: 1_500 } });
    expect(await store.replaySince(last!.id + 1)).toBeNull();
    expect(await store.replaySince(1, 100)).toBeNull();
    await database.rows(`TRUNCATE outbox`);
    expect(await store.replaySince(last!.id)).toEqual([]);
    expect(await store.replaySince(last!.id - 1)).toBeNull();
  });
});

describe('the outbox', () => {
  const nextSlot = `(((extract(epoch FROM now())::bigint / 28800) + 1) % 3)::smallint`;

  it('drops the partition that is used next, once all in it is sent', async () => {
    expect(await turnPartitions(database)).toBe('empty');
    await write(database, [change('1', 1), change('1', 2)]);
    expect(await turnPartitions(database)).toBe('empty');
    await database.rows(`UPDATE outbox SET slot = ${nextSlot}`);
    expect(await turnPartitions(database)).toBe('unsent');
    await database.rows(`UPDATE outbox SET sent_at = now() WHERE seq = 1`);
    expect(await turnPartitions(database)).toBe('unsent');
    await database.rows(`UPDATE outbox SET sent_at = now()`);
    await database.transaction(async tx => {
      await tx.runner.query('LOCK TABLE outbox IN ACCESS SHARE MODE');
      expect(await turnPartitions(database)).toBe('busy');
    });
    expect(await turnPartitions(database)).toBe('truncated');
    expect(await database.rows(`SELECT 1 FROM outbox`)).toEqual([]);
  });

  it('tells how much waits, and for how long', async () => {
    const relay = new RelayStore(database);
    expect(await relay.backlog()).toMatchObject({ unsent: 0, oldestSeconds: null });
    await write(database, [change('1', 1), change('2', 1)]);
    await database.rows(`UPDATE outbox SET created_at = now() - interval '90 seconds' WHERE key = '2'`);
    const backlog = await relay.backlog();
    expect(backlog.unsent).toBe(2);
    expect(backlog.oldestSeconds).toBeGreaterThanOrEqual(90);
  });

  it('writes down why an event is not sent yet', async () => {
    const relay = new RelayStore(database);
    await write(database, [change('1', 1)]);
    const [event] = await relay.readUnsent(
      Array.from({ length: 16 }, (_, lane) => ({ lane, above: 0 })),
      1,
    );
    await relay.reschedule(event!.id, 'the brokers are away', new Date('2026-01-01T00:00:00Z'));
    const [row] = await database.rows(`SELECT attempts, error, next_attempt_at AS at FROM outbox`);
    expect(row).toEqual({ attempts: 1, error: 'the brokers are away', at: new Date('2026-01-01T00:00:00Z') });
  });

  it('announces new events to other processes, a burst of them once', async () => {
    const heard = new OutboxNotice(database, log);
    const announcing = new OutboxNotice(database, log);
    let wakes = 0;
    await heard.listen(() => wakes++);
    for (let n = 0; n < 20; n++) announcing.announce();
    await until('the announcement', () => wakes > 0);
    expect(wakes).toBe(1);
    await heard.stop();
    await announcing.stop();
  });

  it('gives an event id to a consumer once, however often the event comes', async () => {
    const ids = ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222'];
    expect(await database.transaction(tx => takeEvents(tx, 'a', [ids[1]!, ids[0]!]))).toEqual([ids[1], ids[0]]);
    expect(await database.transaction(tx => takeEvents(tx, 'a', ids))).toEqual([]);
    expect(await database.transaction(tx => takeEvents(tx, 'b', ids))).toEqual(ids);
    const failed = database.transaction(async tx => {
      await takeEvents(tx, 'c', ids);
      throw new Error('the effect failed');
    });
    await expect(failed).rejects.toThrow('the effect failed');
    expect(await database.transaction(tx => takeEvents(tx, 'c', ids))).toEqual(ids);
    expect(await forgetTaken(database, 1)).toBe(0);
  });

  it('is written only inside a transaction', async () => {
    await expect(addToOutbox({} as never, [change('1', 1)])).rejects.toMatchObject({ code: 'STORE.NO_TRANSACTION' });
  });
});

function problem(listener: LiveListener): string | null {
  try {
    listener.check();
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}
