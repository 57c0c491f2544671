// The auditor: one program that says whether the promise held. It trusts no counter and no state by itself; each line compares two
// things that were written apart.
import type { Database } from '../database/database.js';
import { type ChannelTotals, totals } from './ledger.reader.js';

export interface Finding {
  invariant: string;
  problem: string;
  count: number;
  /** Ids of some of the rows at fault. */
  examples: number[];
}

export interface Audit {
  balanced: boolean;
  channels: ChannelTotals[];
  findings: Finding[];
}

const CHECKS: readonly { invariant: string; problem: string; sql: string }[] = [
  {
    invariant: 'I2',
    problem: 'messages said to be on a ticket, without an entry there',
    sql: `SELECT m.id FROM message m LEFT JOIN entry e ON e.message_id = m.id WHERE m.state IN ('ticketed', 'appended') AND e.id IS NULL`,
  },
  {
    invariant: 'I2',
    problem: 'entries of messages that are not said to be on a ticket',
    sql: `SELECT m.id FROM entry e JOIN message m ON m.id = e.message_id WHERE m.state NOT IN ('ticketed', 'appended', 'quarantined')`,
  },
  {
    invariant: 'I4',
    problem: 'messages whose entry stands on another ticket than the ledger says',
    sql: `SELECT m.id FROM entry e JOIN message m ON m.id = e.message_id WHERE e.part = 0 AND m.ticket_id IS DISTINCT FROM e.ticket_id`,
  },
  {
    invariant: 'I4',
    problem: 'documents of messages whose entry is missing, or stands on another ticket than the ledger says',
    sql: `SELECT p.message_id AS id FROM message_part p LEFT JOIN entry e ON e.message_id = p.message_id AND e.part = p.number
           WHERE p.ticket_id IS DISTINCT FROM e.ticket_id`,
  },
  {
    invariant: 'I2',
    problem: 'messages whose documents are not as many, or not so ended, as the ledger says',
    sql: `SELECT m.id FROM message m LEFT JOIN (
              SELECT message_id, count(*) AS n, bool_or(state = 'ticketed') AS t, bool_or(state = 'appended') AS a, bool_or(state = 'quarantined') AS q
                FROM message_part GROUP BY 1) p ON p.message_id = m.id
           WHERE m.state <> 'pending' AND (coalesce(p.n, 0) <> m.parts OR (m.parts > 0 AND
             m.state <> CASE WHEN p.t THEN 'ticketed' WHEN p.a THEN 'appended' WHEN p.q THEN 'quarantined' ELSE 'suppressed' END))`,
  },
  {
    invariant: 'I2',
    problem: 'telephone calls without a ticket that tells of them',
    sql: `SELECT c.id FROM phone_call c WHERE NOT EXISTS (SELECT FROM entry e WHERE e.phone_call_id = c.id)`,
  },
  {
    invariant: 'I2',
    problem: 'calls that wait for a call back on a callback ticket that a call has ended',
    sql: `SELECT c.id FROM phone_call c JOIN ticket t ON t.id = c.ticket_id WHERE c.promise = 'waits' AND t.state = 'done' AND t.ended_by_call IS NOT NULL
             AND c.started_at < (SELECT k.started_at FROM phone_call k WHERE k.id = t.ended_by_call)`,
  },
  {
    invariant: 'I5',
    problem: 'stored bytes of another size than the ledger says',
    sql: `SELECT m.id FROM message m JOIN blob b ON b.sha256 = m.raw_sha256 WHERE b.size <> m.size OR length(b.bytes) <> b.size`,
  },
  {
    invariant: 'I8',
    problem: 'tickets whose timeline has gaps',
    sql: `SELECT t.id FROM ticket t LEFT JOIN (SELECT ticket_id, count(*) n, max(seq) top FROM entry GROUP BY ticket_id) e ON e.ticket_id = t.id
           WHERE coalesce(e.n, 0) <> t.entry_seq OR coalesce(e.top, 0) <> t.entry_seq`,
  },
  {
    invariant: 'I11',
    problem: 'replies whose recipients contradict their state',
    sql: `SELECT o.id FROM outbound o WHERE o.state = 'sent' AND EXISTS
            (SELECT 1 FROM outbound_recipient r WHERE r.outbound_id = o.id AND r.state <> 'sent')`,
  },
  {
    invariant: 'I3',
    problem: 'rails whose counters differ from their tickets',
    sql: `SELECT d.id FROM department d
            LEFT JOIN (SELECT department_id, sum(open) o, sum(claimed) c, sum(waiting) w FROM rail_counter GROUP BY 1) k ON k.department_id = d.id
            LEFT JOIN (SELECT department_id, count(*) FILTER (WHERE state = 'open') o, count(*) FILTER (WHERE state = 'claimed') c,
                              count(*) FILTER (WHERE state = 'waiting') w FROM ticket GROUP BY 1) t ON t.department_id = d.id
           WHERE (coalesce(k.o, 0), coalesce(k.c, 0), coalesce(k.w, 0)) IS DISTINCT FROM (coalesce(t.o, 0), coalesce(t.c, 0), coalesce(t.w, 0))`,
  },
  {
    invariant: 'I10',
    problem: 'handoffs that no department owns, or two do',
    // Out with the receiver: its ticket hangs live there. Sent back or over: the ticket there has ended. Waiting at the sender: the origin is alive.
    sql: `SELECT h.id FROM handoff h JOIN ticket o ON o.id = h.origin_ticket_id LEFT JOIN ticket t ON t.id = h.ticket_id WHERE h.state <> 'draft' AND (
            h.owner_department_id <> CASE WHEN t.state IN ('open', 'claimed', 'waiting') THEN t.department_id ELSE h.from_department_id END
            OR t.id IS NULL OR (t.state = 'done') <> (h.state IN ('returned', 'completed', 'cancelled'))
            OR (h.state IN ('offered', 'accepted', 'returned') AND (o.state IN ('done', 'merged') OR o.department_id <> h.from_department_id)))`,
  },
  {
    invariant: 'I10',
    problem: 'handoffs whose clocks do not agree with their state',
    sql: `SELECT h.id FROM handoff h LEFT JOIN handoff_leg l ON l.handoff_id = h.id AND l.ended_at IS NULL
           GROUP BY h.id HAVING count(l.id) <> (h.state IN ('offered', 'accepted', 'returned'))::int
              OR min(l.leg) IS DISTINCT FROM CASE h.state WHEN 'offered' THEN 'acceptance' WHEN 'accepted' THEN 'work' WHEN 'returned' THEN 'returned' END
              OR min(l.department_id) <> h.owner_department_id`,
  },
  {
    invariant: 'I10',
    problem: 'tickets that wait for a handoff, and have none out',
    sql: `SELECT t.id FROM ticket t WHERE t.state = 'waiting' AND t.wait_reason = 'handoff'
             AND NOT EXISTS (SELECT 1 FROM handoff h WHERE h.origin_ticket_id = t.id AND h.state IN ('offered', 'accepted'))`,
  },
];

/** Reads one snapshot, so that it can run beside live traffic. `bytes`: also compute each stored SHA-256 again (slow; I5). */
export async function audit(database: Database, options: { bytes?: boolean } = {}): Promise<Audit> {
  return database.snapshot(async tx => {
    const channels = await totals(tx);
    const checks = options.bytes
      ? [
          ...CHECKS,
          {
            invariant: 'I5',
            problem: 'stored bytes that do not have their SHA-256',
            sql: `SELECT m.id FROM message m JOIN blob b ON b.sha256 = m.raw_sha256 WHERE sha256(b.bytes) <> b.sha256`,
          },
        ]
      : CHECKS;
    const findings: Finding[] = [];
    for (const check of checks) {
      const found: { id: number }[] = await tx.runner.query(`${check.sql} LIMIT 10000`);
      if (found.length > 0)
        findings.push({
          invariant: check.invariant,
          problem: check.problem,
          count: found.length,
          examples: found.slice(0, 5).map(row => row.id),
        });
    }
    return { balanced: channels.every(channel => channel.balanced) && findings.length === 0, channels, findings };
  });
}
