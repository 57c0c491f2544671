import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { shippedBook, type TicketDraft } from '#tickets';
import { createFormConverter } from './form.converter.js';

const converter = createFormConverter();
interface Given {
  settings?: Record<string, unknown>;
  type?: string;
  transport?: Record<string, unknown>;
}
const convert = async (
  body: string | Uint8Array,
  { settings = {}, type = 'application/x-www-form-urlencoded', transport = {} }: Given = {},
) => {
  const [conversion] = await converter.convert([
    {
      raw: Buffer.from(body as string),
      transport: { via: 'form', contentType: type, filledMs: null, identity: 'i', ...transport },
      settings,
      organisationDomains: [],
      kinds: shippedBook,
    },
  ]);
  return conversion!;
};
const form = (values: Record<string, string>) => new URLSearchParams(values).toString();
const draftOf = async (body: string | Uint8Array, given: Given = {}): Promise<TicketDraft> => {
  const { drafts, suppressed, quarantined } = await convert(body, given);
  expect([suppressed, quarantined]).toEqual([null, []]);
  return drafts[0]!;
};
const DESIGN = { kind: 'design-request' };

describe('any fields', () => {
  it('become an inquiry that a person can read', async () => {
    const draft = await draftOf(
      form({
        name: 'Ada Byron',
        email: 'ada@Example.COM',
        Nachricht: 'Wo ist sie?',
        delivery_date: 'Mai',
        tel: '0421 5',
      }),
    );
    expect(draft).toMatchObject({
      kind: 'inquiry',
      requester: { name: 'Ada Byron', address: 'ada@example.com', phone: '0421 5' },
      text: 'Wo ist sie?\n\nDelivery date: Mai\nTelephone: 0421 5',
      fields: { delivery_date: 'Mai' },
    });
  });

  it('follow the conventions of forms on the web', async () => {
    const draft = await draftOf(
      form({ _replyto: 'a@b.example', _subject: 'Broken\r\npump', _next: 'https://x.example', message: 'It leaks' }),
      {
        settings: { title: 'Contact' },
      },
    );
    expect(draft).toMatchObject({
      subject: 'Broken pump',
      requester: { address: 'a@b.example' },
      text: 'It leaks',
      fields: {},
    });
    expect((await draftOf('message=x', { settings: { title: 'Contact' } })).subject).toBe('Contact');
  });

  it('survive from the post to the draft, whatever they are', async () => {
    const text = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 60 })
      .map(one => one.replace(/[\0\r]/g, '').trim())
      .filter(one => one !== '');
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(text, { maxLength: 8 }), text, async (values, message) => {
        const body = new URLSearchParams([
          ...values.map((value, i): [string, string] => [`q${i}`, value]),
          ['message', message],
        ]);
        const draft = await draftOf(body.toString());
        expect(draft.text).toContain(message);
        values.forEach((value, i) => {
          expect(draft.fields[`q${i}`]).toBe(value);
          expect(draft.text.replace(/^ {2}/gm, '')).toContain(value.replace(/^ {2}/gm, ''));
        });
      }),
    );
  });

  it('survive as JSON, with their types', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(fc.stringMatching(/^q[a-z]{1,8}$/), fc.jsonValue({ maxDepth: 3 })),
        async values => {
          const body = JSON.stringify({ ...values, message: 'm' });
          const draft = await draftOf(body, { type: 'application/json' });
          const wanted = JSON.parse(body, (_, one) =>
            typeof one === 'string' ? one.replaceAll('\0', '').replace(/\r\n?/g, '\n').toWellFormed() : one,
          );
          for (const name of Object.keys(values))
            expect(JSON.stringify(draft.fields[name])).toBe(JSON.stringify(wanted[name]));
        },
      ),
      { numRuns: 50 },
    );
  });
});

describe("a kind's fields", () => {
  it('are read as its schema wants them, and shown with their titles and units', async () => {
    const draft = await draftOf(
      form({
        email: 'a@b.example',
        flowRate: '12,5',
        quantity: '1 200',
        requiredBy: '2027-01-15',
        medium: 'Salzwasser',
        colour: 'blue',
      }),
      {
        settings: DESIGN,
      },
    );
    expect(draft).toMatchObject({
      kind: 'design-request',
      subject: 'Design request',
      fields: { flowRate: 12.5, quantity: 1200, requiredBy: '2027-01-15' },
    });
    expect(draft.text).toContain('Flow rate: 12.5 m³/h');
    expect(draft.text).toContain('Colour: blue');
    expect(draft.fields).not.toHaveProperty('colour');
  });

  it('that do not fit are left to the text, with a word about it: nobody waits at a door any more', async () => {
    const draft = await draftOf(form({ flowRate: '1,200', medium: 'x' }), { settings: DESIGN });
    expect(draft.fields).toEqual({ medium: 'x' });
    expect(draft.text).toContain('Flow rate: 1,200');
    expect(draft.warnings).toEqual([expect.stringMatching(/^Flow rate must be/)]);
  });

  it('that we promise or fill in ourselves are not for somebody outside', async () => {
    const draft = await draftOf('promisedDate=2026-12-24&quantity=3', { settings: { kind: 'order' } });
    expect(draft.fields).toEqual({ quantity: 3 });
    expect(draft.text).toContain('Promised date: 2026-12-24');
  });
});

describe('files', () => {
  const multipart = (name: string, type: string, bytes: Buffer) =>
    Buffer.concat([
      Buffer.from(
        `--b\r\nContent-Disposition: form-data; name="f"; filename="${name}"\r\nContent-Type: ${type}\r\n\r\n`,
      ),
      bytes,
      Buffer.from('\r\n--b--'),
    ]);
  const PNG = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  );
  const type = 'multipart/form-data; boundary=b';

  it('are kept by hash, of the type that their bytes have', async () => {
    const { drafts, blobs } = await convert(multipart('plan.pdf', 'application/pdf', PNG), { type });
    const sha256 = createHash('sha256').update(PNG).digest('hex');
    expect(drafts[0]).toMatchObject({
      attachments: [{ filename: 'plan.pdf', contentType: 'image/png', size: PNG.length, sha256 }],
      warnings: ['"plan.pdf" was sent as application/pdf, and is image/png'],
    });
    expect(Buffer.from(blobs.get(sha256)!).equals(PNG)).toBe(true);
  });

  it.each([
    ['../../etc/passwd', 'passwd'],
    ['C:\\\\temp\\\\a.png', 'a.png'],
    ['a\u202egnp.exe', 'agnp.exe'],
    ['..', 'attachment'],
    ['\u200b', 'attachment'],
    ['.htaccess', 'htaccess'],
  ])('named %j have a name and no path', async (name, wanted) => {
    const [draft] = (await convert(multipart(name, 'image/png', PNG), { type })).drafts;
    expect(draft!.attachments[0]!.filename).toBe(wanted);
  });
});

describe('suspected spam', () => {
  const settings = {
    spam: { block: { addresses: ['@spam.example'], networks: ['203.0.113.0/24'], words: ['cheap pills'] } },
  };
  it.each([
    ['form.honeypot', { message: 'x', company_website: 'http://x' }, {}],
    ['form.honeypot', { message: 'x', _gotcha: 'y' }, {}],
    ['form.too-fast', { message: 'x' }, { filledMs: 300 }],
    ['form.blocked', { message: 'x', email: 'joe@SPAM.example' }, {}],
    ['form.blocked', { message: 'Cheap  Pills, CHEAP PILLS' }, {}],
    ['form.blocked', { message: 'x' }, { remoteAddress: '203.0.113.9' }],
  ])('is suppressed by the rule %s, with a word about it', async (rule, values, transport) => {
    const conversion = await convert(form(values), { settings, transport });
    expect(conversion).toMatchObject({ suppressed: rule, drafts: [] });
    expect(conversion.suppressedDetail).toMatch(/\. From .+: ./);
  });

  it('is not what was filled in as people do', async () => {
    await draftOf(form({ message: 'x', company_website: '' }), {
      settings,
      transport: { filledMs: 9_000, remoteAddress: '198.51.100.1' },
    });
    await draftOf('message=x', { transport: { filledMs: null } });
  });

  it('that somebody released is a draft like any other', async () => {
    const released = { rule: 'form.honeypot', by: 'Mara', reason: 'a real customer', at: '2026-11-28T10:00:00Z' };
    const draft = await draftOf(form({ message: 'x', _gotcha: 'y' }), { transport: { released } });
    expect(draft.warnings).toEqual([]);
    expect(draft.text).not.toContain('y');
  });

  it('is all that does not come from the page, where the channel wants it so', async () => {
    expect(await convert('message=x', { settings: { spam: { pageOnly: true } } })).toMatchObject({
      suppressed: 'form.no-page',
    });
  });
});

it('the same bytes give the same draft, and another identity another content', async () => {
  const body = form({ message: 'hello', email: 'a@b.example' });
  expect(await draftOf(body)).toEqual(await draftOf(body));
  const other = await draftOf(body, { transport: { identity: 'other' } });
  expect(other.contentKey).not.toBe((await draftOf(body)).contentKey);
});

it('what cannot be read is held with its reason and place', async () => {
  expect((await convert('[]', { type: 'application/json' })).quarantined).toEqual([
    { reason: 'form.unreadable', detail: expect.any(String), position: { pointer: '' } },
  ]);
  expect((await convert('a=1', { settings: { files: { count: 'many' } } })).quarantined).toMatchObject([
    { reason: 'form.settings' },
  ]);
});
