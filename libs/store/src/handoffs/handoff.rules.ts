// Who may do what to a handoff, and what keeps it from being offered. Pure. The same checks for the page, the API and whatever else acts.
import {
  checkAttachments,
  checkFields,
  completeness,
  type FieldFault,
  HANDOFF_MOVES,
  type HandoffAction,
  type HandoffState,
} from '#tickets';
import type { Refusal } from '../tickets/ticket.rules.js';
import type { HandoffFileRow, HandoffRow, HandoffTerms } from './handoff.row.js';

export type HandoffRefusal =
  | { outcome: 'stale'; currentVersion: number }
  | { outcome: 'refused'; code: `HANDOFF.${string}` | `TICKET.${string}`; detail: string; errors?: FieldFault[] }
  | { outcome: 'unknown-handoff' };

export type HandoffOutcome = { outcome: 'changed'; handoffId: number; version: number } | HandoffRefusal;

export const refusedHandoff = (
  code: `HANDOFF.${string}` | `TICKET.${string}`,
  detail: string,
  errors?: FieldFault[],
): HandoffRefusal => ({ outcome: 'refused', code, detail, ...(errors ? { errors } : {}) });

/** What a rule about tickets says, said about the handoff. */
export const asHandoffRefusal = (no: Refusal): HandoffRefusal =>
  no.outcome === 'unknown-ticket' ? { outcome: 'unknown-handoff' } : no;

/**
 * Null where the action may go on. Who has taken a step meanwhile is named before the version is: "Ines accepted it" says more than a number.
 */
export function refusalOf(
  action: HandoffAction,
  handoff: HandoffRow,
  request: { expectedVersion: number },
): HandoffRefusal | null {
  const from: readonly HandoffState[] = HANDOFF_MOVES[action].from;
  if (!from.includes(handoff.state)) return wrongState(action, handoff);
  if (handoff.version !== request.expectedVersion) return { outcome: 'stale', currentVersion: handoff.version };
  return null;
}

function wrongState(action: HandoffAction, handoff: HandoffRow): HandoffRefusal {
  if (action === 'accept' && (handoff.state === 'accepted' || handoff.state === 'completed'))
    return refusedHandoff('HANDOFF.ALREADY_ACCEPTED', `${handoff.acceptedByName} has accepted it already`);
  const words: Record<HandoffState, string> = {
    draft: 'It has not been offered yet',
    offered: `${handoff.toName} has it, and has not accepted it yet`,
    accepted: `${handoff.acceptedByName} has accepted it`,
    returned: `${handoff.returnedByName} has sent it back`,
    completed: `${handoff.endedByName} has completed it`,
    cancelled: `${handoff.endedByName} has cancelled it`,
  };
  return refusedHandoff('HANDOFF.WRONG_STATE', words[handoff.state]);
}

export interface Readiness {
  faults: FieldFault[];
  completeness: { filled: number; needed: number };
}

/** What is missing or wrong before it can be offered: fields at /fields/<name>, papers at /attachments/<rule>. */
export function readinessOf(
  terms: HandoffTerms,
  handoff: Pick<HandoffRow, 'fields'>,
  files: readonly HandoffFileRow[],
): Readiness {
  const { kind } = terms;
  const papers = checkAttachments(kind.attachments, files);
  const fields = checkFields(kind.schema, handoff.fields).map(fault => ({
    ...fault,
    pointer: `/fields${fault.pointer}`,
  }));
  const { filled, needed } = completeness(kind.schema, handoff.fields);
  const neededPapers = kind.attachments.filter(rule => rule.required);
  const there = neededPapers.filter(rule => files.some(file => file.rule === rule.key)).length;
  return {
    faults: [...fields, ...papers],
    completeness: { filled: filled + there, needed: needed + neededPapers.length },
  };
}
