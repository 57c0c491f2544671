// Failures of the store, with what a caller needs to decide: a stable code, and whether trying again can help.

export class StoreFault extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly retryable: boolean,
    options?: { cause?: unknown; constraint?: string },
  ) {
    super(message, options);
    this.constraint = options?.constraint;
  }
  readonly constraint?: string;
}

interface PgError {
  code?: string;
  message?: string;
  constraint?: string;
  driverError?: PgError;
}

/** SQLSTATE of an error, '' where it has none. Class 08 and socket codes are connection failures. */
export function sqlState(error: unknown): string {
  const pg = (error as PgError)?.driverError ?? (error as PgError);
  return typeof pg?.code === 'string' ? pg.code : '';
}

/** Serialization failure, deadlock: the same work may succeed at once. */
export const isRetryable = (error: unknown): boolean => ['40001', '40P01'].includes(sqlState(error));

const UNREACHABLE = /^(08|57P0|53300|ECONN|EPIPE|ENOTFOUND|EAI_AGAIN|ETIMEDOUT)/;
const LOST =
  /Connection terminated|Client has encountered a connection error|not queryable|timeout exceeded when trying to connect|Cannot use a pool after/i;

/** Wraps what the driver threw; leaves faults (of any lib) as they are. */
export function asStoreFault(error: unknown, prefix?: string): Error {
  if (error instanceof StoreFault) return error;
  const state = sqlState(error);
  const text = error instanceof Error ? error.message || state : String(error);
  const constraint = ((error as PgError)?.driverError ?? (error as PgError))?.constraint;
  const message = prefix ? `${prefix}: ${text}` : text;
  if (prefix || UNREACHABLE.test(state) || LOST.test(text))
    return new StoreFault('STORE.UNREACHABLE', message, true, { cause: error });
  if (isRetryable(error)) return new StoreFault('STORE.CONTENTION', message, true, { cause: error });
  if (/^53/.test(state)) return new StoreFault('STORE.NO_SPACE', message, true, { cause: error });
  if (state === '23505') return new StoreFault('STORE.DUPLICATE', message, false, { cause: error, constraint });
  if (/^[0-9A-Z]{5}$/.test(state)) return new StoreFault('STORE.REFUSED', message, false, { cause: error, constraint });
  return error instanceof Error ? error : new Error(message, { cause: error });
}
