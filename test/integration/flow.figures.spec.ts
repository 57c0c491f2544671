// The flow meeting's figures against a real PostgreSQL: recomputed here from the raw rows, in another way than the statements do.
import { jest } from '@jest/globals';
import pg from 'pg';
import { type FlowFigures, likelyLate, numbers, paceBegins, page, type RailFilter, readFlow, readPaces } from '#store';
import { addWorkingMs, calendarOf, OFFICE_HOURS } from '#tickets';
import {
  type House,
  makeDepartment,
  makePerson,
  makeTicket,
  makeTickets,
  openHouse,
} from '../database/tickets.factory.js';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house?.close());

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const rowsOf = <R>(text: string, values: unknown[] = []): Promise<R[]> => house.database.rows<R>(text, values);

/** The same numbers in each run. */
function dice(seed: number): (below: number) => number {
  let state = seed;
  return below => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
}

const ZONE = { berlin: 'Europe/Berlin', york: 'America/New_York', kolkata: 'Asia/Kolkata' } as const;
const localDay = (at: Date, timeZone: string): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(at);
/** Today is 0, by the calendar's days where the department is. */
const daysBack = (at: Date, now: Date, timeZone: string): number =>
  (Date.parse(localDay(now, timeZone)) - Date.parse(localDay(at, timeZone))) / DAY;

interface Raw {
  id: number;
  department_id: number;
  kind: string;
  state: string;
  business: string;
  left_ms: number | null;
  due_at: Date;
  received_at: Date;
  created_at: Date;
  done_at: Date | null;
  done_on_time: boolean | null;
}

async function figuresOf(departmentId: number, now: Date): Promise<FlowFigures> {
  const [figures] = await readFlow(house.database, [departmentId], now);
  return figures!;
}

/** Tickets in every state, about 40 days deep, many of them within an hour of a midnight. */
async function fillRail(departmentId: number, timeZone: string, now: Date, seed: number): Promise<void> {
  const roll = dice(seed);
  for (let i = 0; i < 160; i++) {
    const back = roll(41);
    const at =
      roll(3) === 0 ? nearMidnight(now, back, timeZone, roll(121) - 60) : new Date(+now - back * DAY - roll(DAY));
    const past = at < now ? at : new Date(+now - 1);
    const kind = ['order', 'inquiry', 'issue'][roll(3)]!;
    const business = ['repeat', 'new', 'stranger'][roll(3)]!;
    const base = { department_id: departmentId, kind, business, received_at: past, created_at: past };
    const state = ['open', 'waiting', 'waiting', 'done', 'done', 'done'][roll(6)]!;
    const due_at = new Date(+now + (roll(2) === 0 ? -1 : 1) * roll(4 * DAY));
    if (state === 'done')
      await makeTicket(house.database, {
        ...base,
        state,
        outcome: 'answered',
        done_at: past,
        done_on_time: roll(9) === 0 ? null : roll(4) !== 0,
      });
    else if (state === 'waiting')
      await makeTicket(house.database, {
        ...base,
        state,
        wait_reason: roll(2) === 0 ? 'customer' : 'until',
        due_at,
      });
    else await makeTicket(house.database, { ...base, due_at });
  }
}

function nearMidnight(now: Date, back: number, timeZone: string, minutes: number): Date {
  const day = localDay(new Date(+now - back * DAY), timeZone);
  // The zone's distance from UTC at about that midnight, as Intl tells it.
  const guess = new Date(`${day}T00:00:00Z`);
  const shown = new Date(guess.toLocaleString('sv-SE', { timeZone }).replace(' ', 'T').concat('Z'));
  return new Date(+guess - (+shown - +guess) + minutes * 60_000);
}

const rawTickets = (departmentId: number): Promise<Raw[]> =>
  rowsOf('SELECT * FROM ticket WHERE department_id = $1', [departmentId]);

describe.each(Object.entries(ZONE))('a rail in %s', (_, timeZone) => {
  // Shortly after midnight in each zone's own day: UTC has another date for two of them.
  const now = new Date(`2031-03-${timeZone === ZONE.york ? '10T05' : '10T20'}:30:00Z`);
  let departmentId: number;
  let raw: Raw[];
  let figures: FlowFigures;
  beforeAll(async () => {
    departmentId = await makeDepartment(house.database, { timeZone });
    const other = await makeDepartment(house.database, { timeZone });
    await fillRail(departmentId, timeZone, now, departmentId);
    await fillRail(other, timeZone, now, other);
    raw = await rawTickets(departmentId);
    figures = await figuresOf(departmentId, now);
  });

  it('shows its queues by kind, with what is late and how old it is', () => {
    const hanging = raw.filter(ticket => ['open', 'claimed', 'waiting'].includes(ticket.state));
    expect(hanging.length).toBeGreaterThan(20);
    const expected = [...new Set(hanging.map(ticket => ticket.kind))].map(kind => {
      const queue = hanging.filter(ticket => ticket.kind === kind);
      const ages = [0, 0, 0, 0, 0];
      for (const ticket of queue) {
        const days = (+now - +ticket.received_at) / DAY;
        ages[days < 1 ? 0 : days < 2 ? 1 : days < 4 ? 2 : days < 8 ? 3 : 4]! += 1;
      }
      const of = (state: string) => queue.filter(ticket => ticket.state === state).length;
      const late = queue.filter(ticket => ticket.left_ms === null && ticket.due_at < now).length;
      return { departmentId, kind, open: of('open'), claimed: of('claimed'), waiting: of('waiting'), late, ages };
    });
    const byKind = (a: { kind: string }, b: { kind: string }) => a.kind.localeCompare(b.kind);
    expect([...figures.queues].sort(byKind)).toEqual(expected.sort(byKind));
    // Were no clock standing past its due time, the count above could not tell the two apart.
    expect(hanging.some(ticket => ticket.left_ms !== null && ticket.due_at < now)).toBe(true);
  });

  it('counts promises kept by its own days, and each figure opens the list that it counted', async () => {
    const counted = (days: number, kind?: string) =>
      raw.filter(
        ticket =>
          ticket.done_at !== null &&
          ticket.done_on_time !== null &&
          (kind === undefined || ticket.kind === kind) &&
          daysBack(ticket.done_at, now, timeZone) < days,
      );
    const expected = (kind?: string) => ({
      finished7: counted(7, kind).length,
      onTime7: counted(7, kind).filter(ticket => ticket.done_on_time).length,
      finished30: counted(30, kind).length,
      onTime30: counted(30, kind).filter(ticket => ticket.done_on_time).length,
    });
    expect(figures.onTime).toEqual(expected());
    expect(figures.onTime.finished30).toBeGreaterThan(figures.onTime.finished7);
    for (const { kind, ...row } of figures.onTimeByKind) expect({ kind, ...row }).toEqual({ kind, ...expected(kind) });
    const list = async (filter: Omit<RailFilter, 'now'>, view: 'done' | 'rail' | 'waiting' = 'done') => {
      const found = await page(house.database, {
        departmentId,
        view,
        userId: null,
        limit: 200,
        filter: { ...filter, now },
      });
      return found.outcome === 'page' ? found.items.map(slip => slip.id).sort((a, b) => a - b) : [];
    };
    const ids = (tickets: Raw[]) => tickets.map(ticket => ticket.id).sort((a, b) => a - b);
    expect(await list({ onTime: 'no', days: 7 })).toEqual(ids(counted(7).filter(ticket => !ticket.done_on_time)));
    expect(await list({ onTime: 'yes', days: 30, kind: 'order' })).toEqual(
      ids(counted(30, 'order').filter(ticket => ticket.done_on_time)),
    );
    expect(await list({ onTime: 'none' })).toEqual(
      ids(raw.filter(ticket => ticket.state === 'done' && ticket.done_on_time === null)),
    );
    const late = [...(await list({ late: true }, 'rail')), ...(await list({ late: true }, 'waiting'))];
    expect(late).toHaveLength(figures.queues.reduce((sum, queue) => sum + queue.late, 0));
    expect(await list({ business: 'new', kind: 'issue' }, 'rail')).toEqual(
      ids(raw.filter(ticket => ticket.state === 'open' && ticket.business === 'new' && ticket.kind === 'issue')),
    );
  });

  it('splits business into three that are never added together', () => {
    const recent = (at: Date | null) => at !== null && daysBack(at, now, timeZone) < 30;
    const expected = ['new', 'repeat', 'stranger'].map(business => {
      const mine = raw.filter(ticket => ticket.business === business);
      return {
        departmentId,
        business,
        arrived: mine.filter(ticket => recent(ticket.created_at)).length,
        finished: mine.filter(ticket => recent(ticket.done_at) && ticket.done_on_time !== null).length,
        handedToSales: 0,
      };
    });
    expect([...figures.business].sort((a, b) => a.business.localeCompare(b.business))).toEqual(expected);
  });

  it('names the oldest that hangs, and what is in hand', () => {
    const hanging = raw.filter(ticket => ['open', 'claimed', 'waiting'].includes(ticket.state));
    const oldest = hanging.reduce((a, b) => (a.received_at <= b.received_at ? a : b));
    expect(figures.department.oldest?.receivedAt).toEqual(oldest.received_at);
    expect(figures.department.inHand).toEqual({ now: 0, limit: 200 });
  });
});

describe('arrivals and finishes by the hour', () => {
  it('cover 48 hours, empty ones too, and add the counters of all writers', async () => {
    const departmentId = await makeDepartment(house.database);
    const now = new Date('2031-01-15T12:40:00Z');
    const write = (hour: string, slot: number, arrived: number, finished: number) =>
      rowsOf('INSERT INTO rail_hour (department_id, hour, slot, arrived, finished) VALUES ($1, $2, $3, $4, $5)', [
        departmentId,
        hour,
        slot,
        arrived,
        finished,
      ]);
    await write('2031-01-15T12:00:00Z', 0, 3, 1);
    await write('2031-01-15T12:00:00Z', 5, 4, 2);
    await write('2031-01-13T13:00:00Z', 1, 9, 8);
    await write('2031-01-13T12:00:00Z', 1, 100, 100);
    const { hours } = await figuresOf(departmentId, now);
    expect(hours).toHaveLength(48);
    expect(hours[0]).toMatchObject({ hour: new Date('2031-01-13T13:00:00Z'), arrived: 9, finished: 8 });
    expect(hours[47]).toMatchObject({ hour: new Date('2031-01-15T12:00:00Z'), arrived: 7, finished: 3 });
    expect(hours.slice(1, 47).every(({ arrived, finished }) => arrived === 0 && finished === 0)).toBe(true);
  });
});

describe('the pace', () => {
  const office = calendarOf('Europe/Berlin', OFFICE_HOURS);
  it('begins at the midnight before the tenth working day', () => {
    // Wednesday 12 March 2031: five days of last week, two before, three of this week.
    expect(paceBegins(office, new Date('2031-03-12T10:00:00Z'))).toEqual(new Date('2031-02-26T23:00:00Z'));
    // A Sunday is no working day: ten whole ones lie behind it.
    expect(paceBegins(office, new Date('2031-03-09T10:00:00Z'))).toEqual(new Date('2031-02-23T23:00:00Z'));
  });

  it('is finishes per working hour, over the time that was counted', async () => {
    const [long, short, none] = [
      await makeDepartment(house.database),
      await makeDepartment(house.database),
      await makeDepartment(house.database),
    ];
    const now = new Date('2031-03-12T16:00:00Z');
    const write = (departmentId: number, hour: string, finished: number) =>
      rowsOf('INSERT INTO rail_hour (department_id, hour, slot, finished) VALUES ($1, $2, 3, $3)', [
        departmentId,
        hour,
        finished,
      ]);
    await write(long, '2031-01-01T10:00:00Z', 999);
    await write(long, '2031-03-03T10:00:00Z', 120);
    await write(long, '2031-03-12T10:00:00Z', 60);
    await write(short, '2031-03-11T07:00:00Z', 36);
    const departments = [long, short, none].map(id => ({ id, calendar: office }));
    const paces = await readPaces(house.database, departments, now);
    // Ten working days of nine hours until the shift's end; two days of nine hours.
    expect(paces.get(long)).toBeCloseTo(180 / 90, 6);
    expect(paces.get(short)).toBeCloseTo(36 / 18, 6);
    expect(paces.get(none)).toBeNull();
  });

  it('tells what will be late by the place on the rail, not by age', async () => {
    const departmentId = await makeDepartment(house.database);
    const now = new Date('2031-03-12T08:00:00Z');
    const due = (hours: number) => addWorkingMs(now, hours * HOUR, office);
    const person = await makePerson(house.database, 'Mara Lind', [departmentId]);
    const ids: number[] = [];
    for (const [place, hours] of [3, 3.5, 4, 4.25, 8].entries())
      ids.push(
        await makeTicket(house.database, {
          department_id: departmentId,
          due_at: due(hours),
          ...(place === 3 ? { state: 'claimed', claimed_by: person, claim_until: due(1) } : {}),
        }),
      );
    // One an hour: the fourth is done after four hours and due a quarter later; the fifth after five, due after eight.
    expect(await likelyLate(house.database, [{ id: departmentId, calendar: office, pace: 1 }], now)).toEqual([]);
    // Two thirds an hour: done after 1.5, 3, 4.5, 6 and 7.5 hours.
    const slow = await likelyLate(house.database, [{ id: departmentId, calendar: office, pace: 2 / 3 }], now);
    expect(slow.map(row => [row.ticketId, row.position, row.holderName])).toEqual([
      [ids[2], 3, null],
      [ids[3], 4, 'Mara Lind'],
    ]);
    expect(slow[0]!.expectedAt).toEqual(due(4.5));
  });

  it('opens from the number above the rail the list of just those, in rail order', async () => {
    const workHours = JSON.stringify(OFFICE_HOURS);
    const [departmentId, calm] = [
      await makeDepartment(house.database, { timeZone: 'Europe/Berlin', workHours }),
      await makeDepartment(house.database, { timeZone: 'Europe/Berlin', workHours }),
    ];
    const now = new Date('2031-03-12T08:00:00Z');
    const due = (hours: number) => addWorkingMs(now, hours * HOUR, office);
    // 41 in 82 working hours, one in two hours: done after 2, 4, 6, 8 and 10 hours.
    await rowsOf(
      `INSERT INTO rail_hour (department_id, hour, slot, finished) SELECT id, '2031-02-27T07:00:00Z', 3, 41 FROM unnest($1::int[]) id`,
      [[departmentId, calm]],
    );
    const ids: number[] = [];
    for (const hours of [3, 4.5, 5, 7.5, 24])
      ids.push(await makeTicket(house.database, { department_id: departmentId, due_at: due(hours) }));
    // One that waits stands in no line.
    const waiting = { state: 'waiting', wait_reason: 'customer' };
    await makeTicket(house.database, { department_id: departmentId, due_at: due(-1), ...waiting });
    await makeTicket(house.database, { department_id: calm, due_at: due(24) });
    const list = async (of: number, more: Partial<RailFilter> = {}, cursor?: string): Promise<number[]> => {
      const found = await page(house.database, {
        departmentId: of,
        view: 'rail',
        userId: null,
        limit: 1,
        cursor,
        filter: { likelyLate: true, now, ...more },
      });
      if (found.outcome !== 'page') throw new Error('a bad cursor');
      const here = found.items.map(slip => slip.id);
      return found.nextCursor ? [...here, ...(await list(of, more, found.nextCursor))] : here;
    };
    expect(await list(departmentId)).toEqual([ids[2], ids[3]]);
    expect((await numbers(house.database, departmentId, now))!.likelyLate).toBe(2);
    expect(await list(departmentId, { kind: 'no-such-kind' })).toEqual([]);
    expect(await list(calm)).toEqual([]);
  });
});

describe('handoffs', () => {
  const now = new Date('2031-03-12T10:00:00Z');
  let service: number;
  let engineering: number;
  beforeAll(async () => {
    service = await makeDepartment(house.database, { name: 'Service', timeZone: 'Europe/Berlin' });
    engineering = await makeDepartment(house.database, { name: 'Engineering', timeZone: 'Europe/Berlin' });
    await rowsOf(
      `INSERT INTO handoff_contract (key, version, definition) VALUES ('flow-test', 1, '{"title":"Drawing check","returnReasons":[]}')`,
    );
  });

  async function handoff(given: {
    state: string;
    kind?: string;
    business?: string;
    offeredAt?: string;
  }): Promise<number> {
    const kind = given.kind ?? 'design-request';
    await rowsOf(`INSERT INTO ticket_kind (key, version, definition) VALUES ($1, 1, '{}') ON CONFLICT DO NOTHING`, [
      kind,
    ]);
    const [version] = await rowsOf<{ v: number }>('SELECT max(version) AS v FROM ticket_kind WHERE key = $1', [kind]);
    const origin = await makeTicket(house.database, { department_id: service, business: given.business ?? 'repeat' });
    const received =
      given.state === 'draft'
        ? null
        : await makeTicket(house.database, { department_id: engineering, way_in: 'handoff' });
    const ended = ['completed', 'cancelled'].includes(given.state);
    const [row] = await rowsOf<{ id: number }>(
      `INSERT INTO handoff (contract, contract_version, kind, kind_version, origin_ticket_id, ticket_id, from_department_id, to_department_id, state,
                            rounds, offered_at, accepted_at, return_reason, result, cancel_reason, ended_at)
       VALUES ('flow-test', 1, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) RETURNING id`,
      [
        kind,
        version!.v,
        origin,
        received,
        service,
        engineering,
        given.state,
        given.state === 'draft' ? 0 : 1,
        given.state === 'draft' ? null : (given.offeredAt ?? '2031-03-11T10:00:00Z'),
        ['accepted', 'completed'].includes(given.state) ? '2031-03-11T11:00:00Z' : null,
        given.state === 'returned' ? 'missing' : null,
        given.state === 'completed' ? '{}' : null,
        given.state === 'cancelled' ? 'not-needed' : null,
        ended ? '2031-03-11T12:00:00Z' : null,
      ],
    );
    return row!.id;
  }

  it('are counted where somebody has to act, each leg by whose clock it was', async () => {
    const ids = new Map<string, number>();
    for (const state of ['draft', 'offered', 'offered', 'accepted', 'returned', 'completed', 'cancelled'])
      ids.set(state, await handoff({ state }));
    const leg = (id: number, name: string, departmentId: number, endedAt: string | null, onTime: boolean | null) =>
      rowsOf(
        `INSERT INTO handoff_leg (handoff_id, leg, department_id, kind, minutes_allowed, began_at, due_at, ended_at, on_time)
         VALUES ($1, $2, $3, 'design-request', 60, '2031-01-01', '2031-01-02', $4, $5)`,
        [id, name, departmentId, endedAt, onTime],
      );
    const done = ids.get('completed')!;
    await leg(done, 'acceptance', engineering, '2031-03-11T11:00:00Z', true);
    await leg(done, 'work', engineering, '2031-02-20T11:00:00Z', false);
    await leg(done, 'returned', service, '2031-03-10T11:00:00Z', true);
    // Of a cancelled one, of last year, and one that runs.
    await leg(ids.get('cancelled')!, 'work', engineering, '2031-03-11T11:00:00Z', null);
    await leg(done, 'work', engineering, '2030-03-11T11:00:00Z', true);
    await leg(ids.get('accepted')!, 'work', engineering, null, null);
    const [there, here] = await readFlow(house.database, [service, engineering], now);
    expect([there!.department.name, here!.department.name]).toEqual(['Engineering', 'Service']);
    expect(there!.department.handoffs).toEqual({ offered: 2, accepted: 1, returned: 0 });
    expect(here!.department.handoffs).toEqual({ offered: 0, accepted: 0, returned: 1 });
    const none = { finished7: 0, onTime7: 0, finished30: 0, onTime30: 0 };
    expect(there!.onTimeByLeg).toEqual([
      { leg: 'own', ...none },
      { leg: 'acceptance', finished7: 1, onTime7: 1, finished30: 1, onTime30: 1 },
      { leg: 'work', finished7: 0, onTime7: 0, finished30: 1, onTime30: 0 },
      { leg: 'returned', ...none },
    ]);
    expect(here!.onTimeByLeg[3]).toEqual({ leg: 'returned', finished7: 1, onTime7: 1, finished30: 1, onTime30: 1 });
  });

  it('offered to sales are counted by whose business it was, each ticket once', async () => {
    await handoff({ state: 'offered', kind: 'sales-opportunity', business: 'new' });
    await handoff({ state: 'cancelled', kind: 'sales-opportunity', business: 'new' });
    await handoff({ state: 'returned', kind: 'sales-opportunity', business: 'stranger' });
    await handoff({ state: 'draft', kind: 'sales-opportunity', business: 'stranger' });
    await handoff({
      state: 'offered',
      kind: 'sales-opportunity',
      business: 'stranger',
      offeredAt: '2031-01-02T10:00:00Z',
    });
    const { business } = await figuresOf(service, now);
    const handed = Object.fromEntries(business.map(row => [row.business, row.handedToSales]));
    expect(handed).toEqual({ new: 2, stranger: 1 });
  });

  it('that came back stand in the defect log of both, with the sender and the field', async () => {
    const id = await handoff({ state: 'returned' });
    const log = (kind: string, more: Record<string, unknown>) => {
      const columns: Record<string, unknown> = {
        kind,
        reason: 'missing',
        department_id: service,
        created_at: '2031-03-11T12:00:00Z',
        ...more,
      };
      const names = Object.keys(columns);
      return rowsOf(
        `INSERT INTO defect (${names.join(', ')}) VALUES (${names.map((_, i) => `$${i + 1}`).join(', ')})`,
        Object.values(columns),
      );
    };
    for (const field of ['/fields/tolerance', '/fields/tolerance', '/fields/material'])
      await log('returned', { handoff_id: id, contract: 'flow-test', field });
    await log('misroute', { reason: 'wrong-rule' });
    await log('skip', { reason: 'other', created_at: '2031-02-01T12:00:00Z' });
    const [there, here] = await readFlow(house.database, [service, engineering], now);
    const short = (figures: FlowFigures) =>
      figures.defects.map(row => [row.kind, row.reason, row.sender, row.field, row.count]);
    const returned = [
      ['returned', 'missing', 'Service', '/fields/tolerance', 2],
      ['returned', 'missing', 'Service', '/fields/material', 1],
    ];
    expect(short(there!)).toEqual(returned);
    expect(short(here!)).toEqual([returned[0], ['misroute', 'wrong-rule', null, null, 1], returned[1]]);
    expect(here!.defects[0]).toMatchObject({
      contract: 'flow-test',
      contractVersion: 1,
      handoffKind: 'design-request',
    });
  });
});

describe('a meeting over four departments with fifty thousand tickets', () => {
  it('takes nine statements, as for one department', async () => {
    const ids: number[] = [];
    for (let i = 0; i < 4; i++) {
      const departmentId = await makeDepartment(house.database);
      ids.push(departmentId);
      for (const state of ['open', 'waiting', 'done'] as const)
        await makeTickets(house.database, { departmentId, count: state === 'open' ? 5_000 : 3_750, state });
    }
    await rowsOf('ANALYZE');
    const spy = jest.spyOn(pg.Client.prototype, 'query');
    const statements = async (departments: number[]) => {
      spy.mockClear();
      await readFlow(house.database, departments, new Date());
      const texts = spy.mock.calls.map(([statement]) =>
        typeof statement === 'string' ? statement : (statement as unknown as { text: string }).text,
      );
      return texts.filter(text => /^\s*SELECT/.test(text)).length;
    };
    await statements(ids);
    const [one, all] = [await statements(ids.slice(0, 1)), await statements(ids)];
    spy.mockRestore();
    expect([one, all]).toEqual([9, 9]);
  }, 60_000);
});
