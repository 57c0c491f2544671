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
  | { outcome: 'claim-limit'; limit: number }
  /** As many tickets are in hand on the rail as may be. */
  | { outcome: 'rail-limit'; limit: number }
  /** All that hangs there for this person is of kinds of which as many are in hand as may be. */
  | { outcome: 'kind-limit'; kinds: string[] };

/**
 * $1 department, $2 person, $3 minutes. Closes three races: two people at the top (SKIP LOCKED: the second takes the next one, and waits for
 * nobody), one person twice (claims_held() takes turns per person and counts after it waited), and two claims for the last place on the rail or of a
 * kind (rail_has_room() and kinds_full() take turns per rail where it is narrow). Always in this order: person, rail, ticket. The array of skipped
 * tickets is read once; as a join it would tempt the planner away from the index's order.
 */
export const NEXT = `
  WITH person AS MATERIALIZED (
    SELECT d.id, d.claim_limit, d.rail_limit, d.kind_limits, claims_held($2::int, d.id) < d.claim_limit AS free FROM department d WHERE d.id = $1::int
  ), seat AS MATERIALIZED (
    SELECT p.*, CASE WHEN p.free THEN rail_has_room(p.id, p.rail_limit) ELSE false END AS room,
           CASE WHEN p.free THEN kinds_full(p.id, p.kind_limits) ELSE '{}' END AS full_kinds FROM person p
  ), top AS (
    UPDATE ticket
       SET state = 'claimed', claimed_by = $2::int, claim_until = now() + make_interval(mins => $3::int), has_unread_answer = false,
           version = version + 1, entry_seq = entry_seq + 1, event_seq = event_seq + 1, updated_at = now()
     WHERE id = (
       SELECT t.id FROM ticket t
        WHERE (SELECT free AND room FROM seat) AND t.department_id = $1::int AND t.state = 'open'
          AND ((SELECT cardinality(full_kinds) = 0 FROM seat) OR t.kind <> ALL ((SELECT full_kinds FROM seat)::text[]))
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
  SELECT seat.claim_limit AS "claimLimit", seat.rail_limit AS "railLimit", seat.free, seat.room, seat.full_kinds AS "fullKinds", top.id AS "ticketId",
         top.version FROM seat LEFT JOIN top ON true`;

/** Of the kinds that are full, those that hang open for the person. */
const HELD_BACK = `
  SELECT DISTINCT kind FROM ticket
   WHERE department_id = $1 AND state = 'open' AND kind = ANY ($3::text[]) AND (assigned_to IS NULL OR assigned_to = $2)`;

/** Claims the top of the rail for the person. `rail-clear`: nothing that this person may take hangs there. */
export async function next(tx: Tx, claim: NextClaim): Promise<NextOutcome> {
  if (claim.skip) await skipTicket(tx, { ...claim.skip, departmentId: claim.departmentId, userId: claim.userId });
  const { departmentId, userId } = claim;
  const [row] = await rows<{
    claimLimit: number;
    railLimit: number;
    free: boolean;
    room: boolean;
    fullKinds: string[];
    ticketId: number | null;
    version: number;
  }>(tx, NEXT, [departmentId, userId, claim.leaseMinutes]);
  if (!row) return { outcome: 'rail-clear' };
  if (!row.free) return { outcome: 'claim-limit', limit: row.claimLimit };
  if (!row.room) return { outcome: 'rail-limit', limit: row.railLimit };
  if (row.ticketId === null) {
    if (row.fullKinds.length === 0) return { outcome: 'rail-clear' };
    const heldBack = await rows<{ kind: string }>(tx, HELD_BACK, [departmentId, userId, row.fullKinds]);
    if (heldBack.length === 0) return { outcome: 'rail-clear' };
    return { outcome: 'kind-limit', kinds: heldBack.map(one => one.kind) };
  }
  wakeAfterCommit(tx);
  return { outcome: 'claimed', ticketId: row.ticketId, version: row.version };
}
