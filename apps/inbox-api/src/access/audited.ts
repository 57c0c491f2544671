// Tells the store whose changes a request makes, so that the audit log can name them. What agents do to tickets stands on the tickets' own timelines.
import type { FastifyRequest } from 'fastify';
import { type AuditActor, actAs } from '#store';
import { isSafe } from './same-origin.js';

/** Goes on with `next` as whoever asks. */
export function auditedAs(request: FastifyRequest, next: () => void): void {
  const { actor } = request;
  const policy = request.routeOptions.config?.policy;
  // One statement more for each transaction: not for what a rail does all day.
  const isTicketWork = policy?.who === 'works-here' && policy.role !== 'supervisor';
  if (!actor || isSafe(request.method) || isTicketWork) return next();
  const told: AuditActor =
    actor.kind === 'person'
      ? { kind: 'person', id: String(actor.userId), name: actor.name }
      : { kind: 'key', id: actor.keyId, name: actor.name };
  actAs(told, next);
}
