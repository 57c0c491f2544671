// What chokes the release of work, and what reminds of it: limits, the budget of expediting, changed hours, follow-ups and lateness.
import { Database, expediteTicket, followUpsDue, raiseLateness } from '#store';
import { ApiHouse } from './api.house.js';

let house: ApiHouse;
beforeEach(async () => {
  house = await ApiHouse.open();
}, 60_000);
afterEach(() => house?.close());

const limits = (set: string) => house.rows(`UPDATE department SET ${set} WHERE key = 'service'`);
const fresh = async (): Promise<number> => {
  const { ticket } = await house.ticket('service');
  return ticket;
};
const act = async (who: 'agent' | 'supervisor', ticket: number, action: string, body: object = {}) =>
  house.ask(who, 'POST', `/tickets/${ticket}/${action}`, { body, version: await house.versionOf(ticket) });
const next = async (who: 'agent' | 'supervisor') =>
  (await house.ask(who, 'POST', `/departments/${house.departments.service}/next`, { body: {} })).body;

describe('a limit', () => {
  it('of a rail holds for all who take from it, also at once, and lets go when work is done', async () => {
    await limits('rail_limit = 2');
    const tickets = [await fresh(), await fresh(), await fresh(), await fresh()];
    const answers = await Promise.all(
      tickets.map((ticket, i) => act(i % 2 === 0 ? 'agent' : 'supervisor', ticket, 'claim')),
    );
    expect(answers.map(answer => answer.status).sort()).toEqual([200, 200, 409, 409]);
    const refused = answers.filter(answer => answer.status === 409).map(answer => answer.body.code);
    expect(refused).toEqual(['TICKET.RAIL_LIMIT', 'TICKET.RAIL_LIMIT']);
    expect(await next('agent')).toEqual({ ticket: null, why: 'rail-limit' });
    const held = tickets[answers.findIndex(answer => answer.status === 200)]!;
    const who = tickets.indexOf(held) % 2 === 0 ? 'agent' : 'supervisor';
    expect((await act(who, held, 'done', { outcome: 'answered' })).status).toBe(200);
    expect((await next('agent')).why).toBe('claimed');
  });

  it('of a kind passes over that kind alone', async () => {
    await limits(`kind_limits = '{"inquiry": 1}'`);
    const [first, second, order] = [await fresh(), await fresh(), await fresh()];
    await house.rows(`UPDATE ticket SET kind = 'order', due_at = now() + interval '9 days' WHERE id = $1`, [order]);
    expect((await act('agent', first, 'claim')).status).toBe(200);
    expect((await act('supervisor', second, 'claim')).body.code).toBe('TICKET.KIND_LIMIT');
    expect(await next('supervisor')).toMatchObject({ why: 'claimed', ticket: { id: order } });
    expect((await next('supervisor')).why).toBe('kind-limit');
  });
});

describe('expediting', () => {
  it('ends with the budget of the day, for two at once as well', async () => {
    await limits('expedite_budget = 2');
    const tickets = [await fresh(), await fresh(), await fresh()];
    const lift = (ticket: number) => act('agent', ticket, 'expedite', { reason: 'The line stands still' });
    const answers = await Promise.all(tickets.map(lift));
    expect(answers.map(answer => answer.status).sort()).toEqual([200, 200, 409]);
    const refused = answers.find(answer => answer.status === 409)!;
    expect(refused.body.code).toBe('TICKET.EXPEDITE_BUDGET');
    expect(refused.body.detail).toContain('the limit is 2');
    const left = tickets[answers.indexOf(refused)]!;
    const tomorrow = {
      ticketId: left,
      expectedVersion: await house.versionOf(left),
      now: new Date(Date.now() + 86_400_000),
    };
    const again = await house.database.transaction(tx =>
      expediteTicket(tx, { ...tomorrow, actor: { userId: house.users.agent, name: 'The Agent' }, reason: 'Still' }),
    );
    expect(again.outcome).toBe('changed');
  });
});

describe('settings', () => {
  const change = async (more: object) => {
    const path = `/departments/${house.departments.service}/settings`;
    const { body } = await house.ask('admin', 'GET', path);
    const { version, timeZone, workHours, holidayRegion, closures, claimLimit, railLimit, kindLimits, expediteBudget } =
      body;
    const values = {
      version,
      timeZone,
      workHours,
      holidayRegion,
      closures,
      claimLimit,
      railLimit,
      kindLimits,
      expediteBudget,
      ...more,
    };
    return { path, values };
  };

  it('of the clock say first which tickets move, then move them; the second who saves is told', async () => {
    const ticket = await fresh();
    await house.rows(
      `UPDATE ticket SET received_at = '2031-03-03T08:00:00Z', due_at = '2031-03-03T16:00:00Z', minutes_allowed = 480 WHERE id = $1`,
      [ticket],
    );
    const { path, values } = await change({
      closures: [{ from: '2031-03-03', to: '2031-03-03', name: 'Stocktaking' }],
    });
    const report = await house.ask('admin', 'POST', `${path}/check`, { body: values });
    expect(report.body).toMatchObject({
      faults: [],
      moved: 1,
      examples: [{ ticketId: ticket, before: '2031-03-03T16:00:00.000Z' }],
    });
    const dueAt = async () => (await house.ask('admin', 'GET', `/tickets/${ticket}`)).body.dueAt;
    expect(await dueAt()).toBe('2031-03-03T16:00:00.000Z');
    expect((await house.ask('admin', 'PUT', path, { body: values })).status).toBe(200);
    expect(await dueAt()).toBe(report.body.examples[0].after);
    expect((await dueAt()) > '2031-03-04').toBe(true);
    const stale = await house.ask('admin', 'PUT', path, { body: values });
    expect([stale.status, stale.body.code]).toEqual([412, 'DEPARTMENT.STALE']);
  });

  it('that make no calendar are refused at their place', async () => {
    const none = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] };
    for (const [more, place] of [
      [{ timeZone: 'Europe/Atlantis' }, '/timeZone'],
      [{ holidayRegion: 'XX' }, '/holidayRegion'],
      [{ holidayRegion: 'DE', workHours: none }, '/workHours'],
      [{ kindLimits: { nothing: 3 } }, '/kindLimits/nothing'],
    ] as const) {
      const { path, values } = await change(more);
      const refused = await house.ask('admin', 'PUT', path, { body: values });
      expect([place, refused.status]).toEqual([place, 422]);
      expect(refused.body.errors.map((error: { pointer: string }) => error.pointer)).toContainEqual(
        expect.stringMatching(new RegExp(`^${place}`)),
      );
    }
  });
});

describe('what is due', () => {
  it('is brought up once, whoever sweeps: a follow-up wakes what waits for the customer', async () => {
    const ticket = await fresh();
    await act('agent', ticket, 'snooze', { reason: 'customer', until: null });
    await house.rows(
      `UPDATE ticket SET follow_up_at = now() - interval '1 minute', follow_up_note = 'Ask again' WHERE id = $1`,
      [ticket],
    );
    const other = await Database.open({ url: house.database.url, poolSize: 2 });
    const swept = await Promise.all([followUpsDue(house.database), followUpsDue(other)]).finally(() => other.close());
    expect(swept.reduce((sum, count) => sum + count)).toBe(1);
    const seen = (await house.ask('agent', 'GET', `/tickets/${ticket}`)).body;
    expect([seen.state, seen.followUpAt]).toEqual(['open', null]);
    const { items } = (await house.ask('agent', 'GET', '/alerts')).body;
    expect(items.map((one: { kind: string; ticketId: number }) => [one.kind, one.ticketId])).toEqual([
      ['follow-up', ticket],
    ]);
  });

  it('is told before it is late and when it is, once each; a clock that stands is not late', async () => {
    const [late, standing] = [await fresh(), await fresh()];
    await act('agent', standing, 'snooze', { reason: 'customer', until: null });
    await house.rows(`UPDATE ticket SET due_at = now() - interval '1 hour' WHERE id = ANY ($1)`, [[late, standing]]);
    expect(await raiseLateness(house.database)).toBe(1);
    expect(await raiseLateness(house.database)).toBe(0);
    const { items } = (await house.ask('agent', 'GET', '/alerts')).body;
    expect(items.map((one: { kind: string; ticketId: number }) => [one.kind, one.ticketId])).toEqual([['late', late]]);
  });
});
