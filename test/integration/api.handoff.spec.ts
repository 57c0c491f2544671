// A handoff from the sender's draft to the result on the sender's timeline, as the page and other systems drive it.
import { COMPLETE, HandoffHouse, RESULT } from './handoff.house.js';

let house: HandoffHouse;
beforeAll(async () => {
  house = await HandoffHouse.open();
}, 60_000);
afterAll(() => house?.close());

const pointers = (body: { errors?: { pointer: string }[] }): string[] =>
  (body.errors ?? []).map(error => error.pointer).sort();

describe('a draft', () => {
  it('starts with what the ticket knows, and names what is missing', async () => {
    const { ticket } = await house.api.ticket('service');
    const begun = await house.begin(ticket);
    expect([begun.status, begun.body.state, begun.body.ticketId]).toEqual([201, 'draft', null]);
    expect(begun.body.fields).toMatchObject({ customer: 'Customer' });
    expect(begun.body.fields.application).toContain('It leaks.');
    expect(begun.body.faults.map((fault: { pointer: string }) => fault.pointer)).toEqual(
      expect.arrayContaining(['/fields/medium', '/fields/tolerance']),
    );
    expect(begun.body.completeness.filled).toBeLessThan(begun.body.completeness.needed);
    const again = await house.ticket(ticket);
    expect([again.state, again.handoffs[0].id]).toEqual(['open', begun.body.id]);
  });

  it('that lacks a field, or holds one out of range, is not offered, names each, and stays a draft', async () => {
    const { ticket } = await house.api.ticket('service');
    const { body } = await house.begin(ticket);
    const { tolerance: _, ...incomplete } = COMPLETE;
    await house.edit(body.id, { fields: { ...incomplete, temperatureMax: 9000, quantity: 'forty' } });
    const refused = await house.step('agent', body.id, 'offer');
    expect([refused.status, refused.body.code]).toEqual([422, 'HANDOFF.INCOMPLETE']);
    expect(pointers(refused.body)).toEqual(['/fields/quantity', '/fields/temperatureMax', '/fields/tolerance']);
    expect((await house.read(body.id)).state).toBe('draft');
    expect((await house.ticket(ticket)).state).toBe('open');
  });

  it('is for those alone who work the sender’s rail', async () => {
    const { ticket } = await house.api.ticket('service');
    const { body } = await house.begin(ticket);
    for (const [method, path] of [
      ['GET', `/handoffs/${body.id}`],
      ['POST', `/handoffs/${body.id}/offer`],
      ['POST', `/handoffs/${body.id}/accept`],
    ] as const)
      expect([path, (await house.api.ask('engineer', method, path, { version: 1 })).status]).toEqual([path, 404]);
  });

  it('is refused for a contract that is another department’s, unknown, or leads home', async () => {
    const own = await house.api.ticket('service');
    const theirs = await house.api.ticket('engineering');
    const asked = async (ticket: number, contract: string) => (await house.begin(ticket, contract, 'admin')).body.code;
    expect(await asked(own.ticket, 'nothing-like-it')).toBe('HANDOFF.UNKNOWN_CONTRACT');
    expect(await asked(theirs.ticket, 'design-request')).toBe('HANDOFF.WRONG_DEPARTMENT');
    expect(await asked(theirs.ticket, 'quote-support')).toBe('HANDOFF.TO_ITSELF');
  });

  it('can be thrown away, and leaves nothing', async () => {
    const { ticket } = await house.api.ticket('service');
    const { body } = await house.begin(ticket);
    expect((await house.api.ask('agent', 'DELETE', `/handoffs/${body.id}`, { version: body.version })).status).toBe(
      204,
    );
    expect((await house.api.ask('agent', 'GET', `/handoffs/${body.id}`)).status).toBe(404);
    expect((await house.ticket(ticket)).handoffs).toEqual([]);
  });
});

describe('a design request', () => {
  it('is returned for a missing tolerance, corrected, accepted and completed; nothing of it is lost', async () => {
    const origin = await house.api.ticket('service');
    const { body: draft } = await house.begin(origin.ticket);
    await house.edit(draft.id, {
      fields: COMPLETE,
      note: 'They want a price by Friday.',
      attachments: [{ id: origin.attachment, rule: null }],
    });
    const offered = await house.step('agent', draft.id, 'offer');
    expect([offered.status, offered.body.state, offered.body.owner.name]).toEqual([200, 'offered', 'Engineering']);
    const waiting = await house.ticket(origin.ticket);
    expect([waiting.state, waiting.waiting?.reason, waiting.canReply]).toEqual(['waiting', 'handoff', true]);

    const ticketId = await house.ticketOf(draft.id);
    const received = await house.ticket(ticketId, 'engineer');
    expect([received.state, received.kind, received.received.id]).toEqual(['open', 'design-request', draft.id]);
    expect(received.fields).toEqual(COMPLETE);
    expect(received.participants).toEqual([]);
    expect(received.replyTo).toBeNull();
    expect(received.received.originTicketId).toBeNull();
    expect(received.entries.at(-1).text).toContain('They want a price by Friday.');
    expect(received.received.attachments.map((file: { filename: string }) => file.filename)).toEqual(['pump.png']);
    const fault = { pointer: '/fields/tolerance', detail: 'Of which dimension?' };
    expect((await house.step('engineer', draft.id, 'return', { reason: 'because' })).body.code).toBe(
      'HANDOFF.UNKNOWN_REASON',
    );
    expect((await house.step('engineer', draft.id, 'return', {})).status).toBe(422);
    const strange = { reason: 'incomplete', faults: [{ pointer: '/fields/colour', detail: 'Which?' }] };
    expect((await house.step('engineer', draft.id, 'return', strange)).body.code).toBe('HANDOFF.UNKNOWN_FIELD');
    const back = await house.step('engineer', draft.id, 'return', {
      reason: 'incomplete',
      faults: [fault],
      note: 'A sketch helps.',
    });
    expect([back.status, back.body.state, back.body.owner.name]).toEqual([200, 'returned', 'Customer service']);
    const awake = await house.ticket(origin.ticket);
    expect([awake.state, awake.hasUnreadAnswer]).toEqual(['open', true]);
    expect(awake.entries.at(-1).text).toContain('Of which dimension?');
    expect(awake.handoffs[0]).toMatchObject({ state: 'returned', returnTitle: 'Something is missing' });
    expect((await house.ticket(ticketId)).state).toBe('done');

    await house.edit(draft.id, { fields: { ...COMPLETE, tolerance: 0.02 }, note: 'Of the bore, see sketch.' });
    expect((await house.step('agent', draft.id, 'offer')).body).toMatchObject({ state: 'offered', rounds: 2 });
    expect(await house.ticketOf(draft.id)).toBe(ticketId);
    expect((await house.ticket(ticketId)).fields.tolerance).toBe(0.02);
    const accepted = await house.step('engineer', draft.id, 'accept');
    expect([accepted.status, accepted.body.state, accepted.body.leg.leg]).toEqual([200, 'accepted', 'work']);

    const early = await house.step('engineer', draft.id, 'complete', {
      result: { ...RESULT, unitPrice: -1, leadTime: null },
    });
    expect([early.status, early.body.code]).toEqual([422, 'HANDOFF.RESULT_INCOMPLETE']);
    expect(pointers(early.body)).toEqual(['/checklist/feasible', '/result/leadTime', '/result/unitPrice']);
    const { version } = await house.ticket(ticketId);
    await house.api.ask('engineer', 'POST', `/tickets/${ticketId}/tick`, {
      version,
      body: { item: 'feasible', done: true },
    });
    const done = await house.step('engineer', draft.id, 'complete', { result: RESULT, note: 'Lead time from stock.' });
    expect([done.status, done.body.state, done.body.owner.name]).toEqual([200, 'completed', 'Customer service']);
    expect(done.body.legs.map((leg: { leg: string; onTime: boolean }) => [leg.leg, leg.onTime])).toEqual([
      ['acceptance', true],
      ['returned', true],
      ['acceptance', true],
      ['work', true],
    ]);
    const woken = await house.ticket(origin.ticket, 'agent');
    expect([woken.state, woken.hasUnreadAnswer]).toEqual(['open', true]);
    expect(woken.entries.at(-1).text).toContain('Lead time from stock.');
    expect((await house.read(draft.id, 'agent')).result).toEqual(RESULT);
    expect((await house.ticket(ticketId)).state).toBe('done');
    const defects = await house.api.rows('SELECT kind, reason, field FROM defect WHERE handoff_id = $1', [draft.id]);
    expect(defects).toEqual([{ kind: 'returned', reason: 'incomplete', field: '/fields/tolerance' }]);
  });

  it('that two accept at once is accepted by one, and the other is told', async () => {
    const { id } = await house.offered();
    const { version } = await house.read(id);
    const both = await Promise.all([
      house.step('engineer', id, 'accept', {}, version),
      house.step('admin', id, 'accept', {}, version),
    ]);
    expect(both.map(answer => answer.status).sort()).toEqual([200, 409]);
    const told = both.find(answer => answer.status !== 200)!;
    expect(told.body).toMatchObject({ code: 'HANDOFF.ALREADY_ACCEPTED' });
    expect(told.body.detail).toMatch(/The (?:Engineer|Admin)/);
  });

  it('is cancelled by its sender with a reason, and the origin goes on', async () => {
    const { id, origin, ticket } = await house.offered();
    expect((await house.step('agent', id, 'cancel', {})).status).toBe(422);
    expect((await house.step('engineer', id, 'cancel', { reason: 'Not wanted' })).status).toBe(404);
    const done = await house.step('agent', id, 'cancel', { reason: 'The customer withdrew' });
    expect([done.status, done.body.state]).toEqual([200, 'cancelled']);
    expect((await house.ticket(origin)).state).toBe('open');
    const ended = await house.ticket(ticket);
    expect([ended.state, ended.doneOnTime ?? null]).toEqual(['done', null]);
    expect((await house.step('engineer', id, 'accept')).body.code).toBe('HANDOFF.WRONG_STATE');
  });

  it('keeps its ticket from being closed, moved or merged as if it were another', async () => {
    const { ticket, origin } = await house.offered();
    for (const [id, action, body, code] of [
      [ticket, 'done', { outcome: 'designed' }, 'TICKET.IS_HANDOFF'],
      [
        ticket,
        'move',
        { departmentId: house.api.departments.service, reason: 'wrong-department' },
        'TICKET.IS_HANDOFF',
      ],
      [origin, 'done', { outcome: 'answered' }, 'TICKET.NOT_READY'],
      [
        origin,
        'move',
        { departmentId: house.api.departments.engineering, reason: 'wrong-department' },
        'TICKET.HANDOFF_OPEN',
      ],
    ] as const) {
      const version = await house.api.versionOf(id);
      const answer = await house.api.ask('admin', 'POST', `/tickets/${id}/${action}`, { version, body });
      expect([action, answer.body.code]).toEqual([action, code]);
    }
  });

  it('cannot come back to a department that it came from', async () => {
    const { ticket, id } = await house.offered();
    await house.step('engineer', id, 'accept');
    await house.api.ask('admin', 'PUT', '/contracts/ask-service', { body: ASK_SERVICE });
    const nested = await house.begin(ticket, 'ask-service', 'engineer');
    expect(nested.status).toBe(201);
    const refused = await house.api.ask('engineer', 'POST', `/handoffs/${nested.body.id}/offer`, {
      version: nested.body.version,
    });
    expect([refused.status, refused.body.code]).toEqual([409, 'HANDOFF.CYCLE']);
    expect(refused.body.detail).toContain('Customer service');
  });
});

describe('a contract that changed meanwhile', () => {
  it('shows what changed, and asks before it is offered', async () => {
    const { ticket } = await house.api.ticket('service');
    const { body: draft } = await house.begin(ticket);
    await house.edit(draft.id, { fields: COMPLETE });
    const contract = (await house.api.ask('admin', 'GET', '/contracts')).body.find(
      (one: { key: string }) => one.key === 'design-request',
    );
    const { key: _k, version, fromName: _f, toName: _t, ...rest } = contract;
    const body = { ...pick(rest), basedOn: version, acceptMinutes: 120 };
    expect((await house.api.ask('admin', 'PUT', '/contracts/design-request', { body })).status).toBe(200);
    const stale = await house.api.ask('admin', 'PUT', '/contracts/design-request', {
      body: { ...body, acceptMinutes: 60 },
    });
    expect([stale.status, stale.body.code]).toEqual([409, 'CONTRACT.CHANGED_MEANWHILE']);
    const refused = await house.step('agent', draft.id, 'offer');
    expect([refused.status, refused.body.code]).toEqual([409, 'HANDOFF.CONTRACT_CHANGED']);
    const seen = await house.read(draft.id);
    expect(seen.changed.length).toBeGreaterThan(0);
    expect([seen.contractVersion, seen.contractCurrentVersion]).toEqual([version, version + 1]);
    expect((await house.step('agent', draft.id, 'adopt')).body).toMatchObject({ changed: [], fields: COMPLETE });
    expect((await house.step('agent', draft.id, 'offer')).status).toBe(200);
  });
});

const SAVED = [
  'title',
  'fromDepartment',
  'toDepartment',
  'kind',
  'acceptanceCriteria',
  'acceptMinutes',
  'finishMinutes',
  'correctMinutes',
  'returnReasons',
  'resultSchema',
  'prefill',
];
const pick = (contract: Record<string, unknown>) => Object.fromEntries(SAVED.map(name => [name, contract[name]]));
const ASK_SERVICE = {
  basedOn: 0,
  title: 'Question to customer service',
  fromDepartment: 'engineering',
  toDepartment: 'customer-service',
  kind: 'callback',
  acceptanceCriteria: ['Says what the customer is to be asked'],
  acceptMinutes: 60,
  finishMinutes: 480,
  correctMinutes: 60,
  returnReasons: [{ code: 'incomplete', title: 'Something is missing' }],
  resultSchema: { type: 'object', properties: {}, required: [] },
  prefill: {},
};

describe('fields that a partner sent', () => {
  it('go on with the handoff as they are, and nobody alters them there either', async () => {
    const { ticket } = await house.api.ticket('service');
    const lines = [{ lineNumber: '1', quantity: '4', description: 'Impeller' }];
    await house.api.rows(`UPDATE ticket SET kind = 'order', fields = $2::jsonb WHERE id = $1`, [
      ticket,
      JSON.stringify({ documentNumber: '4711', lines }),
    ]);
    const contract = {
      ...ASK_SERVICE,
      ...{ title: 'Order to engineering', fromDepartment: null, toDepartment: 'engineering', kind: 'order' },
      prefill: { documentNumber: 'fields.documentNumber', lines: 'fields.lines' },
    };
    expect((await house.api.ask('admin', 'PUT', '/contracts/order-to-engineering', { body: contract })).status).toBe(
      200,
    );
    const { body: draft } = await house.begin(ticket, 'order-to-engineering');
    const altered = await house.edit(draft.id, { fields: { lines: [{ ...lines[0], quantity: '40' }] } });
    expect([altered.status, altered.body.code]).toEqual([422, 'TICKET.FIELDS_INVALID']);
    expect(altered.body.errors[0].pointer).toBe('/fields/lines');
    const saved = await house.edit(draft.id, { fields: { documentNumber: '4711-B' } });
    expect([saved.status, saved.body.fields]).toEqual([200, { documentNumber: '4711-B', lines }]);
  });
});

describe('alerts', () => {
  it('tell the sender of a return until somebody has said that it was seen', async () => {
    const { id } = await house.offered();
    await house.step('engineer', id, 'return', { reason: 'not-ours' });
    const open = async (who: 'agent' | 'engineer') => (await house.api.ask(who, 'GET', '/alerts')).body;
    const mine = (await open('agent')).items.find(
      (one: { handoffId: number; kind: string }) => one.handoffId === id && one.kind === 'handoff-returned',
    );
    expect(mine.text).toContain('It is not our work');
    expect((await house.api.ask('engineer', 'POST', `/alerts/${mine.id}/acknowledge`)).body).toEqual({
      acknowledged: 0,
    });
    expect((await house.api.ask('agent', 'POST', '/alerts/acknowledge', { body: { ids: [mine.id] } })).body).toEqual({
      acknowledged: 1,
    });
    expect((await house.api.ask('agent', 'POST', `/alerts/${mine.id}/acknowledge`)).body).toEqual({ acknowledged: 0 });
    expect((await open('agent')).items.some((one: { id: number }) => one.id === mine.id)).toBe(false);
  });

  it('come by mail as each person chooses', async () => {
    expect((await house.api.ask('agent', 'GET', '/me/digest')).body).toEqual({ digest: 'none' });
    expect((await house.api.ask('agent', 'PUT', '/me/digest', { body: { digest: 'daily' } })).status).toBeLessThan(300);
    expect((await house.api.ask('agent', 'GET', '/me/digest')).body).toEqual({ digest: 'daily' });
    expect((await house.api.ask('agent', 'PUT', '/me/digest', { body: { digest: 'weekly' } })).status).toBe(422);
  });
});

describe('another system', () => {
  it('accepts, returns and completes with a key of the receiving department, and with no other', async () => {
    const { id, ticket } = await house.offered();
    const key = await house.api.keyFor('agent', house.api.departments.engineering);
    const foreign = await house.api.keyFor('agent', house.api.departments.service);
    const send = async (secret: string, name: string, body: object = {}) => {
      const { version } = await house.read(id);
      return house.api.send('POST', `/handoffs/${id}/${name}`, {
        body,
        version,
        headers: { authorization: `Bearer ${secret}` },
      });
    };
    expect((await send(foreign, 'accept')).status).toBe(404);
    expect((await send(key, 'accept')).body).toMatchObject({ state: 'accepted', acceptedBy: 'agent key (API key)' });
    const version = await house.api.versionOf(ticket);
    await house.api.send('POST', `/tickets/${ticket}/tick`, {
      body: { item: 'feasible', done: true },
      version,
      headers: { authorization: `Bearer ${key}` },
    });
    expect((await send(key, 'complete', { result: RESULT })).body).toMatchObject({
      state: 'completed',
      result: RESULT,
    });
  });
});

describe('the list of handoffs', () => {
  it('shows each side its own, and pages', async () => {
    const list = async (side: string, department: number, more = '') =>
      (await house.api.ask('admin', 'GET', `/departments/${department}/handoffs?side=${side}&state=all${more}`)).body;
    const { service, engineering } = house.api.departments;
    const sent = await list('sent', service);
    const received = await list('received', engineering);
    expect(received.items.every((one: { state: string }) => one.state !== 'draft')).toBe(true);
    expect(sent.items.length).toBeGreaterThan(received.items.length);
    const first = await list('sent', service, '&limit=2');
    const second = await list('sent', service, `&limit=2&cursor=${first.nextCursor}`);
    expect([...first.items, ...second.items].map((one: { id: number }) => one.id)).toEqual(
      sent.items.slice(0, 4).map((one: { id: number }) => one.id),
    );
    expect((await house.api.ask('admin', 'GET', `/departments/${service}/handoffs?cursor=x`)).body.code).toBe(
      'CURSOR.INVALID',
    );
  });
});
