// Pages of a rail. Each view has a total order and an index in that order, so a page costs its own length, wherever it lies.
import { readFormReference, readSearch } from '#tickets';
import { type Database, query, type Tx } from '../database/database.js';
import { readOutlook } from './outlook.reader.js';
import { type RailView, readCursor, type SortKey, writeCursor } from './rail.cursor.js';
import { filterConditions, type RailFilter, tagged } from './rail.filter.js';
import { SLIP_COLUMNS, SLIP_JOINS, type SlipRow } from './slip.row.js';

export interface PageRequest {
  departmentId: number;
  /**
   * rail: open and claimed, in rail order · waiting: due first · done: newest first · mine: held by or assigned to `userId` and not done, in
   * rail order · all: newest number first.
   */
  view: RailView;
  userId: number | null;
  /** A ticket number, or words of subject, requester or address: all of them must occur. `tag:word` asks for the tag. */
  words?: string;
  /** What a figure counted: the list that it opens. */
  filter?: RailFilter;
  cursor?: string;
  /** 1 to 200. */
  limit: number;
}

export type PageResult = { outcome: 'page'; items: SlipRow[]; nextCursor: string | null } | { outcome: 'bad-cursor' };

/** Adds a value to the statement and gives its place, $1, $2 … */
type Bind = (value: unknown) => string;

interface View {
  where(bind: Bind, userId: number | null): string;
  order: string;
  /** The sort key as text in UTC, for the cursor. */
  key: string[];
  /** Rows behind the cursor. */
  after(bind: Bind, key: SortKey): string;
}

const utc = (column: string): string => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US') || '+00'`;

const RAIL_ORDER: Omit<View, 'where'> = {
  order: 't.rail_rank, t.due_at, t.id',
  key: ['t.rail_rank::text', utc('t.due_at'), 't.id::text'],
  after: (bind, [rank, due, id]) =>
    `(t.rail_rank, t.due_at, t.id) > (${bind(rank)}::smallint, ${bind(due)}::timestamptz, ${bind(id)}::bigint)`,
};

const VIEWS: Record<RailView, View> = {
  rail: { ...RAIL_ORDER, where: () => `t.state IN ('open', 'claimed')` },
  mine: {
    ...RAIL_ORDER,
    // Two small sets with an index each; together they are a person's desk, so sorting them costs nothing.
    where: (bind, userId) => {
      const me = bind(userId);
      return `t.id IN (SELECT id FROM ticket WHERE claimed_by = ${me}::int AND state = 'claimed' UNION ALL
                       SELECT id FROM ticket WHERE assigned_to = ${me}::int AND state IN ('open', 'claimed', 'waiting'))`;
    },
  },
  waiting: {
    where: () => `t.state = 'waiting'`,
    order: 't.due_at, t.id',
    key: [utc('t.due_at'), 't.id::text'],
    after: (bind, [due, id]) => `(t.due_at, t.id) > (${bind(due)}::timestamptz, ${bind(id)}::bigint)`,
  },
  done: {
    where: () => `t.state = 'done'`,
    order: 't.done_at DESC, t.id DESC',
    key: [utc('t.done_at'), 't.id::text'],
    after: (bind, [done, id]) => `(t.done_at, t.id) < (${bind(done)}::timestamptz, ${bind(id)}::bigint)`,
  },
  all: {
    where: () => 'true',
    order: 't.id DESC',
    key: ['t.id::text'],
    after: (bind, [id]) => `t.id < ${bind(id)}::bigint`,
  },
};

/**
 * The statement of one page and a row more; apart from `page` so that a test can look at its plan.
 * @param among only these tickets
 */
export function pageStatement(
  request: PageRequest,
  after: SortKey | null,
  among: readonly number[] | null = null,
): { text: string; values: unknown[] } {
  const view = VIEWS[request.view];
  const values: unknown[] = [];
  const bind: Bind = value => `$${values.push(value)}`;
  const department = bind(request.departmentId);
  const conditions = [`t.department_id = ${department}`, view.where(bind, request.userId)];
  if (request.filter) conditions.push(...filterConditions(request.filter, department, bind));
  if (among) conditions.push(`t.id = ANY (${bind(among)}::bigint[])`);
  if (after) conditions.push(view.after(bind, after));
  const { words, tags } = readSearch(request.words ?? '');
  if (tags.length > 0) conditions.push(tagged(tags, bind));
  if (words !== '') conditions.push(matching(words, bind));
  // The page is cut before the names are joined: at most 201 look-ups each, whatever the rail's length.
  const text = `
    WITH t AS (
      SELECT t.*, ARRAY[${view.key.join(', ')}] AS sort_key FROM ticket t
       WHERE ${conditions.join(' AND ')} ORDER BY ${view.order} LIMIT ${bind(pageSize(request) + 1)}
    )
    SELECT ${SLIP_COLUMNS}, t.sort_key AS "sortKey" FROM t ${SLIP_JOINS} ORDER BY ${view.order}`;
  return { text, values };
}

const pageSize = (request: PageRequest): number => Math.min(Math.max(Math.trunc(request.limit), 1), 200);

/** One page of the view. `bad-cursor`: the cursor was not made for this view. */
export async function page(on: Database | Tx, request: PageRequest): Promise<PageResult> {
  const after = request.cursor === undefined ? null : readCursor(request.view, request.cursor);
  if (request.cursor !== undefined && !after) return { outcome: 'bad-cursor' };
  const { text, values } = pageStatement(request, after, await forecastAmong(on, request));
  const found = await query<SlipRow & { sortKey: SortKey }>(on, text, values);
  const shown = found.slice(0, pageSize(request));
  const last = shown.at(-1);
  const items = shown.map(({ sortKey: _, ...slip }) => slip);
  return {
    outcome: 'page',
    items,
    nextCursor: last && found.length > shown.length ? writeCursor(request.view, last.sortKey) : null,
  };
}

/** The tickets that a forecast names; null where the page asks for none. */
async function forecastAmong(on: Database | Tx, { departmentId, filter }: PageRequest): Promise<number[] | null> {
  if (!filter?.likelyLate) return null;
  const outlook = await readOutlook(on, departmentId, filter.now);
  return (outlook ?? []).filter(one => one.likelyLate).map(one => one.id);
}

/** One slip as the rail shows it; null where there is no such ticket. Its department is for the caller to check. */
export async function slipById(on: Database | Tx, id: number): Promise<SlipRow | null> {
  const [row] = await query<SlipRow>(on, `SELECT ${SLIP_COLUMNS} FROM ticket t ${SLIP_JOINS} WHERE t.id = $1::bigint`, [
    id,
  ]);
  return row ?? null;
}

/** A number finds its ticket, the callers who have it, and the texts that it stands in; so does the reference that whoever filled in a form was told. */
function matching(words: string, bind: Bind): string {
  const patterns = words
    .replaceAll('\0', '')
    .split(/\s+/)
    .slice(0, 12)
    .map(word => `%${word.replace(/[\\%_]/g, '\\$&')}%`);
  const inText = `(t.subject || ' ' || t.requester_name || ' ' || coalesce(t.requester_address, '') || ' ' || coalesce(t.requester_phone, '')) ILIKE ALL (${bind(patterns)}::text[])`;
  const also: string[] = [];
  const number = /^#?(\d{1,15})$/.exec(words)?.[1];
  if (number !== undefined) also.push(`t.id = ${bind(Number(number))}::bigint`);
  const message = readFormReference(words);
  if (message !== null)
    also.push(
      `t.id = (SELECT coalesce(k.merged_into, k.id) FROM message m JOIN ticket k ON k.id = m.ticket_id WHERE m.id = ${bind(message)}::bigint AND m.transport ->> 'via' = 'form')`,
    );
  // As people write a telephone number: with blanks, and with the 0 that a country code takes the place of.
  const digits = /^[+\d() ./-]{5,40}$/.test(words) ? words.replace(/\D/g, '').replace(/^0+/, '') : '';
  if (digits.length >= 4) also.push(`t.requester_phone LIKE ${bind(`%${digits}`)}`);
  return also.length === 0 ? inText : `(${[...also, inText].join(' OR ')})`;
}
