// Alerts: news that somebody must acknowledge, not just be sent. Guarantees: the same news (`once`) is raised once, however many processes find it;
// it stays open until somebody acknowledges it, and then says who.
import type { AlertKind } from '#tickets';
import { rows, type Tx } from '../database/database.js';
import { storableText } from '../database/storable.js';

export interface NewAlert {
  kind: AlertKind;
  departmentId: number;
  /** Null: for everybody who works the rail. */
  userId: number | null;
  ticketId: number | null;
  handoffId: number | null;
  /** One plain sentence. */
  text: string;
  /** The same news has the same: `handoff-offered:7:2`. At most 200 characters, made by us. */
  once: string;
}

/** Part of the change that the alert tells of. Returns how many were new. */
export async function raiseAlerts(tx: Tx, alerts: readonly NewAlert[]): Promise<number> {
  if (alerts.length === 0) return 0;
  const raised = await rows(
    tx,
    `INSERT INTO alert (kind, department_id, user_id, ticket_id, handoff_id, text, once)
     SELECT * FROM unnest($1::text[], $2::int[], $3::int[], $4::bigint[], $5::bigint[], $6::text[], $7::text[])
     ON CONFLICT (once) DO NOTHING RETURNING id`,
    [
      alerts.map(alert => alert.kind),
      alerts.map(alert => alert.departmentId),
      alerts.map(alert => alert.userId),
      alerts.map(alert => alert.ticketId),
      alerts.map(alert => alert.handoffId),
      alerts.map(alert => storableText(alert.text).slice(0, 500)),
      alerts.map(alert => alert.once),
    ],
  );
  return raised.length;
}
