import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { ROOT } from './modules.js';

interface Locked {
  resolved?: string;
  integrity?: string;
  version?: string;
  link?: boolean;
  optionalDependencies?: Record<string, string>;
}
const text = readFileSync(join(ROOT, 'package-lock.json'), 'utf8');
const locked = (JSON.parse(text) as { packages: Record<string, Locked> }).packages;
const installed = Object.entries(locked).filter(([path]) => path !== '');

describe('package-lock.json', () => {
  it('names no registry, so that it can be installed from any', () => {
    expect(installed.filter(([, entry]) => entry.resolved !== undefined).map(([path]) => path)).toEqual([]);
    expect(text).not.toMatch(/https?:\/\/[^"]*\.tgz/);
  });

  it('pins every package by version and by content', () => {
    const loose = installed.filter(([, entry]) => !entry.link && !(entry.version && entry.integrity));
    expect(loose.map(([path]) => path)).toEqual([]);
  });

  it('is complete: the variants for other machines are in it as well, else "npm ci" refuses it', () => {
    const missing = installed.flatMap(([path, entry]) =>
      Object.keys(entry.optionalDependencies ?? {})
        .filter(name => !isLocked(path, name))
        .map(name => `${path} wants ${name}`),
    );
    expect(missing).toEqual([]);
  });
});

// As Node looks for it: in the package's own node_modules, then in each one above.
function isLocked(path: string, name: string): boolean {
  for (let place = path; ; place = place.slice(0, Math.max(place.lastIndexOf('/node_modules/'), 0))) {
    if (locked[`${place === '' ? '' : `${place}/`}node_modules/${name}`]) return true;
    if (place === '') return false;
  }
}
