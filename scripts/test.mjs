// `npm test [-- jest arguments]`: builds what is stale, says which outside servers are missing, runs all tests, and ends with the
// line `N passed, N failed`. Guarantees: exit code not 0 when a test failed or none ran; in CI (CI=true) a missing server is a failure.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from './build.mjs';
import { detectLanes } from './lanes.mjs';
import { memoryFolder } from './memory-folder.mjs';
import { refuseOldNode } from './node-version.mjs';
import { Expected, JEST_FLAGS, runNode, start, TOOLS } from './run.mjs';

refuseOldNode();

start(async () => {
  const lanes = await detectLanes();
  const missing = lanes.filter(lane => !lane.found);
  for (const lane of missing) console.log(`no ${lane.name}: ${lane.skips}. To enable: ${lane.enable}`);
  if (process.env.CI === 'true' && missing.length > 0) {
    throw new Expected(`in CI nothing may be skipped: ${missing.map(lane => lane.name).join(', ')} missing`);
  }
  await build();

  const folder = mkdtempSync(join(tmpdir(), 'rail-test-result-'));
  const file = join(folder, 'result.json');
  // The tests take the lanes from here, so that what was said above is what they do.
  const found = lanes.filter(lane => lane.found).map(lane => lane.name);
  const env = { ...process.env, NODE_ENV: 'test', TEST_LANES: found.join(','), TMPDIR: memoryFolder() ?? tmpdir() };
  // Generous, since real servers answer on a machine that may be busy: a test that hangs is ended, a slow one is not.
  const limit = process.argv.some(argument => argument.startsWith('--testTimeout')) ? [] : ['--testTimeout=60000'];
  const args = [...JEST_FLAGS, TOOLS.jest, ...limit, '--json', `--outputFile=${file}`, ...process.argv.slice(2)];
  try {
    const { code } = await runNode(args, { show: true, env });
    process.exitCode = report(code, existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

function report(code, result) {
  if (!result) {
    console.error('Jest ended without a result');
    return code || 1;
  }
  // A file that could not be loaded holds tests that nobody counted: it counts as one failure.
  const failed = result.numFailedTests + result.numRuntimeErrorTestSuites;
  const ran = result.numPassedTests + failed;
  const skipped = result.numPendingTests + result.numTodoTests;
  if (ran === 0) console.error('no test ran');
  console.log(`${result.numPassedTests} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
  return code || (ran === 0 || failed > 0 ? 1 : 0);
}
