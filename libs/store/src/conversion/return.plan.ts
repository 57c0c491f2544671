// What a customer's answer makes of a ticket's promise. Pure. A clock that stood goes on with the time that was left; what was done begins anew, with the
// whole tolerance of the kind that the ticket was opened under.
import { addWorkingMinutes, type KindBook } from '#tickets';
import { calendarFrom } from '../calendar/department.calendar.js';
import { dueIfRunning } from '../tickets/ticket.clock.js';
import type { PlannedChange } from './conversion.plan.js';
import type { TicketProgress } from './conversion.reader.js';

/** Where a ticket stands before the batch does anything to it. */
export function unchanged(progress: TicketProgress): PlannedChange {
  const { id, state, version, entrySeq, eventSeq, dueAt, minutesAllowed, leftMs } = progress;
  return { id, state, version, entrySeq, eventSeq, dueAt, minutesAllowed, leftMs, unread: false, attachments: 0 };
}

export function promiseAfter(
  change: PlannedChange,
  progress: TicketProgress,
  answer: { reopened: boolean; at: Date; kinds: KindBook },
): Pick<PlannedChange, 'dueAt' | 'minutesAllowed' | 'leftMs'> {
  const { calendar, kind, kindVersion } = progress;
  if (!answer.reopened)
    return {
      dueAt: dueIfRunning({ ...change, calendar }, answer.at),
      minutesAllowed: change.minutesAllowed,
      leftMs: null,
    };
  const minutesAllowed = answer.kinds.at(kind, kindVersion)?.toleranceMinutes ?? change.minutesAllowed;
  return {
    dueAt: addWorkingMinutes(answer.at, minutesAllowed, calendarFrom(calendar)),
    minutesAllowed,
    leftMs: null,
  };
}
