// Why a form is not taken: codes inside, RFC 9457 problems or a page on the wire. Guarantee: what went wrong inside is logged and never told.
import type { PostedForm, FormFault as ReadFault } from '#channels';
import { Fault } from '#runtime';
import type { FieldFault } from '#tickets';
import { IngressFault, type Problem, problemOf, retryAfter } from '../ingress/ingress.problem.js';
import type { OpenForm } from './open.form.js';

export type FormCode =
  | 'NOT_FOUND'
  | 'FORM.INVALID'
  | 'FORM.STALE_PAGE'
  | 'FORM.LIMITED'
  | 'FORM.ENCODED'
  | 'FORM.ORIGIN'
  | 'FORM.TOO_SLOW'
  | ReadFault['code'];

const STATUS: Record<FormCode, number> = {
  NOT_FOUND: 404,
  'FORM.INVALID': 422,
  'FORM.STALE_PAGE': 422,
  'FORM.LIMITED': 429,
  'FORM.ENCODED': 415,
  'FORM.ORIGIN': 403,
  'FORM.TOO_SLOW': 408,
  'FORM.UNREADABLE': 400,
  'FORM.TOO_LARGE': 413,
  'FORM.TYPE': 415,
  'FORM.NESTED': 400,
};

const TITLES: Record<number, string> = {
  400: 'The form cannot be read',
  403: 'Not from this page',
  404: 'There is no form here',
  408: 'It came too slowly',
  413: 'Too large',
  415: 'Of a type that forms do not have',
  422: 'Something in the form is to be corrected',
  429: 'Too many',
};

/** The message is shown to whoever filled in the form. */
export class FormFault extends Fault {
  readonly errors: readonly FieldFault[];
  readonly retryAfterSeconds: number | null;
  readonly status: number;
  /** What was filled in, so that the page can show it again. */
  readonly filled: { open: OpenForm; form: PostedForm; token: string | null } | null;

  constructor(
    override readonly code: FormCode,
    message: string,
    more: {
      errors?: readonly FieldFault[];
      retryAfterSeconds?: number;
      status?: number;
      filled?: FormFault['filled'];
      cause?: unknown;
    } = {},
  ) {
    super(code, message, { cause: more.cause });
    this.errors = more.errors ?? [];
    this.retryAfterSeconds = more.retryAfterSeconds ?? null;
    this.status = more.status ?? STATUS[code];
    this.filled = more.filled ?? null;
  }
}

export const noForm = (): FormFault => new FormFault('NOT_FOUND', 'There is no form at this address');

export interface FormProblem extends Problem {
  retryAfter: number | null;
}

export function formProblem(error: unknown): FormProblem {
  // A body that we ended ourselves reads as one that broke off.
  const inner = error instanceof IngressFault && error.cause instanceof FormFault ? error.cause : error;
  if (inner instanceof FormFault) {
    const { code, status, message, errors, retryAfterSeconds } = inner;
    const title = TITLES[status] ?? 'The form was not taken';
    const places = errors.length > 0 ? { errors: errors.map(one => ({ ...one })) } : {};
    return {
      type: `/problems/${code}`,
      title,
      status,
      detail: message,
      code,
      ...places,
      retryAfter: retryAfterSeconds,
    };
  }
  const problem = problemOf(inner);
  return { ...problem, retryAfter: retryAfter(problem) };
}
