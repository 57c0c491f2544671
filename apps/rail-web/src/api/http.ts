// One request to the API: JSON both ways, same-origin cookie, versions as If-Match, one Idempotency-Key per intent.
// Guarantees: every failure is a `ProblemError` (RFC 9457) with a code; a POST with a key is tried again with the SAME key
// when the network or a gateway failed, so nothing happens twice. A try that takes too long is given up, and is not repeated by itself:
// a person is told after one limit, and not after three.
import type { Problem } from '#api';

export class ProblemError extends Error {
  constructor(
    readonly problem: Problem,
    override readonly cause?: unknown,
  ) {
    super(problem.detail ?? problem.title);
    this.name = 'ProblemError';
  }
  get code(): string {
    return this.problem.code;
  }
  get status(): number {
    return this.problem.status;
  }
}

export type Call = {
  body?: unknown;
  /** Plain bytes in place of a body. */
  bytes?: ArrayBuffer;
  /** Sent as If-Match: "v<version>". */
  version?: number;
  /** Made once per user intent by `newIntent`, reused in every try. */
  intent?: string;
  signal?: AbortSignal;
  /** How long one try may take, in ms. Without it, as long as the browser waits. */
  limitMs?: number;
  /** Done twice it is as done once, also without an intent. */
  repeats?: boolean;
  /** Lets the request outlive the page. */
  keepalive?: boolean;
};

const BASE = '/api/v1';
const PAUSES_MS = [300, 1200];
const GATEWAY = new Set([502, 503, 504]);

export const newIntent = (): string => crypto.randomUUID();

/** Answers the parsed body (undefined for 204). Throws ProblemError; an abort is thrown as it is. */
export async function call<T>(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, options: Call = {}): Promise<T> {
  const mayRepeat = method === 'GET' || options.intent !== undefined || options.repeats === true;
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await once<T>(method, path, options);
    } catch (error) {
      const pause = PAUSES_MS[attempt];
      const passing = error instanceof ProblemError && (error.code === 'NET.OFFLINE' || GATEWAY.has(error.status));
      if (!mayRepeat || pause === undefined || !passing) throw error;
      await new Promise(resolve => setTimeout(resolve, pause));
    }
  }
}

async function once<T>(method: string, path: string, options: Call): Promise<T> {
  const headers: Record<string, string> = { accept: 'application/json' };
  if (options.body !== undefined) headers['content-type'] = 'application/json';
  if (options.bytes !== undefined) headers['content-type'] = 'application/octet-stream';
  if (options.version !== undefined) headers['if-match'] = `"v${options.version}"`;
  if (options.intent !== undefined) headers['idempotency-key'] = options.intent;
  const limit = options.limitMs === undefined ? undefined : AbortSignal.timeout(options.limitMs);
  const signals = [options.signal, limit].filter(signal => signal !== undefined);
  try {
    const response = await fetch(BASE + path, {
      method,
      headers,
      credentials: 'same-origin',
      body: options.bytes ?? (options.body === undefined ? undefined : JSON.stringify(options.body)),
      signal: signals.length > 0 ? AbortSignal.any(signals) : undefined,
      keepalive: options.keepalive,
    });
    if (!response.ok) throw new ProblemError(await problemOf(response));
    return (response.status === 204 ? undefined : await response.json()) as T;
  } catch (cause) {
    if (cause instanceof ProblemError || cause instanceof SyntaxError) throw cause;
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
    const late = cause instanceof DOMException && cause.name === 'TimeoutError';
    const title = late ? 'No answer in time' : 'No connection';
    throw new ProblemError({ type: 'about:blank', title, status: 0, code: late ? 'NET.LATE' : 'NET.OFFLINE' }, cause);
  }
}

/** Nobody can tell whether it was done: the answer was lost, or is still to come. Its intent, sent again, tells. */
export const mayBeDone = (error: unknown): boolean =>
  error instanceof ProblemError &&
  (error.status === 0 ||
    error.status === 401 ||
    error.status === 429 ||
    error.status >= 500 ||
    error.code === 'IDEMPOTENCY.IN_PROGRESS');

/** A proxy may answer with a page of its own: then the status line has to do. */
async function problemOf(response: Response): Promise<Problem> {
  const plain: Problem = {
    type: 'about:blank',
    title: response.statusText || `HTTP ${response.status}`,
    status: response.status,
    code: `HTTP.${response.status}`,
  };
  if (!response.headers.get('content-type')?.includes('json')) return plain;
  try {
    const body = (await response.json()) as Partial<Problem>;
    return { ...plain, ...body, status: response.status, code: body.code ?? plain.code };
  } catch {
    return plain;
  }
}
