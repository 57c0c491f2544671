// Who asked is corrected: on the ticket, for what is written next, and with what stood there before still on the timeline.
import { ApiHouse, type PersonKey } from './api.house.js';

let house: ApiHouse;
beforeAll(async () => {
  house = await ApiHouse.open();
}, 60_000);
afterAll(() => house?.close());

const correct = async (who: PersonKey, ticket: number, body: object) =>
  house.ask(who, 'POST', `/tickets/${ticket}/correct-requester`, { body, version: await house.versionOf(ticket) });
const NEW = { name: 'Anna Weber', address: 'Anna.Weber@kranich.example' };

it('changes who the ticket is for, lets them take part, and says who it was before', async () => {
  const { ticket } = await house.ticket('service');
  const before = (await house.ask('agent', 'GET', `/tickets/${ticket}`)).body;
  const { status, body } = await correct('agent', ticket, NEW);
  expect([status, body.requester.name, body.requester.address]).toEqual([200, 'Anna Weber', NEW.address]);
  expect(body.entries.at(-1).change).toEqual({
    action: 'correct-requester',
    from: `${before.requester.name} <${before.requester.address}>`,
    to: `Anna Weber <${NEW.address}>`,
  });
  const people = await house.rows<{ address: string }>('SELECT address FROM ticket_participant WHERE ticket_id = $1', [
    ticket,
  ]);
  expect(people.map(one => one.address)).toEqual(expect.arrayContaining([before.requester.address, NEW.address]));
});

it('takes the address alone, and finds the contact that is known already', async () => {
  const { ticket } = await house.ticket('service');
  const { body } = await correct('agent', ticket, { name: '', address: NEW.address.toLowerCase() });
  expect(body.requester.name).toBe(NEW.address.toLowerCase());
  const contacts = await house.rows(`SELECT id FROM contact WHERE lower(address) = lower($1)`, [NEW.address]);
  expect(contacts).toHaveLength(1);
});

it('refuses what is no address, what changes nothing, a ticket that is done, and one in somebody else’s hands', async () => {
  const { ticket } = await house.ticket('service');
  const wrong = await correct('agent', ticket, { name: 'Anna', address: 'anna at home' });
  expect([wrong.status, wrong.body.errors[0].pointer]).toEqual([422, '/address']);
  await correct('agent', ticket, NEW);
  expect((await correct('agent', ticket, NEW)).body.code).toBe('TICKET.SAME_REQUESTER');
  await house.rows(
    `UPDATE ticket SET state = 'claimed', claimed_by = $2, claim_until = now() + interval '1 hour' WHERE id = $1`,
    [ticket, house.users.supervisor],
  );
  const other = await correct('agent', ticket, { name: 'Bo', address: 'bo@kranich.example' });
  expect(other.body.code).toBe('TICKET.CLAIMED_BY_OTHER');
});

it('of two at once lets one win, and shows the other what is there now', async () => {
  const { ticket } = await house.ticket('service');
  const version = await house.versionOf(ticket);
  const both = await Promise.all(
    ['one', 'two'].map(name =>
      house.ask('agent', 'POST', `/tickets/${ticket}/correct-requester`, {
        body: { name, address: `${name}@kranich.example` },
        version,
      }),
    ),
  );
  expect(both.map(answer => answer.status).sort()).toEqual([200, 412]);
});
