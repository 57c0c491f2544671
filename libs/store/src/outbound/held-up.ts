// Mail that waits because its channel cannot send. It goes at once when there is reason to believe that the channel can again: another mail of it left, or
// ops saved it anew.
import { rows, type Tx } from '../database/database.js';

/**
 * Their next attempt is due now, and what was given up speaks against these channels no longer: they are other channels than they were. Rows that somebody
 * else has in hand are passed over: they are looked at there.
 */
export async function hurryHeldUp(tx: Tx, channelIds: readonly number[]): Promise<void> {
  await rows(
    tx,
    `UPDATE outbound o SET next_attempt_at = clock_timestamp(), held_up_since = CASE WHEN o.state = 'failed' THEN NULL ELSE held_up_since END FROM (
       SELECT id FROM outbound WHERE held_up_since IS NOT NULL AND channel_id = ANY ($1::int[])
          AND (state = 'queued' AND next_attempt_at > clock_timestamp() OR state = 'failed') ORDER BY id FOR NO KEY UPDATE SKIP LOCKED) waiting
      WHERE o.id = waiting.id`,
    [channelIds],
  );
}
