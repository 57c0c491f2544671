// Two at once: one wins, the other is told. And what a merge and a move carry with them.
import {
  claimTicket,
  entriesOf,
  finishTicket,
  type MergeOutcome,
  mergeTicket,
  moveTicket,
  next,
  participantsOf,
  survivorsOf,
  type TicketOutcome,
  type Tx,
  ticketById,
} from '#store';
import {
  atOnce,
  eventsOf,
  type House,
  makeDepartment,
  makeEntry,
  makePerson,
  makeTicket,
  openHouse,
  ticketNow,
} from '../database/tickets.factory.js';

let house: House;
let rail: number;
let otherRail: number;
let ann: { userId: number; name: string };
let bo: { userId: number; name: string };
beforeAll(async () => {
  house = await openHouse();
  rail = await makeDepartment(house.database, { name: 'Service' });
  otherRail = await makeDepartment(house.database, { name: 'Parts' });
  ann = { userId: await makePerson(house.database, 'Ann', [rail]), name: 'Ann' };
  bo = { userId: await makePerson(house.database, 'Bo', [rail]), name: 'Bo' };
});
afterAll(() => house.close());

const now = new Date();
const ticket = (more: Record<string, unknown> = {}) => makeTicket(house.database, { department_id: rail, ...more });
const merge =
  (ticketId: number, into: number, expectedVersion = 1, actor = ann) =>
  (tx: Tx) =>
    mergeTicket(tx, { ticketId, expectedVersion, actor, now, into });
const move =
  (ticketId: number, departmentId: number, expectedVersion = 1) =>
  (tx: Tx) =>
    moveTicket(tx, {
      ticketId,
      expectedVersion,
      actor: ann,
      now,
      departmentId,
      reason: 'wrong-address-used',
      note: 'sales forwards',
      newDueAt: now,
      newMinutesAllowed: 60,
    });
const run = <T>(work: (tx: Tx) => Promise<T>) => house.database.transaction(work);
const outcomes = (all: { outcome: string }[]) => all.map(one => one.outcome).toSorted();

describe('two at once', () => {
  it('claim one ticket: one holds it, the other is told', async () => {
    const id = await ticket();
    const both = await atOnce(
      house.database,
      [ann, bo].map(actor => (tx: Tx) => claimTicket(tx, { ticketId: id, expectedVersion: 1, actor, now })),
    );
    expect(outcomes(both)).toEqual(['changed', 'stale']);
    expect((await eventsOf(house.database, id)).map(event => event.type)).toEqual(['ticket.claimed']);
  });

  it('claim by number and by next: nobody gets what the other has', async () => {
    const own = await makeDepartment(house.database, { claimLimit: 100 });
    for (let i = 0; i < 10; i += 1) {
      const id = await makeTicket(house.database, { department_id: own });
      const [byNumber, byNext] = await atOnce<{ outcome: string }>(house.database, [
        tx => claimTicket(tx, { ticketId: id, expectedVersion: 1, actor: ann, now }),
        tx => next(tx, { departmentId: own, userId: bo.userId, leaseMinutes: 30 }),
      ]);
      expect([byNumber!.outcome, byNext!.outcome]).toEqual(
        byNumber!.outcome === 'changed' ? ['changed', 'rail-clear'] : ['stale', 'claimed'],
      );
    }
  });

  it('merge one ticket into two others: one merge stands', async () => {
    const [a, b, c] = [await ticket(), await ticket(), await ticket()];
    const both = await atOnce(house.database, [merge(a, b), merge(a, c)]);
    expect(outcomes(both)).toEqual(['changed', 'stale']);
  });

  it.each([1, 2, 3, 4, 5])('merge two tickets into each other (try %i): no ring arises', async () => {
    const [a, b] = [await ticket(), await ticket()];
    const both = await atOnce(house.database, [merge(a, b), merge(b, a)]);
    expect(outcomes(both)).toEqual(['changed', 'stale']);
    expect([(await ticketNow(house.database, a)).state, (await ticketNow(house.database, b)).state].toSorted()).toEqual(
      ['merged', 'open'],
    );
  });

  it('move one ticket to two rails: it hangs on one', async () => {
    const third = await makeDepartment(house.database);
    const id = await ticket();
    const both = await atOnce(house.database, [move(id, otherRail), move(id, third)]);
    expect(outcomes(both)).toEqual(['changed', 'stale']);
    expect((await eventsOf(house.database, id)).map(event => event.type)).toEqual(['ticket.moved']);
    expect(await house.database.rows('SELECT 1 FROM defect WHERE ticket_id = $1', [id])).toHaveLength(1);
  });

  it('move the survivor and merge into it: the merged ticket is on the survivor’s rail, or not merged', async () => {
    for (let i = 0; i < 6; i += 1) {
      const [a, survivor] = [await ticket(), await ticket()];
      const [merged, moved] = await atOnce<MergeOutcome | TicketOutcome>(house.database, [
        merge(a, survivor),
        move(survivor, otherRail),
      ]);
      const after = [await ticketNow(house.database, a), await ticketNow(house.database, survivor)];
      if (merged!.outcome === 'changed') {
        expect(moved!.outcome).toBe('stale');
        expect(after[0]!.department_id).toBe(after[1]!.department_id);
      } else {
        expect(merged).toMatchObject({ code: 'TICKET.SURVIVOR_UNKNOWN' });
        expect(after).toMatchObject([{ state: 'open', department_id: rail }, { department_id: otherRail }]);
      }
    }
  });

  it('finish and move: one of both', async () => {
    const id = await ticket();
    const both = await atOnce(house.database, [
      tx => finishTicket(tx, { ticketId: id, expectedVersion: 1, actor: ann, now, outcome: 'answered' }),
      move(id, otherRail),
    ]);
    expect(outcomes(both)).toEqual(['changed', 'stale']);
  });
});

describe('merging', () => {
  it('is refused into itself, into nothing, into another department, into what is merged or done', async () => {
    const a = await ticket();
    const b = await ticket();
    const done = await ticket({ state: 'done', outcome: 'answered', done_at: now, done_on_time: true });
    const foreign = await ticket({ department_id: otherRail });
    const gone = await ticket();
    await run(merge(gone, b));
    for (const [into, code] of [
      [a, 'TICKET.MERGE_INTO_ITSELF'],
      [999_999_999, 'TICKET.SURVIVOR_UNKNOWN'],
      [foreign, 'TICKET.SURVIVOR_UNKNOWN'],
      [gone, 'TICKET.SURVIVOR_MERGED'],
      [done, 'TICKET.SURVIVOR_DONE'],
    ] as const)
      expect(await run(merge(a, into))).toMatchObject({ outcome: 'refused', code });
    expect(await ticketNow(house.database, a)).toMatchObject({ state: 'open', version: 1 });
  });

  it('leaves each entry where it is and shows all of them on the last survivor’s timeline, in the order in which they were written', async () => {
    const [a, b, c] = [await ticket(), await ticket(), await ticket()];
    await makeEntry(house.database, { ticketId: a, text: 'one' });
    await makeEntry(house.database, { ticketId: c, text: 'two' });
    await makeEntry(house.database, { ticketId: b, text: 'three' });
    await run(merge(a, b));
    expect(await run(merge(b, c, 2))).toMatchObject({ outcome: 'changed', version: 3, survivorVersion: 2 });
    const { entries } = await entriesOf(house.database, c, { limit: 50 });
    expect(entries.filter(entry => entry.type === 'message').map(entry => [entry.text, entry.ticketId])).toEqual([
      ['one', a],
      ['two', c],
      ['three', b],
    ]);
    expect(await survivorsOf(house.database, [a, b, c])).toEqual(
      new Map([
        [a, c],
        [b, c],
        [c, c],
      ]),
    );
  });

  it('passes participants and threads on to the survivor', async () => {
    const [a, b] = [await ticket(), await ticket()];
    for (const [id, address] of [
      [a, 'kim@x.test'],
      [a, 'lee@x.test'],
      [b, 'lee@x.test'],
    ] as const) {
      await house.database.rows(`INSERT INTO ticket_participant VALUES ($1, sha256($2::text::bytea), '', $2)`, [
        id,
        address,
      ]);
      await house.database.rows('INSERT INTO mail_thread VALUES (sha256($2::text::bytea), $1, $3)', [
        id,
        address,
        rail,
      ]);
    }
    await run(merge(a, b));
    expect((await participantsOf(house.database, b)).map(person => person.address)).toEqual([
      'kim@x.test',
      'lee@x.test',
    ]);
    expect(await house.database.rows('SELECT 1 FROM mail_thread WHERE ticket_id = $1', [b])).toHaveLength(2);
    expect(await participantsOf(house.database, a)).toHaveLength(2);
  });

  it('gives the survivor the earlier promise, the lift and the unread answer, and wakes it when it only waited', async () => {
    const due = new Date('2031-01-01T00:00:00Z');
    const a = await ticket({
      due_at: due,
      minutes_allowed: 30,
      priority: 'expedite',
      expedite_reason: 'line down',
      has_unread_answer: true,
      attachment_count: 2,
    });
    const b = await ticket({
      due_at: new Date('2031-01-02'),
      state: 'waiting',
      wait_reason: 'customer',
      left_ms: 9 * 365 * 86_400_000,
      attachment_count: 1,
    });
    await run(merge(a, b));
    expect(await ticketNow(house.database, b)).toMatchObject({
      state: 'open',
      due_at: due,
      minutes_allowed: 30,
      priority: 'expedite',
      expedite_reason: 'line down',
      has_unread_answer: true,
      attachment_count: 3,
    });
    expect((await eventsOf(house.database, b)).map(event => event.type)).toEqual(['ticket.woken']);
    expect((await eventsOf(house.database, a)).map(event => event.type)).toEqual(['ticket.merged']);
    const [c, d] = [
      await ticket({ state: 'waiting', wait_reason: 'customer' }),
      await ticket({ state: 'waiting', wait_reason: 'customer' }),
    ];
    await run(merge(c, d));
    expect(await ticketNow(house.database, d)).toMatchObject({ state: 'waiting' });
  });
});

describe('moving', () => {
  it('keeps number and timeline, drops claim, wait and assignee, sets the new promise, and counts a misroute', async () => {
    const id = await ticket({
      state: 'claimed',
      claimed_by: ann.userId,
      claim_until: new Date(Date.now() + 60_000),
      assigned_to: ann.userId,
    });
    await makeEntry(house.database, { ticketId: id, text: 'Hello' });
    await run(move(id, otherRail));
    expect(await ticketById(house.database, id)).toMatchObject({
      departmentId: otherRail,
      state: 'open',
      holderId: null,
      assigneeId: null,
      dueAt: now,
      minutesAllowed: 60,
      version: 2,
    });
    const { entries } = await entriesOf(house.database, id, { limit: 10 });
    expect(entries.map(entry => entry.text)).toEqual(['Hello', 'Moved from Service to Parts']);
    const [event] = await eventsOf(house.database, id);
    expect(event).toMatchObject({ type: 'ticket.moved', payload: { departmentId: otherRail, fromDepartmentId: rail } });
    expect(
      await house.database.rows(
        'SELECT kind, reason, note, department_id, to_department_id FROM defect WHERE ticket_id = $1',
        [id],
      ),
    ).toEqual([
      {
        kind: 'misroute',
        reason: 'wrong-address-used',
        note: 'sales forwards',
        department_id: rail,
        to_department_id: otherRail,
      },
    ]);
  });

  it('takes along what was merged into the ticket, however deep', async () => {
    const [a, b, c] = [await ticket(), await ticket(), await ticket()];
    await run(merge(a, b));
    await run(merge(b, c, 2));
    await run(move(c, otherRail, 2));
    for (const id of [a, b, c]) expect(await ticketNow(house.database, id)).toMatchObject({ department_id: otherRail });
  });

  it('is refused to the same rail and to none', async () => {
    const id = await ticket();
    expect(await run(move(id, rail))).toMatchObject({ code: 'TICKET.SAME_DEPARTMENT' });
    expect(await run(move(id, 999_999))).toMatchObject({ code: 'TICKET.UNKNOWN_DEPARTMENT' });
  });
});
