// Pages of a rail and the figures above it, against a real PostgreSQL.
import { jest } from '@jest/globals';
import { numbers, type PageRequest, page, type RailView, type SlipRow, slipById } from '#store';
import { readCursor, writeCursor } from '../../libs/store/src/rail/rail.cursor.js';
import { pageStatement } from '../../libs/store/src/rail/rail.store.js';
import {
  type House,
  makeChannel,
  makeContact,
  makeDepartment,
  makeMessage,
  makePerson,
  makeTicket,
  makeTickets,
  openHouse,
} from '../database/tickets.factory.js';

// Fifty thousand tickets take their time on a busy machine.
jest.setTimeout(60_000);

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

async function pageOf(request: Partial<PageRequest> & { departmentId: number }) {
  const found = await page(house.database, { view: 'rail', userId: null, limit: 50, ...request });
  if (found.outcome !== 'page') throw new Error('a bad cursor');
  return found;
}

async function everyPage(request: Partial<PageRequest> & { departmentId: number }): Promise<SlipRow[]> {
  const all: SlipRow[] = [];
  let cursor: string | undefined;
  do {
    const found = await pageOf({ ...request, cursor });
    all.push(...found.items);
    cursor = found.nextCursor ?? undefined;
  } while (cursor);
  return all;
}

const minutes = (n: number): Date => new Date(Date.now() + n * 60_000);

describe('a page of the rail', () => {
  it.each<[RailView, 'open' | 'waiting' | 'done', string]>([
    ['rail', 'open', 'rail_rank, due_at, id'],
    ['waiting', 'waiting', 'due_at, id'],
    ['done', 'done', 'done_at DESC, id DESC'],
    ['all', 'open', 'id DESC'],
  ])(
    'of the view %s: pages laid end to end are the whole list in its order, each ticket once',
    async (view, state, order) => {
      const departmentId = await makeDepartment(house.database);
      // Few distinct instants: many tickets share theirs, and the page's end falls between them.
      await makeTickets(house.database, { departmentId, count: 120, state, days: 1 });
      await house.database.rows(
        `UPDATE ticket SET due_at = date_trunc('hour', due_at), done_at = date_trunc('minute', done_at) WHERE department_id = $1`,
        [departmentId],
      );
      const expected = await house.database.rows<{ id: number }>(
        `SELECT id FROM ticket WHERE department_id = $1 ORDER BY ${order}`,
        [departmentId],
      );
      const items = await everyPage({ departmentId, view, limit: 7 });
      expect(items.map(item => item.id)).toEqual(expected.map(row => row.id));
    },
  );

  it('keeps microseconds in its cursor', async () => {
    const departmentId = await makeDepartment(house.database);
    for (const micros of ['000001', '000002', '000003'])
      await makeTicket(house.database, { department_id: departmentId, due_at: `2031-05-05 10:00:00.${micros}+00` });
    expect(await everyPage({ departmentId, limit: 1 })).toHaveLength(3);
  });

  it('of the view mine is what I hold and what is assigned to me, and not what is done', async () => {
    const { database } = house;
    const departmentId = await makeDepartment(database);
    const other = await makeDepartment(database);
    const [ann, bo] = [
      await makePerson(database, 'Ann', [departmentId]),
      await makePerson(database, 'Bo', [departmentId]),
    ];
    const mine = { department_id: departmentId, assigned_to: ann };
    const held = { state: 'claimed', claimed_by: ann, claim_until: minutes(30) };
    const waiting = await makeTicket(database, {
      ...mine,
      state: 'waiting',
      wait_reason: 'customer',
      due_at: minutes(3),
    });
    const both = await makeTicket(database, { ...mine, ...held, due_at: minutes(2) });
    const assigned = await makeTicket(database, { ...mine, due_at: minutes(1) });
    await makeTicket(database, {
      ...mine,
      state: 'done',
      outcome: 'answered',
      done_at: new Date(),
      done_on_time: true,
    });
    await makeTicket(database, { ...mine, assigned_to: bo });
    await makeTicket(database, { ...held, department_id: other });
    const items = await everyPage({ departmentId, view: 'mine', userId: ann, limit: 2 });
    expect(items.map(item => item.id)).toEqual([assigned, both, waiting]);
  });

  it('shows the names of holder, assignee, channel and company', async () => {
    const { database } = house;
    const departmentId = await makeDepartment(database);
    const [ann, bo] = [
      await makePerson(database, 'Ann', [departmentId]),
      await makePerson(database, 'Bo', [departmentId]),
    ];
    const id = await makeTicket(database, {
      department_id: departmentId,
      channel_id: await makeChannel(database, departmentId, 'Support mailbox'),
      requester_id: await makeContact(database, 'Kim', 'kim@example.test', 'Kim Bicycles'),
      state: 'claimed',
      claimed_by: ann,
      claim_until: minutes(30),
      assigned_to: bo,
    });
    const [slip] = (await pageOf({ departmentId })).items;
    expect(slip).toMatchObject({
      id,
      departmentId,
      version: 1,
      holderName: 'Ann',
      assigneeName: 'Bo',
      channelName: 'Support mailbox',
      company: 'Kim Bicycles',
      why: [],
    });
    expect(slip).not.toHaveProperty('sortKey');
    expect({ ...(await slipById(database, id)), found: null }).toEqual(slip);
    expect(await slipById(database, 999_999_999)).toBeNull();
  });

  it('finds tickets by their number and by words of subject, name and address, in any order and case', async () => {
    const { database } = house;
    const departmentId = await makeDepartment(database);
    const bolt = await makeTicket(database, {
      department_id: departmentId,
      subject: 'Bolts M8 missing',
      requester_name: 'Kim Ode',
    });
    const price = await makeTicket(database, {
      department_id: departmentId,
      subject: 'Price of 100% cotton_rope',
      requester_address: 'lee@rope.test',
    });
    const named = await makeTicket(database, { department_id: departmentId, subject: `About your answer ${bolt}` });
    const find = async (words: string) =>
      (await pageOf({ departmentId, view: 'all', words })).items.map(item => item.id);
    expect(await find('kim BOLTS')).toEqual([bolt]);
    expect(await find('rope.test')).toEqual([price]);
    expect(await find(`#${bolt}`)).toEqual([bolt]);
    // The ticket of the number comes first, though the other is newer.
    expect(await find(String(bolt))).toEqual([bolt, named]);
    expect(await find('100%')).toEqual([price]);
    expect(await find('c%n')).toEqual([]);
    expect(await find('n_rope')).toEqual([price]);
    expect(await find('cotton-rope')).toEqual([]);
    expect(await find(`'; DROP TABLE ticket; --\0`)).toEqual([]);
  });

  it('never shows tickets of another department', async () => {
    const { database } = house;
    const [here, there] = [await makeDepartment(database), await makeDepartment(database)];
    const foreign = await makeTicket(database, { department_id: there });
    for (const view of ['rail', 'waiting', 'done', 'mine', 'all'] as const)
      expect((await pageOf({ departmentId: here, view, words: `#${foreign}` })).items).toEqual([]);
  });

  it('refuses a cursor that it has not made for this view', async () => {
    const departmentId = await makeDepartment(house.database);
    const good = writeCursor('rail', ['1', '2031-05-05 10:00:00.000001+00', '7']);
    expect(readCursor('rail', good)).toEqual(['1', '2031-05-05 10:00:00.000001+00', '7']);
    const forged = [
      'x',
      '',
      '%%%',
      writeCursor('waiting', ['2031-05-05 10:00:00.000001+00', '7']),
      writeCursor('rail', ['1', '2031-02-31 10:00:00.000001+00', '7']),
      writeCursor('rail', ['1', '0000-01-01 10:00:00.000001+00', '7']),
      writeCursor('rail', ['1', 'now', '7']),
      writeCursor('rail', ['9', '2031-05-05 10:00:00.000001+00', '7']),
      writeCursor('rail', ['1', '2031-05-05 10:00:00.000001+00', '7); DROP TABLE ticket']),
      writeCursor('rail', ['1']),
      Buffer.from('{"rail":1}').toString('base64url'),
    ];
    for (const cursor of forged)
      expect(await page(house.database, { departmentId, view: 'rail', userId: null, limit: 5, cursor })).toEqual({
        outcome: 'bad-cursor',
      });
  });
});

describe('the numbers above the rail', () => {
  it('count what hangs there, what is late, and what was done today where the department is', async () => {
    const { database } = house;
    // Auckland is 13 hours ahead in January: its day began at 11:00 UTC of the day before.
    const departmentId = await makeDepartment(database, { timeZone: 'Pacific/Auckland' });
    const now = new Date('2031-01-15T12:00:00Z');
    const done = (at: string, onTime: boolean) =>
      makeTicket(database, {
        department_id: departmentId,
        state: 'done',
        outcome: 'answered',
        done_at: at,
        done_on_time: onTime,
      });
    await done('2031-01-15T10:59:59Z', true);
    await done('2031-01-15T11:00:00Z', true);
    await done('2031-01-15T11:30:00Z', false);
    // Beside what the connections of this test have counted: any of them may have the same slot.
    const counted = (day: string, slot: number, finished: number, onTime: number) =>
      database.rows(
        `INSERT INTO rail_day (department_id, day, slot, finished, finished_on_time) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (department_id, day, slot) DO UPDATE
           SET finished = rail_day.finished + excluded.finished, finished_on_time = rail_day.finished_on_time + excluded.finished_on_time`,
        [departmentId, day, slot, finished, onTime],
      );
    await counted('2031-01-08', 7, 10, 5);
    for (const [day, slot] of [
      ['2031-01-09', 6],
      ['2031-01-09', 7],
      ['2031-01-15', 6],
    ] as const)
      await counted(day, slot, 4, 3);
    const at = (iso: string) => ({ department_id: departmentId, due_at: iso });
    const oldest = await makeTicket(database, {
      ...at('2031-01-15T11:59:59Z'),
      received_at: '2031-01-01T00:00:00Z',
      state: 'waiting',
      wait_reason: 'customer',
    });
    await makeTicket(database, {
      ...at('2031-01-15T11:00:00Z'),
      priority: 'expedite',
      received_at: '2031-01-02T00:00:00Z',
    });
    await makeTicket(database, { ...at('2031-01-15T12:00:01Z'), received_at: '2031-01-03T00:00:00Z' });
    const channelId = await makeChannel(database, departmentId, 'Mailbox A');
    await makeMessage(database, { channelId, departmentId, state: 'pending' });
    await makeMessage(database, { channelId, departmentId, state: 'quarantined' });

    expect(await numbers(database, departmentId, now)).toEqual({
      departmentId,
      callsWithoutTicket: 0,
      railLimit: 200,
      expedited: { today: 0, budget: 5 },
      handoffs: { offered: 0, returned: 0 },
      likelyLate: 1,
      alerts: 0,
      open: 2,
      claimed: 0,
      waiting: 1,
      // With the three that were put there as done.
      week: { finished: 15, onTime: 11 },
      oldest: { ticketId: oldest, receivedAt: new Date('2031-01-01T00:00:00Z') },
      // The clock of the one that waits stands: it is not late.
      late: 1,
      doneToday: { finished: 2, onTime: 1 },
      channels: [{ id: channelId, name: 'Mailbox A', enabled: true, health: { state: 'starting' }, lastOkAt: null }],
      quarantined: 1,
      pending: 1,
    });
  });

  it('are all zero on an empty rail, and null where there is no department', async () => {
    const departmentId = await makeDepartment(house.database);
    expect(await numbers(house.database, departmentId, new Date())).toMatchObject({
      open: 0,
      late: 0,
      oldest: null,
      pending: 0,
    });
    expect(await numbers(house.database, 999_999, new Date())).toBeNull();
  });

  it('stop counting late tickets at a thousand', async () => {
    const departmentId = await makeDepartment(house.database);
    await makeTickets(house.database, { departmentId, count: 1500, dueFrom: new Date('2020-01-01') });
    expect((await numbers(house.database, departmentId, new Date()))!.late).toBe(1000);
  });
});

describe('at fifty thousand tickets', () => {
  it.each<[RailView, string[]]>([
    ['rail', ['1', '2031-05-05 10:00:00.000001+00', '7']],
    ['waiting', ['2031-05-05 10:00:00.000001+00', '7']],
    ['done', ['2031-05-05 10:00:00.000001+00', '7']],
    ['all', ['40000']],
  ])(
    'a page of the view %s walks one index from its cursor on, and sorts no more than its own rows',
    async (view, after) => {
      const { database } = house;
      const departmentId = await bigRail();
      // Where one department has nearly all tickets, the primary key is as good an order of numbers.
      const index = view === 'all' ? '(all|pkey)' : view;
      for (const key of [null, after]) {
        const { text, values } = pageStatement({ departmentId, view, userId: null, limit: 50 }, key);
        const plan = (await database.rows<{ 'QUERY PLAN': string }>(`EXPLAIN ${text}`, values))
          .map(row => row['QUERY PLAN'])
          .join('\n');
        expect(plan).toMatch(
          new RegExp(`Limit[^\\n]*\\n\\s+->\\s+Index Scan( Backward)? using ticket_${index} on ticket`),
        );
        expect(plan).not.toContain('Seq Scan on ticket ');
      }
    },
  );

  let rail: Promise<number> | undefined;
  function bigRail(): Promise<number> {
    rail ??= (async () => {
      const departmentId = await makeDepartment(house.database);
      for (const state of ['open', 'waiting', 'done'] as const)
        await makeTickets(house.database, {
          departmentId,
          count: state === 'open' ? 30_000 : 10_000,
          state,
          days: 300,
        });
      await house.database.rows('ANALYZE ticket');
      return departmentId;
    })();
    return rail;
  }
});
