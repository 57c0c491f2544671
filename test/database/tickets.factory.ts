// Departments, people, channels and tickets for tests, made with plain SQL: what a test reads back was not written by the code under test.
import { createHash, randomUUID } from 'node:crypto';
import { Database, Tx } from '#store';
import { createTestDatabase } from './database.js';

export interface House {
  database: Database;
  close(): Promise<void>;
}

/** A database of one's own, open. */
export async function openHouse(poolSize = 20): Promise<House> {
  const own = await createTestDatabase();
  const database = await Database.open({ url: own.url, poolSize, applicationName: 'ticket test' });
  return {
    database,
    close: async () => {
      await database.close();
      await own.drop();
    },
  };
}

const sha256 = (text: string | Buffer): Buffer => createHash('sha256').update(text).digest();

async function idOf(on: Database, text: string, values: unknown[]): Promise<number> {
  const [row] = await on.rows<{ id: number }>(text, values);
  return row!.id;
}

let count = 0;

/** Round the clock: working time is wall-clock time, so that a test can say what is due when. */
const ALWAYS = JSON.stringify(
  Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map(day => [day, [['00:00', '24:00']]])),
);

export function makeDepartment(
  on: Database,
  given: { name?: string; timeZone?: string; claimLimit?: number; railLimit?: number; workHours?: string } = {},
): Promise<number> {
  count += 1;
  return idOf(
    on,
    `INSERT INTO department (key, name, time_zone, work_hours, claim_limit, rail_limit) VALUES ($1, $2, $3, $5, $4, $6) RETURNING id`,
    [
      `department-${count}`,
      given.name ?? `Department ${count}`,
      given.timeZone ?? 'UTC',
      given.claimLimit ?? 5,
      given.workHours ?? ALWAYS,
      given.railLimit ?? 200,
    ],
  );
}

export async function makePerson(
  on: Database,
  name: string,
  departmentIds: number[],
  role: 'agent' | 'supervisor' | 'sales' = 'agent',
): Promise<number> {
  const id = await idOf(on, 'INSERT INTO user_account (email, name) VALUES ($1, $2) RETURNING id', [
    `${randomUUID()}@company.test`,
    name,
  ]);
  await on.rows('INSERT INTO membership (user_id, department_id, role) SELECT $1, unnest($2::int[]), $3', [
    id,
    departmentIds,
    role,
  ]);
  return id;
}

export function makeChannel(on: Database, departmentId: number, name = 'Mailbox'): Promise<number> {
  count += 1;
  return idOf(
    on,
    `INSERT INTO channel (key, kind, name, department_id, settings) VALUES ($1, 'email', $2, $3, '{}') RETURNING id`,
    [`channel-${count}`, name, departmentId],
  );
}

export function makeContact(
  on: Database,
  name: string,
  address: string,
  company: string | null = null,
): Promise<number> {
  return idOf(on, 'INSERT INTO contact (name, address, address_key, company) VALUES ($1, $2, $3, $4) RETURNING id', [
    name,
    address,
    sha256(address.toLowerCase()),
    company,
  ]);
}

/** Columns of the ticket table, by their own names. */
export type TicketColumns = Record<string, unknown> & { department_id: number };

const DEFAULTS = {
  way_in: 'email',
  kind: 'inquiry',
  kind_version: 1,
  subject: 'Where is my order?',
  subject_key: 'where is my order?',
  snippet: 'I ordered last week',
  requester_name: 'A customer',
  requester_address: 'customer@example.test',
  minutes_allowed: 240,
};

/** One open ticket, received now and due in four hours, but for what is given. Its version is 1, its timeline and its events are empty. */
export function makeTicket(on: Database, given: TicketColumns): Promise<number> {
  const columns: Record<string, unknown> = {
    ...DEFAULTS,
    received_at: new Date(),
    due_at: new Date(Date.now() + 4 * 3_600_000),
    ...given,
  };
  // A clock that stands has its time left beside it: four hours, unless the test says otherwise.
  if (columns.state === 'waiting' && columns.wait_reason !== 'until') columns.left_ms ??= 4 * 3_600_000;
  const names = Object.keys(columns);
  return idOf(
    on,
    `INSERT INTO ticket (${names.join(', ')}) VALUES (${names.map((_, i) => `$${i + 1}`).join(', ')}) RETURNING id`,
    Object.values(columns),
  );
}

/** Many tickets in one statement: one in 50 lifted, due times scattered over `days`, the number in each subject. */
export async function makeTickets(
  on: Database,
  given: { departmentId: number; count: number; state?: 'open' | 'waiting' | 'done'; days?: number; dueFrom?: Date },
): Promise<void> {
  await on.rows(
    `INSERT INTO ticket (department_id, way_in, kind, kind_version, subject, subject_key, snippet, requester_name, requester_address, minutes_allowed,
                         received_at, due_at, priority, state, wait_reason, left_ms, outcome, done_at, done_on_time)
     SELECT $1::int, 'email', 'inquiry', 1, 'Part ' || n, 'part ' || n, '', 'Customer ' || n % 997, 'c' || n % 997 || '@example.test', 240,
            now() - make_interval(secs => n), $5::timestamptz + make_interval(secs => (n::bigint * 7919) % ($4::int * 86400)),
            CASE WHEN n % 50 = 0 THEN 'expedite' ELSE 'normal' END, $3::text,
            CASE $3::text WHEN 'waiting' THEN 'customer' END, CASE $3::text WHEN 'waiting' THEN 14400000 END,
            CASE $3::text WHEN 'done' THEN 'answered' END,
            CASE $3::text WHEN 'done' THEN now() - make_interval(secs => n) END, CASE $3::text WHEN 'done' THEN n % 10 <> 0 END
       FROM generate_series(1, $2::int) n`,
    [given.departmentId, given.count, given.state ?? 'open', given.days ?? 10, given.dueFrom ?? new Date()],
  );
}

/** A stored message, as the ledger would hold it. */
export async function makeMessage(
  on: Database,
  given: {
    channelId: number;
    departmentId: number;
    raw?: string;
    ticketId?: number;
    contentKey?: string;
    state?: string;
  },
): Promise<number> {
  const raw = Buffer.from(given.raw ?? `Subject: ${randomUUID()}\r\n\r\nHello`);
  await on.rows('INSERT INTO blob (sha256, size, bytes) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING', [
    sha256(raw),
    raw.length,
    raw,
  ]);
  const state = given.state ?? (given.ticketId === undefined ? 'pending' : 'ticketed');
  return idOf(
    on,
    `INSERT INTO message (channel_id, department_id, source_key, raw_sha256, size, transport, conversation_key, received_at, state, ticket_id, content_key, reason)
     VALUES ($1, $2, $3, $4, $5, '{}', '', now(), $6, $7, $8, $9) RETURNING id`,
    [
      given.channelId,
      given.departmentId,
      sha256(randomUUID()),
      sha256(raw),
      raw.length,
      state,
      given.ticketId ?? null,
      given.contentKey ? sha256(given.contentKey) : null,
      state === 'quarantined' ? 'mail.too-large' : null,
    ],
  );
}

/** An entry of the customer, with attachments of the given names. Raises the ticket's entry_seq. */
export async function makeEntry(
  on: Database,
  given: { ticketId: number; text: string; messageId?: number; attachments?: string[] },
): Promise<number> {
  const id = await idOf(
    on,
    `WITH t AS (UPDATE ticket SET entry_seq = entry_seq + 1 WHERE id = $1 RETURNING id, entry_seq)
     INSERT INTO entry (ticket_id, seq, type, author_kind, author_name, text, message_id)
     SELECT id, entry_seq, 'message', 'contact', 'A customer', $2, $3 FROM t RETURNING id`,
    [given.ticketId, given.text, given.messageId ?? null],
  );
  for (const name of given.attachments ?? []) {
    const bytes = Buffer.from(`bytes of ${name}`);
    await on.rows(
      `WITH b AS (INSERT INTO blob (sha256, size, bytes) VALUES ($2, $3, $4) ON CONFLICT DO NOTHING)
       INSERT INTO attachment (entry_id, sha256, filename, content_type, size) VALUES ($1, $2, $5, 'text/plain', $3)`,
      [id, sha256(bytes), bytes.length, bytes, name],
    );
  }
  return id;
}

export async function ticketNow(
  on: Database,
  id: number,
): Promise<Record<string, unknown> & { version: number; state: string }> {
  const [row] = await on.rows<Record<string, unknown> & { version: number; state: string }>(
    'SELECT * FROM ticket WHERE id = $1',
    [id],
  );
  return row!;
}

export interface ToldEvent {
  type: string;
  seq: number;
  lane: number;
  payload: { ticketId: number; departmentId: number; fromDepartmentId?: number; version: number; entryId?: number };
}

/** What the outbox tells of a ticket, in the order in which it was written. */
export function eventsOf(on: Database, ticketId: number): Promise<ToldEvent[]> {
  return on.rows(`SELECT type, seq, lane, payload FROM outbox WHERE topic = 'rail.tickets' AND key = $1 ORDER BY id`, [
    String(ticketId),
  ]);
}

/** Runs each work in a transaction of its own, all at once; the answers in the order of the works. */
export function atOnce<T>(on: Database, works: ((tx: Tx) => Promise<T>)[]): Promise<T[]> {
  return Promise.all(works.map(work => on.transaction(work)));
}
