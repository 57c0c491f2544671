// What becomes of calls, against a real PostgreSQL: one callback a number, closed by the call that keeps the promise, whatever the order, the batch and the instance.
import { finishTicket, mergeTicket, moveTicket, numbers, reopenTicket } from '#store';
import { ANN, at, CallHouse, call } from './call.house.js';

const answered = (minute: number, over = {}) => call(minute, { outcome: 'answered', ...over });
const outbound = (minute: number, over = {}) => call(minute, { direction: 'outbound', ...over });
const actor = { userId: null, name: 'Test' };

let house: CallHouse;
beforeEach(async () => {
  house = await CallHouse.open();
});
afterEach(() => house.close());

const versionOf = async (id: number) =>
  (await house.database.rows<{ version: number }>('SELECT version FROM ticket WHERE id = $1', [id]))[0]!.version;

it('several missed calls of a number are one open callback with a count, due by the first of them', async () => {
  await house.take(call(0), call(1));
  await house.take(call(2, { outcome: 'voicemail', voicemail: { seconds: 12, url: 'https://calls.example/1.wav' } }));
  expect(await house.tickets()).toMatchObject([
    { kind: 'callback', state: 'open', phone: ANN, unread: true, wayIn: 'phone' },
  ]);
  const [times] = await house.database.rows('SELECT received_at AS received, due_at AS due FROM ticket');
  expect(times).toEqual({ received: new Date(at(0)), due: new Date(at(120)) });
  expect((await house.entries(1)).map(entry => entry.type)).toEqual(['call', 'call', 'call']);
  expect((await house.calls()).map(one => one.promise)).toEqual(['waits', 'waits', 'waits']);
});

it('withheld numbers and text that is no number are a ticket each', async () => {
  await house.take(call(0, { number: null }), call(1, { number: null }));
  const text = { outside: { name: '', said: '8016', number: null } };
  await house.take(call(2, text), call(3, text));
  expect((await house.tickets()).map(({ kind, state, phone }) => ({ kind, state, phone }))).toEqual([
    { kind: 'callback', state: 'open', phone: null },
    { kind: 'callback', state: 'open', phone: null },
    { kind: 'callback', state: 'open', phone: '8016' },
    { kind: 'callback', state: 'open', phone: '8016' },
  ]);
});

it('the caller who gets through ends the callback, and the reason stands on it', async () => {
  await house.take(call(0));
  await house.take(answered(5));
  expect(await house.tickets()).toMatchObject([{ state: 'done', outcome: 'reached', onTime: true, unread: false }]);
  expect((await house.entries(1)).map(({ type, text }) => [type, text])).toEqual([
    ['call', 'A call'],
    ['call', 'A call'],
    ['state', 'Got through at 10:05 on 27 Nov, answered by Beate Ohm, 3 min'],
  ]);
  expect(await house.calls()).toMatchObject([{ promise: 'kept', keptBy: 'call-5' }, { promise: null }]);
});

it('a call and the one that keeps its promise in one batch end as in two', async () => {
  await house.take(call(0), outbound(2), answered(5, { direction: 'outbound' }));
  expect(await house.tickets()).toMatchObject([{ kind: 'callback', state: 'done', outcome: 'reached' }]);
  expect((await house.entries(1)).at(-1)!.text).toBe('Called back by Beate Ohm at 10:05 on 27 Nov, 3 min');
  expect((await house.entries(1)).map(entry => entry.why)[1]).toBe('tried to call back, no answer');
});

it('a callback in somebody’s hands is ended as well, and one that was called back too late is a defect', async () => {
  await house.database.rows(
    `INSERT INTO user_account (email, name, password_hash) VALUES ('a@nordwerk.example', 'Anna', 'x')`,
  );
  await house.take(call(-120));
  await house.database.rows(
    `UPDATE ticket SET state = 'claimed', claimed_by = 1, claim_until = now() + interval '1 hour'`,
  );
  await house.take(outbound(5, { outcome: 'answered' }));
  expect(await house.tickets()).toMatchObject([{ state: 'done', claimedBy: null, onTime: false }]);
  expect(await house.database.rows('SELECT kind, reason FROM defect')).toEqual([{ kind: 'late', reason: 'callback' }]);
});

it('a leg of the same call that was answered ends the callback that only it opened', async () => {
  await house.take(call(0, { number: null, callId: 'ring' }));
  await house.take(answered(0, { number: null, callId: 'ring', why: ['another leg'] }));
  expect(await house.tickets()).toMatchObject([{ state: 'done', outcome: 'reached' }]);
  expect((await house.entries(1)).at(-1)!.text).toMatch(/^The call was answered after all by Beate Ohm/);
  expect(await house.calls()).toHaveLength(1);
});

it('what comes late neither reopens nor ends what it should not', async () => {
  await house.take(call(20));
  await house.take(answered(10));
  await house.take(call(5));
  expect((await house.tickets()).map(({ kind, state }) => [kind, state])).toEqual([
    ['callback', 'open'],
    ['call', 'done'],
  ]);
  expect((await house.calls()).map(({ promise, ticketId }) => [promise, ticketId])).toEqual([
    ['waits', 1],
    [null, 2],
    ['kept', 2],
  ]);
});

it('a record that comes again is suppressed, and a message that is done again does nothing', async () => {
  const ids = await house.take(call(0));
  await house.step().run(ids);
  await house.take(call(0));
  expect(await house.messages()).toMatchObject([{ state: 'ticketed' }, { state: 'suppressed', reason: 'duplicate' }]);
  expect(await house.entries(1)).toHaveLength(1);
});

it('an answered call is filed on the caller’s open ticket, which comes back where it waited for them', async () => {
  await house.database.rows(
    `INSERT INTO contact (name, address, address_key, phone) VALUES ('Ann', 'ann@kunde.example', '\\x01', $1)`,
    [ANN],
  );
  await house.database.rows(
    `INSERT INTO ticket (department_id, way_in, kind, kind_version, subject, subject_key, snippet, requester_id, requester_name, requester_address,
                         received_at, due_at, minutes_allowed, state, wait_reason, left_ms)
     VALUES (1, 'email', 'inquiry', 1, 'Pump', 'pump', '', 1, 'Ann', 'ann@kunde.example', $1, $1, 480, 'waiting', 'customer', 60000)`,
    [at(0)],
  );
  await house.database.rows('UPDATE ticket SET entry_seq = 0');
  await house.take(answered(5));
  expect(await house.tickets()).toMatchObject([{ kind: 'inquiry', state: 'open', unread: true }]);
  expect((await house.entries(1)).map(entry => entry.text)).toEqual([
    'A call',
    'Back on the rail: the caller rang again.',
  ]);
  expect((await house.messages())[0]).toMatchObject({ state: 'appended', ticketId: 1 });
});

it('a call that is nobody’s work is a record: done, no arrival, and in no figure of promises', async () => {
  await house.take(answered(0), outbound(1, { number: '+442079460018' }));
  expect((await house.tickets()).map(({ kind, state, outcome, onTime }) => [kind, state, outcome, onTime])).toEqual([
    ['call', 'done', 'answered', null],
    ['call', 'done', 'not-reached', null],
  ]);
  expect(
    await house.database.rows('SELECT sum(arrived)::int AS arrived, sum(finished)::int AS finished FROM rail_day'),
  ).toEqual([{ arrived: null, finished: null }]);
});

it('a callback that a person ended stays so for calls from before, and a later one opens another', async () => {
  await house.take(call(0));
  const request = { ticketId: 1, expectedVersion: await versionOf(1), actor, outcome: 'not-reached' };
  await house.database.transaction(tx => finishTicket(tx, { ...request, now: new Date(at(30)) }));
  await house.take(call(10));
  await house.take(call(40));
  expect((await house.tickets()).map(ticket => ticket.state)).toEqual(['done', 'open']);
  const [first, late, newer] = (await house.calls()).map(({ ticketId }) => ticketId);
  expect([late === first, newer === first]).toEqual([true, false]);
});

it('a callback that a call ended, and a person reopened and ended, is the person’s doing from then on', async () => {
  await house.take(call(0), answered(5));
  const asked = async () => ({ ticketId: 1, expectedVersion: await versionOf(1), actor });
  await house.database.transaction(async tx => reopenTicket(tx, { ...(await asked()), now: new Date(at(6)) }));
  await house.database.transaction(async tx =>
    finishTicket(tx, { ...(await asked()), outcome: 'not-reached', now: new Date(at(30)) }),
  );
  await house.take(call(10));
  expect((await house.tickets()).map(ticket => ticket.state)).toEqual(['done']);
  expect((await house.calls()).map(one => one.ticketId)).toEqual([1, 1, 1]);
});

it('a callback that is merged while a record of its call comes takes that record along', async () => {
  const stand: string[] = [];
  for (let round = 0; round < 12; round++) {
    const [own, other] = [0, 1].map(n => ({ number: `+4930222${100 + round * 2 + n}`, callId: `merge-${round}-${n}` }));
    await house.take(call(round, own), call(round, other));
    const [into, from] = (await house.calls()).slice(-2).map(one => one.ticketId);
    const [leg] = await house.store(call(round, { ...other, legs: 2 }));
    const expectedVersion = await versionOf(from!);
    await Promise.all([
      house.step().run([leg!]),
      house.database.transaction(tx =>
        mergeTicket(tx, { ticketId: from!, into: into!, expectedVersion, actor, now: new Date(at(round + 1)) }),
      ),
    ]);
    stand.push(
      ...(
        await house.database.rows<{ state: string }>(
          'SELECT t.state FROM phone_call c JOIN ticket t ON t.id = c.ticket_id ORDER BY c.id DESC LIMIT 2',
        )
      ).map(({ state }) => state),
    );
  }
  expect(new Set(stand)).toEqual(new Set(['open']));
});

it('two callbacks of one number, because a person reopened one, end together', async () => {
  await house.take(call(0), answered(5), call(10));
  await house.database.transaction(async tx =>
    reopenTicket(tx, { ticketId: 1, expectedVersion: await versionOf(1), actor, now: new Date(at(11)) }),
  );
  await house.take(answered(20));
  expect((await house.tickets()).map(ticket => ticket.state)).toEqual(['done', 'done']);
});

it('a callback that was merged takes its calls along, and one that was moved waits on its new rail', async () => {
  await house.take(call(0), call(1, { number: '+442079460018' }));
  await house.database.transaction(async tx =>
    mergeTicket(tx, { ticketId: 2, into: 1, expectedVersion: await versionOf(2), actor, now: new Date(at(2)) }),
  );
  expect((await house.calls()).map(one => one.ticketId)).toEqual([1, 1]);
  await house.take(answered(5));
  expect((await house.tickets())[0]).toMatchObject({ state: 'open' });
  await house.database.transaction(async tx =>
    moveTicket(tx, {
      ...{ ticketId: 1, expectedVersion: await versionOf(1), actor, now: new Date(at(6)), departmentId: 2 },
      ...{ reason: 'wrong-department', newDueAt: new Date(at(90)), newMinutesAllowed: 120 },
    }),
  );
  await house.take(call(10));
  expect((await house.tickets()).map(({ state }) => state)).toEqual(['open', 'merged', 'open']);
});

it('rules say on whose rail a call is, and which are suppressed; what kind it is they do not say', async () => {
  await house.database.rows(
    `INSERT INTO routing_rule (name, position, conditions, effect) VALUES
       ('spam', 1, '{"subject": ["8016"]}', '{"suppress": true}'),
       ('sales', 2, '{"subject": ["voicemail"]}', '{"departmentId": 2, "kind": "inquiry", "priority": "expedite"}')`,
  );
  await house.take(call(0, { outside: { name: '', said: '8016', number: null } }), call(1, { outcome: 'voicemail' }));
  expect(await house.messages()).toMatchObject([{ state: 'suppressed', reason: 'spam' }, { state: 'ticketed' }]);
  expect(await house.database.rows('SELECT department_id AS d, kind, priority FROM ticket')).toEqual([
    { d: 2, kind: 'callback', priority: 'expedite' },
  ]);
});

it('a record that nobody can read is a call without a ticket, and is counted', async () => {
  await house.take('nonsense', call(0));
  expect(await numbers(house.database, 1, new Date())).toMatchObject({ callsWithoutTicket: 1, quarantined: 1 });
  expect(await numbers(house.database, 2, new Date())).toMatchObject({ callsWithoutTicket: 0 });
});

it('two instances at once on the same numbers never make two open callbacks', async () => {
  for (let round = 0; round < 8; round++) {
    const number = `+4930123456${10 + round}`;
    const batches = await Promise.all(
      [0, 1, 2, 3].map(n =>
        house.store(...[0, 1, 2].map(i => call(n * 3 + i, { number, callId: `${round}-${n}-${i}` }))),
      ),
    );
    await Promise.all(batches.map(ids => house.step().run(ids)));
  }
  const open = await house.database.rows<{ phone: string; n: number; calls: number }>(
    `SELECT t.requester_phone AS phone, count(DISTINCT t.id)::int AS n, count(c.id)::int AS calls
       FROM ticket t JOIN phone_call c ON c.ticket_id = t.id WHERE t.state = 'open' GROUP BY 1`,
  );
  expect(open).toHaveLength(8);
  expect(new Set(open.map(({ n, calls }) => `${n} ${calls}`))).toEqual(new Set(['1 12']));
});

it('a missed call and its answered leg by two instances at once are one call on one ticket', async () => {
  for (let round = 0; round < 6; round++) {
    const callId = `leg-${round}`;
    const [missed] = await house.store(call(round, { number: null, callId }));
    const [spoken] = await house.store(answered(round, { number: null, callId }));
    await Promise.all([house.step().run([missed!]), house.step().run([spoken!])]);
  }
  expect(await house.calls()).toHaveLength(6);
  expect((await house.tickets()).filter(ticket => ticket.state !== 'done')).toEqual([]);
});
