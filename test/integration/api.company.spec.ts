// People, departments and the audit log over HTTP: who gets in, that somebody always rules, and that the log tells all of it and cannot be bent unseen.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ApiHouse } from './api.house.js';

let house: ApiHouse;
beforeAll(async () => {
  house = await ApiHouse.open();
}, 60_000);
afterAll(() => house?.close());

const member = async (email: string) =>
  (await house.ask('admin', 'GET', '/members')).body.find((one: { email: string }) => one.email === email);
const invite = (email: string, more: object = {}) =>
  house.ask('admin', 'POST', '/members', {
    body: {
      email,
      name: 'New Person',
      isAdmin: false,
      memberships: [{ departmentId: house.departments.service, role: 'agent' }],
      ...more,
    },
  });

describe('members', () => {
  it('an invited person signs in once with the link, and is active then', async () => {
    const made = await invite('new@rail.test');
    expect(made.status).toBe(201);
    expect(made.body.member).toMatchObject({ state: 'invited', email: 'new@rail.test', version: 1 });
    const token = /^\/sign-in#token=([\w-]{43})$/.exec(made.body.link)![1]!;
    const enter = () => house.ask(null, 'POST', '/session/link', { body: { token } });
    expect((await enter()).body.memberships).toEqual([
      expect.objectContaining({ departmentId: house.departments.service, role: 'agent' }),
    ]);
    expect((await enter()).body.code).toBe('AUTH.LINK_USED');
    expect(await member('new@rail.test')).toMatchObject({ state: 'active', linkExpiresAt: null });
  });

  it('the link is never told twice, also to the same request', async () => {
    const body = { email: 'once@rail.test', name: 'Once', isAdmin: true, memberships: [] };
    expect((await house.ask('admin', 'POST', '/members', { body, intent: 'invite-1' })).status).toBe(201);
    expect((await house.ask('admin', 'POST', '/members', { body, intent: 'invite-1' })).body.code).toBe(
      'IDEMPOTENCY.SHOWN_ONCE',
    );
    const kept = await house.rows(`SELECT body FROM idempotency_key WHERE body::text LIKE '%token%'`);
    expect(kept).toEqual([]);
    const { id } = await member('once@rail.test');
    await house.ask('admin', 'POST', `/members/${id}/deactivate`);
  });

  it('an address that somebody has, a department that there is not, and no rights at all are refused at their place', async () => {
    expect((await invite('AGENT@rail.test')).body.errors).toEqual([
      { pointer: '/email', detail: 'The Agent has this address already' },
    ]);
    expect((await invite('x@rail.test', { memberships: [] })).body.errors[0].pointer).toBe('/memberships');
    expect(
      (await invite('x@rail.test', { memberships: [{ departmentId: 99999, role: 'agent' }] })).body.errors[0].pointer,
    ).toBe('/memberships/0/departmentId');
    expect((await invite('no address')).body.errors[0].pointer).toBe('/email');
  });

  it('of two who change one person, the second is told', async () => {
    const { id, version, email, name } = await member('sales@rail.test');
    const memberships = [{ departmentId: house.departments.engineering, role: 'supervisor' }];
    const body = { email, name, isAdmin: false, memberships, version };
    const save = () => house.ask('admin', 'PUT', `/members/${id}`, { body });
    expect((await save()).body.memberships[0]).toMatchObject({ departmentKey: 'engineering', role: 'supervisor' });
    expect([(await save()).status, (await save()).body.code]).toEqual([412, 'MEMBER.STALE']);
  });

  it('who is deactivated is out at once, gets no link, and comes back with the rights of before', async () => {
    const token = await house.tokenOf('engineer');
    const me = () => house.send('GET', '/session', { headers: { cookie: `rail=${token}` } });
    expect((await me()).status).toBe(200);
    const id = house.users.engineer;
    expect((await house.ask('admin', 'POST', `/members/${id}/deactivate`)).body.state).toBe('deactivated');
    expect((await me()).status).toBe(401);
    expect((await house.ask('admin', 'POST', `/members/${id}/link`)).body.code).toBe('MEMBER.DEACTIVATED');
    expect((await house.ask('admin', 'POST', `/members/${id}/reactivate`)).body.memberships).toHaveLength(1);
    expect((await house.ask('admin', 'POST', `/members/${id}/link`)).body.link).toContain('/sign-in#token=');
  });

  it('the last administrator stays, also when two take the right from each other at once', async () => {
    const first = await member('admin@rail.test');
    const lastly = await house.ask('admin', 'POST', `/members/${first.id}/deactivate`);
    expect([lastly.status, lastly.body.code]).toEqual([409, 'MEMBER.LAST_ADMIN']);
    const second = (await invite('second@rail.test', { isAdmin: true })).body.member;
    const demote = (one: { id: number; email: string; name: string; version: number }) =>
      house.ask('admin', 'PUT', `/members/${one.id}`, {
        body: {
          email: one.email,
          name: one.name,
          version: one.version,
          isAdmin: false,
          memberships: [{ departmentId: house.departments.service, role: 'agent' }],
        },
      });
    await Promise.all([demote(first), demote(second)]);
    const [left] = await house.rows<{ n: number }>(
      'SELECT count(*)::int AS n FROM user_account WHERE is_admin AND disabled_at IS NULL',
    );
    expect(left!.n).toBe(1);
    await house.rows(`UPDATE user_account SET is_admin = true WHERE email = 'admin@rail.test'`);
  });
});

describe('the company', () => {
  it('has a name and a time zone, and refuses a zone that is none at its place', async () => {
    expect((await house.ask('admin', 'GET', '/company')).status).toBe(404);
    const save = (body: object) => house.ask('admin', 'PUT', '/company', { body });
    const said = { name: 'Nordwerk', timeZone: 'Europe/Berlin' };
    expect((await save(said)).body).toEqual({ ...said, demo: false });
    expect((await save({ ...said, timeZone: 'Moon/Base' })).body.errors[0].pointer).toBe('/timeZone');
    expect((await save({ ...said, name: ' ' })).body.errors[0].pointer).toBe('/name');
    expect((await house.ask('admin', 'GET', '/company')).body).toEqual({ ...said, demo: false });
    const [line] = (await house.ask('admin', 'GET', '/audit?thing=company&limit=1')).body.items;
    expect(line).toMatchObject({ action: 'created', thingName: 'Nordwerk' });
  });
});

describe('departments', () => {
  it('a new one has an empty rail and office hours; a key or a name that is taken is refused at its place', async () => {
    const body = { key: 'returns', name: 'Returns', timeZone: 'Europe/Berlin' };
    const made = await house.ask('admin', 'POST', '/departments', { body });
    expect([made.status, made.body]).toEqual([201, expect.objectContaining({ key: 'returns', name: 'Returns' })]);
    const { id } = made.body;
    expect((await house.ask('admin', 'GET', `/departments/${id}/rail?view=all`)).body.items).toEqual([]);
    expect((await house.ask('admin', 'GET', `/departments/${id}/settings`)).body.workHours.mon).toBeDefined();
    const refused = async (more: object) =>
      (await house.ask('admin', 'POST', '/departments', { body: { ...body, ...more } })).body.errors[0].pointer;
    expect(await refused({})).toBe('/key');
    expect(await refused({ key: 'other' })).toBe('/name');
    expect(await refused({ key: 'other', name: 'Other', timeZone: 'Moon/Base' })).toBe('/timeZone');
    const renamed = await house.ask('admin', 'PUT', `/departments/${id}/name`, { body: { name: 'Goods back' } });
    expect(renamed.body).toMatchObject({ key: 'returns', name: 'Goods back' });
  });
});

describe('the audit log', () => {
  it('says who changed what, and shows no secret of it', async () => {
    const made = await house.ask('admin', 'POST', '/api-keys', {
      body: { name: 'Warehouse', departmentId: null, role: 'agent', expiresAt: null },
    });
    await house.ask('admin', 'PUT', '/session/password', {
      body: { oldPassword: 'correct horse battery', newPassword: 'canary canary canary' },
    });
    house.forgetToken('admin');
    const found = await house.ask('admin', 'GET', '/audit?q=warehouse');
    expect(found.body.items).toEqual([
      expect.objectContaining({
        actor: { kind: 'person', id: String(house.users.admin), name: 'The Admin' },
        action: 'created',
        thing: 'API key',
        thingName: 'Warehouse',
      }),
    ]);
    expect(found.body.items[0].changes.secret_hash).toEqual({ hidden: true });
    const all = await house.ask('admin', 'GET', '/audit?limit=200');
    expect(all.body.items.some((one: { changes: object }) => 'password_hash' in one.changes)).toBe(true);
    expect(all.text).not.toMatch(/canary|scrypt/);
    expect(all.text).not.toContain(made.body.secret);
  });

  it('comes in pages, and by what was changed', async () => {
    const first = await house.ask('admin', 'GET', '/audit?limit=2&thing=member');
    const next = await house.ask('admin', 'GET', `/audit?limit=2&thing=member&cursor=${first.body.nextCursor}`);
    const seqs = [...first.body.items, ...next.body.items].map((one: { seq: number }) => one.seq);
    expect(seqs).toHaveLength(4);
    expect(seqs).toEqual([...seqs].sort((a, b) => b - a));
    expect(new Set(first.body.items.map((one: { thing: string }) => one.thing))).toEqual(new Set(['member']));
  });

  it('a change of health or of a counter is no line of it', async () => {
    const count = async () => (await house.ask('admin', 'GET', '/audit/chain')).body.entries;
    const before = await count();
    await house.rows(`UPDATE channel SET health = '{"state":"ok"}', last_ok_at = now()`);
    await house.rows('UPDATE api_key SET last_used_at = now()');
    await house.rows('UPDATE department SET name = name');
    expect(await count()).toBe(before);
  });

  it('tells how often a channel tests itself, and nothing of a test that was asked for by hand', async () => {
    const [channel] = await house.rows<{ id: number; name: string }>(
      'SELECT id, name FROM channel ORDER BY id LIMIT 1',
    );
    const lines = async () => (await house.ask('admin', 'GET', '/audit?thing=test%20messages')).body.items;
    await house.rows('INSERT INTO canary (channel_id, next_at) VALUES ($1, now())', [channel!.id]);
    expect(await lines()).toEqual([]);
    await house.rows('UPDATE canary SET every_minutes = 60, next_at = now() WHERE channel_id = $1', [channel!.id]);
    expect(await lines()).toEqual([
      expect.objectContaining({
        action: 'changed',
        thingName: channel!.name,
        changes: { every_minutes: { before: null, after: 60 } },
      }),
    ]);
  });

  it('only grows; a line that was bent, taken out or cut off past the triggers is found', async () => {
    const chain = async () => (await house.ask('admin', 'GET', '/audit/chain')).body;
    const { entries, brokenAt } = await chain();
    expect(brokenAt).toBeNull();
    for (const bend of ['UPDATE audit_entry SET thing = thing', 'DELETE FROM audit_entry', 'TRUNCATE audit_entry'])
      await expect(house.rows(bend)).rejects.toThrow(/never changed/);
    const without = async (statement: string, back: string) => {
      await house.rows('ALTER TABLE audit_entry DISABLE TRIGGER USER');
      await house.rows('CREATE TABLE kept AS SELECT * FROM audit_entry');
      await house.rows(statement);
      const found = (await chain()).brokenAt;
      await house.rows('DELETE FROM audit_entry');
      await house.rows(back);
      await house.rows('DROP TABLE kept');
      await house.rows('ALTER TABLE audit_entry ENABLE TRIGGER USER');
      expect((await chain()).brokenAt).toBeNull();
      return found;
    };
    const back = 'INSERT INTO audit_entry SELECT * FROM kept';
    expect(await without(`UPDATE audit_entry SET thing_name = 'nothing' WHERE seq = 3`, back)).toBe(3);
    expect(await without('DELETE FROM audit_entry WHERE seq = 4', back)).toBe(4);
    expect(await without(`DELETE FROM audit_entry WHERE seq = ${entries}`, back)).toBe(entries);
  });

  it('stays whole when many change at once', async () => {
    await Promise.all(
      Array.from({ length: 12 }, (_, i) =>
        house.ask('admin', 'POST', '/departments', {
          body: { key: `many-${i}`, name: `Many ${i}`, timeZone: 'UTC' },
        }),
      ),
    );
    expect((await house.ask('admin', 'GET', '/audit/chain')).body.brokenAt).toBeNull();
  });
});
