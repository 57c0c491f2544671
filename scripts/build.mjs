// `npm run build [-- --server-only]`: makes the server (tsc, then rolldown) and the web UI (vite) side by side, each only when its sources
// changed since. Guarantees: quiet when fresh; the output of a deleted source goes away; a failed build is never taken for a fresh one.
// npm also runs it after `npm ci` ("prepare").
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { copyAssets, fingerprint, listSources, outputsOf } from './build-sources.mjs';
import { BUNDLED, bundle } from './bundle.mjs';
import { linkPostgres } from './link-postgres.mjs';
import { Expected, ROOT, runNode, start, TOOLS } from './run.mjs';

const STAMP = join(ROOT, 'dist/.built');
const PARTS = {
  server: {
    tool: 'tsc',
    title: 'the server',
    build: async () => {
      const compiled = await runNode([TOOLS.tsc, '-p', 'tsconfig.json', '--pretty', 'false']);
      if (compiled.code === 0) await bundle();
      return compiled;
    },
  },
  web: {
    tool: 'vite',
    title: 'the web UI',
    // Vite takes NODE_ENV from outside over its own: a test's would make a build for development.
    build: () =>
      runNode([TOOLS.vite, 'build', 'apps/rail-web', '--logLevel', 'warn'], {
        env: { ...process.env, NODE_ENV: 'production' },
      }),
  },
};

/** @returns {Promise<string[]>} the parts that were built; empty when all was fresh */
export async function build({ serverOnly = false } = {}) {
  linkPostgres(ROOT);
  const names = serverOnly ? ['server'] : ['server', 'web'];
  const built = readStamp();
  if (names.some(name => !existsSync(TOOLS[PARTS[name].tool]))) return skipWithoutTools(names, built);
  const now = Object.fromEntries(names.map(name => [name, fingerprint(listSources(name))]));
  const broken = names.filter(name => built[name] && !isWhole(name, now[name].files));
  // Without its notes tsc would not write again what somebody removed from dist by hand.
  if (broken.includes('server')) rmSync(join(ROOT, 'dist/.tsbuildinfo'), { force: true });
  const stale = names.filter(name => broken.includes(name) || built[name]?.hash !== now[name].hash);
  if (stale.length === 0) return [];

  console.log(`building ${stale.map(name => PARTS[name].title).join(' and ')} …`);
  // Stale parts are forgotten first: if this build is cut off, the next one begins again.
  writeStamp(Object.fromEntries(Object.entries(built).filter(([name]) => !stale.includes(name))));
  if (stale.includes('server')) removeOutputsOfDeleted(built.server?.files ?? [], now.server.files);
  const results = await Promise.all(stale.map(async name => ({ name, ...(await PARTS[name].build()) })));
  if (stale.includes('server')) copyAssets(now.server.files);
  const good = results.filter(result => result.code === 0).map(result => result.name);
  writeStamp({ ...readStamp(), ...Object.fromEntries(good.map(name => [name, now[name]])) });
  const bad = results.filter(result => result.code !== 0);
  if (bad.length > 0) {
    throw new Expected(
      bad.map(({ name, output }) => `${output.trim()}\n${PARTS[name].title} did not build`).join('\n\n'),
    );
  }
  return stale;
}

function isWhole(name, files) {
  if (name === 'web') return existsSync(join(ROOT, 'dist/apps/rail-web/public/index.html'));
  return [...BUNDLED, ...files.flatMap(outputsOf)].every(output => existsSync(output));
}

// Development dependencies are left out where only the built product runs.
function skipWithoutTools(names, built) {
  const missing = names.filter(name => !built[name]);
  if (missing.length > 0) {
    throw new Expected('nothing is built yet, and the build tools are not installed: run "npm ci" without --omit=dev');
  }
  console.log('build skipped: the build tools are not installed, using what was built before');
  return [];
}

function readStamp() {
  if (!existsSync(STAMP)) return {};
  try {
    return JSON.parse(readFileSync(STAMP, 'utf8'));
  } catch {
    // A stamp that was cut off in writing: everything counts as stale.
    return {};
  }
}

function writeStamp(stamp) {
  mkdirSync(join(ROOT, 'dist'), { recursive: true });
  writeFileSync(STAMP, JSON.stringify(stamp));
}

function removeOutputsOfDeleted(before, after) {
  const kept = new Set(after);
  for (const file of before) {
    if (kept.has(file)) continue;
    for (const output of outputsOf(file)) rmSync(output, { force: true });
  }
}

if (process.argv[1] === import.meta.filename) {
  start(() => build({ serverOnly: process.argv.includes('--server-only') }));
}
