// Signing in. Guarantees: the try is counted before the password is looked at; an unknown account answers and takes as long as a wrong
// password (A43); the session's id is new each time, and the one that the browser brought ends (A38).
import { Injectable } from '@nestjs/common';
import {
  Database,
  hashToken,
  SessionStore,
  SignInLimitStore,
  SignInLinkStore,
  UserStore,
  verifyPassword,
} from '#store';
import { RequestFault } from '../http/request.fault.js';

export interface SignInFrom {
  /** Address of the caller; a proxy's word only where it is trusted. */
  ip: string;
  /** Cookie that came with the request, if any. */
  oldToken: string | null;
}

@Injectable()
export class SignIn {
  constructor(
    private readonly database: Database,
    private readonly users: UserStore,
    private readonly sessions: SessionStore,
    private readonly links: SignInLinkStore,
    private readonly limits: SignInLimitStore,
  ) {}

  /** Returns the token for the cookie. Throws AUTH.TOO_MANY_TRIES or AUTH.BAD_CREDENTIALS, which never says what was wrong. */
  async withPassword(email: string, password: string, from: SignInFrom): Promise<string> {
    const attempt = await this.database.transaction(tx => this.limits.attempt(tx, email, from.ip));
    if (attempt.outcome === 'limited') throw tooMany(attempt.retryAfterSeconds);
    const found = await this.users.credentialsOf(this.database, email);
    const isRight = await verifyPassword(password, found?.passwordHash ?? null);
    if (!found || !isRight) throw new RequestFault('AUTH.BAD_CREDENTIALS', 'That email and password do not match');
    return this.database.transaction(async tx => {
      await this.limits.succeeded(tx, email, from.ip);
      if (from.oldToken !== null) await this.sessions.end(tx, hashToken(from.oldToken));
      return this.sessions.begin(tx, found.userId, 'password');
    });
  }

  /** Throws AUTH.LINK_USED for a link that is unknown, used or over. Guesses are counted by address like passwords. */
  async withLink(token: string, from: SignInFrom): Promise<string> {
    const attempt = await this.database.transaction(tx => this.limits.attempt(tx, `link from ${from.ip}`, from.ip));
    if (attempt.outcome === 'limited') throw tooMany(attempt.retryAfterSeconds);
    const session = await this.database.transaction(async tx => {
      const userId = await this.links.use(tx, token);
      if (userId === null) return null;
      await this.limits.succeeded(tx, `link from ${from.ip}`, from.ip);
      if (from.oldToken !== null) await this.sessions.end(tx, hashToken(from.oldToken));
      return this.sessions.begin(tx, userId, 'link');
    });
    if (session === null) throw new RequestFault('AUTH.LINK_USED', 'This link was used already, or its time is over');
    return session;
  }
}

export const tooMany = (retryAfterSeconds: number) =>
  new RequestFault('AUTH.TOO_MANY_TRIES', 'Too many tries to sign in. Wait a little.', { retryAfterSeconds });
