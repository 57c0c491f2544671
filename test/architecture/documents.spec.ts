import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { ROOT } from './modules.js';

const inFolder = (folder: string) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.md'))
    .map(file => `${folder}/${file}`);
const documents = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', ...inFolder('docs')];
const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');

describe('the documents', () => {
  it('lead to files that are there', () => {
    const dead = documents.flatMap(file =>
      [...read(file).matchAll(/\]\(([^)#]+)(?:#[^)]*)?\)/g)]
        .map(match => String(match[1]))
        .filter(link => !/^[a-z]+:/.test(link) && !existsSync(join(ROOT, dirname(file), link)))
        .map(link => `${file}: ${link}`),
    );
    expect(dead).toEqual([]);
  });

  it('introduce the product in under 120 lines', () => {
    expect(read('README.md').split('\n').length).toBeLessThan(120);
  });

  it('number the decisions without gaps', () => {
    const numbers = readdirSync(join(ROOT, 'docs/decisions')).map(file =>
      Number(/^(\d{4})-[a-z0-9-]+\.md$/.exec(file)?.[1]),
    );
    expect(numbers.sort((a, b) => a - b)).toEqual(numbers.map((_, at) => at + 1));
  });

  it('say of each decision its context, what was decided, what was rejected, and what follows', () => {
    const parts = ['**Context.**', '**Decision.**', '**Rejected.**', '**Consequences.**'];
    const lacking = inFolder('docs/decisions').filter(file => parts.some(part => !read(file).includes(part)));
    expect(lacking).toEqual([]);
  });

  it('name no npm script that is not there', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const named = documents.flatMap(file =>
      [...read(file).matchAll(/npm run (?:--silent )?([a-z]+)/g)].map(match => String(match[1])),
    );
    expect([...new Set(named)].filter(name => !(name in scripts))).toEqual([]);
  });
});
