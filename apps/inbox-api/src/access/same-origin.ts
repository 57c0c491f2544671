// Requests that another site made in a reader's browser (A58). Pure. Such a request carries the cookie, never a right Origin.

export interface Crossing {
  method: string;
  headers: Record<string, string | string[] | undefined>;
  /** Origins that are us, e.g. https://rail.example.com. */
  ownOrigins: string[];
  /** The route takes plain bytes in place of JSON. */
  takesBytes?: boolean;
}

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);
const JSON_TYPE = /^application\/json\s*(;|$)/i;
/** As little as JSON can an HTML form send it. */
const BYTES_TYPE = /^application\/octet-stream$/i;

export const isSafe = (method: string): boolean => SAFE.has(method);

/** True when a body is announced that is not what the route takes. HTML forms can send only other types. */
export function hasOtherBody({ headers, takesBytes }: Pick<Crossing, 'headers' | 'takesBytes'>): boolean {
  const length = headers['content-length'];
  const hasBody = headers['transfer-encoding'] !== undefined || (length !== undefined && length !== '0');
  const type = headers['content-type'];
  if (!hasBody && type === undefined) return false;
  return typeof type !== 'string' || !(takesBytes ? BYTES_TYPE : JSON_TYPE).test(type);
}

/** Why the request is refused, or null when it is ours. Reading requests always pass: their answers are closed to other sites. */
export function crossSiteReason(crossing: Crossing): string | null {
  if (isSafe(crossing.method)) return null;
  const { origin, 'sec-fetch-site': site } = crossing.headers;
  if (site !== undefined && site !== 'same-origin') return 'The request comes from another site';
  if (typeof origin !== 'string') return 'The request has no Origin header';
  if (!crossing.ownOrigins.includes(origin.toLowerCase())) return 'The request comes from another origin';
  if (hasOtherBody(crossing)) return bodyWanted(crossing.takesBytes);
  return null;
}

/** What to say to whoever sent another body. */
export const bodyWanted = (takesBytes: boolean | undefined): string =>
  takesBytes
    ? 'The body must be plain bytes (content-type: application/octet-stream)'
    : 'The body must be JSON (content-type: application/json)';
