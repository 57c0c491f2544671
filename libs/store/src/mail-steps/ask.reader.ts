// Mails that asked for a step of a handoff, as the conversion needs them, and the answers that it found.
import type { KnownAsk } from '#tickets';
import { column } from '../conversion/column.js';
import type { ConversionPlan } from '../conversion/conversion.plan.js';
import { rows, type Tx } from '../database/database.js';

/** Those that exist, each with the ticket on whose timeline an answer stands. */
export async function readAsks(tx: Tx, ids: readonly number[]): Promise<KnownAsk[]> {
  if (ids.length === 0) return [];
  return rows<KnownAsk>(
    tx,
    `SELECT a.id, CASE a.side WHEN 'sender' THEN h.origin_ticket_id ELSE h.ticket_id END AS "ticketId", lower(u.email) AS address
       FROM mail_ask a JOIN handoff h ON h.id = a.handoff_id JOIN user_account u ON u.id = a.user_id
      WHERE a.id = ANY ($1::bigint[]) AND h.ticket_id IS NOT NULL`,
    [ids],
  );
}

/** In the commit that appends the mail: an answer that stands on a timeline is taken once, and none is lost. */
export async function insertMailSteps(tx: Tx, steps: ConversionPlan['steps']): Promise<void> {
  if (steps.length === 0) return;
  await rows(
    tx,
    `INSERT INTO mail_step (message_id, ask_id, entry_id, problem)
     SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::text[])`,
    [
      column(steps, s => s.messageId),
      column(steps, s => s.askId),
      column(steps, s => s.entryId),
      column(steps, s => s.problem),
    ],
  );
}
