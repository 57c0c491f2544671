// Alerts as a person has them: of the rails that the person works, and those for the person alone. Acknowledging is by whoever may read it.
import type { AlertKind } from '#tickets';
import { type Database, query, rows, type Tx } from '../database/database.js';

export interface AlertRow {
  id: number;
  kind: AlertKind;
  departmentId: number;
  departmentKey: string;
  text: string;
  ticketId: number | null;
  handoffId: number | null;
  at: Date;
  personal: boolean;
  acknowledgedAt: Date | null;
  acknowledgedBy: string | null;
}

/** Whose alerts. `departmentIds` null: of every department. */
export interface AlertReader {
  userId: number;
  departmentIds: readonly number[] | null;
}

/** Counted up to here. */
export const ALERT_CAP = 1_000;

// $1 departments or null, $2 person. A personal alert is nobody else's; it is gone with the membership that it came by.
const MINE = `(a.user_id IS NULL OR a.user_id = $2) AND ($1::int[] IS NULL OR a.department_id = ANY ($1::int[]))`;

export async function alertsFor(
  on: Database | Tx,
  reader: AlertReader,
  page: { state: 'open' | 'all'; before?: number; limit: number },
): Promise<AlertRow[]> {
  return query<AlertRow>(
    on,
    `SELECT a.id, a.kind, a.department_id AS "departmentId", d.key AS "departmentKey", a.text, a.ticket_id AS "ticketId", a.handoff_id AS "handoffId",
            a.created_at AS at, a.user_id IS NOT NULL AS personal, a.acknowledged_at AS "acknowledgedAt", u.name AS "acknowledgedBy"
       FROM alert a JOIN department d ON d.id = a.department_id LEFT JOIN user_account u ON u.id = a.acknowledged_by
      WHERE ${MINE} AND ($3 OR a.acknowledged_at IS NULL) AND ($4::bigint IS NULL OR a.id < $4) ORDER BY a.id DESC LIMIT $5`,
    [reader.departmentIds, reader.userId, page.state === 'all', page.before ?? null, page.limit],
  );
}

/** At most ALERT_CAP. */
export async function openAlerts(on: Database | Tx, reader: AlertReader): Promise<number> {
  const [row] = await query<{ open: number }>(
    on,
    `SELECT count(*)::int AS open FROM (SELECT 1 FROM alert a WHERE ${MINE} AND a.acknowledged_at IS NULL LIMIT $3) x`,
    [reader.departmentIds, reader.userId, ALERT_CAP],
  );
  return row!.open;
}

/** Returns how many were open and are the reader's. Two who acknowledge one at once: the first stands, one statement decides. */
export async function acknowledgeAlerts(tx: Tx, reader: AlertReader, ids: readonly number[]): Promise<number> {
  const done = await rows(
    tx,
    `UPDATE alert a SET acknowledged_at = now(), acknowledged_by = $2 WHERE ${MINE} AND a.id = ANY ($3::bigint[]) AND a.acknowledged_at IS NULL RETURNING a.id`,
    [reader.departmentIds, reader.userId, ids],
  );
  return done.length;
}
