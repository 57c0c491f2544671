import { writeDocument } from '../document/document.writer.js';
import { readHouse } from '../document/house.reader.js';
import { withDatabase } from './open.database.js';

/** Settings, kinds, contracts, templates, macros and trading partners as YAML on stdout. Holds no secret, no person and no ticket. */
export async function exportCommand(): Promise<number> {
  const { document } = await withDatabase(readHouse);
  process.stdout.write(writeDocument(document));
  return 0;
}
