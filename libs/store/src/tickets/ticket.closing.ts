// What keeps a ticket from being done: one list, shown before the click and enforced after it. Pure.
import { checkFields, type FieldFault, type TicketKind } from '#tickets';
import type { LockedTicket } from './ticket.lock.js';

/** A handoff of the ticket that is not over. */
export interface OpenHandoff {
  id: number;
  title: string;
  toName: string;
  state: string;
}

/**
 * Unticked items that are required (/checklist/<key>), fields that are required to close or hold a wrong value (/fields/<name>), and handoffs that
 * are not over (/handoffs/<id>).
 */
export function closeFaults(
  ticket: Pick<LockedTicket, 'checklist' | 'fields'>,
  kind: TicketKind,
  open: readonly OpenHandoff[],
): FieldFault[] {
  const items = kind.checklist
    .filter(item => item.required && !ticket.checklist[item.key])
    .map(item => ({ pointer: `/checklist/${item.key}`, detail: `Not ticked yet: ${item.title}` }));
  const fields = checkFields(kind.schema, ticket.fields, { partial: true, required: kind.requiredToClose }).map(
    fault => ({
      ...fault,
      pointer: `/fields${fault.pointer}`,
    }),
  );
  return [...items, ...fields, ...handoffFaults(open)];
}

export const handoffFaults = (open: readonly OpenHandoff[]): FieldFault[] =>
  open.map(handoff => ({
    pointer: `/handoffs/${handoff.id}`,
    detail:
      handoff.state === 'returned'
        ? `${handoff.toName} sent back "${handoff.title}": offer it again, or cancel it`
        : `${handoff.toName} still has "${handoff.title}": wait for it, or cancel it`,
  }));

/**
 * Outcomes that say that nothing was done: they ask for no checklist and no fields. By code, because every kind has some of them and a clerk who
 * declines an order must not first fill in its delivery date.
 */
const WITHOUT_WORK: ReadonlySet<string> = new Set(['no-action', 'declined', 'not-reached', 'duplicate', 'spam']);

export const demandsWork = (outcome: string): boolean => !WITHOUT_WORK.has(outcome);
