// Where in a ticket the words of a search stand: the entry, and the piece of its text around them. One statement, however many entries.
import { documentWords, type FoundPiece, foundIn, SEARCH_LIMITS, type Term } from '#tickets';
import { type Database, query, type Tx } from '../database/database.js';

export interface FoundRow {
  entryId: number;
  type: string;
  at: Date;
  /** How its message came in; null where it is none. */
  channelKind: string | null;
  isDocument: boolean;
  pieces: FoundPiece[];
}

interface TextRow extends Omit<FoundRow, 'pieces'> {
  subject: string | null;
  text: string;
  document: unknown;
}

/** Lines of a document among which the piece is looked for: of ten thousand only those are read that have one of the words. */
const LINES = 3;

/** By entry id. An entry that was taken back since is left out. */
export async function readFound(
  on: Database | Tx,
  entryIds: readonly number[],
  terms: readonly Term[],
): Promise<Map<number, FoundRow>> {
  if (entryIds.length === 0) return new Map();
  const words = terms.flatMap(({ sequence, joined }) =>
    [...sequence, ...(joined ? [joined] : [])].flatMap(needle => needle.spellings.map(word => `%${word}%`)),
  );
  const found = await query<TextRow>(
    on,
    `SELECT e.id AS "entryId", e.type, e.created_at AS at, c.kind AS "channelKind", e.part > 0 AS "isDocument", e.subject, left(e.text, $2::int) AS text,
            CASE WHEN e.part > 0 AND jsonb_typeof(d.document) = 'object' THEN (d.document - 'lines') || jsonb_build_object('lines', (
              SELECT coalesce(jsonb_agg(hit.line ORDER BY hit.n), '[]') FROM (
                SELECT x.line, x.n FROM jsonb_array_elements(CASE jsonb_typeof(d.document -> 'lines') WHEN 'array' THEN d.document -> 'lines' ELSE '[]' END)
                       WITH ORDINALITY AS x (line, n) WHERE x.line::text ILIKE ANY ($3::text[]) ORDER BY x.n LIMIT ${LINES}) hit)) END AS document
       FROM entry e LEFT JOIN message m ON m.id = e.message_id LEFT JOIN channel c ON c.id = m.channel_id
      CROSS JOIN LATERAL (SELECT CASE WHEN e.part > 0 THEN e.detail -> 'document' END AS document OFFSET 0) d
      WHERE e.id = ANY ($1::bigint[]) AND e.detail -> 'cancelled' IS DISTINCT FROM 'true'`,
    [entryIds, SEARCH_LIMITS.characters, words],
  );
  return new Map(
    found.map(({ subject, text, document, ...row }) => {
      const texts = [text, documentWords(document), subject ?? ''].filter(one => one.trim() !== '');
      return [row.entryId, { ...row, pieces: foundIn(texts, terms) }];
    }),
  );
}
