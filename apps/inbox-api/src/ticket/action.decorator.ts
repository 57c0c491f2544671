// What all actions on a ticket have in common: their address, who may take them, their answer, and who asks about which version.
import {
  applyDecorators,
  createParamDecorator,
  type ExecutionContext,
  HttpCode,
  HttpStatus,
  Post,
} from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Ticket } from '#api';
import { Policy } from '../access/policy.decorator.js';
import { Answers } from '../docs/answers.decorator.js';
import { readIfMatch } from '../http/entity-tag.js';
import { readIntent } from '../http/once.js';
import type { Ask } from './act-on-ticket.js';

/** POST :id/<name>, for those who work the ticket's rail. */
export const Action = (name: string, options: { personOnly?: boolean } = {}): MethodDecorator =>
  applyDecorators(
    Post(`:id/${name}`),
    Policy({ who: 'works-here', owner: 'ticket', ...options }),
    HttpCode(HttpStatus.OK),
    Answers(Ticket, 'The ticket as it now stands'),
  );

/** Ticket, version, actor and intent of an action. Throws where the version is missing. */
export const Asked = createParamDecorator((_: unknown, context: ExecutionContext): Ask => {
  const request = context.switchToHttp().getRequest<FastifyRequest>();
  if (!request.actor) throw new Error('Asked on a route that is open to anybody');
  const ticketId = Number((request.params as { id: string }).id);
  return { ticketId, version: readIfMatch(request), actor: request.actor, intent: readIntent(request) };
});
