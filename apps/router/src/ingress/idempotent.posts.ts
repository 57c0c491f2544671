// The Idempotency-Key of posts. Guarantee: under one key one body, for 24 hours; of two bodies that meet under one key, in whatever processes, one is taken. What
// was taken is known again by the identity of its messages, so the key keeps no answer, and a crash after it leaves nothing half done.
import { createHash } from 'node:crypto';
import { Coalescer } from '#runtime';
import { type Database, IdempotencyStore, type IdempotentRequest } from '#store';
import { IngressFault } from './ingress.problem.js';

const LONGEST_KEY = 200;
const TOGETHER = { largest: 200, atOnce: 2 };

/** @throws IngressFault REQUEST.INVALID */
export function checkedKey(key: string | undefined): string | null {
  if (key === undefined) return null;
  if (key === '' || key.length > LONGEST_KEY)
    throw new IngressFault('REQUEST.INVALID', `An Idempotency-Key has 1 to ${LONGEST_KEY} characters`);
  return key;
}

export class IdempotentPosts {
  private readonly reservations: Coalescer<IdempotentRequest, Map<IdempotentRequest, 'same' | 'other-request'>>;

  constructor(database: Database) {
    const store = new IdempotencyStore();
    this.reservations = new Coalescer(async requests => {
      const outcomes = await database.transaction(tx => store.reserve(tx, requests));
      return new Map(requests.map((request, i) => [request, outcomes[i]!]));
    }, TOGETHER);
  }

  /**
   * Resolves when the key belongs to this body, also from an earlier post of it.
   * @param sender  keys of different senders never meet
   * @throws IngressFault IDEMPOTENCY.OTHER_REQUEST
   */
  async reserve(key: string, sender: string, channelId: number, sha256: string): Promise<void> {
    const requestHash = createHash('sha256').update(`${channelId} ${sha256}`).digest();
    const request = { actor: `ingress:${sender}`, key, requestHash };
    const outcome = (await this.reservations.run([request])).get(request);
    if (outcome !== 'same')
      throw new IngressFault('IDEMPOTENCY.OTHER_REQUEST', 'This Idempotency-Key was used for another post');
  }
}
