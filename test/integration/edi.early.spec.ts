// What a partner says of an order before the order itself has come, against a real PostgreSQL: whatever arrives first, and whoever takes it, all of it ends on
// the order's ticket; what people have begun on stays where it is, and both say so.
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import type { QueryRunner } from 'typeorm';
import { createEdiConverter } from '#channels';
import { ConversionStep, HouseReader } from '#router';
import { audit, claimTicket, createCompany, Database, documentsOf, LedgerStore, PartnerStore } from '#store';
import { OFFICE_HOURS, type SignedIds, usualAgreement } from '#tickets';
import { EarlyDocuments1700000000023 } from '../../libs/store/src/migrations/1700000000023-early-documents.js';
import { createTestDatabase } from '../database/database.js';
import { change860, edifact, order850, ordersOf, x12 } from './edi.letters.js';

const signed: SignedIds = { messageId: () => null, replyAddress: () => null };
const log = { warn: () => undefined, error: () => undefined };
const converter = createEdiConverter();
afterAll(() => converter.close());

let test: Awaited<ReturnType<typeof createTestDatabase>>;
let database: Database;
let control = 0;

const step = () =>
  new ConversionStep({
    ...{ database, house: new HouseReader(database, signed), signed, log },
    converterOf: () => converter,
    now: () => new Date('2026-03-04T10:05:00Z'),
  });

function take(letter: Parameters<typeof x12>[0]): Promise<number> {
  control += 1;
  return takeRaw(x12({ ...letter, control: String(control).padStart(9, '0') }));
}
async function takeRaw(raw: Buffer): Promise<number> {
  const [accepted] = await new LedgerStore(database).accept(
    [
      {
        ...{
          channelId: 1,
          sourceIdentity: randomUUID(),
          conversationKey: 'edi',
          transport: { file: 'a.edi', byteStart: 0 },
        },
        raw,
        receivedAt: new Date('2026-03-04T10:00:00Z'),
      },
    ],
    { departmentOf: () => 1 },
  );
  return accepted!.messageId;
}
const receive = async (letter: Parameters<typeof x12>[0]) => {
  const id = await take(letter);
  await step().run([id]);
  return id;
};

const receiveRaw = async (raw: Buffer) => step().run([await takeRaw(raw)]);

/** The letters about one order: the order, two changes on following days, and a question. */
const LETTERS = {
  order: (number: string) => ({ sets: [order850(number)] }),
  first: (number: string) => ({
    functional: 'PC',
    sets: [
      {
        type: '860',
        body: [
          `BCH*04*NE*${number}***20260302*****20260303`,
          'DTM*002*20260320',
          'POC*1*QI*14*2*EA*4.50**BP*A-100',
          'CTT*1',
        ],
      },
    ],
  }),
  second: (number: string) => ({
    functional: 'PC',
    sets: [
      {
        type: '860',
        body: [
          `BCH*04*NE*${number}***20260302*****20260304`,
          'DTM*002*20260325',
          'POC*3*AI*5**EA*1.00**BP*A-300',
          'CTT*1',
        ],
      },
    ],
  }),
  question: (number: string) => ({
    functional: 'RS',
    sets: [
      {
        type: '869',
        body: [`BSI*S-${number}*20260305*1`, 'HL*1**O', `PRF*${number}`, 'HL*2*1*I', 'LIN*1*BP*A-100', 'QTY*01*10'],
      },
    ],
  }),
};
type Letter = keyof typeof LETTERS;
const ALL = Object.keys(LETTERS) as Letter[];

const permutations = <T>(of: readonly T[]): T[][] =>
  of.length < 2 ? [[...of]] : of.flatMap((one, i) => permutations(of.toSpliced(i, 1)).map(rest => [one, ...rest]));

/** What a reader finds of an order, however it came together. */
async function endOf(messageIds: readonly number[]) {
  const live = await database.rows<{ id: number; kind: string; subject: string; state: string; snippet: string }>(
    `WITH RECURSIVE up (id, merged_into) AS (
       SELECT t.id, t.merged_into FROM ticket t JOIN entry e ON e.ticket_id = t.id WHERE e.message_id = ANY($1::bigint[])
       UNION SELECT t.id, t.merged_into FROM ticket t JOIN up ON t.id = up.merged_into
     ) SELECT DISTINCT t.id, t.kind, t.subject, t.state, t.snippet FROM ticket t JOIN up ON up.id = t.id WHERE t.merged_into IS NULL`,
    [messageIds],
  );
  const documents = live[0] ? await documentsOf(database, live[0].id, { limit: 20, lines: 100 }) : [];
  const order = documents.find(one => one.isOrder)?.entryId;
  const [waits] = await database.rows<{ n: number }>(
    'SELECT count(*)::int AS n FROM message_part WHERE awaits_order IS NOT NULL AND message_id = ANY($1::bigint[])',
    [messageIds],
  );
  const answers = await database.rows<{ type: string; code: string }>(
    'SELECT type, code FROM sent_acknowledgement WHERE message_id = ANY($1::bigint[])',
    [messageIds],
  );
  return {
    tickets: live.map(({ id: _, ...ticket }) => ticket),
    documents: documents
      .map(
        one =>
          `${one.documentType}${one.orderEntryId === null ? '' : one.orderEntryId === order ? ' against the order' : ' astray'}`,
      )
      .sort(),
    answers: answers.map(({ type, code }) => `${type} ${code}`),
    waiting: waits!.n,
  };
}

const END = (number: string) => ({
  tickets: [
    {
      kind: 'order',
      state: 'open',
      subject: `Order ${number} from Acme Parts, 3 lines, wanted by 25 Mar 2026, changed`,
      snippet: expect.stringContaining('25 Mar 2026'),
    },
  ],
  documents: ['850', '860 against the order', '860 against the order', '869'],
  answers: ['997 A', '997 A', '997 A', '997 A'],
  waiting: 0,
});

beforeAll(async () => {
  test = await createTestDatabase();
  database = await Database.open({ url: test.url });
  await database.transaction(tx =>
    createCompany(tx, {
      ...{ name: 'Test', demo: false, rules: [] },
      departments: ['service', 'sales'].map(key => ({ key, name: key, timeZone: 'UTC', workHours: OFFICE_HOURS })),
      people: [
        {
          name: 'Ann',
          email: 'ann@nordwerk.example',
          isAdmin: false,
          memberships: [{ departmentKey: 'service', role: 'agent' }],
        },
      ],
      channels: [{ key: 'orders', kind: 'edi', name: 'Orders', departmentKey: 'service', settings: { http: {} } }],
    }),
  );
  for (const id of ['ACMEPARTS', 'OTHER'])
    await database.transaction(tx =>
      new PartnerStore().create(tx, {
        ...{
          ...usualAgreement('x12'),
          key: id.toLowerCase(),
          name: id === 'OTHER' ? 'Other' : 'Acme Parts',
          enabled: true,
        },
        ...{ identities: [{ qualifier: 'ZZ', id }], ownIdentities: [] },
      }),
    );
});
afterAll(async () => {
  const { findings, channels } = await audit(database);
  await database.close();
  await test.drop();
  expect({ findings, balanced: channels.every(channel => channel.balanced) }).toEqual({ findings: [], balanced: true });
});

const byNumber = (number: string) =>
  database.rows<{ id: number; kind: string; state: string; subject: string; version: number; follows: number | null }>(
    `SELECT id, kind, state, subject, version, follows_ticket_id AS follows FROM ticket WHERE subject LIKE '%' || $1 || '%' ORDER BY id`,
    [number],
  );
const linesOn = async (ticketId: number) =>
  (
    await database.rows<{ text: string; type: string }>(
      'SELECT text, type FROM entry WHERE ticket_id = $1 ORDER BY seq',
      [ticketId],
    )
  ).flatMap(({ text, type }) => (type === 'state' ? [text] : []));

it('An order, two changes and a question end in the same place in each of their 24 orders, file by file', async () => {
  for (const [i, letters] of permutations(ALL).entries()) {
    const number = `P-${i}`;
    const ids: number[] = [];
    for (const letter of letters) ids.push(await receive(LETTERS[letter](number)));
    expect({ letters, ...(await endOf(ids)) }).toEqual({ letters, ...END(number) });
  }
});

it('They end there as well in any batches, and when several instances take them at once', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.shuffledSubarray(ALL, { minLength: 4 }),
      fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }),
      fc.boolean(),
      async (letters, cuts, atOnce) => {
        const number = `Q-${randomUUID().slice(0, 8)}`;
        const ids: number[] = [];
        for (const letter of letters) ids.push(await take(LETTERS[letter](number)));
        const batches: number[][] = [];
        for (const [i, id] of ids.entries()) {
          if (i === 0 || cuts[i - 1]) batches.push([id]);
          else batches.at(-1)!.push(id);
        }
        if (atOnce) await Promise.all([...batches, ids].map(batch => step().run(batch)));
        else for (const batch of batches) await step().run(batch);
        expect(await endOf(ids)).toEqual(END(number));
      },
    ),
    { numRuns: 25 },
  );
});

describe('A change that came before its order', () => {
  it('goes into the ticket of the order, and both say why', async () => {
    await receive({ functional: 'PC', sets: [change860('E-1', '14')] });
    await receive({ sets: [order850('E-1')] });
    const [early, order] = await byNumber('E-1');
    expect([early!.state, order!.state]).toEqual(['merged', 'open']);
    expect(await linesOn(early!.id)).toEqual([`Merged into #${order!.id}: it came before its order`]);
    expect(await linesOn(order!.id)).toEqual([`#${early!.id} was merged into this ticket: it came before its order`]);
  });

  it('stays with whoever has it in hand, whose next act is not stale, and is linked with what it changes', async () => {
    await receive({ functional: 'PC', sets: [change860('E-2', '14')] });
    const [early] = await byNumber('E-2');
    const [ann] = await database.rows<{ id: number }>('SELECT id FROM user_account LIMIT 1');
    const actor = { userId: ann!.id, name: 'Ann' };
    await database.transaction(tx =>
      claimTicket(tx, { ticketId: early!.id, expectedVersion: early!.version, actor, now: new Date() }),
    );
    const [held] = await byNumber('E-2');
    await receive({ sets: [order850('E-2')] });
    const [after, order] = await byNumber('E-2');
    expect(after).toMatchObject({ state: 'claimed', version: held!.version });
    expect(order).toMatchObject({ state: 'open', follows: early!.id });
    expect((await linesOn(early!.id)).at(-1)).toBe(
      `Linked it to #${order!.id}: the order that the change is about came after it. line 1: Quantity 12 → 14`,
    );
    expect(await linesOn(order!.id)).toEqual([
      `Linked it to #${early!.id}, which Ann has in hand: a change of this order came before it. line 1: Quantity 12 → 14`,
    ]);
  });

  it('and was done is not reopened', async () => {
    await receive({ functional: 'PC', sets: [change860('E-3', '14')] });
    const [early] = await byNumber('E-3');
    await database.rows(
      `UPDATE ticket SET state = 'done', outcome = 'entered', done_at = now(), done_on_time = true WHERE id = $1`,
      [early!.id],
    );
    await receive({ sets: [order850('E-3')] });
    const [after, order] = await byNumber('E-3');
    expect(after).toMatchObject({ state: 'done', version: early!.version });
    expect((await linesOn(order!.id))[0]).toContain(`Linked it to #${early!.id}, which is done`);
    // The link stands once, whatever comes later; the next change joins the order.
    await receive({ sets: [order850('E-3')] });
    await receive({ functional: 'PC', sets: [change860('E-3', '15')] });
    expect(await linesOn(early!.id)).toHaveLength(1);
  });

  it('and hangs on another rail by now stays there, and tells nothing of itself but its number', async () => {
    await receive({ functional: 'PC', sets: [change860('E-6', '14')] });
    const [early] = await byNumber('E-6');
    await database.rows(`UPDATE ticket SET department_id = 2 WHERE id = $1`, [early!.id]);
    await receive({ sets: [order850('E-6')] });
    const [after, order] = await byNumber('E-6');
    expect(after!.state).toBe('open');
    expect(await linesOn(order!.id)).toEqual([
      `Linked it to #${early!.id}, which hangs on another rail: a change of this order came before it`,
    ]);
  });

  it('before that was kept is found by what its document says', async () => {
    await receive({ functional: 'PC', sets: [change860('E-7', '14')] });
    await receive(LETTERS.question('E-7'));
    const runner = { query: (sql: string) => database.rows(sql) } as unknown as QueryRunner;
    await new EarlyDocuments1700000000023().down(runner);
    await new EarlyDocuments1700000000023().up(runner);
    // What waited before waits again, and nothing else does.
    const waiting = await database.rows<{ order: string }>(
      'SELECT awaits_order AS "order" FROM message_part WHERE awaits_order IS NOT NULL ORDER BY message_id',
    );
    expect(waiting.map(({ order }) => order)).toEqual(['E-7', 'E-7']);
    await receive({ sets: [order850('E-7')] });
    expect((await byNumber('E-7')).map(({ state }) => state)).toEqual(['merged', 'merged', 'open']);
  });

  it('in EDIFACT has a number of its own, and waits for the one that it names', async () => {
    const identity = { qualifier: '14', id: '4099999000018' };
    await database.transaction(tx =>
      new PartnerStore().create(tx, {
        ...{ ...usualAgreement('edifact'), key: 'weser', name: 'Weserwerke', enabled: true },
        ...{ identities: [identity], ownIdentities: [] },
      }),
    );
    const change = [
      ...['ORDCHG', 'BGM+230+CH-9+4', 'DTM+137:20260303:102', 'DTM+2:20260330:102', 'RFF+ON:E-8'],
      ...['NAD+BY+4099999000018::9', 'LIN+1+3+4099999111111:EN', 'QTY+21:30:PCE', 'UNS+S', 'CNT+2:1'],
    ];
    await receiveRaw(edifact({ control: 'C1', messages: [change] }));
    await receiveRaw(edifact({ control: 'C2', messages: [ordersOf('E-8')] }));
    const [early, order] = await byNumber('E-8');
    expect(early).toMatchObject({ kind: 'order-change', state: 'merged' });
    expect(order!.subject).toBe('Order E-8 from Weserwerke GmbH, 1 line, wanted by 30 Mar 2026, changed');
  });

  it('waits on for its own order: another partner’s of the same number is none', async () => {
    await receive({ functional: 'PC', sets: [change860('E-4', '14')] });
    await receive({ sender: 'OTHER', sets: [order850('E-4')] });
    expect((await byNumber('E-4')).map(({ state }) => state)).toEqual(['open', 'open']);
    await receive({ sets: [order850('E-4')] });
    expect((await byNumber('E-4')).map(({ state }) => state)).toEqual(['merged', 'open', 'open']);
  });

  it('gives the order its earlier promise, and its tags', async () => {
    await receive({ functional: 'PC', sets: [change860('E-5', '14')] });
    const [early] = await byNumber('E-5');
    await database.rows(`UPDATE ticket SET due_at = due_at - interval '2 hours', tags = '{urgent}' WHERE id = $1`, [
      early!.id,
    ]);
    await receive({ sets: [order850('E-5')] });
    const [same] = await database.rows<{ same: boolean; tags: string[] }>(
      `SELECT o.due_at = e.due_at AS same, o.tags FROM ticket e JOIN ticket o ON o.id = e.merged_into WHERE e.id = $1`,
      [early!.id],
    );
    expect(same).toEqual({ same: true, tags: ['urgent'] });
  });
});

describe('The headline of an order', () => {
  const headline = async (number: string) => (await byNumber(number)).at(-1)!.subject;

  it('says what is wanted now: the new day, the lines that are left, that it was changed', async () => {
    await receive({ sets: [order850('H-1')] });
    expect(await headline('H-1')).toBe('Order H-1 from Acme Parts, 2 lines, wanted by 16 Mar 2026');
    await receive({
      functional: 'PC',
      sets: [{ type: '860', body: ['BCH*04*NE*H-1***20260302', 'DTM*002*20260401', 'POC*2*DI*3.5*0*KG', 'CTT*1'] }],
    });
    expect(await headline('H-1')).toBe('Order H-1 from Acme Parts, 1 line, wanted by 1 Apr 2026, changed');
  });

  it('says that it was cancelled, and a question changes nothing', async () => {
    await receive({ sets: [order850('H-2')] });
    await receive(LETTERS.question('H-2'));
    expect(await headline('H-2')).toBe('Order H-2 from Acme Parts, 2 lines, wanted by 16 Mar 2026');
    await receive({
      functional: 'PC',
      sets: [{ type: '860', body: ['BCH*01*NE*H-2***20260302', 'POC*1*DI*12*0*EA', 'CTT*1'] }],
    });
    expect(await headline('H-2')).toBe('Order H-2 from Acme Parts, 2 lines, wanted by 16 Mar 2026, cancelled');
  });

  it('is not touched by a change that was refused, nor is the promise by one that was taken', async () => {
    await receive({ sets: [order850('H-3')] });
    const due = () => database.rows('SELECT due_at FROM ticket WHERE subject LIKE $1', ['%H-3%']);
    const before = await due();
    await receive({
      functional: 'PC',
      sets: [{ type: '860', body: ['BCH*04*NE*H-3***20260302', 'DTM*002*20261301', 'POC*1*QI*14*2*EA', 'CTT*1'] }],
    });
    expect(await headline('H-3')).toBe('Order H-3 from Acme Parts, 2 lines, wanted by 16 Mar 2026');
    await receive(LETTERS.first('H-3'));
    expect(await headline('H-3')).toBe('Order H-3 from Acme Parts, 2 lines, wanted by 20 Mar 2026, changed');
    expect(await due()).toEqual(before);
  });
});
