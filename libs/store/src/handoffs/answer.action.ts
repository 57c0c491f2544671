// The receiver's first answer: taking it, or sending it back with a reason before the receiver's own clock starts.
import { addWorkingMinutes, type FieldFault } from '#tickets';
import { raiseAlerts } from '../alerts/alert.store.js';
import { rows, type Tx } from '../database/database.js';
import { storableJson, storableText } from '../database/storable.js';
import { logDefect } from '../tickets/defect.log.js';
import { changeTicket, NOT_CLAIMED, NOT_WAITING, renewal } from '../tickets/ticket.change.js';
import { dueIfRunning } from '../tickets/ticket.clock.js';
import type { LockedTicket } from '../tickets/ticket.lock.js';
import { beginLeg, endLeg } from './handoff.leg.js';
import { lockHandoff } from './handoff.lock.js';
import { type HandoffOutcome, type HandoffRefusal, refusalOf, refusedHandoff } from './handoff.rules.js';
import { calendarOfDepartment, type HandoffRequest, tellOrigin } from './handoff.step.js';

/** Null where the receiver's ticket is free for the actor. */
export function heldByOther(ticket: LockedTicket, request: HandoffRequest): HandoffRefusal | null {
  if (ticket.state !== 'claimed' || ticket.claimedBy === request.actor.userId) return null;
  return refusedHandoff('TICKET.CLAIMED_BY_OTHER', `#${ticket.id} is in the hands of ${ticket.holderName}`);
}

/**
 * offered -> accepted: the work's own clock starts. Two at once: the second finds it accepted and is told by whom (HANDOFF.ALREADY_ACCEPTED).
 * Whoever holds the ticket keeps it; accepting takes it into nobody's hands.
 */
export async function acceptHandoff(tx: Tx, request: HandoffRequest): Promise<HandoffOutcome> {
  const locked = await lockHandoff(tx, request.handoffId);
  if (!locked) return { outcome: 'unknown-handoff' };
  const { handoff, terms, origin, ticket } = locked;
  const no = refusalOf('accept', handoff, request) ?? (ticket && heldByOther(ticket, request));
  if (no || !ticket) return no ?? { outcome: 'unknown-handoff' };
  const { now, actor } = request;
  const { contract } = terms;
  await endLeg(tx, {
    handoffId: handoff.id,
    now,
    dueAt: dueIfRunning(ticket, now),
    contract: handoff.contract,
    ticketId: ticket.id,
    userId: actor.userId,
  });
  const dueAt = addWorkingMinutes(now, contract.finishMinutes, await calendarOfDepartment(tx, handoff.toDepartmentId));
  await beginLeg(tx, {
    handoffId: handoff.id,
    leg: 'work',
    departmentId: handoff.toDepartmentId,
    kind: handoff.kind,
    minutesAllowed: contract.finishMinutes,
    beganAt: now,
    dueAt,
  });
  const [saved] = await rows<{ version: number }>(
    tx,
    `UPDATE handoff SET state = 'accepted', version = version + 1, accepted_at = $2, accepted_by_name = $3, updated_at = clock_timestamp()
      WHERE id = $1 RETURNING version`,
    [handoff.id, now, actor.name],
  );
  await changeTicket(tx, {
    ticket,
    now,
    actor,
    // A clock that stands would keep what was left of the time to accept.
    set: {
      due_at: dueAt,
      minutes_allowed: contract.finishMinutes,
      ...(ticket.leftMs === null ? {} : { left_ms: contract.finishMinutes * 60_000 }),
    },
    hold: renewal(ticket, request),
    entries: [
      {
        type: 'handoff',
        text: `Accepted. The work may take ${contract.finishMinutes / 60} working hours from now`,
        event: 'handoff.accepted',
        handoff: { id: handoff.id, side: 'receiver' },
        detail: {
          change: {
            action: 'accept',
            handoffId: handoff.id,
            from: ticket.state,
            to: ticket.state,
            dueAt: dueAt.toISOString(),
          },
        },
      },
    ],
  });
  await tellOrigin(tx, {
    origin,
    handoff,
    request,
    becomes: 'kept',
    event: 'handoff.accepted',
    text: `${handoff.toName} accepted it: ${contract.title}`,
    change: { action: 'accepted', toName: handoff.toName, title: contract.title, dueAt: dueAt.toISOString() },
  });
  await raiseAlerts(tx, [
    {
      kind: 'handoff-accepted',
      departmentId: handoff.fromDepartmentId,
      userId: handoff.offeredBy,
      ticketId: origin.id,
      handoffId: handoff.id,
      text: `${handoff.toName} accepted ${contract.title} of #${origin.id}`,
      once: `handoff-accepted:${handoff.id}:${handoff.rounds}`,
    },
  ]);
  return { outcome: 'changed', handoffId: handoff.id, version: saved!.version };
}

export interface SendBack {
  /** A code of the contract. */
  reason: string;
  /** Fields or papers at fault: /fields/<name>, /attachments/<rule>. */
  faults: FieldFault[];
  note: string;
}

/**
 * offered -> returned: it is the sender's again, with a clock of its own for the correction, and counts in the sender's defect log, once for each
 * field at fault. HANDOFF.UNKNOWN_REASON, HANDOFF.UNKNOWN_FIELD with its place.
 */
export async function returnHandoff(tx: Tx, request: HandoffRequest & SendBack): Promise<HandoffOutcome> {
  const locked = await lockHandoff(tx, request.handoffId);
  if (!locked) return { outcome: 'unknown-handoff' };
  const { handoff, terms, origin, ticket } = locked;
  const no = refusalOf('return', handoff, request) ?? (ticket && heldByOther(ticket, request));
  if (no || !ticket) return no ?? { outcome: 'unknown-handoff' };
  const { contract, kind } = terms;
  const reason = contract.returnReasons.find(one => one.code === request.reason);
  if (!reason)
    return refusedHandoff(
      'HANDOFF.UNKNOWN_REASON',
      `Say why, as one of: ${contract.returnReasons.map(one => one.title).join(', ')}`,
      [{ pointer: '/reason', detail: 'Is no reason of this contract' }],
    );
  const places = placesOf(kind);
  const strange = request.faults.flatMap((fault, i) =>
    places.has(fault.pointer)
      ? []
      : [{ pointer: `/faults/${i}/pointer`, detail: 'Names no field or paper of this kind' }],
  );
  if (strange.length > 0) return refusedHandoff('HANDOFF.UNKNOWN_FIELD', strange[0]!.detail, strange);

  const { now, actor, note, faults } = request;
  await endLeg(tx, {
    handoffId: handoff.id,
    now,
    dueAt: dueIfRunning(ticket, now),
    contract: handoff.contract,
    ticketId: ticket.id,
    userId: actor.userId,
  });
  await beginLeg(tx, {
    handoffId: handoff.id,
    leg: 'returned',
    departmentId: handoff.fromDepartmentId,
    kind: handoff.kind,
    minutesAllowed: contract.correctMinutes,
    beganAt: now,
    dueAt: addWorkingMinutes(now, contract.correctMinutes, await calendarOfDepartment(tx, handoff.fromDepartmentId)),
  });
  const [saved] = await rows<{ version: number }>(
    tx,
    `UPDATE handoff SET state = 'returned', version = version + 1, return_reason = $2, return_note = $3, return_faults = $4::jsonb,
            returned_by_name = $5, returned_at = $6, updated_at = clock_timestamp() WHERE id = $1 RETURNING version`,
    [handoff.id, reason.code, storableText(note), storableJson(faults), actor.name, now],
  );
  const said = [
    `${reason.title}${faults.length > 0 ? ': ' : ''}${faults.map(fault => fault.detail).join(' · ')}`,
    note,
  ];
  await changeTicket(tx, {
    ticket,
    now,
    actor,
    // It did not end by being worked on: it counts neither as in time nor as late.
    set: {
      state: 'done',
      ...NOT_CLAIMED,
      ...NOT_WAITING,
      outcome: 'returned',
      done_at: now,
      done_on_time: null,
      has_unread_answer: false,
    },
    entries: [
      {
        type: 'handoff',
        text: ['Sent back', ...said].filter(Boolean).join('\n\n'),
        event: 'handoff.returned',
        handoff: { id: handoff.id, side: 'receiver' },
        detail: {
          change: {
            action: 'return',
            handoffId: handoff.id,
            from: ticket.state,
            to: 'done',
            reason: reason.title,
            faults,
          },
        },
      },
    ],
  });
  await tellOrigin(tx, {
    origin,
    handoff,
    request,
    becomes: 'back',
    assign: handoff.offeredBy,
    event: 'handoff.returned',
    text: [`${handoff.toName} sent it back: ${contract.title}`, ...said].filter(Boolean).join('\n\n'),
    change: { action: 'returned', toName: handoff.toName, title: contract.title, reason: reason.title, faults },
  });
  for (const field of faults.length > 0 ? faults.map(fault => fault.pointer) : [undefined])
    await logDefect(tx, {
      kind: 'returned',
      reason: reason.code,
      note: faults.find(fault => fault.pointer === field)?.detail ?? note,
      departmentId: handoff.fromDepartmentId,
      toDepartmentId: handoff.toDepartmentId,
      ticketId: origin.id,
      userId: handoff.offeredBy,
      contract: handoff.contract,
      handoffId: handoff.id,
      ...(field ? { field } : {}),
    });
  await raiseAlerts(tx, [
    {
      kind: 'handoff-returned',
      departmentId: handoff.fromDepartmentId,
      userId: handoff.offeredBy,
      ticketId: origin.id,
      handoffId: handoff.id,
      text: `${handoff.toName} sent back ${contract.title} of #${origin.id}: ${reason.title}`,
      once: `handoff-returned:${handoff.id}:${handoff.rounds}`,
    },
  ]);
  return { outcome: 'changed', handoffId: handoff.id, version: saved!.version };
}

function placesOf(kind: {
  schema: Readonly<Record<string, unknown>>;
  attachments: readonly { key: string }[];
}): Set<string> {
  const properties = (kind.schema.properties ?? {}) as Record<string, unknown>;
  return new Set([
    ...Object.keys(properties).map(name => `/fields/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`),
    ...kind.attachments.map(rule => `/attachments/${rule.key}`),
  ]);
}
