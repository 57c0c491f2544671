// openid-client as we use it at a token endpoint. Guarantees: answers are bounded in size and time; a redirect is not followed; clear text goes to loopback
// only; an ID token never reaches the library, whose check of the issuer fails where that differs by tenant.
import {
  allowInsecureRequests,
  type ClientAuth,
  ClientSecretPost,
  Configuration,
  customFetch,
  type FetchBody,
  None,
  type ServerMetadata,
  type TokenEndpointResponse,
} from 'openid-client';
import { OAuthProblem } from './oauth.problem.js';
import type { TokenAccess } from './token.access.js';

export interface TokenAnswer {
  accessToken: string;
  /** Milliseconds that the access token lives; null where the server does not say. */
  lifetime: number | null;
  /** The rotated refresh token; null: the old one stays. */
  refreshToken: string | null;
  /** Milliseconds that the refresh token lives, where the server says so. */
  refreshLifetime: number | null;
  /** What was granted; null: what was asked for (RFC 6749, section 5.1). */
  scope: string | null;
}

export interface TokenClient {
  config: Configuration;
  /** The pause that the last answer asked for, ms; 0 where it asked for none. */
  retryAfter(): number;
  /** The ID token of the last answer, as it came; null where there was none. */
  idToken(): string | null;
}

const LARGEST_ANSWER = 256 * 1024;
const LONGEST_RETRY_AFTER = 60 * 60_000;

/** @param timeout ms, whole seconds @param server what is known of it beyond its token endpoint */
export function tokenClient(
  { endpoint, clientId, clientSecret, fetch: ask }: TokenAccess,
  { timeout, server = {} }: { timeout: number; server?: Partial<ServerMetadata> },
): TokenClient {
  let retryAfter = 0;
  let idToken: string | null = null;
  const config = new Configuration(
    { issuer: endpoint.origin, token_endpoint: endpoint.href, ...server },
    clientId,
    undefined,
    clientAuth(clientSecret),
  );
  if (endpoint.protocol === 'http:') allowInsecureRequests(config);
  config.timeout = Math.max(1, Math.ceil(timeout / 1000));
  config[customFetch] = async (url, options) => {
    const body = options.body as Exclude<FetchBody, undefined>;
    const response = await (ask ?? fetch)(url, { ...options, body });
    retryAfter = pauseOf(response.headers.get('retry-after'));
    const read = await plainAnswer(response);
    idToken = read.idToken;
    return read.answer;
  };
  return { config, retryAfter: () => retryAfter, idToken: () => idToken };
}

/** @throws OAuthProblem */
export function answerOf(answer: TokenEndpointResponse, endpoint: URL): TokenAnswer {
  // RFC 6750, section 2.1; anything else would end the SASL field early.
  if (!/^[\x21-\x7e]+$/.test(answer.access_token))
    throw new OAuthProblem('OAUTH.AWAY', `${endpoint.host} sent an access token with characters that cannot be used.`);
  return {
    accessToken: answer.access_token,
    lifetime: milliseconds(answer.expires_in),
    refreshToken: answer.refresh_token ?? null,
    refreshLifetime: milliseconds(answer.refresh_token_expires_in),
    scope: answer.scope ?? null,
  };
}

/** Microsoft and Google take the secret in the body; a public client has none. */
function clientAuth(clientSecret: string | null): ClientAuth {
  return clientSecret === null ? None() : ClientSecretPost(clientSecret);
}

/** The answer in memory, and the ID token apart from it. */
async function plainAnswer(response: Response): Promise<{ answer: Response; idToken: string | null }> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > LARGEST_ANSWER) throw new TypeError(`the answer is larger than ${LARGEST_ANSWER} bytes`);
    chunks.push(chunk);
  }
  const { text, idToken } = withoutIdToken(Buffer.concat(chunks).toString('utf8'));
  const headers = new Headers(response.headers);
  // The body is decoded already.
  for (const name of ['content-encoding', 'content-length', 'transfer-encoding']) headers.delete(name);
  return { answer: new Response(text === '' ? null : text, { status: response.status, headers }), idToken };
}

function withoutIdToken(text: string): { text: string; idToken: string | null } {
  if (!text.includes('id_token')) return { text, idToken: null };
  try {
    const { id_token: idToken, ...rest } = JSON.parse(text);
    return { text: JSON.stringify(rest), idToken: typeof idToken === 'string' ? idToken : null };
  } catch {
    return { text, idToken: null }; // no JSON: openid-client says so, with the status
  }
}

function milliseconds(seconds: unknown): number | null {
  const number = typeof seconds === 'string' ? Number(seconds) : seconds;
  return typeof number === 'number' && Number.isFinite(number) && number >= 0 ? number * 1000 : null;
}

/** Retry-After (RFC 9110, section 10.2.3): seconds or a date. In ms, at most an hour. */
function pauseOf(value: string | null): number {
  if (value === null) return 0;
  const ms = /^\d+$/.test(value.trim()) ? Number(value) * 1000 : Date.parse(value) - Date.now();
  return Number.isFinite(ms) ? Math.min(Math.max(ms, 0), LONGEST_RETRY_AFTER) : 0;
}
