// Beginning a handoff: a draft under a contract, with what the origin ticket knows already filled in. Nobody else sees it, and the ticket stays as it is.
import { prefillOf, type TicketKind } from '#tickets';
import { rows, type Tx } from '../database/database.js';
import { storableJson } from '../database/storable.js';
import { contractStore, kindStore } from '../definitions/definition.store.js';
import { lockTicket } from '../tickets/ticket.lock.js';
import type { Actor } from '../tickets/ticket.rules.js';
import { type HandoffRefusal, refusedHandoff } from './handoff.rules.js';
import { tiesOf } from './handoff.ties.js';

export interface BeginRequest {
  ticketId: number;
  /** Key of the contract; its current version, and that of its kind, are pinned. */
  contract: string;
  actor: Actor;
}

export type BeginOutcome = { outcome: 'begun'; handoffId: number } | HandoffRefusal | { outcome: 'unknown-ticket' };

const LONGEST_TEXT = 5_000;

/**
 * HANDOFF.UNKNOWN_CONTRACT; HANDOFF.WRONG_DEPARTMENT where the contract is another department's; HANDOFF.TO_ITSELF; TICKET.DONE or TICKET.MERGED
 * where the ticket is over; HANDOFF.NOT_ACCEPTED where the ticket is itself a handoff that nobody has accepted yet.
 */
export async function beginHandoff(tx: Tx, request: BeginRequest): Promise<BeginOutcome> {
  const ticket = await lockTicket(tx, request.ticketId);
  if (!ticket) return { outcome: 'unknown-ticket' };
  if (ticket.state === 'done') return refusedHandoff('TICKET.DONE', `#${ticket.id} is done; reopen it first`);
  if (ticket.state === 'merged')
    return refusedHandoff('TICKET.MERGED', `#${ticket.id} was merged into #${ticket.mergedInto}; go on there`);
  const { received } = await tiesOf(tx, ticket.id);
  if (received && received.state !== 'accepted')
    return refusedHandoff('HANDOFF.NOT_ACCEPTED', 'Accept it first: until then it is not yours to hand on');
  const [contract] = await contractStore.versions(tx, request.contract);
  const [kind] = contract ? await kindStore.versions(tx, contract.kind) : [];
  if (!contract || !kind) return refusedHandoff('HANDOFF.UNKNOWN_CONTRACT', 'There is no such contract');
  const departments = await rows<{ id: number; key: string; name: string }>(
    tx,
    'SELECT id, key, name FROM department WHERE id = $1 OR key = $2',
    [ticket.departmentId, contract.toDepartment],
  );
  const from = departments.find(department => department.id === ticket.departmentId);
  const to = departments.find(department => department.key === contract.toDepartment);
  if (!from || !to) return refusedHandoff('HANDOFF.UNKNOWN_CONTRACT', 'The department of this contract is gone');
  if (contract.fromDepartment !== null && contract.fromDepartment !== from.key)
    return refusedHandoff('HANDOFF.WRONG_DEPARTMENT', `"${contract.title}" is not for ${from.name} to send`);
  if (from.id === to.id) return refusedHandoff('HANDOFF.TO_ITSELF', `"${contract.title}" ends at your own department`);
  const fields = prefillOf(contract, kind as TicketKind, await sourceOf(tx, ticket.id));
  const [made] = await rows<{ id: number }>(
    tx,
    `INSERT INTO handoff (contract, contract_version, kind, kind_version, origin_ticket_id, from_department_id, to_department_id, fields, created_by)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8::jsonb, $9) RETURNING id`,
    [
      contract.key,
      contract.version,
      kind.key,
      kind.version,
      ticket.id,
      from.id,
      to.id,
      storableJson(fields),
      request.actor.userId,
    ],
  );
  return { outcome: 'begun', handoffId: made!.id };
}

interface SourceRow {
  subject: string;
  name: string;
  address: string | null;
  company: string | null;
  receivedAt: Date;
  dueAt: Date;
  text: string | null;
  fields: Record<string, unknown>;
}

async function sourceOf(tx: Tx, ticketId: number) {
  const [row] = await rows<SourceRow>(
    tx,
    `SELECT t.subject, t.requester_name AS name, t.requester_address AS address, c.company, t.received_at AS "receivedAt", t.due_at AS "dueAt",
            t.fields, (SELECT left(e.text, $2) FROM entry e WHERE e.ticket_id = t.id AND e.type = 'message' AND NOT e.held ORDER BY e.seq LIMIT 1) AS text
       FROM ticket t LEFT JOIN contact c ON c.id = t.requester_id WHERE t.id = $1`,
    [ticketId, LONGEST_TEXT],
  );
  const { subject, name, address, company, receivedAt, dueAt, text, fields } = row!;
  return {
    subject,
    requester: { name, address, company },
    receivedAt: receivedAt.toISOString(),
    dueAt: dueAt.toISOString(),
    number: ticketId,
    text: text ?? '',
    fields,
  };
}
