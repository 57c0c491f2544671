// PostgreSQL refuses to run as root. As root it runs as the user `postgres`, who must be able to walk to its files.
import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { promisify } from 'node:util';
import { Fault } from '#runtime';

const exec = promisify(execFile);

export interface Owner {
  uid: number;
  gid: number;
}

/** Null for an ordinary user, who runs the server himself. Makes the system user where it is missing. */
export async function ownerOf(): Promise<Owner | null> {
  if (process.getuid?.() !== 0) return null;
  const known = await idsOf();
  if (known) return known;
  try {
    await exec('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', 'postgres']);
  } catch (cause) {
    const text =
      'PostgreSQL does not run as root, and the user "postgres" could not be made. Run as an ordinary user, or set DATABASE_URL.';
    throw new Fault('DATABASE.NO_USER', text, { cause });
  }
  const made = await idsOf();
  if (!made)
    throw new Fault(
      'DATABASE.NO_USER',
      'The user "postgres" was made but is not found. Run as an ordinary user, or set DATABASE_URL.',
    );
  return made;
}

async function idsOf(): Promise<Owner | null> {
  try {
    const [uid, gid] = await Promise.all([exec('id', ['-u', 'postgres']), exec('id', ['-g', 'postgres'])]);
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    return null;
  }
}

/** The first folder on the way to `path` that the owner cannot enter; null where all are open. */
export async function closedFolder(path: string, owner: Owner): Promise<string | null> {
  const folders: string[] = [];
  for (let folder = dirname(resolve(path)); folder !== dirname(folder); folder = dirname(folder))
    folders.unshift(folder);
  for (const folder of folders) {
    const { uid, gid, mode } = await stat(folder);
    const bit = uid === owner.uid ? 0o100 : gid === owner.gid ? 0o010 : 0o001;
    if (!(mode & bit)) return folder;
  }
  return null;
}
