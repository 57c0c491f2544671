// The envelope fixtures against the drafts, or the holds, that are right for them. Guarantee: an expectation is a part of the outcome, written by hand beside the envelope.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createEnvelopeConverter } from '#channels';
import { shippedBook } from '#tickets';

interface Golden {
  draft?: Record<string, unknown>;
  quarantined?: { reason: string; position?: object };
  htmlExcludes?: string[];
}

const folder = fileURLToPath(new URL('../fixtures/api/', import.meta.url));
const END = '.expected.json';
const names = readdirSync(folder)
  .filter(file => file.endsWith(END))
  .map(file => file.slice(0, -END.length))
  .sort();

describe('the envelope fixtures', () => {
  it('are at least fifteen', () => {
    expect(names.length).toBeGreaterThanOrEqual(15);
  });

  it.each(names)('%s ends as is right for it', async name => {
    const golden: Golden = JSON.parse(readFileSync(`${folder}${name}${END}`, 'utf8'));
    const raw = readFileSync(`${folder}${name}.json`);
    const input = { raw, transport: { channelId: 7 }, organisationDomains: [], kinds: shippedBook };
    const [conversion] = await createEnvelopeConverter().convert([input]);
    const { drafts, quarantined, blobs } = conversion!;
    expect([drafts.length, quarantined.length]).toEqual(golden.draft ? [1, 0] : [0, 1]);
    if (golden.quarantined) expect(quarantined[0]).toMatchObject(golden.quarantined);
    if (golden.draft) expect(drafts[0]).toMatchObject(golden.draft);
    for (const words of golden.htmlExcludes ?? []) expect(drafts[0]!.html).not.toContain(words);
    for (const { sha256, size } of drafts[0]?.attachments ?? []) expect(blobs.get(sha256)?.byteLength).toBe(size);
  });
});
