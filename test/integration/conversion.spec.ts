// From raw bytes to the rail, against a real PostgreSQL: what is stored once, what meets, what is undone, and what the auditor sees.

import { createHash } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createEmailConverter } from '#channels';
import type { Conversion, Converter, Envelope, HeldLease } from '#channels/contract';
import { ConversionStep, HouseReader } from '#router';
import { audit, createCompany, Database, LeaseStore, LedgerStore, replay } from '#store';
import { OFFICE_HOURS, type SignedIds } from '#tickets';
import { createTestDatabase } from '../database/database.js';

const signed: SignedIds = {
  messageId: id => (/^<own\.(\d+)@/.test(id) ? { ticketId: Number(/^<own\.(\d+)@/.exec(id)![1]) } : null),
  replyAddress: () => null,
};
const log = { warn: () => undefined, error: () => undefined };

let test: Awaited<ReturnType<typeof createTestDatabase>>;
let database: Database;
let ledger: LedgerStore;
let converter: Converter;
let step: ConversionStep;

const departmentOf = (channelId: number) => channelId;

function mail(
  over: { id?: string; subject?: string; text?: string; from?: string; headers?: string[]; channel?: number } = {},
): Envelope {
  const lines = [
    `From: ${over.from ?? 'Ada <ada@client.example>'}`,
    'To: support@nordwerk.example',
    `Subject: ${over.subject ?? 'A question'}`,
    ...(over.id ? [`Message-ID: <${over.id}>`] : []),
    'Date: Mon, 02 Mar 2026 10:00:00 +0000',
    ...(over.headers ?? []),
    '',
    over.text ?? 'When will it arrive?',
    '',
  ];
  const raw = Buffer.from(lines.join('\r\n'));
  return {
    channelId: over.channel ?? 1,
    sourceIdentity: createHash('sha256').update(raw).digest('hex'),
    raw,
    receivedAt: new Date('2026-03-02T10:00:00Z'),
    conversationKey: over.id ?? 'x',
    transport: { via: 'smtp', rcptTo: ['support@nordwerk.example'] },
  };
}

const take = async (...envelopes: Envelope[]) =>
  (await ledger.accept(envelopes, { departmentOf })).map(accepted => accepted.messageId);
const convert = async (...envelopes: Envelope[]) => {
  const ids = await take(...envelopes);
  return step.run(ids);
};
const states = async () =>
  (await database.rows<{ state: string; reason: string | null }>('SELECT state, reason FROM message ORDER BY id')).map(
    row => (row.reason ? `${row.state} ${row.reason}` : row.state),
  );
const count = async (table: string) => (await database.rows<{ n: number }>(`SELECT count(*) AS n FROM ${table}`))[0]!.n;

beforeAll(() => {
  converter = createEmailConverter();
});
afterAll(() => converter.close());

beforeEach(async () => {
  test = await createTestDatabase();
  database = await Database.open({ url: test.url });
  const settings = (address: string) => ({
    addresses: [address],
    smtpIn: { accept: true },
    organisationDomains: ['nordwerk.example'],
  });
  await database.transaction(tx =>
    createCompany(tx, {
      name: 'Test',
      demo: false,
      departments: ['one', 'two'].map(key => ({ key, name: key, timeZone: 'UTC', workHours: OFFICE_HOURS })),
      people: [],
      channels: ['one', 'two'].map(key => ({
        key,
        kind: 'email',
        name: key,
        departmentKey: key,
        settings: settings(`${key}@nordwerk.example`),
      })),
      rules: [],
    }),
  );
  ledger = new LedgerStore(database);
  step = new ConversionStep({
    database,
    house: new HouseReader(database, signed),
    converterOf: () => converter,
    signed,
    now: () => new Date('2026-03-02T10:05:00Z'),
    log,
  });
});

afterEach(async () => {
  await database.close();
  await test.drop();
});

describe('the ledger', () => {
  it('stores bytes, event and count together, and the same input once', async () => {
    const envelope = mail({ id: 'a@client' });
    const first = await ledger.accept([envelope, envelope], { departmentOf });
    const second = await ledger.accept([envelope], { departmentOf });
    expect(first.map(accepted => accepted.outcome)).toEqual(['stored', 'known']);
    expect(second).toEqual([{ outcome: 'known', messageId: first[0]!.messageId }]);
    expect([await count('message'), await count('blob'), await count('outbox')]).toEqual([1, 1, 1]);
    expect((await audit(database)).channels[0]).toMatchObject({ accepted: 1, pending: 1, balanced: true });
  });

  it('moves the cursor with the messages, and neither for a lease that has passed on', async () => {
    const leases = new LeaseStore(database);
    const { fence } = (await leases.acquire('mailbox:1', 'first', 60_000))!;
    const lease: HeldLease = { name: 'mailbox:1', fence, lost: new AbortController().signal };
    await ledger.accept([mail({ id: 'a@client' })], {
      departmentOf,
      cursor: { channelId: 1, lease, value: { lastUid: 1 } },
    });
    await leases.release('mailbox:1', 'first', fence);
    await leases.acquire('mailbox:1', 'second', 60_000);
    const stale = ledger.accept([mail({ id: 'b@client', text: 'later' })], {
      departmentOf,
      cursor: { channelId: 1, lease, value: { lastUid: 2 } },
    });
    await expect(stale).rejects.toMatchObject({ code: 'LEASE.LOST' });
    expect(await count('message')).toBe(1);
    expect(await ledger.readCursor(1)).toEqual({ lastUid: 1 });
  });

  it('takes what PostgreSQL refuses: NUL and lone surrogates in transport facts', async () => {
    const envelope = { ...mail({ id: 'n@client' }), transport: { rcptTo: ['a\0b', '\ud800'] } };
    await expect(ledger.accept([envelope], { departmentOf })).resolves.toHaveLength(1);
  });

  it('takes the same batch from two instances at once, once', async () => {
    const batch = Array.from({ length: 50 }, (_, i) => mail({ id: `p${i}@client`, text: `mail ${i}` }));
    const both = await Promise.all([
      ledger.accept(batch, { departmentOf }),
      ledger.accept(batch.toReversed(), { departmentOf }),
    ]);
    expect(both.flat().filter(accepted => accepted.outcome === 'stored')).toHaveLength(50);
    expect((await audit(database)).balanced).toBe(true);
  });
});

describe('one message, one ticket entry', () => {
  it('makes a ticket with its entry, contact and thread', async () => {
    expect(await convert(mail({ id: 'a@client' }))).toEqual({
      ticketed: 1,
      appended: 0,
      suppressed: 0,
      quarantined: 0,
    });
    expect([await count('ticket'), await count('entry'), await count('contact'), await count('mail_thread')]).toEqual([
      1, 1, 1, 1,
    ]);
    expect((await audit(database, { bytes: true })).balanced).toBe(true);
  });

  it('does nothing when the same message is converted again', async () => {
    const ids = await take(mail({ id: 'a@client' }));
    await Promise.all([step.run(ids), step.run(ids), step.run(ids)]);
    await step.run(ids);
    expect([await count('ticket'), await count('entry')]).toEqual([1, 1]);
  });

  it('keeps two different mails with one Message-ID', async () => {
    await convert(mail({ id: 'same@client' }), mail({ id: 'same@client', text: 'Another matter' }));
    expect(await states()).toEqual(['ticketed', 'ticketed']);
  });

  it('suppresses the copy that took another way, by name', async () => {
    await convert(mail({ id: 'a@client' }), mail({ id: 'a@client', headers: ['Received: by another way'] }));
    expect(await states()).toEqual(['ticketed', 'suppressed duplicate']);
  });

  it('meets itself in two batches at once and stands on the rail once', async () => {
    const ways = Array.from({ length: 8 }, (_, i) => mail({ id: 'a@client', headers: [`Received: by way ${i}`] }));
    const ids = await take(...ways);
    await Promise.all(ids.map(id => step.run([id])));
    expect(await count('ticket')).toBe(1);
    expect((await states()).filter(state => state === 'suppressed duplicate')).toHaveLength(7);
    expect((await audit(database)).balanced).toBe(true);
  });

  it('puts the same mail on the rail of each department, with one stored source', async () => {
    await convert(mail({ id: 'a@client', channel: 1 }), mail({ id: 'a@client', channel: 2 }));
    expect(await states()).toEqual(['ticketed', 'ticketed']);
    expect([await count('ticket'), await count('blob')]).toEqual([2, 1]);
  });

  it('puts an answer that comes in the same batch on the ticket of its question', async () => {
    const answer = mail({
      id: 'b@client',
      subject: 'Re: A question',
      text: 'Any news?',
      headers: ['In-Reply-To: <a@client>'],
    });
    expect(await convert(mail({ id: 'a@client' }), answer)).toMatchObject({ ticketed: 1, appended: 1 });
    const [ticket] = await database.rows(`SELECT entry_seq, event_seq, has_unread_answer FROM ticket`);
    expect(ticket).toEqual({ entry_seq: 2, event_seq: 2, has_unread_answer: true });
  });

  it('brings a done ticket back when its customer answers, and counts that', async () => {
    await convert(mail({ id: 'a@client' }));
    await database.rows(
      `UPDATE ticket SET state = 'done', outcome = 'answered', done_at = '2026-03-02T10:01:00Z', done_on_time = true`,
    );
    await convert(
      mail({
        id: 'b@client',
        subject: 'Re: A question',
        text: 'It has not come',
        headers: ['In-Reply-To: <a@client>'],
      }),
    );
    const [ticket] = await database.rows<{ state: string; done_at: null }>(`SELECT state, done_at FROM ticket`);
    expect(ticket).toEqual({ state: 'open', done_at: null });
    expect(await database.rows(`SELECT kind, reason FROM defect`)).toEqual([
      { kind: 'reopened', reason: 'customer-answered' },
    ]);
    const result = await audit(database);
    expect(result.findings).toEqual([]);
  });

  it('gives ticket numbers without gaps', async () => {
    await convert(
      mail({ id: 'a@client' }),
      mail({ id: 'b@client', subject: 'Re: A question', text: 'More', headers: ['In-Reply-To: <a@client>'] }),
    );
    await convert(mail({ id: 'c@client', subject: 'Third', text: 'Something else' }));
    expect((await database.rows<{ id: number }>('SELECT id FROM ticket ORDER BY id')).map(row => row.id)).toEqual([
      1, 2,
    ]);
  });
});

describe('poison', () => {
  const failing = (bad: (raw: string) => boolean): Converter => ({
    convert: async batch => {
      if (batch.some(one => bad(Buffer.from(one.raw).toString()))) throw new Error('the converter broke');
      return converter.convert(batch);
    },
    close: async () => undefined,
  });

  it('quarantines the one that breaks the converter, with its bytes, and converts its neighbours', async () => {
    step = new ConversionStep({
      database,
      house: new HouseReader(database, signed),
      converterOf: () => failing(raw => raw.includes('poison')),
      signed,
      now: () => new Date(),
      log,
    });
    await convert(
      mail({ id: 'a@client' }),
      mail({ id: 'p@client', text: 'poison' }),
      mail({ id: 'c@client', text: 'fine' }),
    );
    expect(await states()).toEqual(['ticketed', 'quarantined conversion.failed', 'ticketed']);
    expect((await audit(database, { bytes: true })).balanced).toBe(true);
  });

  it('takes it back from quarantine when it is replayed', async () => {
    const broken: Conversion = {
      drafts: [],
      blobs: new Map(),
      suppressed: null,
      quarantined: [{ reason: 'mail.too-slow' }],
    };
    step = new ConversionStep({
      database,
      house: new HouseReader(database, signed),
      converterOf: () => ({ convert: async batch => batch.map(() => broken), close: async () => undefined }),
      signed,
      now: () => new Date(),
      log,
    });
    const [id] = await take(mail({ id: 'a@client' }));
    await step.run([id!]);
    expect(await states()).toEqual(['quarantined mail.too-slow']);
    expect(await database.transaction(tx => replay(tx, id!))).toBe(true);
    expect(await database.transaction(tx => replay(tx, id!))).toBe(false);
    step = new ConversionStep({
      database,
      house: new HouseReader(database, signed),
      converterOf: () => converter,
      signed,
      now: () => new Date(),
      log,
    });
    await step.run([id!]);
    expect(await states()).toEqual(['ticketed']);
  });
});

describe('the auditor sees', () => {
  const seen = async () => (await audit(database, { bytes: true })).findings.map(finding => finding.invariant);

  it.each([
    [
      'a message whose row is gone',
      `DELETE FROM outbox; DELETE FROM mail_thread; UPDATE entry SET message_id = NULL; DELETE FROM message`,
      false,
    ],
    ['an entry that is gone', 'DELETE FROM entry', true],
    ['bytes that changed', `UPDATE blob SET bytes = overlay(bytes placing 'X' from 1)`, true],
    ['a ticket taken away behind the back of its counter', `UPDATE rail_counter SET open = open + 1`, true],
    ['a timeline with a gap', 'UPDATE ticket SET entry_seq = 7', true],
  ])('%s', async (_what, damage, byFinding) => {
    await convert(mail({ id: 'a@client' }));
    expect((await audit(database, { bytes: true })).balanced).toBe(true);
    for (const statement of damage.split(';')) await database.rows(statement);
    expect((await audit(database, { bytes: true })).balanced).toBe(false);
    expect((await seen()).length > 0).toBe(byFinding);
  });
});
