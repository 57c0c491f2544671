// While an upgrade goes on, processes of the version before write entries that nobody can find yet, and merge tickets. A sweep closes that gap. Guarantee:
// several instances at once do no harm; an entry that is taken back at this moment is passed over, or takes its words with it.
import { SEARCH_LIMITS } from '#tickets';
import { type Database, rows } from '../database/database.js';
import { type WrittenEntry, writeSearch } from './search.writer.js';

/** Newest entries that are looked through: more than come in while processes are replaced. */
const LOOKED_AT = 20_000;

/** Returns how many entries it made findable; `limit` of them means that there may be more. */
export function closeSearchGap(database: Database, limit = 200): Promise<number> {
  return database.transaction(async tx => {
    await rows(
      tx,
      `UPDATE entry_search s SET ticket_id = ticket_survivor(t.id) FROM ticket t WHERE t.merged_into IS NOT NULL AND s.ticket_id = t.id`,
    );
    const missing = await rows<WrittenEntry>(
      tx,
      // Those that another instance is writing now are locked, and passed over.
      `SELECT e.id, ticket_survivor(e.ticket_id) AS "ticketId", e.type, e.subject, left(e.text, $3) AS text,
              jsonb_build_object('document', e.detail -> 'document') AS detail,
              jsonb_build_object('kind', e.author_kind, 'name', e.author_name, 'address', e.author_address) AS author
         FROM entry e
        WHERE e.id > (SELECT max(id) FROM entry) - $2::bigint AND e.type <> 'state' AND e.detail -> 'cancelled' IS DISTINCT FROM 'true'
          AND NOT EXISTS (SELECT FROM entry_search s WHERE s.entry_id = e.id OFFSET 0)
        ORDER BY e.id LIMIT $1 FOR NO KEY UPDATE OF e SKIP LOCKED`,
      [limit, LOOKED_AT, SEARCH_LIMITS.characters],
    );
    await writeSearch(tx, missing);
    return missing.length;
  });
}
