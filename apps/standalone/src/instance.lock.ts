// One process per data folder: two on one embedded database would be two owners of everything in it.
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault } from '#runtime';
import { isAlive } from './postgres/postmaster.js';

/** Fault DATA.IN_USE, naming the process that lives. A lock left by a kill -9 is taken over. */
export async function lockDataFolder(dataDir: string): Promise<() => Promise<void>> {
  const file = join(dataDir, 'ticket-rail.pid');
  for (;;) {
    try {
      // wx: of two that start at once, one makes the file.
      await writeFile(file, `${process.pid}\n`, { flag: 'wx' });
      return () => rm(file, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const pid = Number((await readFile(file, 'utf8').catch(() => '0')).trim());
    if (pid > 0 && pid !== process.pid && isAlive(pid) && (await isNode(pid))) {
      throw new Fault(
        'DATA.IN_USE',
        `Ticket Rail runs on this data folder already (process ${pid}). Stop it, or choose another folder with DATA_DIR.`,
      );
    }
    await rm(file, { force: true });
  }
}

/** After a reboot the pid may be another program's. */
async function isNode(pid: number): Promise<boolean> {
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => null);
  return command === null || command.split('\0')[0]!.includes('node');
}
