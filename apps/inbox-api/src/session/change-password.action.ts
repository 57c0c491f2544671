// Changing one's password. Guarantees: needs the old one (A39) but for the cases of needsOldPassword, guesses of it are counted like sign-ins; every other session ends, and this one goes
// on under a new id.
import { Injectable } from '@nestjs/common';
import { Database, hashPassword, SessionStore, SignInLimitStore, UserStore, verifyPassword } from '#store';
import type { PersonActor } from '../access/actor.js';
import { RequestFault } from '../http/request.fault.js';
import { needsOldPassword } from './session.view.js';
import { tooMany } from './sign-in.action.js';

@Injectable()
export class ChangePassword {
  constructor(
    private readonly database: Database,
    private readonly users: UserStore,
    private readonly sessions: SessionStore,
    private readonly limits: SignInLimitStore,
  ) {}

  /** Returns the token of the session that goes on. Throws PASSWORD.WRONG, with the field, or AUTH.TOO_MANY_TRIES. */
  async change(actor: PersonActor, oldPassword: string | undefined, newPassword: string, ip: string): Promise<string> {
    await this.#checkOld(actor, oldPassword, ip);
    const hash = await hashPassword(newPassword);
    return this.database.transaction(async tx => {
      await this.users.setPasswordHash(tx, actor.userId, hash);
      await this.sessions.endAll(tx, actor.userId);
      return this.sessions.begin(tx, actor.userId, 'password');
    });
  }

  async #checkOld(actor: PersonActor, oldPassword: string | undefined, ip: string): Promise<void> {
    if (!needsOldPassword(actor)) return;
    const credentials = await this.users.credentialsById(this.database, actor.userId);
    const attempt = await this.database.transaction(tx => this.limits.attempt(tx, actor.email, ip));
    if (attempt.outcome === 'limited') throw tooMany(attempt.retryAfterSeconds);
    const isRight = await verifyPassword(oldPassword ?? '', credentials?.passwordHash ?? null);
    if (!isRight)
      throw new RequestFault('PASSWORD.WRONG', 'The old password is not right', {
        errors: [{ pointer: '/oldPassword', detail: 'The old password is not right' }],
      });
    await this.database.transaction(tx => this.limits.succeeded(tx, actor.email, ip));
  }
}
