// Alerts before the access to a mailbox ends. Guarantees: one for each end of a channel, however many instances look; it is settled by itself as soon as
// somebody has signed in again, or the channel is paused.
import { type Database, rows } from '../database/database.js';
import { raiseAlerts } from './alert.store.js';

export interface SignInEnd {
  channelId: number;
  departmentId: number;
  /** One plain sentence. */
  text: string;
  endsAt: Date;
}

/** @param ends all that are near; whatever else stands open is settled. Returns how many are new. */
export async function raiseSignInEnds(database: Database, ends: readonly SignInEnd[]): Promise<number> {
  const names = ends.map(({ channelId, endsAt }) => `sign-in-ends:${channelId}:${endsAt.toISOString().slice(0, 10)}`);
  return database.transaction(async tx => {
    await rows(
      tx,
      `UPDATE alert SET acknowledged_at = now() WHERE kind = 'sign-in-ends' AND acknowledged_at IS NULL AND once <> ALL ($1::text[])`,
      [names],
    );
    return raiseAlerts(
      tx,
      ends.map(({ departmentId, text }, at) => ({
        ...{ kind: 'sign-in-ends' as const, departmentId, userId: null, ticketId: null, handoffId: null },
        ...{ text, once: names[at]! },
      })),
    );
  });
}
