// The defect log: what went wrong on a rail, by cause. Insert only: a defect that was made good has still happened.
import { rows, type Tx } from '../database/database.js';
import { storableText } from '../database/storable.js';

export interface Defect {
  kind: 'misroute' | 'skip' | 'reopened' | 'late' | 'returned';
  /** Coded. */
  reason: string;
  note?: string;
  departmentId: number;
  toDepartmentId?: number;
  ticketId: number;
  userId: number | null;
  /** Handoffs: by which contract, which one, and for what was returned the field at fault. */
  contract?: string;
  handoffId?: number;
  field?: string;
}

export async function logDefect(tx: Tx, defect: Defect): Promise<void> {
  await rows(
    tx,
    `INSERT INTO defect (kind, reason, note, department_id, to_department_id, ticket_id, user_id, contract, handoff_id, field)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      defect.kind,
      storableText(defect.reason),
      storableText(defect.note ?? ''),
      defect.departmentId,
      defect.toDepartmentId ?? null,
      defect.ticketId,
      defect.userId,
      defect.contract ?? null,
      defect.handoffId ?? null,
      defect.field ?? null,
    ],
  );
}
