// What all steps of a handoff have in common: their address, who may take them, their answer; and a refusal, said as a problem.
import { applyDecorators, HttpCode, HttpStatus, Post } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import { Handoff } from '#api';
import type { BeginOutcome, HandoffOutcome } from '#store';
import { Policy } from '../access/policy.decorator.js';
import { Answers } from '../docs/answers.decorator.js';
import { notFound, RequestFault } from '../http/request.fault.js';

/** POST handoffs/:id/<name>, for those who work the side's rail. */
export const Step = (name: string, owner: 'handoffSender' | 'handoffReceiver'): MethodDecorator =>
  applyDecorators(
    Post(`handoffs/:id/${name}`),
    Policy({ who: 'works-here', owner }),
    HttpCode(HttpStatus.OK),
    ApiHeader({ name: 'If-Match', required: true, description: '"v<version>" of the handoff as the caller saw it' }),
    Answers(Handoff, 'The handoff as it now stands'),
  );

/** The handoff's id, or the refusal as a fault: it rolls back what the step did before it refused. */
export function settledHandoff(outcome: HandoffOutcome | Exclude<BeginOutcome, { outcome: 'begun' }>): number {
  switch (outcome.outcome) {
    case 'changed':
      return outcome.handoffId;
    case 'stale':
      throw new RequestFault('HANDOFF.STALE', 'The handoff has moved on since you read it', {
        currentVersion: outcome.currentVersion,
      });
    case 'refused':
      throw new RequestFault(outcome.code, outcome.detail, { errors: outcome.errors });
    case 'unknown-handoff':
    case 'unknown-ticket':
      throw notFound();
  }
}
