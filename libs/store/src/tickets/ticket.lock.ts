// The beginning of each action: the ticket, locked until the transaction ends, as it stands now.
import type { Business, Priority, TicketState, WaitReason } from '#tickets';
import { CALENDAR_OF_TICKET } from '../calendar/department.calendar.js';
import { rows, type Tx } from '../database/database.js';
import type { Clocked } from './ticket.clock.js';

/** Items of the kind's checklist that were ticked, by key. */
export type Ticks = Record<string, { by: string; userId: number | null; at: string }>;

export interface LockedTicket extends Clocked {
  id: number;
  departmentId: number;
  state: TicketState;
  version: number;
  kind: string;
  kindVersion: number;
  wayIn: string;
  fields: Record<string, unknown>;
  checklist: Ticks;
  business: Business;
  subject: string;
  receivedAt: Date;
  priority: Priority;
  tags: string[];
  expediteReason: string | null;
  minutesAllowed: number;
  claimedBy: number | null;
  holderName: string | null;
  assignedTo: number | null;
  waitReason: WaitReason | null;
  hasUnreadAnswer: boolean;
  attachmentCount: number;
  outcome: string | null;
  doneAt: Date | null;
  mergedInto: number | null;
}

/**
 * Locks the tickets in the order of their numbers: two actions that need the same two wait for each other in a line, never in a ring.
 * What is read is what the transaction before us left (READ COMMITTED reads a row anew once its lock is got). Unknown ids are left out.
 * NO KEY: entries that refer to the ticket can be written by others meanwhile.
 */
export async function lockTickets(tx: Tx, ids: number[]): Promise<Map<number, LockedTicket>> {
  const found = await rows<LockedTicket>(
    tx,
    `SELECT t.id, t.department_id AS "departmentId", t.state, t.version, t.kind, t.kind_version AS "kindVersion",
            t.way_in AS "wayIn", t.fields, t.checklist, t.business, t.subject, t.received_at AS "receivedAt", t.left_ms AS "leftMs",
            ${CALENDAR_OF_TICKET} AS calendar, t.priority, t.tags, t.expedite_reason AS "expediteReason", t.due_at AS "dueAt",
            t.minutes_allowed AS "minutesAllowed", t.claimed_by AS "claimedBy",
            (SELECT name FROM user_account u WHERE u.id = t.claimed_by) AS "holderName", t.assigned_to AS "assignedTo",
            t.wait_reason AS "waitReason", t.has_unread_answer AS "hasUnreadAnswer", t.attachment_count AS "attachmentCount",
            t.outcome, t.done_at AS "doneAt", t.merged_into AS "mergedInto"
       FROM ticket t WHERE t.id = ANY($1::bigint[]) ORDER BY t.id FOR NO KEY UPDATE OF t`,
    [ids],
  );
  return new Map(found.map(ticket => [ticket.id, ticket]));
}

export async function lockTicket(tx: Tx, id: number): Promise<LockedTicket | undefined> {
  return (await lockTickets(tx, [id])).get(id);
}
