// Finds circles of imports. A circle means that none of its files can be understood, tried or loaded without the others; in ESM it
// also means that one of them sees the other half-loaded.
import { resolveRelative } from './import.rules.js';
import type { Module } from './modules.js';

/** Each circle once, as the paths along it. Types count: a reader has to follow them as well. */
export function findCycles(modules: readonly Module[]): string[][] {
  const paths = new Set(modules.map(module => module.path));
  const next = new Map(modules.map(module => [module.path, targetsOf(module, paths)]));
  const done = new Set<string>();
  const cycles: string[][] = [];
  const visit = (path: string, way: string[]): void => {
    const begin = way.indexOf(path);
    if (begin >= 0) {
      cycles.push(way.slice(begin));
      return;
    }
    if (done.has(path)) return;
    for (const target of next.get(path) ?? []) visit(target, [...way, path]);
    done.add(path);
  };
  for (const path of paths) visit(path, []);
  return cycles;
}

function targetsOf(module: Module, paths: ReadonlySet<string>): string[] {
  return module.imports
    .filter(imported => imported.specifier?.startsWith('.'))
    .flatMap(imported => candidates(resolveRelative(module.path, imported.specifier ?? '')))
    .filter(target => paths.has(target));
}

// The web UI names its modules without an ending, or as .tsx.
const candidates = (target: string) => [
  target,
  `${target}.ts`,
  `${target}.tsx`,
  target.replace(/\.ts$/, '.tsx'),
  `${target}/index.ts`,
];
