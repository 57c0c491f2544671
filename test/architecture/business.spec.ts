// Repeat business, new business and strangers are three figures. No line of the house may add two of them: a sum would be read as "our market".
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { ROOT } from './modules.js';

const SUMS = [
  // repeat.arrived + new.arrived, however it is reached
  /(?:repeat|stranger)[\w.?[\]'")]*\s*\+\s*[\w.(['"]*(?:new|repeat|stranger)\b/i,
  /\bnew\.\w+\s*\+\s*[\w.(['"]*(?:repeat|stranger)\b/i,
  // business IN ('repeat', 'new'): counted as one
  /business\s+IN\s*\([^)]*,/i,
  // a fold over all three
  /business\w*\)?\.(?:reduce|values)\(|Object\.values\(\s*\w*\.?business/i,
];

/** Schema definitions list the three values; they count nothing. */
const LISTS = /\/migrations\//;

const sources = ['libs', 'apps'].flatMap(kind =>
  readdirSync(join(ROOT, kind), { recursive: true, encoding: 'utf8' })
    .map(path => `${kind}/${path.replaceAll('\\', '/')}`)
    .filter(path => /\/src\/.*(?<!\.d|\.spec)\.tsx?$/.test(path) && !LISTS.test(path)),
);

const addsUp = (text: string): boolean => SUMS.some(sum => sum.test(text));

describe('repeat business and new business', () => {
  it.each([
    'const all = repeat.arrived + business.new.arrived;',
    'split.new.finished + split.repeat.finished',
    `WHERE business IN ('repeat', 'new')`,
    'Object.values(figures.business).reduce((a, b) => a + b.arrived, 0)',
    'rows.business.reduce(add)',
  ])('would be found if somebody wrote %j', text => {
    expect(addsUp(text)).toBe(true);
  });

  it('are added together nowhere in the sources', () => {
    expect(sources.length).toBeGreaterThan(300);
    const found = sources.flatMap(path =>
      readFileSync(join(ROOT, path), 'utf8')
        .split('\n')
        .flatMap((line, index) => (addsUp(line) ? [`${path}:${index + 1} ${line.trim()}`] : [])),
    );
    expect(found).toEqual([]);
  });
});
