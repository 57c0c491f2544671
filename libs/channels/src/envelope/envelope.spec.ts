import fc from 'fast-check';
import { KindBook, shippedKinds } from '#tickets';
import { createEnvelopeConverter } from './envelope.converter.js';
import { byteOf, depthOf } from './json.place.js';
import { syntaxErrorAt } from './json.syntax.js';

const kinds = new KindBook(shippedKinds);
const converter = createEnvelopeConverter();
const convert = async (raw: Uint8Array | string, transport: Record<string, unknown> = {}) => {
  const [made] = await converter.convert([
    { raw: Buffer.from(raw as string), transport, organisationDomains: [], kinds },
  ]);
  return made!;
};
const WHOLE = {
  version: 1,
  source: { system: 'shop', id: 'R-1' },
  occurredAt: '2026-03-02T09:00:00Z',
  kind: 'inquiry',
  subject: 'Where is my order?',
  requester: { name: 'Grace', address: 'grace@Customer.EXAMPLE', phone: '+49 421 1' },
  html: '<p>Hello <b>you</b><script>alert(1)</script></p>',
  attachments: [
    { filename: '../../etc/passwd', contentType: 'text/plain', content: Buffer.from('hi').toString('base64') },
  ],
  conversation: 'case-1',
};
const without = (name: string) => Object.fromEntries(Object.entries(WHOLE).filter(([key]) => key !== name));

describe('an envelope', () => {
  it('becomes a draft: safe HTML, its text, files by name only, its conversation', async () => {
    const { drafts, blobs, quarantined } = await convert(JSON.stringify(WHOLE), { channelId: 7 });
    expect(quarantined).toEqual([]);
    expect(drafts).toMatchObject([
      {
        kind: 'inquiry',
        requester: { name: 'Grace', address: 'grace@customer.example', phone: '+49 421 1' },
        text: 'Hello you',
        sentAt: '2026-03-02T09:00:00Z',
        conversation: 'conversation 7 case-1',
        attachments: [{ filename: 'passwd', size: 2 }],
      },
    ]);
    expect(drafts[0]!.html).not.toContain('script');
    expect([...blobs.values()].map(bytes => Buffer.from(bytes).toString())).toEqual(['hi']);
  });

  it.each([
    ['', 'envelope.not-json', { byte: 0 }],
    ['{"version": 1,', 'envelope.not-json', { byte: 14 }],
    ['{"a": ä}', 'envelope.not-json', { byte: 6 }],
    [JSON.stringify(without('subject')), 'envelope.invalid', { pointer: '/subject' }],
    [
      '{"version":1,"subject":"ä","requester":{"adress":"x"}}',
      'envelope.invalid',
      { pointer: '/requester/adress', byte: 50 },
    ],
    [JSON.stringify({ ...WHOLE, kind: 'poem' }), 'envelope.unknown-kind', { pointer: '/kind' }],
    ['['.repeat(100_000), 'envelope.too-deep', { byte: 0 }],
  ])('that is faulty is held with its reason and place: %.60s', async (text, reason, position) => {
    const { drafts, quarantined } = await convert(text);
    expect(drafts).toEqual([]);
    expect(quarantined).toMatchObject([{ reason, position }]);
  });

  it('that is no UTF-8 is held with the byte where it ends to be', async () => {
    const { quarantined } = await convert(Buffer.from([0x7b, 0x22, 0xc3, 0x28]));
    expect(quarantined).toMatchObject([{ reason: 'envelope.not-utf-8', position: { byte: 2 } }]);
  });

  it('names each field that its kind does not take, where the field stands', async () => {
    const text = JSON.stringify({ ...WHOLE, kind: 'design-request', fields: { flowRate: 'much' } });
    const { quarantined } = await convert(text);
    expect(quarantined).toMatchObject([{ reason: 'envelope.fields' }]);
    expect(quarantined[0]!.detail).toContain('/fields/flowRate');
    const { byte, pointer } = quarantined[0]!.position!;
    expect(pointer).toMatch(/^\/fields/);
    expect(byte).toBeGreaterThanOrEqual(text.indexOf('"fields"'));
  });

  it('without a value is the end of a key, and asks for nothing', async () => {
    expect((await convert('', { tombstone: true })).suppressed).toBe('tombstone');
  });

  it('of any bytes ends as a draft or held with a reason and a place, and never throws', async () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc.json().map(text => Buffer.from(text)),
      fc.jsonValue().map(value => Buffer.from(JSON.stringify({ ...WHOLE, fields: { value } }))),
      fc
        .tuple(fc.constantFrom(...Object.keys(WHOLE)), fc.jsonValue())
        .map(([name, value]) => Buffer.from(JSON.stringify({ ...WHOLE, [name]: value }))),
    );
    await fc.assert(
      fc.asyncProperty(bytes, async raw => {
        const { drafts, quarantined, suppressed } = await convert(raw);
        expect(drafts.length + quarantined.length).toBe(1);
        expect(suppressed).toBeNull();
        for (const { position, reason } of quarantined) {
          expect(reason).toMatch(/^envelope\./);
          expect(position?.byte).toBeLessThanOrEqual(raw.length);
        }
        expect(JSON.stringify(drafts)).not.toContain('\\u0000');
      }),
      { numRuns: 500 },
    );
  });
});

describe('the place where a text stops being JSON', () => {
  it('is its end for JSON, and what was put in for what is none', () => {
    fc.assert(
      fc.property(fc.json(), fc.nat(), (text, n) => {
        expect(syntaxErrorAt(text)).toBe(text.length);
        const at = n % (text.length + 1);
        const broken = `${text.slice(0, at)}\u0001${text.slice(at)}`;
        // Of a word or a sign that is written with several, where it begins.
        expect(at - syntaxErrorAt(broken)).toBeGreaterThanOrEqual(0);
        expect(at - syntaxErrorAt(broken)).toBeLessThan(8);
      }),
    );
  });
});

describe('the place of a value', () => {
  it('is the byte where it begins, for any JSON and any path into it', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue(), { minKeys: 1 }), fc.nat(), (value, n) => {
        const text = JSON.stringify(value, null, n % 3);
        const names = Object.keys(value);
        const name = names[n % names.length]!;
        const rest = Buffer.from(text)
          .subarray(byteOf(text, [name]))
          .toString();
        const parsed = JSON.stringify(value[name], null, n % 3);
        // Inner lines are indented by one level more.
        expect(rest.replace(/\s/g, '').startsWith(parsed.replace(/\s/g, ''))).toBe(true);
      }),
    );
  });

  it('is nested as deep as brackets outside strings say', () => {
    expect(depthOf('{"a":["[[["]}')).toBe(2);
  });
});
