// Leases over a real PostgreSQL: one holder, a rising fence, and no write of a holder that slept too long.
import { jest } from '@jest/globals';
import { addToOutbox, Database, holdLease, LeaseStore, RelayStore } from '#store';
import { createTestDatabase, type TestDatabase } from '../database/database.js';
import { change, until } from './bus.instance.js';

jest.setTimeout(60_000);

let test: TestDatabase;
let database: Database;
let leases: LeaseStore;
let stop: AbortController;
beforeAll(async () => {
  test = await createTestDatabase();
  database = await Database.open({ url: test.url });
  leases = new LeaseStore(database);
});
beforeEach(() => {
  stop = new AbortController();
});
afterEach(() => stop.abort());
afterAll(async () => {
  await database.close();
  await test.drop();
});

const LONG = 60_000;
const expire = (name: string) => database.rows(`UPDATE lease SET expires_at = '-infinity' WHERE name = $1`, [name]);
const locks = (name: string, fence: number) => database.transaction(tx => leases.lockFence(tx, name, fence));

describe('a lease', () => {
  it('has one holder, whoever asks at the same time', async () => {
    const asked = await Promise.all(Array.from({ length: 20 }, (_, n) => leases.acquire('race', `owner-${n}`, LONG)));
    expect(asked.filter(Boolean)).toHaveLength(1);
    expect(await leases.acquire('race', 'owner-late', LONG)).toBeNull();
  });

  it('raises its fence with each new holder, also when the same owner takes it again after its end', async () => {
    const first = await leases.acquire('fence', 'a', LONG);
    await expire('fence');
    const second = await leases.acquire('fence', 'a', LONG);
    await leases.release('fence', 'a', second!.fence);
    const third = await leases.acquire('fence', 'b', LONG);
    expect(second!.fence).toBeGreaterThan(first!.fence);
    expect(third!.fence).toBeGreaterThan(second!.fence);
  });

  it('never uses a fence again, also when its row was lost', async () => {
    const before = await leases.acquire('row', 'a', LONG);
    await database.rows(`DELETE FROM lease WHERE name = 'row'`);
    expect(await leases.renew('row', 'a', before!.fence, LONG)).toBe(false);
    const after = await leases.acquire('row', 'b', LONG);
    expect(after!.fence).toBeGreaterThan(before!.fence);
    await expect(locks('row', before!.fence)).rejects.toMatchObject({ code: 'LEASE.LOST', retryable: false });
  });

  it('is renewed by its holder only, and not after its end', async () => {
    const { fence } = (await leases.acquire('renew', 'a', LONG))!;
    expect(await leases.renew('renew', 'a', fence, LONG)).toBe(true);
    expect(await leases.renew('renew', 'b', fence, LONG)).toBe(false);
    expect(await leases.renew('renew', 'a', fence - 1, LONG)).toBe(false);
    await expire('renew');
    expect(await leases.renew('renew', 'a', fence, LONG)).toBe(false);
  });

  it('is not given away by a release of an older holder', async () => {
    const old = (await leases.acquire('release', 'a', LONG))!;
    await expire('release');
    const now = (await leases.acquire('release', 'a', LONG))!;
    await leases.release('release', 'a', old.fence);
    await expect(locks('release', now.fence)).resolves.toBeUndefined();
  });

  it('lets nobody take it between the check and the commit of a write', async () => {
    const { fence } = (await leases.acquire('commit', 'a', LONG))!;
    const order: string[] = [];
    let takeover: Promise<unknown> = Promise.resolve();
    await database.transaction(async tx => {
      await leases.lockFence(tx, 'commit', fence);
      takeover = expire('commit').then(() => order.push('ended'));
      await new Promise(resolve => setTimeout(resolve, 150));
      order.push('written');
    });
    await takeover;
    expect(order).toEqual(['written', 'ended']);
    await expect(locks('commit', fence)).rejects.toMatchObject({ code: 'LEASE.LOST' });
  });
});

describe('holding a lease', () => {
  const ttlMs = 600;

  it('waits for the present holder, and renews until it is given up', async () => {
    const other = (await leases.acquire('hold', 'other', ttlMs))!;
    const held = await holdLease(leases, 'hold', { owner: 'me', ttlMs, signal: stop.signal });
    expect(held.fence).toBeGreaterThan(other.fence);
    await new Promise(resolve => setTimeout(resolve, 3 * ttlMs));
    expect(held.lost.aborted).toBe(false);
    expect(await leases.acquire('hold', 'other', ttlMs)).toBeNull();
    stop.abort();
    expect(held.lost.aborted).toBe(true);
    await until('the release', async () => (await leases.acquire('hold', 'other', ttlMs)) !== null);
  });

  it('says that it is lost when another took it', async () => {
    const held = await holdLease(leases, 'taken', { owner: 'me', ttlMs, signal: stop.signal });
    await expire('taken');
    await leases.acquire('taken', 'other', LONG);
    await until('the loss', () => held.lost.aborted);
    expect(held.lost.reason).toMatchObject({ code: 'LEASE.LOST' });
  });

  it('says that it is lost at its end when the database cannot be asked', async () => {
    const own = await Database.open({ url: test.url, poolSize: 2 });
    const held = await holdLease(new LeaseStore(own), 'away', { owner: 'me', ttlMs, signal: stop.signal });
    await own.close();
    await until('the loss', () => held.lost.aborted);
    expect(await leases.acquire('away', 'other', LONG)).toBeDefined();
  });

  it('refuses each write of a holder that slept beyond the end, before and after it notices', async () => {
    const held = await holdLease(leases, 'relay:lane:3', { owner: 'me', ttlMs, signal: stop.signal });
    await database.transaction(tx => addToOutbox(tx, [change('sleeper', 1)]));
    const relay = new RelayStore(database);
    const lanes = Array.from({ length: 16 }, (_, lane) => ({ lane, above: 0 }));
    const unsent = await relay.readUnsent(lanes, 10);
    expect(unsent).toHaveLength(1);
    // What SIGSTOP does: nothing of this process runs, no timer either.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1.5 * ttlMs);
    expect(held.lost.aborted).toBe(false);
    const stale = await relay.markSent([{ events: unsent, hold: { lease: held.name, fence: held.fence } }]);
    expect(stale).toEqual(new Set([held.name]));
    expect(await relay.readUnsent(lanes, 10)).toHaveLength(1);
    await until('the loss', () => held.lost.aborted);
    const next = (await leases.acquire(held.name, 'other', LONG))!;
    await expect(locks(held.name, held.fence)).rejects.toMatchObject({ code: 'LEASE.LOST' });
    const marked = await relay.markSent([{ events: unsent, hold: { lease: held.name, fence: next.fence } }]);
    expect(marked.size).toBe(0);
    expect(await relay.readUnsent(lanes, 10)).toHaveLength(0);
  });

  it('can be given up while it waits', async () => {
    await leases.acquire('queue', 'other', LONG);
    const waiting = holdLease(leases, 'queue', { owner: 'me', ttlMs, signal: stop.signal });
    stop.abort();
    await expect(waiting).rejects.toMatchObject({ code: 'LEASE.GIVEN_UP' });
  });
});
