// Throws away what nobody sent, after a named time. Guarantee: it deletes from the pad only; entries, attachments and blobs are never touched, so what was
// sent stays.

import { FILE_LIMITS } from '#tickets';
import type { Database } from '../database/database.js';

/** What never came whole, and what lies beside a reply that has long gone: the pad needs neither. */
const STATEMENTS = [
  `DELETE FROM upload WHERE entry_id IS NULL AND sha256 IS NULL AND touched_at < now() - interval '1 day'`,
  `DELETE FROM upload WHERE entry_id IS NULL AND touched_at < now() - make_interval(days => ${FILE_LIMITS.keptDays})`,
  // Longer than any undo window: until then it can come back to the pad.
  `DELETE FROM upload WHERE entry_id IS NOT NULL AND touched_at < now() - interval '1 hour'`,
];

/** Safe on several instances at once. */
export async function sweepUploads(database: Database): Promise<void> {
  for (const statement of STATEMENTS) await database.rows(statement);
}
