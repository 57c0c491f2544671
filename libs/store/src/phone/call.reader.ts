// What is known about the callers of a batch. Guarantee: calls of one rail are decided one batch after the other, whichever instance takes them: two missed
// calls of one number at once find each other, and never make two callbacks.
import { CallBook, type CallFacts, type CallPromise } from '#tickets';
import { column } from '../conversion/column.js';
import type { TicketProgress } from '../conversion/conversion.reader.js';
import { type Database, query, rows, type Tx } from '../database/database.js';
import { callKey } from './call.writer.js';

/** A call that a batch has a record of, and the rail that it belongs to. */
export interface WantedCall {
  channelId: number | null;
  departmentId: number;
  record: CallFacts;
}

/** Until the commit, the lowest first; before any ticket is locked, so that nobody waits in a ring. */
export async function lockRails(tx: Tx, departmentIds: readonly number[]): Promise<void> {
  const distinct = [...new Set(departmentIds)].sort((a, b) => a - b);
  for (const id of distinct) await rows(tx, 'SELECT pg_advisory_xact_lock(7242006, $1::int)', [id]);
}

/** For whoever takes calls from one ticket to another: what a batch has read of them must not be gone when it writes. */
export async function lockRailOf(tx: Tx, ticketId: number): Promise<void> {
  const [found] = await rows<{ departmentId: number }>(
    tx,
    'SELECT department_id AS "departmentId" FROM ticket WHERE id = $1',
    [ticketId],
  );
  if (found) await lockRails(tx, [found.departmentId]);
}

/** Which of these numbers are a customer's. */
export async function customersByNumber(on: Database | Tx, numbers: readonly string[]): Promise<Set<string>> {
  if (numbers.length === 0) return new Set();
  const found = await query<{ phone: string }>(
    on,
    'SELECT DISTINCT c.phone FROM contact c WHERE c.phone = ANY($1::text[]) AND coalesce(c.is_customer, c.orders_seen > 0)',
    [numbers],
  );
  return new Set(found.map(row => row.phone));
}

interface CallRow {
  id: number;
  channelId: number;
  key: string;
  facts: CallFacts;
  number: string | null;
  ticketId: number;
  reachedAt: Date | null;
  promise: CallPromise;
}

interface CallerRow {
  departmentId: number;
  number: string;
  callbacks: number[];
  openTicketId: number | null;
  customer: boolean;
  reached: { at: string; ticketId: number; facts: CallFacts } | null;
  ended: { at: string; ticketId: number } | null;
}

export interface CallsRead {
  calls: CallRow[];
  callers: CallerRow[];
  /** Tickets that may be decided about: to be locked before bookOf(). */
  ticketIds: number[];
}

/** After lockRails(). Tickets are not locked yet: bookOf() believes only those that were, afterwards. */
export async function readCalls(
  tx: Tx,
  wanted: readonly WantedCall[],
  meant: readonly number[] = [],
): Promise<CallsRead> {
  const logged = wanted.filter(one => one.channelId !== null);
  const calls =
    logged.length === 0
      ? []
      : await rows<CallRow>(
          tx,
          `SELECT c.id, c.channel_id AS "channelId", encode(c.call_key, 'hex') AS key, c.facts, c.number, c.ticket_id AS "ticketId",
            c.reached_at AS "reachedAt", c.promise
       FROM (SELECT DISTINCT * FROM unnest($1::int[], $2::bytea[]) AS w(channel, key)) w
       JOIN phone_call c ON c.channel_id = w.channel AND c.call_key = w.key`,
          [column(logged, one => one.channelId), column(logged, one => callKey(one.record.callId))],
        );
  const numbers = new Map<string, { departmentId: number; number: string }>();
  const rails = new Set(wanted.map(one => one.departmentId));
  const name = (departmentId: number, number: string | null) => {
    if (number !== null) numbers.set(`${departmentId} ${number}`, { departmentId, number });
  };
  for (const { departmentId, record } of wanted) name(departmentId, record.outside.number);
  // A record without the number may belong to a call that has one.
  for (const { facts } of calls) for (const rail of rails) name(rail, facts.outside.number);
  const callers = await readCallers(tx, [...numbers.values()]);
  const ticketIds = new Set([
    ...meant,
    ...calls.map(call => call.ticketId),
    ...callers.flatMap(({ callbacks, openTicketId, reached, ended }) => [
      ...callbacks,
      ...[openTicketId, reached?.ticketId, ended?.ticketId].filter(id => id != null),
    ]),
  ]);
  return { calls, callers, ticketIds: [...ticketIds] };
}

async function readCallers(tx: Tx, numbers: { departmentId: number; number: string }[]): Promise<CallerRow[]> {
  if (numbers.length === 0) return [];
  return rows<CallerRow>(
    tx,
    `SELECT w.department AS "departmentId", w.number,
            (SELECT coalesce(jsonb_agg(t.id), '[]') FROM ticket t WHERE t.requester_phone = w.number AND t.department_id = w.department AND t.kind = 'callback'
                AND t.state IN ('open', 'claimed', 'waiting')) AS callbacks,
            (SELECT max(t.id) FROM ticket t WHERE t.department_id = w.department AND t.kind <> 'callback' AND t.state IN ('open', 'claimed', 'waiting')
                AND t.id IN (SELECT id FROM ticket WHERE requester_phone = w.number AND department_id = w.department
                             UNION SELECT o.id FROM contact c JOIN ticket o ON o.requester_id = c.id WHERE c.phone = w.number)) AS "openTicketId",
            EXISTS (SELECT FROM contact c WHERE c.phone = w.number AND coalesce(c.is_customer, c.orders_seen > 0)) AS customer,
            (SELECT jsonb_build_object('at', c.reached_at, 'ticketId', c.ticket_id, 'facts', c.facts) FROM phone_call c
              WHERE c.department_id = w.department AND c.number = w.number AND c.reached_at IS NOT NULL ORDER BY c.reached_at DESC LIMIT 1) AS reached,
            (SELECT jsonb_build_object('at', t.done_at, 'ticketId', t.id) FROM ticket t WHERE t.requester_phone = w.number AND t.department_id = w.department
                AND t.kind = 'callback' AND t.state = 'done' AND t.ended_by_call IS NULL ORDER BY t.done_at DESC LIMIT 1) AS ended
       FROM unnest($1::int[], $2::text[]) AS w(department, number)`,
    [column(numbers, one => one.departmentId), column(numbers, one => one.number)],
  );
}

/** Of these tickets those that a call must not end: a handoff of theirs is not over, or they are one themselves. */
export async function tiedAmong(tx: Tx, ticketIds: readonly number[]): Promise<Set<number>> {
  if (ticketIds.length === 0) return new Set();
  const tied = await rows<{ id: number }>(
    tx,
    `SELECT origin_ticket_id AS id FROM handoff WHERE origin_ticket_id = ANY($1::bigint[]) AND state IN ('offered', 'accepted', 'returned')
     UNION SELECT ticket_id FROM handoff WHERE ticket_id = ANY($1::bigint[])`,
    [ticketIds],
  );
  return new Set(tied.map(row => row.id));
}

/** @param progress  of the tickets that readCalls() named, locked: what somebody ended or moved meanwhile is no open callback any more */
export async function bookOf(
  tx: Tx,
  { calls, callers }: CallsRead,
  progress: ReadonlyMap<number, Pick<TicketProgress, 'id' | 'kind' | 'state' | 'departmentId'>>,
): Promise<CallBook> {
  const book = new CallBook();
  const isOpen = (id: number) => ['open', 'claimed', 'waiting'].includes(progress.get(id)?.state ?? '');
  const open = [...progress.values()]
    .filter(ticket => ticket.kind === 'callback' && isOpen(ticket.id))
    .map(({ id }) => id);
  for (const callback of await readCallbacks(tx, open)) book.addCallback(callback);
  for (const { key, channelId, ...call } of calls) book.addCall(`${channelId} ${key}`, call);
  for (const { departmentId, number, openTicketId, reached, ended } of callers)
    book.addCaller(departmentId, number, {
      reached: reached && { ...reached, at: new Date(reached.at) },
      ended: ended && { ...ended, at: new Date(ended.at) },
      openTicketId:
        openTicketId !== null && isOpen(openTicketId) && progress.get(openTicketId)!.departmentId === departmentId
          ? openTicketId
          : null,
    });
  return book;
}

interface CallbackRow {
  ticketId: number;
  departmentId: number;
  phone: string | null;
  openedAt: Date;
  waiting: { id: number; number: string | null; startedAt: string }[];
}

async function readCallbacks(tx: Tx, ticketIds: readonly number[]) {
  if (ticketIds.length === 0) return [];
  const found = await rows<CallbackRow>(
    tx,
    `SELECT t.id AS "ticketId", t.department_id AS "departmentId", t.requester_phone AS phone, t.received_at AS "openedAt",
            (SELECT coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'number', c.number, 'startedAt', c.started_at)), '[]')
               FROM phone_call c WHERE c.ticket_id = t.id AND c.promise = 'waits') AS waiting
       FROM ticket t WHERE t.id = ANY($1::bigint[])`,
    [ticketIds],
  );
  return found.map(row => ({
    ...row,
    waiting: row.waiting.map(one => ({ ...one, startedAt: new Date(one.startedAt) })),
  }));
}
