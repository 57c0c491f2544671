// Two tickets about one thing become one. Nothing is copied or lost: entries stay where they are, and the survivor's timeline shows them.
import { TAG_LIMITS, uniteTags } from '#tickets';
import { rows, type Tx } from '../../database/database.js';
import { lockRailOf } from '../../phone/call.reader.js';
import { passCallsOn } from '../../phone/call.writer.js';
import { passSearchOn } from '../../search/search.writer.js';
import {
  type Assignments,
  changeTicket,
  NOT_CLAIMED,
  NOT_WAITING,
  renewal,
  type TicketChange,
} from '../ticket.change.js';
import { dueIfRunning, timeLeft } from '../ticket.clock.js';
import { type LockedTicket, lockTickets } from '../ticket.lock.js';
import { type Actor, type Refusal, refusal, refused, type TicketOutcome, type TicketRequest } from '../ticket.rules.js';
import { receivedRefusal } from './finish.action.js';
import { tiedRefusal } from './tied.js';

/** A merge tells both versions: the survivor's changes too. */
export type MergeOutcome = (Extract<TicketOutcome, { outcome: 'changed' }> & { survivorVersion: number }) | Refusal;

/**
 * open, claimed or waiting -> merged into the survivor, which must be of the same department and neither done nor merged. Both are locked, so
 * of two merges at once the second sees what the first did: rings cannot arise, since what is merged never merges or survives again.
 * The survivor keeps the earlier promise, the higher priority and the tags of both; one that waits comes back when the other was not waiting.
 */
export async function mergeTicket(tx: Tx, request: TicketRequest & { into: number }): Promise<MergeOutcome> {
  const { ticketId, into } = request;
  await lockRailOf(tx, ticketId);
  const locked = await lockTickets(tx, [ticketId, into]);
  const ticket = locked.get(ticketId);
  const survivor = locked.get(into);
  const no =
    refusal('merge', ticket, request) ??
    badSurvivor(ticket, survivor, into) ??
    (await tiedRefusal(tx, ticketId)) ??
    (await receivedRefusal(tx, into));
  if (no || !ticket || !survivor) return no ?? { outcome: 'unknown-ticket' };

  const merged = await mergeLocked(tx, { ticket, survivor, ...request, hold: renewal(survivor, request) });
  return { outcome: 'changed', ...merged };
}

export interface LockedMerge {
  /** Both as locked by this transaction, and judged: nothing is asked any more. */
  ticket: LockedTicket;
  survivor: LockedTicket;
  actor: Actor;
  now: Date;
  /** Of the survivor, where it stays in the hands that merge. */
  hold?: TicketChange['hold'];
  /** Where no person chose it: why, after the number. */
  why?: string;
}

/** The merge itself, whoever wants it. The caller holds the rail's lock where the ticket may have calls. */
export async function mergeLocked(
  tx: Tx,
  { ticket, survivor, actor, now, hold, why }: LockedMerge,
): Promise<{ version: number; survivorVersion: number }> {
  const [ticketId, into] = [ticket.id, survivor.id];
  const because = why === undefined ? {} : { why };
  const { version } = await changeTicket(tx, {
    ticket,
    now,
    actor,
    set: { state: 'merged', ...NOT_CLAIMED, ...NOT_WAITING, merged_into: into, has_unread_answer: false },
    entries: [
      {
        type: 'state',
        text: `Merged into #${into}${why === undefined ? '' : `: ${why}`}`,
        event: 'ticket.merged',
        detail: { change: { action: 'merge', from: ticket.state, to: 'merged', into, ...because } },
      },
    ],
  });
  const { set, wakes } = inheritance(ticket, survivor, now);
  const { version: survivorVersion } = await changeTicket(tx, {
    ticket: survivor,
    now,
    actor,
    set,
    hold: wakes ? undefined : hold,
    entries: [
      {
        type: 'state',
        text: `#${ticketId} was merged into this ticket${why === undefined ? '' : `: ${why}`}`,
        event: wakes ? 'ticket.woken' : 'ticket.changed',
        detail: {
          change: {
            ...{ action: 'merge-in', from: survivor.state, to: wakes ? 'open' : survivor.state, merged: ticketId },
            ...because,
          },
        },
      },
    ],
  });
  await passOn(tx, ticketId, into);
  await passCallsOn(tx, ticketId, into);
  await passSearchOn(tx, ticketId, into);
  return { version, survivorVersion };
}

function badSurvivor(
  ticket: LockedTicket | undefined,
  survivor: LockedTicket | undefined,
  into: number,
): Refusal | null {
  if (ticket?.id === into) return refused('TICKET.MERGE_INTO_ITSELF', 'A ticket cannot be merged into itself');
  // A ticket of another department and none at all read the same: its number must tell nothing.
  if (!survivor || survivor.departmentId !== ticket?.departmentId)
    return refused('TICKET.SURVIVOR_UNKNOWN', `There is no #${into} on this rail`);
  if (survivor.state === 'merged')
    return refused('TICKET.SURVIVOR_MERGED', `#${into} was itself merged into #${survivor.mergedInto}`);
  if (survivor.state === 'done') return refused('TICKET.SURVIVOR_DONE', `#${into} is done; reopen it first`);
  return null;
}

function inheritance(ticket: LockedTicket, survivor: LockedTicket, now: Date): { set: Assignments; wakes: boolean } {
  const wakes = survivor.state === 'waiting' && ticket.state !== 'waiting';
  const set: Assignments = {
    attachment_count: survivor.attachmentCount + ticket.attachmentCount,
    has_unread_answer: survivor.hasUnreadAnswer || ticket.hasUnreadAnswer,
  };
  if (wakes) Object.assign(set, { state: 'open', ...NOT_WAITING });
  const [due, other] = [dueIfRunning(ticket, now), dueIfRunning(survivor, now)];
  if (due < other)
    Object.assign(set, {
      due_at: due,
      minutes_allowed: ticket.minutesAllowed,
      // A clock that stands keeps what is left, not when it is due.
      ...(survivor.leftMs !== null && !wakes ? { left_ms: timeLeft(ticket, now) } : {}),
    });
  if (ticket.priority === 'expedite' && survivor.priority !== 'expedite')
    Object.assign(set, { priority: 'expedite', expedite_reason: ticket.expediteReason });
  // The survivor's own come first: where both have too many, those of the other one are left out.
  const tags = uniteTags(survivor.tags, ticket.tags).slice(0, TAG_LIMITS.tags);
  if (tags.length > survivor.tags.length) set.tags = tags;
  return { set, wakes };
}

/** Who took part in the one takes part in the other, and answers to its mails find the survivor. */
async function passOn(tx: Tx, from: number, to: number): Promise<void> {
  await rows(
    tx,
    `WITH people AS (
       INSERT INTO ticket_participant (ticket_id, address_key, name, address)
       SELECT $2::bigint, address_key, name, address FROM ticket_participant WHERE ticket_id = $1 ON CONFLICT DO NOTHING
     )
     INSERT INTO mail_thread (message_id_key, ticket_id, department_id)
     SELECT message_id_key, $2::bigint, department_id FROM mail_thread WHERE ticket_id = $1 ON CONFLICT DO NOTHING`,
    [from, to],
  );
}
