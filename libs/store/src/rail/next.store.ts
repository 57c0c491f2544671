// Taking the next ticket. Guarantees: each ticket is served to one person; nobody holds more than the department's claim limit, however many
// requests run at once; what is assigned to somebody else is passed over; what a person skipped stays away from that person for a while.
//
// A claim whose lease is over becomes claimable when the sweep has put it back on the rail (ticket.sweep.ts), not here: so the end of a
// claim is told once, by one place, and the state alone says what can be taken.
import type { SkipReason } from '#tickets';
import { rows, type Tx } from '../database/database.js';
import { wakeAfterCommit } from '../outbox/outbox.store.js';
import { skipTicket } from '../tickets/actions/skip.action.js';

export interface NextClaim {
  departmentId: number;
  userId: number;
  /** How long the claim holds without an action of its holder. */
  leaseMinutes: number;
  /** Pass over this ticket, for a coded reason. One that is not on this rail, or in another's hands, is left alone. */
  skip?: { ticketId: number; reason: SkipReason; note?: string };
}

export type NextOutcome =
  | { outcome: 'claimed'; ticketId: number; version: number }
  | { outcome: 'rail-clear' }
  | { outcome: 'claim-limit'; limit: number };

/**
 * $1 department, $2 person, $3 minutes. Closes two races: two people at the top (SKIP LOCKED: the second takes the next one, and waits for
 * nobody), and one person twice (claims_held() takes turns per person and counts after it waited). The array of skipped tickets is read once;
 * as a join it would tempt the planner away from the index's order.
 */
export const NEXT = `
  WITH seat AS MATERIALIZED (
    SELECT d.claim_limit, claims_held($2::int, d.id) < d.claim_limit AS free FROM department d WHERE d.id = $1::int
  ), top AS (
    UPDATE ticket
       SET state = 'claimed', claimed_by = $2::int, claim_until = now() + make_interval(mins => $3::int), has_unread_answer = false,
           version = version + 1, entry_seq = entry_seq + 1, event_seq = event_seq + 1, updated_at = now()
     WHERE id = (
       SELECT t.id FROM ticket t
        WHERE (SELECT free FROM seat) AND t.department_id = $1::int AND t.state = 'open'
          AND (t.assigned_to IS NULL OR t.assigned_to = $2::int)
          AND t.id <> ALL (ARRAY(SELECT s.ticket_id FROM ticket_skip s WHERE s.user_id = $2::int AND s.until > now()))
        ORDER BY t.rail_rank, t.due_at, t.id LIMIT 1
        FOR NO KEY UPDATE OF t SKIP LOCKED)
    RETURNING id, department_id, version, entry_seq, event_seq, claim_until
  ), noted AS (
    INSERT INTO entry (ticket_id, seq, type, author_kind, author_name, author_user_id, text, detail)
    SELECT top.id, top.entry_seq, 'state', 'person', u.name, u.id, 'Claimed from the top of the rail',
           jsonb_build_object('change', jsonb_build_object('action', 'next', 'from', 'open', 'to', 'claimed', 'until', top.claim_until))
      FROM top JOIN user_account u ON u.id = $2::int
    RETURNING id
  ), told AS (
    INSERT INTO outbox (topic, key, lane, seq, type, payload)
    SELECT 'rail.tickets', top.id::text, lane_of(top.id::text), top.event_seq, 'ticket.claimed',
           jsonb_build_object('ticketId', top.id, 'departmentId', top.department_id, 'version', top.version, 'entryId', noted.id)
      FROM top, noted
  )
  SELECT seat.claim_limit AS "limit", seat.free, top.id AS "ticketId", top.version FROM seat LEFT JOIN top ON true`;

/** Claims the top of the rail for the person. `rail-clear`: nothing that this person may take hangs there. */
export async function next(tx: Tx, claim: NextClaim): Promise<NextOutcome> {
  if (claim.skip) await skipTicket(tx, { ...claim.skip, departmentId: claim.departmentId, userId: claim.userId });
  const [row] = await rows<{ limit: number; free: boolean; ticketId: number | null; version: number }>(tx, NEXT, [
    claim.departmentId,
    claim.userId,
    claim.leaseMinutes,
  ]);
  if (!row) return { outcome: 'rail-clear' };
  if (!row.free) return { outcome: 'claim-limit', limit: row.limit };
  if (row.ticketId === null) return { outcome: 'rail-clear' };
  wakeAfterCommit(tx);
  return { outcome: 'claimed', ticketId: row.ticketId, version: row.version };
}
