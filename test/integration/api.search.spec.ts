// The search over the API: on the rails that one works, and on no other; whatever is typed has an answer; and at fifty thousand tickets an index finds it.
import { jest } from '@jest/globals';
import { readSearch } from '#tickets';
import { foundStatement, type Rank } from '../../libs/store/src/rail/found.page.js';
import { makeTickets } from '../database/tickets.factory.js';
import { ApiHouse } from './api.house.js';

jest.setTimeout(120_000);

let house: ApiHouse;
beforeAll(async () => {
  house = await ApiHouse.open();
});
afterAll(() => house.close());

type Who = Parameters<ApiHouse['ask']>[0];
const ask = (who: Who, words: string, department: 'service' | 'engineering' = 'service', more = '') =>
  house.ask(
    who,
    'GET',
    `/departments/${house.departments[department]}/rail?view=all&q=${encodeURIComponent(words)}${more}`,
  );
const ids = async (...given: Parameters<typeof ask>) =>
  (await ask(...given)).body.items.map((item: { id: number }) => item.id);

async function note(who: Who, ticket: number, text: string): Promise<void> {
  const answer = await house.ask(who, 'POST', `/tickets/${ticket}/note`, {
    body: { text },
    version: await house.versionOf(ticket),
  });
  expect([answer.status, answer.text]).toEqual([200, expect.anything()]);
}

describe('a search of what was written', () => {
  it('says where it found it, with the words marked as pieces of text', async () => {
    const { ticket } = await house.ticket('service');
    await note('agent', ticket, 'Ring the <b>Kingfisher</b> & Sons before noon');
    const { body } = await ask('agent', 'kingfisher');
    expect(body.items).toHaveLength(1);
    expect(body.items[0]).toMatchObject({
      id: ticket,
      found: {
        where: 'note',
        entryId: expect.any(Number),
        at: expect.stringMatching(/^\d{4}-/),
        pieces: [
          { text: 'Ring the <b>', found: false },
          { text: 'Kingfisher', found: true },
          { text: '</b> & Sons before noon', found: false },
        ],
      },
    });
    expect((await ask('agent', String(ticket))).body.items[0].found).toBeNull();
    expect(
      (await house.ask('agent', 'GET', `/departments/${house.departments.service}/rail`)).body.items[0].found,
    ).toBeNull();
  });

  it('finds only on rails that the reader works: no ticket, no piece, no count, no page of another', async () => {
    const own = await house.ticket('service');
    const foreign = await house.ticket('engineering');
    await note('agent', own.ticket, 'A platypus of ours');
    await note('engineer', foreign.ticket, 'A platypus of theirs, confidential');
    expect(await ids('agent', 'platypus')).toEqual([own.ticket]);
    expect(await ids('engineer', 'platypus', 'engineering')).toEqual([foreign.ticket]);
    for (const [who, there] of [
      ['agent', 'engineering'],
      ['engineer', 'service'],
      ['sales', 'service'],
    ] as const) {
      const refused = await ask(who, 'platypus', there);
      expect([refused.status, refused.text.includes('platypus')]).toEqual([404, false]);
    }
    expect((await ask(null, 'platypus')).status).toBe(401);
    for (const limit of [1, 50]) {
      const answer = await ask('agent', 'platypus', 'service', `&limit=${limit}`);
      expect(answer.text).not.toContain('confidential');
      expect(answer.body.nextCursor).toBeNull();
    }
    const key = await house.keyFor('agent', house.departments.engineering);
    const byKey = (department: number) =>
      house.send('GET', `/departments/${department}/rail?view=all&q=platypus`, {
        headers: { authorization: `Bearer ${key}` },
      });
    expect((await byKey(house.departments.service)).status).toBe(404);
    expect((await byKey(house.departments.engineering)).body.items).toHaveLength(1);
  });

  it('goes from one rail to the other with its ticket', async () => {
    const { ticket } = await house.ticket('service');
    await note('agent', ticket, 'A wandering capybara');
    await house.rows('UPDATE ticket SET department_id = $2 WHERE id = $1', [ticket, house.departments.engineering]);
    expect(await ids('agent', 'capybara')).toEqual([]);
    expect(await ids('engineer', 'capybara', 'engineering')).toEqual([ticket]);
  });

  it.each([
    '',
    ' ',
    '&',
    '|',
    '!',
    '!!',
    ':*',
    'a:*',
    'a & b',
    'a <-> b',
    '<->',
    '<2>',
    '(',
    ')',
    '((((',
    'a | !',
    '"',
    '""',
    '"a',
    `'`,
    `''`,
    '\\',
    '\\\\',
    `a\\'b`,
    '*',
    '%',
    '_',
    '%%%',
    '😀',
    '👩‍👩‍👧 pump',
    'משאבה שבורה',
    'مضخة',
    '\u202eabc',
    '\ud800',
    'tag:',
    'tag:x "',
    '-',
    '--',
    '; DROP TABLE entry',
    '$1',
    '#',
    '0',
    '999999999999999',
    '9999999999999999999999',
    'İ',
    'ß',
    '½',
    'ﷺ'.repeat(60),
    'a-'.repeat(100),
    '"'.repeat(199),
    '水泵',
    'or and not',
  ])('answers whatever is typed: %j', async typed => {
    for (const view of ['all', 'rail']) {
      // A lone half of a character cannot be written in an address.
      const words = encodeURIComponent(typed.toWellFormed());
      const answer = await house.ask(
        'agent',
        'GET',
        `/departments/${house.departments.service}/rail?view=${view}&q=${words}`,
      );
      expect([answer.status, answer.body.nextCursor]).toEqual([200, null]);
    }
  });

  it('says what is too long or no text, and refuses a place that it has not named', async () => {
    const long = await ask('agent', 'x'.repeat(10_000));
    expect([long.status, long.body.errors[0].pointer]).toEqual([422, '/q']);
    expect((await ask('agent', 'a\0b')).status).toBe(422);
    const cursor = Buffer.from('["found","3","1"]').toString('base64url');
    expect((await ask('agent', 'pump', 'service', `&cursor=${cursor}`)).body.code).toBe('CURSOR.INVALID');
    const ofView = Buffer.from('["all","7"]').toString('base64url');
    expect((await ask('agent', 'pump', 'service', `&cursor=${ofView}`)).body.code).toBe('CURSOR.INVALID');
  });
});

describe('at fifty thousand tickets with three texts each', () => {
  beforeAll(async () => {
    const { service: departmentId } = house.departments;
    await makeTickets(house.database, { departmentId, count: 50_000, state: 'open', days: 300 });
    // One by one each would be put into the index; at once it is a matter of seconds.
    const [index] = await house.rows<{ def: string }>(`SELECT pg_get_indexdef('entry_search_words'::regclass) AS def`);
    await house.rows('DROP INDEX entry_search_words');
    // Words as unevenly spread as those of a language, and a number of its own in each text.
    await house.rows(`
      INSERT INTO entry_search (entry_id, ticket_id, words)
      SELECT 10000000 + n, t.id, array_to_tsvector(ARRAY(SELECT DISTINCT 'w' || (power(random(), 4) * 20000)::int FROM generate_series(1, 40 + n % 2)) || ('no' || n))
        FROM (SELECT id, row_number() OVER (ORDER BY id) AS k FROM ticket) t, LATERAL (SELECT (t.k - 1) * 3 + i AS n FROM generate_series(1, 3) i) e`);
    await house.rows(index!.def);
    await house.rows('ANALYZE ticket');
    await house.rows('ANALYZE entry_search');
  });

  const plan = async (words: string, rank: Rank) => {
    const conditions = (bind: (value: unknown) => string) => [`t.department_id = ${bind(house.departments.service)}`];
    const { text, values } = foundStatement(rank, { search: readSearch(words), conditions }, null, 51)!;
    const rows = await house.rows<{ 'QUERY PLAN': string }>(`EXPLAIN (ANALYZE, BUFFERS, SUMMARY) ${text}`, values);
    return rows.map(row => row['QUERY PLAN']).join('\n');
  };

  it.each([
    ['a rare word', 'no4711', 2],
    ['the beginning of a word', 'no147', 2],
    ['two words', 'w20 w3000', 2],
    ['a phrase', '"w20 no4711"', 2],
    ['a word that is everywhere', 'w0', 2],
    ['a word that is nowhere', 'nowhere', 2],
    ['a number', '4711', 0],
    ['a customer', 'c17@example', 1],
  ] as const)('finds %s by an index, and reads no table from end to end', async (_, words, rank) => {
    const said = await plan(words, rank);
    if (process.env.SEARCH_PLANS) console.log(`${words}\n${said}`);
    expect(said).toMatch(/Index (Only )?Scan/);
    expect(said).not.toMatch(/Seq Scan on (ticket|entry_search|entry)\b/);
  });
});
