// The forward page's API: what a colleague tells is durable before the answer, arrives once, and becomes a ticket by the one way through the house. One's own
// forwards alone are seen.

import { channelKind } from '#channels';
import { ConversionStep, HouseReader } from '#router';
import { audit } from '#store';
import type { SignedIds } from '#tickets';
import { ApiHouse } from './api.house.js';

const signed: SignedIds = { messageId: () => null, replyAddress: () => null };
const log = { warn: () => undefined, error: () => undefined };
const converter = channelKind('colleague').converter();
let house: ApiHouse;
let telling: Record<string, unknown>;

beforeAll(async () => {
  house = await ApiHouse.open();
  telling = {
    departmentId: house.departments.service,
    who: { name: 'Anna Weber', company: 'Kranich', address: 'anna@kranich.example' },
    want: 'Twelve seals for the P-40.\nBefore Easter.',
  };
}, 60_000);
afterAll(async () => {
  expect((await audit(house.database, { bytes: true })).findings).toEqual([]);
  await house.close();
});

const tell = (more: object = {}, intent?: string) =>
  house.ask('sales', 'POST', '/forwards', { body: { ...telling, ...more }, ...(intent ? { intent } : {}) });
const own = async () => (await house.ask('sales', 'GET', '/forwards')).body.items;

/** What the router does with what waits. */
async function convert(): Promise<void> {
  const waiting = await house.rows<{ id: number }>(
    `SELECT m.id FROM message m JOIN channel c ON c.id = m.channel_id WHERE m.state = 'pending' AND c.kind = 'colleague' ORDER BY m.id`,
  );
  const step = new ConversionStep({
    ...{ database: house.database, house: new HouseReader(house.database, signed), converterOf: () => converter },
    ...{ signed, now: () => new Date(), log },
  });
  await step.run(waiting.map(row => row.id));
}

describe('telling a request', () => {
  it('is in the ledger before it is answered, and a ticket of the customer after conversion', async () => {
    const answer = await tell();
    expect(answer.status).toBe(202);
    expect(answer.body).toMatchObject({ state: 'taken', ticketId: null, who: 'Anna Weber', way: 'page' });
    const [stored] = await house.rows<{ state: string }>('SELECT state FROM message WHERE id = $1', [answer.body.id]);
    expect(stored).toEqual({ state: 'pending' });
    await convert();
    const { body } = await house.ask('sales', 'GET', `/forwards/${answer.body.id}`);
    expect(body).toMatchObject({ state: 'open', departmentName: expect.any(String), reply: 'none' });
    expect(Date.parse(body.promisedAt)).not.toBeNaN();
    const ticket = await house.ask('agent', 'GET', `/tickets/${body.ticketId}`);
    expect(ticket.body).toMatchObject({
      ...{ wayIn: 'colleague', kind: 'inquiry', subject: 'Twelve seals for the P-40.' },
      requester: { name: 'Anna Weber', address: 'anna@kranich.example' },
    });
    const [entry] = ticket.body.entries;
    expect(entry.author).toMatchObject({ kind: 'person', address: 'sales@rail.test' });
    expect(entry.text).toContain('Before Easter.');
    expect(entry.text).toContain('Company: Kranich');
  });

  it('arrives once, however often the line makes the phone send it', async () => {
    const answers = [];
    for (let i = 0; i < 3; i++) answers.push(await tell({ want: 'Sent three times' }, 'same-intent'));
    expect(new Set(answers.map(answer => answer.body.id)).size).toBe(1);
    // Long after, when the key itself is forgotten.
    await house.rows('DELETE FROM idempotency_key');
    expect((await tell({ want: 'Sent three times' }, 'same-intent')).body.id).toBe(answers[0]!.body.id);
    const together = await Promise.all(Array.from({ length: 6 }, () => tell({ want: 'At once' }, 'at-once')));
    const taken = together.filter(answer => answer.status === 202);
    expect(new Set(taken.map(answer => answer.body.id)).size).toBe(1);
    expect(together.every(answer => answer.status === 202 || answer.body.code === 'IDEMPOTENCY.IN_PROGRESS')).toBe(
      true,
    );
    expect((await tell({ want: 'Another' }, 'same-intent')).body.code).not.toBe('SERVER.FAULT');
    await convert();
  });

  it('is two requests where it was told twice in the same words', async () => {
    const [one, two] = [await tell({ want: 'Said twice' }), await tell({ want: 'Said twice' })];
    await convert();
    const ids = (await own()).filter((item: { id: number }) => [one.body.id, two.body.id].includes(item.id));
    expect(new Set(ids.map((item: { ticketId: number }) => item.ticketId)).size).toBe(2);
  });

  it('carries a photo byte for byte, as a file of the ticket', async () => {
    const bytes = Buffer.alloc(3_000_000, 7);
    const file = { filename: 'seal.jpg', contentType: 'image/jpeg', content: bytes.toString('base64') };
    const answer = await tell({ want: '', files: [file] });
    expect(answer.status).toBe(202);
    await convert();
    const { body } = await house.ask('sales', 'GET', `/forwards/${answer.body.id}`);
    const { body: ticket } = await house.ask('agent', 'GET', `/tickets/${body.ticketId}`);
    const [attachment] = ticket.entries[0].attachments;
    expect(attachment).toMatchObject({ filename: 'seal.jpg', size: bytes.length });
  });

  it('is due within the hour where it cannot wait, and lifts nothing to the top', async () => {
    const answer = await tell({ want: 'The line stands', haste: 'now' });
    await convert();
    const [ticket] = await house.rows<{ minutes: number; priority: string; why: string[] }>(
      `SELECT minutes_allowed AS minutes, priority, why FROM ticket WHERE id = (SELECT ticket_id FROM forward WHERE message_id = $1)`,
      [answer.body.id],
    );
    expect(ticket).toMatchObject({ minutes: 60, priority: 'normal' });
    expect(ticket!.why).toContain('Due within one working hour, said a colleague');
  });

  it('is a call back where only a number is known', async () => {
    const answer = await tell({ who: { name: 'Ole', phone: '+49 40 1234' }, want: 'Wants to be called' });
    await convert();
    const [ticket] = await house.rows<{ kind: string; fields: { phone: string } }>(
      'SELECT kind, fields FROM ticket WHERE id = (SELECT ticket_id FROM forward WHERE message_id = $1)',
      [answer.body.id],
    );
    expect(ticket).toMatchObject({ kind: 'callback', fields: { phone: '+49 40 1234' } });
  });

  it.each([
    ['nobody', { who: { address: 'a@b.example' } }, '/who/name'],
    ['no way to answer', { who: { name: 'Anna' } }, '/who/address'],
    ['a mail address that is none', { who: { name: 'Anna', address: 'at home' } }, '/who/address'],
    ['a phone number that is none', { who: { name: 'Anna', phone: 'ask her' } }, '/who/phone'],
    ['nothing wanted', { want: ' ' }, '/want'],
    ['a haste that is none', { haste: 'yesterday' }, '/haste'],
    ['a department that is none', { departmentId: 99_999 }, '/departmentId'],
    [
      'bytes that are no base64',
      { files: [{ filename: 'a', contentType: 'image/png', content: '<svg>' }] },
      '/files/0/content',
    ],
    [
      'a media type that is none',
      { files: [{ filename: 'a', contentType: 'text\r\nx', content: '' }] },
      '/files/0/contentType',
    ],
    ['too many files', { files: Array(7).fill({ filename: 'a', contentType: 'image/png', content: '' }) }, '/files'],
    ['a field that nobody knows', { priority: 'expedite' }, ''],
  ])('is refused with the place where it names %s', async (_, more, pointer) => {
    const { status, body } = await tell(more);
    expect(status).toBe(422);
    expect(body.errors.map((error: { pointer: string }) => error.pointer)).toContain(pointer);
  });

  it('is too large beyond 8 MB of files, and beyond what the route takes', async () => {
    const content = Buffer.alloc(4_100_000).toString('base64');
    const file = { filename: 'a.bin', contentType: 'application/octet-stream', content };
    const large = await tell({ files: [file, file] });
    expect([large.status, large.body.errors?.[0]?.pointer]).toEqual([422, '/files']);
    expect((await tell({ files: [file, file, file] })).status).toBe(413);
    expect((await house.ask('agent', 'POST', '/templates', { body: { pad: 'x'.repeat(3_000_000) } })).status).toBe(413);
  });

  it('is not for keys, nor for nobody', async () => {
    expect((await house.ask(null, 'POST', '/forwards', { body: telling })).status).toBe(401);
    const key = await house.keyFor('sales', house.departments.service);
    const headers = { authorization: `Bearer ${key}` };
    expect((await house.send('POST', '/forwards', { body: telling, headers })).body.code).toBe('AUTH.PERSON_NEEDED');
  });
});

describe('one’s own forwards', () => {
  it('are one’s own alone: those of others are not there, and the ticket itself stays closed', async () => {
    const [forward] = await own();
    for (const other of ['agent', 'admin', 'engineer'] as const) {
      expect((await house.ask(other, 'GET', `/forwards/${forward.id}`)).status).toBe(404);
      expect((await house.ask(other, 'GET', '/forwards')).body.items).toEqual([]);
      expect((await house.ask(other, 'GET', '/forwards/choices')).body.people).toEqual([]);
    }
    expect((await house.ask('sales', 'GET', `/tickets/${forward.ticketId}`)).status).toBe(404);
  });

  it('come page by page, each once', async () => {
    const seen: number[] = [];
    let cursor = '';
    do {
      const { body } = await house.ask('sales', 'GET', `/forwards?limit=2${cursor}`);
      seen.push(...body.items.map((item: { id: number }) => item.id));
      cursor = body.nextCursor === null ? '' : `&cursor=${body.nextCursor}`;
    } while (cursor);
    expect(seen).toEqual([...new Set(seen)].sort((a, b) => b - a));
    expect(seen).toHaveLength((await own()).length);
  });

  it('follow the ticket: done, moved and merged', async () => {
    const answer = await tell({ want: 'Followed' });
    await convert();
    const read = async () => (await house.ask('sales', 'GET', `/forwards/${answer.body.id}`)).body;
    const { ticketId } = await read();
    await house.rows(`UPDATE ticket SET department_id = $1 WHERE id = $2`, [house.departments.engineering, ticketId]);
    expect((await read()).departmentName).toBe('Engineering');
    const other = (await house.ticket('engineering')).ticket;
    await house.rows(`UPDATE ticket SET state = 'merged', merged_into = $1 WHERE id = $2`, [other, ticketId]);
    expect(await read()).toMatchObject({ ticketId: other, about: 'Followed', who: 'Anna Weber' });
    await house.rows(
      `UPDATE ticket SET state = 'done', outcome = 'answered', done_at = now(), done_on_time = true, claimed_by = NULL, claim_until = NULL,
              wait_reason = NULL WHERE id = $1`,
      [other],
    );
    expect(await read()).toMatchObject({ state: 'done', outcome: 'Answered', promisedAt: null });
  });

  it('suggest people of earlier forwards, each once', async () => {
    const { people, departments } = (await house.ask('sales', 'GET', '/forwards/choices')).body;
    const anna = people.filter((person: { name: string }) => person.name === 'Anna Weber');
    expect(anna).toEqual([{ name: 'Anna Weber', company: 'Kranich', address: 'anna@kranich.example', phone: '' }]);
    expect(departments.map((one: { id: number }) => one.id)).toContain(house.departments.engineering);
  });

  it('no longer reach a department whose forward page ops paused', async () => {
    await tell({ departmentId: house.departments.engineering, want: 'First' });
    const [page] = await house.rows<{ id: number }>(
      `SELECT id FROM channel WHERE kind = 'colleague' AND department_id = $1`,
      [house.departments.engineering],
    );
    await house.rows('UPDATE channel SET enabled = false WHERE id = $1', [page!.id]);
    const { departments } = (await house.ask('sales', 'GET', '/forwards/choices')).body;
    expect(departments.map((one: { id: number }) => one.id)).not.toContain(house.departments.engineering);
    const refused = await tell({ departmentId: house.departments.engineering });
    expect([refused.status, refused.body.errors[0].pointer]).toEqual([422, '/departmentId']);
  });
});

describe('stray requests', () => {
  it('are counted by colleague and week, for those who work the rail', async () => {
    const [count] = await house.rows<{ count: number }>(
      `SELECT count(*)::int AS count FROM forward WHERE department_id = $1`,
      [house.departments.service],
    );
    const { departments } = (await house.ask('agent', 'GET', '/flow/strays')).body;
    const here = departments.find((one: { departmentId: number }) => one.departmentId === house.departments.service);
    expect(here.weeks).toHaveLength(8);
    expect(here.people).toHaveLength(1);
    expect(here.people[0]).toMatchObject({ address: 'sales@rail.test', total: count!.count });
    expect(here.people[0].counts.at(-1)).toEqual({ byMail: 0, onPage: count!.count });
    expect((await house.ask('sales', 'GET', '/flow/strays')).body.departments).toEqual([]);
  });

  it('of an earlier week stand in that week, and of long ago in none', async () => {
    const [forward] = await house.rows<{ id: number }>(
      'SELECT message_id AS id FROM forward ORDER BY message_id LIMIT 1',
    );
    const totals = async () => {
      const { departments } = (await house.ask('agent', 'GET', '/flow/strays')).body;
      return departments.find((one: { departmentId: number }) => one.departmentId === house.departments.service)
        .people[0];
    };
    const before = await totals();
    await house.rows(`UPDATE forward SET at = now() - interval '14 days' WHERE message_id = $1`, [forward!.id]);
    const earlier = await totals();
    expect(earlier.total).toBe(before.total);
    expect(earlier.counts.at(-3)).toEqual({ byMail: 0, onPage: 1 });
    await house.rows(`UPDATE forward SET at = now() - interval '100 days' WHERE message_id = $1`, [forward!.id]);
    expect((await totals()).total).toBe(before.total - 1);
  });
});
