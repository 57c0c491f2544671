// Folders for the length of one test file. Guarantee: they are gone after it, also those that may not be read.
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** To be called at the top of a file or of a group. Answers what makes an empty folder. */
export function spareFolders(prefix: string): () => Promise<string> {
  const made: string[] = [];
  afterAll(async () => {
    for (const folder of made) {
      await chmod(folder, 0o700);
      await rm(folder, { recursive: true, force: true });
    }
  });
  return async () => {
    const folder = await mkdtemp(join(tmpdir(), prefix));
    made.push(folder);
    return folder;
  };
}
