// The embedded default: a real PostgreSQL, from npm, beside the process. Its data stay in the data folder; it survives a kill -9 of ours and
// is found again. It runs in a process group of its own, so that Ctrl-C ends us first and the database after the last write.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, closeSync, existsSync, openSync } from 'node:fs';
import { chown, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { Fault } from '#runtime';
import { databaseAnswers, ensureDatabase } from '#store';
import { type Binaries, findBinaries } from './binaries.js';
import { placeCluster } from './cluster.place.js';
import { type Owner, ownerOf } from './owner.js';
import { readPostmaster, stopProcess } from './postmaster.js';

const START_MS = 30_000;
const USER = 'rail';
const DATABASE = 'ticket_rail';

export interface EmbeddedPostgres {
  url: string;
  /** 'created': the data folder was empty. */
  began: 'created' | 'started' | 'found-running';
  stop(): Promise<void>;
}

/** Faults: DATA.NOT_WRITABLE, DATABASE.NOT_STARTED with the last lines of the server's own log. */
export async function startEmbeddedPostgres(dataDir: string): Promise<EmbeddedPostgres> {
  await makeDataFolder(dataDir);
  const log = join(dataDir, 'postgres.log');
  const owner = await ownerOf();
  const { cluster, binaries } = await placeCluster(dataDir, await findBinaries(), owner);
  const password = await passwordIn(dataDir);
  const url = (port: number) => `postgres://${USER}:${password}@127.0.0.1:${port}/${DATABASE}`;

  const alive = await readPostmaster(cluster);
  if (alive) {
    if (await databaseAnswers(url(alive.port)))
      return { url: url(alive.port), began: 'found-running', stop: () => stopProcess(alive.pid) };
    await stopProcess(alive.pid);
  }
  const fresh = !existsSync(join(cluster, 'PG_VERSION'));
  if (fresh) await initialise(binaries, cluster, password, owner);
  // A port that was free a moment ago may be taken by now: try another.
  for (let attempt = 1; ; attempt++) {
    const port = await freePort();
    const server = await launch(binaries, cluster, { port, log, password, owner });
    if (await server.ready()) {
      await ensureDatabase(`postgres://${USER}:${password}@127.0.0.1:${port}/postgres`, DATABASE);
      return { url: url(port), began: fresh ? 'created' : 'started', stop: () => stopProcess(server.pid) };
    }
    if (attempt === 3)
      throw new Fault('DATABASE.NOT_STARTED', `The embedded PostgreSQL did not start: ${await lastLines(log)}`);
  }
}

/** Fault DATA.NOT_WRITABLE, with what to do. */
export async function makeDataFolder(dataDir: string): Promise<void> {
  try {
    await mkdir(dataDir, { recursive: true });
    const probe = join(dataDir, `.write-test-${process.pid}`);
    await writeFile(probe, '');
    await rm(probe);
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new Fault(
      'DATA.NOT_WRITABLE',
      `The data folder ${dataDir} cannot be written (${why}). Choose another with DATA_DIR.`,
      { cause: error },
    );
  }
}

async function passwordIn(dataDir: string): Promise<string> {
  const file = join(dataDir, 'postgres.password');
  const known = await readFile(file, 'utf8').catch(() => '');
  if (known.trim()) return known.trim();
  const password = randomBytes(24).toString('hex');
  await writeFile(file, password, { mode: 0o600 });
  chmodSync(file, 0o600);
  return password;
}

/** Made beside its place and then renamed: a process that is killed meanwhile leaves no half of a cluster under the cluster's name. */
async function initialise(binaries: Binaries, cluster: string, password: string, owner: Owner | null): Promise<void> {
  const making = `${cluster}.making`;
  await rm(making, { recursive: true, force: true });
  await mkdir(making, { mode: 0o700 });
  const passwordFile = `${cluster}.initdb-${randomBytes(4).toString('hex')}`;
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  if (owner) for (const path of [making, passwordFile]) await chown(path, owner.uid, owner.gid);
  const where = ['-D', making, '-U', USER, `--pwfile=${passwordFile}`];
  const how = ['--auth=scram-sha-256', '--encoding=UTF8', '--locale=C', '--no-instructions'];
  try {
    const { code, output } = await run(binaries.initdb, [...where, ...how], owner);
    const why = output.trim().split('\n').slice(-3).join(' ');
    if (code !== 0) throw new Fault('DATABASE.NOT_STARTED', `The embedded PostgreSQL could not be set up: ${why}`);
    await rename(making, cluster);
  } finally {
    await rm(passwordFile, { force: true });
  }
}

async function launch(
  binaries: Binaries,
  cluster: string,
  { port, log, password, owner }: { port: number; log: string; password: string; owner: Owner | null },
) {
  // Its log goes to a file: a pipe would break when this process is killed, and the server lives on.
  const out = openSync(log, 'a', 0o600);
  const settings = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    `port=${port}`,
    'max_wal_size=2GB',
    'log_min_messages=warning',
  ];
  const child = spawn(binaries.postgres, ['-D', cluster, ...settings.flatMap(setting => ['-c', setting])], {
    ...owner,
    cwd: cluster,
    detached: true,
    stdio: ['ignore', out, out],
  });
  closeSync(out);
  child.unref();
  let ended = false;
  child.once('error', () => (ended = true));
  child.once('exit', () => (ended = true));
  return {
    pid: child.pid ?? 0,
    async ready(): Promise<boolean> {
      for (const end = performance.now() + START_MS; performance.now() < end && !ended; ) {
        if (await databaseAnswers(`postgres://${USER}:${password}@127.0.0.1:${port}/postgres`)) return true;
        await new Promise(resolve => setTimeout(resolve, 50));
      }
      if (!ended && child.pid) await stopProcess(child.pid);
      return false;
    },
  };
}

function run(command: string, args: string[], owner: Owner | null): Promise<{ code: number | null; output: string }> {
  return new Promise(resolve => {
    const child = spawn(command, args, {
      ...owner,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...minimalEnvironment(), LC_MESSAGES: 'C' },
    });
    let output = '';
    child.stdout.on('data', chunk => (output += chunk));
    child.stderr.on('data', chunk => (output += chunk));
    child.once('error', error => resolve({ code: -1, output: error.message }));
    child.once('close', code => resolve({ code, output }));
  });
}

/** initdb and the server take their settings from arguments; nothing of the caller's environment is theirs. */
const minimalEnvironment = (): Record<string, string> => ({ PATH: '/usr/local/bin:/usr/bin:/bin', LANG: 'C' });

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}

async function lastLines(log: string): Promise<string> {
  const size = (await stat(log).catch(() => null))?.size ?? 0;
  const text = await readFile(log, 'utf8').catch(() => '');
  return size === 0 ? 'it left no log' : text.trim().split('\n').slice(-3).join(' ').slice(-600);
}
