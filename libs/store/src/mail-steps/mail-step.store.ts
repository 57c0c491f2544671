// Answers that wait to be taken as steps. Guarantees: one instance takes an answer (its row is locked), once (its end is in the commit of the step);
// answers about one handoff are taken in the order in which they came.
import { type Database, rows, type Tx } from '../database/database.js';
import type { Side } from './ask.store.js';

export interface PendingStep {
  messageId: number;
  askId: number;
  problem: 'other-sender' | 'forwarded' | 'several' | null;
  /** How often it was tried and failed for another reason than a refusal. */
  attempts: number;
  userId: number;
  handoffId: number;
  /** What the answered mail told. */
  handoffVersion: number;
  side: Side;
  askedAt: Date;
  /** Where the answer stands. */
  ticketId: number;
  text: string;
  /** Of the answer, with angle brackets; null where it has none. */
  answerId: string | null;
  /** Its subject, as it came. */
  subject: string;
}

/** What the reader of answers looks at, and more than anybody types. */
const LONGEST_TEXT = 500_000;

/** The next one, locked until the transaction ends; null where there is none. */
export async function lockMailStep(tx: Tx): Promise<PendingStep | null> {
  const [step] = await rows<PendingStep>(
    tx,
    `SELECT s.message_id AS "messageId", s.ask_id AS "askId", s.problem, s.attempts, a.user_id AS "userId", a.handoff_id AS "handoffId",
            a.handoff_version AS "handoffVersion", a.side, a.created_at AS "askedAt", e.ticket_id AS "ticketId", left(e.text, ${LONGEST_TEXT}) AS text,
            e.detail ->> 'messageId' AS "answerId", coalesce(e.subject, '') AS subject
       FROM mail_step s JOIN mail_ask a ON a.id = s.ask_id JOIN entry e ON e.id = s.entry_id
      WHERE s.state = 'pending' AND NOT EXISTS (
              SELECT FROM mail_step before JOIN mail_ask b ON b.id = before.ask_id
               WHERE before.state = 'pending' AND before.message_id < s.message_id AND b.handoff_id = a.handoff_id)
      ORDER BY s.message_id LIMIT 1 FOR UPDATE OF s SKIP LOCKED`,
  );
  return step ?? null;
}

export interface StepEnd {
  state: 'taken' | 'refused' | 'words';
  step: string | null;
  /** refused: the code. */
  reason: string | null;
  outboundId: number | null;
}

export async function endMailStep(tx: Tx, messageId: number, end: StepEnd): Promise<void> {
  await rows(
    tx,
    `UPDATE mail_step SET state = $2, step = $3, reason = $4, outbound_id = $5, ended_at = now() WHERE message_id = $1`,
    [messageId, end.state, end.step, end.reason, end.outboundId],
  );
}

/** A try that ended with a fault of ours. */
export async function countStepTry(database: Database, messageId: number): Promise<void> {
  await database.rows(`UPDATE mail_step SET attempts = attempts + 1 WHERE message_id = $1 AND state = 'pending'`, [
    messageId,
  ]);
}

/** How many mails a person was sent as answers in the last hour, and whether one of them told already that somebody else answers this mail. */
export async function answeredLately(
  tx: Tx,
  step: Pick<PendingStep, 'userId' | 'askId'>,
): Promise<{ mails: number; toldOfOther: boolean }> {
  const [row] = await rows<{ mails: number; toldOfOther: boolean }>(
    tx,
    `SELECT count(*)::int AS mails, coalesce(bool_or(s.ask_id = $2 AND s.problem = 'other-sender'), false) AS "toldOfOther"
       FROM mail_step s JOIN mail_ask a ON a.id = s.ask_id
      WHERE a.user_id = $1 AND s.outbound_id IS NOT NULL AND (s.ended_at > now() - interval '1 hour' OR s.ask_id = $2)`,
    [step.userId, step.askId],
  );
  return row!;
}
