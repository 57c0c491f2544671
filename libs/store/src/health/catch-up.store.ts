// Second looks at a source ("catch-ups"): asked for by a person, done by whoever holds the channel. Guarantee: one at a time for each channel; one that its
// instance lost is done again from the beginning, which takes nothing twice; one that is lost again and again ends as failed.
import type { CatchUpCount, CatchUpPorts } from '#channels/contract';
import { type Database, query, rows, type Tx } from '../database/database.js';
import { storableText } from '../database/storable.js';

export type CatchUpState = 'queued' | 'running' | 'done' | 'failed' | 'cancelled';

export interface CatchUpRow extends CatchUpCount {
  id: number;
  channelId: number;
  /** `2026-11-01`; null: everything that is there. */
  since: string | null;
  state: CatchUpState;
  problem: string | null;
  askedBy: string;
  askedAt: Date;
  endedAt: Date | null;
}

/** A server that ends the connection so often in the middle of the same look will do so again. */
const MOST_ATTEMPTS = 5;

const COLUMNS = `id, channel_id AS "channelId", to_char(since, 'YYYY-MM-DD') AS since, state, found, looked, taken, problem,
  asked_by AS "askedBy", asked_at AS "askedAt", ended_at AS "endedAt"`;

/** Null where one is under way already: of two who ask at once, one asks. */
export async function askCatchUp(
  tx: Tx,
  asked: { channelId: number; since: string | null; askedBy: string },
): Promise<CatchUpRow | null> {
  const [row] = await rows<CatchUpRow>(
    tx,
    `INSERT INTO catch_up (channel_id, since, asked_by) VALUES ($1, $2::date, $3)
     ON CONFLICT (channel_id) WHERE state IN ('queued', 'running') DO NOTHING RETURNING ${COLUMNS}`,
    [asked.channelId, asked.since, asked.askedBy],
  );
  return row ?? null;
}

/** Null where it is over, or there is none. The instance that does it stops at its next report. */
export async function cancelCatchUp(tx: Tx, channelId: number, id: number): Promise<CatchUpRow | null> {
  const [row] = await rows<CatchUpRow>(
    tx,
    `UPDATE catch_up SET state = 'cancelled', ended_at = now() WHERE id = $2 AND channel_id = $1 AND state IN ('queued', 'running') RETURNING ${COLUMNS}`,
    [channelId, id],
  );
  return row ?? null;
}

/** Newest first. */
export async function catchUpsOf(on: Database | Tx, channelId: number, limit: number): Promise<CatchUpRow[]> {
  return query<CatchUpRow>(on, `SELECT ${COLUMNS} FROM catch_up WHERE channel_id = $1 ORDER BY id DESC LIMIT $2`, [
    channelId,
    limit,
  ]);
}

/** For the holder of the channel's lease only: a running one that is found was begun by a holder that is no more. */
export class CatchUpStore implements CatchUpPorts {
  constructor(private readonly database: Database) {}

  async waits(channelId: number): Promise<boolean> {
    const found = await this.database.rows(
      `SELECT 1 FROM catch_up WHERE channel_id = $1 AND state IN ('queued', 'running')`,
      [channelId],
    );
    return found.length > 0;
  }

  async begin(channelId: number): Promise<{ id: number; since: string | null } | null> {
    const [begun] = await this.database.rows<{ id: number; since: string | null; state: CatchUpState }>(
      `UPDATE catch_up
          SET state = CASE WHEN attempts < $2 THEN 'running' ELSE 'failed' END,
              attempts = CASE WHEN attempts < $2 THEN attempts + 1 ELSE attempts END,
              found = CASE WHEN attempts < $2 THEN 0 ELSE found END, looked = CASE WHEN attempts < $2 THEN 0 ELSE looked END,
              taken = CASE WHEN attempts < $2 THEN 0 ELSE taken END,
              problem = CASE WHEN attempts < $2 THEN problem
                ELSE format('It was cut off %s times, and is not tried again. %s', attempts, coalesce(problem, 'The instance that did it ended each time.')) END,
              ended_at = CASE WHEN attempts < $2 THEN NULL ELSE now() END
        WHERE channel_id = $1 AND state IN ('queued', 'running') RETURNING id, to_char(since, 'YYYY-MM-DD') AS since, state`,
      [channelId, MOST_ATTEMPTS],
    );
    return begun?.state === 'running' ? { id: begun.id, since: begun.since } : null;
  }

  /** False where it was called off. */
  async report(id: number, { found, looked, taken }: CatchUpCount): Promise<boolean> {
    const running = await this.database.rows(
      `UPDATE catch_up SET found = $2, looked = $3, taken = $4 WHERE id = $1 AND state = 'running' RETURNING id`,
      [id, found, looked, taken],
    );
    return running.length > 0;
  }

  /** See CatchUpPorts.putBack(). */
  async putBack(id: number, why: string | null): Promise<void> {
    await this.database.rows(
      `UPDATE catch_up SET state = 'queued', attempts = attempts - CASE WHEN $2::text IS NULL THEN 1 ELSE 0 END, problem = coalesce($2::text, problem)
        WHERE id = $1 AND state = 'running'`,
      [id, why === null ? null : storableText(why).slice(0, 400)],
    );
  }

  /** One that was called off stays so. */
  async end(id: number, problem: string | null): Promise<void> {
    const told = problem === null ? null : storableText(problem).slice(0, 500);
    await this.database.rows(
      `UPDATE catch_up SET state = CASE WHEN $2::text IS NULL THEN 'done' ELSE 'failed' END, problem = $2::text, ended_at = now()
        WHERE id = $1 AND state = 'running'`,
      [id, told],
    );
  }
}
