// What became of one's own forwards. Guarantee: nothing of a forward of somebody else, and of a ticket no more than where it hangs, by when the customer
// hears, and whether they have (A23).
import type { OutboundState, TicketState } from '#tickets';
import { type Database, query, type Tx } from '../database/database.js';
import { addressKey } from '../tickets/ticket.keys.js';

export interface ForwardRow {
  /** Of the message. */
  id: number;
  at: Date;
  way: 'attached' | 'inline' | 'page';
  who: string;
  about: string;
  messageState: 'pending' | 'ticketed' | 'appended' | 'suppressed' | 'quarantined';
  /** Of the ticket that carries it now: the survivor of a merge. Null: no ticket. */
  ticketId: number | null;
  state: Exclude<TicketState, 'merged'> | null;
  departmentName: string;
  kind: string | null;
  kindVersion: number | null;
  dueAt: Date | null;
  /** Its clock stands: it waits for the customer or another department. */
  stands: boolean | null;
  doneAt: Date | null;
  outcome: string | null;
  /** Of the last reply of a person to the customer; null: none. */
  reply: OutboundState | null;
  replyAt: Date | null;
}

const FORWARD = `
  SELECT f.message_id AS id, f.at, f.way, m.state AS "messageState", t.id AS "ticketId", t.state, d.name AS "departmentName", t.kind,
         t.kind_version AS "kindVersion", t.due_at AS "dueAt", t.left_ms IS NOT NULL AS stands, t.done_at AS "doneAt", t.outcome,
         coalesce(own.requester_name, nullif(f.who ->> 'name', ''), nullif(f.who ->> 'company', ''), nullif(f.who ->> 'address', ''), f.who ->> 'phone', '') AS who,
         coalesce(own.subject, f.about) AS about, r.state AS reply, r.at AS "replyAt"
    FROM forward f JOIN message m ON m.id = f.message_id
    LEFT JOIN ticket own ON own.id = f.ticket_id
    LEFT JOIN LATERAL (
           WITH RECURSIVE line (id, merged_into) AS (
             SELECT own.id, own.merged_into WHERE own.id IS NOT NULL
             UNION ALL SELECT n.id, n.merged_into FROM line l JOIN ticket n ON n.id = l.merged_into
           ) SELECT id FROM line WHERE merged_into IS NULL) last ON true
    LEFT JOIN ticket t ON t.id = last.id
    JOIN department d ON d.id = coalesce(t.department_id, f.department_id)
    LEFT JOIN LATERAL (
           SELECT o.state, coalesce(o.ended_at, o.created_at) AS at FROM outbound o
            WHERE o.ticket_id = t.id AND o.purpose = 'reply' AND o.state <> 'cancelled' AND o.created_at >= f.at ORDER BY o.id DESC LIMIT 1) r ON true
   WHERE f.address_key = $1`;

/** Newest first. `before`: the id of the last one of the page before. */
export const forwardsOf = (
  on: Database | Tx,
  address: string,
  page: { before: number | null; limit: number },
): Promise<ForwardRow[]> =>
  query<ForwardRow>(
    on,
    `${FORWARD} AND ($2::bigint IS NULL OR f.message_id < $2) ORDER BY f.message_id DESC LIMIT $3`,
    [addressKey(address), page.before, page.limit],
  );

/** Null where there is none of that id, or it is somebody else's. */
export async function forwardOf(on: Database | Tx, address: string, id: number): Promise<ForwardRow | null> {
  const [row] = await query<ForwardRow>(on, `${FORWARD} AND f.message_id = $2::bigint`, [addressKey(address), id]);
  return row ?? null;
}

export interface KnownPerson {
  name: string;
  company: string;
  address: string;
  phone: string;
}

/** People for whom this colleague forwarded before, the latest first, each once: nobody else's customers are suggested. */
export const peopleForwarded = (on: Database | Tx, address: string, limit: number): Promise<KnownPerson[]> =>
  query<KnownPerson>(
    on,
    `SELECT name, company, address, phone FROM (
       SELECT DISTINCT ON (lower(p.name), lower(p.address), p.phone) p.name, p.company, p.address, p.phone, f.message_id
         FROM (SELECT * FROM forward WHERE address_key = $1 ORDER BY message_id DESC LIMIT 500) f
         LEFT JOIN ticket t ON t.id = f.ticket_id
        CROSS JOIN LATERAL (SELECT
                coalesce(t.requester_name, f.who ->> 'name', '') AS name, coalesce(f.who ->> 'company', '') AS company,
                coalesce(t.requester_address, f.who ->> 'address', '') AS address, coalesce(f.who ->> 'phone', '') AS phone) p
        WHERE p.name <> '' AND lower(p.address) <> lower(f.address)
        ORDER BY lower(p.name), lower(p.address), p.phone, f.message_id DESC) known
      ORDER BY message_id DESC LIMIT $2`,
    [addressKey(address), limit],
  );

/** Departments that take forwards: all but those whose forward page ops paused. By name. */
export const forwardDepartments = (on: Database | Tx): Promise<{ id: number; key: string; name: string }[]> =>
  query(
    on,
    `SELECT d.id, d.key, d.name FROM department d
      WHERE NOT EXISTS (SELECT FROM channel c WHERE c.department_id = d.id AND c.kind = 'colleague' AND NOT c.enabled)
         OR EXISTS (SELECT FROM channel c WHERE c.department_id = d.id AND c.kind = 'colleague' AND c.enabled)
      ORDER BY d.name, d.id`,
    [],
  );
