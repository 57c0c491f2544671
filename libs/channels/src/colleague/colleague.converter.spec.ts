import { convertTold } from './colleague.converter.js';
import { type ToldRequest, toldEnvelope } from './told.request.js';

const telling: Omit<ToldRequest, 'version'> = {
  id: '7 a',
  by: { name: 'Paul Okafor', address: 'paul@own.test' },
  who: { name: 'Anna Weber', company: 'Kranich', address: 'anna@kranich.test', phone: '' },
  want: 'Needs twelve seals.\nFor the P-40.',
  haste: 'normal',
  shared: { title: '', text: '', url: '' },
  files: [],
};
const convert = (more: Partial<typeof telling> = {}) =>
  convertTold({
    raw: toldEnvelope(3, { ...telling, ...more }, new Date()).raw,
    transport: {},
    organisationDomains: [],
  });

describe('what a colleague tells', () => {
  it('is a draft for whoever asked, in the colleague’s words', () => {
    const [draft] = convert().drafts;
    expect(draft).toMatchObject({
      kind: 'inquiry',
      subject: 'Needs twelve seals.',
      requester: { name: 'Anna Weber', address: 'anna@kranich.test' },
      author: { name: 'Paul Okafor', address: 'paul@own.test' },
      forwardedBy: { name: 'Paul Okafor', address: 'paul@own.test' },
      forward: { way: 'page', confidence: 'certain', colleague: 'proven', note: '' },
      text: 'Needs twelve seals.\nFor the P-40.\n\nName: Anna Weber\nCompany: Kranich\nMail: anna@kranich.test',
    });
    expect(draft!.forward!.haste).toBeUndefined();
  });

  it('is a call back where only a number is known', () => {
    const [draft] = convert({ who: { ...telling.who, address: '', phone: '0170 1' } }).drafts;
    expect(draft).toMatchObject({ kind: 'callback', requester: { phone: '0170 1' }, fields: { phone: '0170 1' } });
    expect(draft!.requester.address).toBeUndefined();
  });

  it('carries its files byte for byte', () => {
    const bytes = Buffer.from([0, 255, 13, 10]);
    const file = { filename: 'photo.jpg', contentType: 'image/jpeg', content: bytes.toString('base64') };
    const { drafts, blobs } = convert({ files: [file] });
    const [attached] = drafts[0]!.attachments;
    expect(attached).toMatchObject({ filename: 'photo.jpg', contentType: 'image/jpeg', size: 4 });
    expect(Buffer.from(blobs.get(attached!.sha256)!)).toEqual(bytes);
  });

  it('says once what was shared with the page', () => {
    const shared = { title: 'Seals', text: 'Needs twelve seals.', url: 'https://kranich.test/seals' };
    expect(convert({ shared }).drafts[0]!.text).toMatch(
      /^Needs twelve seals\.\nFor[\s\S]*\n\nSeals\nhttps:\/\/kranich\.test\/seals$/,
    );
    expect(convert({ shared, want: '' }).drafts[0]!.subject).toBe('Seals');
  });

  it('said twice in the same words is two requests; sent again it is one', () => {
    const key = (id: string) => convert({ id }).drafts[0]!.contentKey;
    expect(key('1')).not.toBe(key('2'));
    expect(toldEnvelope(3, telling, new Date()).sourceIdentity).toBe(
      toldEnvelope(3, telling, new Date(0)).sourceIdentity,
    );
  });

  it.each([
    ['no JSON', '{"version":1', 'The bytes are no JSON'],
    ['another shape', '{"version":2}', '/version'],
  ])('is quarantined with the place where it is %s', (_, raw, detail) => {
    const { drafts, quarantined } = convertTold({ raw: Buffer.from(raw), transport: {}, organisationDomains: [] });
    expect(drafts).toEqual([]);
    expect(quarantined).toEqual([{ reason: 'colleague.unreadable', detail: expect.stringContaining(detail) }]);
  });
});
