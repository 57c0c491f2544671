// The search on a real database: what was written is found as soon as it stands on a ticket, in its rank and once, and never again when it is taken back, erased
// or changed.
import { DataSource } from 'typeorm';
import {
  addNote,
  closeSearchGap,
  logCall,
  mergeTicket,
  moveTicket,
  type PageRequest,
  page,
  splitHeld,
  type TicketRequest,
  type Tx,
  undoReply,
} from '#store';
import { type CallFacts, SEARCH_LIMITS } from '#tickets';
import { Search1700000000024 } from '../../libs/store/src/migrations/1700000000024-search.js';
import { makeDepartment, makeEntry, makeTicket } from '../database/tickets.factory.js';
import { MailThings } from './mail.things.js';

let house: MailThings;
beforeAll(async () => {
  house = await MailThings.open();
});
afterAll(() => house.close());

const SERVICE = 1;
async function search(words: string, more: Partial<PageRequest> = {}) {
  const found = await page(house.database, {
    ...{ departmentId: SERVICE, view: 'all', userId: null, words, limit: 50 },
    ...more,
  } as PageRequest);
  if (found.outcome !== 'page') throw new Error('a bad cursor');
  return found;
}
const find = async (words: string, more: Partial<PageRequest> = {}) =>
  (await search(words, more)).items.map(item => item.id);
/** `In the text [found] there.` */
const shown = async (words: string) =>
  (await search(words)).items.map(({ found }) => found?.pieces.map(p => (p.found ? `[${p.text}]` : p.text)).join(''));

async function act<T>(ticketId: number, does: (tx: Tx, request: TicketRequest) => Promise<T>): Promise<T> {
  const { ticket } = await house.now(ticketId);
  const request = { ticketId, expectedVersion: ticket.version, actor: house.ann, now: new Date() };
  const outcome = await house.database.transaction(tx => does(tx, request));
  expect(outcome).toMatchObject({ outcome: expect.stringMatching(/^(changed|undone)$/) });
  return outcome;
}
const note = (ticketId: number, text: string) => act(ticketId, (tx, request) => addNote(tx, { ...request, text }));

describe('what was written is found', () => {
  it('in a mail: by words in any order, by the beginning of a word, by both spellings of an umlaut, by a part number', async () => {
    const ticket = await house.ticket({
      headers: ['Content-Type: text/plain; charset=utf-8'],
      body: 'Dear team,\r\n\r\nthe Kreiselpumpe of Herr Müller, part 4711-A/3, is leaking since Größe M8 was fitted.\r\n',
    });
    for (const words of [
      'leaking kreiselpumpe',
      'kreisel',
      'MÜLLER',
      'mueller',
      'muller',
      '4711-A/3',
      '4711a3',
      '4711 m8',
      'größe',
      'groesse',
    ])
      expect([words, await find(words)]).toEqual([words, [ticket]]);
    expect(await find('"part 4711-a/3"')).toEqual([ticket]);
    for (const words of ['"3 part"', 'kreisel brakes', '4712-A/3', '"kreisel"'])
      expect([words, await find(words)]).toEqual([words, []]);
    expect(await shown('4711-a/3')).toEqual([expect.stringContaining('Müller, part [4711-A/3], is leaking')]);
    expect((await search('leaking')).items[0]!.found).toMatchObject({ type: 'message', channelKind: 'email' });
  });

  it('in a mail that has only HTML: its words, and no markup', async () => {
    const ticket = await house.ticket({
      headers: ['Content-Type: text/html; charset=utf-8'],
      body: '<html><style>.zebrastyle{}</style><b>Zeb</b>rafish <i>&amp; gills</i><script>zebrascript</script></html>',
    });
    expect(await find('zebrafish')).toEqual([ticket]);
    expect(await find('zebrascript')).toEqual([]);
    expect(await find('zebrastyle')).toEqual([]);
    expect((await shown('gills')).join('')).not.toMatch(/<|&amp;/);
  });

  it('in notes, replies and calls, and with the name of who wrote', async () => {
    const ticket = await house.ticket({ from: 'Quill Ober <quill@ober.example>', body: 'About the flange.' });
    await note(ticket, 'Ask Brunhilde before noon');
    await house.reply(ticket, ['quill@ober.example']);
    expect(await find('brunhilde')).toEqual([ticket]);
    expect(await find('"on its way"')).toEqual([ticket]);
    expect(await find('ober flange')).toEqual([ticket]);
    const outside = { number: '+4940123456', said: '040 123456', name: 'Ida', contact: null };
    const record = {
      callId: 'c-1',
      direction: 'inbound',
      outcome: 'answered',
      startedAt: new Date().toISOString(),
      outside,
    } as unknown as CallFacts;
    const logged = await house.database.transaction(tx =>
      logCall(tx, {
        departmentId: SERVICE,
        record,
        address: null,
        meant: null,
        note: 'Wants the turquoise sleeve',
        actor: house.ann,
        now: new Date(),
      }),
    );
    expect(await find('turquoise')).toEqual([(logged as { ticketId: number }).ticketId]);
    expect((await search('turquoise')).items[0]!.found).toMatchObject({ type: 'call' });
  });

  it('not in the sentences of the rail itself', async () => {
    const ticket = await house.ticket({ body: 'One more question' });
    await house.rows(
      `INSERT INTO entry (ticket_id, seq, type, author_kind, author_name, text) VALUES ($1, 2, 'state', 'system', 'Ticket Rail', 'Xylophone')`,
      [ticket],
    );
    await closeSearchGap(house.database);
    expect(await find('xylophone')).toEqual([]);
  });

  it('as far as the bounds reach, however long it is, and whatever it is made of', async () => {
    const long = `${'lorem ipsum '.repeat(SEARCH_LIMITS.characters / 12)}`;
    const ticket = await house.ticket({ subject: 'Long', body: `beginofit ${long} endofit` });
    expect(await find('beginofit')).toEqual([ticket]);
    expect(await find('endofit')).toEqual([]);
    const odd = await makeTicket(house.database, { department_id: SERVICE });
    const many = Array.from({ length: 60_000 }, (_, i) => `ж${i.toString(36)}ß`).join(' ');
    await note(odd, `${many}\u0001\u202e😀 '\\:,*()|&!<-> 'quoted':1A`);
    expect(await find('жab9ss')).toEqual([odd]);
  });
});

describe('what a search finds comes in order', () => {
  it('number, subject and customer, texts; each the newest first, each ticket once, on pages laid end to end', async () => {
    const { database } = house;
    const first = await house.ticket({ subject: 'One', body: 'A walrus, first.' });
    const second = await house.ticket({ subject: 'Two', body: 'A walrus, second.' });
    const head = await house.ticket({ subject: 'The walrus', body: 'A walrus too.' });
    const older = await house.ticket({
      from: 'Walrus Inc <w@walrus.example>',
      subject: 'Three',
      body: 'A walrus again.',
    });
    for (let n = 0; n < 5; n++) await note(second, `walrus ${n}`);
    await note(first, 'walrus: newest of all');
    const all = [older, head, first, second];
    expect(await find('walrus')).toEqual(all);
    const pages: number[] = [];
    let cursor: string | undefined;
    do {
      const found = await search('walrus', { limit: 1, cursor });
      pages.push(...found.items.map(item => item.id));
      cursor = found.nextCursor ?? undefined;
    } while (cursor);
    expect(pages).toEqual(all);
    expect((await search('walrus')).items.map(item => item.found === null)).toEqual([true, true, false, false]);
    expect((await shown('walrus'))[2]).toBe('[walrus]: newest of all');
    await note(second, `compare number ${first}`);
    await database.rows('UPDATE ticket SET subject = $2 WHERE id = $1', [head, `See ${first}`]);
    expect(await find(String(first))).toEqual([first, head, second]);
    expect(await find(`#${first}`)).toEqual([first, second]);
  });

  it('keeps the order of the other views, and their conditions', async () => {
    const [one, two] = [await house.ticket({ body: 'A narwhal' }), await house.ticket({ body: 'Two narwhals' })];
    await house.rows(`UPDATE ticket SET due_at = now() + interval '9 days' WHERE id = $1`, [one]);
    expect(await find('narwhal', { view: 'rail' })).toEqual([two, one]);
    expect(await find('narwhal', { view: 'done' })).toEqual([]);
    await house.rows(`UPDATE ticket SET tags = ARRAY['vip'] WHERE id = $1`, [one]);
    expect(await find('narwhal tag:vip')).toEqual([one]);
  });
});

describe('what is not there any more is not found', () => {
  it('a reply that was taken back', async () => {
    const ticket = await house.ticket();
    await house.reply(ticket, ['ada@client.example']);
    const [{ id }] = (await house.rows<{ id: number }>(
      `UPDATE outbound SET state = 'queued', attempts = 0, not_before = now() + interval '1 minute', ended_at = NULL WHERE ticket_id = $1 RETURNING id`,
      [ticket],
    )) as [{ id: number }];
    expect(await find('"on its way"')).toContain(ticket);
    expect(
      (await house.database.transaction(tx => undoReply(tx, { outboundId: id, actor: house.ann, now: new Date() })))
        .outcome,
    ).toBe('undone');
    await closeSearchGap(house.database);
    expect(await find('"on its way"')).not.toContain(ticket);
  });

  it.each([
    ['erased', 'DELETE FROM entry WHERE id = $1'],
    ['blackened', `UPDATE entry SET text = '(removed)' WHERE id = $1`],
  ])('an entry that was %s, by whatever program', async (_, sql) => {
    const ticket = await makeTicket(house.database, { department_id: SERVICE });
    await note(ticket, 'My password is okapi');
    expect(await find('okapi')).toEqual([ticket]);
    const { last } = await house.now(ticket);
    await house.rows(sql, [last.id]);
    expect(await find('okapi')).toEqual([]);
    await closeSearchGap(house.database);
    expect(await find('okapi')).toEqual([]);
  });

  it('but it goes along: with a message that is split off, a merge, and a move to another rail', async () => {
    const ticket = await house.ticket();
    await house.mail({
      from: 'Mal <mal@elsewhere.example>',
      subject: `Re: A question [#${ticket}]`,
      body: 'A stray quokka',
    });
    expect(await find('quokka')).toEqual([ticket]);
    const { last } = await house.now(ticket);
    const split = await act(ticket, (tx, request) => splitHeld(tx, { ...request, entryId: last.id }));
    const { newTicketId } = split as { newTicketId: number };
    expect(await find('quokka')).toEqual([newTicketId]);
    const into = await house.ticket();
    await act(newTicketId, (tx, request) => mergeTicket(tx, { ...request, into }));
    expect(await find('quokka')).toEqual([into]);
    const other = await makeDepartment(house.database);
    await act(into, (tx, request) =>
      moveTicket(tx, { ...request, departmentId: other, reason: 'other', newDueAt: new Date(), newMinutesAllowed: 60 }),
    );
    expect(await find('quokka')).toEqual([]);
    expect(await find('quokka', { departmentId: other })).toEqual([into]);
  });
});

describe('what was written by the version before', () => {
  it('is found after the sweep, also on what its ticket was merged into', async () => {
    const [into, from] = [
      await makeTicket(house.database, { department_id: SERVICE }),
      await makeTicket(house.database, { department_id: SERVICE }),
    ];
    await makeEntry(house.database, { ticketId: from, text: 'An unheard axolotl' });
    await house.rows(`UPDATE ticket SET state = 'merged', merged_into = $2 WHERE id = $1`, [from, into]);
    expect(await find('axolotl')).toEqual([]);
    const both = await Promise.all([closeSearchGap(house.database), closeSearchGap(house.database)]);
    expect(both.reduce((sum, n) => sum + n, 0)).toBeGreaterThan(0);
    expect(await find('axolotl')).toEqual([into]);
    expect(await closeSearchGap(house.database)).toBe(0);
  });

  it('is found after the migration as what is written now, and the migration may be begun again', async () => {
    const rows = () =>
      house.rows<{ words: string }>(
        'SELECT entry_id, ticket_id, words::text AS words FROM entry_search ORDER BY entry_id',
      );
    await closeSearchGap(house.database);
    const before = await rows();
    expect(before.length).toBeGreaterThan(20);
    const source = await new DataSource({ type: 'postgres', url: house.url }).initialize();
    const runner = source.createQueryRunner();
    const migration = new Search1700000000024();
    await migration.down(runner);
    await migration.up(runner);
    expect(await rows()).toEqual(before);
    await runner.query('DELETE FROM entry_search WHERE entry_id % 2 = 0');
    await migration.up(runner);
    expect(await rows()).toEqual(before);
    await source.destroy();
  });
});
