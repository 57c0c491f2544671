// The version of this build, from package.json: the nearest one above, for sources and what is built of them lie at different depths.
import { existsSync, readFileSync } from 'node:fs';

function nearest(folder: URL): URL {
  const file = new URL('package.json', folder);
  const above = new URL('..', folder);
  return existsSync(file) || above.href === folder.href ? file : nearest(above);
}

export const version = (JSON.parse(readFileSync(nearest(new URL('.', import.meta.url)), 'utf8')) as { version: string })
  .version;
