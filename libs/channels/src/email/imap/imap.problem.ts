// Turns what went wrong on an IMAP connection into a code, one plain sentence for ops, and how long to stay away.
import type { ImapSettings } from '../email.settings.js';
import { isRetryable } from '../smtp-in/accept.batcher.js';

export type ImapProblemCode =
  | 'IMAP.AUTH'
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
}

/** Sign-in refusals that are not about the password (RFC 5530). */
const NOT_THE_PASSWORD = new Set(['UNAVAILABLE', 'INUSE', 'LIMIT', 'SERVERBUG', 'OVERQUOTA']);
const THROTTLE = /throttl|too many|rate limit|bandwidth|connection limit|simultaneous/i;

/** @param error whatever imapflow, the socket or a port threw @param byeReason the text of the server's BYE, if it said one */
export function problemOf(error: unknown, imap: ImapSettings, byeReason?: string): ImapProblem {
  if (error instanceof ImapProblem) return error;
  const failure: Failure = typeof error === 'object' && error !== null ? error : { message: String(error) };
  const place = `${imap.host}:${imap.port}`;
  const said = wordsOf(failure, byeReason);
  const make = (code: ImapProblemCode, text: string) =>
    new ImapProblem(code, text, failure.throttleReset ?? 0, { cause: error });

  if (failure.code === 'LEASE.LOST') return make('LEASE.LOST', 'Another instance took over this mailbox.');
  // The ports say so of a database that is away; imapflow marks nothing as retryable.
  if (isRetryable(error)) return make('STORE.AWAY', `Mail waits on the server, because the ledger is away: ${said}`);
  if (failure.code === 'ETHROTTLE' || THROTTLE.test(said)) {
    return make('IMAP.THROTTLED', `${place} asks us to slow down: ${said}`);
  }
  if (failure.authenticationFailed && !NOT_THE_PASSWORD.has(failure.serverResponseCode ?? '')) {
    return make('IMAP.AUTH', `${place} refused the user name or password of ${imap.user}: ${said}`);
  }
  if (failure.mailboxMissing) return make('IMAP.FOLDER', `The folder "${imap.folder}" does not exist on ${place}.`);
  if (failure.tlsFailed || /certificate|STARTTLS|SSL|wrong version number/i.test(said)) {
    return make('IMAP.TLS', `No secure connection to ${place}: ${said}`);
  }
  if (
    /^E(CONNREFUSED|NOTFOUND|AI_AGAIN|HOSTUNREACH|NETUNREACH|TIMEDOUT)$|^(CONNECT|GREETING)_TIMEOUT$/.test(
      failure.code ?? '',
    )
  ) {
    return make('IMAP.UNREACHABLE', `${place} cannot be reached: ${said}`);
  }
  return make('IMAP.CLOSED', `The connection to ${place} ended: ${said}`);
}

/** Problems after which the server is left alone for minutes. */
export function needsLongPause(problem: ImapProblem): boolean {
  return problem.code === 'IMAP.AUTH' || problem.code === 'IMAP.THROTTLED';
}

function wordsOf(failure: Failure, byeReason?: string): string {
  const response = typeof failure.response === 'string' ? failure.response : undefined;
  const words = [failure.responseText ?? response ?? failure.message, failure.reason ?? byeReason];
  return words.filter(word => word !== undefined && word !== '').join('; ') || 'no reason given';
}
