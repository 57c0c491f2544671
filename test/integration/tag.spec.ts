// Tags on a real database: rules give them and add up, people set them by version, the search finds them, merges unite them; what the code should never write
// the database refuses.
import { createHash, randomUUID } from 'node:crypto';
import { createEmailConverter } from '#channels';
import type { Converter } from '#channels/contract';
import { ConversionStep, HouseReader, signedIds } from '#router';
import { LedgerStore, tagsInUseStatement } from '#store';
import { pageStatement } from '../../libs/store/src/rail/rail.store.js';
import { makeTickets } from '../database/tickets.factory.js';
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

const rule = (name: string, conditions: object, effect: object) => ({
  ...{ id: null, name, enabled: true, departmentId: null, conditions, effect },
});
const standing = async () => (await house.ask('admin', 'GET', '/rules')).body;
async function apply(rules: object[]) {
  const { version } = await standing();
  const answer = await house.ask('admin', 'PUT', '/rules', { body: { rules }, version });
  expect([answer.status, answer.text]).toEqual([200, expect.anything()]);
  return answer.body;
}

/** A mail comes in and is decided. Answers the number of its ticket. */
async function mail(subject: string): Promise<number> {
  const raw = Buffer.from(
    `From: Ada <ada@brightmill.example>\r\nTo: service@rail.test\r\nSubject: ${subject}\r\nMessage-ID: <${randomUUID()}@b.example>\r\n\r\nHelp.\r\n`,
  );
  const [accepted] = await new LedgerStore(house.database).accept(
    [
      {
        ...{ channelId: house.channels.service, raw, receivedAt: new Date(), conversationKey: randomUUID() },
        sourceIdentity: createHash('sha256').update(raw).digest('hex'),
        transport: { via: 'smtp' },
      },
    ],
    { departmentOf: () => house.departments.service },
  );
  const signed = signedIds(house.secrets);
  const log = { warn: () => undefined, error: () => undefined };
  const reader = new HouseReader(house.database, signed);
  const step = new ConversionStep({
    ...{ database: house.database, house: reader, signed, log, now: () => new Date() },
    converterOf: () => converter,
  });
  await step.run([accepted!.messageId]);
  const [ticket] = await house.rows<{ id: number }>('SELECT ticket_id AS id FROM message WHERE id = $1', [
    accepted!.messageId,
  ]);
  return ticket!.id;
}
const read = async (id: number) => (await house.ask('agent', 'GET', `/tickets/${id}`)).body;
const set = async (id: number, tags: string[], version?: number) =>
  house.ask('agent', 'POST', `/tickets/${id}/tags`, { body: { tags }, version: version ?? (await read(id)).version });
const found = async (query: string): Promise<number[]> =>
  (await house.ask('agent', 'GET', `/departments/${house.departments.service}/rail?view=all&${query}`)).body.items.map(
    (slip: { id: number }) => slip.id,
  );
const inUse = async () => (await house.ask('agent', 'GET', `/tags?department=${house.departments.service}`)).body;

describe('rules', () => {
  it('give tags, and those of all that match add up, each with the rule that said it', async () => {
    const saved = await apply([
      rule('Pumps', { subject: ['pump'] }, { tags: ['Pump', 'Spare Part'], kind: 'issue' }),
      rule('Leaks', { subject: ['leak'] }, { tags: ['spare-part', 'leak'], kind: 'rfq' }),
    ]);
    expect(saved.rules[0].effect.tags).toEqual(['pump', 'spare-part']);
    const both = await read(await mail('A pump that leaks'));
    expect(both).toMatchObject({ tags: ['pump', 'spare-part', 'leak'], kind: 'issue', version: 1 });
    expect(both.origin.why).toEqual(
      expect.arrayContaining(['Added tags pump, spare-part by rule "Pumps"', 'Added tag leak by rule "Leaks"']),
    );
    expect(both.entries.map((entry: { type: string; text: string }) => [entry.type, entry.text]).at(-1)).toEqual([
      'state',
      'Added tags pump, spare-part by rule "Pumps"; added tag leak by rule "Leaks"',
    ]);
    expect((await read(await mail('A leak'))).tags).toEqual(['spare-part', 'leak']);
    const plain = await read(await mail('A question'));
    expect([plain.tags, plain.entries.length]).toEqual([[], 1]);
  });

  it('with other tags differ in a dry run, and with the same in another spelling do not', async () => {
    const { rules } = await standing();
    const [pumps, leaks] = rules;
    const tried = (
      await house.ask('admin', 'POST', '/rules/dry-runs', {
        body: { rules: [pumps, { ...leaks, effect: { ...leaks.effect, tags: ['wet'] } }], days: 7 },
      })
    ).body;
    expect(tried.items.map((one: { subject: string }) => one.subject).sort()).toEqual(['A leak', 'A pump that leaks']);
    expect(tried.items.find((one: { subject: string }) => one.subject === 'A leak')).toMatchObject({
      before: { tags: ['spare-part', 'leak'], rules: ['Leaks'] },
      after: { tags: ['wet'], rules: ['Leaks'] },
    });
    const same = [pumps, { ...leaks, effect: { ...leaks.effect, tags: ['SPARE PART', 'Leak'] } }];
    expect(
      (await house.ask('admin', 'POST', '/rules/dry-runs', { body: { rules: same, days: 7 } })).body.items,
    ).toEqual([]);
    expect((await apply(same)).version).toBe((await standing()).version);
    const faulty = [{ ...pumps, effect: { tags: ['ok', 'a,b'] } }];
    const checked = await house.ask('admin', 'POST', '/rules/check', { body: { rules: faulty } });
    expect(checked.body.faults.map((one: { pointer: string }) => one.pointer)).toEqual(['/rules/0/effect/tags/1']);
  });
});

describe('people', () => {
  it('set the tags of a ticket by its version; it is told on its timeline and to the other systems, and can be taken back', async () => {
    const { ticket } = await house.ticket('service');
    const before = await read(ticket);
    const answer = await set(ticket, ['VIP', 'Big customer', 'vip'], before.version);
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ tags: ['vip', 'big-customer'], version: before.version + 1 });
    expect(answer.headers.etag).toBe(`"v${before.version + 1}"`);
    expect(answer.body.entries.at(-1)).toMatchObject({
      type: 'state',
      text: 'Added tags vip, big-customer',
      author: { kind: 'person', name: 'The Agent' },
      change: { action: 'set-tags', added: ['vip', 'big-customer'], removed: [] },
    });
    const [event] = await house.rows<{ type: string }>(
      `SELECT type FROM outbox WHERE topic = 'rail.tickets' AND key = $1 ORDER BY seq DESC LIMIT 1`,
      [String(ticket)],
    );
    expect(event!.type).toBe('ticket.tagged');
    expect((await set(ticket, ['vip'], before.version)).body).toMatchObject({ code: 'TICKET.STALE' });
    const same = await set(ticket, ['vip', 'big-customer']);
    expect([same.body.version, same.body.entries.length]).toEqual([before.version + 1, answer.body.entries.length]);
    const back = await set(ticket, []);
    expect([back.body.tags, back.body.entries.at(-1).text]).toEqual([[], 'Removed tags vip, big-customer']);
  });

  it('are told what is wrong at its place', async () => {
    const { ticket } = await house.ticket('service');
    const answer = await set(ticket, ['ok', 'a,b', ' ']);
    expect([answer.status, answer.body.code]).toEqual([422, 'TICKET.TAGS_INVALID']);
    expect(answer.body.errors.map((one: { pointer: string }) => one.pointer)).toEqual(['/tags/1', '/tags/2']);
    const many = await set(
      ticket,
      Array.from({ length: 21 }, (_, i) => `tag-${i}`),
    );
    expect(many.body.errors.map((one: { pointer: string }) => one.pointer)).toEqual(['/tags']);
    expect((await read(ticket)).tags).toEqual([]);
  });

  it('merge tickets, and the survivor has the tags of both', async () => {
    const [one, two] = [(await house.ticket('service')).ticket, (await house.ticket('service')).ticket];
    await set(one, ['a', 'shared']);
    await set(two, ['shared', 'b']);
    const { version } = await read(one);
    const merged = await house.ask('agent', 'POST', `/tickets/${one}/merge`, { body: { into: two }, version });
    expect(merged.status).toBe(200);
    expect((await read(two)).tags).toEqual(['shared', 'b', 'a']);
  });
});

describe('tags are found', () => {
  it('by the search, with other words or without, and by the filter, in any spelling', async () => {
    const { ticket } = await house.ticket('service', { subject: 'Valve of the press' });
    const { ticket: other } = await house.ticket('service', { subject: 'Belt of the press' });
    await set(ticket, ['press-hall', 'urgent-look']);
    await set(other, ['press-hall']);
    expect((await found('q=tag:press-hall')).toSorted()).toEqual([ticket, other].toSorted());
    expect(await found('q=TAG:Press-Hall%20tag:urgent-look')).toEqual([ticket]);
    expect(await found('q=belt%20tag:press-hall')).toEqual([other]);
    expect(await found('tag=Urgent%20Look')).toEqual([ticket]);
    expect(await found('q=tag:nothing-has-it')).toEqual([]);
  });

  it('among those in use on a rail, by how many tickets have them, and on no other rail', async () => {
    const counts = await inUse();
    expect(counts).toEqual(expect.arrayContaining([{ tag: 'press-hall', tickets: 2 }]));
    expect(counts.map((one: { tickets: number }) => one.tickets)).toEqual(
      counts.map((one: { tickets: number }) => one.tickets).toSorted((a: number, b: number) => b - a),
    );
    const { engineering } = house.departments;
    expect((await house.ask('engineer', 'GET', `/tags?department=${engineering}`)).body).toEqual([]);
    expect((await house.ask('agent', 'GET', `/tags?department=${engineering}`)).status).toBe(404);
    expect((await house.ask('agent', 'GET', '/tags')).status).toBe(422);
  });

  it('by an index, however long the rail is', async () => {
    const { service: departmentId } = house.departments;
    await makeTickets(house.database, { departmentId, count: 10_000, state: 'open', days: 100 });
    await house.rows(`UPDATE ticket SET tags = ARRAY['bulk', 'n-' || id % 50] WHERE id % 5 = 0 AND tags = '{}'`);
    await house.rows('ANALYZE ticket');
    const planOf = async ({ text, values }: { text: string; values: unknown[] }) =>
      (await house.rows<{ 'QUERY PLAN': string }>(`EXPLAIN ${text}`, values)).map(row => row['QUERY PLAN']).join('\n');
    const usage = await planOf(tagsInUseStatement(departmentId));
    // In the order of the index where a rail has more than are counted, else all of them: never the rest of the rail.
    expect(usage).toMatch(/Scan (using|on) ticket_tagged/);
    const search = await planOf(
      pageStatement({ departmentId, view: 'all', userId: null, limit: 50, words: 'tag:urgent-look' }, null),
    );
    expect(search).toContain('Bitmap Index Scan on ticket_tags');
    expect((await inUse())[0]).toMatchObject({ tag: 'bulk' });
    expect((await inUse()).length).toBeLessThanOrEqual(200);
  });
});

it.each([
  ['a comma', `ARRAY['a,b']`],
  ['nothing', `ARRAY['']`],
  ['null', `ARRAY[NULL]::text[]`],
  ['41 characters', `ARRAY[repeat('x', 41)]`],
  ['a control character', `ARRAY['a' || chr(7)]`],
  ['21 of them', `ARRAY(SELECT 'tag-' || n FROM generate_series(1, 21) AS n)`],
])('the database itself keeps no tag with %s', async (_, tags) => {
  const { ticket } = await house.ticket('service');
  await expect(house.rows(`UPDATE ticket SET tags = ${tags} WHERE id = $1`, [ticket])).rejects.toThrow(
    'ticket_tags_fit',
  );
});
