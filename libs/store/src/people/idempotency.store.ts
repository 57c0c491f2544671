// One request, done once. Guarantees: the key, the change and the answer are one commit, so a crash leaves either all three or none;
// of two requests with one key at the same time, the second is told so at once and does nothing.
import { rows, type Tx } from '../database/database.js';
import { hashToken } from './sign-in/token.js';

export interface IdempotentRequest {
  /** `user:<id>` or `key:<id>`: keys of different callers never meet. */
  actor: string;
  /** As the caller wrote it; stored as a hash. */
  key: string;
  /** SHA-256 over method, path, If-Match and body. */
  requestHash: Buffer;
}

export type Beginning =
  | { outcome: 'fresh' }
  | { outcome: 'answered'; answer: unknown }
  | { outcome: 'in-progress' }
  | { outcome: 'other-request' };

export class IdempotencyStore {
  /**
   * Begins inside the transaction that makes the change. The advisory lock (held to its end) closes the race of two equal requests:
   * an INSERT alone would make the second one wait for the first, holding a connection for as long.
   */
  async begin(tx: Tx, request: IdempotentRequest): Promise<Beginning> {
    const keyHash = hashToken(request.key);
    const [lock] = await rows<{ held: boolean }>(
      tx,
      `SELECT pg_try_advisory_xact_lock(hashtextextended($1 || encode($2, 'hex'), 7243)) AS held`,
      [request.actor, keyHash],
    );
    if (!lock?.held) return { outcome: 'in-progress' };
    const [known] = await rows<{ requestHash: Buffer; body: unknown }>(
      tx,
      `SELECT request_hash AS "requestHash", body FROM idempotency_key
        WHERE actor = $1 AND key_hash = $2 AND created_at > now() - interval '24 hours'`,
      [request.actor, keyHash],
    );
    if (!known) return { outcome: 'fresh' };
    if (!known.requestHash.equals(request.requestHash)) return { outcome: 'other-request' };
    return { outcome: 'answered', answer: known.body };
  }

  /**
   * Many requests that may each be done again without harm, because what they make is known by the key: then the key only has to keep other requests
   * out, and no answer is kept. One row wins where two meet, also in two processes; the rows are taken in one order, so that no two wait in a ring.
   * Answers in the order given.
   */
  async reserve(tx: Tx, requests: readonly IdempotentRequest[]): Promise<('same' | 'other-request')[]> {
    const hashes = requests.map(request => hashToken(request.key));
    // Not waited for on the disk: whatever is committed after it takes it along there.
    await rows(tx, 'SET LOCAL synchronous_commit = off');
    const kept = await rows<{ actor: string; keyHash: Buffer; requestHash: Buffer }>(
      tx,
      `INSERT INTO idempotency_key AS k (actor, key_hash, request_hash, status)
       SELECT DISTINCT ON (actor, key_hash) actor, key_hash, request_hash, 202
         FROM unnest($1::text[], $2::bytea[], $3::bytea[]) AS u(actor, key_hash, request_hash) ORDER BY actor, key_hash
       ON CONFLICT (actor, key_hash) DO UPDATE SET
         request_hash = CASE WHEN k.created_at > now() - interval '24 hours' THEN k.request_hash ELSE excluded.request_hash END,
         created_at = CASE WHEN k.created_at > now() - interval '24 hours' THEN k.created_at ELSE now() END
       RETURNING actor, key_hash AS "keyHash", request_hash AS "requestHash"`,
      [requests.map(request => request.actor), hashes, requests.map(request => request.requestHash)],
    );
    const byKey = new Map(kept.map(row => [`${row.actor} ${row.keyHash.toString('hex')}`, row.requestHash]));
    return requests.map(({ actor, requestHash }, i) =>
      byKey.get(`${actor} ${hashes[i]!.toString('hex')}`)?.equals(requestHash) ? 'same' : 'other-request',
    );
  }

  /** Only after `begin` said fresh, in the same transaction. `answer`: small and without secrets; it is kept for 24 h. */
  async finish(tx: Tx, request: IdempotentRequest, answer: unknown): Promise<void> {
    await rows(
      tx,
      `INSERT INTO idempotency_key (actor, key_hash, request_hash, status, body) VALUES ($1, $2, $3, 200, $4::jsonb)
       ON CONFLICT (actor, key_hash) DO UPDATE SET request_hash = excluded.request_hash, body = excluded.body, created_at = now()`,
      [request.actor, hashToken(request.key), request.requestHash, JSON.stringify(answer)],
    );
  }
}
