// Trading partners through the API: kept with versions, made with one click of a quarantined interchange, and what passed between them and us.
import type { ListedPartner, PartnerMade, PartnerView, Traffic } from '#api';
import { ApiHouse } from './api.house.js';
import { edifact, makeInterchange, makeMessage, makeOutbound, x12 } from './trade.things.js';

let house: ApiHouse;
let service: { departmentId: number; channelId: number };
let engineering: { departmentId: number; channelId: number };
beforeAll(async () => {
  house = await ApiHouse.open();
  service = { departmentId: house.departments.service, channelId: house.channels.service };
  engineering = { departmentId: house.departments.engineering, channelId: house.channels.engineering };
}, 60_000);
afterAll(() => house?.close());

let count = 0;
function values(more: object = {}) {
  count += 1;
  return {
    key: `partner-${count}`,
    name: `Partner ${count}`,
    enabled: true,
    identities: [{ qualifier: 'ZZ', id: `THEM${count}` }],
    ownIdentities: [],
    standard: 'x12',
    accepts: 'production',
    versions: [],
    errors: 'reject',
    acknowledge: '997',
    charset: null,
    duplicateWindowDays: 90,
    ackDeadlineMinutes: 1440,
    ackAddress: null,
    ...more,
  };
}
const post = (body: object, more: object = {}) => house.ask('admin', 'POST', '/partners', { body, ...more });
async function made(more: object = {}): Promise<PartnerView> {
  const answer = await post(values(more));
  expect([answer.status, answer.body?.code]).toEqual([201, undefined]);
  return answer.body;
}
const stateOf = async (messageId: number) =>
  (await house.rows<{ state: string }>('SELECT state FROM message WHERE id = $1', [messageId]))[0]!.state;

describe('a partner', () => {
  it('is made, read and changed, with its version in the ETag', async () => {
    const given = values({ errors: 'note-errors', charset: 'latin1', ackAddress: 'edi@them.example.com' });
    const created = await post(given);
    expect(created.body).toEqual({ ...given, id: created.body.id, version: 1 });
    expect(created.headers.etag).toBe('"v1"');
    const path = `/partners/${created.body.id}`;
    const changed = await house.ask('admin', 'PUT', path, { body: { ...given, name: 'Other' }, version: 1 });
    expect([changed.status, changed.headers.etag, changed.body.name]).toEqual([200, '"v2"', 'Other']);
    const read = await house.ask('supervisor', 'GET', path);
    expect([read.headers.etag, read.body]).toEqual([
      '"v2"',
      { ...given, name: 'Other', id: created.body.id, version: 2 },
    ]);
  });

  it('is not changed from an older version, nor without one, and not where it is not', async () => {
    const { id, version: _, ...given } = await made();
    const put = (version?: number, at = id) => house.ask('admin', 'PUT', `/partners/${at}`, { body: given, version });
    await put(1);
    expect((await put(1)).body).toMatchObject({ status: 412, code: 'PARTNER.STALE', currentVersion: 2 });
    expect((await put()).body).toMatchObject({ status: 428 });
    expect((await put(1, 99_999)).status).toBe(404);
  });

  it('is made once with one Idempotency-Key', async () => {
    const given = values();
    const [first, second] = [await post(given, { intent: 'once' }), await post(given, { intent: 'once' })];
    expect([first.status, second.status, second.body.id]).toEqual([201, 201, first.body.id]);
  });

  it('cannot have what another has: it is named, at its place', async () => {
    const owner = await made({ name: 'Owner Works' });
    const twice = await post(values({ identities: [{ qualifier: '01', id: '5550101' }, owner.identities[0]] }));
    expect(twice.body).toMatchObject({
      status: 409,
      code: 'PARTNER.IDENTITY_TAKEN',
      detail: `ZZ ${owner.identities[0]!.id} is Owner Works already`,
      errors: [{ pointer: '/identities/1/id' }],
    });
    expect((await post(values({ key: owner.key }))).body).toMatchObject({
      status: 409,
      code: 'PARTNER.KEY_TAKEN',
      errors: [{ pointer: '/key', detail: 'Owner Works has this key already' }],
    });
  });

  it.each([
    ['an answer of the other standard', { acknowledge: 'contrl' }, '/acknowledge'],
    ['a 997 for EDIFACT', { standard: 'edifact', acknowledge: '997' }, '/acknowledge'],
    ['a character set that nobody knows', { charset: 'klingon' }, '/charset'],
    [
      'one identity twice',
      {
        identities: [
          { qualifier: 'ZZ', id: 'A1' },
          { qualifier: 'ZZ', id: 'A1 ' },
        ],
      },
      '/identities/1/id',
    ],
    ['no identity', { identities: [] }, '/identities'],
    ['a deadline of none', { ackDeadlineMinutes: 0 }, '/ackDeadlineMinutes'],
  ])('with %s is refused at its place', async (_, more, pointer) => {
    const refused = await post(values(more));
    expect(refused.status).toBe(422);
    expect(refused.body.errors.map((fault: { pointer: string }) => fault.pointer)).toEqual([pointer]);
  });

  it('is read by a key of a supervisor, and kept by one of an admin only', async () => {
    const ask = async (role: 'supervisor' | 'agent' | 'admin', method: string, body?: object) => {
      const headers = {
        authorization: `Bearer ${await house.keyFor(role, role === 'admin' ? null : service.departmentId)}`,
      };
      return (await house.send(method, '/partners', { headers, body })).status;
    };
    expect([await ask('supervisor', 'GET'), await ask('agent', 'GET')]).toEqual([200, 403]);
    expect([await ask('supervisor', 'POST', values()), await ask('admin', 'POST', values())]).toEqual([403, 201]);
  });
});

describe('an unknown sender', () => {
  const make = (messageId: number, more: object = {}, ask: object = {}) => {
    count += 1;
    const body = { key: `sender-${count}`, name: `Sender ${count}`, ...more };
    return house.ask('admin', 'POST', `/messages/${messageId}/partner`, { body, ...ask });
  };

  it('becomes a partner with one click, and all that was held of it goes on its way, also on other rails', async () => {
    const mine = await makeMessage(house.database, service, x12('NORTHMILL', 1));
    const other = await makeMessage(house.database, service, x12('NORTHMILL', 2));
    const elsewhere = await makeMessage(house.database, engineering, x12('NORTHMILL', 3));
    const stranger = await makeMessage(house.database, service, x12('SOUTHMILL', 1));
    const broken = await makeMessage(house.database, service, x12('NORTHMILL', 4), {
      reason: 'edi.test-on-production',
    });
    const answer = await make(mine, { accepts: 'both' });
    expect(answer.status).toBe(201);
    const { partner, replayed } = answer.body as PartnerMade;
    expect(replayed).toBe(3);
    expect(partner).toMatchObject({
      name: `Sender ${count}`,
      enabled: true,
      standard: 'x12',
      identities: [{ qualifier: 'ZZ', id: 'NORTHMILL' }],
      ownIdentities: [],
      accepts: 'both',
      errors: 'reject',
      acknowledge: '997',
      duplicateWindowDays: 90,
    });
    expect(await Promise.all([mine, other, elsewhere, stranger, broken].map(stateOf))).toEqual([
      'pending',
      'pending',
      'pending',
      'quarantined',
      'quarantined',
    ]);
    const told = await house.rows<{ id: number }>(
      `SELECT (payload ->> 'messageId')::int AS id FROM outbox WHERE type = 'message.received' AND (payload ->> 'messageId')::int = ANY($1) ORDER BY id`,
      [[mine, other, elsewhere]],
    );
    expect(told.map(one => one.id)).toEqual([mine, other, elsewhere]);
  });

  it('of EDIFACT gets what is usual there', async () => {
    const message = await makeMessage(house.database, service, edifact('4012345000009'));
    expect((await make(message)).body).toMatchObject({
      replayed: 1,
      partner: {
        standard: 'edifact',
        acknowledge: 'contrl',
        identities: [{ qualifier: '14', id: '4012345000009' }],
      },
    });
  });

  it('is made once, however often the button is pressed: the second is told whose it is', async () => {
    const message = await makeMessage(house.database, service, x12('PRESSED', 1));
    const answers = await Promise.all([1, 2, 3].map(i => make(message, { key: `pressed-${i}`, name: `Press ${i}` })));
    const codes = answers.map(one => one.body.code ?? one.status).map(String);
    expect(codes.filter(code => code === '201')).toHaveLength(1);
    const others = new Set(codes.filter(code => code !== '201'));
    for (const code of others) expect(['PARTNER.IDENTITY_TAKEN', 'MESSAGE.NOT_HELD']).toContain(code);
    const intent = { key: 'same', name: 'Same' };
    const again = await makeMessage(house.database, service, x12('AGAIN', 1));
    const [first, second] = [await make(again, intent, { intent: 'x' }), await make(again, intent, { intent: 'x' })];
    expect([first.body, second.status]).toEqual([second.body, 201]);
  });

  it('that is a partner since is refused with the name; what is held of it can be replayed', async () => {
    const message = await makeMessage(house.database, service, x12('KNOWNNOW', 1));
    await made({ name: 'Known Now', identities: [{ qualifier: 'ZZ', id: 'KNOWNNOW' }] });
    expect((await make(message)).body).toMatchObject({
      status: 409,
      code: 'PARTNER.IDENTITY_TAKEN',
      detail: 'ZZ KNOWNNOW is Known Now already',
    });
    expect(await stateOf(message)).toBe('quarantined');
    expect((await house.ask('supervisor', 'POST', `/messages/${message}/replay`)).status).toBe(200);
  });

  it.each([
    ['is held for something else', x12('ELSE'), { reason: 'edi.wrong-recipient' }, 'MESSAGE.SENDER_KNOWN'],
    ['is not held', x12('TAKEN'), { state: 'suppressed' as const, reason: 'copy' }, 'MESSAGE.NOT_HELD'],
    ['names nobody', '%PDF-1.7', {}, 'MESSAGE.SENDER_UNREADABLE'],
  ])('of a message that %s is refused with a named problem', async (_, raw, more, code) => {
    const message = await makeMessage(house.database, service, raw, more);
    const before = (await house.ask('admin', 'GET', '/partners')).body.length;
    expect((await make(message)).body).toMatchObject({ status: 409, code });
    expect((await house.ask('admin', 'GET', '/partners')).body).toHaveLength(before);
  });

  it('with an agreement that cannot be is refused, and stays held', async () => {
    const message = await makeMessage(house.database, service, x12('NOTSO'));
    expect((await make(message, { acknowledge: 'contrl' })).body).toMatchObject({
      status: 422,
      code: 'PARTNER.INVALID',
    });
    expect(await stateOf(message)).toBe('quarantined');
  });

  it('that is held a thousand times over is replayed as a whole', async () => {
    const ids = [];
    for (let i = 0; i < 1_001; i += 1)
      ids.push(await makeMessage(house.database, service, x12(i % 2 ? 'MANY' : 'FEW', i)));
    const answer = await make(ids[1]!);
    expect(answer.body.replayed).toBe(500);
  }, 60_000);
});

describe('the traffic of a partner', () => {
  it('shows interchanges with documents and acknowledgements, and documents of ours with the answers to them', async () => {
    const partner = await made({ name: 'Busy Works' });
    const path = `/partners/${partner.id}/traffic`;
    const taken = await makeInterchange(house.database, service, partner.id, {
      raw: x12('BUSY', 1),
      control: '000000001',
      minutesAgo: 30,
      parts: [
        { number: 1, state: 'ticketed' },
        { number: 2, state: 'quarantined', reason: 'edi.refused', detail: 'BEG03 is missing' },
      ],
    });
    const answer = await makeOutbound(house.database, service.channelId, 'edi-acknowledgement', {
      state: 'failed',
      error: 'No such folder',
    });
    await house.rows(
      `INSERT INTO sent_acknowledgement (outbound_id, message_id, partner_id, type, code, ref, control_ref, sets) VALUES ($1, $2, $3, '997', 'P', '1', '000000001', $4)`,
      [
        answer,
        taken.messageId,
        partner.id,
        JSON.stringify([
          { ref: '0001', code: 'A' },
          { ref: '0002', code: 'R' },
        ]),
      ],
    );
    const ours = await makeOutbound(house.database, service.channelId, 'edi-document', { minutesAgo: 20 });
    const sets = [
      { functionalId: 'PR', groupRef: '7', messageRef: '0001', documentType: '855', documentNumber: 'PO-1' },
      ...(['accepted', 'accepted-with-errors', 'rejected'] as const).map((verdict, i) => ({
        ...{
          functionalId: 'PR',
          groupRef: '7',
          messageRef: `000${i + 2}`,
          documentType: '855',
          documentNumber: `PO-${i + 2}`,
        },
        verdict,
      })),
    ];
    await house.rows(
      `INSERT INTO sent_document (outbound_id, partner_id, interchange_ref, sets, due_at, state) VALUES ($1, $2, '000000007', $3, now(), 'overdue')`,
      [ours, partner.id, JSON.stringify(sets)],
    );
    const { body } = await house.ask('supervisor', 'GET', path);
    expect(body.nextCursor).toBeNull();
    expect(body.items).toMatchObject([
      {
        what: 'sent',
        interchangeRef: '000000007',
        documents: [
          { type: '855', ref: '0001', number: 'PO-1', answer: null },
          { ref: '0002', answer: 'accepted' },
          { ref: '0003', answer: 'accepted-with-errors' },
          { ref: '0004', answer: 'rejected' },
        ],
        state: 'overdue',
        delivery: { state: 'sent', error: null },
      },
      {
        what: 'received',
        messageId: taken.messageId,
        controlRef: '000000001',
        test: false,
        state: 'ticketed',
        documentCount: 2,
        heldCount: 1,
        documents: [
          {
            part: 1,
            type: '850',
            ref: '0001',
            number: 'PO-1',
            state: 'ticketed',
            ticketId: taken.ticketId,
            answer: 'accepted',
          },
          { part: 2, state: 'quarantined', reason: 'edi.refused', ticketId: null, answer: 'rejected' },
        ],
        acknowledgements: [
          {
            outboundId: answer,
            type: '997',
            verdict: 'partly accepted',
            sets: [
              { ref: '0001', code: 'A' },
              { ref: '0002', code: 'R' },
            ],
            delivery: { state: 'failed', error: 'No such folder', sentAt: null },
          },
        ],
      },
    ]);
    const listed: ListedPartner[] = (await house.ask('supervisor', 'GET', '/partners')).body;
    expect(listed.find(one => one.id === partner.id)).toMatchObject({
      overdue: 1,
      undelivered: 1,
      lastTrafficAt: body.items[0].at,
    });
    expect(listed.find(one => one.id !== partner.id)).toMatchObject({ overdue: 0, undelivered: 0 });
  });

  it('comes in pages without a gap or a double, also where several came at one moment', async () => {
    const partner = await made();
    const expected: string[] = [];
    for (let i = 0; i < 9; i += 1) {
      const { messageId } = await makeInterchange(house.database, service, partner.id, {
        raw: x12('PAGES', i),
        control: String(i),
        parts: [],
      });
      expected.push(`received ${messageId}`);
      const outboundId = await makeOutbound(house.database, service.channelId, 'edi-document');
      const [sent] = await house.rows<{ id: number }>(
        `INSERT INTO sent_document (outbound_id, partner_id, interchange_ref, sets, due_at) VALUES ($1, $2, $3, '[]', now()) RETURNING id`,
        [outboundId, partner.id, String(i)],
      );
      expected.push(`sent ${sent!.id}`);
    }
    await house.rows(`UPDATE interchange SET received_at = '2026-03-01T10:00:00.123456Z' WHERE partner_id = $1`, [
      partner.id,
    ]);
    await house.rows(
      `UPDATE outbound SET created_at = '2026-03-01T10:00:00.123456Z' WHERE id IN (SELECT outbound_id FROM sent_document WHERE partner_id = $1)`,
      [partner.id],
    );
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const { status, body } = await house.ask(
        'admin',
        'GET',
        `/partners/${partner.id}/traffic?limit=4${cursor ? `&cursor=${cursor}` : ''}`,
      );
      expect(status).toBe(200);
      seen.push(
        ...body.items.map((one: Traffic) => (one.what === 'sent' ? `sent ${one.id}` : `received ${one.messageId}`)),
      );
      cursor = body.nextCursor;
    }
    expect(seen).toHaveLength(18);
    expect([...seen].sort()).toEqual([...expected].sort());
  });

  it('refuses a cursor of another list', async () => {
    const partner = await made();
    for (const cursor of ['12', 'x5.5', 'r99999999999999999.1', 'r9999999999999999.1', 'r1.0', '%00'])
      expect((await house.ask('admin', 'GET', `/partners/${partner.id}/traffic?cursor=${cursor}`)).status).toBe(422);
  });

  it('of a department that is not the reader’s is not shown', async () => {
    const partner = await made();
    const given = { raw: x12('SPREAD'), control: '1', parts: [{ number: 1, state: 'ticketed' as const }] };
    const mine = await makeInterchange(house.database, service, partner.id, given);
    await makeInterchange(house.database, engineering, partner.id, { ...given, control: '2' });
    await house.rows(
      `INSERT INTO sent_document (outbound_id, partner_id, interchange_ref, sets, due_at) VALUES ($1, $2, '1', '[]', now())`,
      [await makeOutbound(house.database, engineering.channelId, 'edi-document'), partner.id],
    );
    const of = async (who: 'admin' | 'supervisor') =>
      (await house.ask(who, 'GET', `/partners/${partner.id}/traffic`)).body.items;
    expect(await of('admin')).toHaveLength(3);
    expect(await of('supervisor')).toMatchObject([{ messageId: mine.messageId }]);
  });
});
