// The embedded database of a running product, by what stands in its data folder.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

export async function embeddedUrl(dataDir: string): Promise<string> {
  const password = (await readFile(join(dataDir, 'postgres.password'), 'utf8')).trim();
  const port = (await readFile(join(dataDir, 'postgres/postmaster.pid'), 'utf8')).split('\n')[3];
  return `postgres://rail:${password}@127.0.0.1:${port}/ticket_rail`;
}
