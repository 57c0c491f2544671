// Pages of a rail. Each view has a total order and an index in that order, so a page costs its own length, wherever it lies.
import { readSearch } from '#tickets';
import { type Database, query, type Tx } from '../database/database.js';
import { type FoundSlip, foundPage } from './found.page.js';
import { readOutlook } from './outlook.reader.js';
import { type RailView, readCursor, type SortKey, writeCursor } from './rail.cursor.js';
import { filterConditions, type RailFilter, tagged } from './rail.filter.js';
import { anyMatch, type Bind } from './rail.match.js';
import { SLIP_COLUMNS, SLIP_JOINS, type SlipRow } from './slip.row.js';

export interface PageRequest {
  departmentId: number;
  /**
   * rail: open and claimed, in rail order · waiting: due first · done: newest first · mine: held by or assigned to `userId` and not done, in
   * rail order · all: newest number first.
   */
  view: RailView;
  userId: number | null;
  /**
   * A ticket number, words of subject, requester or address, or of what was written: all of them must occur; "in quotes" as they stand. `tag:word` asks for the
   * tag. In the view `all` the best comes first (found.page.ts); any other keeps its order.
   */
  words?: string;
  /** What a figure counted: the list that it opens. */
  filter?: RailFilter;
  cursor?: string;
  /** 1 to 200. */
  limit: number;
}

/** `found`: where the words stand, for a ticket that was found by what was written. */
export type PageResult = { outcome: 'page'; items: FoundSlip[]; nextCursor: string | null } | { outcome: 'bad-cursor' };

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
  const search = readSearch(request.words ?? '');
  const conditions = conditionsOf(request, search.tags, among)(bind);
  if (after) conditions.push(view.after(bind, after));
  if (search.words !== '') conditions.push(anyMatch(search, bind));
  // The page is cut before the names are joined: at most 201 look-ups each, whatever the rail's length.
  const text = `
    WITH t AS (
      SELECT t.*, ARRAY[${view.key.join(', ')}] AS sort_key FROM ticket t
       WHERE ${conditions.join(' AND ')} ORDER BY ${view.order} LIMIT ${bind(pageSize(request) + 1)}
    )
    SELECT ${SLIP_COLUMNS}, t.sort_key AS "sortKey" FROM t ${SLIP_JOINS} ORDER BY ${view.order}`;
  return { text, values };
}

/** What every row must be, whatever the words. */
const conditionsOf =
  (request: PageRequest, tags: readonly string[], among: readonly number[] | null) =>
  (bind: Bind): string[] => {
    const department = bind(request.departmentId);
    const conditions = [`t.department_id = ${department}`, VIEWS[request.view].where(bind, request.userId)];
    if (request.filter) conditions.push(...filterConditions(request.filter, department, bind));
    if (among) conditions.push(`t.id = ANY (${bind(among)}::bigint[])`);
    if (tags.length > 0) conditions.push(tagged(tags, bind));
    return conditions;
  };

const pageSize = (request: PageRequest): number => Math.min(Math.max(Math.trunc(request.limit), 1), 200);

/** One page of the view. `bad-cursor`: the cursor was not made for this view. */
export async function page(on: Database | Tx, request: PageRequest): Promise<PageResult> {
  const search = readSearch(request.words ?? '');
  if (request.view === 'all' && search.words !== '') {
    const conditions = conditionsOf(request, search.tags, await forecastAmong(on, request));
    const found = await foundPage(on, { search, conditions, cursor: request.cursor, size: pageSize(request) });
    return found ? { outcome: 'page', ...found } : { outcome: 'bad-cursor' };
  }
  const after = request.cursor === undefined ? null : readCursor(request.view, request.cursor);
  if (request.cursor !== undefined && !after) return { outcome: 'bad-cursor' };
  const { text, values } = pageStatement(request, after, await forecastAmong(on, request));
  const found = await query<SlipRow & { sortKey: SortKey }>(on, text, values);
  const shown = found.slice(0, pageSize(request));
  const last = shown.at(-1);
  const items = shown.map(({ sortKey: _, ...slip }) => ({ ...slip, found: null }));
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
