// Bounces in the shapes of many mail systems, and mail that machines answer with: what each says, whatever its lines end in. Guarantee: the files go
// through the real converter with its worker threads; an expectation is written by hand beside the mail.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Converter } from '#channels/contract';
import type { Automatic } from '#tickets';
import { createEmailConverter } from '../../libs/channels/src/email/convert/email.converter.js';

const folder = (name: string): string => fileURLToPath(new URL(`../fixtures/automatic/${name}/`, import.meta.url));
const namesIn = (name: string): string[] =>
  readdirSync(folder(name))
    .filter(file => file.endsWith('.eml'))
    .map(file => file.slice(0, -'.eml'.length))
    .sort();
const golden = (kind: string, name: string) => JSON.parse(readFileSync(`${folder(kind)}${name}.json`, 'utf8'));

const ENDS = { LF: '\n', CRLF: '\r\n', CR: '\r' } as const;
const each = (kind: string) =>
  namesIn(kind).flatMap(name => (Object.keys(ENDS) as (keyof typeof ENDS)[]).map(end => [name, end] as const));

let converter: Converter;
beforeAll(() => {
  converter = createEmailConverter();
});
afterAll(() => converter.close());

async function read(kind: string, name: string, end: keyof typeof ENDS): Promise<Automatic> {
  const raw = Buffer.from(readFileSync(`${folder(kind)}${name}.eml`, 'utf8').replaceAll('\n', ENDS[end]));
  const [conversion] = await converter.convert([{ raw, transport: {}, organisationDomains: ['rail.example.com'] }]);
  expect(conversion!.quarantined).toEqual([]);
  return conversion!.drafts[0]!.automatic;
}

describe('the bounces', () => {
  it('are at least sixty, of at least twenty mail systems', () => {
    const names = namesIn('bounces');
    expect(names.length).toBeGreaterThanOrEqual(60);
    expect(new Set(names.map(name => name.slice(0, 2))).size).toBeGreaterThanOrEqual(20);
  });

  it.each(each('bounces'))(
    '%s, with lines that end in %s, tells each recipient, and the mail it is about',
    async (name, end) => {
      const { reports, ...right } = golden('bounces', name);
      const automatic = await read('bounces', name, end);
      expect(automatic).toMatchObject({ isBounce: true, isComplaint: false, ...right });
      expect(automatic.reports.map(({ recipient, status, action }) => ({ recipient, status, action }))).toEqual(
        reports,
      );
      if (!right.originalMessageId) expect(automatic.originalMessageId).toBeUndefined();
    },
  );
});

describe('the automatic replies', () => {
  it('are at least twenty', () => {
    expect(namesIn('replies').filter(name => golden('replies', name).isAutoReply).length).toBeGreaterThanOrEqual(20);
  });

  it.each(each('replies'))('%s, with lines that end in %s, is known for what it is', async (name, end) => {
    const { reports: _, originalMessageId: __, ...marks } = await read('replies', name, end);
    expect(marks).toEqual(golden('replies', name));
  });
});
