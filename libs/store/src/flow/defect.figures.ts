// The defect log of the last 30 days, grouped. A returned handoff is a defect of its sender and a hindrance of its receiver: both see it, each on
// its own sheet, with the sender's name.
import { type Database, query, type Tx } from '../database/database.js';
import { daysAgo } from './local.days.js';

export interface DefectGroup {
  departmentId: number;
  kind: string;
  /** Coded. */
  reason: string;
  /** Name of the department that sent the handoff; null where no handoff was sent. */
  sender: string | null;
  contract: string | null;
  /** The newest version under which it happened: its titles are the ones to show. */
  contractVersion: number | null;
  /** The kind of ticket that the handoff carries. */
  handoffKind: string | null;
  handoffKindVersion: number | null;
  /** JSON pointer of the field at fault. */
  field: string | null;
  count: number;
}

// $1 departments, $2 now.
const DEFECTS = `
  SELECT d.id AS "departmentId", x.kind, x.reason, x.sender, x.contract, max(x.contract_version) AS "contractVersion",
         max(x.handoff_kind) AS "handoffKind", max(x.kind_version) AS "handoffKindVersion", x.field, count(*)::int AS count
    FROM department d
   CROSS JOIN LATERAL (SELECT ${daysAgo('$2', '30')} AS month) w
   CROSS JOIN LATERAL (
           SELECT f.kind, f.reason, s.name AS sender, f.contract, h.contract_version, h.kind AS handoff_kind, h.kind_version, f.field
             FROM defect f LEFT JOIN handoff h ON h.id = f.handoff_id LEFT JOIN department s ON s.id = h.from_department_id
            WHERE f.department_id = d.id AND f.created_at >= w.month AND f.created_at <= $2
            UNION ALL
           SELECT f.kind, f.reason, s.name, f.contract, h.contract_version, h.kind, h.kind_version, f.field
             FROM defect f JOIN handoff h ON h.id = f.handoff_id JOIN department s ON s.id = h.from_department_id
            WHERE f.kind = 'returned' AND f.created_at >= w.month AND f.created_at <= $2 AND h.to_department_id = d.id AND f.department_id <> d.id
         ) x
   WHERE d.id = ANY ($1::int[])
   GROUP BY d.id, x.kind, x.reason, x.sender, x.contract, x.field
   ORDER BY d.id, count(*) DESC, x.kind, x.reason, x.sender, x.contract, x.field`;

/** The most frequent first. */
export const defects = (on: Database | Tx, ids: readonly number[], now: Date): Promise<DefectGroup[]> =>
  query(on, DEFECTS, [ids, now]);
