// Requests that another site made in a reader's browser (A58). Pure. Such a request carries the cookie, never a right Origin.

export interface Crossing {
  method: string;
  headers: Record<string, string | string[] | undefined>;
  /** Origins that are us, e.g. https://rail.example.com. */
  ownOrigins: string[];
}

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);
const BODY_TYPE = /^application\/json\s*(;|$)/i;

export const isSafe = (method: string): boolean => SAFE.has(method);

/** True when a body is announced that is not JSON. HTML forms can send only other types. */
export function hasOtherBody({ headers }: Pick<Crossing, 'headers'>): boolean {
  const length = headers['content-length'];
  const hasBody = headers['transfer-encoding'] !== undefined || (length !== undefined && length !== '0');
  const type = headers['content-type'];
  if (!hasBody && type === undefined) return false;
  return typeof type !== 'string' || !BODY_TYPE.test(type);
}

/** Why the request is refused, or null when it is ours. Reading requests always pass: their answers are closed to other sites. */
export function crossSiteReason(crossing: Crossing): string | null {
  if (isSafe(crossing.method)) return null;
  const { origin, 'sec-fetch-site': site } = crossing.headers;
  if (site !== undefined && site !== 'same-origin') return 'The request comes from another site';
  if (typeof origin !== 'string') return 'The request has no Origin header';
  if (!crossing.ownOrigins.includes(origin.toLowerCase())) return 'The request comes from another origin';
  if (hasOtherBody(crossing)) return 'The body must be JSON (content-type: application/json)';
  return null;
}
