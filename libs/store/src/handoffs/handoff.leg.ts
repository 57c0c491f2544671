// Each leg of a handoff has its own clock: waiting to be accepted, being worked on, being corrected. Guarantee: one runs at a time (a unique index);
// a leg that ends late is a defect of the department whose clock it was.
import { rows, type Tx } from '../database/database.js';
import { logDefect } from '../tickets/defect.log.js';

export interface NewLeg {
  handoffId: number;
  leg: 'acceptance' | 'work' | 'returned';
  departmentId: number;
  kind: string;
  minutesAllowed: number;
  beganAt: Date;
  dueAt: Date;
}

export async function beginLeg(tx: Tx, leg: NewLeg): Promise<void> {
  await rows(
    tx,
    `INSERT INTO handoff_leg (handoff_id, leg, department_id, kind, minutes_allowed, began_at, due_at) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [leg.handoffId, leg.leg, leg.departmentId, leg.kind, leg.minutesAllowed, leg.beganAt, leg.dueAt],
  );
}

export interface LegEnd {
  handoffId: number;
  now: Date;
  /** When it was due, by the clock that measures it: its ticket's where it has one. Left out: as it stands on the leg. */
  dueAt?: Date;
  /** Ended without being finished: neither in time nor late. */
  dropped?: boolean;
  contract: string;
  /** Of the department whose leg it was; null where its clock is no ticket's. */
  ticketId: number;
  userId: number | null;
}

export async function endLeg(tx: Tx, end: LegEnd): Promise<void> {
  const [leg] = await rows<{ leg: string; departmentId: number; onTime: boolean | null }>(
    tx,
    `UPDATE handoff_leg SET ended_at = $2, due_at = coalesce($3, due_at),
            on_time = CASE WHEN $4 THEN NULL ELSE $2::timestamptz <= coalesce($3, due_at) END
      WHERE handoff_id = $1 AND ended_at IS NULL RETURNING leg, department_id AS "departmentId", on_time AS "onTime"`,
    [end.handoffId, end.now, end.dueAt ?? null, end.dropped ?? false],
  );
  if (leg?.onTime !== false) return;
  await logDefect(tx, {
    kind: 'late',
    reason: leg.leg,
    departmentId: leg.departmentId,
    ticketId: end.ticketId,
    userId: end.userId,
    contract: end.contract,
    handoffId: end.handoffId,
  });
}
