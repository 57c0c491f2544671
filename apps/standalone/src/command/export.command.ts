import { writeDocument } from '../document/document.writer.js';
import { readHouse } from '../document/house.reader.js';
import { withDatabase } from './open.database.js';

/** How the company is set up, as YAML on stdout. Holds no secret, no customer and no ticket. */
export async function exportCommand(): Promise<number> {
  const { document } = await withDatabase(readHouse);
  process.stdout.write(writeDocument(document));
  return 0;
}
