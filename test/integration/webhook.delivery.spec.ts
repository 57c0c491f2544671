// Webhooks: each event reaches each receiver that wants it, signed, in the order of its ticket, at least once, and nobody waits for a receiver that is
// slow or away but its own deliveries.
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { createBus, Relay } from '#events';
import { webhookQueue } from '#router';
import { type Attempt, claimTicket, DeliveryStore, handoffFacts, releaseTicket } from '#store';
import { makeDepartment, makePerson, makeTicket } from '../database/tickets.factory.js';
import { CERTIFICATE } from '../servers/test-certificate.js';
import { signatureOf, startWebhookReceiver, type WebhookReceiver } from '../servers/webhook-receiver.js';
import { until, WebhookHouse } from './webhook.house.js';

let house: WebhookHouse;
let receiver: WebhookReceiver;
let rail: number;
let store: DeliveryStore;
beforeAll(async () => {
  house = await WebhookHouse.open();
  rail = await makeDepartment(house.database, { name: 'Customer service' });
  store = new DeliveryStore(house.database);
});
beforeEach(async () => {
  receiver = await startWebhookReceiver();
});
afterEach(async () => {
  await house.clear();
  await receiver.stop();
});
afterAll(() => house.close());

const arrived = (count: number) => until(() => receiver.received.length >= count);
const settled = (webhookId: number, ...states: string[]) =>
  until(async () => (await house.deliveries(webhookId)).every(one => states.includes(one.state)));
const take = (sender = 'by-hand', seconds = 60) => store.takeDue(sender, { busy: [], limit: 10, seconds });
const failure: Attempt = { outcome: 'refused', status: 500, response: '', error: 'It answered 500' };

describe('an event on a rail', () => {
  it('goes the whole way: action, outbox, relay, bus, queue, receiver', async () => {
    const { id, secrets } = await house.makeWebhook(receiver.url);
    const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
    const bus = createBus({ database: house.database, clientId: 'test', log });
    bus.subscribe(webhookQueue(house.database));
    await bus.start();
    const relay = new Relay({ database: house.database, bus, log, owner: 'test' });
    await relay.start();
    house.startSender();
    try {
      const ann = { userId: await makePerson(house.database, 'Ann', [rail]), name: 'Ann' };
      const ticketId = await makeTicket(house.database, { department_id: rail, subject: 'Secret words' });
      const request = { ticketId, actor: ann, now: new Date() };
      await house.database.transaction(tx => claimTicket(tx, { ...request, expectedVersion: 1 }));
      await house.database.transaction(tx => releaseTicket(tx, { ...request, expectedVersion: 2 }));
      await arrived(2);
      expect(receiver.received.map(({ method, path }) => `${method} ${path}`)).toEqual(['POST /hook', 'POST /hook']);
      expect(receiver.received.map(({ event }) => [event.type, event.sequence, event.data.version])).toEqual([
        ['org.ticketrail.ticket.claimed.v1', '0000000001', 2],
        ['org.ticketrail.ticket.released.v1', '0000000002', 3],
      ]);
      const [first] = receiver.received;
      expect(first!.event).toMatchObject({ specversion: '1.0', source: '/ticket-rail', subject: String(ticketId) });
      expect(first!.headers).toMatchObject({
        'content-type': 'application/cloudevents+json; charset=utf-8',
        'webhook-id': first!.event.id,
      });
      expect(Math.abs(Number(first!.headers['webhook-timestamp']) * 1000 - Date.now())).toBeLessThan(10_000);
      expect(receiver.received.map(one => signatureOf(one, secrets[0]!))).toEqual([0, 0]);
      expect(receiver.received.map(one => one.body).join()).not.toContain('Secret words');
      await settled(id, 'delivered');
      expect(await house.deliveries(id)).toMatchObject([
        { state: 'delivered', attempts: 1, status: 204, error: null, sender: null },
        { state: 'delivered', attempts: 1, status: 204 },
      ]);
    } finally {
      await relay.stop();
      await bus.stop();
    }
  });

  it('is queued once, however often the bus brings it', async () => {
    const { id } = await house.makeWebhook(receiver.url);
    const event = house.event(1);
    await house.tell(event);
    await Promise.all([house.tell(event), house.tell(event, house.event(1))]);
    expect((await house.deliveries(id)).map(one => one.event_id === event.id)).toEqual([true, false]);
  });

  it('reaches those who want it: by department and by type; nobody who is switched off', async () => {
    const all = await house.makeWebhook(receiver.url);
    const ours = await house.makeWebhook(receiver.url, { departmentId: rail });
    const done = await house.makeWebhook(receiver.url, { events: ['ticket.done'] });
    const off = await house.makeWebhook(receiver.url);
    await house.rows('UPDATE webhook SET enabled = false WHERE id = $1', [off.id]);
    await house.tell(
      house.event(1, { type: 'ticket.done', payload: { departmentId: rail + 1 } }),
      house.event(2, { type: 'ticket.claimed', payload: { departmentId: rail } }),
    );
    const types = async (id: number) => (await house.deliveries(id)).map(one => one.type);
    expect(await types(all.id)).toEqual(['ticket.done', 'ticket.claimed']);
    expect(await types(ours.id)).toEqual(['ticket.claimed']);
    expect(await types(done.id)).toEqual(['ticket.done']);
    expect(await types(off.id)).toEqual([]);
  });

  it('of a handoff brings its facts as they stand, without a ticket or a note of the other side', async () => {
    const engineering = await makeDepartment(house.database, { name: 'Engineering' });
    const handoff = await house.makeHandoff(rail, engineering, { flowRate: 12 });
    const { id } = await house.makeWebhook(receiver.url, { departmentId: engineering });
    await house.tell(
      house.event(handoff.ticketId, {
        type: 'handoff.offered',
        payload: { departmentId: engineering, handoffId: handoff.id, side: 'receiver' },
      }),
    );
    const [delivery] = await house.deliveries(id);
    expect((delivery!.body as { data: unknown }).data).toEqual({
      ticketId: handoff.ticketId,
      departmentId: engineering,
      version: 1,
      handoffId: handoff.id,
      side: 'receiver',
      handoff: {
        id: handoff.id,
        version: 1,
        state: 'offered',
        contract: 'drawing-request',
        contractVersion: 1,
        title: 'Drawing request',
        kind: 'drawing',
        fromDepartment: 'Customer service',
        toDepartment: 'Engineering',
        acceptanceCriteria: ['All measures are given'],
        fields: { flowRate: 12 },
        result: null,
        returned: null,
        cancelReason: null,
        dueAt: '2026-05-05T10:00:00.000Z',
      },
    });
  });
});

describe('the due time of a handoff', () => {
  it('is told while its clock runs', async () => {
    const engineering = await makeDepartment(house.database);
    const { id, ticketId } = await house.makeHandoff(rail, engineering, {});
    const dueAt = async () => (await handoffFacts(house.database, [id])).get(id)!.dueAt?.toISOString() ?? null;
    expect(await dueAt()).toBe('2026-05-05T10:00:00.000Z');
    await house.rows(`UPDATE ticket SET state = 'waiting', wait_reason = 'customer', left_ms = 60000 WHERE id = $1`, [
      ticketId,
    ]);
    expect(await dueAt()).toBeNull();
    await house.rows('UPDATE handoff_leg SET ended_at = now() WHERE handoff_id = $1', [id]);
    await house.rows(
      `INSERT INTO handoff_leg (handoff_id, leg, department_id, kind, minutes_allowed, began_at, due_at)
       VALUES ($1, 'returned', $2, 'drawing', 60, now(), '2026-05-06T10:00:00Z')`,
      [id, rail],
    );
    expect(await dueAt()).toBe('2026-05-06T10:00:00.000Z');
  });
});

describe('deliveries of one ticket', () => {
  it('arrive in order and one at a time, while those of other tickets go beside them', async () => {
    const { id } = await house.makeWebhook(receiver.url);
    receiver.behave({ status: 200, delay: 60 });
    const events = [1, 2, 3, 4, 5].flatMap(() => [1, 2, 3].map(ticket => house.event(ticket)));
    await house.tell(...events);
    house.startSender();
    house.startSender();
    await arrived(15);
    await settled(id, 'delivered');
    for (const key of ['1', '2', '3']) {
      const mine = receiver.received.filter(one => one.event.subject === key);
      expect(mine.map(one => one.event.id)).toEqual(events.filter(event => event.key === key).map(event => event.id));
      for (let i = 1; i < mine.length; i++) expect(mine[i]!.at - mine[i - 1]!.at).toBeGreaterThanOrEqual(55);
    }
    expect(receiver.most()).toBeGreaterThan(1);
    expect(receiver.received).toHaveLength(15);
  });

  it('wait behind one that failed until it arrives; those of other tickets do not', async () => {
    const { id } = await house.makeWebhook(receiver.url);
    receiver.behave({ status: 503, body: 'Later, please' }, { status: 200 });
    const [first, second, other] = [house.event(1), house.event(1), house.event(2)];
    await house.tell(first);
    house.startSender();
    await until(async () => (await house.deliveries(id))[0]!.attempts === 1 && receiver.open() === 0);
    await until(async () => (await house.deliveries(id))[0]!.state === 'queued');
    await house.tell(second, other);
    await arrived(2);
    expect(receiver.received.map(one => one.event.id)).toEqual([first.id, other.id]);
    const [waiting, behind] = await house.deliveries(id);
    expect(waiting).toMatchObject({ state: 'queued', attempts: 1, status: 503, response: 'Later, please' });
    expect(waiting!.error).toBe('It answered 503');
    const pause = (waiting!.next_attempt_at.getTime() - Date.now()) / 1000;
    expect(pause).toBeGreaterThan(15);
    expect(pause).toBeLessThan(37);
    expect(behind).toMatchObject({ state: 'queued', attempts: 0, next_attempt_at: waiting!.next_attempt_at });
    await house.passPauses();
    await arrived(4);
    expect(receiver.received.slice(2).map(one => one.event.id)).toEqual([first.id, second.id]);
    expect(receiver.received[2]!.body).toBe(receiver.received[0]!.body);
  });

  it('go on after one has failed for good, about a day after the first attempt', async () => {
    const { id } = await house.makeWebhook(receiver.url);
    await house.tell(house.event(1), house.event(1));
    let waited = 0;
    for (let attempt = 1; attempt <= 8; attempt++) {
      await house.passPauses();
      const [due] = await take();
      expect(due).toMatchObject({ attempts: attempt });
      expect(await store.settle('by-hand', due!, failure)).toBe(attempt < 8 ? 'queued' : 'failed');
      const [now] = await house.deliveries(id);
      if (attempt < 8) waited += now!.next_attempt_at.getTime() - Date.now();
    }
    expect(waited / 3_600_000).toBeGreaterThan(18);
    expect(waited / 3_600_000).toBeLessThan(29);
    expect(await house.failingSince(id)).not.toBeNull();
    await house.passPauses();
    const [next] = await take();
    expect(await store.settle('by-hand', next!, { outcome: 'delivered', status: 200, response: '', error: null })).toBe(
      'delivered',
    );
    expect((await house.deliveries(id)).map(one => one.state)).toEqual(['failed', 'delivered']);
    expect(await house.failingSince(id)).toBeNull();
  });
});

describe('a receiver', () => {
  it.each([
    [
      'answers with a redirect',
      { status: 302, headers: { location: 'http://127.0.0.1:1/' } },
      /redirect \(302\).*not followed/,
    ],
    ['refuses', { status: 400, body: 'no' }, /^It answered 400$/],
    ['cuts the connection', { status: 0, instead: 'cut' as const }, /^The connection was cut$/],
    ['says nothing', { status: 0, instead: 'silence' as const }, /^No answer within 0.3 s$/],
  ])('that %s is asked again later, and the log says why', async (_, behaviour, words) => {
    const { id } = await house.makeWebhook(receiver.url);
    receiver.behave(behaviour);
    await house.tell(house.event(1));
    house.startSender({ limitMilliseconds: 300 });
    await until(async () => (await house.deliveries(id))[0]!.error !== null);
    expect((await house.deliveries(id))[0]).toMatchObject({ state: 'queued', error: expect.stringMatching(words) });
    expect(await house.failingSince(id)).not.toBeNull();
    expect(receiver.received).toHaveLength(1);
  });

  it('that is not there is told apart from one that refuses', async () => {
    const { id } = await house.makeWebhook('http://127.0.0.1:1/');
    await house.tell(house.event(1));
    house.startSender();
    await until(async () => (await house.deliveries(id))[0]!.error !== null);
    expect((await house.deliveries(id))[0]).toMatchObject({ status: null, error: 'Nobody answers at that address' });
  });

  it('whose certificate nobody vouches for gets nothing, though ops have opened its host', async () => {
    let asked = 0;
    const server = createServer(CERTIFICATE, (_request, response) => {
      asked += 1;
      response.end();
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const { id } = await house.makeWebhook(`https://127.0.0.1:${port}/hook`);
    await house.tell(house.event(1));
    house.startSender();
    await until(async () => (await house.deliveries(id))[0]!.error !== null);
    expect((await house.deliveries(id))[0]!.error).toBe('Its certificate is not trusted (DEPTH_ZERO_SELF_SIGNED_CERT)');
    expect(asked).toBe(0);
    await new Promise(resolve => server.close(resolve));
  });

  it('that says 200 has it, though its answer never ends; no more is kept than 2,000 characters', async () => {
    const { id } = await house.makeWebhook(receiver.url);
    receiver.behave({ status: 200, body: `\0${'ä'.repeat(3_000)}`, instead: 'trickle' });
    await house.tell(house.event(1));
    house.startSender({ limitMilliseconds: 300 });
    await settled(id, 'delivered');
    const [delivery] = await house.deliveries(id);
    expect([delivery!.status, delivery!.response]).toEqual([200, 'ä'.repeat(2_000)]);
  });

  it('that asks for a pause gets it, an hour at most', async () => {
    const { id } = await house.makeWebhook(receiver.url);
    receiver.behave(
      { status: 429, headers: { 'retry-after': '900' } },
      { status: 429, headers: { 'retry-after': '99999' } },
    );
    await house.tell(house.event(1), house.event(2));
    house.startSender();
    await until(async () => (await house.deliveries(id)).every(one => one.error !== null));
    const pauses = (await house.deliveries(id)).map(one =>
      Math.round((one.next_attempt_at.getTime() - Date.now()) / 60_000),
    );
    expect(pauses.sort((a, b) => a - b)).toEqual([15, 60]);
  });

  it('that is gone for good (410) is not called again: the webhook is off', async () => {
    const { id } = await house.makeWebhook(receiver.url);
    receiver.behave({ status: 410 });
    await house.tell(house.event(1), house.event(1));
    house.startSender();
    await until(async () => (await house.deliveries(id))[0]!.state === 'failed');
    await house.tell(house.event(2));
    await new Promise(resolve => setTimeout(resolve, 700));
    expect(receiver.received).toHaveLength(1);
    expect(await house.rows('SELECT enabled FROM webhook WHERE id = $1', [id])).toEqual([{ enabled: false }]);
    expect((await house.deliveries(id)).map(one => one.state)).toEqual(['failed', 'queued']);
  });

  it('that is slow holds up nobody else', async () => {
    const slow = await startWebhookReceiver();
    slow.behave({ status: 200, delay: 3_000 });
    const { id: slowId } = await house.makeWebhook(slow.url);
    const { id } = await house.makeWebhook(receiver.url);
    for (let i = 1; i <= 20; i++) await house.tell(house.event(i));
    house.startSender();
    await settled(id, 'delivered');
    // All of the others are through before the first slow answer is.
    expect((await house.deliveries(slowId)).filter(one => one.state === 'delivered')).toEqual([]);
    expect(slow.most()).toBeLessThanOrEqual(5);
    await house.stopSenders();
    await slow.stop();
  });
});

describe('a secret', () => {
  it('signs beside the one before it, while a receiver changes over', async () => {
    const secrets = ['whsec_Y3VycmVudCBjdXJyZW50IGN1cnJlbnQ=', 'whsec_cHJldmlvdXMgcHJldmlvdXMgcHJldg=='];
    await house.makeWebhook(receiver.url, { secrets });
    await house.tell(house.event(1));
    house.startSender();
    await arrived(1);
    expect(secrets.map(secret => signatureOf(receiver.received[0]!, secret))).toEqual([0, 1]);
    expect(signatureOf(receiver.received[0]!, 'whsec_c29tZWJvZHkgZWxzZQ==')).toBe(-1);
  });

  it('that does not open lets nothing leave unsigned, and the log says what to do', async () => {
    const { id } = await house.makeWebhook(receiver.url);
    // Sealed for the row of another webhook (A54).
    const other = await house.makeWebhook('http://127.0.0.1:1/', { events: ['ticket.merged'] });
    await house.rows(
      'UPDATE webhook_secret SET sealed = (SELECT sealed FROM webhook_secret WHERE webhook_id = $2) WHERE webhook_id = $1',
      [id, other.id],
    );
    await house.tell(house.event(1, { type: 'ticket.done' }));
    house.startSender();
    await until(async () => (await house.deliveries(id))[0]!.error !== null);
    expect((await house.deliveries(id))[0]!.error).toBe('It has no secret that can be opened: make a new one');
    expect(receiver.received).toEqual([]);
  });
});

describe('a sender', () => {
  it('shares the work with others: nothing is sent twice', async () => {
    const { id } = await house.makeWebhook(receiver.url);
    for (let i = 1; i <= 60; i++) await house.tell(house.event(i));
    for (let i = 0; i < 3; i++) house.startSender();
    await settled(id, 'delivered');
    expect(new Set(receiver.received.map(one => one.event.id)).size).toBe(60);
    expect(receiver.received).toHaveLength(60);
  });

  it('that died is replaced: what it was sending goes out again, with the same id, in its place', async () => {
    const { id } = await house.makeWebhook(receiver.url);
    const [first, second] = [house.event(1), house.event(1)];
    await house.tell(first, second);
    expect(await take('dead', 0)).toMatchObject([{ eventId: first.id }]);
    house.startSender();
    await new Promise(resolve => setTimeout(resolve, 700));
    expect(receiver.received).toEqual([]);
    expect(await store.requeueDead(10)).toBe(1);
    await arrived(2);
    expect(receiver.received.map(one => one.event.id)).toEqual([first.id, second.id]);
    await settled(id, 'delivered');
  });

  it('that slept through its lease settles nothing of the attempt after it', async () => {
    const { id } = await house.makeWebhook(receiver.url);
    await house.tell(house.event(1));
    const [asleep] = await take('same-name', 0);
    await store.requeueDead(10);
    const [awake] = await take('same-name');
    expect(
      await store.settle('same-name', asleep!, { outcome: 'delivered', status: 200, response: '', error: null }),
    ).toBe('lost');
    expect(await house.deliveries(id)).toMatchObject([{ state: 'sending', attempts: 2 }]);
    expect(await store.settle('same-name', awake!, failure)).toBe('queued');
  });

  it('that is told to stop leaves what is under way, to be sent again', async () => {
    const { id } = await house.makeWebhook(receiver.url);
    receiver.behave({ status: 200, instead: 'silence' });
    await house.tell(house.event(1));
    house.startSender();
    await arrived(1);
    await house.stopSenders();
    expect(await house.deliveries(id)).toMatchObject([{ state: 'sending', attempts: 1, error: null }]);
  });
});

describe('the log', () => {
  it('forgets what is older than its days, and what waits for a webhook that nobody switched on again', async () => {
    const { id } = await house.makeWebhook(receiver.url);
    await house.tell(house.event(1), house.event(2), house.event(3));
    const [old, oldWaiting] = await house.deliveries(id);
    await house.rows(
      `UPDATE webhook_delivery SET created_at = now() - interval '31 days', state = CASE id WHEN $1 THEN 'failed' ELSE state END WHERE id = ANY($2)`,
      [old!.id, [old!.id, oldWaiting!.id]],
    );
    expect(await store.forget(30)).toBe(2);
    expect(await house.deliveries(id)).toHaveLength(1);
  });
});
