// Puts a folder of this machine on the disk: which names stand in it, after what was renamed before. Guarantee: whoever asks while one is under way shares the
// next one, so that a hundred files that are written together cost two.
import { open } from 'node:fs/promises';

/** File systems and shares that know no such thing for folders, Windows, and a folder that one may write to and not read. */
const NO_SYNC = new Set(['EACCES', 'EPERM', 'EISDIR', 'EINVAL', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EBADF']);

/** fsync(2) of a folder. */
export async function syncFolder(path: string): Promise<void> {
  const folder = await open(path).catch(refused);
  try {
    await folder?.sync().catch(refused);
  } finally {
    await folder?.close();
  }
}

const refused = (error: NodeJS.ErrnoException): undefined => {
  if (!NO_SYNC.has(error.code ?? '')) throw error;
};

/** @param work what is done once for all who ask before it begins */
export function sharing(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> = Promise.resolve();
  let next: Promise<void> | null = null;
  const begin = () => {
    next = null;
    running = work();
    return running;
  };
  return () => {
    next ??= running.then(begin, begin);
    return next;
  };
}
