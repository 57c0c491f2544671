// A POST with an Idempotency-Key is done once. Guarantees: reservation, change and answer are one commit; a failure leaves nothing behind, so
// the same key may be tried again; what is kept is small and without secrets (ids), and the answer is read anew from it.
import { createHash } from 'node:crypto';
import { createParamDecorator, type ExecutionContext, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Database, IdempotencyStore, type IdempotentRequest, type Tx } from '#store';
import { RequestFault } from './request.fault.js';

/** Null where the caller sent no key. 1 to 200 printable ASCII characters. */
export const Intent = createParamDecorator((_: unknown, context: ExecutionContext): IdempotentRequest | null =>
  readIntent(context.switchToHttp().getRequest<FastifyRequest>()),
);

export function readIntent(request: FastifyRequest): IdempotentRequest | null {
  const key = request.headers['idempotency-key'];
  if (key === undefined || !request.actor) return null;
  if (typeof key !== 'string' || !/^[\x21-\x7e]{1,200}$/.test(key))
    throw new RequestFault('REQUEST.UNREADABLE', 'Idempotency-Key must be 1 to 200 printable characters');
  const parts = [request.method, request.url, request.headers['if-match'] ?? '', JSON.stringify(request.body ?? null)];
  return { actor: request.actor.id, key, requestHash: createHash('sha256').update(parts.join('\n')).digest() };
}

@Injectable()
export class Once {
  constructor(
    private readonly database: Database,
    private readonly store: IdempotencyStore,
  ) {}

  /**
   * Runs `work` in one transaction, or returns what it returned the first time. `replayed` tells which.
   * Throws IDEMPOTENCY.OTHER_REQUEST for a key that was used with another request, IDEMPOTENCY.IN_PROGRESS (retryable) for a twin under way.
   */
  async run<A>(
    intent: IdempotentRequest | null,
    work: (tx: Tx) => Promise<A>,
  ): Promise<{ answer: A; replayed: boolean }> {
    return this.database.transaction(async tx => {
      if (!intent) return { answer: await work(tx), replayed: false };
      const beginning = await this.store.begin(tx, intent);
      if (beginning.outcome === 'answered') return { answer: beginning.answer as A, replayed: true };
      if (beginning.outcome === 'other-request')
        throw new RequestFault('IDEMPOTENCY.OTHER_REQUEST', 'This Idempotency-Key was used with another request');
      if (beginning.outcome === 'in-progress')
        throw new RequestFault('IDEMPOTENCY.IN_PROGRESS', 'The same request is still under way', {
          retryAfterSeconds: 1,
        });
      const answer = await work(tx);
      await this.store.finish(tx, intent, answer);
      return { answer, replayed: false };
    });
  }
}
