// Calls through the API: logged by hand once, by the same rules as those of a telephone system; what they do is said before; bad input names its field.
import { audit } from '#store';
import { ApiHouse } from './api.house.js';

const ANN = '+49 30 12345678';
const E164 = '+493012345678';

let house: ApiHouse;
let department: number;
let other: number;
beforeEach(async () => {
  house = await ApiHouse.open();
  department = house.departments.service;
  other = house.departments.engineering;
}, 60_000);
afterEach(async () => {
  // The house's own tickets were put there without a ledger.
  const { findings } = await audit(house.database);
  expect(findings.filter(finding => /calls|timeline/.test(finding.problem))).toEqual([]);
  await house.close();
});

const log = (body: object, more: object = {}) =>
  house.ask('agent', 'POST', `/departments/${department}/calls`, { body, ...more });
const outlook = (query: Record<string, string>) =>
  house.ask('agent', 'GET', `/departments/${department}/calls/outlook?${new URLSearchParams(query)}`);
const missed = { number: ANN, direction: 'inbound', outcome: 'missed' };

it('a missed call opens a callback, the next joins it, and a call of ours closes it, as was said before', async () => {
  expect((await outlook(missed)).body).toMatchObject({ effect: 'opens', ticketId: null });
  const opened = await log(missed);
  expect(opened).toMatchObject({ status: 200, body: { effect: 'opens', closes: [] } });
  const id = opened.body.ticketId;
  expect((await log({ ...missed, note: 'Third time' })).body).toMatchObject({ effect: 'joins', ticketId: id });
  const ticket = await house.ask('agent', 'GET', `/tickets/${id}`);
  expect(ticket.body).toMatchObject({
    ...{ kind: 'callback', wayIn: 'phone', state: 'open', calls: { missed: 2, waiting: 2 } },
    requester: { phone: E164 },
  });
  expect((await log({ ...missed, direction: 'outbound' })).body).toMatchObject({ effect: 'files', ticketId: id });
  const back = { number: E164, direction: 'outbound', outcome: 'answered' };
  expect((await outlook(back)).body).toMatchObject({ effect: 'closes', closes: [id], words: `Closes callback #${id}` });
  expect((await log({ ...back, minutes: 3, note: 'All is well' })).body).toMatchObject({
    effect: 'closes',
    closes: [id],
  });
  const done = await house.ask('agent', 'GET', `/tickets/${id}`);
  expect(done.body).toMatchObject({ state: 'done', outcome: 'reached', calls: { missed: 2, waiting: 0 } });
  expect(done.body.entries.map((entry: { type: string }) => entry.type)).toEqual([
    'call',
    'call',
    'call',
    'call',
    'state',
  ]);
  expect(done.body.entries.at(-1).text).toMatch(/^Called back by .+, 3 min$/);
  expect(done.body.entries[3]).toMatchObject({
    text: 'All is well',
    call: { talkSeconds: 180, number: E164, direction: 'outbound' },
  });
});

it('the same intent logs once', async () => {
  const [one, two] = [await log(missed, { intent: 'a' }), await log(missed, { intent: 'a' })];
  expect(two.body).toEqual(one.body);
  const calls = await house.ask('agent', 'GET', `/departments/${department}/calls?number=${encodeURIComponent(ANN)}`);
  expect(calls.body).toHaveLength(1);
  expect(calls.body[0]).toMatchObject({ promise: 'waits', ticketId: one.body.ticketId, number: E164 });
});

it('a call from another number belongs where a person says, and only on this rail', async () => {
  const { ticketId } = (await log(missed)).body;
  const answered = { number: '+44 20 7946 0018', direction: 'outbound', outcome: 'answered' };
  expect((await log(answered)).body).toMatchObject({ effect: 'records', closes: [] });
  const foreign = (await house.ticket('engineering')).ticket;
  expect(await log({ ...answered, ticketId: foreign })).toMatchObject({
    status: 422,
    body: { errors: [{ pointer: '/ticketId' }] },
  });
  expect((await log({ ...answered, ticketId })).body).toMatchObject({ effect: 'closes', closes: [ticketId] });
});

it('somebody who is known by a mail address has the call on their open ticket', async () => {
  const { ticket } = await house.ticket('service');
  const { requester } = (await house.ask('agent', 'GET', `/tickets/${ticket}`)).body;
  const known = await house.ask(
    'agent',
    'GET',
    `/departments/${department}/callers?q=${encodeURIComponent(requester.address)}`,
  );
  expect(known.body[0]).toMatchObject({ address: requester.address });
  const given = {
    number: ANN,
    name: requester.name,
    address: requester.address,
    direction: 'inbound',
    outcome: 'answered',
  };
  const filed = await log(given);
  expect(filed.body).toMatchObject({ effect: 'files' });
  expect((await log({ ...given, address: undefined })).body).toMatchObject({
    effect: 'files',
    ticketId: filed.body.ticketId,
  });
});

it('callers and tickets are found by a number, however it is written', async () => {
  const { ticketId } = (await log({ ...missed, name: 'Ann Miller' })).body;
  for (const q of ['miller', '030 12345', '+49 30 12345678', '3012345678'])
    expect(
      (await house.ask('agent', 'GET', `/departments/${department}/callers?q=${encodeURIComponent(q)}`)).body,
    ).toMatchObject([{ name: 'Ann Miller', number: E164 }]);
  for (const q of ['030 12345678', '+4930 123 45678', '12345678']) {
    const found = await house.ask(
      'agent',
      'GET',
      `/departments/${department}/rail?view=all&q=${encodeURIComponent(q)}`,
    );
    expect(found.body.items.map((slip: { id: number }) => slip.id)).toContain(ticketId);
  }
});

it('a number that is none is kept as text, and is grouped with nobody', async () => {
  const text = { number: 'extension 12', direction: 'inbound', outcome: 'missed' };
  const [one, two] = [await log(text), await log(text)];
  expect(one.body.ticketId).not.toBe(two.body.ticketId);
  const ticket = await house.ask('agent', 'GET', `/tickets/${one.body.ticketId}`);
  expect(ticket.body.requester.phone).toBe('extension 12');
});

it.each([
  ['number', { ...missed, number: '1'.repeat(61) }],
  ['note', { ...missed, note: 'x'.repeat(5_001) }],
  ['outcome', { ...missed, outcome: 'lost' }],
  ['direction', { ...missed, direction: 'internal' }],
  ['minutes', { ...missed, minutes: 1.5 }],
  ['startedAt', { ...missed, startedAt: '2999-01-01T00:00:00Z' }],
  ['startedAt', { ...missed, startedAt: 'noon' }],
  ['ticketId', { ...missed, ticketId: 999_999 }],
])('a wrong %s is told with its place, and nothing is logged', async (field, body) => {
  const refused = await log(body);
  expect(refused.status).toBe(422);
  expect(refused.body.errors[0].pointer).toBe(`/${field}`);
  expect((await house.ask('agent', 'GET', `/departments/${department}/calls`)).body).toEqual([]);
});

it('a voicemail’s address is a link only where a browser opens a page', async () => {
  const { ticketId } = (await log({ ...missed, outcome: 'voicemail' })).body;
  const urls = ['javascript:alert(1)', 'https://calls.example/1.wav'];
  for (const url of urls)
    await house.database
      .rows(
        `UPDATE phone_call SET facts = jsonb_set(facts, '{voicemail}', jsonb_build_object('seconds', 5, 'url', $1::text)) WHERE ticket_id = $2`,
        [url, ticketId],
      )
      .then(async () => {
        const [call] = (await house.ask('agent', 'GET', `/departments/${department}/calls?ticket=${ticketId}`)).body;
        expect(call.voicemail).toEqual({ seconds: 5, url: url.startsWith('https') ? url : null });
      });
});

it('the figures say how many calls have no ticket: none', async () => {
  await log(missed);
  const numbers = await house.ask('agent', 'GET', `/departments/${department}/numbers`);
  expect(numbers.body.callsWithoutTicket).toBe(0);
  const metrics = await house.ask('admin', 'GET', '/metrics');
  expect(metrics.text).toMatch(/rail_calls_without_ticket\{department="[^"]+"\} 0/);
});

it('two people who log the same missed number at once make one callback', async () => {
  const answers = await Promise.all([1, 2, 3, 4].map(() => log(missed)));
  expect(new Set(answers.map(answer => answer.body.ticketId)).size).toBe(1);
  expect(other).not.toBe(department);
});
