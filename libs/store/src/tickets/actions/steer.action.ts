// Whose work it is: assigning it, and sending it on to the rail where it belongs.
import type { MoveReason } from '#tickets';
import { rows, type Tx } from '../../database/database.js';
import { UserStore } from '../../people/user.store.js';
import { logDefect } from '../defect.log.js';
import { changeTicket, NOT_CLAIMED, NOT_WAITING, renewal } from '../ticket.change.js';
import { lockTicket } from '../ticket.lock.js';
import { refusal, refused, type TicketOutcome, type TicketRequest } from '../ticket.rules.js';
import { tiedRefusal } from './tied.js';

/**
 * `next` of others passes it over from now on; null ends that. A holder who gives the ticket to somebody else lets go of it; when another
 * than the holder assigns, the holder keeps it. TICKET.NOT_A_WORKER where the person does not work this rail.
 */
export async function assignTicket(
  tx: Tx,
  request: TicketRequest & { personId: number | null },
): Promise<TicketOutcome> {
  const ticket = await lockTicket(tx, request.ticketId);
  const no = refusal('assign', ticket, request);
  if (no || !ticket) return no ?? { outcome: 'unknown-ticket' };
  const { personId, actor } = request;
  const people = new UserStore();
  if (personId !== null && !(await people.isWorker(tx, ticket.departmentId, personId)))
    return refused('TICKET.NOT_A_WORKER', 'This person does not work this rail');
  const name = personId === null ? null : ((await people.namesOf(tx, [personId])).get(personId) ?? '');
  const handedOver =
    ticket.claimedBy !== null && ticket.claimedBy === actor.userId && personId !== null && personId !== actor.userId;
  const { version } = await changeTicket(tx, {
    ticket,
    now: request.now,
    actor,
    set: { assigned_to: personId, ...(handedOver ? { state: 'open', ...NOT_CLAIMED } : {}) },
    hold: handedOver ? undefined : renewal(ticket, request),
    entries: [
      {
        type: 'state',
        text: name === null ? 'Assigned to nobody' : `Assigned to ${name}`,
        event: 'ticket.assigned',
        detail: {
          change: {
            action: 'assign',
            from: ticket.state,
            to: handedOver ? 'open' : ticket.state,
            personId,
            person: name,
          },
        },
      },
    ],
  });
  return { outcome: 'changed', version };
}

export interface MoveRequest extends TicketRequest {
  departmentId: number;
  reason: MoveReason;
  note?: string;
  /** The promise of the new rail. */
  newDueAt: Date;
  newMinutesAllowed: number;
}

/**
 * open, claimed or waiting -> open on another rail, under the same number, with its whole timeline. Claim, wait and assignee stay behind.
 * TICKET.IS_HANDOFF, TICKET.HANDOFF_OPEN where a handoff ties it to this rail. Its threads keep the department whose mailbox they were seen in: that is where answers arrive. Counted as a misroute of the old rail.
 */
export async function moveTicket(tx: Tx, request: MoveRequest): Promise<TicketOutcome> {
  const { departmentId, reason } = request;
  const note = request.note ?? '';
  const ticket = await lockTicket(tx, request.ticketId);
  const no = refusal('move', ticket, request) ?? (ticket && (await tiedRefusal(tx, ticket.id)));
  if (no || !ticket) return no ?? { outcome: 'unknown-ticket' };
  if (departmentId === ticket.departmentId)
    return refused('TICKET.SAME_DEPARTMENT', `#${ticket.id} is on this rail already`);
  const names = await rows<{ id: number; name: string }>(
    tx,
    'SELECT id, name FROM department WHERE id = ANY($1::int[])',
    [[ticket.departmentId, departmentId]],
  );
  const nameOf = (id: number) => names.find(department => department.id === id)?.name;
  if (nameOf(departmentId) === undefined) return refused('TICKET.UNKNOWN_DEPARTMENT', 'There is no such department');
  const { version } = await changeTicket(tx, {
    ticket,
    now: request.now,
    actor: request.actor,
    fromDepartmentId: ticket.departmentId,
    set: {
      state: 'open',
      department_id: departmentId,
      ...NOT_CLAIMED,
      ...NOT_WAITING,
      assigned_to: null,
      due_at: request.newDueAt,
      minutes_allowed: request.newMinutesAllowed,
    },
    entries: [
      {
        type: 'state',
        text: `Moved from ${nameOf(ticket.departmentId)} to ${nameOf(departmentId)}`,
        event: 'ticket.moved',
        detail: {
          change: {
            action: 'move',
            from: ticket.state,
            to: 'open',
            fromDepartmentId: ticket.departmentId,
            toDepartmentId: departmentId,
            reason,
            note,
          },
        },
      },
    ],
  });
  await carryMerged(tx, ticket.id, departmentId);
  await logDefect(tx, {
    kind: 'misroute',
    reason,
    note,
    departmentId: ticket.departmentId,
    toDepartmentId: departmentId,
    ticketId: ticket.id,
    userId: request.actor.userId,
  });
  return { outcome: 'changed', version };
}

/** What was merged into the ticket goes where it goes: who may read the one may read the other. They are under the survivor's lock. */
async function carryMerged(tx: Tx, survivorId: number, departmentId: number): Promise<void> {
  await rows(
    tx,
    `WITH RECURSIVE family (id) AS (
       SELECT id FROM ticket WHERE merged_into = $1 UNION ALL SELECT t.id FROM ticket t JOIN family f ON t.merged_into = f.id
     )
     UPDATE ticket SET department_id = $2 WHERE id IN (SELECT id FROM family)`,
    [survivorId, departmentId],
  );
}
