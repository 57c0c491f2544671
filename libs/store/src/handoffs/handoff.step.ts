// What all steps of a handoff have in common: who asks, the calendar of a side, and what becomes of the origin.

import type { Calendar } from '#tickets';
import { CALENDAR_JSON, type CalendarRow, calendarFrom } from '../calendar/department.calendar.js';
import { rows, type Tx } from '../database/database.js';
import { type Assignments, changeTicket, type EventType, NOT_CLAIMED, NOT_WAITING } from '../tickets/ticket.change.js';
import type { LockedTicket } from '../tickets/ticket.lock.js';
import type { Actor } from '../tickets/ticket.rules.js';
import type { HandoffRow } from './handoff.row.js';

export interface HandoffRequest {
  handoffId: number;
  /** The version that the actor has seen. */
  expectedVersion: number;
  actor: Actor;
  now: Date;
}

export async function calendarOfDepartment(tx: Tx, departmentId: number): Promise<Calendar> {
  const [row] = await rows<{ calendar: CalendarRow }>(
    tx,
    `SELECT ${CALENDAR_JSON} AS calendar FROM department d WHERE d.id = $1`,
    [departmentId],
  );
  return calendarFrom(row!.calendar);
}

export interface OriginNews {
  origin: LockedTicket;
  handoff: HandoffRow;
  request: HandoffRequest;
  text: string;
  event: Extract<EventType, `handoff.${string}`>;
  /** For the timeline: { action, … } */
  change: Record<string, unknown>;
  /**
   * aside: off the rail, until the other department has answered · back: on the rail again · seen: it stays where it is, with something new to
   * read · kept: it stays as it is
   */
  becomes: 'aside' | 'back' | 'seen' | 'kept';
  /** Whose it is from now on, where it was nobody's. */
  assign?: number | null;
}

/** Tells the origin, and moves it where the step asks for that and its state allows it. */
export async function tellOrigin(tx: Tx, news: OriginNews): Promise<void> {
  const { origin, handoff, request, change } = news;
  const set = movesOf(news);
  if (news.assign && origin.assignedTo === null) set.assigned_to = news.assign;
  await changeTicket(tx, {
    ticket: origin,
    now: request.now,
    actor: request.actor,
    set,
    entries: [
      {
        type: 'handoff',
        text: news.text,
        event: news.event,
        handoff: { id: handoff.id, side: 'sender' },
        detail: {
          change: {
            ...change,
            handoffId: handoff.id,
            contract: handoff.contract,
            from: origin.state,
            to: set.state ?? origin.state,
          },
        },
      },
    ],
  });
}

function movesOf({ origin, handoff, request, becomes }: OriginNews): Assignments {
  const isOver = origin.state === 'done' || origin.state === 'merged';
  if (isOver || becomes === 'kept') return {};
  if (becomes === 'aside') {
    const mine = origin.state === 'open' || (origin.state === 'claimed' && origin.claimedBy === request.actor.userId);
    if (!mine) return {};
    return { state: 'waiting', ...NOT_CLAIMED, wait_reason: 'handoff', wait_note: handoff.toName, wake_at: null };
  }
  if (becomes === 'back' && origin.state === 'waiting' && origin.waitReason === 'handoff')
    return { state: 'open', ...NOT_WAITING, has_unread_answer: true };
  return { has_unread_answer: true };
}

/** Another handoff of the same ticket that somebody still has. */
export async function hasOthersOut(tx: Tx, handoff: HandoffRow): Promise<boolean> {
  const others = await rows(
    tx,
    `SELECT 1 FROM handoff WHERE origin_ticket_id = $1 AND id <> $2 AND state IN ('offered', 'accepted') LIMIT 1`,
    [handoff.originTicketId, handoff.id],
  );
  return others.length > 0;
}
