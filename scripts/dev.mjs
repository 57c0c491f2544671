// `npm run dev`: compiles on change, starts the server again after each good compilation, and serves the web UI with hot reload
// (its requests to /api go to the server on port 3000). Ctrl-C ends all of it.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { loadEnvironmentFile } from './environment-file.mjs';
import { linkPostgres } from './link-postgres.mjs';
import { refuseOldNode } from './node-version.mjs';
import { ROOT, TOOLS } from './run.mjs';

refuseOldNode();
loadEnvironmentFile();
linkPostgres(ROOT);

let server = null;
let ending = false;
let restarting = Promise.resolve();

const compiler = spawn(process.execPath, [TOOLS.tsc, '-p', 'tsconfig.json', '--watch', '--preserveWatchOutput'], {
  cwd: ROOT,
  stdio: ['ignore', 'pipe', 'inherit'],
});
const web = spawn(process.execPath, [TOOLS.vite, 'apps/rail-web'], { cwd: ROOT, stdio: 'inherit' });

createInterface({ input: compiler.stdout }).on('line', line => {
  console.log(line);
  const errors = /Found (\d+) errors?\. Watching/.exec(line)?.[1];
  // One restart after the other: a server that still stops holds the port and the data folder.
  if (errors === '0') restarting = restarting.then(restart);
});

async function restart() {
  await stop(server);
  if (ending) return;
  server = spawn(process.execPath, [join(ROOT, 'dist/apps/standalone/src/main.js'), ...process.argv.slice(2)], {
    cwd: ROOT,
    stdio: 'inherit',
  });
  server.once('exit', code => {
    if (!ending && code) console.error(`the server ended with code ${code}; it starts again after the next change`);
  });
}

function stop(child) {
  if (!child || child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise(resolve => {
    child.once('exit', resolve);
    child.kill('SIGTERM');
  });
}

async function end(code) {
  if (ending) return;
  ending = true;
  await restarting;
  await Promise.all([compiler, web, server].map(stop));
  process.exit(code);
}

for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => void end(0));
compiler.once('exit', code => void end(code ?? 1));
web.once('exit', code => void end(code ?? 1));
