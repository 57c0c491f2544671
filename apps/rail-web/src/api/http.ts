// One request to the API: JSON both ways, same-origin cookie, versions as If-Match, one Idempotency-Key per intent.
// Guarantees: every failure is a `ProblemError` (RFC 9457) with a code; a POST with a key is tried again with the SAME key
// when the network or a gateway failed, so nothing happens twice.
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
  /** Sent as If-Match: "v<version>". */
  version?: number;
  /** Made once per user intent by `newIntent`, reused in every try. */
  intent?: string;
  signal?: AbortSignal;
  /** Lets the request outlive the page. */
  keepalive?: boolean;
};

const BASE = '/api/v1';
const PAUSES_MS = [300, 1200];
const GATEWAY = new Set([502, 503, 504]);

export const newIntent = (): string => crypto.randomUUID();

/** Answers the parsed body (undefined for 204). Throws ProblemError; an abort is thrown as it is. */
export async function call<T>(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, options: Call = {}): Promise<T> {
  const mayRepeat = method === 'GET' || options.intent !== undefined;
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await once<T>(method, path, options);
    } catch (error) {
      const pause = PAUSES_MS[attempt];
      const passing = error instanceof ProblemError && (error.status === 0 || GATEWAY.has(error.status));
      if (!mayRepeat || pause === undefined || !passing) throw error;
      await new Promise(resolve => setTimeout(resolve, pause));
    }
  }
}

async function once<T>(method: string, path: string, options: Call): Promise<T> {
  const headers: Record<string, string> = { accept: 'application/json' };
  if (options.body !== undefined) headers['content-type'] = 'application/json';
  if (options.version !== undefined) headers['if-match'] = `"v${options.version}"`;
  if (options.intent !== undefined) headers['idempotency-key'] = options.intent;
  let response: Response;
  try {
    response = await fetch(BASE + path, {
      method,
      headers,
      credentials: 'same-origin',
      body: options.body === undefined ? undefined : JSON.stringify(options.body),
      signal: options.signal,
      keepalive: options.keepalive,
    });
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
    throw new ProblemError({ type: 'about:blank', title: 'No connection', status: 0, code: 'NET.OFFLINE' }, cause);
  }
  if (response.ok) return (response.status === 204 ? undefined : await response.json()) as T;
  throw new ProblemError(await problemOf(response));
}

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
