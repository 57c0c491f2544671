// The stories of calls against what is right for them. Guarantee: each log goes through the preview that ops use; an expectation is written by hand beside it,
// with the settings of its channel.
import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { previewPhone, previewSettings } from '#channels';
import type { CallFacts, Position } from '#tickets';

interface Golden {
  /** What the story is, for whoever reads it. */
  says: string;
  settings: Record<string, unknown>;
  /** After the legs were put together, in the order of their first records. */
  calls: Partial<CallFacts>[];
  /** One for each record that is a call with the outside. */
  drafts: Record<string, unknown>[];
  quarantined?: { reason: string; position: Position }[];
  passedOver?: Record<string, number>;
}

const folder = fileURLToPath(new URL('../fixtures/phone/', import.meta.url));
const files = readdirSync(folder)
  .filter(file => !file.endsWith('.json'))
  .sort();
const goldenOf = (file: string): Golden =>
  JSON.parse(readFileSync(`${folder}${file.replace(/\.[^.]+$/, '.json')}`, 'utf8'));

async function preview(file: string, settings: Record<string, unknown>) {
  let text = '';
  await previewPhone([`${folder}${file}`], previewSettings(settings), piece => {
    text += piece;
  });
  return JSON.parse(text);
}

describe('the stories of calls', () => {
  it('are at least thirty, of every source', () => {
    expect(files.length).toBeGreaterThanOrEqual(30);
    const sources = new Set(files.map(file => goldenOf(file).settings.source));
    expect([...sources].sort()).toEqual(
      ['3cx', 'asterisk-csv', 'cisco-cucm', 'freeswitch', 'generic-csv', 'generic-json', 'twilio'].sort(),
    );
  });

  it.each(files.map(file => [basename(file), file]))('%s becomes what is right for it', async (_, file) => {
    const golden = goldenOf(file);
    const line = await preview(file, golden.settings);
    // First, for it says why a draft is missing.
    const held = line.quarantined.map(({ reason, position }: { reason: string; position: Position }) => ({
      reason,
      position,
    }));
    expect(held).toEqual(golden.quarantined ?? []);
    for (const { detail } of line.quarantined) expect(detail).toMatch(/^\S.*\.$/s);
    expect(line.passedOver).toEqual(golden.passedOver ?? {});
    expect(line.calls).toMatchObject(golden.calls);
    expect(line.drafts).toMatchObject(golden.drafts);
    for (const draft of line.drafts) {
      expect(draft.text).toContain(draft.subject);
      expect(draft.fields.phone).toBe(draft.kind === 'callback' ? draft.requester.phone : undefined);
    }
  });
});
