// Reading one ticket, and what hangs together with it. Every answer carries its department: whether the reader may see it is checked by the
// caller, not here.
import type { TicketState } from '#tickets';
import { type Database, query, type Tx } from '../database/database.js';
import { SLIP_COLUMNS, SLIP_JOINS, type SlipRow } from '../rail/slip.row.js';

export interface TicketRow extends SlipRow {
  requesterId: number | null;
  /** Values of the kind's own fields; of a trade document the first 50 lines. */
  fields: Record<string, unknown>;
  /** Lines of a trade document beyond those. */
  linesLeftOut: number;
  /** Trade documents on it, and on what was merged into it. */
  documents: number;
  followsTicketId: number | null;
  followUpNote: string;
  /** The message that opened it; null where none did. */
  originMessageId: number | null;
}

/** Lines of a trade document that come with the ticket itself. */
const LINES_SHOWN = 50;

export async function ticketById(on: Database | Tx, id: number): Promise<TicketRow | null> {
  const [row] = await query<TicketRow>(
    on,
    // An order of 10,000 lines is some megabytes: its lines are read by the page, never with the ticket. OFFSET 0: unpacked once, not at every use.
    `SELECT ${SLIP_COLUMNS}, t.requester_id AS "requesterId", greatest(lines.count - ${LINES_SHOWN}, 0) AS "linesLeftOut",
            CASE WHEN lines.count > ${LINES_SHOWN}
                 THEN (t.fields - 'lines') || jsonb_build_object('lines', jsonb_path_query_array(own.lines, '$[0 to ${LINES_SHOWN - 1}]')) ELSE t.fields END AS fields,
            (WITH RECURSIVE family (id) AS (SELECT t.id UNION ALL SELECT one.id FROM ticket one JOIN family f ON one.merged_into = f.id)
             SELECT count(*) FROM message_part p JOIN family f ON p.ticket_id = f.id) AS documents, t.follows_ticket_id AS "followsTicketId",
            t.follow_up_note AS "followUpNote",
            (SELECT e.message_id FROM entry e WHERE e.ticket_id = t.id AND e.message_id IS NOT NULL ORDER BY e.seq LIMIT 1) AS "originMessageId"
       FROM ticket t ${SLIP_JOINS}
      CROSS JOIN LATERAL (SELECT t.fields -> 'lines' AS lines OFFSET 0) own
      CROSS JOIN LATERAL (SELECT CASE jsonb_typeof(own.lines) WHEN 'array' THEN jsonb_array_length(own.lines) ELSE 0 END AS count) lines
      WHERE t.id = $1::bigint`,
    [id],
  );
  return row ?? null;
}

export interface LinkRow {
  relation: 'follows' | 'followed-by' | 'merged-from' | 'merged-into' | 'same-mail';
  ticketId: number;
  subject: string;
  departmentId: number;
  departmentName: string;
}

/** same-mail: tickets of other departments on which a copy of one of this ticket's mails stands. At most 50, oldest first. */
export async function linksOf(on: Database | Tx, ticketId: number): Promise<LinkRow[]> {
  return query<LinkRow>(
    on,
    `WITH link (relation, id) AS (
       SELECT 'follows', follows_ticket_id FROM ticket WHERE id = $1 AND follows_ticket_id IS NOT NULL
       UNION SELECT 'followed-by', id FROM ticket WHERE follows_ticket_id = $1
       UNION SELECT 'merged-into', merged_into FROM ticket WHERE id = $1 AND merged_into IS NOT NULL
       UNION SELECT 'merged-from', id FROM ticket WHERE merged_into = $1
       UNION SELECT 'same-mail', twin.ticket_id FROM message m
               JOIN message twin ON twin.content_key = m.content_key AND twin.department_id <> m.department_id
              WHERE m.ticket_id = $1 AND m.content_key IS NOT NULL AND twin.ticket_id IS NOT NULL AND twin.ticket_id <> $1
     )
     SELECT l.relation, t.id AS "ticketId", t.subject, d.id AS "departmentId", d.name AS "departmentName"
       FROM link l JOIN ticket t ON t.id = l.id JOIN department d ON d.id = t.department_id
      ORDER BY t.id, l.relation LIMIT 50`,
    [ticketId],
  );
}

export interface OtherTicketRow {
  id: number;
  subject: string;
  state: TicketState;
  receivedAt: Date;
  departmentId: number;
  departmentName: string;
}

/** Other tickets of the same requester, or of the same trading partner, on these departments' rails, newest first. */
export async function othersOf(
  on: Database | Tx,
  ticketId: number,
  departmentIds: number[],
  limit = 10,
): Promise<OtherTicketRow[]> {
  return query<OtherTicketRow>(
    on,
    // Who trades by EDI has no address that a contact could be known by.
    `WITH theirs AS (
       (SELECT id FROM ticket WHERE requester_id = (SELECT requester_id FROM ticket WHERE id = $1) AND department_id = ANY($2::int[])
         ORDER BY id DESC LIMIT $3 + 1)
       UNION
       (SELECT p.ticket_id FROM interchange i JOIN message_part p ON p.message_id = i.message_id
         WHERE i.partner_id = (SELECT partner_id FROM message_part WHERE ticket_id = $1 LIMIT 1) AND p.ticket_id IS NOT NULL
         ORDER BY i.received_at DESC LIMIT $3 * 10)
     )
     SELECT t.id, t.subject, t.state, t.received_at AS "receivedAt", d.id AS "departmentId", d.name AS "departmentName"
       FROM theirs JOIN ticket t USING (id) JOIN department d ON d.id = t.department_id
      WHERE t.id <> $1 AND t.department_id = ANY($2::int[])
      ORDER BY t.id DESC LIMIT $3`,
    [ticketId, departmentIds, limit],
  );
}

/** Who takes part in the conversation: they may write to it and be written to. */
export async function participantsOf(
  on: Database | Tx,
  ticketId: number,
): Promise<{ name: string; address: string }[]> {
  return query(on, 'SELECT name, address FROM ticket_participant WHERE ticket_id = $1 ORDER BY address', [ticketId]);
}

/** Where each ticket goes on: itself, or what it was merged into in the end. Unknown ids are left out. */
export async function survivorsOf(on: Database | Tx, ticketIds: number[]): Promise<Map<number, number>> {
  const found = await query<{ id: number; survivor: number }>(
    on,
    `WITH RECURSIVE way (start, id, merged_into) AS (
       SELECT id, id, merged_into FROM ticket WHERE id = ANY($1::bigint[])
       UNION ALL SELECT w.start, t.id, t.merged_into FROM way w JOIN ticket t ON t.id = w.merged_into
     )
     SELECT start AS id, id AS survivor FROM way WHERE merged_into IS NULL`,
    [ticketIds],
  );
  return new Map(found.map(row => [row.id, row.survivor]));
}
