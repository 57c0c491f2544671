// The actor of this request, for handlers behind the guard.
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Actor, PersonActor } from './actor.js';

/** Whoever passed the guard. */
export const CurrentActor = createParamDecorator((_: unknown, context: ExecutionContext): Actor => {
  const { actor } = context.switchToHttp().getRequest<FastifyRequest>();
  if (!actor) throw new Error('CurrentActor on a route that is open to anybody');
  return actor;
});

/** On routes whose policy asks for a person. */
export const CurrentPerson = createParamDecorator((_: unknown, context: ExecutionContext): PersonActor => {
  const { actor } = context.switchToHttp().getRequest<FastifyRequest>();
  if (actor?.kind !== 'person') throw new Error('CurrentPerson on a route that is open to others');
  return actor;
});

/** The path's `id` (or another parameter), checked by the guard already. */
export const ThingId = createParamDecorator((param: string | undefined, context: ExecutionContext): number => {
  const { params } = context.switchToHttp().getRequest<FastifyRequest>();
  return Number((params as Record<string, string>)[param ?? 'id']);
});

/** Department that owns the thing in the path, as the guard found it. */
export const OwnerDepartment = createParamDecorator((_: unknown, context: ExecutionContext): number => {
  const { departmentId } = context.switchToHttp().getRequest<FastifyRequest>();
  if (departmentId === null) throw new Error('OwnerDepartment on a route whose policy names no owner');
  return departmentId;
});
