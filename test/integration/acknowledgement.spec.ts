// Acknowledgements: whoever begins a ticket hears once that it has come, and by when they hear; machines, lists and the impatient do not.
import { createHash, randomUUID } from 'node:crypto';
import { simpleParser } from 'mailparser';
import { createEmailConverter } from '#channels';
import type { Converter, HeldLease } from '#channels/contract';
import { acknowledgeRun, ConversionStep, HouseReader } from '#router';
import { createCompany, Database, LedgerStore } from '#store';
import type { SignedIds } from '#tickets';
import { createTestDatabase } from '../database/database.js';

const KEY = Buffer.alloc(32, 5);
const signed: SignedIds = { messageId: () => null, replyAddress: () => null };
const log = { warn: () => undefined, error: () => undefined };
const ALWAYS = Object.fromEntries(
  ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map(day => [day, [['00:00', '24:00']]]),
) as Parameters<typeof createCompany>[1]['departments'][number]['workHours'];

let test: Awaited<ReturnType<typeof createTestDatabase>>;
let database: Database;
let ledger: LedgerStore;
let converter: Converter;
let step: ConversionStep;
let clock: Date;
let run: () => Promise<number>;

beforeAll(() => {
  converter = createEmailConverter();
});
afterAll(() => converter.close());
afterEach(async () => {
  await database?.close();
  await test?.drop();
});

async function open(settings: object = {}): Promise<void> {
  test = await createTestDatabase();
  database = await Database.open({ url: test.url });
  await database.transaction(tx =>
    createCompany(tx, {
      name: 'Test',
      demo: false,
      departments: [{ key: 'service', name: 'Customer service', timeZone: 'UTC', workHours: ALWAYS }],
      people: [],
      channels: [
        {
          key: 'service',
          kind: 'email',
          name: 'Mailbox',
          departmentKey: 'service',
          settings: {
            addresses: ['support@rail.test', 'help@rail.test'],
            fromName: 'Our house',
            acknowledge: true,
            smtpOut: { host: '127.0.0.1', port: 2525, tls: 'none' },
            organisationDomains: ['rail.test'],
            ...settings,
          },
        },
      ],
      rules: [],
    }),
  );
  ledger = new LedgerStore(database);
  const house = new HouseReader(database, signed);
  step = new ConversionStep({ database, house, converterOf: () => converter, signed, now: () => new Date(), log });
  clock = new Date();
  run = acknowledgeRun({ database, key: KEY, log, now: () => clock });
}

async function mail(over: { from?: string; to?: string; subject?: string; headers?: string[] } = {}): Promise<void> {
  const id = randomUUID();
  const raw = Buffer.from(
    [
      `From: ${over.from ?? 'Ada Byrne <ada@client.example>'}`,
      `To: ${over.to ?? 'support@rail.test'}`,
      `Subject: ${over.subject ?? 'A question'}`,
      `Message-ID: <${id}@client.example>`,
      ...(over.headers ?? []),
      '',
      `When will it arrive? ${id}`,
    ].join('\r\n'),
  );
  const accepted = await ledger.accept(
    [
      {
        channelId: 1,
        sourceIdentity: createHash('sha256').update(raw).digest('hex'),
        raw,
        receivedAt: new Date(),
        conversationKey: id,
        transport: { via: 'smtp', rcptTo: [over.to ?? 'support@rail.test'] },
      },
    ],
    { departmentOf: () => 1 } as { departmentOf: (id: number) => number; lease?: HeldLease },
  );
  await step.run(accepted.map(one => one.messageId));
}

const sent = () =>
  database.rows<{ bytes: Buffer; purpose: string; address: string; ticketId: number }>(
    `SELECT b.bytes, o.purpose, r.address, o.ticket_id AS "ticketId"
       FROM outbound o JOIN blob b ON b.sha256 = o.raw_sha256 JOIN outbound_recipient r ON r.outbound_id = o.id ORDER BY o.id`,
  );

describe('an acknowledgement', () => {
  it('answers the mail from the address that was written to, says the promised time, and is marked as a machine’s', async () => {
    await open({ plusAddressing: true });
    await mail({ to: 'help@rail.test', subject: 'Where is our P-40?' });
    expect(await run()).toBe(1);
    const [queued] = await sent();
    expect(queued).toMatchObject({ purpose: 'acknowledgement', address: 'ada@client.example' });
    const read = await simpleParser(queued!.bytes);
    const [ticket] = await database.rows<{ id: number; dueAt: Date; state: string; acknowledge: boolean }>(
      'SELECT id, due_at AS "dueAt", state, acknowledge FROM ticket',
    );
    expect(read.from?.value[0]).toMatchObject({ address: 'help@rail.test', name: 'Our house' });
    expect(read.subject).toBe(`Re: Your message [#${ticket!.id}]`);
    expect(read.headers.get('auto-submitted')).toBe('auto-replied');
    expect(read.inReplyTo).toMatch(/@client\.example>$/);
    expect(read.replyTo?.value[0]?.address).toMatch(/^help\+/);
    const day = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', day: 'numeric', month: 'long', year: 'numeric' });
    expect(read.text).toContain(day.format(ticket!.dueAt));
    expect(read.text).toContain(`#${ticket!.id}`);
    expect([ticket!.state, ticket!.acknowledge]).toEqual(['open', false]);
    const entries = await database.rows<{ type: string; author: string }>(
      'SELECT type, author_name AS author FROM entry ORDER BY seq',
    );
    expect(entries).toEqual([
      { type: 'message', author: 'Ada Byrne' },
      { type: 'reply', author: 'Ticket Rail' },
    ]);
  });

  it('is sent once, whoever sweeps, and not again to the same address within a day', async () => {
    await open();
    await mail();
    const other = acknowledgeRun({ database, key: KEY, log, now: () => clock });
    const both = await Promise.all([run(), other(), run()]);
    expect(both.reduce((sum, count) => sum + count)).toBe(1);
    await mail();
    expect(await run()).toBe(0);
    clock = new Date(clock.getTime() + 25 * 3_600_000);
    await mail();
    expect(await run()).toBe(1);
    expect(await sent()).toHaveLength(2);
  });

  it.each([
    ['a machine', { headers: ['Auto-Submitted: auto-generated'] }],
    ['a list', { headers: ['List-Id: <news.client.example>', 'Precedence: bulk'] }],
    ['an address that nobody reads', { from: 'no-reply@client.example' }],
    ['a colleague', { from: 'Bo <bo@rail.test>' }],
  ])('is not sent to %s', async (_, over) => {
    await open();
    await mail(over);
    expect(await run()).toBe(0);
    expect(await sent()).toEqual([]);
  });

  it('is not sent where the channel does not acknowledge, nor where a person was faster', async () => {
    await open({ acknowledge: false });
    await mail();
    expect(await run()).toBe(0);
    await database.close();
    await test.drop();
    await open();
    await mail();
    await database.rows(`UPDATE ticket SET state = 'done', outcome = 'answered', done_at = now(), done_on_time = true`);
    expect(await run()).toBe(0);
    expect(await sent()).toEqual([]);
  });

  it('says the kind and the number, and neutral words where its text would say what the sender wrote', async () => {
    await open();
    const words =
      'Dear {{requester.firstName}} ({{requester.name|you}}), your {{ticket.kind}} "{{ticket.subject}}" has come. {{fields.partNumber|}}';
    await database.rows(
      `INSERT INTO ticket_kind (key, version, definition)
       SELECT key, version + 1, (definition::jsonb || jsonb_build_object('title', 'Spare part request', 'acknowledgement', $1::text))::json
         FROM ticket_kind WHERE key = 'inquiry' AND version = (SELECT max(version) FROM ticket_kind WHERE key = 'inquiry')`,
      [words],
    );
    await mail({ from: 'Ada Byrne <ada@client.example>', subject: 'Look at evil.example' });
    await database.rows(`UPDATE ticket SET fields = '{"quantity": 12, "partNumber": "P-40"}'`);
    expect(await run()).toBe(1);
    const [queued] = await sent();
    const [ticket] = await database.rows<{ id: number }>('SELECT id FROM ticket');
    const read = await simpleParser(queued!.bytes);
    expect(read.text!.trim()).toBe(`Dear customer (you), your Spare part request "#${ticket!.id}" has come.`);
  });

  it('is not sent where a field that its words use is not filled in', async () => {
    await open();
    await database.rows(
      `INSERT INTO ticket_kind (key, version, definition)
       SELECT key, version + 1, (definition::jsonb || '{"acknowledgement": "We have your {{fields.partNumber}}."}')::json FROM ticket_kind
        WHERE key = 'inquiry' ORDER BY version DESC LIMIT 1`,
    );
    await mail();
    expect(await run()).toBe(0);
    expect(await sent()).toEqual([]);
  });
});
