// What the converters need to know, read in as few statements as a batch allows.
import { companyDomain, ThreadIndex, type TicketState } from '#tickets';
import { CALENDAR_OF_TICKET, type CalendarRow } from '../calendar/department.calendar.js';
import { type Database, prepared, rows, type Tx } from '../database/database.js';
import { readAsks } from '../mail-steps/ask.reader.js';
import { addressKey } from '../tickets/ticket.keys.js';

export interface PendingMessage {
  id: number;
  channelId: number;
  departmentId: number;
  raw: Buffer;
  oversize: { declaredBytes: number; limitBytes: number } | null;
  transport: Record<string, unknown>;
  receivedAt: Date;
  attempts: number;
}

/** How many bytes each of those that still wait has, by message. */
export async function pendingSizes(database: Database, ids: readonly number[]): Promise<Map<number, number>> {
  const found = await database.prepared<{ id: number; size: number }>(
    'pending-sizes',
    `SELECT id, size FROM message WHERE id = ANY($1::bigint[]) AND state = 'pending'`,
    [ids],
  );
  return new Map(found.map(row => [row.id, row.size]));
}

/** Raw bytes of those of the messages that still wait, in the order of their ids. A message redelivered after it was decided is left out. */
export async function pendingMessages(database: Database, ids: readonly number[]): Promise<PendingMessage[]> {
  return database.prepared<PendingMessage>(
    'pending-messages',
    `SELECT m.id, m.channel_id AS "channelId", m.department_id AS "departmentId", b.bytes AS raw, m.oversize, m.transport,
            m.received_at AS "receivedAt", m.attempts
       FROM message m JOIN blob b ON b.sha256 = m.raw_sha256
      WHERE m.id = ANY($1::bigint[]) AND m.state = 'pending' ORDER BY m.id`,
    [ids],
  );
}

/** Those that still wait, locked until the commit: of two who convert the same message the second finds it decided (I2). */
export async function lockPending(tx: Tx, ids: readonly number[]): Promise<Set<number>> {
  const locked = await prepared<{ id: number }>(
    tx,
    'lock-pending',
    `SELECT id FROM message WHERE id = ANY($1::bigint[]) AND state = 'pending' ORDER BY id FOR UPDATE`,
    [ids],
  );
  return new Set(locked.map(row => row.id));
}

/** Counts a try that ended with the worker or the database, not with a decision. Returns the attempts so far, by message. */
export async function countAttempt(tx: Tx, ids: readonly number[]): Promise<Map<number, number>> {
  const counted = await rows<{ id: number; attempts: number }>(
    tx,
    `UPDATE message SET attempts = attempts + 1 WHERE id = ANY($1) AND state = 'pending' RETURNING id, attempts`,
    [ids],
  );
  return new Map(counted.map(row => [row.id, row.attempts]));
}

/** Waiting for longer than anything should: their event was lost to a dead letter, or a process died at the wrong moment. */
export async function stalledMessages(tx: Tx, olderThanSeconds: number, limit: number) {
  return rows<{ id: number; channel_id: number; department_id: number; conversation_key: string }>(
    tx,
    `SELECT id, channel_id, department_id, conversation_key FROM message
      WHERE state = 'pending' AND stored_at < now() - make_interval(secs => $1) ORDER BY stored_at LIMIT $2 FOR UPDATE SKIP LOCKED`,
    [olderThanSeconds, limit],
  );
}

/** What an append changes on a ticket that exists; the row is locked until the commit. */
export interface TicketProgress {
  id: number;
  departmentId: number;
  kind: string;
  kindVersion: number;
  state: TicketState;
  version: number;
  entrySeq: number;
  eventSeq: number;
  dueAt: Date;
  minutesAllowed: number;
  leftMs: number | null;
  /** Of the department whose rail it hangs on. */
  calendar: CalendarRow;
}

export interface Known {
  index: ThreadIndex;
  progress: Map<number, TicketProgress>;
}

interface TicketRow extends TicketProgress {
  subjectKey: string;
  doneAt: Date | null;
  mergedInto: number | null;
}

/**
 * Threads, duplicates and tickets that a batch refers to. Matched tickets, and those that they were merged into, are locked in the order of
 * their ids, so that what decide() is told about them stands until the commit and two batches cannot wait for each other in a ring.
 * @param lock  false: for whoever only wants to know what would be decided, and decides nothing
 */
export async function readKnown(
  tx: Tx,
  wanted: {
    messageIdKeys: string[];
    ticketIds: number[];
    askIds: number[];
    contentKeys: string[];
    requesters: string[];
  },
  { lock = true }: { lock?: boolean } = {},
): Promise<Known> {
  const index = new ThreadIndex();
  const progress = new Map<number, TicketProgress>();
  const threads = wanted.messageIdKeys.length
    ? await rows<{ key: string; ticketId: number; departmentId: number }>(
        tx,
        `SELECT encode(message_id_key, 'hex') AS key, ticket_id AS "ticketId", department_id AS "departmentId" FROM mail_thread
          WHERE message_id_key = ANY($1::bytea[]) ORDER BY ticket_id`,
        [wanted.messageIdKeys.map(bytes)],
      )
    : [];
  for (const thread of threads) index.addThread(thread.key, thread.ticketId, thread.departmentId);
  if (wanted.contentKeys.length) {
    const contents = await rows<{ key: string; ticketId: number; departmentId: number }>(
      tx,
      `SELECT encode(content_key, 'hex') AS key, ticket_id AS "ticketId", department_id AS "departmentId" FROM message
        WHERE content_key = ANY($1::bytea[]) AND state IN ('ticketed', 'appended')`,
      [wanted.contentKeys.map(bytes)],
    );
    for (const content of contents) index.addContent(content.departmentId, content.key, content.ticketId);
  }
  for (const address of await customersAmong(tx, wanted.requesters)) index.addCustomer(address);
  const asks = await readAsks(tx, wanted.askIds);
  for (const ask of asks) index.addAsk(ask);
  const ids = [...new Set([...[...threads, ...asks].map(one => one.ticketId), ...wanted.ticketIds])];
  if (ids.length === 0) return { index, progress };

  const tickets = await rows<TicketRow>(
    tx,
    `SELECT t.id, t.department_id AS "departmentId", t.kind, t.kind_version AS "kindVersion", t.state, t.version, t.entry_seq AS "entrySeq",
            t.event_seq AS "eventSeq", t.due_at AS "dueAt", t.minutes_allowed AS "minutesAllowed", t.left_ms AS "leftMs", ${CALENDAR_OF_TICKET} AS calendar,
            t.subject_key AS "subjectKey", t.done_at AS "doneAt", t.merged_into AS "mergedInto"
       FROM ticket t WHERE t.id IN (
         WITH RECURSIVE reached(id) AS (
           SELECT unnest($1::bigint[]) UNION SELECT t.merged_into FROM reached r JOIN ticket t ON t.id = r.id WHERE t.merged_into IS NOT NULL
         ) SELECT id FROM reached) ORDER BY t.id ${lock ? 'FOR UPDATE OF t' : ''}`,
    [ids],
  );
  const participants = await rows<{ ticket_id: number; address: string }>(
    tx,
    'SELECT ticket_id, lower(address) AS address FROM ticket_participant WHERE ticket_id = ANY($1)',
    [tickets.map(ticket => ticket.id)],
  );
  const takingPart = new Map<number, Set<string>>(tickets.map(ticket => [ticket.id, new Set()]));
  for (const row of participants) takingPart.get(row.ticket_id)?.add(row.address);
  for (const ticket of tickets) {
    progress.set(ticket.id, ticket);
    index.addTicket({ ...ticket, participants: takingPart.get(ticket.id)! });
  }
  return { index, progress };
}

/**
 * Which of these addresses are existing customers: as ops say, else by the orders seen of the person or of anybody in the same company. One statement.
 */
export async function customersAmong(tx: Tx, addresses: readonly string[]): Promise<string[]> {
  if (addresses.length === 0) return [];
  const found = await prepared<{ address: string }>(
    tx,
    'customers-among',
    `SELECT a.address FROM unnest($1::text[], $2::bytea[], $3::text[]) AS a(address, key, domain)
       LEFT JOIN contact c ON c.address_key = a.key
      WHERE coalesce(c.is_customer, coalesce(c.orders_seen, 0) > 0 OR EXISTS (
        SELECT 1 FROM contact o WHERE o.domain = a.domain AND coalesce(o.is_customer, o.orders_seen > 0)))`,
    [addresses, addresses.map(addressKey), addresses.map(companyDomain)],
  );
  return found.map(row => row.address);
}

// As a plain array: the planner walks the index for it, while it would scan the table for a subquery of unknown size.
const bytes = (hex: string): Buffer => Buffer.from(hex, 'hex');

/** Numbers for tickets, entries and calls that a batch will write, so that they can refer to each other before they exist. */
export async function takeIds(tx: Tx, of: 'ticket' | 'entry' | 'phone_call', count: number): Promise<number[]> {
  if (count === 0) return [];
  const taken = await rows<{ id: number }>(tx, `SELECT nextval('${of}_id_seq') AS id FROM generate_series(1, $1)`, [
    count,
  ]);
  return taken.map(row => row.id);
}
