// The quarantine through the API: whole messages and single documents, where they went wrong, who sent them, and the bytes around the place.
import type { QuarantinedMessage } from '#api';
import { PartnerStore } from '#store';
import { usualAgreement } from '#tickets';
import { ApiHouse } from './api.house.js';
import { makeInterchange, makeMessage, x12 } from './trade.things.js';

let house: ApiHouse;
let place: { departmentId: number; channelId: number };
let partnerId: number;
beforeEach(async () => {
  house = await ApiHouse.open();
  place = { departmentId: house.departments.service, channelId: house.channels.service };
  const made = await house.database.transaction(tx =>
    new PartnerStore().create(tx, {
      ...usualAgreement('x12'),
      key: 'north',
      name: 'North Mill',
      enabled: true,
      identities: [{ qualifier: 'ZZ', id: 'NORTHMILL' }],
      ownIdentities: [],
    }),
  );
  partnerId = (made as { id: number }).id;
}, 60_000);
afterEach(() => house?.close());

const list = async (query = '', who: 'agent' | 'engineer' | 'admin' = 'agent') => {
  const { status, body } = await house.ask(who, 'GET', `/quarantine${query}`);
  expect(status).toBe(200);
  return body as { items: QuarantinedMessage[]; nextCursor: string | null };
};
const refused = (number: number) => ({
  number,
  state: 'quarantined' as const,
  reason: 'edi.refused',
  detail: `BEG03 of set ${number} is missing`,
  position: { byte: 120 + number, segment: 2, element: 3 },
});

describe('the list', () => {
  it('shows messages and documents of messages that were taken otherwise, with place and sender', async () => {
    const stranger = await makeMessage(house.database, place, x12('STRANGER'), { detail: 'Nobody knows ZZ STRANGER' });
    const mail = await makeMessage(house.database, place, 'From: a@example.com\r\n\r\nISA', {
      reason: 'mail.too-deep',
    });
    const partly = await makeInterchange(house.database, place, partnerId, {
      raw: x12('NORTHMILL'),
      control: '1',
      parts: [{ number: 1, state: 'ticketed' }, refused(2), refused(3)],
    });
    const whole = await makeInterchange(house.database, place, partnerId, {
      raw: x12('NORTHMILL', 2),
      control: '2',
      parts: [refused(1)],
    });
    const cut = await makeMessage(house.database, place, x12('NORTHMILL', 3), {
      reason: 'edi.envelope-invalid',
      position: { byte: 200 },
    });
    const sender = {
      standard: 'x12',
      qualifier: 'ZZ',
      id: 'NORTHMILL',
      partner: { id: partnerId, name: 'North Mill' },
    };
    const { items, nextCursor } = await list();
    expect(nextCursor).toBeNull();
    expect(items).toMatchObject([
      { messageId: cut, part: null, position: { byte: 200 }, replayable: true, sender },
      { messageId: whole.messageId, part: 1, replayable: true, documentType: '850', documentRef: '0001', sender },
      {
        messageId: partly.messageId,
        part: 2,
        reason: 'edi.refused',
        detail: 'BEG03 of set 2 is missing',
        position: { byte: 122, segment: 2, element: 3 },
        documentType: '850',
        documentRef: '0002',
        replayable: false,
        sender,
      },
      { messageId: partly.messageId, part: 3 },
      { messageId: mail, part: null, position: null, documentType: null, sender: null },
      { messageId: stranger, sender: { standard: 'x12', id: 'STRANGER', partner: null } },
    ]);
    expect(items[0]).not.toHaveProperty('head');
    expect((await list('', 'engineer')).items).toEqual([]);
    expect((await list('', 'admin')).items).toHaveLength(6);
  });

  it('comes in pages without a gap or a double, also in the middle of a message', async () => {
    for (let i = 0; i < 3; i += 1) {
      await makeMessage(house.database, place, x12('STRANGER', i));
      await makeInterchange(house.database, place, partnerId, {
        raw: x12('NORTHMILL', i),
        control: String(i),
        parts: [{ number: 1, state: 'ticketed' }, refused(2), refused(3), refused(4)],
      });
    }
    const all = (await list()).items.map(one => [one.messageId, one.part]);
    expect(all).toHaveLength(12);
    for (const limit of [1, 2, 5]) {
      const seen = [];
      for (let cursor: string | null = ''; cursor !== null; ) {
        const page = await list(`?limit=${limit}${cursor ? `&cursor=${cursor}` : ''}`);
        seen.push(...page.items.map(one => [one.messageId, one.part]));
        cursor = page.nextCursor;
      }
      expect(seen).toEqual(all);
    }
    for (const cursor of ['x', '1.', '0', '1.2.3'])
      expect((await house.ask('agent', 'GET', `/quarantine?cursor=${cursor}`)).status).toBe(422);
  });

  it('leaves out what is on its way again', async () => {
    const { messageId } = await makeInterchange(house.database, place, partnerId, {
      raw: x12('NORTHMILL'),
      control: '1',
      parts: [refused(1)],
    });
    expect((await house.ask('supervisor', 'POST', `/messages/${messageId}/replay`)).status).toBe(200);
    expect((await list()).items).toEqual([]);
  });
});

describe('a look at the bytes', () => {
  const look = async (messageId: number, byte?: number) =>
    (await house.ask('agent', 'GET', `/messages/${messageId}/excerpt${byte === undefined ? '' : `?byte=${byte}`}`))
      .body;

  it('marks the byte and shows what stands around it', async () => {
    const raw = x12('NORTHMILL');
    const message = await makeMessage(house.database, place, raw);
    const byte = raw.indexOf('BEG*');
    const seen = await look(message, byte);
    expect(seen).toMatchObject({
      messageId: message,
      size: raw.length,
      byteStart: 0,
      byteEnd: raw.length,
      marked: 'B',
    });
    expect(seen.before + seen.marked + seen.after).toBe(raw);
    expect(await look(message)).toMatchObject({ before: '', marked: '', after: raw });
  });

  it('of a large message shows only a part, with characters whole, in UTF-8 and in Latin-1', async () => {
    const text = `${'ä'.repeat(2_000)}é${'ö'.repeat(2_000)}`;
    const utf8 = await makeMessage(house.database, place, text);
    const seen = await look(utf8, 4_000);
    expect([seen.marked, seen.byteStart, seen.byteEnd]).toEqual(['é', 3_400, 4_600]);
    expect([/^ä{299,300}$/.test(seen.before), /^ö{299}$/.test(seen.after)]).toEqual([true, true]);
    // Begins within a character, and so does its end.
    const odd = await look(utf8, 4_003);
    expect([odd.marked, /^ä*éö?$/.test(odd.before), /^ö*$/.test(odd.after)]).toEqual(['ö', true, true]);
    const latin = await makeMessage(house.database, place, Buffer.from(`NAD+BY+Käufer Straße'`, 'latin1'));
    expect(await look(latin, 8)).toMatchObject({ before: 'NAD+BY+K', marked: 'ä', after: "ufer Straße'" });
  });

  it('behind the end, or of an empty message, marks nothing', async () => {
    const short = await makeMessage(house.database, place, 'ISA*00');
    expect(await look(short, 6)).toMatchObject({ before: 'ISA*00', marked: '', after: '' });
    expect(await look(short, 5_000)).toMatchObject({ size: 6, before: '', marked: '', after: '' });
    const empty = await makeMessage(house.database, place, '', { reason: 'edi.empty' });
    expect(await look(empty, 0)).toMatchObject({ size: 0, byteStart: 0, byteEnd: 0, marked: '' });
    expect((await house.ask('agent', 'GET', `/messages/${short}/excerpt?byte=-1`)).status).toBe(422);
  });
});
