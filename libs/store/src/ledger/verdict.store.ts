// What people decided of messages: who, when, of what, and why. Guarantee: written in the transaction of what it tells of, and never changed.
import { rows, type Tx } from '../database/database.js';
import { storableText } from '../database/storable.js';

/** The ledger's name for what a person put aside; a rule like any other. */
export const BY_PERSON = 'discarded by a person';

/** Who decides. */
export interface Decider {
  name: string;
  /** Null: a key of the API. */
  userId: number | null;
  /** Null only where a message is tried once more. */
  reason?: string;
}

/** `was`: what each was held or left out for until now. */
export async function writeVerdicts(
  tx: Tx,
  act: 'replayed' | 'released' | 'discarded',
  of: readonly { id: number; part?: number | null; was: string }[],
  by: Decider,
): Promise<void> {
  if (of.length === 0) return;
  await rows(
    tx,
    `INSERT INTO message_verdict (message_id, part, act, was, user_id, name, reason)
     SELECT id, part, $4, was, $5, $6, $7 FROM unnest($1::bigint[], $2::int[], $3::text[]) AS u(id, part, was)`,
    [
      of.map(one => one.id),
      of.map(one => one.part ?? null),
      of.map(one => one.was),
      act,
      by.userId,
      storableText(by.name),
      by.reason === undefined ? null : storableText(by.reason),
    ],
  );
}
