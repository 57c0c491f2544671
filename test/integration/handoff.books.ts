// What must hold for tickets and handoffs whatever was done to them, as plain SQL over the tables. Each statement finds the rows that break its law.
// The acts under test are written elsewhere, so a law and an act cannot share a mistake.
import type { World } from './handoff.world.js';

/** $1: tickets, $2: handoffs with greater ids are looked at. */
export const BOOKS: Readonly<Record<string, string>> = {
  'an owed handoff hangs live on the rail of its receiver': `
    SELECT h.id FROM handoff h LEFT JOIN ticket t ON t.id = h.ticket_id WHERE h.id > $2 AND h.state IN ('offered', 'accepted')
       AND (h.owner_department_id <> h.to_department_id OR t.department_id IS DISTINCT FROM h.to_department_id OR t.state NOT IN ('open', 'claimed', 'waiting'))`,
  'what was sent back is the sender’s alone': `
    SELECT h.id FROM handoff h LEFT JOIN ticket t ON t.id = h.ticket_id WHERE h.id > $2 AND h.state = 'returned'
       AND (h.owner_department_id <> h.from_department_id OR t.state IS DISTINCT FROM 'done')`,
  'the origin of a handoff that is out is alive, on the rail of the sender': `
    SELECT h.id FROM handoff h JOIN ticket o ON o.id = h.origin_ticket_id WHERE h.id > $2 AND h.state IN ('offered', 'accepted', 'returned')
       AND (o.state IN ('done', 'merged') OR o.department_id <> h.from_department_id)`,
  'a received ticket ends with its handoff, and in its words': `
    SELECT h.id FROM handoff h JOIN ticket t ON t.id = h.ticket_id WHERE h.id > $2
       AND CASE WHEN h.state IN ('returned', 'completed', 'cancelled') THEN t.state <> 'done' OR t.outcome IS DISTINCT FROM h.state ELSE t.state = 'done' END`,
  'each handoff has one ticket once it was offered, and each such ticket one handoff': `
    SELECT id FROM handoff WHERE id > $2 AND (state = 'draft') <> (ticket_id IS NULL)
    UNION ALL SELECT t.id FROM ticket t LEFT JOIN handoff h ON h.ticket_id = t.id WHERE t.id > $1 GROUP BY t.id, t.way_in
     HAVING count(h.id) <> CASE t.way_in WHEN 'handoff' THEN 1 ELSE 0 END`,
  'one leg runs while it is out, on the right side, and none otherwise': `
    SELECT h.id FROM handoff h LEFT JOIN handoff_leg l ON l.handoff_id = h.id AND l.ended_at IS NULL WHERE h.id > $2 GROUP BY h.id
     HAVING count(l.id) <> (h.state IN ('offered', 'accepted', 'returned'))::int
         OR bool_or((h.state, l.department_id) NOT IN (('offered', h.to_department_id), ('accepted', h.to_department_id), ('returned', h.from_department_id))) FILTER (WHERE l.id IS NOT NULL)
         OR bool_or(l.leg <> CASE h.state WHEN 'offered' THEN 'acceptance' WHEN 'accepted' THEN 'work' ELSE 'returned' END) FILTER (WHERE l.id IS NOT NULL)`,
  'legs follow one another without a gap': `
    SELECT handoff_id AS id FROM (SELECT handoff_id, began_at, row_number() OVER way AS n, lag(ended_at) OVER way AS before FROM handoff_leg WHERE handoff_id > $2
                            WINDOW way AS (PARTITION BY handoff_id ORDER BY id)) l WHERE n > 1 AND began_at IS DISTINCT FROM before`,
  'a leg allows what the contract says that was offered': `
    SELECT h.id FROM handoff h JOIN handoff_leg l ON l.handoff_id = h.id AND l.ended_at IS NULL
      JOIN handoff_contract c ON c.key = h.contract AND c.version = h.contract_version
     WHERE h.id > $2 AND h.state IN ('offered', 'accepted')
       AND l.minutes_allowed <> (c.definition ->> CASE h.state WHEN 'offered' THEN 'acceptMinutes' ELSE 'finishMinutes' END)::int`,
  'each round of offering has a leg of its own': `
    SELECT h.id FROM handoff h LEFT JOIN handoff_leg l ON l.handoff_id = h.id AND l.leg = 'acceptance' WHERE h.id > $2 GROUP BY h.id HAVING count(l.id) <> h.rounds`,
  'who waits for a handoff has one out': `
    SELECT t.id FROM ticket t WHERE t.id > $1 AND t.state = 'waiting' AND t.wait_reason = 'handoff'
       AND NOT EXISTS (SELECT 1 FROM handoff h WHERE h.origin_ticket_id = t.id AND h.state IN ('offered', 'accepted', 'returned'))`,
  'the clock stands exactly while somebody outside is awaited': `
    SELECT id FROM ticket WHERE id > $1 AND (left_ms IS NOT NULL) <> (state = 'waiting' AND wait_reason IN ('customer', 'handoff'))`,
  'a claimed ticket has one holder, and no other has any': `
    SELECT id FROM ticket WHERE id > $1 AND ((state = 'claimed') <> (claimed_by IS NOT NULL) OR (claimed_by IS NULL) <> (claim_until IS NULL))`,
  'nobody holds more than the limit': `
    SELECT min(t.id) AS id FROM ticket t JOIN department d ON d.id = t.department_id WHERE t.id > $1 AND t.state = 'claimed'
     GROUP BY t.claimed_by, d.id HAVING count(*) > d.claim_limit`,
  'nobody waits for work that waits for him': `
    WITH RECURSIVE up (id, department_id, ticket_id) AS (
      SELECT id, to_department_id, origin_ticket_id FROM handoff WHERE id > $2 AND state IN ('offered', 'accepted', 'returned')
      UNION SELECT u.id, u.department_id, h.origin_ticket_id FROM up u JOIN handoff h ON h.ticket_id = u.ticket_id)
    SELECT u.id FROM up u JOIN handoff h ON h.ticket_id = u.ticket_id WHERE h.from_department_id = u.department_id`,
  'timelines have no gaps': `
    SELECT t.id FROM ticket t LEFT JOIN entry e ON e.ticket_id = t.id WHERE t.id > $1 GROUP BY t.id HAVING count(e.id) <> t.entry_seq OR coalesce(max(e.seq), 0) <> t.entry_seq`,
  'events have no gaps': `
    SELECT t.id FROM ticket t LEFT JOIN outbox o ON o.topic = 'rail.tickets' AND o.key = t.id::text WHERE t.id > $1 GROUP BY t.id
     HAVING count(o.id) <> t.event_seq OR coalesce(max(o.seq), 0) <> t.event_seq`,
  'the counters of a rail agree with its tickets': `
    SELECT d.id FROM department d LEFT JOIN (SELECT department_id, sum(open) o, sum(claimed) c, sum(waiting) w FROM rail_counter GROUP BY 1) k ON k.department_id = d.id
      LEFT JOIN (SELECT department_id, count(*) FILTER (WHERE state = 'open') o, count(*) FILTER (WHERE state = 'claimed') c,
                        count(*) FILTER (WHERE state = 'waiting') w FROM ticket WHERE id > $1 GROUP BY 1) t ON t.department_id = d.id
     WHERE t.department_id IS NOT NULL AND (k.o, k.c, k.w) IS DISTINCT FROM (t.o, t.c, t.w)`,
};

const ALL = Object.entries(BOOKS)
  .map(([law, sql]) => `SELECT '${law}' AS law, id FROM (${sql}) broken`)
  .join('\nUNION ALL\n');

/** The laws that are broken, each with the number of the ticket or handoff. */
export async function brokenLaws({ database, after }: World): Promise<string[]> {
  const broken = await database.prepared<{ law: string; id: number }>('handoff laws', ALL, [
    after.ticket,
    after.handoff,
  ]);
  return broken.map(({ law, id }) => `${law}: ${id}`);
}
