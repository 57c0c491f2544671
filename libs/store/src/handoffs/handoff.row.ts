// A handoff as its row gives it, with the terms that it is under: contract and kind in the versions that it has pinned, and which ones are current.
import type { FieldFault, HandoffContract, HandoffState, TicketKind } from '#tickets';
import { type Database, query, type Tx } from '../database/database.js';

export interface HandoffRow {
  id: number;
  version: number;
  state: HandoffState;
  contract: string;
  contractVersion: number;
  kind: string;
  kindVersion: number;
  originTicketId: number;
  /** On the receiver's rail; null while it is a draft. */
  ticketId: number | null;
  fromDepartmentId: number;
  fromName: string;
  toDepartmentId: number;
  toName: string;
  ownerDepartmentId: number;
  fields: Record<string, unknown>;
  note: string;
  /** How often it was offered. */
  rounds: number;
  offeredAt: Date | null;
  offeredBy: number | null;
  offeredByName: string | null;
  acceptedAt: Date | null;
  acceptedByName: string | null;
  returnReason: string | null;
  returnNote: string;
  returnFaults: FieldFault[];
  returnedByName: string | null;
  returnedAt: Date | null;
  result: Record<string, unknown> | null;
  resultNote: string;
  endedAt: Date | null;
  endedByName: string | null;
  cancelReason: string | null;
}

export interface HandoffTerms {
  contract: HandoffContract;
  kind: TicketKind;
  contractCurrentVersion: number;
  kindCurrentVersion: number;
}

/** Columns of a HandoffRow; they need the handoff as `h` and HANDOFF_JOINS. */
export const HANDOFF_COLUMNS = `
  h.id, h.version, h.state, h.contract, h.contract_version AS "contractVersion", h.kind, h.kind_version AS "kindVersion",
  h.origin_ticket_id AS "originTicketId", h.ticket_id AS "ticketId", h.from_department_id AS "fromDepartmentId", sender.name AS "fromName",
  h.to_department_id AS "toDepartmentId", receiver.name AS "toName", h.owner_department_id AS "ownerDepartmentId", h.fields, h.note, h.rounds,
  h.offered_at AS "offeredAt", h.offered_by AS "offeredBy", h.offered_by_name AS "offeredByName", h.accepted_at AS "acceptedAt",
  h.accepted_by_name AS "acceptedByName", h.return_reason AS "returnReason", h.return_note AS "returnNote", h.return_faults AS "returnFaults",
  h.returned_by_name AS "returnedByName", h.returned_at AS "returnedAt", h.result, h.result_note AS "resultNote", h.ended_at AS "endedAt",
  h.ended_by_name AS "endedByName", h.cancel_reason AS "cancelReason"`;

export const HANDOFF_JOINS = `
  JOIN department sender ON sender.id = h.from_department_id
  JOIN department receiver ON receiver.id = h.to_department_id`;

export async function handoffById(on: Database | Tx, id: number): Promise<HandoffRow | null> {
  const [row] = await query<HandoffRow>(
    on,
    `SELECT ${HANDOFF_COLUMNS} FROM handoff h ${HANDOFF_JOINS} WHERE h.id = $1`,
    [id],
  );
  return row ?? null;
}

type Definition = Record<string, unknown>;

/** Of any handoff: its foreign keys hold the versions that it names. */
export async function termsOf(
  on: Database | Tx,
  of: Pick<HandoffRow, 'contract' | 'contractVersion' | 'kind' | 'kindVersion'>,
): Promise<HandoffTerms> {
  const [row] = await query<{
    contract: Definition;
    kind: Definition;
    contractCurrentVersion: number;
    kindCurrentVersion: number;
  }>(
    on,
    `SELECT c.definition AS contract, k.definition AS kind,
            (SELECT max(version) FROM handoff_contract WHERE key = $1)::int AS "contractCurrentVersion",
            (SELECT max(version) FROM ticket_kind WHERE key = $3)::int AS "kindCurrentVersion"
       FROM handoff_contract c, ticket_kind k WHERE c.key = $1 AND c.version = $2 AND k.key = $3 AND k.version = $4`,
    [of.contract, of.contractVersion, of.kind, of.kindVersion],
  );
  if (!row)
    throw new Error(`contract ${of.contract} ${of.contractVersion} or kind ${of.kind} ${of.kindVersion} is gone`);
  const { contract, kind, ...current } = row;
  return {
    ...current,
    contract: { ...contract, key: of.contract, version: of.contractVersion } as unknown as HandoffContract,
    kind: { ...kind, key: of.kind, version: of.kindVersion } as unknown as TicketKind,
  };
}

/** Enclosed papers, as the origin's timeline has them. */
export interface HandoffFileRow {
  id: number;
  filename: string;
  contentType: string;
  size: number;
  rule: string | null;
}

export async function filesOf(on: Database | Tx, handoffId: number): Promise<HandoffFileRow[]> {
  return query<HandoffFileRow>(
    on,
    `SELECT a.id, a.filename, a.content_type AS "contentType", a.size, f.rule
       FROM handoff_attachment f JOIN attachment a ON a.id = f.attachment_id WHERE f.handoff_id = $1 ORDER BY a.id`,
    [handoffId],
  );
}
