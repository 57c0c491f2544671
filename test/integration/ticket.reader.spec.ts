// Reading a ticket and what hangs together with it.
import { jest } from '@jest/globals';
import { attachmentForReader, entriesOf, linksOf, othersOf, rawMessage, ticketById } from '#store';
import {
  type House,
  makeChannel,
  makeContact,
  makeDepartment,
  makeEntry,
  makeMessage,
  makeTicket,
  openHouse,
} from '../database/tickets.factory.js';

let house: House;
let rail: number;
let otherRail: number;
let channelId: number;
beforeAll(async () => {
  house = await openHouse();
  rail = await makeDepartment(house.database, { name: 'Service' });
  otherRail = await makeDepartment(house.database, { name: 'Parts' });
  channelId = await makeChannel(house.database, rail);
});
afterAll(() => house.close());

const ticket = (more: Record<string, unknown> = {}) => makeTicket(house.database, { department_id: rail, ...more });

describe('the timeline', () => {
  it('comes in pages from its end, each in the order in which it was written, with its attachments', async () => {
    const id = await ticket();
    for (let i = 1; i <= 7; i += 1)
      await makeEntry(house.database, { ticketId: id, text: `e${i}`, attachments: i % 2 ? [`${i}.txt`] : [] });
    const last = await entriesOf(house.database, id, { limit: 3 });
    expect(last.entries.map(entry => entry.text)).toEqual(['e5', 'e6', 'e7']);
    expect(last.entries.map(entry => entry.attachments.map(file => file.filename))).toEqual([['5.txt'], [], ['7.txt']]);
    expect(last.hasEarlier).toBe(true);
    const middle = await entriesOf(house.database, id, { limit: 3, beforeEntryId: last.entries[0]!.id });
    expect(middle.entries.map(entry => entry.text)).toEqual(['e2', 'e3', 'e4']);
    const first = await entriesOf(house.database, id, { limit: 3, beforeEntryId: middle.entries[0]!.id });
    expect(first).toMatchObject({ hasEarlier: false, entries: [{ text: 'e1', seq: 1, delivery: null }] });
  });

  it('costs three statements, whether it has two entries or two hundred', async () => {
    const statements = async (id: number) => {
      const runners = jest.spyOn(house.database.source, 'createQueryRunner');
      try {
        await entriesOf(house.database, id, { limit: 200 });
        return runners.mock.calls.length;
      } finally {
        runners.mockRestore();
      }
    };
    const [short, long] = [await ticket(), await ticket()];
    for (let i = 0; i < 2; i += 1)
      await makeEntry(house.database, { ticketId: short, text: 'e', attachments: ['a', 'b'] });
    for (let i = 0; i < 200; i += 1) await makeEntry(house.database, { ticketId: long, text: 'e', attachments: ['a'] });
    expect([await statements(short), await statements(long)]).toEqual([3, 3]);
  });
});

describe('one ticket', () => {
  it('is read with the message that opened it; a number that nobody has is null', async () => {
    const id = await ticket();
    const messageId = await makeMessage(house.database, { channelId, departmentId: rail, ticketId: id });
    await makeEntry(house.database, { ticketId: id, text: 'first', messageId });
    const later = await makeMessage(house.database, { channelId, departmentId: rail, ticketId: id });
    await makeEntry(house.database, { ticketId: id, text: 'second', messageId: later });
    expect(await ticketById(house.database, id)).toMatchObject({
      id,
      departmentId: rail,
      originMessageId: messageId,
      followsTicketId: null,
      fields: {},
    });
    expect(await ticketById(house.database, 999_999_999)).toBeNull();
  });

  it('is linked with what it follows, what follows it, what was merged, and the same mail on other rails', async () => {
    const before = await ticket({ subject: 'Before' });
    const id = await ticket({ follows_ticket_id: before });
    const after = await ticket({ subject: 'After', follows_ticket_id: id });
    const merged = await ticket({ subject: 'Merged', state: 'merged', merged_into: id });
    const twin = await makeTicket(house.database, { department_id: otherRail, subject: 'Twin' });
    await makeMessage(house.database, { channelId, departmentId: rail, ticketId: id, contentKey: 'same' });
    await makeMessage(house.database, { channelId, departmentId: otherRail, ticketId: twin, contentKey: 'same' });
    const link = (
      relation: string,
      ticketId: number,
      subject: string,
      departmentId = rail,
      departmentName = 'Service',
    ) => ({ relation, ticketId, subject, departmentId, departmentName });
    expect(await linksOf(house.database, id)).toEqual([
      link('follows', before, 'Before'),
      link('followed-by', after, 'After'),
      link('merged-from', merged, 'Merged'),
      link('same-mail', twin, 'Twin', otherRail, 'Parts'),
    ]);
    expect(await linksOf(house.database, merged)).toEqual([link('merged-into', id, 'Where is my order?')]);
  });

  it('knows the other tickets of its requester, on the rails that the reader names only', async () => {
    const requester_id = await makeContact(house.database, 'Kim', 'kim@example.test');
    const id = await ticket({ requester_id });
    const [older, newer] = [await ticket({ requester_id }), await ticket({ requester_id })];
    const foreign = await makeTicket(house.database, { department_id: otherRail, requester_id });
    await ticket();
    const others = async (rails: number[]) => (await othersOf(house.database, id, rails)).map(other => other.id);
    expect(await others([rail])).toEqual([newer, older]);
    expect(await others([rail, otherRail])).toEqual([foreign, newer, older]);
    expect(await others([])).toEqual([]);
    expect(await othersOf(house.database, await ticket(), [rail])).toEqual([]);
  });
});

describe('bytes', () => {
  it('of an attachment come with the rail on which its ticket now hangs', async () => {
    const id = await ticket();
    await makeEntry(house.database, { ticketId: id, text: 'see file', attachments: ['plan.txt'] });
    const [file] = (await entriesOf(house.database, id, { limit: 1 })).entries[0]!.attachments;
    await house.database.rows('UPDATE ticket SET department_id = $2 WHERE id = $1', [id, otherRail]);
    expect(await attachmentForReader(house.database, file!.id)).toMatchObject({
      ticketId: id,
      departmentId: otherRail,
      filename: 'plan.txt',
      bytes: Buffer.from('bytes of plan.txt'),
    });
    expect(await attachmentForReader(house.database, 999_999_999)).toBeNull();
  });

  it('of a message come with its ticket’s rail, or its channel’s department where it has none', async () => {
    const id = await makeTicket(house.database, { department_id: otherRail });
    const moved = await makeMessage(house.database, {
      channelId,
      departmentId: rail,
      ticketId: id,
      raw: 'Subject: moved\r\n\r\n',
    });
    const kept = await makeMessage(house.database, { channelId, departmentId: rail, state: 'quarantined' });
    expect(await rawMessage(house.database, moved)).toEqual({
      messageId: moved,
      departmentId: otherRail,
      ticketId: id,
      bytes: Buffer.from('Subject: moved\r\n\r\n'),
    });
    expect(await rawMessage(house.database, kept)).toMatchObject({ departmentId: rail, ticketId: null });
    expect(await rawMessage(house.database, 999_999_999)).toBeNull();
  });
});
