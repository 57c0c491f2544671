// Starts the built product as its user would, in a process of its own and with a data folder of its own.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, import.meta.dirname.includes('/dist/') ? '../../..' : '../..');

export interface Product {
  pid: number;
  url: string;
  signInLink: string | null;
  dataDir: string;
  smtpPort: number;
  /** All that it wrote. */
  output: () => string;
  /** Resident memory now and at its highest, in megabytes (Linux). */
  memory(): Promise<{ now: number; highest: number }>;
  /** Processor time used so far by the product and by its database, in milliseconds (Linux). */
  cpu(): Promise<{ product: number; database: number }>;
  kill(signal: NodeJS.Signals): Promise<void>;
  /** True once it has ended, however. */
  exited(): boolean;
  /** SIGTERM, then waits. Resolves with the exit code. */
  stop(): Promise<number | null>;
}

export interface ProductOptions {
  args?: string[];
  env?: Record<string, string>;
  dataDir?: string;
  /** Milliseconds until it must be ready. */
  within?: number;
}

/** A folder that the database's own user may walk to, also as root. */
export const makeDataDir = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'rail-data-'));
  const { chmod } = await import('node:fs/promises');
  await chmod(folder, 0o755);
  return folder;
};

export const removeDataDir = (folder: string): Promise<void> =>
  rm(folder, { recursive: true, force: true, maxRetries: 5 });

/** Rejects with its output where it ends before it is ready. */
export async function startProduct(options: ProductOptions = {}): Promise<Product> {
  const dataDir = options.dataDir ?? (await makeDataDir());
  const child = spawn(process.execPath, [join(ROOT, 'dist/server/standalone.js'), ...(options.args ?? [])], {
    cwd: ROOT,
    env: {
      PATH: process.env.PATH ?? '',
      NODE_ENV: 'test',
      DATA_DIR: dataDir,
      PORT: '0',
      SMTP_IN_PORT: '0',
      LOG_LEVEL: 'info',
      CHANNEL_PRIVATE_HOSTS: '127.0.0.1,localhost',
      ...options.env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const ended = new Promise<number | null>(resolve => child.once('exit', code => resolve(code)));
  const ready = new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`Not ready in time:\n${output}`)), options.within ?? 120_000);
    const hear = (chunk: Buffer) => {
      output += chunk;
      if (output.length > 5_000_000) output = output.slice(-1_000_000);
      if (output.includes('Ticket Rail is ready')) {
        clearTimeout(timer);
        resolve();
      }
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    void ended.then(code => {
      clearTimeout(timer);
      reject(new Error(`Ended with code ${code}:\n${output}`));
    });
  });
  try {
    await ready;
  } catch (error) {
    // Asked first: killed, it would leave its database running.
    child.kill('SIGTERM');
    const patience = setTimeout(() => child.kill('SIGKILL'), 15_000);
    await ended;
    clearTimeout(patience);
    throw error;
  }
  const said = /Ticket Rail is ready: (\S+)(?:.*(https?:\S+#token=\S+))?/.exec(output)!;
  return {
    pid: child.pid!,
    url: said[1]!,
    signInLink: said[2] ?? null,
    dataDir,
    smtpPort: Number(/"port":(\d+),[^\n]*SMTP listener ready/.exec(output)?.[1] ?? 0),
    output: () => output,
    memory: () => memoryOf(child),
    cpu: async () => ({ product: await cpuOf(child.pid!), database: await databaseCpu(dataDir) }),
    exited: () => child.exitCode !== null || child.signalCode !== null,
    kill: async signal => {
      child.kill(signal);
      await ended;
    },
    stop: async () => {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
      return ended;
    },
  };
}

async function memoryOf(child: ChildProcess): Promise<{ now: number; highest: number }> {
  const status = await readFile(`/proc/${child.pid}/status`, 'utf8').catch(() => '');
  const megabytes = (name: string) =>
    Math.round(Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) / 1024);
  return { now: megabytes('VmRSS'), highest: megabytes('VmHWM') };
}

/** proc(5): utime and stime are fields 14 and 15, those of ended children 16 and 17, in ticks of 10 ms; the name in field 2 may hold blanks. */
async function cpuOf(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0) * 10;
}

async function databaseCpu(dataDir: string): Promise<number> {
  const pid = (await readFile(join(dataDir, 'postgres/postmaster.pid'), 'utf8').catch(() => '')).split('\n')[0] ?? '';
  const children = (await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '')).trim().split(' ');
  const times = await Promise.all([pid, ...children].map(one => cpuOf(Number(one))));
  return times.reduce((sum, time) => sum + time, 0);
}

/** Runs the command line of the build. */
export function rail(
  args: string[],
  env: Record<string, string>,
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  return new Promise(resolve => {
    const child = spawn(process.execPath, [join(ROOT, 'bin/rail.mjs'), ...args], {
      cwd: ROOT,
      env: { PATH: process.env.PATH ?? '', NODE_ENV: 'test', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', chunk => (stdout += chunk));
    child.stderr.on('data', chunk => (stderr += chunk));
    child.once('exit', code => resolve({ code, stdout, stderr }));
  });
}

/** The embedded server of a data folder, which outlives a killed product. Stops it by its own pid. */
export async function stopLeftDatabase(dataDir: string): Promise<void> {
  const text = await readFile(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').catch(() => '');
  const pid = Number(text.split('\n')[0]);
  if (!pid) return;
  try {
    process.kill(pid, 'SIGINT');
    for (let i = 0; i < 200; i++) {
      process.kill(pid, 0);
      await new Promise(resolve => setTimeout(resolve, 50));
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
