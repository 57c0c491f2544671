// One call to an address that somebody typed. Guarantees: it ends within 10 seconds; it reaches the internet, or a host that ops have opened, and
// connects to the very address that was judged (A25, A26); a redirect is not followed (A27); of an answer no more is read than is kept.
import { codeOf, Fault, guardedFetch, type PrivateHost, type Resolve } from '#runtime';
import type { Attempt } from '#store';

export interface CallerOptions {
  privateHosts: readonly PrivateHost[];
  /** How names are resolved; the system's way when left out. */
  resolve?: Resolve;
  /** Default 10,000. */
  limitMilliseconds?: number;
}

const LIMIT_MS = 10_000;
/** Enough for whoever looks for the mistake. */
const ANSWER_BYTES = 8_000;
/** A receiver that asks for more is asked again after an hour all the same. */
const LONGEST_PAUSE = 3_600;

/**
 * POSTs the body. Never rejects, but for `stop`, with its reason: then nobody knows whether it arrived.
 * @param stop ends the call at once
 */
export async function callWebhook(
  call: { url: string; headers: Record<string, string>; body: string; stop: AbortSignal },
  options: CallerOptions,
): Promise<Attempt> {
  const limit = AbortSignal.timeout(options.limitMilliseconds ?? LIMIT_MS);
  const signal = AbortSignal.any([call.stop, limit]);
  try {
    const answer = await guardedFetch(options.privateHosts, options.resolve)(call.url, {
      method: 'POST',
      headers: { ...call.headers, accept: '*/*', 'user-agent': 'Ticket-Rail-Webhook/1' },
      body: call.body,
      most: ANSWER_BYTES,
      signal,
    });
    return judge(answer, await answer.text());
  } catch (error) {
    call.stop.throwIfAborted();
    return failed(
      limit.aborted ? `No answer within ${(options.limitMilliseconds ?? LIMIT_MS) / 1000} s` : sentence(error),
    );
  }
}

function judge({ status, headers }: Response, response: string): Attempt {
  if (status >= 200 && status < 300) return { outcome: 'delivered', status, response, error: null };
  if (status === 410)
    return { outcome: 'gone', status, response, error: 'The receiver is gone (410): the webhook was switched off' };
  const redirect = status >= 300 && status < 400;
  const error = redirect
    ? `It answered with a redirect (${status}), which is not followed: enter the address that it leads to`
    : `It answered ${status}`;
  const pause = /^\d{1,6}$/.exec(headers.get('retry-after') ?? '')?.[0];
  return {
    outcome: 'refused',
    status,
    response,
    error,
    ...(pause === undefined ? {} : { pauseSeconds: Math.min(Number(pause), LONGEST_PAUSE) }),
  };
}

const failed = (error: string): Attempt => ({ outcome: 'refused', status: null, response: '', error });

const SENTENCES: Record<string, string> = {
  ECONNREFUSED: 'Nobody answers at that address',
  ECONNRESET: 'The connection was cut',
  EHOSTUNREACH: 'The host cannot be reached',
  ENETUNREACH: 'The host cannot be reached',
  ENOTFOUND: 'The host name is not known',
  EAI_AGAIN: 'The host name could not be looked up',
};

/** Never the words of an error that is not ours: they hold addresses of the network inside. */
function sentence(error: unknown): string {
  if (error instanceof Fault) return error.message;
  const code = codeOf(error) ?? 'unknown';
  if (/CERT|SIGNATURE/.test(code)) return `Its certificate is not trusted (${code})`;
  return SENTENCES[code] ?? `The connection failed (${code})`;
}
