// What time does to tickets, with several instances sweeping at once.
import { addNote, expireClaims, forgetSkips, wakeDue } from '#store';
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
let ann: number;
beforeAll(async () => {
  house = await openHouse();
  rail = await makeDepartment(house.database);
  ann = await makePerson(house.database, 'Ann', [rail]);
});
afterAll(() => house.close());

const past = () => new Date(Date.now() - 60_000);
const future = () => new Date(Date.now() + 600_000);
const claimed = (until: Date) =>
  makeTicket(house.database, { department_id: rail, state: 'claimed', claimed_by: ann, claim_until: until });
const waiting = (wake: Date | null, reason = 'until') =>
  makeTicket(house.database, {
    department_id: rail,
    state: 'waiting',
    wait_reason: reason,
    wait_note: 'holiday',
    wake_at: wake,
  });
const entry = async (id: number) =>
  (await house.database.rows('SELECT id, seq, author_kind, text, detail FROM entry WHERE ticket_id = $1', [id]))[0];

describe('a claim whose lease is over', () => {
  it('goes back on the rail, with an entry that says so and an event', async () => {
    const [over, held] = [await claimed(past()), await claimed(future())];
    expect(await expireClaims(house.database)).toBe(1);
    expect(await ticketNow(house.database, over)).toMatchObject({
      state: 'open',
      claimed_by: null,
      version: 2,
      entry_seq: 1,
      event_seq: 1,
    });
    expect(await ticketNow(house.database, held)).toMatchObject({ state: 'claimed', version: 1 });
    const written = await entry(over);
    expect(written).toMatchObject({
      seq: 1,
      author_kind: 'system',
      text: 'The claim of Ann expired',
      detail: { change: { action: 'expire', from: 'claimed', to: 'open', holder: 'Ann' } },
    });
    expect(await eventsOf(house.database, over)).toMatchObject([
      {
        type: 'ticket.released',
        seq: 1,
        payload: { ticketId: over, departmentId: rail, version: 2, entryId: (written as { id: number }).id },
      },
    ]);
  });

  it('is freed once, however many instances sweep, and none waits for another', async () => {
    const all = await Promise.all(Array.from({ length: 60 }, () => claimed(past())));
    const counts = await Promise.all(Array.from({ length: 6 }, () => expireClaims(house.database, 25)));
    while ((await expireClaims(house.database, 25)) > 0) counts.push(0);
    for (const id of all)
      expect(await ticketNow(house.database, id)).toMatchObject({ state: 'open', version: 2, event_seq: 1 });
  });

  it('is left alone while its holder is just writing', async () => {
    const id = await claimed(past());
    await house.database.transaction(async tx => {
      await addNote(tx, {
        ticketId: id,
        expectedVersion: 1,
        actor: { userId: ann, name: 'Ann' },
        now: new Date(),
        text: 'wait',
      });
      expect(await expireClaims(house.database)).toBe(0);
    });
    expect(await expireClaims(house.database)).toBe(0);
    expect(await ticketNow(house.database, id)).toMatchObject({ state: 'claimed' });
  });
});

describe('a wait whose time has come', () => {
  it('ends with the reason shown, and one without a time does not end', async () => {
    const [due, noAnswer, later, forever] = [
      await waiting(past()),
      await waiting(past(), 'customer'),
      await waiting(future()),
      await waiting(null, 'customer'),
    ];
    expect(await wakeDue(house.database)).toBe(2);
    expect(await ticketNow(house.database, due)).toMatchObject({
      state: 'open',
      wait_reason: null,
      wake_at: null,
      wait_note: '',
    });
    expect(await entry(due)).toMatchObject({
      text: 'Back on the rail: the time that was set has come',
      detail: { change: { waitedFor: 'until', note: 'holiday' } },
    });
    expect(await entry(noAnswer)).toMatchObject({ text: expect.stringContaining('no answer came from the customer') });
    expect((await eventsOf(house.database, due)).map(event => event.type)).toEqual(['ticket.woken']);
    for (const id of [later, forever])
      expect(await ticketNow(house.database, id)).toMatchObject({ state: 'waiting', version: 1 });
  });

  it('takes no more than the limit at a time', async () => {
    for (let i = 0; i < 5; i += 1) await waiting(past());
    expect([await wakeDue(house.database, 3), await wakeDue(house.database, 3)]).toEqual([3, 2]);
  });
});

it('skips that no longer hold are forgotten, others are kept', async () => {
  const [a, b] = [await waiting(null, 'customer'), await waiting(null, 'customer')];
  await house.database.rows('INSERT INTO ticket_skip VALUES ($1, $2, $3), ($1, $4, $5)', [ann, a, past(), b, future()]);
  await forgetSkips(house.database);
  expect(await house.database.rows('SELECT ticket_id FROM ticket_skip')).toEqual([{ ticket_id: b }]);
});
