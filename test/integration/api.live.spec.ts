// Live events: who hears what, for how long, and what a browser gets when it comes back (A24, A50, A59).
import { LiveStore, SessionStore } from '#store';
import { ApiHouse, type PersonKey } from './api.house.js';
import { Stream } from './live.stream.js';

let house: ApiHouse;
beforeAll(async () => {
  house = await ApiHouse.open();
}, 60_000);
afterAll(() => house?.close());
const streams: Stream[] = [];
afterEach(() => {
  for (const stream of streams.splice(0)) stream.close();
});
const openStream = async (headers: Record<string, string>) => {
  const stream = await Stream.open(house.port, headers);
  streams.push(stream);
  return stream;
};

const listen = async (who: PersonKey, headers: Record<string, string> = {}) => {
  const stream = await openStream({ cookie: `rail=${await house.tokenOf(who)}`, ...headers });
  if (stream.status === 200) await stream.until(() => stream.heard.length > 0);
  return stream;
};
let position = 1_000_000;
const tell = async (ticketId: number, departmentId: number, from: number | null = null, type = 'ticket.claimed') => {
  await new LiveStore(house.database).notify('live', [
    JSON.stringify([[position++, type, ticketId, departmentId, from, 2, Date.now()]]),
  ]);
};
/** Everything that was told before has arrived. */
const settle = async (stream: Stream, departmentId: number) => {
  const marker = position;
  await tell(marker, departmentId);
  await stream.until(() => stream.tickets().includes(marker));
};

describe('live events', () => {
  it('reach those who work the department, and nobody else', async () => {
    const { service, engineering } = house.departments;
    const [agent, engineer, sales, admin] = [
      await listen('agent'),
      await listen('engineer'),
      await listen('sales'),
      await listen('admin'),
    ];
    await tell(1, service);
    await tell(2, engineering);
    await tell(3, engineering, service);
    await settle(admin, service);
    await settle(engineer, engineering);
    expect(agent.tickets().filter(id => id < 10)).toEqual([1, 3]);
    expect(engineer.tickets().filter(id => id < 10)).toEqual([2, 3]);
    expect(admin.tickets().filter(id => id < 10)).toEqual([1, 2, 3]);
    expect(sales.tickets()).toEqual([]);
    expect(agent.headers()['content-type']).toContain('text/event-stream');
    const event = agent.heard.find(({ event }) => event === 'ticket')!;
    expect(event.id).toMatch(/^\d+$/);
    expect(JSON.parse(event.data)).toEqual({
      type: 'ticket.claimed',
      ticketId: 1,
      departmentId: service,
      version: 2,
      at: expect.any(String),
    });
  });

  it('cannot be told more than one event by a line break in a field', async () => {
    const agent = await listen('agent');
    await tell(5, house.departments.service, null, 'ticket.x\ndata: {}\n\nevent: resync\rdata: y');
    await settle(agent, house.departments.service);
    const told = agent.heard.map(({ event }) => event).filter(event => event !== 'ping' && event !== 'presence');
    expect(told).toEqual(['ticket', 'ticket']);
  });

  it('end within seconds for a session that ended, and for nobody else', async () => {
    const token = await house.database.transaction(tx => new SessionStore().begin(tx, house.users.agent, 'password'));
    const [doomed, other] = [await openStream({ cookie: `rail=${token}` }), await listen('agent')];
    await house.send('DELETE', '/session', { headers: { cookie: `rail=${token}`, origin: 'http://rail.test' } });
    await doomed.until(() => doomed.ended);
    expect(other.ended).toBe(false);
  });

  it('end for a disabled account and a revoked key', async () => {
    const key = await house.keyFor('agent', null);
    const [supervisor, byKey] = [await listen('supervisor'), await openStream({ authorization: `Bearer ${key}` })];
    await house.rows('UPDATE user_account SET disabled_at = now() WHERE id = $1', [house.users.supervisor]);
    await house.rows('UPDATE api_key SET revoked_at = now()');
    await supervisor.until(() => supervisor.ended);
    await byKey.until(() => byKey.ended);
    await house.rows('UPDATE user_account SET disabled_at = NULL WHERE id = $1', [house.users.supervisor]);
  });

  it('fall silent for a department that one leaves', async () => {
    const { service, engineering } = house.departments;
    const engineer = await listen('engineer');
    await house.rows('UPDATE membership SET department_id = $2 WHERE user_id = $1', [house.users.engineer, service]);
    await new Promise(resolve => setTimeout(resolve, 1_000));
    await tell(7, engineering);
    await settle(engineer, service);
    await house.rows('UPDATE membership SET department_id = $2 WHERE user_id = $1', [
      house.users.engineer,
      engineering,
    ]);
    expect(engineer.tickets()).not.toContain(7);
  });

  it('go on where the browser was cut off, checked again', async () => {
    const { service } = house.departments;
    const [mine, theirs] = [await house.ticket('service'), await house.ticket('engineering')];
    const act = (who: PersonKey, id: number) =>
      house.ask(who, 'POST', `/tickets/${id}/note`, { body: { text: 'x' }, version: 1 });
    await act('agent', mine.ticket);
    const [before] = await house.rows<{ id: number }>('SELECT max(id) AS id FROM outbox');
    const later = await house.ticket('service');
    await act('agent', later.ticket);
    await act('engineer', theirs.ticket);
    const agent = await listen('agent', { 'last-event-id': String(before!.id) });
    await settle(agent, service);
    expect(agent.tickets()).toContain(later.ticket);
    expect(agent.tickets()).not.toContain(theirs.ticket);
    expect(agent.heard.some(({ event }) => event === 'resync')).toBe(false);
  });

  it('leave the place that the browser has reached, also where they name no ticket', async () => {
    const agent = await listen('agent');
    await settle(agent, house.departments.service);
    const { id: place } = agent.heard.at(-1)!;
    await house.ask('supervisor', 'POST', `/tickets/${(await house.ticket('service')).ticket}/presence`, {
      body: { doing: 'looking', page: 'page-0001', step: 1 },
    });
    await agent.until(() => agent.heard.at(-1)!.event === 'presence');
    expect(agent.heard.at(-1)!.id).toBe(place);
    // A browser that comes back with it goes on there.
    const again = await listen('agent', { 'last-event-id': '12' });
    expect(again.heard[0]).toMatchObject({ event: 'ping', id: '12' });
  });

  it.each(['999999999', 'x', '-1', '1; DROP TABLE outbox', '9'.repeat(30)])(
    'ask to fetch everything again after the unknown id %j',
    async id => {
      const agent = await listen('agent', { 'last-event-id': id });
      await agent.until(() => agent.heard.some(({ event }) => event === 'resync'));
    },
  );

  it('have ten streams a reader, and room again when one is closed', async () => {
    const open = await Promise.all(Array.from({ length: 10 }, () => listen('sales')));
    const eleventh = await openStream({ cookie: `rail=${await house.tokenOf('sales')}` });
    expect([eleventh.status, eleventh.headers()['content-type']]).toEqual([
      429,
      'application/problem+json; charset=utf-8',
    ]);
    expect((await listen('agent')).status).toBe(200);
    open[0]!.close();
    await new Promise(resolve => setTimeout(resolve, 200));
    expect((await listen('sales')).status).toBe(200);
  });

  it('are for those who signed in', async () => {
    expect((await openStream({})).status).toBe(401);
  });
});
