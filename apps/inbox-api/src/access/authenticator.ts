// Who is asking, before anything of the request's body is read (A45). Guarantees: cookies count only for requests of our own pages; forwarded
// headers and X-Remote-User prove nothing (A42); a key is never mixed with a cookie.
import { Inject, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { type ApiKeyRow, ApiKeyStore, Database, type SessionRow, SessionStore } from '#store';
import { RequestFault } from '../http/request.fault.js';
import { INBOX_CONFIG, type InboxApiConfig } from '../inbox-api.config.js';
import type { Actor, KeyActor, PersonActor } from './actor.js';
import type { Policy } from './policy.decorator.js';
import { bodyWanted, crossSiteReason, hasOtherBody, isSafe } from './same-origin.js';
import { isSecure, readSessionCookie } from './session.cookie.js';

declare module 'fastify' {
  interface FastifyRequest {
    actor: Actor | null;
    /** Of the thing in the path; set by the guard for `works-here`. */
    departmentId: number | null;
  }
}

@Injectable()
export class Authenticator {
  constructor(
    private readonly database: Database,
    private readonly sessions: SessionStore,
    private readonly keys: ApiKeyStore,
    @Inject(INBOX_CONFIG) private readonly config: InboxApiConfig,
  ) {}

  /** Sets `request.actor`. Throws AUTH.CROSS_SITE, AUTH.REQUIRED or REQUEST.NOT_JSON where the request must not go on. */
  async admit(request: FastifyRequest): Promise<void> {
    const { policy, takesBytes } = request.routeOptions.config ?? {};
    const isOpen = policy?.who === 'anybody';
    const bearer = readBearer(request);
    if (bearer === null) this.#refuseCrossSite(request);
    else if (!isSafe(request.method) && hasOtherBody({ headers: request.headers, takesBytes }))
      throw new RequestFault('REQUEST.NOT_JSON', bodyWanted(takesBytes));
    // Open routes ask the database nothing: /healthz must answer while it is away.
    if (isOpen) return;
    request.actor = bearer === null ? await this.#bySession(request, isVisit(policy)) : await this.#byKey(bearer);
    if (!request.actor) throw new RequestFault('AUTH.REQUIRED', 'Sign in first');
  }

  #refuseCrossSite(request: FastifyRequest): void {
    const ownOrigins = [`${request.protocol}://${request.host}`.toLowerCase()];
    if (this.config.publicUrl) ownOrigins.push(new URL(this.config.publicUrl).origin);
    const { takesBytes } = request.routeOptions.config ?? {};
    const reason = crossSiteReason({ method: request.method, headers: request.headers, ownOrigins, takesBytes });
    if (reason !== null) throw new RequestFault('AUTH.CROSS_SITE', reason);
  }

  async #bySession(request: FastifyRequest, visit: boolean): Promise<Actor | null> {
    const token = readSessionCookie(request, isSecure(request, this.config.publicUrl));
    const session = token === null ? null : await this.sessions.find(this.database, token, visit);
    return session && personActor(session);
  }

  async #byKey(bearer: string): Promise<Actor | null> {
    const key = await this.keys.verify(this.database, bearer);
    return key && keyActor(key);
  }
}

const isVisit = (policy: Policy | undefined): boolean => !(policy?.who === 'works-here' && policy.isVisit === false);

/** Null where there is no Authorization header. '' for another scheme: it then matches no key, and the cookie is not looked at. */
function readBearer(request: FastifyRequest): string | null {
  const header = request.headers.authorization;
  if (header === undefined) return null;
  return /^Bearer ([\w-]{1,200})$/i.exec(header)?.[1] ?? '';
}

export function personActor(session: SessionRow): PersonActor {
  const { userId, name, email, isAdmin, hasPassword, memberships, tokenHash, beganWith, isFreshLink } = session;
  return {
    kind: 'person',
    id: `user:${userId}`,
    userId,
    name,
    email,
    isAdmin,
    hasPassword,
    memberships,
    session: { tokenHash, beganWith, isFreshLink },
  };
}

export function keyActor(key: ApiKeyRow): KeyActor {
  return {
    kind: 'key',
    id: `key:${key.id}`,
    keyId: key.id,
    name: key.name,
    departmentId: key.departmentId,
    role: key.role,
  };
}
