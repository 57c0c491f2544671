// What was suppressed: deliberately made no ticket, by a rule with a name. Seen, counted, and released by a person with a reason.
import { BY_RULE_TABLE } from '#tickets';
import { type Database, query, rows, type Tx } from '../database/database.js';
import { type Announced, announce } from './ledger.reader.js';
import { BY_PERSON, type Decider, writeVerdicts } from './verdict.store.js';

export interface SuppressedRow {
  messageId: number;
  channelName: string;
  departmentId: number;
  receivedAt: Date;
  size: number;
  rule: string;
  detail: string | null;
  releasable: boolean;
}

/** What was only suspected, what ops' own table leaves out, and what a person put aside: another one may know better. What other rules leave out is a fact, as that a message came twice. */
const SUSPECTS = `(m.reason LIKE 'form.%' OR m.reason = '${BY_PERSON}' OR m.detail = '${BY_RULE_TABLE}')`;

/** Newest first. @param page.rule  only of this rule */
export async function suppressed(
  on: Database | Tx,
  page: { departmentIds: number[]; rule?: string; before?: number; limit: number },
): Promise<SuppressedRow[]> {
  return query<SuppressedRow>(
    on,
    `SELECT m.id AS "messageId", c.name AS "channelName", m.department_id AS "departmentId", m.received_at AS "receivedAt", m.size, m.reason AS rule,
            m.detail, ${SUSPECTS} AS releasable
       FROM message m JOIN channel c ON c.id = m.channel_id
      WHERE m.state = 'suppressed' AND m.department_id = ANY($1) AND m.id < $2 AND ($3::text IS NULL OR m.reason = $3)
      ORDER BY m.id DESC LIMIT $4`,
    [page.departmentIds, page.before ?? Number.MAX_SAFE_INTEGER, page.rule ?? null, page.limit],
  );
}

/** How many of each rule, the most first. */
export async function suppressedByRule(
  on: Database | Tx,
  departmentIds: number[],
): Promise<{ rule: string; count: number }[]> {
  return query<{ rule: string; count: number }>(
    on,
    `SELECT reason AS rule, count(*)::int AS count FROM message WHERE state = 'suppressed' AND department_id = ANY($1)
      GROUP BY reason ORDER BY count(*) DESC, reason`,
    [departmentIds],
  );
}

/**
 * Puts a message that was suspected back to pending, with a note for the converter that a person looked at it. False where it is not suppressed by such a
 * rule, or not any more: of two who press the button at once one releases.
 */
export async function releaseMessage(tx: Tx, messageId: number, by: Decider & { reason: string }): Promise<boolean> {
  const messages = await rows<Announced & { was: string }>(
    tx,
    `WITH out AS (SELECT m.id, m.reason FROM message m WHERE m.id = $1::bigint AND m.state = 'suppressed' AND ${SUSPECTS} FOR UPDATE)
     UPDATE message m SET state = 'pending', reason = NULL, detail = NULL, attempts = 0, decided_at = NULL, content_key = NULL,
            transport = m.transport || jsonb_build_object('released', jsonb_build_object('rule', out.reason, 'by', $2::text, 'reason', $3::text, 'at', now()))
       FROM out WHERE m.id = out.id RETURNING m.id, m.channel_id, m.department_id, m.conversation_key, out.reason AS was`,
    [messageId, by.name, by.reason],
  );
  if (messages.length > 0) await announce(tx, messages);
  await writeVerdicts(tx, 'released', messages, by);
  return messages.length > 0;
}
