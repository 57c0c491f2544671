// One slip of the rail as rows give it: everything that the rail shows without opening the ticket. The API maps it to its own shape.
import type { Business, HandoffState, Priority, TicketState, WaitReason, WayIn } from '#tickets';
import type { Ticks } from '../tickets/ticket.lock.js';

export interface SlipRow {
  /** The number that people say. */
  id: number;
  departmentId: number;
  version: number;
  state: TicketState;
  kind: string;
  kindVersion: number;
  subject: string;
  snippet: string;
  requesterName: string;
  requesterAddress: string | null;
  /** E.164 where it is a number, else as it was said. */
  requesterPhone: string | null;
  /** Missed calls on it, and those that nobody has called back. */
  calls: { missed: number; waiting: number };
  company: string | null;
  wayIn: WayIn;
  channelId: number | null;
  channelName: string | null;
  priority: Priority;
  expediteReason: string | null;
  receivedAt: Date;
  dueAt: Date;
  /** Working minutes of the whole tolerance. */
  minutesAllowed: number;
  /** Sentences: which rule decided kind, priority and due time. */
  why: string[];
  waitReason: WaitReason | null;
  waitNote: string;
  wakeAt: Date | null;
  holderId: number | null;
  holderName: string | null;
  claimUntil: Date | null;
  assigneeId: number | null;
  assigneeName: string | null;
  hasUnreadAnswer: boolean;
  attachmentCount: number;
  outcome: string | null;
  doneAt: Date | null;
  doneOnTime: boolean | null;
  mergedInto: number | null;
  /** Working milliseconds left while the clock stands; null while it runs. */
  leftMs: number | null;
  checklist: Ticks;
  business: Business;
  tags: string[];
  followUpAt: Date | null;
  /** Handoffs of this ticket that others have, and that came back. */
  handedOff: { open: number; returned: number };
  /** The handoff that this ticket is. */
  handoff: { id: number; state: HandoffState; title: string; fromName: string } | null;
}

/** Columns of a SlipRow; they need the ticket as `t` and SLIP_JOINS. */
export const SLIP_COLUMNS = `
  t.id, t.department_id AS "departmentId", t.version, t.state, t.kind, t.kind_version AS "kindVersion", t.subject, t.snippet,
  t.requester_name AS "requesterName", t.requester_address AS "requesterAddress",
  coalesce(t.requester_phone, contact.phone) AS "requesterPhone", contact.company, t.way_in AS "wayIn",
  t.channel_id AS "channelId", channel.name AS "channelName", t.priority, t.expedite_reason AS "expediteReason",
  t.received_at AS "receivedAt", t.due_at AS "dueAt", t.minutes_allowed AS "minutesAllowed", t.why,
  t.wait_reason AS "waitReason", t.wait_note AS "waitNote", t.wake_at AS "wakeAt",
  t.claimed_by AS "holderId", holder.name AS "holderName", t.claim_until AS "claimUntil",
  t.assigned_to AS "assigneeId", assignee.name AS "assigneeName", t.has_unread_answer AS "hasUnreadAnswer",
  t.attachment_count AS "attachmentCount", t.outcome, t.done_at AS "doneAt", t.done_on_time AS "doneOnTime", t.merged_into AS "mergedInto",
  t.left_ms AS "leftMs", t.checklist, t.business, t.tags, t.follow_up_at AS "followUpAt",
  (SELECT jsonb_build_object('missed', count(*), 'waiting', count(*) FILTER (WHERE c.promise = 'waits'))
     FROM phone_call c WHERE c.ticket_id = t.id AND c.promise IS NOT NULL) AS calls,
  (SELECT jsonb_build_object('open', count(*) FILTER (WHERE h.state IN ('offered', 'accepted')), 'returned', count(*) FILTER (WHERE h.state = 'returned'))
     FROM handoff h WHERE h.origin_ticket_id = t.id) AS "handedOff",
  (SELECT jsonb_build_object('id', h.id, 'state', h.state, 'title', c.definition ->> 'title', 'fromName', f.name)
     FROM handoff h JOIN handoff_contract c ON c.key = h.contract AND c.version = h.contract_version
     JOIN department f ON f.id = h.from_department_id WHERE h.ticket_id = t.id) AS handoff`;

export const SLIP_JOINS = `
  LEFT JOIN contact ON contact.id = t.requester_id
  LEFT JOIN channel ON channel.id = t.channel_id
  LEFT JOIN user_account holder ON holder.id = t.claimed_by
  LEFT JOIN user_account assignee ON assignee.id = t.assigned_to`;
