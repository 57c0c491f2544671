// Which files the two builds are made of, and what each of them becomes.
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { dirname, extname, join, relative, sep } from 'node:path';
import { ROOT } from './run.mjs';

const WEB = 'apps/rail-web';
const SOURCES = {
  server: { folders: ['apps', 'libs', 'test'], files: ['tsconfig.json', 'package.json', 'package-lock.json'] },
  web: { folders: [WEB, 'libs/api/src'], files: ['tsconfig.json', 'package.json', 'package-lock.json'] },
};

/** Paths relative to the project, with forward slashes, sorted. */
export function listSources(part) {
  const { folders, files } = SOURCES[part];
  const found = folders
    .flatMap(folder => walk(join(ROOT, folder)))
    .map(file => relative(ROOT, file).split(sep).join('/'));
  const ours = part === 'server' ? found.filter(isServerSource) : found;
  return [...ours, ...files.filter(file => existsSync(join(ROOT, file)))].sort();
}

// Of the tests only code is compiled: their mails and other data are read where they lie.
function isServerSource(file) {
  if (file.startsWith(`${WEB}/`)) return false;
  return file.startsWith('test/') ? file.endsWith('.ts') : /^(apps|libs)\/[^/]+\/src\//.test(file);
}

function walk(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
    if (entry.name === 'node_modules' || entry.name === 'dist') return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? walk(path) : [path];
  });
}

/** @returns {{ hash: string, files: string[] }} the hash changes with any file's name, size or time of change */
export function fingerprint(files) {
  const hash = createHash('sha256');
  for (const file of files) {
    const { size, mtimeMs } = statSync(join(ROOT, file));
    hash.update(`${file}\0${size}\0${mtimeMs}\n`);
  }
  return { hash: hash.digest('hex'), files };
}

/** Full paths of what a source became in dist; none for declarations and for files of the project's own folder. */
export function outputsOf(file) {
  const output = join(ROOT, 'dist', file);
  if (!file.includes('/') || file.endsWith('.d.ts')) return [];
  if (extname(file) !== '.ts') return [output];
  const stem = output.slice(0, -'.ts'.length);
  return [`${stem}.js`, `${stem}.js.map`];
}

/** What is not code (sample mails, kinds as JSON) is found beside the code in dist as well. */
export function copyAssets(files) {
  for (const file of files) {
    if (extname(file) === '.ts' || !file.includes('/')) continue;
    const [target] = outputsOf(file);
    mkdirSync(dirname(target), { recursive: true });
    copyFileSync(join(ROOT, file), target);
  }
}
