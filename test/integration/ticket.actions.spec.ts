// What may be done to a ticket, in which state, by whom; each rule against a real PostgreSQL.
import {
  addNote,
  assignTicket,
  claimTicket,
  expediteTicket,
  finishTicket,
  mergeTicket,
  moveTicket,
  releaseTicket,
  renewClaim,
  reopenTicket,
  snoozeTicket,
  type TicketOutcome,
  type TicketRequest,
  type Tx,
  wakeTicket,
} from '#store';
import {
  eventsOf,
  type House,
  makeDepartment,
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
  rail = await makeDepartment(house.database, { name: 'Service', claimLimit: 1000 });
  otherRail = await makeDepartment(house.database, { name: 'Parts' });
  ann = { userId: await makePerson(house.database, 'Ann', [rail]), name: 'Ann' };
  bo = { userId: await makePerson(house.database, 'Bo', [rail]), name: 'Bo' };
});
afterAll(() => house.close());

const NOW = new Date('2031-03-03T10:00:00Z');
const LATER = new Date('2031-03-03T12:00:00Z');
const machine = { userId: null, name: 'Webshop' };
const STATES = {
  open: {},
  mine: () => ({ state: 'claimed', claimed_by: ann.userId, claim_until: new Date(Date.now() + 60_000) }),
  theirs: () => ({ state: 'claimed', claimed_by: bo.userId, claim_until: new Date(Date.now() + 60_000) }),
  waiting: { state: 'waiting', wait_reason: 'customer' },
  done: { state: 'done', outcome: 'answered', done_at: NOW, done_on_time: true },
  merged: async () => ({ state: 'merged', merged_into: await makeTicket(house.database, { department_id: rail }) }),
};
type Start = keyof typeof STATES;

async function ticketThatIs(start: Start, more: Record<string, unknown> = {}): Promise<number> {
  const columns = STATES[start];
  const given = typeof columns === 'function' ? await columns() : columns;
  return makeTicket(house.database, { department_id: rail, due_at: LATER, ...given, ...more });
}

type Act = (tx: Tx, request: TicketRequest) => Promise<TicketOutcome>;
const ACTIONS: Record<string, Act> = {
  claim: claimTicket,
  release: releaseTicket,
  assign: (tx, request) => assignTicket(tx, { ...request, personId: bo.userId }),
  snooze: (tx, request) => snoozeTicket(tx, { ...request, reason: 'until', until: LATER }),
  wake: wakeTicket,
  done: (tx, request) => finishTicket(tx, { ...request, outcome: 'answered' }),
  reopen: reopenTicket,
  merge: async (tx, request) =>
    mergeTicket(tx, { ...request, into: await makeTicket(house.database, { department_id: rail }) }),
  move: (tx, request) =>
    moveTicket(tx, { ...request, departmentId: otherRail, reason: 'other', newDueAt: LATER, newMinutesAllowed: 60 }),
  expedite: (tx, request) => expediteTicket(tx, { ...request, reason: 'The line stands still' }),
  note: (tx, request) => addNote(tx, { ...request, text: 'Rang the depot' }),
};
const act = (name: string, ticketId: number, more: Partial<TicketRequest> = {}) =>
  house.database.transaction(tx => ACTIONS[name]!(tx, { ticketId, expectedVersion: 1, actor: ann, now: NOW, ...more }));

// What Ann meets: the state that follows, or the code of the refusal.
const MINE_OR = 'TICKET.CLAIMED_BY_OTHER';
const RULES: Record<string, Record<Start, string>> = {
  claim: {
    open: 'claimed',
    mine: 'TICKET.ALREADY_CLAIMED',
    theirs: MINE_OR,
    waiting: 'claimed',
    done: 'TICKET.DONE',
    merged: 'TICKET.MERGED',
  },
  release: {
    open: 'TICKET.NOT_CLAIMED',
    mine: 'open',
    theirs: MINE_OR,
    waiting: 'TICKET.NOT_CLAIMED',
    done: 'TICKET.NOT_CLAIMED',
    merged: 'TICKET.MERGED',
  },
  assign: {
    open: 'open',
    mine: 'open',
    theirs: 'claimed',
    waiting: 'waiting',
    done: 'TICKET.DONE',
    merged: 'TICKET.MERGED',
  },
  snooze: {
    open: 'waiting',
    mine: 'waiting',
    theirs: MINE_OR,
    waiting: 'waiting',
    done: 'TICKET.DONE',
    merged: 'TICKET.MERGED',
  },
  wake: {
    open: 'TICKET.NOT_WAITING',
    mine: 'TICKET.NOT_WAITING',
    theirs: MINE_OR,
    waiting: 'open',
    done: 'TICKET.NOT_WAITING',
    merged: 'TICKET.MERGED',
  },
  done: { open: 'done', mine: 'done', theirs: MINE_OR, waiting: 'done', done: 'TICKET.DONE', merged: 'TICKET.MERGED' },
  reopen: {
    open: 'TICKET.NOT_DONE',
    mine: 'TICKET.NOT_DONE',
    theirs: MINE_OR,
    waiting: 'TICKET.NOT_DONE',
    done: 'open',
    merged: 'TICKET.MERGED',
  },
  merge: {
    open: 'merged',
    mine: 'merged',
    theirs: MINE_OR,
    waiting: 'merged',
    done: 'TICKET.DONE',
    merged: 'TICKET.MERGED',
  },
  move: { open: 'open', mine: 'open', theirs: MINE_OR, waiting: 'open', done: 'TICKET.DONE', merged: 'TICKET.MERGED' },
  expedite: {
    open: 'open',
    mine: 'claimed',
    theirs: 'claimed',
    waiting: 'waiting',
    done: 'TICKET.DONE',
    merged: 'TICKET.MERGED',
  },
  note: { open: 'open', mine: 'claimed', theirs: 'claimed', waiting: 'waiting', done: 'done', merged: 'TICKET.MERGED' },
};
const CASES = Object.entries(RULES).flatMap(([action, starts]) =>
  (Object.entries(starts) as [Start, string][]).map(([start, then]) => [action, start, then] as const),
);

describe('each action in each state', () => {
  it.each(CASES)('%s on a ticket that is %s: %s', async (action, start, then) => {
    const id = await ticketThatIs(start);
    const before = await ticketNow(house.database, id);
    const outcome = await act(action, id);
    const after = await ticketNow(house.database, id);
    if (then.startsWith('TICKET.')) {
      expect(outcome).toMatchObject({ outcome: 'refused', code: then });
      expect(after).toEqual(before);
      expect(await eventsOf(house.database, id)).toEqual([]);
    } else {
      expect(outcome).toMatchObject({ outcome: 'changed', version: 2 });
      expect(after).toMatchObject({ state: then, version: 2, entry_seq: 1, event_seq: 1 });
      const [event] = await eventsOf(house.database, id);
      expect(event).toMatchObject({ seq: 1, payload: { ticketId: id, version: 2 } });
      const [entry] = await house.database.rows('SELECT id, seq, author_name FROM entry WHERE ticket_id = $1', [id]);
      expect(entry).toEqual({ id: event!.payload.entryId, seq: 1, author_name: 'Ann' });
    }
  });

  it.each(Object.keys(ACTIONS))(
    '%s by a version that has moved on changes nothing and tells the version that stands',
    async action => {
      const id = await ticketThatIs('theirs', { version: 7 });
      const before = await ticketNow(house.database, id);
      expect(await act(action, id, { expectedVersion: 6 })).toEqual({ outcome: 'stale', currentVersion: 7 });
      expect(await ticketNow(house.database, id)).toEqual(before);
    },
  );

  it.each(Object.keys(ACTIONS))('%s on a number that nobody has', async action => {
    expect(await act(action, 999_999_999)).toEqual({ outcome: 'unknown-ticket' });
  });
});

describe('holding', () => {
  it('names the holder in a refusal', async () => {
    const id = await ticketThatIs('theirs');
    expect(await act('done', id)).toMatchObject({ detail: `#${id} is in the hands of Bo` });
  });

  it('is for persons: a machine cannot claim, nor finish what a person holds', async () => {
    expect(await act('claim', await ticketThatIs('open'), { actor: machine })).toMatchObject({
      code: 'TICKET.CLAIM_NEEDS_PERSON',
    });
    expect(await act('done', await ticketThatIs('theirs'), { actor: machine })).toMatchObject({ code: MINE_OR });
    const id = await ticketThatIs('open');
    expect((await act('done', id, { actor: machine })).outcome).toBe('changed');
    const [entry] = await house.database.rows('SELECT author_kind, author_user_id FROM entry WHERE ticket_id = $1', [
      id,
    ]);
    expect(entry).toEqual({ author_kind: 'system', author_user_id: null });
  });

  it('is renewed by each action of the holder and by a sign of life, not by what others do', async () => {
    const soon = new Date(Date.now() + 1000);
    const claimUntil = async (id: number) => (await ticketNow(house.database, id)).claim_until as Date;
    const mine = await ticketThatIs('mine', { claim_until: soon });
    await act('note', mine, { leaseMinutes: 60 });
    expect((await claimUntil(mine)).getTime()).toBeGreaterThan(soon.getTime() + 3_000_000);
    const theirs = await ticketThatIs('theirs', { claim_until: soon });
    await act('note', theirs);
    expect(await claimUntil(theirs)).toEqual(soon);
    const renew = (userId: number) => house.database.transaction(tx => renewClaim(tx, { ticketId: theirs, userId }));
    expect(await renew(ann.userId)).toEqual({ outcome: 'not-yours' });
    expect(await renew(bo.userId)).toMatchObject({ outcome: 'renewed' });
    expect((await ticketNow(house.database, theirs)).version).toBe(2);
  });

  it('ends for a ticket that the holder gives to somebody else, and a supervisor can end it', async () => {
    const given = await ticketThatIs('mine');
    await act('assign', given);
    expect(await ticketNow(house.database, given)).toMatchObject({
      state: 'open',
      assigned_to: bo.userId,
      claimed_by: null,
    });
    const taken = await ticketThatIs('theirs');
    const outcome = await house.database.transaction(tx =>
      releaseTicket(tx, { ticketId: taken, expectedVersion: 1, actor: ann, now: NOW, bySupervisor: true }),
    );
    expect(outcome).toMatchObject({ outcome: 'changed' });
    const [entry] = await house.database.rows('SELECT text, author_name FROM entry WHERE ticket_id = $1', [taken]);
    expect(entry).toEqual({ text: 'Taken from Bo and put back on the rail', author_name: 'Ann' });
  });

  it('stops at the claim limit', async () => {
    const small = await makeDepartment(house.database, { claimLimit: 1 });
    const first = await makeTicket(house.database, { department_id: small });
    const second = await makeTicket(house.database, { department_id: small });
    expect((await act('claim', first)).outcome).toBe('changed');
    expect(await act('claim', second)).toMatchObject({ outcome: 'refused', code: 'TICKET.CLAIM_LIMIT' });
  });

  it('cannot be assigned to somebody who does not work the rail', async () => {
    const stranger = await makePerson(house.database, 'Cy', [otherRail]);
    const seller = await makePerson(house.database, 'Di', [rail], 'sales');
    for (const personId of [stranger, seller, 999_999]) {
      const id = await ticketThatIs('open');
      const outcome = await house.database.transaction(tx =>
        assignTicket(tx, { ticketId: id, expectedVersion: 1, actor: ann, now: NOW, personId }),
      );
      expect(outcome).toMatchObject({ code: 'TICKET.NOT_A_WORKER' });
    }
  });
});

describe('waiting', () => {
  const snooze = async (reason: 'customer' | 'until', until: Date | null, note?: string) => {
    const id = await ticketThatIs('mine');
    const outcome = await house.database.transaction(tx =>
      snoozeTicket(tx, { ticketId: id, expectedVersion: 1, actor: ann, now: NOW, reason, until, note }),
    );
    return { id, outcome };
  };

  it('for the customer needs no time, until a time needs one that is to come', async () => {
    expect((await snooze('customer', null)).outcome).toMatchObject({ outcome: 'changed' });
    expect((await snooze('until', null)).outcome).toMatchObject({ code: 'TICKET.WAKE_TIME_MISSING' });
    expect((await snooze('until', NOW)).outcome).toMatchObject({ code: 'TICKET.WAKE_TIME_PAST' });
    const { id } = await snooze('until', LATER, 'their\0 holiday \ud800');
    expect(await ticketNow(house.database, id)).toMatchObject({
      wake_at: LATER,
      wait_note: 'their holiday \ufffd',
      claimed_by: null,
    });
  });
});

describe('finishing', () => {
  const defects = (id: number) =>
    house.database.rows<{ kind: string }>(
      'SELECT kind, reason, department_id FROM defect WHERE ticket_id = $1 ORDER BY id',
      [id],
    );

  it('at the due time is on time, a millisecond later is late and a defect', async () => {
    const onTime = await ticketThatIs('open');
    await act('done', onTime, { now: LATER });
    expect(await ticketNow(house.database, onTime)).toMatchObject({
      done_on_time: true,
      done_at: LATER,
      outcome: 'answered',
    });
    expect(await defects(onTime)).toEqual([]);
    const late = await ticketThatIs('open');
    await act('done', late, { now: new Date(LATER.getTime() + 1) });
    expect(await ticketNow(house.database, late)).toMatchObject({ done_on_time: false });
    expect(await defects(late)).toEqual([{ kind: 'late', reason: 'inquiry', department_id: rail }]);
  });

  it('needs an outcome that the kind knows', async () => {
    const id = await ticketThatIs('open');
    const outcome = await house.database.transaction(tx =>
      finishTicket(tx, {
        ticketId: id,
        expectedVersion: 1,
        actor: ann,
        now: NOW,
        outcome: 'vanished',
      }),
    );
    expect(outcome).toMatchObject({ outcome: 'refused', code: 'TICKET.UNKNOWN_OUTCOME' });
  });

  it('is taken back by reopening, which is a defect and may set a new promise', async () => {
    const id = await ticketThatIs('done');
    const due = { at: new Date('2031-03-04T10:00:00Z'), minutesAllowed: 30 };
    await house.database.transaction(tx =>
      reopenTicket(tx, { ticketId: id, expectedVersion: 1, actor: ann, now: LATER, due }),
    );
    expect(await ticketNow(house.database, id)).toMatchObject({
      done_at: null,
      done_on_time: null,
      outcome: null,
      due_at: due.at,
      minutes_allowed: 30,
    });
    expect(await defects(id)).toEqual([{ kind: 'reopened', reason: 'by-person', department_id: rail }]);
    expect((await eventsOf(house.database, id)).map(event => event.type)).toEqual(['ticket.reopened']);
  });

  it.each([
    [59_000, []],
    [61_000, ['reopened']],
  ])('is no defect when it is taken back within a minute: %d ms', async (after, kinds) => {
    const id = await ticketThatIs('open');
    await act('done', id);
    await act('reopen', id, { expectedVersion: 2, now: new Date(NOW.getTime() + after) });
    expect((await defects(id)).map(defect => defect.kind)).toEqual(kinds);
  });
});

describe('lifting', () => {
  it('takes a ticket once, with its reason', async () => {
    const id = await ticketThatIs('open');
    await act('expedite', id);
    expect(await ticketNow(house.database, id)).toMatchObject({
      rail_rank: 0,
      expedite_reason: 'The line stands still',
    });
    expect(await act('expedite', id, { expectedVersion: 2 })).toMatchObject({ code: 'TICKET.ALREADY_EXPEDITED' });
  });
});
