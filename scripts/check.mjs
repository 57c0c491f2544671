// `npm run check`: everything that needs no server, one line per step. All steps run, so that one look shows all that is wrong.
// `--static` leaves the tests out, for CI, where `npm test` runs them anyway.
import { build } from './build.mjs';
import { JEST_FLAGS, ROOT, runNode, start, TOOLS } from './run.mjs';

const unitTests = (...args) => [...JEST_FLAGS, TOOLS.jest, '--testTimeout=60000', '--selectProjects', 'unit', ...args];
const STATIC = [
  ['format and lint', [TOOLS.biome, 'ci', '--colors=off', '.']],
  ['types of the server', [TOOLS.tsc, '-p', 'tsconfig.json', '--noEmit', '--incremental', 'false']],
  ['types of the web UI', [TOOLS.tsc, '-p', 'apps/rail-web', '--noEmit']],
];
const TESTS = [
  ['boundaries', unitTests('test/architecture')],
  ['unit tests', unitTests('--testPathIgnorePatterns', `${ROOT}/test/architecture/`, '/node_modules/')],
];

start(async () => {
  const onlyStatic = process.argv.includes('--static');
  // Worker threads run what was built.
  if (!onlyStatic) await build({ serverOnly: true });
  let failures = 0;
  for (const [title, args] of onlyStatic ? STATIC : [...STATIC, ...TESTS]) {
    const begun = performance.now();
    const { code, output } = await runNode(args);
    const seconds = ((performance.now() - begun) / 1000).toFixed(1);
    if (code !== 0) {
      failures += 1;
      console.error(output.trimEnd());
    }
    console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${title} (${seconds} s)`);
  }
  process.exitCode = failures === 0 ? 0 : 1;
});
