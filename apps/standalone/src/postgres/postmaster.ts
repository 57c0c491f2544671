// A server that outlived the process that began it: found by its pid file, believed only when that process is really PostgreSQL.
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

export interface Postmaster {
  pid: number;
  port: number;
}

/** Null where none runs on this cluster. postmaster.pid: line 1 pid, 2 data folder, 4 port. */
export async function readPostmaster(cluster: string): Promise<Postmaster | null> {
  const text = await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => null);
  if (text === null) return null;
  const lines = text.split('\n');
  const pid = Number(lines[0]);
  const port = Number(lines[3]);
  if (!(pid > 0) || !(port > 0) || resolve(lines[1] ?? '') !== resolve(cluster)) return null;
  return isAlive(pid) && (await isPostgres(pid)) ? { pid, port } : null;
}

/** Fast shutdown (SIGINT), then at once (SIGQUIT) after 10 s. Resolves when the process is gone. */
export async function stopProcess(pid: number): Promise<void> {
  if (pid <= 0) return;
  signal(pid, 'SIGINT');
  const begun = performance.now();
  let pressed = false;
  while (isAlive(pid) && performance.now() - begun < 20_000) {
    if (!pressed && performance.now() - begun > 10_000) {
      pressed = true;
      signal(pid, 'SIGQUIT');
    }
    await new Promise(done => setTimeout(done, 20));
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function signal(pid: number, name: 'SIGINT' | 'SIGQUIT'): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** After a reboot the pid may be somebody else's. Where /proc is missing we believe the file. */
async function isPostgres(pid: number): Promise<boolean> {
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => null);
  return command === null || command.split('\0')[0]!.includes('postgres');
}
