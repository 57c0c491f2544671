// Where the database's files are. In the data folder, unless we are root and the database's own user cannot walk there (a clone in /root, or in a
// folder of mktemp): then under /var/lib/ticket-rail, and the data folder says where. Guarantee: an existing database is never left behind for an
// empty one.
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Fault } from '#runtime';
import type { Binaries } from './binaries.js';
import { closedFolder, type Owner } from './owner.js';

export interface ClusterPlace {
  cluster: string;
  binaries: Binaries;
}

const ELSEWHERE = '/var/lib/ticket-rail';

export async function placeCluster(dataDir: string, binaries: Binaries, owner: Owner | null): Promise<ClusterPlace> {
  const inside = join(dataDir, 'postgres');
  if (!owner) return { cluster: inside, binaries };
  return {
    cluster: await clusterFor(dataDir, inside, owner),
    binaries: (await closedFolder(binaries.postgres, owner)) ? await copyOf(binaries) : binaries,
  };
}

async function clusterFor(dataDir: string, inside: string, owner: Owner): Promise<string> {
  const note = join(dataDir, 'postgres.location');
  const known = (await readFile(note, 'utf8').catch(() => '')).trim();
  if (known) return known;
  const closed = await closedFolder(inside, owner);
  if (!closed) return inside;
  if (existsSync(join(inside, 'PG_VERSION'))) {
    const text = `The database in ${inside} runs as the user "postgres", who cannot enter ${closed} any more. Open that folder for others again, or move ${dataDir}.`;
    throw new Fault('DATA.CLOSED_PATH', text);
  }
  const cluster = join(ELSEWHERE, randomBytes(6).toString('hex'));
  await mkdir(ELSEWHERE, { recursive: true, mode: 0o755 });
  await writeFile(note, `${cluster}\n`);
  return cluster;
}

/** One copy per version, made whole before it gets its name: two starts at once do not see half of it. */
async function copyOf(binaries: Binaries): Promise<Binaries> {
  const native = dirname(dirname(binaries.postgres));
  const { version } = JSON.parse(await readFile(join(dirname(native), 'package.json'), 'utf8')) as { version: string };
  const copy = join(ELSEWHERE, `binaries-${version}`);
  if (!existsSync(copy)) {
    const half = `${copy}.${randomBytes(4).toString('hex')}`;
    await mkdir(ELSEWHERE, { recursive: true, mode: 0o755 });
    await cp(native, half, { recursive: true, verbatimSymlinks: true });
    await rename(half, copy).catch(async error => {
      await rm(half, { recursive: true, force: true });
      if (!existsSync(copy)) throw error;
    });
  }
  const inCopy = (binary: string) => join(copy, 'bin', basename(binary));
  return { postgres: inCopy(binaries.postgres), initdb: inCopy(binaries.initdb) };
}
