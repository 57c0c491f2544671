// The defect log: what went wrong on a rail, by cause. Insert only: a defect that was made good has still happened.
import { rows, type Tx } from '../database/database.js';
import { storableText } from '../database/storable.js';

export interface Defect {
  kind: 'misroute' | 'skip' | 'reopened' | 'late';
  /** Coded. */
  reason: string;
  note?: string;
  departmentId: number;
  toDepartmentId?: number;
  ticketId: number;
  userId: number | null;
}

export async function logDefect(tx: Tx, defect: Defect): Promise<void> {
  await rows(
    tx,
    `INSERT INTO defect (kind, reason, note, department_id, to_department_id, ticket_id, user_id) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [
      defect.kind,
      storableText(defect.reason),
      storableText(defect.note ?? ''),
      defect.departmentId,
      defect.toDepartmentId ?? null,
      defect.ticketId,
      defect.userId,
    ],
  );
}
