// Taking the next ticket, against a real PostgreSQL and with many hands at once.
import { jest } from '@jest/globals';
import { laneOf, type NextOutcome, next } from '#store';
import { NEXT } from '../../libs/store/src/rail/next.store.js';
import {
  atOnce,
  eventsOf,
  type House,
  makeDepartment,
  makePerson,
  makeTicket,
  makeTickets,
  openHouse,
  ticketNow,
} from '../database/tickets.factory.js';

// Fifty thousand tickets take their time on a busy machine.
jest.setTimeout(60_000);

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

const LEASE = { leaseMinutes: 30 };
const take = (departmentId: number, userId: number, skip?: { ticketId: number; reason: 'other'; note?: string }) =>
  house.database.transaction(tx => next(tx, { departmentId, userId, ...LEASE, skip }));
const idOf = (outcome: NextOutcome): number => (outcome.outcome === 'claimed' ? outcome.ticketId : 0);
const minutes = (n: number): Date => new Date(Date.now() + n * 60_000);

describe('a rail with a limit', () => {
  it('is never in more hands than that, while twenty people cross from far below it to it at once', async () => {
    const { database } = house;
    const departmentId = await makeDepartment(database, { claimLimit: 1000, railLimit: 75 });
    const people = await Promise.all(
      Array.from({ length: 20 }, (_, i) => makePerson(database, `Q${i}`, [departmentId])),
    );
    await makeTickets(database, { departmentId, count: 120 });
    const ends = await Promise.all(
      people.map(async person => {
        for (let taken = 0; ; taken += 1) {
          const outcome = await take(departmentId, person);
          if (outcome.outcome !== 'claimed') return { taken, why: outcome.outcome };
        }
      }),
    );
    expect(ends.reduce((sum, end) => sum + end.taken, 0)).toBe(75);
    expect(new Set(ends.map(end => end.why))).toEqual(new Set(['rail-limit']));
  });
});

describe('the next ticket', () => {
  it('is served once to sixteen people who take at the same time, each in rail order, until the rail is clear', async () => {
    const { database } = house;
    const departmentId = await makeDepartment(database, { claimLimit: 1000, railLimit: 1000 });
    const people = await Promise.all(
      Array.from({ length: 16 }, (_, i) => makePerson(database, `P${i}`, [departmentId])),
    );
    await makeTickets(database, { departmentId, count: 500 });
    const order = (
      await database.rows<{ id: number }>(
        'SELECT id FROM ticket WHERE department_id = $1 ORDER BY rail_rank, due_at, id',
        [departmentId],
      )
    ).map(row => row.id);

    const served = await Promise.all(
      people.map(async person => {
        const mine: number[] = [];
        for (;;) {
          const outcome = await take(departmentId, person);
          if (outcome.outcome !== 'claimed') return mine;
          mine.push(outcome.ticketId);
        }
      }),
    );

    expect(served.flat().toSorted((a, b) => a - b)).toEqual(order.toSorted((a, b) => a - b));
    for (const mine of served) {
      const places = mine.map(id => order.indexOf(id));
      expect(places).toEqual(places.toSorted((a, b) => a - b));
    }
    expect(await take(departmentId, people[0]!)).toEqual({ outcome: 'rail-clear' });
  });

  it('is the lifted one, then the one that is due first, then the older one', async () => {
    const { database } = house;
    const departmentId = await makeDepartment(database);
    const person = await makePerson(database, 'Ann', [departmentId]);
    const due = minutes(60);
    const second = await makeTicket(database, { department_id: departmentId, due_at: due });
    const third = await makeTicket(database, { department_id: departmentId, due_at: due });
    const first = await makeTicket(database, {
      department_id: departmentId,
      due_at: minutes(900),
      priority: 'expedite',
      expedite_reason: 'The line stands still',
    });
    const served = [];
    for (let i = 0; i < 3; i += 1) served.push(idOf(await take(departmentId, person)));
    expect(served).toEqual([first, second, third]);
  });

  it('is claimed with a lease, told as an event with the timeline entry, in the lane of its key', async () => {
    const { database } = house;
    const departmentId = await makeDepartment(database);
    const person = await makePerson(database, 'Ann', [departmentId]);
    const id = await makeTicket(database, { department_id: departmentId });
    expect(await take(departmentId, person)).toEqual({ outcome: 'claimed', ticketId: id, version: 2 });
    const ticket = await ticketNow(database, id);
    expect(ticket).toMatchObject({ state: 'claimed', claimed_by: person, entry_seq: 1, event_seq: 1 });
    expect(ticket.claim_until).toBeInstanceOf(Date);
    const [entry] = await database.rows<{ id: number }>('SELECT id, author_name FROM entry WHERE ticket_id = $1', [id]);
    expect(entry).toMatchObject({ author_name: 'Ann' });
    expect(await eventsOf(database, id)).toEqual([
      {
        type: 'ticket.claimed',
        seq: 1,
        lane: laneOf(String(id)),
        payload: { ticketId: id, departmentId, version: 2, entryId: entry!.id },
      },
    ]);
  });

  it('has its lane computed by the database exactly as by the outbox', async () => {
    const keys = Array.from({ length: 400 }, (_, i) => String(i * i * 7919 + i));
    const found = await house.database.rows<{ lane: number }>(
      'SELECT lane_of(key) AS lane FROM unnest($1::text[]) WITH ORDINALITY AS k(key, n) ORDER BY n',
      [keys],
    );
    expect(found.map(row => row.lane)).toEqual(keys.map(laneOf));
  });

  it('passes over what is assigned to somebody else and takes what is assigned to me in its turn', async () => {
    const { database } = house;
    const departmentId = await makeDepartment(database);
    const [ann, bo] = [
      await makePerson(database, 'Ann', [departmentId]),
      await makePerson(database, 'Bo', [departmentId]),
    ];
    const forBo = await makeTicket(database, { department_id: departmentId, due_at: minutes(1), assigned_to: bo });
    const free = await makeTicket(database, { department_id: departmentId, due_at: minutes(2) });
    const forAnn = await makeTicket(database, { department_id: departmentId, due_at: minutes(3), assigned_to: ann });
    expect(idOf(await take(departmentId, ann))).toBe(free);
    expect(idOf(await take(departmentId, ann))).toBe(forAnn);
    expect(await take(departmentId, ann)).toEqual({ outcome: 'rail-clear' });
    expect(idOf(await take(departmentId, bo))).toBe(forBo);
  });

  it('is refused at the claim limit, also when one person asks twenty times at once', async () => {
    const { database } = house;
    const departmentId = await makeDepartment(database, { claimLimit: 3 });
    const ann = await makePerson(database, 'Ann', [departmentId]);
    await makeTickets(database, { departmentId, count: 40 });
    const outcomes = await atOnce(
      database,
      Array.from({ length: 20 }, () => tx => next(tx, { departmentId, userId: ann, ...LEASE })),
    );
    const claimed = outcomes.filter(outcome => outcome.outcome === 'claimed');
    expect(new Set(claimed.map(idOf)).size).toBe(3);
    expect(outcomes.filter(outcome => outcome.outcome === 'claim-limit')).toHaveLength(17);
    expect(outcomes).toContainEqual({ outcome: 'claim-limit', limit: 3 });
    const [held] = await database.rows<{ n: number }>(`SELECT count(*) AS n FROM ticket WHERE claimed_by = $1`, [ann]);
    expect(held!.n).toBe(3);
  });

  it('does not count claims on another rail', async () => {
    const { database } = house;
    const [one, two] = [
      await makeDepartment(database, { claimLimit: 1 }),
      await makeDepartment(database, { claimLimit: 1 }),
    ];
    const ann = await makePerson(database, 'Ann', [one, two]);
    for (const departmentId of [one, two]) await makeTicket(database, { department_id: departmentId });
    expect((await take(one, ann)).outcome).toBe('claimed');
    expect((await take(two, ann)).outcome).toBe('claimed');
  });
});

describe('skipping', () => {
  it('puts the held ticket back, logs the reason as a defect, and keeps it from that person but not from others', async () => {
    const { database } = house;
    const departmentId = await makeDepartment(database, { claimLimit: 1 });
    const [ann, bo] = [
      await makePerson(database, 'Ann', [departmentId]),
      await makePerson(database, 'Bo', [departmentId]),
    ];
    const top = await makeTicket(database, { department_id: departmentId, due_at: minutes(1) });
    const below = await makeTicket(database, { department_id: departmentId, due_at: minutes(2) });
    expect(idOf(await take(departmentId, ann))).toBe(top);
    expect(idOf(await take(departmentId, ann, { ticketId: top, reason: 'other', note: 'my cousin' }))).toBe(below);
    expect(await ticketNow(database, top)).toMatchObject({ state: 'open', claimed_by: null });
    expect((await eventsOf(database, top)).map(event => event.type)).toEqual(['ticket.claimed', 'ticket.released']);
    const defects = await database.rows('SELECT kind, reason, note, user_id FROM defect WHERE ticket_id = $1', [top]);
    expect(defects).toEqual([{ kind: 'skip', reason: 'other', note: 'my cousin', user_id: ann }]);
    await take(departmentId, ann, { ticketId: below, reason: 'other' });
    expect(await take(departmentId, ann)).toEqual({ outcome: 'rail-clear' });
    expect(idOf(await take(departmentId, bo))).toBe(top);
  });

  it('serves the ticket to the same person again when a quarter of an hour is over', async () => {
    const { database } = house;
    const departmentId = await makeDepartment(database);
    const ann = await makePerson(database, 'Ann', [departmentId]);
    const id = await makeTicket(database, { department_id: departmentId });
    expect(await take(departmentId, ann, { ticketId: id, reason: 'other' })).toEqual({ outcome: 'rail-clear' });
    await database.rows(`UPDATE ticket_skip SET until = until - interval '15 minutes' WHERE ticket_id = $1`, [id]);
    expect(idOf(await take(departmentId, ann))).toBe(id);
  });

  it('leaves alone a ticket of another rail, or in the hands of somebody else', async () => {
    const { database } = house;
    const [here, there] = [await makeDepartment(database), await makeDepartment(database)];
    const [ann, bo] = [await makePerson(database, 'Ann', [here]), await makePerson(database, 'Bo', [here])];
    const foreign = await makeTicket(database, { department_id: there });
    const held = await makeTicket(database, { department_id: here });
    await take(here, bo);
    for (const ticketId of [foreign, held, 999_999_999])
      expect(await take(here, ann, { ticketId, reason: 'other' })).toEqual({ outcome: 'rail-clear' });
    expect(await ticketNow(database, held)).toMatchObject({ state: 'claimed', claimed_by: bo });
    expect(await database.rows('SELECT 1 FROM defect WHERE ticket_id = ANY($1)', [[foreign, held]])).toEqual([]);
  });
});

describe('at fifty thousand tickets', () => {
  it('next walks the index of open tickets in rail order, without a sort', async () => {
    const { database } = house;
    const departmentId = await makeDepartment(database);
    const ann = await makePerson(database, 'Ann', [departmentId]);
    await makeTickets(database, { departmentId, count: 50_000 });
    await database.rows('ANALYZE ticket');
    const plan = (await database.rows<{ 'QUERY PLAN': string }>(`EXPLAIN ${NEXT}`, [departmentId, ann, 30]))
      .map(row => row['QUERY PLAN'])
      .join('\n');
    expect(plan).toContain('Index Scan using ticket_rail on ticket t');
    expect(plan).not.toMatch(/Seq Scan on ticket\b|Sort/);
  });
});
