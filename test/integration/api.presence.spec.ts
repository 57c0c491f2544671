// Who else is on a ticket, over two instances of the API on one database: who is told, who is not, what is refused, and how it ends.
import type { AddressInfo } from 'node:net';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { LivePresence } from '#api';
import { LiveListener } from '#events';
import { configureInboxApi, InboxApiModule, inboxApiAdapter } from '#inbox-api';
import { createLogger, HealthRegistry } from '#runtime';
import { Database, LiveStore, SessionStore } from '#store';
import { ApiHouse, ORIGIN, type PersonKey } from './api.house.js';
import { Stream } from './live.stream.js';

/** Short enough to wait for, long enough for a machine that is busy. */
const LIFE = { present: 3_000, resting: 9_000 };

interface Instance {
  port: number;
  close(): Promise<void>;
}

let house: ApiHouse;
let second: Instance;
let ticket: number;
let foreign: number;
beforeAll(async () => {
  house = await ApiHouse.open({ config: { presenceLife: LIFE } });
  second = await openSecond();
  ticket = (await house.ticket('service')).ticket;
  foreign = (await house.ticket('engineering')).ticket;
}, 60_000);
const streams: Stream[] = [];
afterAll(async () => {
  await second?.close();
  await house?.close();
});
// What one test told is over before the next begins.
afterEach(async () => {
  const admin = await listen('admin');
  await admin.until(() => known(admin).size === 0, 20_000);
  for (const stream of streams.splice(0)) stream.close();
});

/** Another process of the API, as far as the first can tell: connections, listener and memory of its own. */
async function openSecond(): Promise<Instance> {
  const database = await Database.open({ url: house.database.url, poolSize: 4 });
  const log = createLogger({ level: 'fatal', name: 'second' });
  const live = new LiveListener(database, log);
  await live.start();
  const config = { webRoot: null, docsPage: false, version: 'test', liveRecheckMilliseconds: 300, presenceLife: LIFE };
  const app = await NestFactory.create<NestFastifyApplication>(
    InboxApiModule.forRoot({ database, live, secrets: house.secrets, log, health: new HealthRegistry(), config }),
    inboxApiAdapter(false),
    { logger: false, abortOnError: false },
  );
  await configureInboxApi(app);
  await app.listen(0, '127.0.0.1');
  return {
    port: (app.getHttpServer().address() as AddressInfo).port,
    close: async () => {
      await app.close();
      await live.stop();
      await database.close();
    },
  };
}

let step = 0;
const sign = (who: PersonKey, doing: string, more: Record<string, unknown> = {}, on = ticket) => {
  step += 1;
  return house.ask(who, 'POST', `/tickets/${on}/presence`, { body: { doing, page: 'page-0001', step, ...more } });
};
/** At the second instance. */
async function signThere(who: PersonKey, doing: string, on = ticket): Promise<number> {
  step += 1;
  const answer = await fetch(`http://127.0.0.1:${second.port}/api/v1/tickets/${on}/presence`, {
    method: 'POST',
    headers: {
      cookie: `rail=${await house.tokenOf(who)}`,
      origin: `http://127.0.0.1:${second.port}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({ doing, page: 'page-0002', step }),
  });
  return answer.status;
}
const hear = async (port: number, headers: Record<string, string>) => {
  const stream = await Stream.open(port, headers);
  streams.push(stream);
  await stream.until(() => stream.heard.length > 0);
  return stream;
};
const listen = async (who: PersonKey, port = house.port) => hear(port, { cookie: `rail=${await house.tokenOf(who)}` });
const presence = ({ heard }: Stream, length = heard.length) =>
  heard
    .slice(0, length)
    .filter(({ event }) => event === 'presence')
    .map(({ data }) => JSON.parse(data) as LivePresence);
/** What a browser that took in everything would show. */
function known(stream: Stream, length?: number): Map<number, string[]> {
  const all = new Map<number, string[]>();
  for (const { whole, tickets } of presence(stream, length)) {
    if (whole) all.clear();
    for (const { ticketId, people } of tickets)
      if (people.length === 0) all.delete(ticketId);
      else
        all.set(
          ticketId,
          people.map(({ name, doing }) => `${name}: ${doing}`),
        );
  }
  return all;
}
/** How far each stream was looked through: what was shown for a moment counts, also where the machine was too busy to look just then. */
const lookedAt = new WeakMap<Stream, number>();
/** After all that it was seen to show, it showed these people on the ticket. */
const shows = (stream: Stream, ...people: string[]) =>
  stream.until(() => {
    for (let length = lookedAt.get(stream) ?? 0; length <= stream.heard.length; length++) {
      if (String(known(stream, length).get(ticket) ?? []) !== String(people)) continue;
      lookedAt.set(stream, length);
      return true;
    }
    return false;
  }, 20_000);
const moved = (from: number, to: number) =>
  new LiveStore(house.database).notify('live', [
    JSON.stringify([[9_000_000 + step, 'ticket.moved', ticket, to, from, 2, Date.now()]]),
  ]);

describe('a colleague on a ticket', () => {
  it('is seen at each instance, wherever the sign was given, with what is done', async () => {
    const [here, there] = [await listen('agent'), await listen('agent', second.port)];
    expect((await sign('supervisor', 'looking')).status).toBe(204);
    for (const stream of [here, there]) await shows(stream, 'The Supervisor: looking');
    const [told] = presence(there).at(-1)!.tickets;
    const person = { id: house.users.supervisor, name: 'The Supervisor', initials: 'TS', doing: 'looking' };
    expect(told).toEqual({ ticketId: ticket, people: [person] });
    await sign('supervisor', 'writing-reply');
    for (const stream of [here, there]) await shows(stream, 'The Supervisor: writing-reply');
    await sign('supervisor', 'gone');
    for (const stream of [here, there]) await shows(stream);
  });

  it('is seen by whoever opens the page later', async () => {
    const early = await listen('agent');
    await sign('supervisor', 'writing-note', { resting: true });
    await shows(early, 'The Supervisor: writing-note');
    const late = await listen('agent', second.port);
    expect(presence(late)[0]).toMatchObject({ whole: true });
    await shows(late, 'The Supervisor: writing-note');
  });

  it('counts once with two tabs at two instances, and is never shown to themselves', async () => {
    const [agent, self] = [await listen('agent'), await listen('supervisor')];
    await sign('supervisor', 'looking');
    expect(await signThere('supervisor', 'writing-reply')).toBe(204);
    await shows(agent, 'The Supervisor: writing-reply');
    await sign('agent', 'looking');
    await shows(self, 'The Agent: looking');
    expect(
      presence(self).flatMap(({ tickets }) => tickets.flatMap(({ people }) => people.map(({ id }) => id))),
    ).toEqual(expect.not.arrayContaining([house.users.supervisor]));
    await sign('agent', 'gone');
    await signThere('supervisor', 'gone');
    await shows(agent, 'The Supervisor: looking');
    await sign('supervisor', 'gone');
    await shows(agent);
  });

  it('is told to those who work the rail: to no other department, to no salesperson, to no key', async () => {
    const key = await house.keyFor('agent', null);
    const [admin, engineer, sales, byKey] = [
      await listen('admin'),
      await listen('engineer'),
      await listen('sales'),
      await hear(house.port, { authorization: `Bearer ${key}` }),
    ];
    await sign('supervisor', 'looking');
    await shows(admin, 'The Supervisor: looking');
    await sign('admin', 'looking', { page: 'page-0009' }, foreign);
    await engineer.until(() => known(engineer).size > 0);
    expect([...known(engineer).keys()]).toEqual([foreign]);
    expect(known(sales).size).toBe(0);
    expect(presence(byKey)).toEqual([]);
    const spoken = await house.send('POST', `/tickets/${ticket}/presence`, {
      headers: { authorization: `Bearer ${key}` },
      body: { doing: 'looking', page: 'page-0001', step: 1 },
    });
    expect([spoken.status, spoken.body.code]).toEqual([403, 'AUTH.PERSON_NEEDED']);
  });

  it('goes with the ticket to another rail, and is seen no more on the old one', async () => {
    const { service, engineering } = house.departments;
    const [agent, engineer] = [await listen('agent'), await listen('engineer', second.port)];
    await sign('supervisor', 'looking');
    await shows(agent, 'The Supervisor: looking');
    await moved(service, engineering);
    await shows(agent);
    await shows(engineer, 'The Supervisor: looking');
  });

  it('is no more seen by somebody who left the department', async () => {
    const agent = await listen('agent');
    await sign('supervisor', 'looking', { resting: true });
    await shows(agent, 'The Supervisor: looking');
    await house.rows('DELETE FROM membership WHERE user_id = $1', [house.users.agent]);
    const comeBack = () =>
      house.rows(`INSERT INTO membership (user_id, department_id, role) VALUES ($1, $2, 'agent')`, [
        house.users.agent,
        house.departments.service,
      ]);
    await shows(agent).finally(comeBack);
  });
});

describe('it ends by itself', () => {
  it('where no sign follows, later for a page out of sight', async () => {
    const agent = await listen('agent');
    await sign('supervisor', 'writing-reply');
    await sign('admin', 'looking', { resting: true });
    await shows(agent, 'The Supervisor: writing-reply', 'The Admin: looking');
    await shows(agent, 'The Admin: looking');
    await shows(agent);
  });

  it('where the instance that heard the sign is gone', async () => {
    const agent = await listen('agent');
    await signThere('supervisor', 'looking');
    await shows(agent, 'The Supervisor: looking');
    await second.close();
    await shows(agent);
    second = await openSecond();
  });

  it('for an account that is disabled: its signs are refused', async () => {
    const agent = await listen('agent');
    await sign('supervisor', 'looking');
    await shows(agent, 'The Supervisor: looking');
    await house.rows('UPDATE user_account SET disabled_at = now() WHERE id = $1', [house.users.supervisor]);
    expect((await sign('supervisor', 'looking')).status).toBe(401);
    await shows(agent);
    await house.rows('UPDATE user_account SET disabled_at = NULL WHERE id = $1', [house.users.supervisor]);
  });
});

describe('what is refused', () => {
  it.each([
    ['a doing that does not exist', { doing: 'dancing' }, '/doing'],
    ['a page without a name', { page: '' }, '/page'],
    ['a page with a line break', { page: 'page-0001\n' }, '/page'],
    ['a step that is none', { step: 0 }, '/step'],
    ['a step beyond all steps', { step: 2 ** 31 }, '/step'],
    ['words for somebody else', { userId: 1 }, ''],
  ])('%s', async (_, body, pointer) => {
    const answer = await sign('agent', 'looking', body);
    expect([answer.status, answer.body.code]).toEqual([422, 'REQUEST.INVALID']);
    expect(answer.body.errors[0].pointer).toBe(pointer);
  });

  it('a ticket of another department, exactly as one that is not there', async () => {
    const [hidden, missing] = [await sign('agent', 'looking', {}, foreign), await sign('agent', 'looking', {}, 99_999)];
    expect([hidden.status, hidden.text]).toEqual([404, missing.text]);
  });

  it('a flood, and of nobody but who makes it', async () => {
    const agent = await listen('agent');
    const flood = Array.from({ length: 400 }, (_, index) =>
      sign('supervisor', 'looking', { page: `page-${1_000 + index}` }),
    );
    const answers = await Promise.all(flood);
    const refused = answers.filter(({ status }) => status !== 204);
    expect(refused.length).toBeGreaterThan(0);
    expect(refused[0]).toMatchObject({ status: 429, body: { code: 'PRESENCE.TOO_MANY' } });
    expect(refused[0]!.headers['retry-after']).toBe('1');
    expect((await sign('agent', 'looking')).status).toBe(204);
    await shows(agent, 'The Supervisor: looking');
  });
});

it('changes not one row of any table, and lengthens no session', async () => {
  const token = await house.database.transaction(tx => new SessionStore().begin(tx, house.users.agent, 'password'));
  await house.rows(`UPDATE session SET last_seen_at = now() - interval '2 hours'`);
  const tables = await house.rows<{ name: string }>(
    `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1`,
  );
  const allRows = async () => {
    const found: Record<string, unknown> = {};
    for (const { name } of tables)
      found[name] = (
        await house.rows(`SELECT count(*), md5(string_agg(t::text, ';' ORDER BY t::text)) FROM "${name}" t`)
      )[0];
    return found;
  };
  const ask = (method: string, path: string, body?: unknown) =>
    house.send(method, path, { headers: { cookie: `rail=${token}`, origin: ORIGIN }, body });
  const before = await allRows();
  expect(tables.length).toBeGreaterThan(30);
  for (const [index, doing] of ['looking', 'writing-note', 'writing-reply', 'looking', 'gone'].entries())
    expect(
      (await ask('POST', `/tickets/${ticket}/presence`, { doing, page: 'page-0001', step: index + 1 })).status,
    ).toBe(204);
  expect(await allRows()).toEqual(before);
  expect((await ask('GET', `/tickets/${ticket}`)).status).toBe(200);
  expect((await allRows()).session).not.toEqual(before.session);
});
