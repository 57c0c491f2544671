// Reading handoffs: lists by keyset, those of one ticket, their legs. Which department may see what is decided by the caller.
import type { HandoffState } from '#tickets';
import { type Database, query, type Tx } from '../database/database.js';

export interface LegRow {
  handoffId: number;
  leg: 'acceptance' | 'work' | 'returned';
  departmentId: number;
  departmentName: string;
  beganAt: Date;
  /** Of a running leg with a ticket: as the ticket's clock has it. */
  dueAt: Date;
  minutesAllowed: number;
  endedAt: Date | null;
  onTime: boolean | null;
  /** While the clock of its ticket stands. */
  leftMs: number | null;
}

export interface HandoffLine {
  id: number;
  version: number;
  state: HandoffState;
  contract: string;
  title: string;
  fromDepartmentId: number;
  fromName: string;
  toDepartmentId: number;
  toName: string;
  ownerDepartmentId: number;
  originTicketId: number;
  ticketId: number | null;
  subject: string;
  rounds: number;
  returnReason: string | null;
  /** In the contract's words. */
  returnTitle: string | null;
  offeredAt: Date | null;
  endedAt: Date | null;
}

const LINE = `
  SELECT h.id, h.version, h.state, h.contract, c.definition ->> 'title' AS title, h.from_department_id AS "fromDepartmentId", sender.name AS "fromName",
         h.to_department_id AS "toDepartmentId", receiver.name AS "toName", h.owner_department_id AS "ownerDepartmentId",
         h.origin_ticket_id AS "originTicketId", h.ticket_id AS "ticketId", o.subject, h.rounds, h.return_reason AS "returnReason",
         (SELECT r ->> 'title' FROM json_array_elements(c.definition -> 'returnReasons') r WHERE r ->> 'code' = h.return_reason LIMIT 1) AS "returnTitle",
         h.offered_at AS "offeredAt", h.ended_at AS "endedAt"
    FROM handoff h
    JOIN handoff_contract c ON c.key = h.contract AND c.version = h.contract_version
    JOIN ticket o ON o.id = h.origin_ticket_id
    JOIN department sender ON sender.id = h.from_department_id
    JOIN department receiver ON receiver.id = h.to_department_id`;

export interface HandoffList {
  departmentId: number;
  side: 'sent' | 'received';
  /** open: draft, offered, accepted, returned. */
  state: 'open' | 'ended' | 'all';
  /** Id of the last one of the page before. */
  before?: number;
  limit: number;
}

const STATES: Record<HandoffList['state'], readonly HandoffState[]> = {
  open: ['draft', 'offered', 'accepted', 'returned'],
  ended: ['completed', 'cancelled'],
  all: ['draft', 'offered', 'accepted', 'returned', 'completed', 'cancelled'],
};

/** The newest first. A draft is the sender's alone: the receiver's list has none. */
export async function handoffsOfDepartment(on: Database | Tx, list: HandoffList): Promise<HandoffLine[]> {
  const side = list.side === 'sent' ? 'h.from_department_id = $1' : `h.to_department_id = $1 AND h.state <> 'draft'`;
  return query<HandoffLine>(
    on,
    `${LINE} WHERE ${side} AND h.state = ANY ($2::text[]) AND ($3::bigint IS NULL OR h.id < $3) ORDER BY h.id DESC LIMIT $4`,
    [list.departmentId, STATES[list.state], list.before ?? null, list.limit],
  );
}

/** Those that were begun from the ticket, the newest first. */
export async function handoffsOfTicket(on: Database | Tx, ticketId: number): Promise<HandoffLine[]> {
  return query<HandoffLine>(on, `${LINE} WHERE h.origin_ticket_id = $1 ORDER BY h.id DESC LIMIT 100`, [ticketId]);
}

export async function handoffLine(on: Database | Tx, id: number): Promise<HandoffLine | null> {
  const [line] = await query<HandoffLine>(on, `${LINE} WHERE h.id = $1`, [id]);
  return line ?? null;
}

/** The handoff that the ticket is; null where it is none. */
export async function receivedHandoff(on: Database | Tx, ticketId: number): Promise<number | null> {
  const [row] = await query<{ id: number }>(on, 'SELECT id FROM handoff WHERE ticket_id = $1', [ticketId]);
  return row?.id ?? null;
}

/** All legs of these handoffs, in their order. */
export async function legsOf(on: Database | Tx, handoffIds: readonly number[]): Promise<LegRow[]> {
  if (handoffIds.length === 0) return [];
  return query<LegRow>(
    on,
    `SELECT l.handoff_id AS "handoffId", l.leg, l.department_id AS "departmentId", d.name AS "departmentName", l.began_at AS "beganAt",
            CASE WHEN l.ended_at IS NULL AND l.leg <> 'returned' THEN coalesce(t.due_at, l.due_at) ELSE l.due_at END AS "dueAt",
            l.minutes_allowed AS "minutesAllowed", l.ended_at AS "endedAt", l.on_time AS "onTime",
            CASE WHEN l.ended_at IS NULL AND l.leg <> 'returned' THEN t.left_ms END AS "leftMs"
       FROM handoff_leg l JOIN handoff h ON h.id = l.handoff_id JOIN department d ON d.id = l.department_id
       LEFT JOIN ticket t ON t.id = h.ticket_id
      WHERE l.handoff_id = ANY ($1::bigint[]) ORDER BY l.id`,
    [handoffIds],
  );
}

/** Files of the origin's timeline, with those of tickets that were merged into it: what may go along. */
export async function filesOfOrigin(
  on: Database | Tx,
  ticketId: number,
): Promise<{ id: number; filename: string; contentType: string; size: number; rule: null }[]> {
  return query(
    on,
    `WITH RECURSIVE family (id) AS (
       SELECT $1::bigint UNION ALL SELECT t.id FROM ticket t JOIN family f ON t.merged_into = f.id
     )
     SELECT a.id, a.filename, a.content_type AS "contentType", a.size, NULL AS rule
       FROM attachment a JOIN entry e ON e.id = a.entry_id JOIN family f ON f.id = e.ticket_id
      WHERE NOT a.inline AND e.detail -> 'cancelled' IS DISTINCT FROM 'true' ORDER BY a.id LIMIT 200`,
    [ticketId],
  );
}
