// The end of a handoff: completed with its result, which wakes the origin; or cancelled by the sender.
import { checkFields } from '#tickets';
import { raiseAlerts } from '../alerts/alert.store.js';
import { rows, type Tx } from '../database/database.js';
import { storableJson, storableText } from '../database/storable.js';
import { logDefect } from '../tickets/defect.log.js';
import { changeTicket, NOT_CLAIMED, NOT_WAITING } from '../tickets/ticket.change.js';
import { dueIfRunning } from '../tickets/ticket.clock.js';
import { closeFaults } from '../tickets/ticket.closing.js';
import { heldByOther } from './answer.action.js';
import { endLeg } from './handoff.leg.js';
import { lockHandoff } from './handoff.lock.js';
import { type HandoffOutcome, refusalOf, refusedHandoff } from './handoff.rules.js';
import { type HandoffRequest, hasOthersOut, tellOrigin } from './handoff.step.js';
import { tiesOf } from './handoff.ties.js';

export interface Completion {
  result: Record<string, unknown>;
  note: string;
}

/**
 * accepted -> completed. HANDOFF.RESULT_INCOMPLETE with each place of the result (/result/<name>), and what the kind of the ticket demands before it
 * is done (/checklist/<key>, /fields/<name>, /handoffs/<id>).
 */
export async function completeHandoff(tx: Tx, request: HandoffRequest & Completion): Promise<HandoffOutcome> {
  const locked = await lockHandoff(tx, request.handoffId);
  if (!locked) return { outcome: 'unknown-handoff' };
  const { handoff, terms, origin, ticket } = locked;
  const no = refusalOf('complete', handoff, request) ?? (ticket && heldByOther(ticket, request));
  if (no || !ticket) return no ?? { outcome: 'unknown-handoff' };
  const { contract, kind } = terms;
  const { now, actor, result, note } = request;
  const faults = [
    ...checkFields(contract.resultSchema, result).map(fault => ({ ...fault, pointer: `/result${fault.pointer}` })),
    ...closeFaults(ticket, kind, (await tiesOf(tx, ticket.id)).open),
  ];
  if (faults.length > 0) return refusedHandoff('HANDOFF.RESULT_INCOMPLETE', faults[0]!.detail, faults);

  const dueAt = dueIfRunning(ticket, now);
  const onTime = now <= dueAt;
  await endLeg(tx, {
    handoffId: handoff.id,
    now,
    dueAt,
    contract: handoff.contract,
    ticketId: ticket.id,
    userId: actor.userId,
  });
  const [saved] = await rows<{ version: number }>(
    tx,
    `UPDATE handoff SET state = 'completed', version = version + 1, result = $2::jsonb, result_note = $3, ended_at = $4, ended_by_name = $5,
            updated_at = clock_timestamp() WHERE id = $1 RETURNING version`,
    [handoff.id, storableJson(result), storableText(note), now, actor.name],
  );
  await changeTicket(tx, {
    ticket,
    now,
    actor,
    set: {
      state: 'done',
      ...NOT_CLAIMED,
      ...NOT_WAITING,
      outcome: 'completed',
      done_at: now,
      done_on_time: onTime,
      has_unread_answer: false,
    },
    entries: [
      {
        type: 'handoff',
        text: ['Completed', note].filter(Boolean).join('\n\n'),
        event: 'handoff.completed',
        handoff: { id: handoff.id, side: 'receiver' },
        detail: {
          change: { action: 'complete', handoffId: handoff.id, from: ticket.state, to: 'done', onTime, result },
        },
      },
    ],
  });
  const othersOut = await hasOthersOut(tx, handoff);
  await tellOrigin(tx, {
    origin,
    handoff,
    request,
    becomes: othersOut ? 'seen' : 'back',
    event: 'handoff.completed',
    text: [
      `${handoff.toName} completed it: ${contract.title}${othersOut ? '. Another handoff of this ticket is still out' : ''}`,
      note,
    ]
      .filter(Boolean)
      .join('\n\n'),
    change: { action: 'completed', toName: handoff.toName, title: contract.title, result, onTime, othersOut },
  });
  await raiseAlerts(tx, [
    {
      kind: 'handoff-completed',
      departmentId: handoff.fromDepartmentId,
      userId: handoff.offeredBy,
      ticketId: origin.id,
      handoffId: handoff.id,
      text: `${handoff.toName} completed ${contract.title} of #${origin.id}`,
      once: `handoff-completed:${handoff.id}`,
    },
  ]);
  if (!onTime)
    await logDefect(tx, {
      kind: 'late',
      reason: handoff.kind,
      departmentId: handoff.toDepartmentId,
      ticketId: ticket.id,
      userId: actor.userId,
      handoffId: handoff.id,
    });
  return { outcome: 'changed', handoffId: handoff.id, version: saved!.version };
}

/** offered, accepted or returned -> cancelled, by the sender, with a reason. The receiver's ticket ends without counting for or against anybody. */
export async function cancelHandoff(tx: Tx, request: HandoffRequest & { reason: string }): Promise<HandoffOutcome> {
  const locked = await lockHandoff(tx, request.handoffId);
  if (!locked) return { outcome: 'unknown-handoff' };
  const { handoff, terms, origin, ticket } = locked;
  const no = refusalOf('cancel', handoff, request);
  if (no || !ticket) return no ?? { outcome: 'unknown-handoff' };
  const open = (await tiesOf(tx, ticket.id)).open;
  if (open.length > 0)
    return refusedHandoff(
      'HANDOFF.PASSED_ON',
      `${handoff.toName} has passed on a part of it: ${open.map(one => `${one.title} to ${one.toName}`).join(', ')}. They must end that first.`,
    );
  const { now, actor, reason } = request;
  const { title } = terms.contract;
  await endLeg(tx, {
    handoffId: handoff.id,
    now,
    dropped: true,
    contract: handoff.contract,
    ticketId: ticket.id,
    userId: actor.userId,
  });
  const [saved] = await rows<{ version: number }>(
    tx,
    `UPDATE handoff SET state = 'cancelled', version = version + 1, cancel_reason = $2, return_reason = NULL, ended_at = $3, ended_by_name = $4,
            updated_at = clock_timestamp() WHERE id = $1 RETURNING version`,
    [handoff.id, storableText(reason), now, actor.name],
  );
  await changeTicket(tx, {
    ticket,
    now,
    actor,
    set:
      ticket.state === 'done'
        ? { outcome: 'cancelled' }
        : {
            state: 'done',
            ...NOT_CLAIMED,
            ...NOT_WAITING,
            outcome: 'cancelled',
            done_at: now,
            done_on_time: null,
            has_unread_answer: false,
          },
    entries: [
      {
        type: 'handoff',
        text: `${handoff.fromName} cancelled it: ${reason}`,
        event: 'handoff.cancelled',
        handoff: { id: handoff.id, side: 'receiver' },
        detail: { change: { action: 'cancel', handoffId: handoff.id, from: ticket.state, to: 'done', reason } },
      },
    ],
  });
  await tellOrigin(tx, {
    origin,
    handoff,
    request,
    becomes: (await hasOthersOut(tx, handoff)) ? 'kept' : 'back',
    event: 'handoff.cancelled',
    text: `Cancelled: ${title}. ${reason}`,
    change: { action: 'cancelled', toName: handoff.toName, title, reason },
  });
  if (handoff.state !== 'returned')
    await raiseAlerts(tx, [
      {
        kind: 'handoff-cancelled',
        departmentId: handoff.toDepartmentId,
        userId: ticket.claimedBy ?? ticket.assignedTo,
        ticketId: ticket.id,
        handoffId: handoff.id,
        text: `${handoff.fromName} cancelled ${title}, #${ticket.id}: ${reason}`,
        once: `handoff-cancelled:${handoff.id}`,
      },
    ]);
  return { outcome: 'changed', handoffId: handoff.id, version: saved!.version };
}
