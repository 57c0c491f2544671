// Bodies of posts against what is right for them. Guarantee: each goes through the preview that ops use; an expectation is written by hand beside it.
import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { previewForms } from '#channels';

interface Golden {
  /** What the story is, for whoever reads it. */
  says: string;
  settings?: Record<string, unknown>;
  drafts: Record<string, unknown>[];
  suppressed?: string;
  quarantined?: Record<string, unknown>[];
}

const folder = fileURLToPath(new URL('../fixtures/form/', import.meta.url));
const files = readdirSync(folder)
  .filter(file => !file.endsWith('.json'))
  .sort();

describe('the bodies of forms', () => {
  it.each(files.map(file => [basename(file), file]))('%s becomes what is right for it', async (_, file) => {
    const golden = JSON.parse(readFileSync(`${folder}${file.replace(/\.[^.]+$/, '.json')}`, 'utf8')) as Golden;
    let text = '';
    await previewForms([`${folder}${file}`], { settings: golden.settings }, piece => {
      text += piece;
    });
    const line = JSON.parse(text);
    expect([line.suppressed, line.acks]).toEqual([golden.suppressed ?? null, []]);
    expect(line.quarantined).toMatchObject(golden.quarantined ?? []);
    expect(line.drafts).toMatchObject(golden.drafts);
    expect(line.drafts).toHaveLength(golden.drafts.length);
  });
});
