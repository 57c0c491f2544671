// The flow meeting over HTTP: who sees which department, what is frozen, problem cases, and files that a spreadsheet may open.
import { ApiHouse, type PersonKey } from './api.house.js';

let house: ApiHouse;
beforeAll(async () => {
  house = await ApiHouse.open();
}, 60_000);
afterAll(() => house?.close());

interface Shown {
  departmentKey: string;
  [figure: string]: unknown;
}
const keysOf = (departments: Shown[]): string[] => departments.map(department => department.departmentKey);
const meeting = async (who: PersonKey) => (await house.ask(who, 'GET', '/flow')).body;
const TABLES = ['queues', 'on-time', 'defects', 'likely-late', 'hours', 'business'] as const;

let made = 0;
/** An inquiry that hangs open in the department, but for what is given. */
async function ticket(department: 'service' | 'engineering', more: Record<string, unknown> = {}): Promise<number> {
  made += 1;
  const columns: Record<string, unknown> = {
    ...{ department_id: house.departments[department], way_in: 'email', kind: 'inquiry', kind_version: 1 },
    ...{ subject: `Subject of ${department} ${made}`, subject_key: 'x', snippet: '', requester_name: 'Somebody' },
    ...{ received_at: new Date(), due_at: new Date(Date.now() + 86_400_000), minutes_allowed: 60 },
    ...more,
  };
  const names = Object.keys(columns);
  const [row] = await house.rows<{ id: number }>(
    `INSERT INTO ticket (${names.join(', ')}) VALUES (${names.map((_, i) => `$${i + 1}`).join(', ')}) RETURNING id`,
    Object.values(columns),
  );
  return row!.id;
}

/** Every number in an answer. */
function numbersIn(value: unknown): number[] {
  if (typeof value === 'number') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(numbersIn);
}

describe('the meeting', () => {
  it('shows each reader the departments that they work, and no others', async () => {
    await ticket('service');
    await ticket('engineering', { due_at: '2020-01-01' });
    expect(keysOf((await meeting('agent')).departments)).toEqual(['service']);
    expect(keysOf((await meeting('engineer')).departments)).toEqual(['engineering']);
    expect(keysOf((await meeting('admin')).departments)).toEqual(['engineering', 'service']);
    expect(await meeting('sales')).toMatchObject({ departments: [], previous: null });
    for (const table of TABLES) {
      const file = (await house.ask('agent', 'GET', `/flow/${table}.csv`)).text;
      expect(file).not.toMatch(/engineering/i);
      expect((await house.ask('sales', 'GET', `/flow/${table}.csv`)).text.trim().split('\r\n')).toHaveLength(1);
    }
    expect((await house.ask('admin', 'GET', '/flow/likely-late.csv')).text).toMatch(
      /Engineering,\d+,Subject of engineering/,
    );
    const key = await house.keyFor('agent', house.departments.engineering);
    const asKey = await house.send('GET', '/flow', { headers: { authorization: `Bearer ${key}` } });
    expect(keysOf(asKey.body.departments)).toEqual(['engineering']);
  });

  it('shows titles, what is late, and shares cut and not rounded up', async () => {
    const done = { state: 'done', outcome: 'answered', done_at: new Date() };
    for (let i = 0; i < 3; i++) await ticket('service', { ...done, done_on_time: i !== 0 });
    const [service] = (await meeting('agent')).departments;
    expect(service.queues[0]).toMatchObject({
      kind: 'inquiry',
      kindTitle: expect.stringMatching(/^[A-Z]/),
      ages: expect.any(Array),
    });
    expect(service.onTime.days7).toEqual({ onTime: 2, finished: 3, percent: 66.6 });
    expect(service.hours).toHaveLength(48);
    expect(service.hours[47].finished).toBe(3);
  });

  it('never adds repeat business and new business together, in the answer or in a file', async () => {
    const numbers = { repeat: 61, new: 146, stranger: 1 };
    const day = new Date(Date.now() - 3 * 86_400_000);
    for (const [business, count] of Object.entries(numbers))
      await house.rows(
        `INSERT INTO ticket (department_id, way_in, kind, kind_version, subject, subject_key, snippet, requester_name, received_at, created_at, due_at,
                             minutes_allowed, business)
         SELECT $1, 'email', 'order', 1, 'x', 'x', '', 'x', $2, $2, now() + interval '9 days', 60, $3 FROM generate_series(1, $4::int)`,
        [house.departments.engineering, day, business, count],
      );
    const answer = await meeting('engineer');
    // Two inquiries of strangers hung there before.
    expect(answer.departments[0].business).toMatchObject({ repeat: { arrived: 61 }, new: { arrived: 146 } });
    expect(Object.keys(answer.departments[0].business).sort()).toEqual(['new', 'repeat', 'stranger']);
    const sum = numbers.repeat + numbers.new;
    expect(numbersIn(answer)).not.toContain(sum);
    for (const table of TABLES)
      expect((await house.ask('engineer', 'GET', `/flow/${table}.csv`)).text.split(/[,\r\n]+/)).not.toContain(
        String(sum),
      );
    const split = (await house.ask('engineer', 'GET', '/flow/business.csv')).text.trim().split('\r\n');
    expect(split.slice(1).map(line => line.split(',').slice(0, 3).join(' '))).toEqual([
      'Engineering repeat 61',
      'Engineering new 146',
      expect.stringMatching(/^Engineering stranger \d$/),
    ]);
    await house.rows(`DELETE FROM ticket WHERE kind = 'order'`);
  });
});

describe('a file', () => {
  it('is a CSV to save, under its name and day, that runs no formula', async () => {
    const evil = '=HYPERLINK("http://evil.example";"click")';
    await ticket('service', { subject: evil, due_at: '2020-01-01' });
    const answer = await house.ask('agent', 'GET', '/flow/likely-late.csv');
    expect(answer.headers).toMatchObject({
      'content-type': expect.stringMatching(/^text\/csv; charset=utf-8/),
      'content-disposition': expect.stringMatching(/^attachment; filename="flow-\d{4}-\d\d-\d\d-likely-late\.csv"/),
      'cache-control': 'no-store',
    });
    expect(answer.text).toContain(`,"'=HYPERLINK(""http://evil.example"";""click"")",`);
    expect(answer.text.split('\r\n').filter(line => /(?:^|,)"?[=+\-@\t]/.test(line))).toEqual([]);
  });

  it('that nobody offers is not there', async () => {
    for (const name of ['people.csv', 'queues', 'queues.csv.exe', '..%2fqueues.csv', 'constructor'])
      expect((await house.ask('agent', 'GET', `/flow/${name}`)).status).toBe(404);
  });
});

describe('freezing the meeting', () => {
  const freeze = (who: PersonKey, remarks = '', intent?: string) =>
    house.ask(who, 'POST', '/flow/records', { body: { remarks }, intent });

  it('is for supervisors of a department and for admins', async () => {
    expect((await freeze('agent')).status).toBe(403);
    expect((await freeze('sales')).status).toBe(403);
    expect((await freeze('engineer')).status).toBe(403);
    const key = await house.keyFor('supervisor', null);
    const asKey = await house.send('POST', '/flow/records', { headers: { authorization: `Bearer ${key}` }, body: {} });
    expect(asKey.body.code).toBe('AUTH.PERSON_NEEDED');
  });

  it('keeps the figures of that moment, whatever the page sends and whatever happens after', async () => {
    expect((await house.ask('supervisor', 'POST', '/flow/records', { body: { departments: [] } })).status).toBe(422);
    const before = (await meeting('supervisor')).departments[0];
    const kept = (await freeze('supervisor', 'Two machines down.')).body;
    expect(kept).toMatchObject({ heldBy: 'The Supervisor', remarks: 'Two machines down.' });
    expect(keysOf(kept.departments)).toEqual(['service']);
    expect(kept.departments[0].queues).toEqual(before.queues);
    await ticket('service', { kind: 'issue' });
    expect((await house.ask('agent', 'GET', `/flow/records/${kept.id}`)).body).toEqual(kept);
    await expect(house.rows('UPDATE flow_record SET remarks = $1', ['nothing'])).rejects.toThrow('never changed');
    await expect(house.rows('DELETE FROM flow_record_department')).rejects.toThrow('never changed');
  });

  it('happens once for one intent', async () => {
    const [first, second] = [
      await freeze('supervisor', 'Once', 'freeze-1'),
      await freeze('supervisor', 'Once', 'freeze-1'),
    ];
    expect(second.body.id).toBe(first.body.id);
  });

  it('shows of a record only what the reader works, and hides one that has nothing of it', async () => {
    const service = (await freeze('supervisor')).body.id;
    const both = (await freeze('admin')).body.id;
    expect(keysOf((await house.ask('engineer', 'GET', `/flow/records/${both}`)).body.departments)).toEqual([
      'engineering',
    ]);
    const [hidden, missing] = [
      await house.ask('engineer', 'GET', `/flow/records/${service}`),
      await house.ask('engineer', 'GET', '/flow/records/999999'),
    ];
    expect([hidden.status, hidden.text]).toEqual([404, missing.text]);
    const listed = (await house.ask('engineer', 'GET', '/flow/records')).body.items.map(
      (line: { id: number }) => line.id,
    );
    expect(listed).toContain(both);
    expect(listed).not.toContain(service);
    expect((await house.ask('sales', 'GET', '/flow/records')).body.items).toEqual([]);
    const first = (await house.ask('admin', 'GET', '/flow/records?limit=1')).body;
    const next = (await house.ask('admin', 'GET', `/flow/records?limit=1&cursor=${first.nextCursor}`)).body;
    expect([first.items[0].id, next.items[0].id]).toEqual([both, service]);
    expect((await house.ask('admin', 'GET', '/flow/records?cursor=x')).status).toBe(422);
  });

  it('gives tomorrow something to stand beside: the last record of an earlier day, for each department', async () => {
    expect((await meeting('admin')).previous).toBeNull();
    const keep = async (hoursAgo: number, departments: ('service' | 'engineering')[], remarks: string) => {
      const [row] = await house.rows<{ id: number }>(
        `INSERT INTO flow_record (held_at, held_by_name, remarks) VALUES (now() - make_interval(hours => $1), 'Mara Lind', $2) RETURNING id`,
        [hoursAgo, remarks],
      );
      for (const key of departments)
        await house.rows('INSERT INTO flow_record_department (record_id, department_id, figures) VALUES ($1, $2, $3)', [
          row!.id,
          house.departments[key],
          JSON.stringify({ departmentKey: key, name: key, late: hoursAgo }),
        ]);
      return row!.id;
    };
    await keep(100, ['service', 'engineering'], 'Older');
    const both = await keep(74, ['service', 'engineering'], 'Both');
    const last = await keep(50, ['service'], 'Only service');
    const { previous } = await meeting('admin');
    expect(previous).toMatchObject({ id: last, heldBy: 'Mara Lind', remarks: 'Only service' });
    expect(previous.departments).toEqual([
      expect.objectContaining({ departmentKey: 'engineering', recordId: both, late: 74 }),
      expect.objectContaining({ departmentKey: 'service', recordId: last, late: 50 }),
    ]);
    expect((await meeting('engineer')).previous).toMatchObject({
      id: both,
      departments: [{ departmentKey: 'engineering' }],
    });
  });
});

describe('a problem case', () => {
  const base = () => ({ version: 0, departmentId: house.departments.service, title: 'Labels peel off' });
  const open = (who: PersonKey, more: Record<string, unknown> = {}) =>
    house.ask(who, 'POST', '/problem-cases', { body: { ...base(), ...more } });
  const pointers = (answer: { body: { errors?: { pointer: string }[] } }) =>
    answer.body.errors?.map(error => error.pointer);

  it('carries title, cause, owner, day, ticket and actions, and is overdue when a day is over', async () => {
    const linked = await ticket('service');
    const made = await open('agent', {
      cause: 'Cold store',
      ownerId: house.users.supervisor,
      dueOn: '2099-01-31',
      ticketId: linked,
      actions: [
        { text: 'Ask the supplier', ownerId: house.users.agent, dueOn: '2020-02-29' },
        { text: 'Warm the labels', done: true },
      ],
    });
    expect([made.status, made.body]).toEqual([
      201,
      expect.objectContaining({
        ...{
          version: 1,
          title: 'Labels peel off',
          cause: 'Cold store',
          ownerName: 'The Supervisor',
          dueOn: '2099-01-31',
        },
        ...{ ticketId: linked, overdue: true, closedAt: null },
        actions: [
          {
            text: 'Ask the supplier',
            ownerId: house.users.agent,
            ownerName: 'The Agent',
            dueOn: '2020-02-29',
            doneAt: null,
          },
          { text: 'Warm the labels', ownerId: null, ownerName: null, dueOn: null, doneAt: expect.stringMatching(/Z$/) },
        ],
      }),
    ]);
  });

  it('keeps the time at which an action was done, and tells the second of two editors', async () => {
    const { body: made } = await open('agent', { actions: [{ text: 'Warm the labels', done: true }] });
    const change = (version: number, more: Record<string, unknown> = {}) =>
      house.ask('supervisor', 'PUT', `/problem-cases/${made.id}`, { body: { ...base(), version, ...more } });
    const actions = [{ text: 'Measure' }, { text: 'Warm the labels', done: true }];
    const changed = await change(1, { title: 'Labels come off', actions });
    expect(changed.body).toMatchObject({ version: 2, title: 'Labels come off' });
    expect(changed.body.actions[1].doneAt).toBe(made.actions[0].doneAt);
    const stale = await change(1);
    expect([stale.status, stale.body.code, stale.body.currentVersion]).toEqual([412, 'PROBLEM.STALE', 2]);
    const both = await Promise.all([change(2, { actions }), change(2, { actions })]);
    expect(both.map(answer => answer.status).sort()).toEqual([200, 412]);
  });

  it('is open until it is closed, and can be opened again', async () => {
    const { body: made } = await open('agent', { title: 'To be closed' });
    const ids = async (state: string) =>
      (await house.ask('agent', 'GET', `/problem-cases?state=${state}`)).body.map((one: { id: number }) => one.id);
    const put = (version: number, closed: boolean) =>
      house.ask('agent', 'PUT', `/problem-cases/${made.id}`, { body: { ...base(), version, closed } });
    expect(await ids('open')).toContain(made.id);
    const closedAt = (await put(1, true)).body.closedAt;
    expect(closedAt).toEqual(expect.any(String));
    expect((await put(2, true)).body.closedAt).toBe(closedAt);
    expect(await ids('open')).not.toContain(made.id);
    expect(await ids('closed')).toEqual([made.id]);
    expect((await put(3, false)).body.closedAt).toBeNull();
  });

  it('belongs to those who work its rail, and names nobody and nothing from elsewhere', async () => {
    const foreignTicket = await ticket('engineering');
    const { body: foreign } = await house.ask('engineer', 'POST', '/problem-cases', {
      body: { ...base(), departmentId: house.departments.engineering },
    });
    expect(
      (await house.ask('agent', 'PUT', `/problem-cases/${foreign.id}`, { body: { ...base(), version: 1 } })).status,
    ).toBe(404);
    expect(
      (await house.ask('agent', 'GET', '/problem-cases?state=all')).body.map((one: { id: number }) => one.id),
    ).not.toContain(foreign.id);
    expect(pointers(await open('sales'))).toEqual(['/departmentId']);
    expect(pointers(await open('agent', { departmentId: house.departments.engineering }))).toEqual(['/departmentId']);
    expect(pointers(await open('admin', { departmentId: 99_999_999_999 }))).toEqual(['/departmentId']);
    const named = await open('agent', {
      ticketId: foreignTicket,
      ownerId: house.users.engineer,
      actions: [
        { text: 'a', ownerId: house.users.admin },
        { text: 'b', ownerId: house.users.sales },
        { text: 'c', ownerId: 99_999_999_999 },
      ],
    });
    expect(pointers(named)).toEqual(['/ticketId', '/ownerId', '/actions/1/ownerId', '/actions/2/ownerId']);
    const missing = await open('agent', { ticketId: 999_999 });
    expect(missing.body.errors[0].detail.replace('999999', '#')).toBe(
      named.body.errors[0].detail.replace(String(foreignTicket), '#'),
    );
  });

  it.each([
    [{ title: 'ab' }, '/title'],
    [{ dueOn: '2026-02-31' }, '/dueOn'],
    [{ dueOn: 'tomorrow' }, '/dueOn'],
    [{ actions: [{ text: '' }] }, '/actions/0/text'],
    [{ version: 7 }, '/version'],
  ])('is refused with the place of what is wrong: %j', async (more, pointer) => {
    const answer = await open('agent', more);
    expect([answer.status, pointers(answer)]).toEqual([422, [pointer]]);
  });

  it('stays with its department, and keeps an owner who has left it', async () => {
    const { body: made } = await open('agent', { ownerId: house.users.supervisor });
    const put = (version: number, more: Record<string, unknown>) =>
      house.ask('admin', 'PUT', `/problem-cases/${made.id}`, { body: { ...base(), version, ...more } });
    expect(pointers(await put(1, { departmentId: house.departments.engineering }))).toEqual(['/departmentId']);
    await house.rows('DELETE FROM membership WHERE user_id = $1', [house.users.supervisor]);
    expect((await put(1, { ownerId: house.users.supervisor })).status).toBe(200);
    expect(pointers(await put(2, { actions: [{ text: 'x', ownerId: house.users.supervisor }] }))).toBeUndefined();
    await house.rows(`INSERT INTO membership (user_id, department_id, role) VALUES ($1, $2, 'supervisor')`, [
      house.users.supervisor,
      house.departments.service,
    ]);
  });
});
