// What went wrong on the way to an access token: a code, one plain sentence for ops, and how long to stay away.
// Guarantee: no token and no client secret is part of a message, even where a server repeats it.
import { ClientError, ResponseBodyError, WWWAuthenticateChallengeError } from 'openid-client';

export type OAuthProblemCode =
  /** The refresh token is dead or missing: a person must sign in again. */
  | 'OAUTH.REVOKED'
  /** The client, its secret or its scope is refused: ops must change the settings. */
  | 'OAUTH.REFUSED'
  /** The token endpoint does not answer, or not with a token. */
  | 'OAUTH.AWAY'
  /** The refresh token cannot be read or saved here. */
  | 'OAUTH.STORE_AWAY'
  /** The mail server refused fresh tokens one after the other. */
  | 'OAUTH.TOKEN_REFUSED';

export class OAuthProblem extends Error {
  readonly retryable = true;
  constructor(
    readonly code: OAuthProblemCode,
    message: string,
    /** Nothing is tried before this many milliseconds have passed. */
    readonly waitAtLeast = 0,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'OAuthProblem';
  }

  /** The same problem, with the pause that is left now. @param ms pause */
  waiting(ms: number): OAuthProblem {
    return new OAuthProblem(this.code, this.message, ms, { cause: this.cause });
  }

  /** Waiting alone does not mend it: servers are left alone for minutes. */
  get lasting(): boolean {
    return this.code === 'OAUTH.REVOKED' || this.code === 'OAUTH.REFUSED' || this.code === 'OAUTH.TOKEN_REFUSED';
  }
}

export interface ProblemContext {
  /** The mailbox, as ops know it. */
  user: string;
  /** Host of the token endpoint. */
  endpoint: string;
  /** Values that must not be shown. */
  secrets: string[];
  /** The endpoint asked for this pause (Retry-After), ms. */
  retryAfter: number;
}

/** Errors of RFC 6749, section 5.2 that are about the moment, beside the status codes. */
const PASSING = new Set(['temporarily_unavailable', 'server_error', 'slow_down']);

/** @param error what openid-client, fetch or a check of ours threw */
export function tokenProblemOf(error: unknown, context: ProblemContext): OAuthProblem {
  if (error instanceof OAuthProblem) return error;
  const { user, endpoint, retryAfter } = context;
  const make = (code: OAuthProblemCode, text: string) =>
    new OAuthProblem(code, masked(text, context.secrets), retryAfter, { cause: error });
  if (error instanceof ResponseBodyError) {
    const said = sentence(error.error_description ?? error.error);
    if (error.status >= 500 || error.status === 429 || PASSING.has(error.error)) {
      return make('OAUTH.AWAY', `${endpoint} gives no access token now (${error.status}): ${said}`);
    }
    if (error.error === 'invalid_grant') {
      return make(
        'OAUTH.REVOKED',
        `The access to the mailbox ${user} was revoked or has run out at ${endpoint}. Sign in as ${user} again: open this channel in the console and press Sign in. (${said})`,
      );
    }
    const what = REFUSALS[error.error] ?? `the request (${error.error})`;
    return make('OAUTH.REFUSED', `${endpoint} refuses ${what} of this channel: ${said}`);
  }
  if (error instanceof WWWAuthenticateChallengeError) {
    return make('OAUTH.REFUSED', `${endpoint} refuses the client ID or the client secret of this channel.`);
  }
  return make('OAUTH.AWAY', `${endpoint} gives no access token: ${wordsOf(error)}`);
}

const REFUSALS: Record<string, string | undefined> = {
  invalid_client: 'the client ID or the client secret',
  unauthorized_client: 'the client ID or the client secret',
  invalid_scope: 'the scope',
};

export function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return sentence(String(error));
  const cause = error.cause instanceof Error ? error.cause : null;
  if (error instanceof ClientError) {
    if (error.code === 'OAUTH_TIMEOUT') return 'no answer in time';
    if (error.cause instanceof Response) return `it answered with status ${error.cause.status}`;
  }
  // fetch says only "fetch failed"; its cause knows why.
  return sentence(cause ? `${error.message}: ${cause.message}` : error.message);
}

/** One line of bounded length: the words come from outside. */
export function sentence(text: string): string {
  const line = text.replace(/[\s\x00-\x1f\x7f]+/g, ' ').trim();
  return line.length > 300 ? `${line.slice(0, 300)}…` : line;
}

export function masked(text: string, secrets: string[]): string {
  return secrets.filter(secret => secret !== '').reduce((shown, secret) => shown.replaceAll(secret, '***'), text);
}
