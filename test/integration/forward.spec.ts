// A colleague forwards what a customer wrote: the customer is the requester, the note stays in the house, and the colleague has one receipt.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { simpleParser } from 'mailparser';
import { createEmailConverter } from '#channels';
import type { Converter, HeldLease } from '#channels/contract';
import { acknowledgeRun, ConversionStep, HouseReader } from '#router';
import { audit, createCompany, Database, forwardOf, forwardsOf, LedgerStore, strayRequests } from '#store';
import { OFFICE_HOURS, type SignedIds } from '#tickets';
import { createTestDatabase } from '../database/database.js';

const KEY = Buffer.alloc(32, 5);
const signed: SignedIds = { messageId: () => null, replyAddress: () => null };
const log = { warn: () => undefined, error: () => undefined };
const SETTINGS = {
  addresses: ['support@nordwerk.example'],
  fromName: 'Nordwerk Pumps',
  acknowledge: true,
  smtpOut: { host: '127.0.0.1', port: 2525, tls: 'none' },
  organisationDomains: ['nordwerk.example'],
};

let test: Awaited<ReturnType<typeof createTestDatabase>>;
let database: Database;
let converter: Converter;

beforeAll(() => {
  converter = createEmailConverter();
});
afterAll(() => converter.close());
afterEach(async () => {
  expect((await audit(database, { bytes: true })).findings).toEqual([]);
  await database.close();
  await test.drop();
});

async function open(settings: object = {}): Promise<void> {
  test = await createTestDatabase();
  database = await Database.open({ url: test.url });
  await database.transaction(tx =>
    createCompany(tx, {
      name: 'Nordwerk Pumps',
      demo: false,
      departments: [{ key: 'service', name: 'Customer service', timeZone: 'UTC', workHours: OFFICE_HOURS }],
      people: [],
      channels: [
        {
          key: 'mail',
          kind: 'email',
          name: 'Mailbox',
          departmentKey: 'service',
          settings: { ...SETTINGS, ...settings },
        },
      ],
      rules: [],
    }),
  );
}

const fixture = async (name: string, change = (mail: string) => mail): Promise<Buffer> =>
  Buffer.from(change(await readFile(`test/fixtures/email/${name}.eml`, 'latin1')), 'latin1');

async function take(raw: Buffer): Promise<void> {
  const accepted = await new LedgerStore(database).accept(
    [
      {
        channelId: 1,
        sourceIdentity: createHash('sha256').update(raw).digest('hex'),
        raw,
        receivedAt: new Date(),
        conversationKey: 'one',
        transport: { via: 'smtp', rcptTo: ['support@nordwerk.example'] },
      },
    ],
    { departmentOf: () => 1 } as { departmentOf: (id: number) => number; lease?: HeldLease },
  );
  const house = new HouseReader(database, signed);
  const step = new ConversionStep({
    database,
    house,
    converterOf: () => converter,
    signed,
    now: () => new Date(),
    log,
  });
  await step.run(accepted.map(one => one.messageId));
}

const receipts = () => acknowledgeRun({ database, key: KEY, log })();

async function sent() {
  const rows = await database.rows<{ bytes: Buffer; to: string }>(
    `SELECT b.bytes, r.address AS "to" FROM outbound o JOIN blob b ON b.sha256 = o.raw_sha256 JOIN outbound_recipient r ON r.outbound_id = o.id ORDER BY o.id`,
  );
  return Promise.all(rows.map(async ({ bytes, to }) => ({ to, mail: await simpleParser(bytes) })));
}

const entries = () =>
  database.rows<{ type: string; author: string; text: string; forward: { confidence: string } | null }>(
    `SELECT type, author_name AS author, text, detail -> 'forward' AS forward FROM entry ORDER BY id`,
  );
const ticket = async () =>
  (
    await database.rows<{ id: number; name: string; address: string }>(
      'SELECT id, requester_name AS name, requester_address AS address FROM ticket',
    )
  )[0]!;

it('is the customer’s ticket; what the colleague typed above it is a note', async () => {
  await open();
  await take(await fixture('26-outlook-desktop-english'));
  expect(await ticket()).toMatchObject({ name: 'Anna Weber', address: 'anna.weber@kranich.example' });
  const [message, note, ...more] = await entries();
  expect(more).toEqual([]);
  expect(message).toMatchObject({ type: 'message', author: 'Anna Weber', forward: { confidence: 'likely' } });
  expect(note).toMatchObject({ type: 'note', author: 'Tom Berg' });
  expect(note!.text).not.toBe('');
  expect(message!.text).not.toContain(note!.text);
});

it('gives the colleague one receipt with number and promised time, without a word of the customer, and the customer none', async () => {
  await open();
  await take(await fixture('26-outlook-desktop-english'));
  expect(await receipts()).toBe(1);
  expect(await receipts()).toBe(0);
  const [receipt, ...more] = await sent();
  expect(more).toEqual([]);
  expect(receipt!.to).toBe('tom@nordwerk.example');
  const { text, headers, subject } = receipt!.mail;
  expect(text).toContain(`#${(await ticket()).id}`);
  expect(text).toMatch(/Whoever asked hears by \w+ \d+ \w+ \d{4}, \d\d:\d\d/);
  expect(`${subject} ${text}`).not.toMatch(/Anna|Weber|seal/i);
  expect(subject).toContain(`[#${(await ticket()).id}]`);
  expect(headers.get('auto-submitted')).toBe('auto-replied');
});

it('is counted for the colleague and the week, and stands in the colleague’s list with where it hangs', async () => {
  await open();
  await take(await fixture('26-outlook-desktop-english'));
  await take(await fixture('26-gmail-german'));
  const [first, second, ...more] = await forwardsOf(database, 'Tom@nordwerk.example', { before: null, limit: 10 });
  expect(more).toEqual([]);
  expect(second).toMatchObject({
    way: 'inline',
    who: 'Anna Weber',
    ticketId: (await ticket()).id,
    state: 'open',
    reply: null,
  });
  expect(first!.id).toBeGreaterThan(second!.id);
  expect(await forwardsOf(database, 'ines@nordwerk.example', { before: null, limit: 10 })).toEqual([]);
  expect(await forwardOf(database, 'ines@nordwerk.example', first!.id)).toBeNull();
  const [row, ...others] = await strayRequests(database, [1], new Date(), 8);
  expect(others).toEqual([]);
  expect(row).toMatchObject({ name: 'Tom Berg', address: 'tom@nordwerk.example', byMail: 2, onPage: 0 });
});

it('has a receipt for each forward: a colleague may forward several in a day', async () => {
  await open();
  await take(await fixture('26-outlook-desktop-english'));
  await take(await fixture('26-gmail-german'));
  expect(await receipts()).toBe(2);
  expect((await sent()).map(one => one.to)).toEqual(['tom@nordwerk.example', 'tom@nordwerk.example']);
});

it('says so where nobody from outside can be found in it, and keeps the colleague as requester', async () => {
  await open();
  await take(await fixture('26-original-sender-not-found'));
  expect(await ticket()).toMatchObject({ address: 'tom@nordwerk.example' });
  expect((await entries())[0]).toMatchObject({ author: 'Tom Berg', forward: { confidence: 'none' } });
  await receipts();
  expect((await sent())[0]!.mail.text).toContain('We could not see in it who asked');
});

it('is ordinary mail from somebody outside, who is acknowledged as anybody is', async () => {
  await open();
  await take(
    await fixture('26-outlook-desktop-english', mail =>
      mail.replaceAll('tom@nordwerk.example', 'tom@elsewhere.example'),
    ),
  );
  expect(await ticket()).toMatchObject({ address: 'tom@elsewhere.example' });
  expect((await entries()).map(entry => [entry.type, entry.forward])).toEqual([['message', null]]);
  await receipts();
  expect((await sent()).map(one => one.to)).toEqual(['tom@elsewhere.example']);
});

it('is ordinary mail where our own mail server does not vouch for the colleague, and ops named that server', async () => {
  await open({ authServers: ['mx.nordwerk.example'] });
  await take(await fixture('26-outlook-desktop-english'));
  expect(await ticket()).toMatchObject({ address: 'tom@nordwerk.example' });
  expect((await entries()).map(entry => entry.forward)).toEqual([null]);
  await receipts();
  expect(await sent()).toEqual([]);
});

it('is silent where ops want no receipts', async () => {
  await open({ forwardReceipts: false });
  await take(await fixture('26-outlook-desktop-english'));
  expect(await receipts()).toBe(0);
  expect(await sent()).toEqual([]);
});
