// The mail fixtures against the drafts that are right for them. Guarantee: each file goes through the real converter with its
// worker threads; an expectation is a part of the draft, written by hand beside the mail.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Conversion, Converter } from '#channels/contract';
import type { TicketDraft } from '#tickets';
import { createEmailConverter } from '../../libs/channels/src/email/convert/email.converter.js';

interface Golden {
  draft?: Record<string, unknown>;
  quarantined?: string;
  absent?: string[];
  sameContentAs?: string;
  counts?: Record<string, number>;
  textIncludes?: string[];
  htmlIncludes?: string[];
  htmlExcludes?: string[];
}

const folder = fileURLToPath(new URL('../fixtures/email/', import.meta.url));
const names = readdirSync(folder)
  .filter(file => file.endsWith('.eml'))
  .map(file => file.slice(0, -'.eml'.length))
  .sort();

let converter: Converter;
beforeAll(() => {
  converter = createEmailConverter();
});
afterAll(() => converter.close());

async function convert(name: string): Promise<Conversion> {
  const raw = readFileSync(`${folder}${name}.eml`);
  const [conversion] = await converter.convert([{ raw, transport: {}, organisationDomains: ['nordwerk.example'] }]);
  return conversion!;
}

function valueAt(draft: TicketDraft, path: string): unknown {
  return path.split('.').reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], draft);
}

describe('the mail fixtures', () => {
  it('are at least forty', () => {
    expect(names.length).toBeGreaterThanOrEqual(40);
  });

  it.each(names)('%s becomes the draft that is right for it', async name => {
    const golden: Golden = JSON.parse(readFileSync(`${folder}${name}.json`, 'utf8'));
    const conversion = await convert(name);
    if (golden.quarantined) {
      expect(conversion.drafts).toEqual([]);
      expect(conversion.quarantined.map(({ reason }) => reason)).toEqual([golden.quarantined]);
      return;
    }
    expect(conversion.quarantined).toEqual([]);
    const [draft] = conversion.drafts;
    expect(draft).toMatchObject(golden.draft ?? {});
    expect(JSON.stringify(draft)).not.toContain('\\u0000');
    for (const path of golden.absent ?? []) expect(valueAt(draft!, path)).toBeUndefined();
    for (const [path, count] of Object.entries(golden.counts ?? {})) expect(valueAt(draft!, path)).toHaveLength(count);
    for (const piece of golden.textIncludes ?? []) expect(draft!.text).toContain(piece);
    for (const piece of golden.htmlIncludes ?? []) expect(draft!.html).toContain(piece);
    for (const piece of golden.htmlExcludes ?? []) expect(draft!.html).not.toContain(piece);
    if (golden.sameContentAs) {
      const other = await convert(golden.sameContentAs);
      expect(draft!.contentKey).toBe(other.drafts[0]!.contentKey);
    }
    for (const { sha256, size } of draft!.attachments) expect(conversion.blobs.get(sha256)?.byteLength).toBe(size);
  });
});
