// From a row to the slip that the rail shows. Pure: the time is an argument.
import type { Slip } from '#api';
import type { SlipRow } from '#store';
import { workingMinutesBetween } from '#tickets';
import { initialsOf } from '../access/actor.js';
import type { House } from './house.js';

export function slipView(row: SlipRow, house: House, now: Date): Slip {
  const isOver = row.state === 'done' || row.state === 'merged';
  const { checklist } = house.library.kindOf(row);
  const clockStands = row.leftMs !== null;
  return {
    id: row.id,
    departmentId: row.departmentId,
    version: row.version,
    state: row.state,
    kind: row.kind,
    kindTitle: house.library.kinds.titleOf(row.kind),
    subject: row.subject,
    requester: {
      name: row.requesterName,
      address: row.requesterAddress,
      company: row.company,
      phone: row.requesterPhone,
    },
    calls: row.calls.missed > 0 ? row.calls : null,
    snippet: row.snippet,
    wayIn: row.wayIn,
    channelName: row.channelName,
    priority: row.priority,
    receivedAt: row.receivedAt.toISOString(),
    dueAt: row.dueAt.toISOString(),
    minutesLeft: isOver ? null : minutesLeft(row, house, now),
    minutesAllowed: row.minutesAllowed,
    waiting: row.waitReason && { reason: row.waitReason, until: iso(row.wakeAt), note: row.waitNote },
    holder: personOf(row.holderId, row.holderName),
    claimUntil: iso(row.claimUntil),
    assignee: personOf(row.assigneeId, row.assigneeName),
    hasUnreadAnswer: row.hasUnreadAnswer,
    attachmentCount: row.attachmentCount,
    outcome: row.outcome,
    doneAt: iso(row.doneAt),
    clockStands,
    business: row.business,
    tags: row.tags,
    checklist:
      checklist.length === 0
        ? null
        : { done: checklist.filter(item => row.checklist[item.key]).length, total: checklist.length },
    handedOff: row.handedOff.open + row.handedOff.returned > 0 ? row.handedOff : null,
    handoff: row.handoff,
    followUpAt: iso(row.followUpAt),
    whyHere: whyHere(row, house),
  };
}

/** Working minutes; what was left stays while the clock stands. */
function minutesLeft(row: SlipRow, house: House, now: Date): number {
  if (row.leftMs === null) return workingMinutesBetween(now, row.dueAt, house.calendar);
  return Math.trunc(row.leftMs / 60_000) || 0;
}

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

const personOf = (id: number | null, name: string | null) =>
  id === null || name === null ? null : { id, name, initials: initialsOf(name) };

/** Why it stands where it does, in one sentence; times in the department's own time zone. */
function whyHere(row: SlipRow, { department: { timeZone }, library }: House): string {
  const at = (instant: Date) =>
    new Intl.DateTimeFormat('en-GB', {
      timeZone,
      day: '2-digit',
      month: 'short',
      hour: '2-digit',
      minute: '2-digit',
    }).format(instant);
  switch (row.state) {
    case 'merged':
      return `Merged into #${row.mergedInto}`;
    case 'done':
      if (row.doneOnTime === null) return 'Done: no promise was to keep';
      return `Done ${row.doneOnTime ? 'in time' : 'late'}, it was due ${at(row.dueAt)}`;
    case 'waiting':
      return waitingSentence(row, at);
    default: {
      const lead =
        row.priority === 'expedite'
          ? `Expedited${row.expediteReason ? ` (${row.expediteReason})` : ''}`
          : `Due ${at(row.dueAt)}`;
      return `${lead}: ${library.kinds.titleOf(row.kind).toLowerCase()}, ${hours(row.minutesAllowed)}, received ${at(row.receivedAt)}`;
    }
  }
}

function waitingSentence(row: SlipRow, at: (instant: Date) => string): string {
  const back = row.wakeAt ? `; back on the rail ${at(row.wakeAt)}` : '';
  if (row.waitReason === 'customer')
    return `Waiting for the customer${back || '; back on the rail when an answer comes'}`;
  if (row.waitReason === 'handoff') return `Waiting for another department${back}`;
  return `Put aside${back}`;
}

function hours(minutes: number): string {
  if (minutes < 60) return `${minutes} working minutes`;
  const rounded = Math.round(minutes / 6) / 10;
  return `${rounded} working ${rounded === 1 ? 'hour' : 'hours'}`;
}
