// The trade documents of a ticket. Guarantee: a document's lines leave the database by the page only, however many it has; each function is one statement.
// A document stands in `detail.document` of its entry; its lines are cut out where they lie.
import type { TradeDocument, TradeLine } from '#tickets';
import { type Database, query, type Tx } from '../database/database.js';

/** Names one document: a part of a message. */
export interface DocumentPlace {
  messageId: number;
  part: number;
}

export interface DocumentRow extends DocumentPlace {
  entryId: number;
  receivedAt: Date;
  partnerId: number | null;
  /** '' where the partner is not known any more. */
  partnerName: string;
  documentType: string;
  isOrder: boolean;
  /** With the lines of the first page only. */
  document: TradeDocument;
  lineCount: number;
  /** Of its entry: what a person should know. */
  warnings: string[];
  /** Of a change: the entry of the order that it changes; null where the ticket has none. */
  orderEntryId: number | null;
}

/** The ticket and all that were merged into it. `$1` is its id. */
const FAMILY = `family (id) AS (
       SELECT $1::bigint UNION ALL SELECT t.id FROM ticket t JOIN family f ON t.merged_into = f.id
     )`;

/** An entry's document and its lines, each taken out of the stored row once: OFFSET 0 keeps the planner from taking them out again at every use. */
const documentOf = (entry: string): string => `
       CROSS JOIN LATERAL (SELECT ${entry}.detail -> 'document' AS document OFFSET 0) d
       CROSS JOIN LATERAL (
         SELECT CASE jsonb_typeof(d.document -> 'lines') WHEN 'array' THEN d.document -> 'lines' ELSE '[]' END AS lines OFFSET 0
       ) l`;

/** A change is compared with its order; so is an order that replaces or cancels another of its number. A question changes nothing. */
const COMPARED = `(p.document_type IN ('860', 'ORDCHG')
              OR (p.document_type IN ('850', 'ORDERS') AND d.document ->> 'purpose' IN ('replace', 'cancel', 'change')))`;

/** Entry of the order that the document `d` of entry `e`, part `p` is about: the one that it names, else the ticket's first. An order replaces older ones only. */
const ORDER_OF = `(
              SELECT oe.id FROM entry oe JOIN message_part op ON op.message_id = oe.message_id AND op.number = oe.part
               WHERE oe.ticket_id IN (SELECT id FROM family) AND op.is_order AND (NOT p.is_order OR oe.id < e.id)
               ORDER BY op.document_number IS DISTINCT FROM coalesce(d.document ->> 'originalOrder', d.document ->> 'documentNumber'), oe.id LIMIT 1)`;

/** `{ after }`: the last one of the page before. At most `limit` documents with at most `lines` lines each; orders first, then in the order in which they came. */
export async function documentsOf(
  on: Database | Tx,
  ticketId: number,
  options: { after?: { isOrder: boolean; entryId: number }; limit: number; lines: number },
): Promise<DocumentRow[]> {
  const { after, limit, lines } = options;
  return query<DocumentRow>(
    on,
    `WITH RECURSIVE ${FAMILY}, chosen AS MATERIALIZED (
       SELECT e.id, p.message_id, p.number, p.partner_id, p.document_type, p.is_order
         FROM entry e JOIN message_part p ON p.message_id = e.message_id AND p.number = e.part
        WHERE e.ticket_id IN (SELECT id FROM family) AND e.part > 0
          AND ($2::boolean IS NULL OR (NOT p.is_order, e.id) > (NOT $2::boolean, $3::bigint))
        ORDER BY NOT p.is_order, e.id LIMIT $4
     )
     SELECT p.message_id AS "messageId", p.number AS part, p.id AS "entryId", m.received_at AS "receivedAt", p.partner_id AS "partnerId",
            coalesce(partner.name, '') AS "partnerName", coalesce(p.document_type, '') AS "documentType", p.is_order AS "isOrder",
            (d.document - 'lines') || jsonb_build_object('lines', jsonb_path_query_array(l.lines, '$[0 to $last]', jsonb_build_object('last', $5::int - 1))) AS document,
            jsonb_array_length(l.lines) AS "lineCount",
            CASE jsonb_typeof(e.detail -> 'warnings') WHEN 'array' THEN e.detail -> 'warnings' ELSE '[]' END AS warnings,
            CASE WHEN ${COMPARED} THEN ${ORDER_OF} END AS "orderEntryId"
       FROM chosen p JOIN entry e ON e.id = p.id JOIN message m ON m.id = p.message_id LEFT JOIN partner ON partner.id = p.partner_id ${documentOf('e')}
      WHERE jsonb_typeof(d.document) = 'object'
      ORDER BY NOT p.is_order, p.id`,
    [ticketId, after?.isOrder ?? null, after?.entryId ?? null, limit, lines],
  );
}

export interface LinePage {
  /** The document without its lines. */
  document: TradeDocument;
  lines: TradeLine[];
  lineCount: number;
  orderEntryId: number | null;
}

/** Lines from `offset` on (a stored document never changes, so an offset stays what it was). Null where the ticket has no such document. */
export async function documentLines(
  on: Database | Tx,
  ticketId: number,
  { messageId, part, offset, limit }: DocumentPlace & { offset: number; limit: number },
): Promise<LinePage | null> {
  const [row] = await query<LinePage>(
    on,
    `WITH RECURSIVE ${FAMILY}
     SELECT (d.document - 'lines') || '{"lines": []}' AS document, jsonb_array_length(l.lines) AS "lineCount",
            jsonb_path_query_array(l.lines, '$[$first to $last]', jsonb_build_object('first', $4::int, 'last', $4::int + $5::int - 1)) AS lines,
            CASE WHEN ${COMPARED} THEN ${ORDER_OF} END AS "orderEntryId"
       FROM entry e JOIN message_part p ON p.message_id = e.message_id AND p.number = e.part ${documentOf('e')}
      WHERE e.message_id = $2::bigint AND e.part = $3::int AND e.part > 0 AND e.ticket_id IN (SELECT id FROM family)
        AND jsonb_typeof(d.document) = 'object'`,
    [ticketId, messageId, part, offset, limit],
  );
  return row ?? null;
}

/** What finds the lines of an order that some lines of a change speak of. Partners pad numbers in one document and not in the other. */
export interface LineKeys {
  /** Without zeros in front. */
  numbers: readonly string[];
  /** `<qualifier> <id>` of every item, and of those lines alone that have no number. */
  items: readonly string[];
  namelessItems: readonly string[];
}

const NUMBER = `regexp_replace(line ->> 'lineNumber', '^0+(?=.)', '')`;
const hasItem = (keys: string): string =>
  `EXISTS (SELECT FROM jsonb_array_elements(line -> 'itemIds') i WHERE (i ->> 'qualifier') || ' ' || (i ->> 'id') = ANY(${keys}::text[]))`;

/** Orders with those of their lines alone that the keys find: what a change is compared with. By entry id. */
export async function ordersForComparison(
  on: Database | Tx,
  entryIds: readonly number[],
  { numbers, items, namelessItems }: LineKeys,
): Promise<Map<number, TradeDocument>> {
  if (entryIds.length === 0) return new Map();
  const found = await query<{ entryId: number; document: TradeDocument }>(
    on,
    `SELECT e.id AS "entryId", (d.document - 'lines') || jsonb_build_object('lines', coalesce(
              (SELECT jsonb_agg(line ORDER BY n) FROM jsonb_array_elements(l.lines) WITH ORDINALITY AS x (line, n)
                WHERE ${NUMBER} = ANY($2::text[]) OR (line ->> 'lineNumber' = '' AND ${hasItem('$3')})
                   OR (cardinality($4::text[]) > 0 AND ${hasItem('$4')})), '[]')) AS document
       FROM entry e ${documentOf('e')} WHERE e.id = ANY($1::bigint[]) AND jsonb_typeof(d.document) = 'object'`,
    [entryIds, numbers, items, namelessItems],
  );
  return new Map(found.map(row => [row.entryId, row.document]));
}

export interface LostLines {
  /** The first of them. */
  lines: TradeLine[];
  count: number;
}

/** Lines of orders that documents which replace them do not name, by number or by item: at most `limit` of each. By the entry of the replacement. */
export async function linesLost(
  on: Database | Tx,
  pairs: readonly { orderEntryId: number; replacedBy: number }[],
  limit: number,
): Promise<Map<number, LostLines>> {
  if (pairs.length === 0) return new Map();
  const found = await query<LostLines & { replacedBy: number }>(
    on,
    `SELECT u.replacement AS "replacedBy", x.lines, x.count
       FROM unnest($1::bigint[], $2::bigint[]) AS u (ordered, replacement) CROSS JOIN LATERAL (
         WITH kept AS MATERIALIZED (
           SELECT array_agg(DISTINCT ${NUMBER}) AS numbers, coalesce(array_agg(item.key) FILTER (WHERE item.key IS NOT NULL), '{}') AS items,
                  coalesce(array_agg(item.key) FILTER (WHERE item.key IS NOT NULL AND line ->> 'lineNumber' = ''), '{}') AS nameless
             FROM entry e ${documentOf('e')} CROSS JOIN LATERAL jsonb_array_elements(l.lines) AS line
             LEFT JOIN LATERAL (SELECT (i ->> 'qualifier') || ' ' || (i ->> 'id') AS key FROM jsonb_array_elements(line -> 'itemIds') i) item ON true
            WHERE e.id = u.replacement
         ), number AS MATERIALIZED (SELECT unnest(numbers) AS number FROM kept), lost AS (
           SELECT line, row_number() OVER (ORDER BY n) AS place
             FROM kept, entry e ${documentOf('e')} CROSS JOIN LATERAL jsonb_array_elements(l.lines) WITH ORDINALITY AS x (line, n)
            WHERE e.id = u.ordered AND (line ->> 'lineNumber' = '' OR NOT EXISTS (SELECT FROM number WHERE number = ${NUMBER}))
              AND NOT (line ->> 'lineNumber' = '' AND ${hasItem('kept.items')}) AND NOT (cardinality(kept.nameless) > 0 AND ${hasItem('kept.nameless')})
         )
         SELECT coalesce(jsonb_agg(line ORDER BY place) FILTER (WHERE place <= $3::int), '[]') AS lines, count(*) AS count FROM lost
       ) x`,
    [pairs.map(pair => pair.orderEntryId), pairs.map(pair => pair.replacedBy), limit],
  );
  return new Map(found.map(({ replacedBy, ...lost }) => [replacedBy, lost]));
}

export interface DocumentBytes {
  /** Of the message, at most 4,096: the head of the interchange, which says how the rest is written. */
  head: Buffer;
  /** Of the document alone. */
  bytes: Buffer;
  /** Of the document's first byte in the message. */
  byteStart: number;
  /** Agreed with the partner in place of what their interchanges declare. */
  charset: string | null;
  documentType: string;
  documentRef: string;
}

/** A document exactly as it came in. Null where the ticket has no such document. */
export async function documentBytes(
  on: Database | Tx,
  ticketId: number,
  { messageId, part }: DocumentPlace,
): Promise<DocumentBytes | null> {
  const [row] = await query<DocumentBytes>(
    on,
    `WITH RECURSIVE ${FAMILY}
     SELECT substring(b.bytes FOR 4096) AS head, substring(b.bytes FROM p.byte_start + 1 FOR p.byte_end - p.byte_start) AS bytes,
            p.byte_start AS "byteStart", partner.agreement ->> 'charset' AS charset, coalesce(p.document_type, '') AS "documentType",
            coalesce(p.document_ref, '') AS "documentRef"
       FROM message_part p JOIN message m ON m.id = p.message_id JOIN blob b ON b.sha256 = m.raw_sha256 LEFT JOIN partner ON partner.id = p.partner_id
      WHERE p.message_id = $2::bigint AND p.number = $3::int
        AND EXISTS (SELECT FROM entry e WHERE e.message_id = p.message_id AND e.part = p.number AND e.ticket_id IN (SELECT id FROM family))`,
    [ticketId, messageId, part],
  );
  return row ?? null;
}
