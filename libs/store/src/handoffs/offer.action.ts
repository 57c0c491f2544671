// Offering a handoff: it hangs on the receiver's rail, complete by the contract, and the origin waits visibly. Guarantees: what is incomplete stays where
// it is, with each place named; from here on exactly one department owns it; two offers of one draft are one (the handoff's lock and version).
import { addWorkingMinutes } from '#tickets';
import { raiseAlerts } from '../alerts/alert.store.js';
import { rows, type Tx } from '../database/database.js';
import { beginLeg, endLeg } from './handoff.leg.js';
import { lockHandoff } from './handoff.lock.js';
import { filesOf } from './handoff.row.js';
import { type HandoffOutcome, readinessOf, refusalOf, refusedHandoff } from './handoff.rules.js';
import { calendarOfDepartment, type HandoffRequest, tellOrigin } from './handoff.step.js';
import { placeTicket } from './receiving.ticket.js';

/**
 * draft or returned -> offered. HANDOFF.CONTRACT_CHANGED where contract or kind have a newer version (adoptTerms takes it over);
 * HANDOFF.INCOMPLETE with each place; HANDOFF.CYCLE where the receiver already waits, further up, for what this ticket is about;
 * HANDOFF.WRONG_DEPARTMENT where the ticket was moved to another rail since this was begun.
 */
export async function offerHandoff(tx: Tx, request: HandoffRequest): Promise<HandoffOutcome> {
  const locked = await lockHandoff(tx, request.handoffId);
  if (!locked) return { outcome: 'unknown-handoff' };
  const { handoff, terms, origin, ticket } = locked;
  const no = refusalOf('offer', handoff, request);
  if (no) return no;
  if (origin.state === 'done' || origin.state === 'merged')
    return refusedHandoff('TICKET.DONE', `#${origin.id} is over; reopen it first`);
  // A draft ties no ticket to its rail. Offered from another one, it would wait for an answer where nobody owns it.
  if (origin.departmentId !== handoff.fromDepartmentId)
    return refusedHandoff(
      'HANDOFF.WRONG_DEPARTMENT',
      `#${origin.id} was moved away from ${handoff.fromName}: discard this, and hand it off from the rail where it hangs`,
    );
  if (terms.contractCurrentVersion !== handoff.contractVersion || terms.kindCurrentVersion !== handoff.kindVersion)
    return refusedHandoff(
      'HANDOFF.CONTRACT_CHANGED',
      `"${terms.contract.title}" has changed since this was begun. Look at what changed, and take it over.`,
    );
  const files = await filesOf(tx, handoff.id);
  const { faults } = readinessOf(terms, handoff, files);
  if (faults.length > 0) return refusedHandoff('HANDOFF.INCOMPLETE', faults[0]!.detail, faults);
  const chain = await chainAbove(tx, origin.id);
  const waits = chain.find(link => link.departmentId === handoff.toDepartmentId);
  if (waits)
    return refusedHandoff(
      'HANDOFF.CYCLE',
      `${handoff.toName} waits for this already: ${chain.map(link => link.name).join(' → ')}. Answer there instead of handing it back.`,
    );

  const { now, actor } = request;
  const again = ticket !== undefined;
  if (again)
    await endLeg(tx, {
      handoffId: handoff.id,
      now,
      contract: handoff.contract,
      ticketId: origin.id,
      userId: actor.userId,
    });
  const calendar = await calendarOfDepartment(tx, handoff.toDepartmentId);
  const dueAt = addWorkingMinutes(now, terms.contract.acceptMinutes, calendar);
  const ticketId = await placeTicket(tx, { handoff, terms, origin, ticket, request, dueAt });
  await beginLeg(tx, {
    handoffId: handoff.id,
    leg: 'acceptance',
    departmentId: handoff.toDepartmentId,
    kind: handoff.kind,
    minutesAllowed: terms.contract.acceptMinutes,
    beganAt: now,
    dueAt,
  });
  const [saved] = await rows<{ version: number }>(
    tx,
    `UPDATE handoff SET state = 'offered', ticket_id = $2, rounds = rounds + 1, version = version + 1, offered_at = $3, offered_by = $4,
            offered_by_name = $5, return_reason = NULL, return_note = '', return_faults = '[]', updated_at = clock_timestamp()
      WHERE id = $1 RETURNING version`,
    [handoff.id, ticketId, now, actor.userId, actor.name],
  );
  await tellOrigin(tx, {
    origin,
    handoff,
    request,
    becomes: 'aside',
    event: 'handoff.offered',
    text: `${again ? 'Offered again' : 'Handed off'} to ${handoff.toName}: ${terms.contract.title}`,
    change: { action: 'hand-off', again, toName: handoff.toName, title: terms.contract.title },
  });
  await raiseAlerts(tx, [
    {
      kind: 'handoff-offered',
      departmentId: handoff.toDepartmentId,
      userId: null,
      ticketId,
      handoffId: handoff.id,
      text: `${handoff.fromName} ${again ? 'offers again' : 'offers'}: ${terms.contract.title}, ${origin.subject}`,
      once: `handoff-offered:${handoff.id}:${handoff.rounds + 1}`,
    },
  ]);
  return { outcome: 'changed', handoffId: handoff.id, version: saved!.version };
}

/**
 * Departments that wait for this ticket, from the top: origin of the handoff that it is, origin of that one's, and so on. What stands above never
 * changes, so it can be read under the lock of the lowest alone.
 */
async function chainAbove(tx: Tx, ticketId: number): Promise<{ departmentId: number; name: string }[]> {
  return rows(
    tx,
    `WITH RECURSIVE up (ticket_id, department_id, depth) AS (
       SELECT h.origin_ticket_id, h.from_department_id, 1 FROM handoff h WHERE h.ticket_id = $1
       UNION ALL
       SELECT h.origin_ticket_id, h.from_department_id, u.depth + 1 FROM up u JOIN handoff h ON h.ticket_id = u.ticket_id WHERE u.depth < 50
     )
     SELECT u.department_id AS "departmentId", d.name FROM up u JOIN department d ON d.id = u.department_id ORDER BY u.depth DESC`,
    [ticketId],
  );
}
