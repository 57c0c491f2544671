// Folders of EDI files for tests and benchmarks: files as a partner's system drops them, and what stands in the folders afterwards.
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { order850, x12 } from '../integration/edi.letters.js';

/** One interchange with one order; `n` is in its control number and its order number. */
export const orderFile = (n: number): Buffer =>
  x12({ control: String(n).padStart(9, '0'), sets: [order850(`PO-${n}`)] });

/** Written under a name that is ignored, then renamed: as a careful partner does. */
export async function drop(folder: string, name: string, bytes: Uint8Array): Promise<void> {
  const inbox = join(folder, 'in');
  await mkdir(inbox, { recursive: true });
  await writeFile(join(inbox, `${name}.tmp`), bytes);
  await rename(join(inbox, `${name}.tmp`), join(inbox, name));
}

export const filesIn = async (folder: string, name: string): Promise<string[]> =>
  existsSync(join(folder, name)) ? (await readdir(join(folder, name))).sort() : [];

/** ISA13 of each acknowledgement that was delivered, with the group that it answers. */
export async function delivered(folder: string): Promise<{ file: string; answers: string }[]> {
  // What is being written has another name until it is whole.
  const files = (await filesIn(folder, 'out')).filter(file => !file.endsWith('.tmp'));
  return Promise.all(
    files.map(async file => {
      const text = await readFile(join(folder, 'out', file), 'latin1');
      return { file, answers: /AK1\*PO\*(\d+)/.exec(text)?.[1] ?? '' };
    }),
  );
}

/** SQL that makes the sender of orderFile() a partner, and a drop folder its channel. */
export const EDI_SETUP = (folder: string, pollSeconds = 0.2) => `
  INSERT INTO channel (key, kind, name, department_id, settings)
  VALUES ('edi-orders', 'edi', 'EDI orders', 1, '${JSON.stringify({ folder: { path: folder, pollSeconds } }).replaceAll("'", "''")}');
  WITH p AS (INSERT INTO partner (key, name, standard, agreement) VALUES ('acme', 'Acme Parts', 'x12', '{}') RETURNING id)
  INSERT INTO partner_identity (partner_id, side, position, standard, qualifier, identifier) SELECT id, 'theirs', 1, 'x12', 'ZZ', 'ACMEPARTS' FROM p;`;
