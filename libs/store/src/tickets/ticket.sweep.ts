// What time does to tickets: claims that ran out, and waits that are over, come back on the rail. Every instance may sweep at once: each takes
// rows that no other has locked, and one statement changes them, writes their timeline and tells of them. Judged by the database's clock.

import { CALENDAR_OF_TICKET } from '../calendar/department.calendar.js';
import { type Database, rows } from '../database/database.js';
import { wakeAfterCommit } from '../outbox/outbox.store.js';
import { type Clocked, dueIfRunning } from './ticket.clock.js';

// Shared end of both sweeps. `freed` gives id, department_id, version, entry_seq, event_seq, text and change of each ticket.
const TELL = `
  written AS (
    INSERT INTO entry (ticket_id, seq, type, author_kind, author_name, text, detail)
    SELECT id, entry_seq, 'state', 'system', 'Ticket Rail', text, jsonb_build_object('change', change) FROM freed ORDER BY id
    RETURNING id, ticket_id
  ), told AS (
    INSERT INTO outbox (topic, key, lane, seq, type, payload)
    SELECT 'rail.tickets', f.id::text, lane_of(f.id::text), f.event_seq, $2,
           jsonb_build_object('ticketId', f.id, 'departmentId', f.department_id, 'version', f.version, 'entryId', w.id)
      FROM freed f JOIN written w ON w.ticket_id = f.id ORDER BY f.id
  )
  SELECT id FROM freed`;

// A holder who acts at this moment has the row locked (skipped here), or finds it open when the lock is got.
const EXPIRE_CLAIMS = `
  WITH due AS (
    SELECT t.id, u.name AS holder FROM ticket t JOIN user_account u ON u.id = t.claimed_by
     WHERE t.state = 'claimed' AND t.claim_until < now() ORDER BY t.claim_until LIMIT $1 FOR NO KEY UPDATE OF t SKIP LOCKED
  ), freed AS (
    UPDATE ticket t
       SET state = 'open', claimed_by = NULL, claim_until = NULL, version = version + 1, entry_seq = entry_seq + 1, event_seq = event_seq + 1,
           updated_at = now()
      FROM due WHERE t.id = due.id
    RETURNING t.id, t.department_id, t.version, t.entry_seq, t.event_seq, 'The claim of ' || due.holder || ' expired' AS text,
              jsonb_build_object('action', 'expire', 'from', 'claimed', 'to', 'open', 'reason', 'claim-expired', 'holder', due.holder) AS change
  ), ${TELL}`;

const DUE = `
  SELECT t.id, t.due_at AS "dueAt", t.left_ms AS "leftMs", ${CALENDAR_OF_TICKET} AS calendar, now() AS now
    FROM ticket t
   WHERE t.state = 'waiting' AND t.wake_at IS NOT NULL AND t.wake_at <= now() ORDER BY t.wake_at LIMIT $1 FOR NO KEY UPDATE OF t SKIP LOCKED`;

// The rows are locked: what DUE saw of them stands. A clock that stood goes on from now, with the time that was left.
const WAKE = `
  WITH due AS (
    SELECT t.id, t.wait_reason, t.wait_note, t.wake_at, u.due_at FROM ticket t JOIN unnest($1::bigint[], $3::timestamptz[]) AS u(id, due_at) ON u.id = t.id
  ), freed AS (
    UPDATE ticket t
       SET state = 'open', wait_reason = NULL, wait_note = '', wake_at = NULL, left_ms = NULL, due_at = due.due_at, version = version + 1,
           entry_seq = entry_seq + 1, event_seq = event_seq + 1, updated_at = now()
      FROM due WHERE t.id = due.id
    RETURNING t.id, t.department_id, t.version, t.entry_seq, t.event_seq,
              CASE due.wait_reason WHEN 'customer' THEN 'Back on the rail: no answer came from the customer in the time that was set'
                                   WHEN 'handoff' THEN 'Back on the rail: the handoff took longer than the time that was set'
                                   ELSE 'Back on the rail: the time that was set has come' END AS text,
              jsonb_build_object('action', 'wake', 'from', 'waiting', 'to', 'open', 'reason', 'time-is-over', 'waitedFor', due.wait_reason,
                                 'note', due.wait_note, 'until', due.wake_at) AS change
  ), ${TELL}`;

/** Claims whose lease is over: back on the rail. Returns how many; `limit` of them means that there may be more. */
export function expireClaims(database: Database, limit = 500): Promise<number> {
  return sweep(database, EXPIRE_CLAIMS, 'ticket.released', limit);
}

/** Waits whose time has come: back on the rail, with the reason shown. Returns how many; `limit` of them means that there may be more. */
export function wakeDue(database: Database, limit = 500): Promise<number> {
  return database.transaction(async tx => {
    const due = await rows<Clocked & { id: number; now: Date }>(tx, DUE, [limit]);
    if (due.length === 0) return 0;
    const dueAt = due.map(ticket => dueIfRunning(ticket, ticket.now));
    const freed = await rows(tx, WAKE, [due.map(ticket => ticket.id), 'ticket.woken', dueAt]);
    wakeAfterCommit(tx);
    return freed.length;
  });
}

/** Forgets skips that no longer hold. They do no harm; they only pile up. */
export async function forgetSkips(database: Database): Promise<void> {
  await database.rows('DELETE FROM ticket_skip WHERE until < now()');
}

function sweep(database: Database, statement: string, event: string, limit: number): Promise<number> {
  return database.transaction(async tx => {
    const freed = await rows(tx, statement, [limit, event]);
    if (freed.length > 0) wakeAfterCommit(tx);
    return freed.length;
  });
}
