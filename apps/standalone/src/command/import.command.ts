import { createReadStream } from 'node:fs';
import { loadSecrets } from '#runtime';
import { importDocument } from '../document/document.import.js';
import type { PlacedFault } from '../document/document.place.js';
import { LARGEST_BYTES, readDocument } from '../document/document.reader.js';
import { withDatabase } from './open.database.js';

/** Each fault on a line of stderr with its place, or what changed in words on stdout. 1 where anything was at fault: nothing is saved then. */
export async function importCommand(file: string, { dryRun = false }: { dryRun?: boolean }): Promise<number> {
  const read = readDocument(await bytesOf(file));
  // A text that cannot be read needs no database to say so.
  if (read.outcome === 'faulty') return refuse(file, read.faults);
  const { document, places } = read;
  const result = await withDatabase(async (database, env) =>
    importDocument(database, document, {
      dryRun,
      now: new Date(),
      secrets: await loadSecrets(env.SECRET_KEY_FILE),
      webhookPrivateHosts: env.WEBHOOK_PRIVATE_HOSTS,
    }),
  );
  if (result.outcome === 'faulty')
    return refuse(
      file,
      result.faults.map(({ pointer, detail }) => places.fault(pointer, detail)),
    );
  for (const { title, lines } of result.changes)
    process.stdout.write(`${[title, ...lines.map(line => `  ${line}`)].map(printable).join('\n')}\n`);
  const count = `${result.changes.length} ${result.changes.length === 1 ? 'change' : 'changes'}`;
  if (result.changes.length === 0) process.stdout.write('Nothing to change: there are no differences.\n');
  else process.stdout.write(dryRun ? `${count}; nothing is saved in a dry run.\n` : `${count} saved.\n`);
  return 0;
}

function refuse(file: string, faults: readonly PlacedFault[]): number {
  for (const { line, column, pointer, detail } of faults)
    process.stderr.write(`${printable(`${file}:${line}:${column}: ${pointer ? `${pointer}: ` : ''}${detail}`)}\n`);
  process.stderr.write('Nothing was changed.\n');
  return 1;
}

/** One line, and nothing in it that a terminal would obey. */
const printable = (text: string): string => text.replace(/\p{Cc}+/gu, ' ');

/** One byte more than is allowed at most: the reader refuses that, and no large file fills the memory. */
async function bytesOf(file: string): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of createReadStream(file, { end: LARGEST_BYTES })) chunks.push(chunk as Buffer);
  } catch (error) {
    throw new Error(`${file} cannot be read (${(error as NodeJS.ErrnoException).code ?? String(error)})`);
  }
  return Buffer.concat(chunks);
}
