// Who may use a route. Each route says it, or nobody may: a route without a policy is refused by the guard and fails a test.
import { applyDecorators } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiBearerAuth, ApiCookieAuth, ApiParam } from '@nestjs/swagger';
import type { FastifyContextConfig } from 'fastify';
import type { Owned } from '#store';

export type Policy =
  /** Anybody. Health, sign-in. */
  | { who: 'anybody' }
  /** A person or a key, whatever the role. The handler shows only what is theirs. */
  | { who: 'signed-in' }
  /** A person in a browser session: what a key has no use for. */
  | { who: 'person' }
  | { who: 'admin' }
  /** A supervisor of any department, or an admin: what is kept for the whole company and read by those who answer for a rail. */
  | { who: 'supervisor' }
  /** An admin, or a key for all departments: figures of the whole company. */
  | { who: 'whole-company' }
  /** Works the department that owns the thing named in the path. Others are told that it is not there. */
  | {
      who: 'works-here';
      /** Several: whoever works one of these departments, the first that is found. */
      owner: Owned | readonly Owned[];
      /** Name of the path parameter; `id` when left out. */
      param?: string;
      /** At least; `agent` when left out. */
      role?: 'agent' | 'supervisor';
      /** Only a person can do it: a key holds no ticket. */
      personOnly?: boolean;
      /** False: pages ask by themselves. It shows nobody's being there, and lengthens no session. */
      isVisit?: false;
    };

declare module 'fastify' {
  interface FastifyContextConfig {
    policy?: Policy;
    /** Of a route that browsers are led to: the page for whoever may not use it. */
    landing?: string;
    /** Its body is plain bytes, not JSON. */
    takesBytes?: boolean;
  }
}

/** @param more see FastifyContextConfig */
export function Policy(
  policy: Policy,
  more: Pick<FastifyContextConfig, 'landing' | 'takesBytes'> = {},
): MethodDecorator {
  const security = policy.who === 'anybody' ? [] : [ApiCookieAuth('session'), ApiBearerAuth('key')];
  const param =
    policy.who === 'works-here'
      ? [ApiParam({ name: policy.param ?? 'id', schema: { type: 'integer', minimum: 1 } })]
      : [];
  return applyDecorators(RouteConfig({ policy, ...more }), ...security, ...param);
}
