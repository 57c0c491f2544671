// What people do with what is held: put aside, bring to the rail, and the same for all that are alike, a bounded step at a time. Guarantees: of two who decide at
// once the second finds nothing held; what was done, who did it and why are one commit; the balance of the ledger holds after each.
import { rows, type Tx } from '../database/database.js';
import { storableText } from '../database/storable.js';
import { type Announced, announce, replayAll } from './ledger.reader.js';
import type { HeldAlike } from './quarantine.reader.js';
import { BY_PERSON, type Decider, writeVerdicts } from './verdict.store.js';

type Reasoned = Decider & { reason: string };

/**
 * A held message, or one held document of it, is suppressed by the rule BY_PERSON. Its bytes stay.
 * False where it is not held, or not any more. @param part null: the message, with all documents of it that are held
 */
export async function discardMessage(tx: Tx, messageId: number, part: number | null, by: Reasoned): Promise<boolean> {
  const [message] = await rows<{ state: string }>(tx, `SELECT state FROM message WHERE id = $1::bigint FOR UPDATE`, [
    messageId,
  ]);
  if (!message || message.state === 'pending') return false;
  if (part === null && message.state !== 'quarantined') return false;
  return (await discardLocked(tx, [messageId], part, by)) > 0;
}

/**
 * A message that no converter can read comes to the rail all the same: it is pending again, with a note that a person reads it. What its documents were refused
 * for is in the verdict. False where it is not held as a whole.
 */
export async function releaseHeld(tx: Tx, messageId: number, by: Reasoned): Promise<boolean> {
  const messages = await rows<Announced & { was: string }>(
    tx,
    `WITH held AS (SELECT id, reason, detail, position FROM message WHERE id = $1::bigint AND state = 'quarantined' FOR UPDATE)
     UPDATE message m SET state = 'pending', reason = NULL, detail = NULL, position = NULL, attempts = 0, decided_at = NULL, content_key = NULL,
            transport = m.transport || jsonb_build_object('released', jsonb_build_object('rule', held.reason, 'by', $2::text, 'reason', $3::text,
              'at', now(), 'byHand', true))
       FROM held WHERE m.id = held.id RETURNING m.id, m.channel_id, m.department_id, m.conversation_key, held.reason AS was`,
    [messageId, storableText(by.name), storableText(by.reason)],
  );
  if (messages.length === 0) return false;
  // It becomes one ticket: its documents have no end of their own any more.
  await rows(tx, `DELETE FROM message_part WHERE message_id = $1::bigint`, [messageId]);
  await announce(tx, messages);
  await writeVerdicts(tx, 'released', messages, by);
  return true;
}

export interface HeldStep extends HeldAlike {
  act: 'replay' | 'discard';
  departmentIds: number[];
  /** Message ids: greater than `after`, up to `upTo`; so that what comes back meanwhile is not taken twice. */
  after: number;
  upTo: number | null;
  /** Messages of this step. */
  limit: number;
}

export interface HeldStepDone {
  /** Messages. */
  done: number;
  /** Where the next step begins, and where the last one ends. */
  after: number;
  upTo: number;
  /** Messages between them. */
  left: number;
}

/** Oldest first. Only what nobody else is deciding just now: a step waits for nobody, and what it leaves out is told as left over by the list. */
export async function heldStep(tx: Tx, step: HeldStep, by: Decider): Promise<HeldStepDone> {
  const alike = `m.channel_id = $1 AND m.department_id = ANY($2) AND m.id > $3 AND m.id <= $4 AND ${
    step.act === 'replay' ? REPLAYABLE : DISCARDABLE
  }`;
  const bound = [step.channelId, step.departmentIds, step.after, step.upTo ?? Number.MAX_SAFE_INTEGER, step.reason];
  const [span] = await rows<{ last: number | null; count: number }>(
    tx,
    `SELECT max(m.id) AS last, count(*)::int AS count FROM message m WHERE ${alike}`,
    bound,
  );
  const upTo = step.upTo ?? span?.last ?? step.after;
  const taken = await rows<{ id: number }>(
    tx,
    `SELECT m.id FROM message m WHERE ${alike} ORDER BY m.id LIMIT $6 FOR UPDATE SKIP LOCKED`,
    [...bound, step.limit],
  );
  const ids = taken.map(one => one.id);
  const done =
    step.act === 'replay'
      ? await replayAll(tx, ids, by)
      : await discardLocked(tx, ids, null, { ...by, reason: by.reason ?? BY_PERSON }, step.reason);
  const last = ids.at(-1);
  return {
    done,
    after: last ?? upTo,
    upTo,
    left: last === undefined ? 0 : Math.max(0, (span?.count ?? 0) - ids.length),
  };
}

const REPLAYABLE = `m.state = 'quarantined' AND (m.reason = $5 OR EXISTS (
  SELECT FROM message_part p WHERE p.message_id = m.id AND p.state = 'quarantined' AND p.reason = $5))`;
/** A message of one thing, or one with documents of which some are held for this. */
const DISCARDABLE = `m.state <> 'pending' AND (
  (m.state = 'quarantined' AND m.reason = $5 AND NOT EXISTS (SELECT FROM message_part p WHERE p.message_id = m.id))
  OR EXISTS (SELECT FROM message_part p WHERE p.message_id = m.id AND p.state = 'quarantined' AND p.reason = $5))`;

/**
 * The messages' rows are locked. Documents first, then the messages that have no other end left; answers how many messages were touched.
 * @param part of these only this document; null: all of them @param reason only documents that are held for this
 */
async function discardLocked(
  tx: Tx,
  ids: readonly number[],
  part: number | null,
  by: Reasoned,
  reason: string | null = null,
): Promise<number> {
  const detail = storableText(`${by.name}: ${by.reason}`);
  const parts = await rows<{ id: number; part: number; was: string }>(
    tx,
    `WITH held AS (
       SELECT message_id, number, reason FROM message_part WHERE message_id = ANY($1::bigint[]) AND state = 'quarantined'
          AND ($2::int IS NULL OR number = $2) AND ($3::text IS NULL OR reason = $3)
     )
     UPDATE message_part p SET state = 'suppressed', reason = '${BY_PERSON}', detail = $4 FROM held
      WHERE p.message_id = held.message_id AND p.number = held.number RETURNING p.message_id AS id, p.number AS part, held.reason AS was`,
    [ids, part, reason, detail],
  );
  const whole = await rows<{ id: number; was: string }>(
    tx,
    // A document that is held, taken or joined says what the message is; without one it is suppressed as its documents are.
    `WITH held AS (
       SELECT m.id, m.reason FROM message m WHERE m.id = ANY($1::bigint[]) AND m.state = 'quarantined'
          AND ($2::int IS NULL OR m.parts > 0)
          AND NOT EXISTS (SELECT FROM message_part p WHERE p.message_id = m.id AND p.state <> 'suppressed')
     )
     UPDATE message m SET state = 'suppressed', reason = '${BY_PERSON}', detail = $3 FROM held WHERE m.id = held.id RETURNING m.id, held.reason AS was`,
    [ids, part, detail],
  );
  const told = new Set(parts.map(one => one.id));
  await writeVerdicts(tx, 'discarded', [...parts, ...whole.filter(one => !told.has(one.id))], by);
  return new Set([...told, ...whole.map(one => one.id)]).size;
}
