// Why a post is not taken: codes inside, RFC 9457 problems on the wire. Guarantee: what went wrong inside is logged and never told.

import type { PostReceipt } from '#channels/contract';
import { codeOf, Fault } from '#runtime';
import { StoreFault } from '#store';

export type IngressCode =
  | 'AUTH.REQUIRED'
  | 'NOT_FOUND'
  | 'REQUEST.UNREADABLE'
  | 'REQUEST.INVALID'
  | 'REQUEST.TOO_LARGE'
  | 'INGRESS.BUSY'
  | 'IDEMPOTENCY.OTHER_REQUEST';

/** The message is shown to the caller: it names no internals. */
export class IngressFault extends Fault {
  constructor(
    override readonly code: IngressCode,
    message: string,
    options: { cause?: unknown } = {},
  ) {
    super(code, message, options);
  }
}

export interface Problem {
  type: string;
  title: string;
  status: number;
  detail?: string;
  code: string;
  /** Places in the body, RFC 6901. */
  errors?: { pointer: string; detail: string }[];
}

type Refusal = Extract<PostReceipt, { outcome: 'refused' }>;

/** A channel kind does not take this post, in its own words. */
export class PostRefused extends Fault {
  constructor(readonly refusal: Refusal) {
    super(refusal.code, refusal.detail);
  }
}

const STATUS: Record<IngressCode, number> = {
  'AUTH.REQUIRED': 401,
  NOT_FOUND: 404,
  'REQUEST.UNREADABLE': 400,
  'REQUEST.INVALID': 422,
  'REQUEST.TOO_LARGE': 413,
  'INGRESS.BUSY': 429,
  'IDEMPOTENCY.OTHER_REQUEST': 422,
};

const TITLES: Record<number, string> = {
  400: 'The request cannot be read',
  401: 'Nobody is sure who sent it',
  404: 'Not found',
  409: 'It does not fit with what is there now',
  413: 'Too large',
  415: 'Of a type that this channel does not take',
  422: 'Something in it cannot be used',
  429: 'Too many',
  503: 'Not available at the moment',
};

const NOT_STORED = 'It was not stored. Send it again in a moment.';

export function problemOf(error: unknown): Problem {
  if (error instanceof IngressFault) return make(STATUS[error.code], error.code, error.message);
  if (error instanceof PostRefused) {
    const { status, code, detail, errors } = error.refusal;
    return { ...make(status, code, detail), ...(errors ? { errors } : {}) };
  }
  // A refusal of the HTTP server itself; only those of the client are believed.
  const status = (error as { statusCode?: unknown } | null)?.statusCode;
  if (!(error instanceof Fault) && typeof status === 'number' && status >= 400 && status < 500)
    return make(status, status === 404 ? 'NOT_FOUND' : 'REQUEST.UNREADABLE');
  const isAway = (error instanceof StoreFault || error instanceof Fault) && error.retryable;
  return isAway ? make(503, codeOf(error) ?? 'STORE.UNREACHABLE', NOT_STORED) : make(500, 'SERVER.FAULT');
}

function make(status: number, code: string, detail?: string): Problem {
  const title = TITLES[status] ?? 'The server could not do that';
  return { type: `/problems/${code}`, title, status, ...(detail === undefined ? {} : { detail }), code };
}

/** Seconds after which the same may work; null where waiting does not help. */
export const retryAfter = ({ status }: Problem): number | null => (status === 429 || status === 503 ? 5 : null);
