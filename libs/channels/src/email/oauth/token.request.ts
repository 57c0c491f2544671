// Asks a token endpoint for an access token with a refresh token (RFC 6749, section 6). The only place that knows openid-client's grant.
// Guarantees: answers are bounded in size and time; a redirect is not followed; clear text goes to loopback only.
import {
  allowInsecureRequests,
  type ClientAuth,
  ClientSecretPost,
  Configuration,
  customFetch,
  type FetchBody,
  None,
  refreshTokenGrant,
} from 'openid-client';
import { OAuthProblem, tokenProblemOf } from './oauth.problem.js';
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

const LARGEST_ANSWER = 256 * 1024;
const LONGEST_RETRY_AFTER = 60 * 60_000;

/** @param timeout ms, whole seconds @throws OAuthProblem */
export async function requestToken(access: TokenAccess, refreshToken: string, timeout: number): Promise<TokenAnswer> {
  const { endpoint, clientId, clientSecret, scope, user } = access;
  let retryAfter = 0;
  const config = new Configuration(
    { issuer: endpoint.origin, token_endpoint: endpoint.href },
    clientId,
    undefined,
    clientAuth(clientSecret),
  );
  if (endpoint.protocol === 'http:') allowInsecureRequests(config);
  config.timeout = Math.max(1, Math.ceil(timeout / 1000));
  config[customFetch] = async (url, options) => {
    const response = await fetch(url, { ...options, body: options.body as Exclude<FetchBody, undefined> });
    retryAfter = pauseOf(response.headers.get('retry-after'));
    return plainAnswer(response);
  };
  try {
    const answer = await refreshTokenGrant(config, refreshToken, scope === null ? {} : { scope });
    // RFC 6750, section 2.1; anything else would end the SASL field early.
    if (!/^[\x21-\x7e]+$/.test(answer.access_token)) {
      throw new OAuthProblem(
        'OAUTH.AWAY',
        `${endpoint.host} sent an access token with characters that cannot be used.`,
      );
    }
    return {
      accessToken: answer.access_token,
      lifetime: milliseconds(answer.expires_in),
      refreshToken: answer.refresh_token ?? null,
      refreshLifetime: milliseconds(answer.refresh_token_expires_in),
      scope: answer.scope ?? null,
    };
  } catch (error) {
    throw tokenProblemOf(error, {
      user,
      endpoint: endpoint.host,
      secrets: [refreshToken, clientSecret ?? ''],
      retryAfter,
    });
  }
}

/** Microsoft and Google take the secret in the body; a public client has none. */
function clientAuth(clientSecret: string | null): ClientAuth {
  return clientSecret === null ? None() : ClientSecretPost(clientSecret);
}

/** The answer in memory, without the ID token: nobody signs in here, and its issuer differs by tenant, which would fail the check. */
async function plainAnswer(response: Response): Promise<Response> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > LARGEST_ANSWER) throw new TypeError(`the answer is larger than ${LARGEST_ANSWER} bytes`);
    chunks.push(chunk);
  }
  const text = withoutIdToken(Buffer.concat(chunks).toString('utf8'));
  const headers = new Headers(response.headers);
  // The body is decoded already.
  for (const name of ['content-encoding', 'content-length', 'transfer-encoding']) headers.delete(name);
  return new Response(text === '' ? null : text, { status: response.status, headers });
}

function withoutIdToken(text: string): string {
  if (!text.includes('id_token')) return text;
  try {
    const { id_token: _, ...rest } = JSON.parse(text);
    return JSON.stringify(rest);
  } catch {
    return text; // no JSON: openid-client says so, with the status
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
