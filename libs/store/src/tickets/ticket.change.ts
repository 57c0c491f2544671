// The end of each action: one statement that changes the ticket and writes its timeline, then its events. Guarantees: version, entry_seq and
// event_seq rise here together with what they count, under the lock of ticket.lock.ts, so they have no gaps.
import type { TicketState, WaitReason } from '#tickets';
import { rows, type Tx } from '../database/database.js';
import { storableJson, storableText } from '../database/storable.js';
import { addToOutbox } from '../outbox/outbox.store.js';
import { writeSearch } from '../search/search.writer.js';
import { clockAfter } from './ticket.clock.js';
import type { LockedTicket } from './ticket.lock.js';
import { type Actor, LEASE_MINUTES } from './ticket.rules.js';

/** Columns that actions set. The names go into the statement; the values never do. */
const COLUMNS = {
  department_id: 'int',
  state: 'text',
  priority: 'text',
  expedite_reason: 'text',
  due_at: 'timestamptz',
  minutes_allowed: 'int',
  claimed_by: 'int',
  claim_until: 'timestamptz',
  assigned_to: 'int',
  wait_reason: 'text',
  wait_note: 'text',
  wake_at: 'timestamptz',
  has_unread_answer: 'boolean',
  attachment_count: 'int',
  outcome: 'text',
  done_at: 'timestamptz',
  done_on_time: 'boolean',
  ended_by_call: 'bigint',
  merged_into: 'bigint',
  kind_version: 'int',
  left_ms: 'bigint',
  fields: 'jsonb',
  checklist: 'jsonb',
  business: 'text',
  requester_id: 'bigint',
  requester_name: 'text',
  requester_address: 'text',
  follow_up_at: 'timestamptz',
  follow_up_note: 'text',
  tags: 'text[]',
} as const;
type Column = keyof typeof COLUMNS;
export type Assignments = Partial<Record<Column, string | number | boolean | Date | readonly string[] | null>>;

export const NOT_CLAIMED: Assignments = { claimed_by: null, claim_until: null };
export const NOT_WAITING: Assignments = { wait_reason: null, wait_note: '', wake_at: null };
export const NOT_DONE: Assignments = { outcome: null, done_at: null, done_on_time: null };

export type EventType =
  | 'ticket.opened'
  | 'ticket.claimed'
  | 'ticket.released'
  | 'ticket.entry-added'
  | 'ticket.waiting'
  | 'ticket.woken'
  | 'ticket.done'
  | 'ticket.reopened'
  | 'ticket.merged'
  | 'ticket.moved'
  | 'ticket.assigned'
  | 'ticket.expedited'
  | 'ticket.tagged'
  | 'ticket.changed'
  | 'handoff.offered'
  | 'handoff.accepted'
  | 'handoff.returned'
  | 'handoff.completed'
  | 'handoff.cancelled';

export interface NewTimelineEntry {
  /** A reserved id, where the entry's mail had to name it. */
  id?: number;
  type: 'reply' | 'note' | 'state' | 'handoff';
  text: string;
  html?: string | null;
  subject?: string | null;
  outboundId?: number;
  detail?: Record<string, unknown>;
  /** What the outside is told of it. */
  event: EventType;
  /** handoff.*: told with the event. */
  handoff?: { id: number; side: 'sender' | 'receiver' };
}

export interface TicketChange {
  /** As locked by this transaction, before the change. */
  ticket: LockedTicket;
  /** When: the clock stops or goes on at that moment. */
  now: Date;
  actor: Actor;
  set?: Assignments;
  /** Puts the ticket into this person's hands, or renews the claim, by the database's clock: it also ends by that clock. */
  hold?: { userId: number; minutes?: number };
  entries: NewTimelineEntry[];
  /** A machine added something beside the work: the version stays, so that nobody's next act is stale. */
  beside?: boolean;
  /** Where a moved ticket came from; told with each event. */
  fromDepartmentId?: number;
}

/** A state that a person gives is no call's doing. */
const assigned = (change: TicketChange): Assignments => ({
  ...clockOf(change),
  ...(change.set?.state === undefined ? {} : { ended_by_call: null }),
  ...change.set,
});

/**
 * A change of state takes the clock along (ticket.clock.ts), unless `set` gives a due time of its own. Returns the new version and the ids of the entries, in their order.
 */
export async function changeTicket(tx: Tx, change: TicketChange): Promise<{ version: number; entryIds: number[] }> {
  const { entries, actor, ticket } = change;
  const values: unknown[] = [
    ticket.id,
    actor.userId,
    storableText(actor.name),
    entries.map(entry => entry.id ?? null),
    entries.map(entry => entry.type),
    entries.map(entry => storableText(entry.text)),
    entries.map(entry => (entry.html ? storableText(entry.html) : null)),
    entries.map(entry => (entry.subject ? storableText(entry.subject) : null)),
    entries.map(entry => entry.outboundId ?? null),
    entries.map(entry => storableJson(entry.detail ?? {})),
    entries.length,
  ];
  const [changed] = await rows<{ departmentId: number; version: number; firstEvent: number; entryIds: number[] }>(
    tx,
    `WITH changed AS (
       UPDATE ticket SET ${assignments(assigned(change), change.hold, values)} version = version + ${change.beside ? 0 : 1}, entry_seq = entry_seq + $11::int,
              event_seq = event_seq + $11::int, updated_at = clock_timestamp()
        WHERE id = $1::bigint
       RETURNING id, department_id, version, entry_seq - $11::int AS entries_before, event_seq - $11::int AS events_before
     ), written AS (
       INSERT INTO entry (id, ticket_id, seq, type, author_kind, author_name, author_user_id, text, html, subject, outbound_id, detail)
       SELECT coalesce(e.id, nextval(pg_get_serial_sequence('entry', 'id'))), changed.id, changed.entries_before + e.n, e.type,
              CASE WHEN $2::int IS NULL THEN 'system' ELSE 'person' END, $3, $2::int, e.text, e.html, e.subject, e.outbound_id, e.detail
         FROM changed, unnest($4::bigint[], $5::text[], $6::text[], $7::text[], $8::text[], $9::bigint[], $10::jsonb[])
              WITH ORDINALITY AS e(id, type, text, html, subject, outbound_id, detail, n)
        ORDER BY e.n
       RETURNING id, seq
     )
     SELECT department_id AS "departmentId", version, events_before + 1 AS "firstEvent",
            ARRAY(SELECT id FROM written ORDER BY seq) AS "entryIds" FROM changed`,
    values,
  );
  if (!changed) throw new Error(`ticket ${ticket.id} is gone, though it was locked`);
  const entryIds = changed.entryIds.map(Number);
  await writeSearch(
    tx,
    entries.map((entry, i) => ({
      id: entryIds[i]!,
      ticketId: ticket.mergedInto ?? ticket.id,
      type: entry.type,
      author: { kind: 'person', name: actor.name, address: null },
      subject: entry.subject ?? null,
      text: entry.text,
      detail: entry.detail ?? {},
    })),
  );
  await addToOutbox(
    tx,
    entries.map((entry, i) => ({
      topic: 'rail.tickets',
      key: String(ticket.id),
      seq: changed.firstEvent + i,
      type: entry.event,
      payload: {
        ticketId: ticket.id,
        departmentId: changed.departmentId,
        ...(change.fromDepartmentId === undefined ? {} : { fromDepartmentId: change.fromDepartmentId }),
        version: changed.version,
        entryId: entryIds[i],
        ...(entry.handoff ? { handoffId: entry.handoff.id, side: entry.handoff.side } : {}),
      },
    })),
  );
  return { version: changed.version, entryIds };
}

function clockOf({ ticket, set, now }: TicketChange): Assignments {
  if (set?.state === undefined) return {};
  const reason = (set.wait_reason === undefined ? ticket.waitReason : set.wait_reason) as WaitReason | null;
  return clockAfter(ticket, { state: set.state as TicketState, reason }, now);
}

function assignments(changes: Assignments, hold: TicketChange['hold'], values: unknown[]): string {
  const set = (Object.entries(changes) as [Column, unknown][]).map(([column, value]) => {
    values.push(typeof value === 'string' ? storableText(value) : value);
    return `${column} = $${values.length}::${COLUMNS[column]},`;
  });
  if (hold) {
    values.push(hold.userId, hold.minutes ?? LEASE_MINUTES);
    set.push(
      `claimed_by = $${values.length - 1}::int, claim_until = clock_timestamp() + make_interval(mins => $${values.length}::int),`,
    );
  }
  return set.join(' ');
}

/** What an action of the holder that keeps the ticket does to the claim: it begins anew. */
export function renewal(
  ticket: { claimedBy: number | null },
  request: { actor: Actor; leaseMinutes?: number },
): TicketChange['hold'] {
  if (ticket.claimedBy === null || ticket.claimedBy !== request.actor.userId) return undefined;
  return { userId: ticket.claimedBy, minutes: request.leaseMinutes };
}
