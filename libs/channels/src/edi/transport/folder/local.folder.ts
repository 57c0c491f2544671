// A folder of this machine, or of a share that is mounted on it.
import { createReadStream, type Stats } from 'node:fs';
import { link, lstat, mkdir, open, readdir, rename, rm, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sharing, syncFolder } from './folder.sync.js';
import { FolderFault, type FolderFaultCode, type Listed, type RemoteFolder } from './remote.folder.js';

/** A link is the one way of POSIX to take a name only if it is free; these say that a link cannot be made here. */
const NO_LINKS = new Set(['EPERM', 'EACCES', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EXDEV', 'EINVAL']);

const CODES: Record<string, FolderFaultCode> = {
  ENOENT: 'EDI.MISSING',
  ENOTDIR: 'EDI.MISSING',
  EACCES: 'EDI.NO_PERMISSION',
  EPERM: 'EDI.NO_PERMISSION',
  EROFS: 'EDI.NO_PERMISSION',
  ENOSPC: 'EDI.NO_SPACE',
  EDQUOT: 'EDI.NO_SPACE',
};

/** @param root  a whole path */
export function openLocalFolder(root: string): RemoteFolder {
  const at = (path: string) => join(root, path);
  const settled = new Map<string, () => Promise<void>>();
  const settle = (path: string): Promise<void> => {
    const sync = settled.get(path) ?? sharing(() => syncFolder(at(path)));
    settled.set(path, sync);
    return sync();
  };
  return {
    place: root,

    async list(path) {
      const names = await asked(path, () => readdir(at(path)));
      const found = await Promise.all(names.map(name => statOf(at(join(path, name)), name)));
      return found.filter(one => one !== null);
    },
    stat: path => asked(path, () => statOf(at(path), path.slice(path.lastIndexOf('/') + 1))),
    async *read(path) {
      try {
        yield* createReadStream(at(path)) as AsyncIterable<Uint8Array>;
      } catch (error) {
        throw faultOf(error, path);
      }
    },
    readWhole: (path, limit) => asked(path, () => readSmall(at(path), limit)),
    rename: (from, to) => asked(from, () => renameToFree(at(from), at(to))),
    write: (path, bytes) => asked(path, () => writeFile(at(path), bytes, { flush: true })),
    writeNew: (path, bytes) => asked(path, () => writeToFree(at(path), bytes)),
    settle: path => asked(path, () => settle(path)),
    remove: path => asked(path, () => rm(at(path), { force: true })),
    // Not its parents: a share that is not mounted must be told of, not written beside.
    makeFolder: path => asked(path, () => mkdir(at(path)).catch(ignoring('EEXIST'))),
    close: async () => undefined,
  };
}

/** A stream costs several times what a small file does. */
async function readSmall(path: string, limit: number): Promise<Buffer> {
  const file = await open(path);
  try {
    const bytes = Buffer.allocUnsafe(limit + 1);
    let end = 0;
    while (end < bytes.length) {
      const { bytesRead } = await file.read(bytes, end, bytes.length - end);
      end += bytesRead;
      // A file gives what it has; less than was asked for is its end, unless it is being written.
      if (bytesRead === 0 || end === limit) break;
    }
    return bytes.subarray(0, end);
  } finally {
    await file.close();
  }
}

async function writeToFree(path: string, bytes: Uint8Array): Promise<'written' | 'taken'> {
  try {
    await writeFile(path, bytes, { flag: 'wx', flush: true });
    return 'written';
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return 'taken';
    throw error;
  }
}

async function renameToFree(from: string, to: string): Promise<'renamed' | 'taken' | 'gone'> {
  try {
    await link(from, to);
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT') return goneOrThrow(from, error);
    // A crash between the two steps leaves one file under both names: then the second step is what is missing.
    if (code === 'EEXIST' && !(await isOneFile(from, to))) return 'taken';
    if (NO_LINKS.has(code)) return renameChecked(from, to);
    if (code !== 'EEXIST') throw error;
  }
  try {
    await unlink(from);
  } catch (error) {
    // Gone already: somebody was faster with the old name; the new one is ours all the same.
    if (codeOf(error) === 'ENOENT') return 'renamed';
    await unlink(to);
    throw error;
  }
  return 'renamed';
}

async function isOneFile(one: string, other: string): Promise<boolean> {
  // As BigInt: numbers of files on network shares pass 2^53.
  const [a, b] = await Promise.all([lstat(one, { bigint: true }), lstat(other, { bigint: true })].map(nullIfGone));
  return !!a && !!b && a.dev === b.dev && a.ino === b.ino && a.ino !== 0n;
}

/** Between looking and renaming another could take the name; one holder of the channel's lease writes there, so nobody does. */
async function renameChecked(from: string, to: string): Promise<'renamed' | 'taken' | 'gone'> {
  if (await statOf(to, to)) return 'taken';
  try {
    await rename(from, to);
    return 'renamed';
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return goneOrThrow(from, error);
    throw error;
  }
}

/** "Not there" may mean the folder that it should go to. */
async function goneOrThrow(from: string, error: unknown): Promise<'gone'> {
  if (await statOf(from, from)) throw error;
  return 'gone';
}

async function statOf(path: string, name: string): Promise<Listed | null> {
  const stats = await nullIfGone(lstat(path));
  return stats && { name, size: stats.size, mtime: Math.floor(stats.mtimeMs), what: whatOf(stats) };
}

const whatOf = (stats: Stats): Listed['what'] => (stats.isFile() ? 'file' : stats.isDirectory() ? 'folder' : 'other');

async function asked<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw faultOf(error, path);
  }
}

function faultOf(error: unknown, path: string): FolderFault {
  const code = codeOf(error);
  const why: Record<string, string> = {
    'EDI.MISSING': 'is not there',
    'EDI.NO_PERMISSION': 'may not be used by this process',
    'EDI.NO_SPACE': 'cannot be written: there is no space left',
  };
  const named = CODES[code] ?? 'EDI.UNREADABLE';
  const name = path === '.' || path === '' ? 'The folder itself' : `"${path}"`;
  return new FolderFault(named, `${name} ${why[named] ?? 'cannot be used'} (${code})`, { cause: error });
}

const nullIfGone = <T>(stats: Promise<T>): Promise<T | null> =>
  stats.catch(error => {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  });

const ignoring = (code: string) => (error: unknown) => {
  if (codeOf(error) !== code) throw error;
};

const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'unknown';
