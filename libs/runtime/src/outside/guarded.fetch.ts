// A request to an address that somebody typed, for libraries that ask by `fetch`. Guarantees: it reaches the internet, or a host that ops have opened, and
// connects to the very address that was judged (A25, A26); a redirect is not followed (A27); no more of an answer is kept than can be meant seriously.
import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { Fault } from '../fault.js';
import { guardedLookup, type Resolve } from './guarded.lookup.js';
import { type PrivateHost, readOutsideUrl } from './outside.url.js';

const LARGEST_ANSWER = 512 * 1024;
/** Where the caller names no limit of its own. */
const LIMIT_MS = 15_000;
/** Of these a Response takes no body (Fetch, "null body status"). */
const BODILESS = new Set([204, 205, 304]);

/** The function rejects with Fault ADDRESS.REFUSED, or with what the connection failed of. Bodies are text or bytes; `most`: bytes of the answer that are kept. */
export function guardedFetch(
  privateHosts: readonly PrivateHost[],
  resolve?: Resolve,
): (url: string, options: RequestInit & { most?: number }) => Promise<Response> {
  return async (url, options) => {
    const read = readOutsideUrl(url, privateHosts);
    if (read.outcome === 'refused') throw new Fault('ADDRESS.REFUSED', `The address ${read.why}`);
    const signal = AbortSignal.any([AbortSignal.timeout(LIMIT_MS), ...(options.signal ? [options.signal] : [])]);
    const answer = await send(read.url, options, guardedLookup(read.opened, resolve), signal);
    const body = await bodyOf(answer, options.most);
    const status = answer.statusCode ?? 500;
    return new Response(BODILESS.has(status) ? null : body, { status, headers: headersOf(answer) });
  };
}

function send(
  url: URL,
  { method, headers, body }: RequestInit,
  lookup: ReturnType<typeof guardedLookup>,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const bytes = body instanceof Uint8Array ? body : body ? Buffer.from(String(body)) : null;
    const ask = url.protocol === 'https:' ? requestHttps : requestHttp;
    const request = ask(url, {
      method: method ?? 'GET',
      // A connection of its own: one that is kept open was judged when it was made, not now.
      agent: false,
      lookup,
      signal,
      headers: {
        ...Object.fromEntries(new Headers(headers)),
        ...(bytes ? { 'content-length': String(bytes.length) } : {}),
        'accept-encoding': 'identity',
      },
    });
    request.once('response', resolve);
    request.once('error', reject);
    request.end(bytes ?? undefined);
  });
}

/** @param most of them are kept; left out: more than can be meant seriously is a Fault */
async function bodyOf(answer: IncomingMessage, most?: number): Promise<Buffer<ArrayBuffer>> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of answer as AsyncIterable<Buffer>) {
      size += chunk.length;
      chunks.push(chunk);
      // Ends the connection too: what else was on its way is not wanted.
      if (most !== undefined && size >= most) break;
      if (size > LARGEST_ANSWER)
        throw new Fault('ADDRESS.TOO_LARGE', `The answer is larger than ${LARGEST_ANSWER} bytes`);
    }
  } catch (error) {
    // Whoever wants the beginning alone goes by the status, which has come.
    if (most === undefined) throw error;
  }
  return Buffer.concat(chunks).subarray(0, most);
}

function headersOf({ rawHeaders }: IncomingMessage): Headers {
  const headers = new Headers();
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) headers.append(rawHeaders[at]!, rawHeaders[at + 1]!);
  return headers;
}
