// What an outside tool must know of a handoff to mirror it: the facts that both departments see, as they stand now. No words of the customer's
// conversation, and no ticket of the other department.
import type { HandoffState } from '#tickets';
import { type Database, query, type Tx } from '../database/database.js';

export interface HandoffFacts {
  id: number;
  /** Rises with each change: a mirror that has seen a higher one passes this over. */
  version: number;
  state: HandoffState;
  contract: string;
  contractVersion: number;
  /** Of the contract. */
  title: string;
  kind: string;
  fromDepartment: string;
  toDepartment: string;
  acceptanceCriteria: readonly string[];
  fields: Record<string, unknown>;
  result: Record<string, unknown> | null;
  returned: { reason: string; note: string; faults: readonly { pointer: string; detail: string }[] } | null;
  cancelReason: string | null;
  /** Of the leg that runs, by the clock that measures it: its ticket's where it has one. Null where none runs, or the clock stands. */
  dueAt: Date | null;
}

/** By id; ids that are none are left out. */
export async function handoffFacts(on: Database | Tx, ids: readonly number[]): Promise<Map<number, HandoffFacts>> {
  if (ids.length === 0) return new Map();
  const found = await query<HandoffFacts>(
    on,
    `SELECT h.id, h.version, h.state, h.contract, h.contract_version AS "contractVersion", c.definition ->> 'title' AS title, h.kind,
            f.name AS "fromDepartment", t.name AS "toDepartment", coalesce(c.definition -> 'acceptanceCriteria', '[]') AS "acceptanceCriteria",
            h.fields, h.result,
            CASE WHEN h.state = 'returned'
                 THEN jsonb_build_object('reason', h.return_reason, 'note', h.return_note, 'faults', h.return_faults) END AS returned,
            h.cancel_reason AS "cancelReason",
            CASE WHEN l.leg = 'returned' THEN l.due_at WHEN w.left_ms IS NULL THEN coalesce(w.due_at, l.due_at) END AS "dueAt"
       FROM handoff h JOIN handoff_contract c ON c.key = h.contract AND c.version = h.contract_version
       JOIN department f ON f.id = h.from_department_id JOIN department t ON t.id = h.to_department_id
       LEFT JOIN handoff_leg l ON l.handoff_id = h.id AND l.ended_at IS NULL LEFT JOIN ticket w ON w.id = h.ticket_id AND l.leg <> 'returned'
      WHERE h.id = ANY($1::bigint[])`,
    [ids],
  );
  return new Map(found.map(facts => [facts.id, facts]));
}
