// A held message is the customer's side after all: what it would have done when it came, it does now.
import { addWorkingMinutes } from '#tickets';
import { calendarFrom } from '../../calendar/department.calendar.js';
import { rows, type Tx } from '../../database/database.js';
import { storableText } from '../../database/storable.js';
import { pinnedKind } from '../../definitions/pinned.kind.js';
import { receivedRefusal } from '../actions/finish.action.js';
import { countOrder } from '../actions/work.action.js';
import { logDefect } from '../defect.log.js';
import { type Assignments, changeTicket, NOT_DONE, NOT_WAITING, renewal } from '../ticket.change.js';
import { addressKey } from '../ticket.keys.js';
import type { LockedTicket } from '../ticket.lock.js';
import type { TicketOutcome } from '../ticket.rules.js';
import { findHeld, type HeldEntry, type HeldRequest, senderOf, verdictBy, writeVerdict } from './held.entry.js';

/**
 * The sender takes part from now on. A done ticket reopens with a promise of its own, a waiting one wakes, and the answer counts as unread;
 * a machine's message does none of that, as it would have done none of it.
 */
export async function approveHeld(tx: Tx, request: HeldRequest): Promise<TicketOutcome> {
  const found = await findHeld(tx, request, false);
  if ('no' in found) return found.no;
  const { ticket, entry } = found;
  const { isBounce, isAutoReply, isComplaint } = entry.detail.automatic ?? {};
  const speaks = !(isBounce || isAutoReply || isComplaint);
  const reopens = speaks && ticket.state === 'done';
  const wakes = speaks && ticket.state === 'waiting';
  const no = reopens ? await receivedRefusal(tx, ticket.id) : null;
  if (no) return no;
  const before = await columnsOf(tx, ticket.id);
  const to = reopens || wakes ? 'open' : ticket.state;
  const set: Assignments = {
    ...(reopens ? { state: 'open', ...NOT_DONE, ...(await promiseAnew(tx, ticket, request.now)) } : {}),
    ...(wakes ? { state: 'open', ...NOT_WAITING } : {}),
    ...(speaks ? { has_unread_answer: true } : {}),
  };
  const { version } = await changeTicket(tx, {
    ticket,
    now: request.now,
    actor: request.actor,
    set,
    hold: renewal(ticket, request),
    entries: [
      {
        type: 'state',
        text: `Took the message of ${senderOf(entry)} for a participant's`,
        event: reopens ? 'ticket.reopened' : wakes ? 'ticket.woken' : 'ticket.changed',
        detail: {
          change: { action: 'approve-held', from: ticket.state, to, entryId: entry.id, sender: senderOf(entry) },
        },
      },
    ],
  });
  const joined = await join(tx, ticket, entry);
  await writeVerdict(tx, entry.id, {
    held: false,
    messageId: entry.messageId,
    verdict: { how: 'approved', ...verdictBy(request.actor, request.now), reason: '', joined, before, version },
  });
  if (reopens) await settleReopening(tx, ticket, entry, request);
  return { outcome: 'changed', version };
}

async function promiseAnew(tx: Tx, ticket: LockedTicket, now: Date): Promise<Assignments> {
  const minutes = (await pinnedKind(tx, ticket))?.toleranceMinutes ?? ticket.minutesAllowed;
  return {
    due_at: addWorkingMinutes(now, minutes, calendarFrom(ticket.calendar)),
    minutes_allowed: minutes,
    left_ms: null,
  };
}

async function settleReopening(tx: Tx, ticket: LockedTicket, entry: HeldEntry, request: HeldRequest): Promise<void> {
  if (ticket.kind === 'order' && ticket.outcome === 'entered') await countOrder(tx, ticket.id, -1);
  await logDefect(tx, {
    kind: 'reopened',
    reason: 'customer-answered',
    note: `The message of ${senderOf(entry)} was held until now`,
    departmentId: ticket.departmentId,
    ticketId: ticket.id,
    userId: request.actor.userId,
  });
}

/** True where the sender is new to the ticket. */
async function join(tx: Tx, ticket: LockedTicket, { authorAddress, authorName }: HeldEntry): Promise<boolean> {
  if (!authorAddress) return false;
  const added = await rows(
    tx,
    `INSERT INTO ticket_participant (ticket_id, address_key, name, address) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING RETURNING 1 AS one`,
    [ticket.id, addressKey(authorAddress), storableText(authorName), storableText(authorAddress.toLowerCase())],
  );
  return added.length > 0;
}

/** What taking the approval back restores, by column. */
async function columnsOf(tx: Tx, ticketId: number): Promise<Record<string, string | number | boolean | null>> {
  const [row] = await rows<{ before: Record<string, string | number | boolean | null> }>(
    tx,
    `SELECT jsonb_build_object('state', state, 'wait_reason', wait_reason, 'wait_note', wait_note, 'wake_at', wake_at, 'outcome', outcome, 'done_at', done_at,
              'done_on_time', done_on_time, 'due_at', due_at, 'minutes_allowed', minutes_allowed, 'left_ms', left_ms,
              'has_unread_answer', has_unread_answer) AS before FROM ticket WHERE id = $1`,
    [ticketId],
  );
  return row!.before;
}
