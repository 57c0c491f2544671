// The files behind a path: opening one, telling whether it is still the one that was read, and finding the one that it became.
import { constants } from 'node:fs';
import { type FileHandle, open, readdir, stat } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { LogFault, logFault } from './log.fault.js';
import { FINGERPRINT_BYTES, fingerprint, type TailPlace } from './tail.cursor.js';

/** Files that one channel reads; each is looked at on each look. */
export const MOST_FILES = 2_000;
/** Of the files beside a log so many may be what it became. */
const MOST_SIBLINGS = 50;

/** @throws LogFault */
export async function openLog(path: string): Promise<FileHandle> {
  let handle: FileHandle | undefined;
  try {
    // A pipe would wait for its writer, and with it all of this channel.
    handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    if ((await handle.stat()).isFile()) return handle;
  } catch (error) {
    await handle?.close();
    throw logFault(error, path);
  }
  await handle.close();
  throw new LogFault('PHONE.UNREADABLE', `"${path}" is no plain file`);
}

/** All bytes from `from` up to `to`, fewer where the file ends before. */
export async function readBytes(handle: FileHandle, from: number, to: number): Promise<Buffer> {
  const bytes = Buffer.allocUnsafe(to - from);
  let end = 0;
  while (end < bytes.length) {
    const { bytesRead } = await handle.read(bytes, end, bytes.length - end, from + end);
    if (bytesRead === 0) break;
    end += bytesRead;
  }
  return bytes.subarray(0, end);
}

/** The bytes before the place where they are what they were; null: it is another file, or was written anew. */
export async function bytesBefore(handle: FileHandle, { offset, before }: TailPlace): Promise<Buffer | null> {
  const from = Math.max(0, offset - FINGERPRINT_BYTES);
  const bytes = await readBytes(handle, from, offset);
  return bytes.length === offset - from && fingerprint(bytes) === before ? bytes : null;
}

/** What a rotation made of the file: renamed or copied, beside it, with a name that begins like its own. Null where there is none. */
export async function rotatedFrom(path: string, place: TailPlace): Promise<FileHandle | null> {
  if (place.offset === 0) return null;
  const [folder, name] = [dirname(path), basename(path)];
  const stem = basename(name, extname(name));
  const names = (await readdir(folder).catch(() => [])).filter(one => one !== name && one.startsWith(stem));
  const found = await Promise.all(
    names.map(async one => {
      const stats = await stat(join(folder, one)).catch(() => null);
      return stats?.isFile() && stats.size >= place.offset ? [{ path: join(folder, one), changed: stats.mtimeMs }] : [];
    }),
  );
  const newest = found.flat().sort((one, other) => other.changed - one.changed);
  for (const sibling of newest.slice(0, MOST_SIBLINGS)) {
    const handle = await openLog(sibling.path).catch(() => null);
    if (handle && (await bytesBefore(handle, place))) return handle;
    await handle?.close();
  }
  return null;
}

export interface Expanded {
  paths: string[];
  /** One sentence for each path that names nothing. */
  problems: LogFault[];
  /** Files that are too many. */
  left: number;
}

/** Paths with `*` in the name to the files that there are, the newest where they are too many; others as they are. */
export async function expandPaths(patterns: readonly string[]): Promise<Expanded> {
  const paths = new Set<string>();
  const problems: LogFault[] = [];
  let left = 0;
  for (const pattern of patterns) {
    const name = basename(pattern);
    if (!name.includes('*')) {
      paths.add(pattern);
      continue;
    }
    const folder = dirname(pattern);
    try {
      const test = new RegExp(
        `^${name
          .split('*')
          .map(part => part.replace(/[\\^$.+?()[\]{}|]/g, '\\$&'))
          .join('[^/]*')}$`,
      );
      const names = (await readdir(folder)).filter(one => !one.startsWith('.') && test.test(one)).sort();
      if (names.length === 0) problems.push(new LogFault('PHONE.MISSING', `no file is called "${pattern}"`));
      const kept = names.length > MOST_FILES ? await newestOf(folder, names) : names;
      left += names.length - kept.length;
      for (const one of kept) paths.add(join(folder, one));
    } catch (error) {
      problems.push(logFault(error, folder));
    }
  }
  return { paths: [...paths], problems, left };
}

async function newestOf(folder: string, names: readonly string[]): Promise<string[]> {
  const dated = await Promise.all(
    names.map(async name => ({ name, changed: (await stat(join(folder, name)).catch(() => null))?.mtimeMs ?? 0 })),
  );
  return dated
    .sort((one, other) => other.changed - one.changed)
    .slice(0, MOST_FILES)
    .map(({ name }) => name)
    .sort();
}
