// A failure with a fate. Guarantees: every Fault has a stable code, says whether trying again can help, and keeps its cause.

/**
 * Thrown for failures; expected outcomes are returned as unions instead.
 *
 * - `code`: stable and machine-readable, `<AREA>.<WHAT>`, e.g. `LEASE.LOST`. Never shown without a sentence beside it.
 * - `retryable`: true when the same call may succeed later without anybody changing anything.
 * - `cause`: what lay underneath, when there was something.
 */
export class Fault extends Error {
  readonly code: string;
  readonly retryable: boolean;

  constructor(code: string, message: string, options: { retryable?: boolean; cause?: unknown } = {}) {
    super(message, 'cause' in options ? { cause: options.cause } : undefined);
    this.name = 'Fault';
    this.code = code;
    this.retryable = options.retryable ?? false;
  }
}

/** True when the error says of itself that a later try may succeed. Other libraries' errors may say so with the same field. */
export function isRetryable(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'retryable' in error && error.retryable === true;
}

/** The stable code of an error (ours, Node's or a database's), or null when it has none. */
export function codeOf(error: unknown): string | null {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
    ? error.code
    : null;
}
