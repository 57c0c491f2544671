// Documents of ours through the API: read before they leave, queued with their deadline, and settled by what the partner's system answers.
import { ApiHouse } from './api.house.js';
import { x12 } from './edi.letters.js';

let house: ApiHouse;
let partner: number;
let channel: number;
beforeAll(async () => {
  house = await ApiHouse.open();
  const [made] = await house.rows<{ id: number }>(
    `INSERT INTO channel (key, kind, name, department_id, settings) VALUES ('edi-out', 'edi', 'EDI', $1, '{"http":{}}') RETURNING id`,
    [house.departments.service],
  );
  channel = made!.id;
  const answer = await house.ask('admin', 'POST', '/partners', {
    body: {
      ...{
        key: 'acme',
        name: 'Acme Parts',
        enabled: true,
        identities: [{ qualifier: 'ZZ', id: 'ACMEPARTS' }],
        ownIdentities: [],
      },
      ...{ standard: 'x12', accepts: 'production', versions: [], errors: 'reject', acknowledge: '997', charset: null },
      ...{ duplicateWindowDays: 90, ackDeadlineMinutes: 60, ackAddress: null },
    },
  });
  partner = answer.body.id;
}, 60_000);
afterAll(() => house?.close());

const confirmation = (control: string, over: { receiver?: string } = {}) =>
  x12({
    ...{ sender: 'NORDWERK', receiver: over.receiver ?? 'ACMEPARTS', control, functional: 'PR' },
    sets: [{ type: '855', body: ['BAK*00*AD*4711*20260302', 'PO1*1*12*EA*4.50**BP*A-100', 'CTT*1'] }],
  });
const send = (bytes: Uint8Array, more: object = {}) =>
  house.ask('admin', 'POST', `/partners/${partner}/documents`, {
    body: { channelId: channel, interchange: Buffer.from(bytes).toString('base64'), ...more },
  });

it('A document is queued as it is, with its references and the time in which it must be acknowledged', async () => {
  const bytes = confirmation('000000501');
  const { status, body } = await send(bytes);
  expect([status, body.interchangeRef, body.documents]).toEqual([
    202,
    '000000501',
    [{ documentType: '855', documentNumber: expect.any(String), messageRef: '0001' }],
  ]);
  const [row] = await house.rows<{ state: string; purpose: string; bytes: Buffer; sets: object[] }>(
    `SELECT o.state, o.purpose, b.bytes, s.sets FROM sent_document s JOIN outbound o ON o.id = s.outbound_id JOIN blob b ON b.sha256 = o.raw_sha256
      WHERE s.id = $1`,
    [body.id],
  );
  expect(row).toMatchObject({
    state: 'queued',
    purpose: 'edi-document',
    sets: [{ functionalId: 'PR', groupRef: '501' }],
  });
  expect(row!.bytes.equals(bytes)).toBe(true);
  const traffic = await house.ask('admin', 'GET', `/partners/${partner}/traffic`);
  expect(JSON.stringify(traffic.body)).toContain('000000501');
});

it('The same number is not sent twice, whatever is in it', async () => {
  const answers = await Promise.all([send(confirmation('000000502')), send(confirmation('000000502'))]);
  expect(answers.map(answer => answer.status).sort()).toEqual([202, 409]);
  expect(answers.find(answer => answer.status === 409)!.body.code).toBe('DOCUMENT.NUMBER_USED');
});

it.each([
  [
    'is addressed to somebody else',
    () => send(confirmation('000000503', { receiver: 'STRANGER' })),
    '/interchange',
    'STRANGER',
  ],
  [
    'does not hold together',
    () => send(Buffer.from(confirmation('000000504').toString().replace('SE*5', 'SE*6'))),
    '/interchange',
    'byte',
  ],
  ['is no EDI', () => send(Buffer.from('%PDF-1.7')), '/interchange', ''],
  [
    'leaves by a channel that is none',
    () => send(confirmation('000000505'), { channelId: 99_999 }),
    '/channelId',
    'EDI channel',
  ],
  [
    'belongs to a ticket that is none',
    () => send(confirmation('000000506'), { ticketId: 99_999 }),
    '/ticketId',
    'ticket',
  ],
])('One that %s does not leave, and its place is named', async (_, sending, pointer, words) => {
  const { status, body } = await sending();
  expect([status, body.code, body.errors[0].pointer]).toEqual([422, 'DOCUMENT.INVALID', pointer]);
  expect(body.errors[0].detail).toContain(words);
});
