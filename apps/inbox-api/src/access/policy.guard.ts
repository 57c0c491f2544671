// Deny by default. Guarantees: a route without a policy answers nobody; a thing of a foreign department answers exactly as a thing that
// does not exist (A19); the check runs before any handler, on the department that owns the thing now.
import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Logger } from '#runtime';
import { Database, departmentOf, type Owned } from '#store';
import { notFound, RequestFault } from '../http/request.fault.js';
import { LOG } from '../inbox-api.config.js';
import { type Actor, isAdmin, reaches, roleIn, supervises } from './actor.js';
import type { Policy } from './policy.decorator.js';

@Injectable()
export class PolicyGuard implements CanActivate {
  constructor(
    private readonly database: Database,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const route = request.routeOptions.url ?? '';
    const policy = request.routeOptions.config.policy;
    if (!policy) {
      this.log.error({ route }, 'a route has no policy: it is closed to everybody');
      throw new RequestFault('ROUTE.CLOSED', 'This is not open to anybody');
    }
    if (policy.who === 'anybody') return true;
    const actor = request.actor;
    if (!actor) throw new RequestFault('AUTH.REQUIRED', 'Sign in first');
    await this.#check(policy, actor, request);
    return true;
  }

  async #check(policy: Exclude<Policy, { who: 'anybody' }>, actor: Actor, request: FastifyRequest): Promise<void> {
    switch (policy.who) {
      case 'signed-in':
        return;
      case 'person':
        if (actor.kind !== 'person') throw new RequestFault('AUTH.PERSON_NEEDED', 'This needs a person, not a key');
        return;
      case 'admin':
        if (!isAdmin(actor)) throw forbidden();
        return;
      case 'supervisor':
        if (!supervises(actor)) throw forbidden();
        return;
      case 'whole-company':
        if (!isAdmin(actor) && !(actor.kind === 'key' && actor.departmentId === null && reaches(actor.role, 'agent')))
          throw forbidden();
        return;
      case 'works-here':
        await this.#checkOwner(policy, actor, request);
    }
  }

  async #checkOwner(
    policy: Extract<Policy, { who: 'works-here' }>,
    actor: Actor,
    request: FastifyRequest,
  ): Promise<void> {
    const id = readId((request.params as Record<string, string>)[policy.param ?? 'id']);
    if (id === null) throw notFound();
    const departmentId = await this.#ownerFor(policy.owner, id, actor);
    const role = departmentId === null ? null : roleIn(actor, departmentId);
    if (departmentId === null || !reaches(role, 'agent')) throw notFound();
    if (!reaches(role, policy.role ?? 'agent')) throw forbidden();
    if (policy.personOnly && actor.kind !== 'person')
      throw new RequestFault('AUTH.PERSON_NEEDED', 'This needs a person, not a key');
    request.departmentId = departmentId;
  }

  /** The first of the owning departments whose rail the actor works; null where there is none. */
  async #ownerFor(owner: Owned | readonly Owned[], id: number, actor: Actor): Promise<number | null> {
    for (const one of typeof owner === 'string' ? [owner] : owner) {
      const departmentId = await departmentOf(this.database, one, id);
      if (departmentId !== null && reaches(roleIn(actor, departmentId), 'agent')) return departmentId;
    }
    return null;
  }
}

const forbidden = () => new RequestFault('AUTH.FORBIDDEN', 'Your role does not allow this');

/** A positive whole number within int4, written plainly: no sign, no exponent, no leading zero. Numbers of things stay far below. */
export function readId(text: string | undefined): number | null {
  if (text === undefined || !/^[1-9]\d{0,9}$/.test(text)) return null;
  const id = Number(text);
  return id <= 2_147_483_647 ? id : null;
}

/** The id in an address. @throws RequestFault NOT_FOUND where it is none: nothing is there */
export function idOf(text: string): number {
  const id = readId(text);
  if (id === null) throw notFound();
  return id;
}
