// What systems post as envelopes, through the door and the conversion, into a real database: beside the API in one application.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { channelKind } from '#channels';
import { ConversionStep, HouseReader, serveIngress, signedIds } from '#router';
import { audit, Database, replay } from '#store';
import { ApiHouse } from './api.house.js';

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
let house: ApiHouse;
let key: string;
let step: ConversionStep;
const converter = channelKind('api').converter();

beforeAll(async () => {
  house = await ApiHouse.open({
    before: app => serveIngress(app, { database: app.get(Database), instance: 'test', log: quiet }),
  });
  key = await house.keyFor('sales', house.departments.service);
  const signed = signedIds(house.secrets);
  const reader = new HouseReader(house.database, signed);
  const now = () => new Date();
  step = new ConversionStep({
    database: house.database,
    house: reader,
    converterOf: () => converter,
    signed,
    now,
    log: quiet,
  });
  const body = {
    key: 'shop',
    kind: 'api',
    name: 'Shop',
    departmentId: house.departments.service,
    settings: { maxMegabytes: 0.5 },
  };
  expect((await house.ask('admin', 'POST', '/channels', { body })).status).toBe(201);
});
afterAll(async () => {
  await converter.close();
  await house.close();
});

const envelope = (over: object = {}) => ({
  version: 1,
  subject: 'Where is my order?',
  requester: { name: 'Grace', address: 'grace@customer.example' },
  text: 'It should have come.',
  ...over,
});
interface Given {
  channel?: string;
  headers?: Record<string, string>;
  type?: string;
  as?: string | null;
}
async function call(method: string, path: string, body?: string | Buffer, { headers, type, as = key }: Given = {}) {
  const answer = await fetch(`http://127.0.0.1:${house.port}/in/${path}`, {
    method,
    headers: {
      ...(as === null ? {} : { authorization: `Bearer ${as}` }),
      ...(body === undefined ? {} : { 'content-type': type ?? 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: new Uint8Array(Buffer.from(body)) }),
  });
  return { status: answer.status, headers: answer.headers, body: JSON.parse(await answer.text()) };
}
const post = (document: unknown, given: Given = {}) =>
  call('POST', given.channel ?? 'shop', typeof document === 'string' ? document : JSON.stringify(document), given);
const become = async (id: number) => (await call('GET', `shop/messages/${id}`)).body;
const count = async () => Number((await house.rows<{ n: string }>('SELECT count(*) AS n FROM message'))[0]!.n);
async function posted(document: object) {
  const { body, status } = await post(document);
  expect(status).toBe(202);
  const { id } = body.messages[0];
  await step.run([id]);
  return { id, end: await become(id) };
}

describe('an envelope', () => {
  it('is stored before it is answered, and tells what became of it', async () => {
    const { body } = await post(envelope());
    const [{ id, outcome }] = body.messages;
    expect(outcome).toBe('stored');
    expect(await become(id)).toMatchObject({ id, state: 'pending', tickets: [] });
    await step.run([id]);
    const end = await become(id);
    expect(end).toMatchObject({ state: 'ticketed', reason: null });
    const [ticket] = await house.rows('SELECT way_in, subject, kind FROM ticket WHERE id = $1', [end.tickets[0]]);
    expect(ticket).toEqual({ way_in: 'api', subject: 'Where is my order?', kind: 'inquiry' });
  });

  it('joins the ticket of its conversation, whoever writes in it, and wakes it', async () => {
    const first = await posted(envelope({ conversation: 'case-1' }));
    const other = { name: 'Ada', phone: '+49 421 2' };
    const second = await posted(
      envelope({ conversation: 'case-1', requester: other, text: 'And mine?', subject: 'Another' }),
    );
    expect(second.end).toMatchObject({ state: 'appended', tickets: first.end.tickets });
    const [entry] = await house.rows('SELECT held FROM entry WHERE message_id = $1', [second.id]);
    expect(entry).toEqual({ held: false });
    expect((await posted(envelope({ conversation: 'case-2' }))).end.state).toBe('ticketed');
  });

  it('that says the same as another is another, unless its source or its key says that it is the same', async () => {
    const one = await posted(envelope());
    const two = await posted(envelope());
    expect([one.end.state, two.end.state]).toEqual(['ticketed', 'ticketed']);
    const source = { system: 'shop', id: 'R-1' };
    const first = await post(envelope({ source }));
    const again = await post(envelope({ source, text: 'with other words' }));
    expect(again.body.messages).toEqual([{ id: first.body.messages[0].id, outcome: 'known' }]);
  });

  it('is stored once under one Idempotency-Key, and another one under it is refused', async () => {
    const headers = { 'idempotency-key': 'order-1' };
    const before = await count();
    const answers = await Promise.all(Array.from({ length: 20 }, () => post(envelope(), { headers })));
    expect(new Set(answers.map(answer => answer.body.messages[0].id)).size).toBe(1);
    expect(await count()).toBe(before + 1);
    const other = await post(envelope({ text: 'other' }), { headers });
    expect([other.status, other.body.code]).toEqual([422, 'IDEMPOTENCY.OTHER_REQUEST']);
    expect(await count()).toBe(before + 1);
  });

  it('counts its working time from when its source took it, never from the future', async () => {
    const early = '2026-01-05T08:00:00.000Z';
    expect((await posted(envelope({ receivedAt: early }))).end.receivedAt).toBe(early);
    const late = (await posted(envelope({ receivedAt: '2999-01-01T00:00:00Z' }))).end.receivedAt;
    expect(Date.parse(late)).toBeLessThanOrEqual(Date.now());
  });
});

describe('a faulty envelope', () => {
  const refused = async (given: ReturnType<typeof post>) => {
    const before = await count();
    const { status, headers, body } = await given;
    expect(headers.get('content-type')).toContain('application/problem+json');
    expect(body).toMatchObject({ status, type: `/problems/${body.code}` });
    expect(await count()).toBe(before);
    return body;
  };

  it('is refused with each place, and nothing of it is stored', async () => {
    const fields = { flowRate: 'much' };
    const body = await refused(post(envelope({ kind: 'design-request', fields })));
    expect(body).toMatchObject({ status: 422, code: 'ENVELOPE.FIELDS' });
    expect(body.errors.map(({ pointer }: { pointer: string }) => pointer)).toContain('/fields/flowRate');
    expect((await refused(post({ ...envelope(), suject: 'x' }))).errors).toEqual([
      { pointer: '/suject', detail: 'No such name is known here' },
    ]);
    expect(await refused(post(envelope({ kind: 'poem' })))).toMatchObject({
      status: 422,
      errors: [{ pointer: '/kind' }],
    });
  });

  it('is refused where it is no JSON, of another type, or too large', async () => {
    expect(await refused(post('{"version":'))).toMatchObject({ status: 400, code: 'ENVELOPE.NOT_JSON' });
    expect(await refused(post(envelope(), { type: 'text/plain' }))).toMatchObject({ status: 415 });
    expect(await refused(post(envelope({ text: 'x'.repeat(600_000) })))).toMatchObject({ status: 413 });
  });

  it('that was good at the door and is not when it is read is held, and taken when its kind is back', async () => {
    const { body } = await post(envelope({ kind: 'inquiry' }));
    const { id } = body.messages[0];
    await house.rows(
      `WITH b AS (INSERT INTO blob (sha256, size, bytes) VALUES (sha256($2), length($2), $2) ON CONFLICT DO NOTHING)
       UPDATE message SET raw_sha256 = sha256($2) WHERE id = $1`,
      [id, Buffer.from(JSON.stringify(envelope({ kind: 'gone' })))],
    );
    await step.run([id]);
    expect(await become(id)).toMatchObject({
      state: 'quarantined',
      reason: 'envelope.unknown-kind',
      position: { pointer: '/kind' },
    });
    expect(await house.database.transaction(tx => replay(tx, id))).toBe(true);
  });
});

describe('the door', () => {
  it('tells nobody without a key which channels there are', async () => {
    const there = await post(envelope(), { as: null });
    const nowhere = await post(envelope(), { as: null, channel: 'nowhere' });
    expect(nowhere.body).toEqual(there.body);
    expect(there.status).toBe(401);
    const headers = { 'x-some-signature': 'abc' };
    const signed = await post(envelope(), { as: null, headers });
    const signedNowhere = await post(envelope(), { as: null, channel: 'nowhere', headers });
    expect([signed.status, signedNowhere.body]).toEqual([404, signed.body]);
    expect((await post(envelope(), { channel: 'nowhere' })).status).toBe(404);
  });

  it('tells a sender of its own channel only what became of a message', async () => {
    const { body } = await post(envelope());
    const { id } = body.messages[0];
    const stranger = await house.keyFor('agent', house.departments.engineering);
    expect((await call('GET', `shop/messages/${id}`, undefined, { as: stranger })).status).toBe(404);
    expect((await call('GET', `shop/messages/${id}`, undefined, { as: null })).status).toBe(401);
    for (const other of ['999999', 'x']) expect((await call('GET', `shop/messages/${other}`)).status).toBe(404);
  });
});

it('leaves a ledger that balances', async () => {
  const pending = await house.rows<{ id: number }>(
    `SELECT id FROM message WHERE state = 'pending' AND channel_id = (SELECT id FROM channel WHERE key = 'shop')`,
  );
  await step.run(pending.map(({ id }) => id));
  const { channels } = await audit(house.database);
  const shop = channels.find(channel => channel.channelName === 'Shop');
  expect(shop).toMatchObject({ balanced: true, pending: 0 });
});
