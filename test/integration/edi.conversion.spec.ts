// From an interchange to the rail and back to the partner, against a real PostgreSQL: tickets, parts and acknowledgements are one commit; what comes twice
// opens nothing; what comes back settles what we sent.
import { randomUUID } from 'node:crypto';
import { createEdiConverter, createEmailConverter } from '#channels';
import { ConversionStep, HouseReader, overdueRun } from '#router';
import {
  audit,
  createCompany,
  Database,
  LedgerStore,
  othersOf,
  PartnerStore,
  page,
  replay,
  sendDocument,
} from '#store';
import { OFFICE_HOURS, type PartnerAgreement, type SignedIds, usualAgreement } from '#tickets';
import { createTestDatabase } from '../database/database.js';
import { change860, edifact, order850, ordersOf, x12 } from './edi.letters.js';

const signed: SignedIds = { messageId: () => null, replyAddress: () => null };
const log = { warn: () => undefined, error: () => undefined };
const EDI = 1;
const MAILBOX = 2;

let test: Awaited<ReturnType<typeof createTestDatabase>>;
let database: Database;
let house: HouseReader;
const converters = { edi: createEdiConverter(), email: createEmailConverter() };
afterAll(() => Promise.all(Object.values(converters).map(converter => converter.close())));

const stepOf = () =>
  new ConversionStep({
    database,
    house,
    converterOf: kind => converters[kind as 'edi'],
    signed,
    now: () => new Date('2026-03-02T10:05:00Z'),
    log,
  });
const partners = new PartnerStore();

async function partner(
  identity: { standard: 'x12' | 'edifact'; qualifier: string; id: string },
  over: Partial<PartnerAgreement> = {},
): Promise<number> {
  const { standard, ...own } = identity;
  const made = await database.transaction(tx =>
    partners.create(tx, {
      key: `partner-${randomUUID().slice(0, 8)}`,
      name: standard === 'x12' ? 'Acme Parts' : 'Weserwerke',
      enabled: true,
      identities: [own],
      ownIdentities: [],
      ...usualAgreement(standard),
      ...over,
    }),
  );
  if (made.outcome !== 'saved') throw new Error(JSON.stringify(made));
  return made.id;
}
const acme = (over: Partial<PartnerAgreement> = {}) =>
  partner({ standard: 'x12', qualifier: 'ZZ', id: 'ACMEPARTS' }, over);

async function take(raw: Buffer, channelId = EDI): Promise<number> {
  const [accepted] = await new LedgerStore(database).accept(
    [
      {
        channelId,
        sourceIdentity: randomUUID(),
        raw,
        receivedAt: new Date('2026-03-02T10:00:00Z'),
        conversationKey: 'edi',
        transport: { file: 'orders.edi', byteStart: 0 },
      },
    ],
    { departmentOf: () => 1 },
  );
  return accepted!.messageId;
}
const receive = async (raw: Buffer) => {
  const id = await take(raw);
  await stepOf().run([id]);
  return id;
};
const stateOf = async (id: number) =>
  (
    await database.rows<{ state: string; reason: string | null; ticketId: number | null; parts: number }>(
      'SELECT state, reason, ticket_id AS "ticketId", parts FROM message WHERE id = $1',
      [id],
    )
  )[0]!;
const partsOf = (id: number) =>
  database.rows<{
    state: string;
    reason: string | null;
    ref: string;
    ticketId: number | null;
    position: object | null;
  }>(
    'SELECT state, reason, document_ref AS ref, ticket_id AS "ticketId", position FROM message_part WHERE message_id = $1 ORDER BY number',
    [id],
  );
const answers = (id?: number) =>
  database.rows<{
    type: string;
    code: string;
    state: string;
    text: string;
    controlRef: string;
    to: string;
    messageId: number;
  }>(
    `SELECT s.type, s.code, o.state, convert_from(b.bytes, 'LATIN1') AS text, s.control_ref AS "controlRef", r.address AS "to", s.message_id AS "messageId"
       FROM sent_acknowledgement s JOIN outbound o ON o.id = s.outbound_id JOIN blob b ON b.sha256 = o.raw_sha256
       JOIN outbound_recipient r ON r.outbound_id = o.id WHERE s.message_id = $1 OR $1 IS NULL ORDER BY o.id`,
    [id ?? null],
  );
const tickets = () =>
  database.rows<{
    id: number;
    kind: string;
    subject: string;
    state: string;
    fields: Record<string, never>;
    business: string;
  }>('SELECT id, kind, subject, state, fields, business FROM ticket ORDER BY id');
const entries = (ticketId: number) =>
  database.rows<{ messageId: number; part: number; why: string; detail: Record<string, never> }>(
    'SELECT message_id AS "messageId", part, why, detail FROM entry WHERE ticket_id = $1 ORDER BY seq',
    [ticketId],
  );

beforeEach(async () => {
  test = await createTestDatabase();
  database = await Database.open({ url: test.url });
  await database.transaction(tx =>
    createCompany(tx, {
      name: 'Test',
      demo: false,
      departments: [{ key: 'service', name: 'Service', timeZone: 'UTC', workHours: OFFICE_HOURS }],
      people: [],
      channels: [
        { key: 'orders', kind: 'edi', name: 'Orders', departmentKey: 'service', settings: { http: {} } },
        {
          key: 'mailbox',
          kind: 'email',
          name: 'Mailbox',
          departmentKey: 'service',
          settings: {
            addresses: ['orders@nordwerk.example'],
            smtpIn: { accept: true },
            smtpOut: { host: '127.0.0.1', port: 25 },
            ediChannel: 'orders',
          },
        },
      ],
      rules: [],
    }),
  );
  house = new HouseReader(database, signed);
});
afterEach(async () => {
  const { findings, channels } = await audit(database);
  expect({ findings, balanced: channels.every(channel => channel.balanced) }).toEqual({ findings: [], balanced: true });
  await database.close();
  await test.drop();
});

describe('many interchanges', () => {
  it('are written in several commits, so that the first orders hang while the last are written', async () => {
    await acme();
    const ids: number[] = [];
    for (let file = 0; file < 6; file++) {
      const sets = Array.from({ length: 90 }, (_, n) => order850(`PO-${file * 90 + n}`));
      ids.push(await take(x12({ control: String(file + 1).padStart(9, '0'), sets })));
    }
    expect(await stepOf().run(ids)).toMatchObject({ ticketed: 6, quarantined: 0 });
    const commits = await database.rows<{ files: number[] }>(
      `SELECT array_agg(DISTINCT message_id ORDER BY message_id) AS files FROM message_part GROUP BY xmin::text ORDER BY 1`,
    );
    expect(commits.map(({ files }) => files.map(Number))).toEqual([ids.slice(0, 4), ids.slice(4)]);
    expect((await tickets()).map(({ fields }) => fields.documentNumber)).toEqual(
      Array.from({ length: 540 }, (_, n) => `PO-${n}`),
    );
    expect((await answers()).map(({ messageId, code, controlRef }) => [messageId, code, controlRef])).toEqual(
      ids.map((id, n) => [id, 'A', String(n + 1).padStart(9, '0')]),
    );
  });
});

describe('the search', () => {
  it('finds an order by the part numbers, descriptions and parties of its lines, and shows the line', async () => {
    await acme();
    const message = await receive(x12({ sets: [order850('PO-771')] }));
    const ticketId = (await partsOf(message))[0]!.ticketId;
    for (const words of ['A-100', 'a100', 'n-7731', '"bearing housing"', 'hous', 'PO-771', 'plant a-200']) {
      const found = await page(database, { departmentId: 1, view: 'all', userId: null, limit: 10, words });
      expect([words, found.outcome === 'page' && found.items.map(item => item.id)]).toEqual([words, [ticketId]]);
    }
    const found = await page(database, { departmentId: 1, view: 'all', userId: null, limit: 10, words: 'a-200' });
    const [item] = found.outcome === 'page' ? found.items : [];
    expect(item!.found).toMatchObject({ isDocument: true, channelKind: 'edi' });
    expect(item!.found!.pieces.filter(piece => piece.found).map(piece => piece.text)).toContain('A-200');
  });
});

describe('an interchange', () => {
  it('becomes a ticket that a person can read, and its acknowledgement is queued in the same commit', async () => {
    await acme();
    const id = await receive(x12({ sets: [order850('4711')] }));
    expect(await stateOf(id)).toMatchObject({ state: 'ticketed', parts: 1 });
    const [ticket] = await tickets();
    expect(ticket).toMatchObject({
      kind: 'order',
      state: 'open',
      fields: {
        documentNumber: '4711',
        currency: 'EUR',
        purpose: 'original',
        lines: [
          { quantity: '12', unitPrice: '4.50' },
          { quantity: '3.5', uom: 'KG' },
        ],
        ack: { type: '997', code: 'A' },
      },
    });
    expect(ticket!.subject).toContain('4711');
    // Who has an agreement with us is no stranger.
    expect(ticket!.business).toBe('repeat');
    const [answer] = await answers(id);
    expect(answer).toMatchObject({ type: '997', code: 'A', state: 'queued', controlRef: '000000001' });
    expect(answer!.text).toContain('AK1*PO*101');
    expect(answer!.text).toMatch(/AK9\*A\*1\*1\*1/);
    expect(answer!.to).toMatch(/^997_partner-.*_000000001\.edi$/);
  });

  it('opens a ticket for each document, and holds the one that is refused', async () => {
    await acme();
    const id = await receive(x12({ sets: [order850('1'), order850('2', { quantity: 'twelve' })] }));
    expect(await stateOf(id)).toMatchObject({ state: 'ticketed', parts: 2 });
    expect(await partsOf(id)).toMatchObject([
      { state: 'ticketed', ref: '0001', reason: null },
      { state: 'quarantined', ref: '0002', ticketId: null, position: { segment: 9, element: 2 } },
    ]);
    expect(await tickets()).toHaveLength(1);
    const [answer] = await answers(id);
    expect(answer!.text).toMatch(/AK5\*A[\s\S]*AK5\*R[\s\S]*AK9\*P\*2\*2\*1/);
    const defects = await database.rows('SELECT 1 FROM defect WHERE message_id = $1', [id]);
    expect(defects).toHaveLength(1);
  });

  it('stands beside the other tickets of its partner', async () => {
    await acme();
    await partner({ standard: 'edifact', qualifier: '14', id: '4099999000018' });
    await receive(x12({ sets: [order850('1')] }));
    await receive(edifact({ messages: [ordersOf('2')] }));
    await receive(x12({ control: '000000102', sets: [order850('3'), order850('4')] }));
    const [first, foreign, third, fourth] = await tickets();
    expect((await othersOf(database, first!.id, [1])).map(({ id }) => id)).toEqual([fourth!.id, third!.id]);
    expect(await othersOf(database, first!.id, [2])).toEqual([]);
    expect(await othersOf(database, foreign!.id, [1])).toEqual([]);
  });

  it('of EDIFACT is answered with CONTRL', async () => {
    await partner({ standard: 'edifact', qualifier: '14', id: '4099999000018' });
    const id = await receive(edifact({ messages: [ordersOf('98-4')] }));
    expect(await tickets()).toMatchObject([{ kind: 'order', fields: { documentNumber: '98-4' } }]);
    const [answer] = await answers(id);
    expect(answer).toMatchObject({ type: 'CONTRL', code: '7' });
    expect(answer!.text).toContain('UCI+4711+4099999000018:14+4099999000025:14+7');
  });

  it('that comes again opens nothing, and has the stored acknowledgement sent again', async () => {
    await acme();
    const raw = x12({ sets: [order850('4711')] });
    const first = await receive(raw);
    await database.rows(`UPDATE outbound SET state = 'sent', ended_at = now()`);
    await database.rows(`UPDATE outbound_recipient SET state = 'sent'`);
    const second = await receive(raw);
    expect(await stateOf(second)).toMatchObject({ state: 'suppressed', reason: 'edi.repeated-interchange' });
    expect(await tickets()).toHaveLength(1);
    expect(await answers()).toMatchObject([{ messageId: first, state: 'queued' }]);
  });

  it('that comes again after a replay is answered as it was decided last, and not as before', async () => {
    const id = await acme();
    // A currency of two letters: an error that may be noted.
    const raw = Buffer.from(
      x12({ sets: [order850('4711')] })
        .toString()
        .replace('CUR*BY*EUR', 'CUR*BY*EU'),
    );
    const first = await receive(raw);
    expect(await answers()).toMatchObject([{ type: '997', code: 'R' }]);
    await database.rows(
      `UPDATE partner SET agreement = jsonb_set(agreement, '{errors}', '"note-errors"') WHERE id = $1`,
      [id],
    );
    await database.rows(`UPDATE message SET state = 'pending', reason = NULL, detail = NULL WHERE id = $1`, [first]);
    await stepOf().run([first]);
    expect(await answers()).toMatchObject([{ code: 'R' }, { code: 'E' }]);
    await database.rows(`UPDATE outbound SET state = 'sent', ended_at = now()`);
    await database.rows(`UPDATE outbound_recipient SET state = 'sent'`);
    await receive(raw);
    expect(await answers()).toMatchObject([
      { code: 'R', state: 'sent' },
      { code: 'E', state: 'queued' },
    ]);
  });

  it('with a number that other bytes had is held, and refused', async () => {
    await acme({ duplicateWindowDays: 30 });
    await receive(x12({ sets: [order850('1')] }));
    const id = await receive(x12({ sets: [order850('2')] }));
    expect(await stateOf(id)).toMatchObject({ state: 'quarantined', reason: 'edi.control-number-reused' });
    const [answer] = await answers(id);
    expect(answer).toMatchObject({ type: 'TA1', code: 'R' });
    expect(answer!.text).toMatch(/TA1\*000000101\*260302\*1000\*R\*025/);
    expect(await tickets()).toHaveLength(1);
  });

  it('that was refused is not refused again by a replay, and is answered when it is taken after all', async () => {
    await acme({ duplicateWindowDays: 30 });
    const first = await receive(x12({ sets: [order850('1')] }));
    const id = await receive(x12({ sets: [order850('2')] }));
    const replayed = async () => {
      await database.transaction(tx => replay(tx, id));
      await stepOf().run([id]);
      return (await answers(id)).map(({ type, code }) => `${type} ${code}`);
    };
    expect(await replayed()).toEqual(['TA1 R']);
    expect(await replayed()).toEqual(['TA1 R']);
    expect(await stateOf(id)).toMatchObject({ state: 'quarantined', reason: 'edi.control-number-reused' });
    // So it is with a set that was refused for what is wrong with it.
    const faulty = await receive(x12({ control: '000000102', sets: [order850('3', { quantity: 'twelve' })] }));
    await database.transaction(tx => replay(tx, faulty));
    await stepOf().run([faulty]);
    expect((await answers(faulty)).map(({ type, code }) => `${type} ${code}`)).toEqual(['997 R']);
    // The number is agreed to count for less long: what the partner hears then is news.
    await database.rows(`UPDATE interchange SET received_at = received_at - interval '31 days' WHERE message_id = $1`, [
      first,
    ]);
    expect(await replayed()).toEqual(['TA1 R', '997 A']);
  });

  it('may use a number again when the time is over in which it may not', async () => {
    await acme({ duplicateWindowDays: 30 });
    const first = await receive(x12({ sets: [order850('1')] }));
    await database.rows(`UPDATE interchange SET received_at = received_at - interval '31 days' WHERE message_id = $1`, [
      first,
    ]);
    const id = await receive(x12({ sets: [order850('2')] }));
    expect((await stateOf(id)).state).toBe('ticketed');
  });

  it('that two instances convert at once, or two that are equal, make one ticket and one acknowledgement', async () => {
    await acme();
    const raw = x12({ sets: [order850('4711')] });
    const ids = await Promise.all([take(raw), take(raw), take(raw)]);
    await Promise.all([...ids, ...ids].map(id => stepOf().run([id])));
    expect(await tickets()).toHaveLength(1);
    expect(await answers()).toHaveLength(1);
    const states = await Promise.all(ids.map(async id => (await stateOf(id)).state));
    expect(states.sort()).toEqual(['suppressed', 'suppressed', 'ticketed']);
  });

  it('of somebody unknown is held, and flows when its sender has become a partner', async () => {
    const id = await receive(x12({ sets: [order850('4711')] }));
    expect(await stateOf(id)).toMatchObject({ state: 'quarantined', reason: 'edi.unknown-sender', parts: 0 });
    expect(await answers()).toEqual([]);
    await acme();
    await database.transaction(tx => replay(tx, id));
    await stepOf().run([id]);
    expect((await stateOf(id)).state).toBe('ticketed');
    expect(await answers(id)).toMatchObject([{ type: '997', code: 'A' }]);
  });

  it('for a test is no order where tests were not agreed', async () => {
    await acme();
    const id = await receive(x12({ test: true, sets: [order850('4711')] }));
    expect(await stateOf(id)).toMatchObject({ state: 'quarantined', reason: 'edi.test-on-production' });
    expect(await tickets()).toEqual([]);
  });

  it('gives numbers to our answers that rise without gaps, whatever failed between', async () => {
    await acme();
    await receive(x12({ control: '000000001', sets: [order850('1')] }));
    const failing = await take(x12({ control: '000000002', sets: [order850('2')] }));
    await database.rows(`ALTER TABLE message_part ADD CONSTRAINT broken CHECK (document_number <> '2')`);
    await stepOf().run([failing]);
    await database.rows('ALTER TABLE message_part DROP CONSTRAINT broken');
    await receive(x12({ control: '000000003', sets: [order850('3')] }));
    expect((await answers()).map(answer => answer.controlRef)).toEqual(['000000001', '000000002']);
    expect(await stateOf(failing)).toMatchObject({ state: 'quarantined', reason: 'conversion.failed' });
  });
});

describe('a change of an order', () => {
  it('joins the ticket of its order, and brings it back to the rail', async () => {
    await acme();
    await receive(x12({ control: '000000001', sets: [order850('4711')] }));
    const [order] = await tickets();
    await database.rows(
      `UPDATE ticket SET state = 'done', outcome = 'entered', done_at = now(), done_on_time = true WHERE id = $1`,
      [order!.id],
    );
    const id = await receive(x12({ control: '000000002', functional: 'PC', sets: [change860('4711', '14')] }));
    expect(await stateOf(id)).toMatchObject({ state: 'appended', ticketId: order!.id });
    expect(await tickets()).toMatchObject([{ state: 'open', fields: { lines: [{ quantity: '12' }, {}] } }]);
    const joined = (await entries(order!.id)).find(entry => entry.messageId === id);
    expect(joined).toMatchObject({ part: 1, why: 'about order 4711 of Acme Parts' });
    expect(joined!.detail).toMatchObject({ document: { originalOrder: '4711', lines: [{ lineNumber: '1' }] } });
  });

  it('in one interchange with its order meets it there', async () => {
    await acme();
    await receive(x12({ sets: [order850('4711'), change860('4711', '14')] }));
    const [order, ...others] = await tickets();
    expect(others).toEqual([]);
    expect(await entries(order!.id)).toMatchObject([{ part: 1 }, { part: 2 }]);
  });

  it('in one interchange with its order, and before it, meets it there', async () => {
    await acme();
    const [change, order] = [
      x12({ functional: 'PC', sets: [change860('4711', '20')] }).toString(),
      x12({ control: '000000102', sets: [order850('4711')] }).toString(),
    ];
    const group = order.slice(order.indexOf('GS*'), order.indexOf('IEA*'));
    const id = await receive(Buffer.from(change.replace('IEA*1*', `${group}IEA*2*`)));
    const [ticket, ...others] = await tickets();
    expect([ticket!.kind, others]).toEqual(['order', []]);
    expect((await entries(ticket!.id)).map(({ part }) => part)).toEqual([2, 1]);
    expect(await partsOf(id)).toMatchObject([{ state: 'appended' }, { state: 'ticketed' }]);
  });

  it('of an order that nobody knows, or that is another partner’s, opens a ticket of its own', async () => {
    await acme();
    await partner({ standard: 'x12', qualifier: 'ZZ', id: 'OTHER' });
    await receive(x12({ sender: 'OTHER', sets: [order850('4711')] }));
    await receive(x12({ functional: 'PC', sets: [change860('4711', '14')] }));
    expect(await tickets()).toMatchObject([{ kind: 'order' }, { kind: 'order-change' }]);
  });
});

it('An original order with a number that came before says so on its ticket', async () => {
  await acme();
  await receive(x12({ control: '000000001', sets: [order850('4711')] }));
  await receive(x12({ control: '000000002', sets: [order850('4711')] }));
  const [first, second] = await tickets();
  const [entry] = await entries(second!.id);
  expect(entry!.detail).toMatchObject({ warnings: [`Order 4711 was received before: see #${first!.id}`] });
});

describe('a document of ours', () => {
  const send = (partnerId: number, groupRef: string, dueAt = new Date('2030-01-01T00:00:00Z')) =>
    database.transaction(tx =>
      sendDocument(tx, {
        partnerId,
        partnerKey: 'acme',
        channelId: EDI,
        ticketId: null,
        raw: Buffer.from('ISA…'),
        from: 'NORDWERK',
        interchangeRef: groupRef.padStart(9, '0'),
        sets: [{ functionalId: 'PR', groupRef, messageRef: '0001', documentType: '855', documentNumber: '4711' }],
        dueAt,
      }),
    );
  const returned = (groupRef: string, code: 'A' | 'R', control: string) =>
    x12({
      control,
      functional: 'FA',
      sets: [
        {
          type: '997',
          body: [`AK1*PR*${groupRef}`, 'AK2*855*0001', `AK5*${code}`, `AK9*${code}*1*1*${code === 'A' ? 1 : 0}`],
        },
      ],
    });
  const sent = () =>
    database.rows<{ state: string; exception: number | null }>(
      'SELECT state, exception_ticket_id AS exception FROM sent_document ORDER BY id',
    );

  it('is settled by the partner’s acknowledgement, which is not acknowledged itself', async () => {
    await send(await acme(), '77');
    const id = await receive(returned('77', 'A', '000000001'));
    expect(await sent()).toEqual([{ state: 'accepted', exception: null }]);
    expect(await stateOf(id)).toMatchObject({ state: 'suppressed', reason: 'edi.acknowledgement' });
    expect([await tickets(), await answers()]).toEqual([[], []]);
  });

  it('that was rejected opens a ticket', async () => {
    await send(await acme(), '77');
    await receive(returned('77', 'R', '000000001'));
    const [ticket] = await tickets();
    expect(ticket).toMatchObject({ kind: 'issue', subject: 'Acme Parts rejected 855 4711' });
    expect(await sent()).toEqual([{ state: 'rejected', exception: ticket!.id }]);
  });

  it('that is no document of ours is held', async () => {
    await send(await acme(), '77');
    const id = await receive(returned('78', 'A', '000000001'));
    expect(await stateOf(id)).toMatchObject({ state: 'quarantined', reason: 'edi.acknowledgement-unmatched' });
    expect(await sent()).toMatchObject([{ state: 'waiting' }]);
  });

  const sendSets = (partnerId: number, sets: [group: string, ref: string, number: string][], dueAt?: Date) =>
    database.transaction(tx =>
      sendDocument(tx, {
        ...{
          partnerId,
          partnerKey: 'acme',
          channelId: EDI,
          ticketId: null,
          raw: Buffer.from('ISA…'),
          from: 'NORDWERK',
        },
        interchangeRef: '000000077',
        sets: sets.map(([groupRef, messageRef, documentNumber]) => ({
          ...{ functionalId: 'PR', groupRef, messageRef, documentType: '855', documentNumber },
        })),
        dueAt: dueAt ?? new Date('2030-01-01T00:00:00Z'),
      }),
    );
  const envelopeOnly = (code: 'A' | 'R') => {
    const lines = returned('77', 'A', '000000009').toString().split('\n');
    const ta1 = `TA1*000000077*260302*1000*${code}*${code === 'A' ? '000' : '020'}~`;
    return Buffer.from([lines[0], ta1, 'IEA*0*000000009~', ''].join('\n'));
  };

  it('whose envelope alone was taken still waits for its acknowledgement', async () => {
    await send(await acme(), '77');
    await receive(envelopeOnly('A'));
    expect(await sent()).toEqual([{ state: 'waiting', exception: null }]);
    const [row] = await database.rows('SELECT received_at IS NOT NULL AS received, is_open FROM sent_document');
    expect(row).toEqual({ received: true, is_open: true });
    await receive(returned('77', 'A', '000000010'));
    expect(await sent()).toEqual([{ state: 'accepted', exception: null }]);
  });

  it.each([
    [false, 'waiting'],
    [true, 'accepted'],
  ])(
    'of EDIFACT, for which nothing but receipt was asked (%s), is %s when its receipt is said',
    async (asked, state) => {
      const partnerId = await partner({ standard: 'edifact', qualifier: '14', id: '4099999000018' });
      const ours = { partnerId, partnerKey: 'weser', channelId: EDI, ticketId: null, from: 'NORDWERK' };
      await database.transaction(tx =>
        sendDocument(tx, {
          ...{ ...ours, raw: Buffer.from('UNB…'), interchangeRef: '77', receiptSettles: asked },
          sets: [
            { functionalId: null, groupRef: null, messageRef: '1', documentType: 'ORDRSP', documentNumber: '4711' },
          ],
          dueAt: new Date('2030-01-01T00:00:00Z'),
        }),
      );
      const contrl = (control: string, ...body: string[]) => edifact({ control, messages: [['CONTRL', ...body]] });
      const uci = (action: number) => `UCI+77+4099999000025:14+4099999000018:14+${action}`;
      await receive(contrl('801', uci(8)));
      expect(await sent()).toMatchObject([{ state }]);
      // Its content was taken but for one message: the worst counts, whenever it comes.
      await receive(contrl('802', uci(7), 'UCM+1+ORDRSP:D:96A:UN+4+13'));
      expect(await sent()).toMatchObject([{ state: 'rejected' }]);
      expect(await tickets()).toMatchObject([{ subject: 'Weserwerke rejected ORDRSP 4711' }]);
    },
  );

  it('whose envelope was rejected is rejected', async () => {
    await send(await acme(), '77');
    await receive(envelopeOnly('R'));
    expect(await sent()).toMatchObject([{ state: 'rejected' }]);
  });

  it('of two groups is acknowledged when both are', async () => {
    const groups: [string, string, string][] = [
      ['81', '0001', '4711'],
      ['82', '0001', '4712'],
    ];
    await sendSets(await acme(), groups);
    await receive(returned('81', 'A', '000000001'));
    expect(await sent()).toMatchObject([{ state: 'waiting' }]);
    await receive(returned('82', 'A', '000000002'));
    expect(await sent()).toMatchObject([{ state: 'accepted' }]);
  });

  it('that was rejected in part opens a ticket that names the refused one only', async () => {
    await sendSets(await acme(), [
      ['77', '0001', '4711'],
      ['77', '0002', '4712'],
    ]);
    const body = ['AK1*PR*77', 'AK2*855*0001', 'AK5*A', 'AK2*855*0002', 'AK5*R*5', 'AK9*P*2*2*1'];
    await receive(x12({ functional: 'FA', sets: [{ type: '997', body }] }));
    const [ticket] = await tickets();
    expect(ticket).toMatchObject({ subject: 'Acme Parts rejected 855 4712' });
    const [entry] = await database.rows<{ text: string }>('SELECT text FROM entry WHERE ticket_id = $1', [ticket!.id]);
    expect(entry!.text).toContain('855 0002: rejected, error 5');
  });

  it('that is acknowledged late says so on the ticket that told of silence, once, and leaves it open', async () => {
    await send(await acme(), '77', new Date('2026-03-01T00:00:00Z'));
    await overdueRun(database, house, () => new Date('2026-03-02T10:05:00Z'))();
    await receive(returned('77', 'A', '000000001'));
    await receive(returned('77', 'A', '000000002'));
    const [ticket, ...others] = await tickets();
    expect([ticket!.state, others]).toEqual(['open', []]);
    const told = await database.rows<{ text: string }>('SELECT text FROM entry WHERE ticket_id = $1 ORDER BY seq', [
      ticket!.id,
    ]);
    expect(told).toHaveLength(2);
    expect(told[1]!.text).toMatch(/after all: 855 4711 was acknowledged at .*10:00 \(997, accepted\)/);
    expect(await sent()).toMatchObject([{ state: 'accepted', exception: ticket!.id }]);
  });

  it('that nobody acknowledges in time opens a ticket, once', async () => {
    await send(await acme(), '77', new Date('2026-03-01T00:00:00Z'));
    const sweep = overdueRun(database, house, () => new Date('2026-03-02T10:05:00Z'));
    const raised = await Promise.all([sweep(), sweep()]);
    expect(raised[0]! + raised[1]!).toBe(1);
    expect(await tickets()).toMatchObject([{ subject: 'Acme Parts has not acknowledged 855 4711' }]);
    expect(await sent()).toMatchObject([{ state: 'overdue' }]);
  });
});

describe('a mail that brings EDI', () => {
  const mail = (text: string, file: Buffer) =>
    Buffer.from(
      [
        'From: Acme EDI <edi@acme.example>',
        'To: orders@nordwerk.example',
        'Subject: Orders',
        `Message-ID: <${randomUUID()}@acme.example>`,
        'MIME-Version: 1.0',
        'Content-Type: multipart/mixed; boundary="b"',
        '',
        '--b',
        'Content-Type: text/plain',
        '',
        text,
        '--b',
        'Content-Type: application/octet-stream; name="orders.edi"',
        'Content-Disposition: attachment; filename="orders.edi"',
        'Content-Transfer-Encoding: base64',
        '',
        file.toString('base64'),
        '--b--',
        '',
      ].join('\r\n'),
    );
  const waiting = () => database.rows<{ id: number }>(`SELECT id FROM message WHERE state = 'pending' ORDER BY id`);

  it('passes it on to its channel, and is answered by mail', async () => {
    await acme();
    const carrier = await take(mail('See the attached file.', x12({ sets: [order850('4711')] })), MAILBOX);
    await stepOf().run([carrier]);
    expect(await stateOf(carrier)).toMatchObject({ state: 'suppressed', reason: 'edi.passed-on' });
    await stepOf().run((await waiting()).map(row => row.id));
    expect(await tickets()).toMatchObject([{ kind: 'order' }]);
    const [answer] = await answers();
    expect(answer).toMatchObject({ type: '997', to: 'edi@acme.example' });
    expect(answer!.text).toContain('Auto-Submitted: auto-replied');
  });

  it('still becomes a ticket where somebody wrote more than a line beside it', async () => {
    await acme();
    const words = 'Please look at line two, the price was agreed differently on the phone last week. '.repeat(6);
    const carrier = await take(mail(words, x12({ sets: [order850('4711')] })), MAILBOX);
    await stepOf().run([carrier]);
    await stepOf().run((await waiting()).map(row => row.id));
    expect(await tickets()).toMatchObject([{ kind: 'inquiry' }, { kind: 'order' }]);
  });
});
