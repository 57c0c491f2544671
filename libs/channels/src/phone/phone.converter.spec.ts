// The converter of calls as a whole: what the router hands it, and what it makes of that.
import { createPhoneConverter } from './phone.converter.js';

const converter = createPhoneConverter();
const settings = {
  source: 'asterisk-csv',
  country: 'DE',
  timeZone: 'Europe/Berlin',
  files: ['/log'],
  ours: { extensions: ['2xx', '600'], numbers: [] },
};
const row = (src: string, dst: string, at = '2026-11-27 10:15:00') =>
  Buffer.from(
    `"","${src}","${dst}","x","","SIP/a-0000000a","","Dial","","${at}","","",20,0,"NO ANSWER","DOC","1795770900.1","","","1795770900.1",1`,
  );
const convert = async (raw: Buffer, more: object = {}) =>
  (
    await converter.convert([
      { raw, transport: { separator: ',', line: 12 }, organisationDomains: [], settings, ...more },
    ])
  )[0]!;

it('makes one draft of a missed call, to call back', async () => {
  const { drafts, quarantined, suppressed } = await convert(row('030 12345678', '600'));
  expect([quarantined, suppressed]).toEqual([[], null]);
  expect(drafts).toMatchObject([
    {
      kind: 'callback',
      subject: 'Missed call from +49 30 12345678',
      requester: { name: '', phone: '+493012345678' },
      fields: { phone: '+493012345678' },
      sentAt: '2026-11-27T09:15:00.000Z',
      call: { direction: 'inbound', outcome: 'missed', callId: '1795770900.1' },
    },
  ]);
  expect(drafts[0]!.text).toBe(
    [
      'Missed call from +49 30 12345678',
      '',
      'Caller: +49 30 12345678',
      'Number as it was logged: 030 12345678',
      'Number called: 600',
      'Began: 27 November 2026, 10:15:00 (+01:00)',
      'Ended: 27 November 2026, 10:15:20 (+01:00), after 20 s',
      'How we know: disposition NO ANSWER',
    ].join('\n'),
  );
});

it('gives each record a content key of its own, and the same each time', async () => {
  const keys = await Promise.all(
    [row('030 12345678', '600'), row('030 12345678', '600'), row('030 12345679', '600')].map(
      async raw => (await convert(raw)).drafts[0]!.contentKey,
    ),
  );
  expect(keys[0]).toBe(keys[1]);
  expect(keys[0]).not.toBe(keys[2]);
});

it('passes over calls between colleagues, and calls from before the channel was connected, by named rules', async () => {
  expect(await convert(row('201', '202'))).toMatchObject({ drafts: [], suppressed: 'phone.internal', quarantined: [] });
  const since = { settings: { ...settings, since: '2026-11-28T00:00:00Z' } };
  expect(await convert(row('030 12345678', '600'), since)).toMatchObject({
    drafts: [],
    suppressed: 'phone.before-since',
  });
});

it('holds what cannot be read with its line and column, and what is too long', async () => {
  expect((await convert(row('030 12345678', '600', 'noon'))).quarantined).toEqual([
    {
      reason: 'phone.time-unreadable',
      detail: 'Column 10 (start) is "noon", and not a time like 2026-11-28 10:15:00.',
      position: { row: 12, column: 10 },
    },
  ]);
  const oversize = { oversize: { declaredBytes: 900, limitBytes: 100 } };
  expect((await convert(Buffer.from('x'), oversize)).quarantined).toMatchObject([
    { reason: 'phone.too-large', position: { row: 12 } },
  ]);
});

it('reads by the settings as they are now: a mapping that was mended helps what was held before', async () => {
  const csv = { ...settings, source: 'generic-csv', columns: { startedAt: 'Start', from: 2, to: 3 } };
  const raw = Buffer.from('2026-11-27 10:15:00,030 12345678,600');
  const transport = { separator: ',', line: 2, columns: ['Begin', 'From', 'To'] };
  expect((await convert(raw, { settings: csv, transport })).quarantined).toMatchObject([
    {
      reason: 'phone.column-missing',
      detail: 'The file has no column "Start": it has Begin, From, To.',
      position: { row: 2 },
    },
  ]);
  const mended = { ...csv, columns: { ...csv.columns, startedAt: 'Begin' } };
  expect((await convert(raw, { settings: mended, transport })).drafts).toMatchObject([{ kind: 'callback' }]);
});

it.each([undefined, {}, { ...settings, country: 'XX' }])(
  'holds everything where the settings do not fit (%#)',
  async wrong => {
    expect((await convert(row('1', '2'), { settings: wrong })).quarantined).toMatchObject([
      { reason: 'phone.settings' },
    ]);
  },
);

it('a batch keeps its order', async () => {
  const raws = [row('030 12345678', '600'), Buffer.from(''), row('201', '202'), row('030 12345679', '600')];
  const made = await converter.convert(raws.map(raw => ({ raw, transport: {}, organisationDomains: [], settings })));
  expect(
    made.map(
      ({ drafts, suppressed, quarantined }) => drafts[0]?.requester.phone ?? suppressed ?? quarantined[0]!.reason,
    ),
  ).toEqual(['+493012345678', 'phone.empty', 'phone.internal', '+493012345679']);
});
