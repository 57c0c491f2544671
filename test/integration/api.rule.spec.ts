// Routing rules at the API, on a real database: applied by version, tried on messages that really came, gone back to. What is decided afterwards is decided
// by them: a mail goes through the real conversion.
import { createHash, randomUUID } from 'node:crypto';
import { createEmailConverter } from '#channels';
import type { Converter } from '#channels/contract';
import { ConversionStep, HouseReader, signedIds } from '#router';
import { LedgerStore } from '#store';
import { ApiHouse } from './api.house.js';

let house: ApiHouse;
let converter: Converter;
beforeAll(async () => {
  house = await ApiHouse.open();
  converter = createEmailConverter();
}, 60_000);
afterAll(async () => {
  await converter?.close();
  await house?.close();
});

const rule = (over: object = {}) => ({
  id: null,
  name: 'Pumps',
  enabled: true,
  departmentId: null,
  conditions: { subject: ['pump'] },
  effect: { kind: 'issue' },
  ...over,
});
const standing = async () => (await house.ask('admin', 'GET', '/rules')).body;
const apply = async (rules: object[], note = '') => {
  const { version } = await standing();
  const answer = await house.ask('admin', 'PUT', '/rules', { body: { rules, note }, version });
  expect([answer.status, answer.text]).toEqual([200, expect.anything()]);
  return answer.body;
};
const dryRun = (rules: object[], over: object = {}) =>
  house.ask('admin', 'POST', '/rules/dry-runs', { body: { rules, days: 7, ...over } });

/** Stores a mail and decides it by the rules that stand. Answers its id. */
async function mail(subject: string, over: { from?: string; receivedAt?: Date; raw?: Buffer } = {}): Promise<number> {
  const { database, channels, departments } = house;
  const lines = [
    `From: Ada <${over.from ?? 'ada@brightmill.example'}>`,
    'To: service@rail.test',
    `Subject: ${subject}`,
    `Message-ID: <${randomUUID()}@brightmill.example>`,
    '',
    'Please help.',
  ];
  const raw = over.raw ?? Buffer.from(lines.join('\r\n'));
  const [accepted] = await new LedgerStore(database).accept(
    [
      {
        channelId: channels.service,
        sourceIdentity: createHash('sha256').update(raw).digest('hex'),
        raw,
        receivedAt: over.receivedAt ?? new Date(),
        conversationKey: randomUUID(),
        transport: { via: 'smtp' },
      },
    ],
    { departmentOf: () => departments.service },
  );
  await convert(accepted!.messageId);
  return accepted!.messageId;
}
async function convert(messageId: number): Promise<void> {
  const { database, secrets } = house;
  const signed = signedIds(secrets);
  const log = { warn: () => undefined, error: () => undefined };
  const reader = new HouseReader(database, signed);
  const step = new ConversionStep({
    database,
    house: reader,
    converterOf: () => converter,
    signed,
    now: () => new Date(),
    log,
  });
  await step.run([messageId]);
}
const ended = async (id: number) =>
  (
    await house.rows<{ state: string; reason: string | null; kind: string | null; department: number | null }>(
      `SELECT m.state, m.reason, t.kind, t.department_id AS department FROM message m LEFT JOIN ticket t ON t.id = m.ticket_id WHERE m.id = $1`,
      [id],
    )
  )[0]!;

describe('the table of rules', () => {
  it('begins with a version of its own, empty', async () => {
    const answer = await house.ask('admin', 'GET', '/rules');
    expect(answer.body).toMatchObject({ version: 1, rules: [], savedBy: null, note: '' });
    expect(answer.headers.etag).toBe('"v1"');
  });

  it('is applied as a whole: the next mail is decided by it', async () => {
    const saved = await apply(
      [rule({ effect: { kind: 'issue', departmentId: house.departments.engineering } })],
      'They know pumps',
    );
    expect(saved).toMatchObject({ version: 2, note: 'They know pumps', savedBy: 'The Admin', restores: null });
    expect(saved.rules).toEqual([
      { ...rule(), id: expect.any(Number), effect: { departmentId: house.departments.engineering, kind: 'issue' } },
    ]);
    expect(await ended(await mail('The pump leaks'))).toEqual({
      state: 'ticketed',
      reason: null,
      kind: 'issue',
      department: house.departments.engineering,
    });
  });

  it('keeps the ids of its rules, whatever their order, and gets no version where nothing differs', async () => {
    const [first] = (await standing()).rules;
    const two = await apply([rule({ name: 'Valves', conditions: { subject: ['valve'] } }), first]);
    expect(two.rules.map((one: { id: number }) => one.id)).toEqual([expect.any(Number), first.id]);
    expect(two.rules[0].id).not.toBe(first.id);
    expect((await apply(two.rules)).version).toBe(two.version);
    const known = await house.rows('SELECT id, position FROM routing_rule ORDER BY position');
    expect(known).toEqual([
      { id: two.rules[0].id, position: 1 },
      { id: first.id, position: 2 },
    ]);
  });

  it('tells the second of two who apply at once', async () => {
    const { version, rules } = await standing();
    const both = await Promise.all(
      ['One', 'Two'].map(name =>
        house.ask('admin', 'PUT', '/rules', { version, body: { rules: [...rules, rule({ name })] } }),
      ),
    );
    expect(both.map(one => one.status).sort()).toEqual([200, 412]);
    const refused = both.find(one => one.status === 412)!;
    expect(refused.body).toMatchObject({ code: 'RULES.STALE', currentVersion: version + 1 });
    expect((await standing()).rules).toHaveLength(rules.length + 1);
    const bare = await house.ask('admin', 'PUT', '/rules', { body: { rules } });
    expect(bare.status).toBe(428);
  });

  it('is refused with the place of each fault, and checked without being saved', async () => {
    const { version } = await standing();
    const faulty = [rule({ conditions: { sender: 'nobody' } }), rule({ name: 'B', effect: { departmentId: 99999 } })];
    const refused = await house.ask('admin', 'PUT', '/rules', { version, body: { rules: faulty } });
    expect([refused.status, refused.body.code]).toEqual([422, 'RULES.INVALID']);
    const places = ['/rules/0/conditions/sender', '/rules/1/effect/departmentId'];
    expect(refused.body.errors.map((one: { pointer: string }) => one.pointer)).toEqual(places);
    const checked = await house.ask('admin', 'POST', '/rules/check', { body: { rules: faulty } });
    expect(checked.body).toMatchObject({ currentVersion: version, faults: places.map(pointer => ({ pointer })) });
    expect(checked.body.differences.map((one: { words: string }) => one.words)).toContain('Rule "Pumps" is gone');
    expect((await standing()).version).toBe(version);
  });

  it('goes back to a version by a new one, with the ids that its rules had', async () => {
    const two = (await house.ask('admin', 'GET', '/rules/versions/2')).body;
    const { version } = await apply([rule({ name: 'Other', conditions: {}, effect: { priority: 'expedite' } })]);
    const back = await house.ask('admin', 'POST', '/rules/roll-back', { version, body: { version: 2 } });
    expect(back.body).toMatchObject({ version: version + 1, restores: 2, rules: two.rules });
    const listed = (await house.ask('admin', 'GET', '/rules/versions?limit=2')).body;
    expect(listed.items.map((one: { version: number }) => one.version)).toEqual([version + 1, version]);
    const older = (await house.ask('admin', 'GET', `/rules/versions?cursor=${listed.nextCursor}`)).body;
    expect(older.items.map((one: { version: number }) => one.version).at(-1)).toBe(1);
    const differences = await house.ask('admin', 'GET', `/rules/differences?from=${version}&to=${version + 1}`);
    expect(differences.body.map((one: { words: string }) => one.words)).toEqual([
      'Rule "Other" is gone',
      'Rule "Pumps" is new, at place 1',
    ]);
  });

  it('does not go back to a version that names what is gone', async () => {
    const [made] = await house.rows<{ id: number }>(
      `INSERT INTO department (key, name, time_zone, work_hours) SELECT 'gone', 'Gone', time_zone, work_hours FROM department LIMIT 1 RETURNING id`,
    );
    const named = await apply([rule({ effect: { departmentId: made!.id } })]);
    const { version } = await apply([]);
    await house.rows('DELETE FROM department WHERE id = $1', [made!.id]);
    const back = await house.ask('admin', 'POST', '/rules/roll-back', { version, body: { version: named.version } });
    expect([back.status, back.body.code, back.body.errors[0].pointer]).toEqual([
      422,
      'RULES.INVALID',
      '/rules/0/effect/departmentId',
    ]);
  });
});

describe('what a rule leaves out', () => {
  it('comes to the rail when a supervisor releases it: the other rules hold, and its ticket says who did it and why', async () => {
    await apply([
      rule({ name: 'Offers', conditions: { sender: 'offers@*' }, effect: { suppress: true } }),
      rule({ name: 'Hurry', conditions: { subject: ['offer'] }, effect: { priority: 'expedite' } }),
    ]);
    const id = await mail('Our offer for your pump', { from: 'offers@shop.example' });
    expect(await ended(id)).toMatchObject({ state: 'suppressed', reason: 'Offers' });
    const listed = await house.ask('admin', 'GET', '/suppressed?rule=Offers');
    expect(listed.body.items).toMatchObject([{ messageId: id, releasable: true }]);
    const released = await house.ask('admin', 'POST', `/messages/${id}/release`, {
      body: { reason: 'It was asked for' },
    });
    expect(released.status).toBe(200);
    await convert(id);
    expect(await ended(id)).toMatchObject({ state: 'ticketed', department: house.departments.service });
    const [entry] = await house.rows(
      `SELECT t.priority, e.detail->'warnings' AS warnings FROM message m JOIN ticket t ON t.id = m.ticket_id JOIN entry e ON e.message_id = m.id WHERE m.id = $1`,
      [id],
    );
    expect(entry).toEqual({
      priority: 'expedite',
      warnings: ['left out by the rule Offers at first, and released by The Admin: It was asked for'],
    });
    const again = await house.ask('admin', 'POST', `/messages/${id}/release`, { body: { reason: 'Once more' } });
    expect([again.status, again.body.code]).toEqual([409, 'MESSAGE.NOT_SUSPECTED']);
  });
});

describe('a dry run', () => {
  it('lists what would differ of the mails that really came, and writes nothing', async () => {
    await apply([rule({ name: 'News', conditions: { sender: 'news@*' }, effect: { suppress: true } })]);
    const seal = await mail('A seal is worn');
    const news = await mail('Our spring offers', { from: 'news@shop.example' });
    await mail('Something else');
    expect(await ended(news)).toMatchObject({ state: 'suppressed', reason: 'News' });
    const before = await everything();
    const { body } = await dryRun([
      rule({ name: 'Seals', conditions: { subject: ['seal'] }, effect: { kind: 'issue', priority: 'expedite' } }),
    ]);
    expect(body.items).toEqual([
      expect.objectContaining({
        ...{ messageId: news, part: null, state: 'suppressed', from: 'news@shop.example', ticketId: null },
        before: expect.objectContaining({ leftOutBy: 'News', kindTitle: null, rules: ['News'] }),
        after: expect.objectContaining({ leftOutBy: null, departmentName: 'Service', priority: 'normal', rules: [] }),
      }),
      expect.objectContaining({
        ...{ messageId: seal, state: 'ticketed', subject: 'A seal is worn', ticketId: expect.any(Number) },
        before: expect.objectContaining({ priority: 'normal', rules: [] }),
        after: expect.objectContaining({ priority: 'expedite', business: 'stranger', rules: ['Seals'] }),
      }),
    ]);
    expect(body).toMatchObject({ unreadable: 0, clipped: false, nextCursor: null });
    expect(body.examined).toBe(body.total);
    expect(await everything()).toEqual(before);
  });

  it('says nothing where the same rules are tried, and nothing of rules that are switched off', async () => {
    const { rules } = await standing();
    const off = rule({ name: 'Off', conditions: {}, effect: { priority: 'expedite' }, enabled: false });
    expect((await dryRun([...rules, off])).body.items).toEqual([]);
  });

  it('knows customers from strangers', async () => {
    await house.rows(
      `INSERT INTO contact (name, address, address_key, domain, is_customer)
       VALUES ('Kim', 'kim@known.example', sha256(convert_to('kim@known.example', 'UTF8')), 'known.example', true)`,
    );
    const known = await mail('I ask again', { from: 'kim@known.example' });
    const { rules } = await standing();
    const { body } = await dryRun([
      ...rules,
      rule({ name: 'Ours', conditions: { customer: 'customer' }, effect: { priority: 'expedite' } }),
    ]);
    expect(body.items.map((one: { messageId: number }) => one.messageId)).toEqual([known]);
  });

  it('looks back so many days only, and goes on by cursor until all were looked at, each once', async () => {
    const old = new Date(Date.now() - 30 * 86_400_000);
    const long = await mail('The old seal', { receivedAt: old });
    const wanted = [rule({ name: 'All', conditions: {}, effect: { priority: 'expedite' } })];
    const ids = async (days: number) => {
      const seen: number[] = [];
      let cursor: string | null = null;
      let examined = 0;
      do {
        const { status, body } = await dryRun(wanted, { days, cursor });
        expect(status).toBe(200);
        seen.push(...body.items.map((one: { messageId: number }) => one.messageId));
        examined += body.examined;
        cursor = body.nextCursor;
        if (cursor === null) expect(examined).toBe(body.total);
      } while (cursor !== null);
      return seen;
    };
    expect(await ids(7)).not.toContain(long);
    // More than a page takes.
    await house.rows(
      `INSERT INTO message (channel_id, department_id, source_key, raw_sha256, size, transport, conversation_key, received_at, state, ticket_id)
       SELECT channel_id, department_id, sha256(convert_to('copy ' || n, 'UTF8')), raw_sha256, size, transport, conversation_key, now(), state, ticket_id
         FROM message, generate_series(1, 230) AS n WHERE id = $1`,
      [long],
    );
    const all = await ids(60);
    expect(all).toContain(long);
    expect(all.length).toBeGreaterThan(230);
    expect(new Set(all).size).toBe(all.length);
    expect(all).toEqual(all.toSorted((a, b) => b - a));
  });

  it('is refused for rules that could not be applied', async () => {
    const answer = await dryRun([rule({ effect: {} })]);
    expect([answer.status, answer.body.code, answer.body.errors[0].pointer]).toEqual([
      422,
      'RULES.INVALID',
      '/rules/0/effect',
    ]);
  });
});

const everything = () =>
  house.rows(
    `SELECT (SELECT json_agg(m ORDER BY id) FROM message m) AS messages, (SELECT count(*)::int FROM ticket) AS tickets, (SELECT count(*)::int FROM entry) AS entries,
            (SELECT json_agg(r ORDER BY position) FROM routing_rule r) AS rules, (SELECT count(*)::int FROM rule_version) AS versions,
            (SELECT count(*)::int FROM contact) AS contacts`,
  );
