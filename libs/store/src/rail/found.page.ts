// Pages of what a search finds on a rail: the ticket of the number, then those whose subject or customer it is, then those in whose texts it stands, each the
// newest first. Guarantees: a ticket stands there once, in its first rank; only tickets of the department, and nothing is counted that lies elsewhere.
import type { SearchWords } from '#tickets';
import { type Database, query, type Tx } from '../database/database.js';
import { type FoundRow, readFound } from './found.row.js';
import { readCursor, writeCursor } from './rail.cursor.js';
import { type Bind, exactMatch, headMatch, textMatch } from './rail.match.js';
import { SLIP_COLUMNS, SLIP_JOINS, type SlipRow } from './slip.row.js';

export interface FoundRequest {
  search: SearchWords;
  /** Further conditions on `t`: the department's own tickets, and what else was asked for. */
  conditions: (bind: Bind) => string[];
  cursor?: string;
  /** Rows of a page. */
  size: number;
}

export type FoundSlip = SlipRow & { found: FoundRow | null };

type Hit = SlipRow & { place: number; entryId: number | null };

/** 0: number, 1: subject and customer, 2: text. */
export type Rank = 0 | 1 | 2;
const RANKS: readonly Rank[] = [0, 1, 2];

/** One rank of the answer from a place on; null where the words cannot mean anything in it. Apart, so that a test can look at its plan. */
export function foundStatement(
  rank: Rank,
  { search, conditions }: Pick<FoundRequest, 'search' | 'conditions'>,
  after: number | null,
  limit: number,
): { text: string; values: unknown[] } | null {
  const values: unknown[] = [];
  const bind: Bind = value => `$${values.push(value)}`;
  const where = conditions(bind);
  const exact = exactMatch(search, bind);
  if (rank === 0 && exact === null) return null;
  if (rank === 0) where.push(exact!);
  else if (exact !== null) where.push(`${exact} IS NOT TRUE`);
  if (rank === 1) where.push(headMatch(search, bind));
  if (rank < 2) {
    if (after !== null) where.push(`t.id < ${bind(after)}::bigint`);
    return {
      text: `WITH t AS (SELECT t.*, t.id AS place FROM ticket t WHERE ${where.join(' AND ')} ORDER BY t.id DESC LIMIT ${bind(limit)}::int)
        SELECT ${SLIP_COLUMNS}, t.place, NULL::bigint AS "entryId" FROM t ${SLIP_JOINS} ORDER BY t.place DESC`,
      values,
    };
  }
  const inText = textMatch(search, bind);
  if (inText === null) return null;
  where.push(inText('s'), `(${headMatch(search, bind)}) IS NOT TRUE`);
  if (after !== null) where.push(`s.entry_id < ${bind(after)}::bigint`);
  return {
    // Each ticket at the newest of its texts that has the words. OFFSET 0: asked of each row, not of all of them first.
    text: `WITH hit AS MATERIALIZED (
        SELECT s.entry_id, s.ticket_id FROM entry_search s JOIN ticket t ON t.id = s.ticket_id
         WHERE ${where.join(' AND ')}
           AND NOT EXISTS (SELECT FROM entry_search n WHERE n.ticket_id = s.ticket_id AND n.entry_id > s.entry_id AND ${inText('n')} OFFSET 0)
         ORDER BY s.entry_id DESC LIMIT ${bind(limit)}::int)
      SELECT ${SLIP_COLUMNS}, hit.entry_id AS place, hit.entry_id AS "entryId" FROM hit JOIN ticket t ON t.id = hit.ticket_id ${SLIP_JOINS} ORDER BY hit.entry_id DESC`,
    values,
  };
}

/** Null: the cursor was not made for a search. */
export async function foundPage(
  on: Database | Tx,
  request: FoundRequest,
): Promise<{ items: FoundSlip[]; nextCursor: string | null } | null> {
  const key = request.cursor === undefined ? null : readCursor('found', request.cursor);
  if (request.cursor !== undefined && !key) return null;
  const [first, after] = key ? [Number(key[0]) as Rank, Number(key[1])] : [0 as Rank, null];
  const hits: { rank: Rank; hit: Hit }[] = [];
  for (const rank of RANKS.slice(first)) {
    const missing = request.size + 1 - hits.length;
    if (missing <= 0) break;
    const statement = foundStatement(rank, request, rank === first ? after : null, missing);
    if (statement === null) continue;
    for (const hit of await query<Hit>(on, statement.text, statement.values)) hits.push({ rank, hit });
  }
  const shown = hits.slice(0, request.size);
  const last = shown.at(-1);
  const texts = await readFound(
    on,
    shown.flatMap(({ hit }) => hit.entryId ?? []),
    request.search.terms,
  );
  return {
    items: shown.map(({ hit: { place: _, entryId, ...slip } }) => ({
      ...slip,
      found: entryId === null ? null : (texts.get(entryId) ?? null),
    })),
    nextCursor:
      last && hits.length > shown.length ? writeCursor('found', [String(last.rank), String(last.hit.place)]) : null,
  };
}
