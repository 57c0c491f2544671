// The words of entries, written with them in their transaction. Guarantee: an entry that people can read is found from the commit on that shows it; one that
// is taken back, changed or erased is not found any more (the database sees to that: trigger entry_unsearched).
import { indexOfTexts, isSearched, type SearchedEntry, searchedTexts } from '#tickets';
import { prepared, rows, type Tx } from '../database/database.js';

export type WrittenEntry = SearchedEntry & { id: number; ticketId: number };

/** After the entries. Two sweeps may come to the same one: the second changes nothing. Their tickets are locked, so that none of them is merged away at this moment. */
export async function writeSearch(tx: Tx, entries: readonly WrittenEntry[]): Promise<void> {
  const searched = entries.filter(isSearched);
  if (searched.length === 0) return;
  await prepared(
    tx,
    'write-search',
    `INSERT INTO entry_search (entry_id, ticket_id, words)
     SELECT e, t, w::tsvector FROM unnest($1::bigint[], $2::bigint[], $3::text[]) AS u(e, t, w)
     ON CONFLICT DO NOTHING`,
    [
      searched.map(entry => entry.id),
      searched.map(entry => entry.ticketId),
      searched.map(entry => indexOfTexts(searchedTexts(entry))),
    ],
  );
}

/** What was said on a ticket is found on the one that it was merged into. */
export async function passSearchOn(tx: Tx, from: number, to: number): Promise<void> {
  await rows(tx, 'UPDATE entry_search SET ticket_id = $2 WHERE ticket_id = $1', [from, to]);
}
