// What is wrong with a request, in words for whoever made it. Codes, never statuses: the problem filter knows those.
import { Fault } from '#runtime';

export interface FieldFault {
  /** RFC 6901 JSON pointer into the body, or `/<name>` of a query parameter. */
  pointer: string;
  detail: string;
}

/** The message is shown to the caller: it names no internals. */
export class RequestFault extends Fault {
  readonly errors?: FieldFault[];
  readonly currentVersion?: number;
  readonly retryAfterSeconds?: number;

  constructor(
    code: string,
    message: string,
    more: { errors?: FieldFault[]; currentVersion?: number; retryAfterSeconds?: number; cause?: unknown } = {},
  ) {
    super(code, message, {
      retryable: more.retryAfterSeconds !== undefined,
      ...('cause' in more ? { cause: more.cause } : {}),
    });
    this.errors = more.errors;
    this.currentVersion = more.currentVersion;
    this.retryAfterSeconds = more.retryAfterSeconds;
  }
}

/** One answer for what is not there and for what is not yours. */
export const notFound = () => new RequestFault('NOT_FOUND', 'It is not here');

/** @param path keys and indexes from the root of the body */
export const pointerOf = (path: readonly PropertyKey[]): string =>
  path.map(key => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

export const invalid = (errors: FieldFault[]) =>
  new RequestFault('REQUEST.INVALID', errors[0]?.detail ?? 'The request is not valid', { errors });
