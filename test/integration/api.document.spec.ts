// A ticket's trade documents through the API: read by the page, compared, as they were received, with the acknowledgement beside them.
import { jest } from '@jest/globals';
import type { DocumentLines, RawSegments, SentAcknowledgement, TicketDocument } from '#api';
import {
  line,
  makeAnswer,
  makeDocument,
  makePartner,
  type Place,
  type Written,
  writeOrder,
} from '../database/documents.factory.js';
import { makeTicket } from '../database/tickets.factory.js';
import { ApiHouse } from './api.house.js';

const MANY = 10_000;
let house: ApiHouse;
let partnerId: number;
beforeAll(async () => {
  house = await ApiHouse.open();
  partnerId = await makePartner(house.database, 'Example Buyer Ltd');
}, 60_000);
afterAll(() => house?.close());

const ticket = (more: Record<string, unknown> = {}) =>
  makeTicket(house.database, { department_id: house.departments.service, way_in: 'edi', kind: 'order', ...more });
const put = (
  ticketId: number,
  written: Written,
  more: { isOrder?: boolean; warnings?: string[]; partnerId?: number; type?: string } = {},
): Promise<Place> =>
  makeDocument(house.database, {
    ticketId,
    departmentId: house.departments.service,
    channelId: house.channels.service,
    partnerId,
    written,
    isOrder: true,
    ...more,
  });
const change = (lines: Parameters<typeof writeOrder>[1], more: Parameters<typeof writeOrder>[2] = {}): Written => {
  const said = { purpose: 'change' as const, purposeCode: '04', originalOrder: 'PO-4711', ...more };
  const written = writeOrder('PO-4711', lines, said);
  const source = { ...written.document.source, messageType: '860' };
  return { ...written, document: { ...written.document, source } };
};
const ask = async <T>(path: string): Promise<T> => {
  const answer = await house.ask('agent', 'GET', path);
  if (answer.status !== 200) throw new Error(`${answer.status} ${answer.text}`);
  return answer.body as T;
};
const documents = (id: number, cursor = '') =>
  ask<{ items: TicketDocument[]; nextCursor: string | null }>(
    `/tickets/${id}/documents${cursor && `?cursor=${cursor}`}`,
  );
/** How many statements the API gives to the database meanwhile, the guard's own included. */
async function statements(work: () => Promise<unknown>): Promise<number> {
  const runners = jest.spyOn(house.database.source, 'createQueryRunner');
  try {
    await work();
    return runners.mock.calls.length;
  } finally {
    runners.mockRestore();
  }
}

describe('an order', () => {
  it('is read with its partner, its lines and its warnings', async () => {
    const id = await ticket();
    const place = await put(id, writeOrder('PO-4711', [line(1), line(2)], { warnings: ['CTT is missing'] }), {
      warnings: ['PO PO-4711 was received before'],
    });
    const { items, nextCursor } = await documents(id);
    expect(nextCursor).toBeNull();
    expect(items).toEqual([
      expect.objectContaining({
        ...place,
        part: 1,
        partnerId,
        partnerName: 'Example Buyer Ltd',
        documentType: '850',
        isOrder: true,
        lineCount: 2,
        differences: null,
        words: {
          set: 'Order',
          units: { EA: 'each' },
          bases: {},
          roles: { buyer: 'Buyer', 'ship-to': 'Ship to' },
          functions: {},
        },
        acknowledgements: [],
        warnings: ['PO PO-4711 was received before', 'CTT is missing'],
      }),
    ]);
    expect(items[0]!.document).toMatchObject({ documentNumber: 'PO-4711', currency: 'EUR', lines: [{}, {}] });
  });

  it('of 10,000 lines is read by the page, to its last line', async () => {
    const id = await ticket();
    const lines = Array.from({ length: MANY }, (_, i) => line(i + 1));
    const { messageId } = await put(id, writeOrder('PO-10000', lines));
    const [first] = (await documents(id)).items;
    expect([first!.lineCount, first!.document.lines.length]).toEqual([MANY, 100]);
    const path = `/tickets/${id}/documents/${messageId}/1/lines`;
    const second = await ask<DocumentLines>(`${path}?cursor=100`);
    expect([second.items[0]!.lineNumber, second.items.length, second.nextCursor]).toEqual(['101', 100, '200']);
    const last = await ask<DocumentLines>(`${path}?cursor=9950`);
    expect(last.items.map(one => one.lineNumber)).toEqual(Array.from({ length: 50 }, (_, i) => String(9951 + i)));
    expect(last.nextCursor).toBeNull();
    expect((await ask<DocumentLines>(`${path}?cursor=10000`)).items).toEqual([]);
  }, 30_000);

  it('of 10,000 lines is not carried by its ticket, nor by the timeline', async () => {
    const id = await ticket();
    await put(
      id,
      writeOrder(
        'PO-10000',
        Array.from({ length: MANY }, (_, i) => line(i + 1)),
      ),
    );
    const answer = await house.ask('agent', 'GET', `/tickets/${id}`);
    expect(answer.body).toMatchObject({ linesLeftOut: MANY - 50, documents: 1 });
    expect(answer.body.fields.documentNumber).toBe('PO-10000');
    expect(answer.body.fields.lines.map((one: { lineNumber: string }) => one.lineNumber)).toEqual(
      Array.from({ length: 50 }, (_, i) => String(i + 1)),
    );
    expect(answer.text.match(/"lineNumber":"/g)).toHaveLength(50);
    expect((await house.ask('agent', 'GET', `/tickets/${id}/entries`)).text).not.toContain('"lineNumber":"');
    const [stored] = await house.rows<{ n: number }>(
      `SELECT jsonb_array_length(fields -> 'lines') AS n FROM ticket WHERE id = $1`,
      [id],
    );
    expect(stored!.n).toBe(MANY);
  }, 30_000);

  it('costs as many statements with 10,000 lines and ten changes as with one line and two', async () => {
    const [small, large] = [await ticket(), await ticket()];
    await put(small, writeOrder('PO-4711', [line(1)]));
    await put(small, change([line(1, { quantity: '5', action: 'change' })]), { isOrder: false });
    await put(
      large,
      writeOrder(
        'PO-4711',
        Array.from({ length: MANY }, (_, i) => line(i + 1)),
      ),
    );
    const replacement = { purpose: 'replace' as const, purposeCode: '05' };
    await put(small, change([line(1)], replacement), { isOrder: false });
    for (let i = 1; i <= 8; i += 1)
      await put(large, change([line(i, { quantity: '5', action: 'change' })]), { isOrder: false });
    for (let i = 1; i <= 2; i += 1) await put(large, change([line(i)], replacement), { isOrder: false });
    const [one, many] = [await statements(() => documents(small)), await statements(() => documents(large))];
    expect(one).toBeGreaterThan(2);
    expect(many).toBe(one);
  }, 30_000);

  it('that a ticket was merged into another shows there', async () => {
    const [survivor, merged] = [await ticket(), await ticket()];
    await put(merged, writeOrder('PO-5000', [line(1)]));
    await house.rows(`UPDATE ticket SET state = 'merged', merged_into = $2 WHERE id = $1`, [merged, survivor]);
    expect((await documents(survivor)).items.map(item => item.document.documentNumber)).toEqual(['PO-5000']);
    expect((await house.ask('agent', 'GET', `/tickets/${survivor}`)).body.documents).toBe(1);
  });

  it('leaves a ticket without documents as it was', async () => {
    const ids = await house.ticket('service');
    expect(await documents(ids.ticket)).toEqual({ items: [], nextCursor: null });
    expect((await house.ask('agent', 'GET', `/tickets/${ids.ticket}`)).body).toMatchObject({
      documents: 0,
      linesLeftOut: 0,
      fields: {},
    });
  });
});

describe('a change', () => {
  it('stands behind its order and says what it does to it, line by line', async () => {
    const id = await ticket();
    await put(
      id,
      change([
        line(2, { quantity: '40', action: 'change' }),
        line(3, { action: 'delete' }),
        line(9, { action: 'add', description: 'Bolt' }),
      ]),
      { isOrder: false },
    );
    await put(id, writeOrder('PO-4711', [line(1), line(2), line(3)]));
    const [order, changed] = (await documents(id)).items;
    expect([order!.isOrder, order!.differences, changed!.isOrder]).toEqual([true, null, false]);
    // Line 1 is not named by the change: nothing happens to it.
    expect(changed!.differences).toMatchObject({
      order: 'changed',
      lines: [
        { what: 'changed', lineNumber: '2', changes: [{ field: 'quantity', before: '12', after: '40' }] },
        { what: 'removed', lineNumber: '3', description: 'Bracket 3', changes: [] },
        { what: 'added', lineNumber: '9', description: 'Bolt' },
      ],
      lost: [],
      moreLost: 0,
    });
  });

  it('finds its lines whatever their numbers are padded with, and by item where one has no number', async () => {
    const id = await ticket();
    const nameless = { itemIds: [{ qualifier: 'VP', meaning: '', id: 'V-77' }] };
    await put(id, writeOrder('PO-4711', [line(1), line(2), line(3, nameless)]));
    await put(
      id,
      change([
        line(1, { lineNumber: '0002', quantity: '40', action: 'change' }),
        line(1, { ...nameless, lineNumber: '', quantity: '41', action: 'change' }),
      ]),
      { isOrder: false },
    );
    const [, changed] = (await documents(id)).items;
    expect(changed!.differences!.lines.map(({ what, changes }) => [what, changes[0]])).toEqual([
      ['changed', expect.objectContaining({ field: 'quantity', before: '12', after: '40' })],
      ['changed', expect.objectContaining({ field: 'quantity', before: '12', after: '41' })],
    ]);
  });

  it('is compared, a question is not', async () => {
    const id = await ticket();
    await put(id, writeOrder('PO-4711', [line(1)]));
    const asked = change([line(1, { quantity: '40' })], { purpose: 'other', purposeCode: '13' });
    await put(id, asked, { isOrder: false, type: '869' });
    expect((await documents(id)).items.map(item => item.differences)).toEqual([null, null]);
  });

  it('that cancels the order says so, without telling each of its lines', async () => {
    const id = await ticket();
    await put(
      id,
      writeOrder(
        'PO-4711',
        Array.from({ length: 300 }, (_, i) => line(i + 1)),
      ),
    );
    await put(id, change([], { purpose: 'cancel', purposeCode: '01' }), { isOrder: false });
    const [, cancelled] = (await documents(id)).items;
    expect(cancelled!.differences).toEqual({ order: 'cancelled', head: [], lines: [], lost: [], moreLost: 0 });
  });

  it('of a line far down is compared with that line, on each page of its own lines', async () => {
    const id = await ticket();
    await put(
      id,
      writeOrder(
        'PO-4711',
        Array.from({ length: 2_000 }, (_, i) => line(i + 1)),
      ),
    );
    const place = await put(
      id,
      change(Array.from({ length: 150 }, (_, i) => line(1_001 + i, { unitPrice: '9.99', action: 'change' }))),
      { isOrder: false },
    );
    const [, first] = (await documents(id)).items;
    const prices = (found: DocumentLines['differences']) =>
      found.filter(one => one.changes.some(({ field }) => field === 'unitPrice')).map(one => Number(one.lineNumber));
    expect(prices(first!.differences!.lines)).toEqual(Array.from({ length: 100 }, (_, i) => 1_001 + i));
    const rest = await ask<DocumentLines>(`/tickets/${id}/documents/${place.messageId}/1/lines?cursor=100`);
    expect(prices(rest.differences)).toEqual(Array.from({ length: 50 }, (_, i) => 1_101 + i));
  });

  it('that replaces the order says which lines the order loses, and how many more', async () => {
    const id = await ticket();
    await put(
      id,
      writeOrder(
        'PO-4711',
        Array.from({ length: 250 }, (_, i) => line(i + 1)),
      ),
    );
    await put(id, change([line(7)], { purpose: 'replace', purposeCode: '05' }), { isOrder: false });
    const [, replaced] = (await documents(id)).items;
    const { order, lines, lost, moreLost } = replaced!.differences!;
    expect([order, lines.map(one => one.what)]).toEqual(['replaced', ['unchanged']]);
    expect([lost.length, lost.slice(0, 8).map(one => one.lineNumber), moreLost]).toEqual([
      100,
      ['1', '2', '3', '4', '5', '6', '8', '9'],
      149,
    ]);
  });

  it('in the form of an order of the same number is compared with the one before it', async () => {
    const id = await ticket();
    await put(id, writeOrder('PO-4711', [line(1), line(2)]));
    await put(id, writeOrder('PO-4711', [line(2, { quantity: '7' })], { purpose: 'replace', purposeCode: '05' }));
    const [first, second] = (await documents(id)).items;
    expect(first!.differences).toBeNull();
    expect(second!.differences).toMatchObject({
      order: 'replaced',
      lines: [{ what: 'changed', changes: [{ before: '12', after: '7' }] }],
      lost: [{ lineNumber: '1', what: 'removed' }],
    });
  });

  it('is compared with the order that it names, where two hang on one ticket', async () => {
    const id = await ticket();
    await put(id, writeOrder('PO-4700', [line(1, { quantity: '1' })]));
    await put(id, writeOrder('PO-4711', [line(1, { quantity: '2' })]));
    await put(id, change([line(1, { quantity: '3', action: 'change' })]), { isOrder: false });
    const { items } = await documents(id);
    expect(items[2]!.differences!.lines[0]!.changes).toEqual([
      { field: 'quantity', title: 'Quantity', before: '2', after: '3' },
    ]);
  });

  it('is one of many: they come in pages, each once, in their order', async () => {
    const id = await ticket();
    await put(id, writeOrder('PO-4711', [line(1)]));
    for (let i = 1; i <= 45; i += 1)
      await put(id, change([line(1, { quantity: String(i), action: 'change' })]), { isOrder: false });
    const seen: (string | null)[] = [];
    for (let cursor = '', pages = 0; ; pages += 1) {
      const found = await documents(id, cursor);
      seen.push(...found.items.map(item => item.document.lines[0]!.quantity));
      if (!found.nextCursor || pages > 5) break;
      cursor = found.nextCursor;
    }
    expect(seen).toEqual(['12', ...Array.from({ length: 45 }, (_, i) => String(i + 1))]);
  });
});

describe('the raw document', () => {
  it('is one segment a line, as plain text that nothing takes apart', async () => {
    const id = await ticket();
    const { messageId } = await put(id, writeOrder('PO-4711', [line(1)]));
    const answer = await house.ask('agent', 'GET', `/tickets/${id}/documents/${messageId}/1/raw`);
    expect(answer.text.split('\n')).toEqual([
      'ST*850*0001',
      'BEG*00*SA*PO-4711**20260301',
      'N1*BY*Example Buyer*92*1001',
      'PO1*1*12*EA*3.50*PE*BP*P-1',
      'PID*F****Bracket 1',
      'CTT*1',
      'SE*7*0001',
      '',
    ]);
    expect(answer.headers).toMatchObject({
      'content-type': 'text/plain; charset=utf-8',
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringContaining('sandbox'),
      'content-disposition': expect.stringMatching(/^attachment; filename="850-0001\.txt"/),
    });
  });

  it('gives one segment with its number and its byte, and knows none that is not there', async () => {
    const id = await ticket();
    const written = writeOrder('PO-4711', [line(1), line(2)]);
    const { messageId } = await put(id, written);
    const raw = (segment: string) =>
      house.ask('agent', 'GET', `/tickets/${id}/documents/${messageId}/1/raw?segment=${segment}`);
    const byte = written.document.lines[1]!.byte;
    expect((await raw('6')).text).toBe(`segment 6, byte ${byte}: PO1*2*12*EA*3.50*PE*BP*P-2\n`);
    expect(written.raw.subarray(byte, byte + 6).toString()).toBe('PO1*2*');
    expect((await raw('10')).status).toBe(404);
    expect([(await raw('0')).status, (await raw('x')).status]).toEqual([422, 422]);
  });

  it('marks the segment of a byte in the middle of 20,000, with what stands around it', async () => {
    const id = await ticket();
    const written = writeOrder(
      'PO-10000',
      Array.from({ length: MANY }, (_, i) => line(i + 1)),
    );
    const { messageId } = await put(id, written);
    const path = `/tickets/${id}/documents/${messageId}/1/segments`;
    const found = await ask<RawSegments>(`${path}?byte=${written.document.lines[4_999]!.byte}`);
    expect([found.total, found.marked, found.items.length]).toEqual([2 * MANY + 5, 10_002, 200]);
    const marked = found.items.find(one => one.segment === found.marked)!;
    expect([marked.tag, marked.text, marked.byte]).toEqual([
      'PO1',
      'PO1*5000*12*EA*3.50*PE*BP*P-5000',
      written.document.lines[4_999]!.byte,
    ]);
    const inside = await ask<RawSegments>(`${path}?byte=${marked.byte + 9}&limit=1`);
    expect(inside.marked).toBe(10_002);
    const end = await ask<RawSegments>(`${path}?from=20004&limit=500`);
    expect(end.items.map(one => one.tag)).toEqual(['CTT', 'SE']);
    expect((await ask<RawSegments>(`${path}?byte=3`)).marked).toBeNull();
  }, 30_000);

  it('is decoded as its interchange declares, or as was agreed with its partner', async () => {
    const edifact = (charset: string, text: Buffer): Written => {
      const head = Buffer.from(`UNA:+.? 'UNB+${charset}:3+SENDER+US+260301:0930+77'`, 'latin1');
      const body = Buffer.concat([Buffer.from("UNH+1+ORDERS:D:96A:UN'FTX+AAI+++"), text, Buffer.from("'UNT+3+1'")]);
      const base = writeOrder('PO-1', []);
      return {
        raw: Buffer.concat([head, body, Buffer.from("UNZ+1+77'")]),
        byteStart: head.length,
        byteEnd: head.length + body.length,
        document: { ...base.document, source: { ...base.document.source, standard: 'edifact', messageType: 'ORDERS' } },
      };
    };
    const agreed = await makePartner(house.database, 'Agreed on UTF-8', 'utf-8');
    const read = async (written: Written, more: { partnerId?: number } = {}) => {
      const id = await ticket();
      const { messageId } = await put(id, written, more);
      return (await house.ask('agent', 'GET', `/tickets/${id}/documents/${messageId}/1/raw`)).text.split('\n')[1];
    };
    expect(await read(edifact('UNOC', Buffer.from('Schl\u00fcssel?', 'latin1')))).toBe(
      "FTX+AAI+++Schl\u00fcssel?'UNT+3+1",
    );
    expect(await read(edifact('UNOE', Buffer.from([0xb7])))).toBe('FTX+AAI+++\u0417');
    expect(await read(edifact('UNOY', Buffer.from('\u0417')))).toBe('FTX+AAI+++\u0417');
    expect(await read(edifact('UNOA', Buffer.from('\u0417')), { partnerId: agreed })).toBe('FTX+AAI+++\u0417');
    // Declared as UTF-8, and is none: every byte is still shown.
    expect(await read(edifact('UNOW', Buffer.from([0xfc])))).toBe('FTX+AAI+++\u00fc');
  });
});

describe('the acknowledgement beside a document', () => {
  it('says in words what it says of this document, and whether it was delivered', async () => {
    const id = await ticket();
    const { messageId } = await put(id, writeOrder('PO-4711', [line(1)]));
    const given = { messageId, partnerId, channelId: house.channels.service, ticketId: null };
    const sets = [
      { ref: '0001', code: 'E' },
      { ref: '0002', code: 'R' },
    ];
    await makeAnswer(house.database, { ...given, code: 'P', sets, text: 'ISA*bytes of the 997~' });
    await makeAnswer(house.database, { ...given, ref: '42', code: 'R' });
    await makeAnswer(house.database, { ...given, type: 'TA1', ref: '000000041', sets: [], state: 'failed' });
    const [{ acknowledgements } = { acknowledgements: [] as SentAcknowledgement[] }] = (await documents(id)).items;
    expect(acknowledgements).toMatchObject([
      {
        type: '997',
        code: 'P',
        verdict: 'accepted with errors',
        sets: [{ ref: '0001', code: 'E' }],
        text: 'ISA*bytes of the 997~',
        delivery: { state: 'sent', error: null, sentAt: expect.stringMatching(/^\d{4}-.*Z$/) },
      },
      { type: 'TA1', verdict: 'accepted', delivery: { state: 'failed', error: 'No such folder', sentAt: null } },
    ]);
  });

  it('is sent again as it was, once per intent, and the timeline tells', async () => {
    const id = await ticket();
    const { messageId } = await put(id, writeOrder('PO-4711', [line(1)]));
    const outboundId = await makeAnswer(house.database, {
      messageId,
      partnerId,
      channelId: house.channels.service,
      ticketId: null,
      state: 'failed',
    });
    const stored = () =>
      house.rows('SELECT encode(raw_sha256, $2) AS raw, message_id FROM outbound WHERE id = $1', [outboundId, 'hex']);
    const before = await stored();
    const path = `/tickets/${id}/acknowledgements/${outboundId}/send-again`;
    const again = await house.ask('agent', 'POST', path, { intent: 'again' });
    expect([again.status, again.body]).toEqual([200, { ticketId: id, version: 2 }]);
    expect((await house.ask('agent', 'POST', path, { intent: 'again' })).body).toEqual(again.body);
    const second = await house.ask('agent', 'POST', path);
    expect([second.status, second.body.code]).toEqual([409, 'OUTBOUND.UNDER_WAY']);
    expect(await stored()).toEqual(before);
    const [due] = await house.rows<{ n: number }>(
      `SELECT count(*) AS n FROM outbound o JOIN outbound_recipient r ON r.outbound_id = o.id WHERE o.id = $1 AND o.state = 'queued' AND r.state = 'queued'`,
      [outboundId],
    );
    expect(due!.n).toBe(1);
    const { entries } = (await house.ask('agent', 'GET', `/tickets/${id}`)).body;
    expect(entries.at(-1)).toMatchObject({
      type: 'state',
      text: 'The 997 with control number 000000007 is sent again',
      change: { action: 'acknowledge-again', outboundId },
    });
  });

  it('of another ticket is not there, nor is a reply', async () => {
    const [mine, other] = [await ticket(), await ticket()];
    const { messageId } = await put(other, writeOrder('PO-1', [line(1)]));
    const foreign = await makeAnswer(house.database, {
      messageId,
      partnerId,
      channelId: house.channels.service,
      ticketId: other,
      state: 'failed',
    });
    const reply = await house.ticket('service');
    for (const [id, outbound] of [
      [mine, foreign],
      [reply.ticket, reply.outbound],
    ])
      expect((await house.ask('agent', 'POST', `/tickets/${id}/acknowledgements/${outbound}/send-again`)).status).toBe(
        404,
      );
    expect((await house.rows('SELECT state FROM outbound WHERE id = $1', [foreign]))[0]).toEqual({ state: 'failed' });
  });
});

describe('a document of another ticket', () => {
  it('cannot be reached through this one', async () => {
    const [mine, other] = [await ticket(), await ticket()];
    const { messageId } = await put(other, writeOrder('PO-1', [line(1)]));
    for (const rest of ['lines', 'raw', 'segments'])
      for (const path of [`${messageId}/1`, `${messageId}/2`, '99999/1', '0/1', 'x/1', `${messageId}/-1`])
        expect([
          rest,
          path,
          (await house.ask('agent', 'GET', `/tickets/${mine}/documents/${path}/${rest}`)).status,
        ]).toEqual([rest, path, 404]);
    for (const cursor of ['2.1', '0.0', '1', 'x', '-1'])
      expect((await house.ask('agent', 'GET', `/tickets/${mine}/documents?cursor=${cursor}`)).status).toBe(422);
  });
});
