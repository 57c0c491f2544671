import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { ENVIRONMENT_NAMES, readEnvironment } from '#runtime';
import { ROOT, readModule, readModules } from './modules.js';

const example = readFileSync(join(ROOT, '.env.example'), 'utf8').split('\n');
const documented = example.map(line => /^#? ?([A-Z][A-Z0-9_]*)=/.exec(line)?.[1]).filter(name => name !== undefined);

describe('.env.example', () => {
  it('names every setting that is read', () => {
    expect(ENVIRONMENT_NAMES.filter(name => !documented.includes(name))).toEqual([]);
  });

  it('names no setting that nobody reads', () => {
    expect(documented.filter(name => !ENVIRONMENT_NAMES.includes(name))).toEqual([]);
  });

  it('names each once, with a comment above it', () => {
    expect(new Set(documented).size).toBe(documented.length);
    const bare = example.filter((line, at) => /^#? ?[A-Z][A-Z0-9_]*=/.test(line) && !example[at - 1]?.startsWith('# '));
    expect(bare).toEqual([]);
  });

  it('can be used as it stands: what is set in it is accepted, and is the default', () => {
    const set = Object.fromEntries(
      example.map(line => /^#? ?([A-Z][A-Z0-9_]*)=(.*)$/.exec(line)?.slice(1) ?? ['', '']),
    );
    const { INSTANCE_ID: _first, ...read } = readEnvironment(set);
    const { INSTANCE_ID: _second, ...defaults } = readEnvironment({});
    expect(read).toEqual(defaults);
  });
});

describe('the environment', () => {
  it('is read in one place', () => {
    const readers = readModules().filter(module => module.readsEnvironment && !module.isSpec);
    expect(readers.map(module => module.path)).toEqual(['libs/runtime/src/env.ts']);
  });

  it.each([
    'process.env.X',
    "process['env'].X",
    'const { env } = process;',
    "import { env } from 'node:process';",
    'globalThis.process.env',
  ])('would be seen to be read by %s', text => {
    expect(readModule('libs/store/src/a.ts', 'libs/store', text).readsEnvironment).toBe(true);
  });

  it('is not read by code that merely uses the process', () => {
    expect(readModule('libs/store/src/a.ts', 'libs/store', 'process.pid; // process.env').readsEnvironment).toBe(false);
  });
});
