// Turns what went wrong on an IMAP connection into a code, one plain sentence for ops, and how long to stay away.

import { certificateWords, isRetryable, NotReached, whyAway } from '#channels/contract';
import type { ImapSettings } from '../email.settings.js';
import { OAuthProblem, type OAuthProblemCode } from '../oauth/oauth.problem.js';

export type ImapProblemCode =
  | 'IMAP.AUTH'
  | 'IMAP.OAUTH_REVOKED'
  | 'IMAP.OAUTH_REFUSED'
  | 'IMAP.OAUTH_AWAY'
  | 'IMAP.THROTTLED'
  | 'IMAP.UNREACHABLE'
  | 'IMAP.TLS'
  | 'IMAP.FOLDER'
  | 'IMAP.SILENT'
  | 'IMAP.UNREADABLE'
  | 'IMAP.CLOSED'
  | 'STORE.AWAY'
  | 'LEASE.LOST';

export class ImapProblem extends Error {
  readonly retryable = true;
  constructor(
    readonly code: ImapProblemCode,
    message: string,
    /** The server asked for at least this pause, ms. */
    readonly waitAtLeast = 0,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'ImapProblem';
  }
}

interface Failure {
  message?: string;
  code?: string;
  authenticationFailed?: boolean;
  serverResponseCode?: string;
  responseText?: string;
  response?: unknown;
  mailboxMissing?: boolean;
  tlsFailed?: boolean;
  throttleReset?: number;
  reason?: string;
  /** What a server answers to a token (RFC 7628, section 3.2.2). */
  oauthError?: { status?: unknown; scope?: unknown };
}

/** Sign-in refusals that are not about the password (RFC 5530). */
const NOT_THE_PASSWORD = new Set(['UNAVAILABLE', 'INUSE', 'LIMIT', 'SERVERBUG', 'OVERQUOTA']);
const THROTTLE = /throttl|too many|rate limit|bandwidth|connection limit|simultaneous/i;

const OAUTH_CODES: Record<OAuthProblemCode, ImapProblemCode> = {
  'OAUTH.REVOKED': 'IMAP.OAUTH_REVOKED',
  'OAUTH.REFUSED': 'IMAP.OAUTH_REFUSED',
  'OAUTH.AWAY': 'IMAP.OAUTH_AWAY',
  'OAUTH.STORE_AWAY': 'STORE.AWAY',
  'OAUTH.TOKEN_REFUSED': 'IMAP.AUTH',
};

/** @param error whatever imapflow, the socket or a port threw @param byeReason the text of the server's BYE, if it said one */
export function problemOf(error: unknown, imap: ImapSettings, byeReason?: string): ImapProblem {
  if (error instanceof ImapProblem) return error;
  if (error instanceof OAuthProblem) {
    return new ImapProblem(OAUTH_CODES[error.code], error.message, error.waitAtLeast, { cause: error });
  }
  const failure: Failure = typeof error === 'object' && error !== null ? error : { message: String(error) };
  const place = `${imap.host}:${imap.port}`;
  const said = wordsOf(failure, byeReason);
  const make = (code: ImapProblemCode, text: string) =>
    new ImapProblem(code, text, failure.throttleReset ?? pauseSaid(said), { cause: error });

  if (error instanceof NotReached) return make('IMAP.UNREACHABLE', error.message);
  if (failure.code === 'LEASE.LOST') return make('LEASE.LOST', 'Another instance took over this mailbox.');
  // The ports say so of a database that is away; imapflow marks nothing as retryable.
  if (isRetryable(error)) return make('STORE.AWAY', `Mail waits on the server, because the ledger is away: ${said}`);
  if (failure.code === 'ETHROTTLE' || THROTTLE.test(said)) {
    return make('IMAP.THROTTLED', `${place} asks us to slow down: ${said}`);
  }
  if (failure.authenticationFailed && !NOT_THE_PASSWORD.has(failure.serverResponseCode ?? '')) {
    const what = imap.auth === 'oauth2' ? 'access token' : 'user name or password';
    const next = `Open the channel and ${imap.auth === 'oauth2' ? 'press Sign in' : 'enter the password anew'}.`;
    return make('IMAP.AUTH', `${place} refused the ${what} of ${imap.user}: ${sentence(said)} ${next}`);
  }
  if (failure.mailboxMissing) return make('IMAP.FOLDER', `The folder "${imap.folder}" does not exist on ${place}.`);
  if (failure.tlsFailed || /certificate|STARTTLS|SSL|wrong version number/i.test(said)) {
    const known = certificateWords(failure.code ?? '', imap.host);
    return make('IMAP.TLS', `No secure connection to ${place}: ${known ? `${known.words} ${known.next}` : said}`);
  }
  if (
    /^E(CONNREFUSED|NOTFOUND|AI_AGAIN|HOSTUNREACH|NETUNREACH|TIMEDOUT)$|^(CONNECT|GREETING)_TIMEOUT$/.test(
      failure.code ?? '',
    )
  ) {
    return make('IMAP.UNREACHABLE', `${place} cannot be reached: ${whyAway(failure.code ?? said)}`);
  }
  return make('IMAP.CLOSED', `The connection to ${place} ended: ${said}`);
}

/** Problems after which the server is left alone for minutes. */
export function needsLongPause(problem: ImapProblem): boolean {
  return LONG_PAUSE.has(problem.code);
}

const LONG_PAUSE = new Set<ImapProblemCode>([
  'IMAP.AUTH',
  'IMAP.THROTTLED',
  'IMAP.OAUTH_REVOKED',
  'IMAP.OAUTH_REFUSED',
]);

/** Exchange names the pause in its words, also in a BYE: "Suggested Backoff Time: 299966 milliseconds". At most an hour. */
function pauseSaid(words: string): number {
  return Math.min(Number(/backoff time: (\d+) milliseconds/i.exec(words)?.[1] ?? 0), 60 * 60_000);
}

/** Ended by a full stop, whatever the server wrote. */
const sentence = (words: string): string => (/[.!?]$/.test(words) ? words : `${words}.`);

function wordsOf(failure: Failure, byeReason?: string): string {
  const response = typeof failure.response === 'string' ? failure.response : undefined;
  const { status, scope } = failure.oauthError ?? {};
  const wanted = typeof scope === 'string' ? `status ${String(status)}, it asks for the scope ${scope}` : undefined;
  const words = [failure.responseText ?? response ?? failure.message, wanted, failure.reason ?? byeReason];
  return words.filter(word => word !== undefined && word !== '').join('; ') || 'no reason given';
}
