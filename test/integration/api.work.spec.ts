// Standard work: fields by the kind's schema, checklists, follow-ups, templates, macros, and the customer told of a changed date.
import { ApiHouse, type PersonKey } from './api.house.js';

let house: ApiHouse;
beforeAll(async () => {
  house = await ApiHouse.open();
}, 60_000);
afterAll(() => house?.close());

/** An order, as the kind `order` has it. */
async function order(): Promise<number> {
  const { ticket } = await house.ticket('service');
  await house.rows(`UPDATE ticket SET kind = 'order', fields = '{"quantity": 4}' WHERE id = $1`, [ticket]);
  return ticket;
}
const act = async (who: PersonKey, ticket: number, action: string, body: object = {}) =>
  house.ask(who, 'POST', `/tickets/${ticket}/${action}`, { body, version: await house.versionOf(ticket) });
const pointers = (body: { errors: { pointer: string }[] }) => body.errors.map(error => error.pointer).sort();

describe('fields', () => {
  it('are laid over those that stand, and taken away by null', async () => {
    const ticket = await order();
    const set = await act('agent', ticket, 'fields', { fields: { partNumber: 'PX-9', requestedDate: '2027-01-15' } });
    expect([set.status, set.body.fields]).toEqual([
      200,
      { quantity: 4, partNumber: 'PX-9', requestedDate: '2027-01-15' },
    ]);
    expect(set.body.entries.at(-1).text).toContain('Part number');
    expect((await act('agent', ticket, 'fields', { fields: { quantity: null } })).body.fields).not.toHaveProperty(
      'quantity',
    );
  });

  it('that the kind refuses are named, each at its place, and nothing is stored', async () => {
    const ticket = await order();
    const refused = await act('agent', ticket, 'fields', {
      fields: { quantity: 'many', requestedDate: '2027-02-30', colour: 'red', partNumber: 'A' },
    });
    expect([refused.status, refused.body.code]).toEqual([422, 'TICKET.FIELDS_INVALID']);
    expect(pointers(refused.body)).toEqual(['/fields/colour', '/fields/quantity', '/fields/requestedDate']);
    expect((await house.ask('agent', 'GET', `/tickets/${ticket}`)).body.fields).toEqual({ quantity: 4 });
  });

  it('that a partner sent cannot be changed, nor taken away; to send them again is no change', async () => {
    const { ticket } = await house.ticket('service');
    const sent = { documentNumber: '4711', currency: 'EUR', lines: [{ lineNumber: '1', quantity: '4', notes: [] }] };
    await house.rows(`UPDATE ticket SET kind = 'order', fields = $2::jsonb WHERE id = $1`, [
      ticket,
      JSON.stringify(sent),
    ]);
    const altered = { lines: [{ lineNumber: '1', quantity: '40', notes: [] }], currency: null, parties: [] };
    const refused = await act('agent', ticket, 'fields', { fields: altered });
    expect([refused.status, refused.body.code]).toEqual([422, 'TICKET.FIELDS_INVALID']);
    expect(pointers(refused.body)).toEqual(['/fields/currency', '/fields/lines', '/fields/parties']);
    expect(refused.body.errors[0].detail).toMatch(/^(Lines|Currency|Parties) stands as it was sent/);
    // The same values in another order of their names, as a client may send them.
    const lines = [{ notes: [], quantity: '4', lineNumber: '1' }];
    const kept = await act('agent', ticket, 'fields', { fields: { lines, documentNumber: '4711-A', quantity: 3 } });
    expect([kept.status, kept.body.fields]).toEqual([200, { ...sent, documentNumber: '4711-A', quantity: 3 }]);
    expect(kept.body.entries.at(-1).text).toBe('Changed: Order number, Quantity');
  });

  it('of an order with 10,000 lines are saved beside them, and limited without them', async () => {
    const { ticket } = await house.ticket('service');
    await house.rows(
      `UPDATE ticket SET kind = 'order', fields = jsonb_build_object('lines',
         (SELECT jsonb_agg(jsonb_build_object('lineNumber', n::text, 'description', repeat('x', 60))) FROM generate_series(1, 10000) n))
        WHERE id = $1`,
      [ticket],
    );
    const saved = await act('agent', ticket, 'fields', { fields: { partNumber: 'PX-9' } });
    expect([saved.status, saved.body.fields.lines.length, saved.body.linesLeftOut]).toEqual([200, 50, 9_950]);
    const [kept] = await house.rows<{ lines: number; part: string }>(
      `SELECT jsonb_array_length(fields -> 'lines') AS lines, fields ->> 'partNumber' AS part FROM ticket WHERE id = $1`,
      [ticket],
    );
    expect(kept).toEqual({ lines: 10_000, part: 'PX-9' });
  });

  it('never reach the prototype', async () => {
    const ticket = await order();
    const body = '{"fields": {"__proto__": {"polluted": true}}}';
    const version = await house.versionOf(ticket);
    const answer = await house.ask('agent', 'POST', `/tickets/${ticket}/fields`, { body, version });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});

describe('a checklist', () => {
  it('is ticked by name, once, and says who did it; an item that is not on it is refused', async () => {
    const ticket = await order();
    const first = await act('agent', ticket, 'tick', { item: 'prices-checked', done: true });
    await act('supervisor', ticket, 'tick', { item: 'prices-checked', done: true });
    const seen = (await house.ask('agent', 'GET', `/tickets/${ticket}`)).body;
    const item = (body: typeof seen) =>
      body.checklistItems.find((one: { key: string }) => one.key === 'prices-checked');
    expect(item(first.body).done.by).toBe('The Agent');
    expect(item(seen)).toEqual(item(first.body));
    expect((await act('agent', ticket, 'tick', { item: 'tea-made', done: true })).body.code).toBe(
      'TICKET.UNKNOWN_ITEM',
    );
    expect(item((await act('agent', ticket, 'tick', { item: 'prices-checked', done: false })).body).done).toBeNull();
  });

  it('that is not finished stops the close where its item is required', async () => {
    const { ticket } = await house.ticket('service');
    const [kind] = (await house.ask('admin', 'GET', '/kinds')).body.filter(
      (one: { key: string }) => one.key === 'inquiry',
    );
    const { key: _, version, ...rest } = kind;
    const saved = await house.ask('admin', 'PUT', '/kinds/inquiry', {
      body: {
        ...pick(rest),
        basedOn: version,
        checklist: [{ key: 'asked', title: 'Asked the customer', required: true }],
      },
    });
    expect([saved.status, saved.body.version]).toEqual([200, version + 1]);
    // A ticket keeps the version that it was opened under.
    expect((await act('agent', ticket, 'done', { outcome: 'answered' })).status).toBe(200);
    const { ticket: later } = await house.ticket('service');
    await house.rows('UPDATE ticket SET kind_version = $1 WHERE id = $2', [version + 1, later]);
    const refused = await act('agent', later, 'done', { outcome: 'answered' });
    expect([refused.body.code, pointers(refused.body)]).toEqual(['TICKET.NOT_READY', ['/checklist/asked']]);
    await act('agent', later, 'tick', { item: 'asked', done: true });
    expect((await act('agent', later, 'done', { outcome: 'answered' })).status).toBe(200);
  });
});

const SAVED = [
  'title',
  'toleranceMinutes',
  'schema',
  'checklist',
  'attachments',
  'outcomes',
  'requiredToClose',
  'acknowledgement',
  'business',
];
const pick = (kind: Record<string, unknown>) => Object.fromEntries(SAVED.map(name => [name, kind[name]]));

describe('a follow-up', () => {
  it('is set to a time to come, and taken away', async () => {
    const { ticket } = await house.ticket('service');
    const past = await act('agent', ticket, 'follow-up', { at: '2020-01-01T00:00:00Z', note: '' });
    expect([past.status, past.body.code]).toEqual([422, 'TICKET.FOLLOW_UP_PAST']);
    const set = await act('agent', ticket, 'follow-up', { at: '2099-01-01T00:00:00Z', note: 'Ask for the drawing' });
    expect([set.body.followUpAt, set.body.followUpNote]).toEqual(['2099-01-01T00:00:00.000Z', 'Ask for the drawing']);
    expect((await act('agent', ticket, 'follow-up', { at: null })).body).toMatchObject({
      followUpAt: null,
      followUpNote: '',
    });
  });
});

const template = (over: object = {}) => ({
  basedOn: 0,
  departmentId: house.departments.service,
  title: 'Thanks',
  purpose: 'reply',
  kind: null,
  body: 'Hello {{requester.name}}, about "{{ticket.subject}}": {{fields.partNumber}}',
  ...over,
});

describe('a reply template', () => {
  it('is kept by supervisors of its department, and by admins for the company', async () => {
    const post = async (who: PersonKey, over: object) =>
      (await house.ask(who, 'POST', '/templates', { body: template(over) })).status;
    expect(await post('agent', {})).toBe(403);
    expect(await post('supervisor', {})).toBe(201);
    expect(await post('supervisor', { departmentId: null })).toBe(403);
    expect(await post('supervisor', { departmentId: house.departments.engineering })).toBe(404);
    expect(await post('admin', { departmentId: null })).toBe(201);
  });

  it('names the variable that is not known, and is not saved', async () => {
    const refused = await house.ask('supervisor', 'POST', '/templates', {
      body: template({ body: 'Hi {{customer.secret}}' }),
    });
    expect([refused.status, refused.body.code, pointers(refused.body)]).toEqual([422, 'TEMPLATE.INVALID', ['/body']]);
  });

  it('is laid out for a ticket; what a customer wrote is never read as a variable', async () => {
    const { ticket } = await house.ticket('service', { subject: '{{agent.name}} {{ticket.number}}' });
    const { body: made } = await house.ask('supervisor', 'POST', '/templates', { body: template() });
    const laid = (await house.ask('agent', 'POST', `/tickets/${ticket}/templates/${made.id}`)).body;
    expect(laid).toEqual({
      text: 'Hello Customer, about "{{agent.name}} {{ticket.number}}": {{fields.partNumber}}',
      missing: ['fields.partNumber'],
    });
  });

  it('that two change at once is changed by one, and the other is told', async () => {
    const { body: made } = await house.ask('supervisor', 'POST', '/templates', { body: template() });
    const change = (title: string) =>
      house.ask('supervisor', 'PUT', `/templates/${made.id}`, { body: template({ title, basedOn: made.version }) });
    const both = await Promise.all([change('One'), change('Two')]);
    expect(both.map(answer => answer.status).sort()).toEqual([200, 409]);
    expect(both.find(answer => answer.status === 409)!.body.code).toBe('TEMPLATE.CHANGED_MEANWHILE');
    expect((await house.ask('agent', 'DELETE', `/templates/${made.id}`)).status).toBe(403);
    expect((await house.ask('supervisor', 'DELETE', `/templates/${made.id}`)).status).toBe(204);
    expect((await house.ask('supervisor', 'DELETE', `/templates/${made.id}`)).status).toBe(404);
  });
});

const macro = (steps: object, over: object = {}) => ({
  basedOn: 0,
  departmentId: house.departments.service,
  title: 'Ask for the drawing',
  kind: 'order',
  steps,
  ...over,
});

describe('a macro', () => {
  it('takes all of its steps, or none', async () => {
    const body = macro({
      note: 'Asked for the drawing',
      fields: { partNumber: 'PX-1' },
      tick: ['stock-checked'],
      then: { state: 'waiting', workingHours: 8 },
    });
    const made = (await house.ask('supervisor', 'POST', '/macros', { body })).body;
    const ticket = await order();
    const done = await act('agent', ticket, `macros/${made.id}`);
    expect([done.status, done.body.state, done.body.waiting?.reason]).toEqual([200, 'waiting', 'customer']);
    expect(done.body.fields.partNumber).toBe('PX-1');
    expect(done.body.entries.some((entry: { text: string }) => entry.text === 'Asked for the drawing')).toBe(true);

    await house.rows(`UPDATE macro SET steps = jsonb_set(steps, '{tick}', '["tea-made"]') WHERE id = $1`, [made.id]);
    const other = await order();
    const version = await house.versionOf(other);
    expect((await act('agent', other, `macros/${made.id}`)).body.code).toBe('TICKET.UNKNOWN_ITEM');
    expect(await house.versionOf(other)).toBe(version);
  });

  it('that no ticket of its kind could take names each place', async () => {
    const refused = await house.ask('supervisor', 'POST', '/macros', {
      body: macro({
        reply: 99999,
        fields: { colour: 'red', quantity: 'x', lines: [] },
        tick: ['tea-made'],
        then: { state: 'done', outcome: 'eaten' },
      }),
    });
    expect([refused.status, refused.body.code]).toEqual([422, 'MACRO.INVALID']);
    expect(pointers(refused.body)).toEqual(
      [
        '/steps/fields/colour',
        '/steps/fields/lines',
        '/steps/fields/quantity',
        '/steps/reply',
        '/steps/then/outcome',
        '/steps/tick/0',
      ].sort(),
    );
  });

  it('of another kind is not there', async () => {
    const made = (await house.ask('supervisor', 'POST', '/macros', { body: macro({ note: 'x' }) })).body;
    const { ticket } = await house.ticket('service');
    expect((await act('agent', ticket, `macros/${made.id}`)).status).toBe(404);
    expect(
      (await house.ask('supervisor', 'PUT', `/macros/${made.id}`, { body: macro({ note: 'y' }, { basedOn: 7 }) })).body
        .code,
    ).toBe('MACRO.CHANGED_MEANWHILE');
    expect((await house.ask('supervisor', 'DELETE', `/macros/${made.id}`)).status).toBe(204);
  });
});

describe('a promised date that changes', () => {
  it('is to be told to the customer: the words wait for a person, and end with the reply', async () => {
    const ticket = await order();
    expect(
      (await act('agent', ticket, 'fields', { fields: { promisedDate: '2027-01-10' } })).body.promiseNotice,
    ).toBeNull();
    const { body: moved } = await act('agent', ticket, 'fields', { fields: { promisedDate: '2027-01-20' } });
    expect(moved.promiseNotice).toMatchObject({ before: '2027-01-10', after: '2027-01-20', missing: [] });
    expect(moved.promiseNotice.text).toContain('20 January 2027');
    const reply = {
      text: moved.promiseNotice.text,
      to: [{ name: 'Customer', address: 'customer@example.org' }],
      promiseNoticeId: moved.promiseNotice.id,
    };
    const sent = await act('agent', ticket, 'reply', reply);
    expect([sent.status, sent.body.promiseNotice]).toEqual([200, null]);
    expect((await act('agent', ticket, 'reply', reply)).body.code).toBe('TICKET.NO_NOTICE');
  });

  it('back to what the customer knows needs no word; and a person may decide not to tell', async () => {
    const ticket = await order();
    for (const day of ['2027-01-10', '2027-01-20', '2027-01-10'])
      await act('agent', ticket, 'fields', { fields: { promisedDate: day } });
    expect((await house.ask('agent', 'GET', `/tickets/${ticket}`)).body.promiseNotice).toBeNull();
    const { body } = await act('agent', ticket, 'fields', { fields: { promisedDate: '2027-02-01' } });
    const dismiss = { noticeId: body.promiseNotice.id, reason: 'Told by phone' };
    expect((await act('agent', ticket, 'dismiss-promise', { ...dismiss, reason: '' })).status).toBe(422);
    expect((await act('agent', ticket, 'dismiss-promise', dismiss)).body.promiseNotice).toBeNull();
    expect((await act('agent', ticket, 'dismiss-promise', dismiss)).body.code).toBe('TICKET.NO_NOTICE');
  });
});
