// The addresses of another provider, by the name that it gives itself (OpenID Connect Discovery; RFC 8414). Guarantee: what is found names the issuer that was
// asked for, so that a page somewhere cannot speak for another provider.
import { allowInsecureRequests, customFetch, discovery } from 'openid-client';
import type { GuardedFetch } from '#channels/contract';
import { SignInProblem, signInProblemOf } from './sign-in.problem.js';

export interface ProviderAddresses {
  authorizationEndpoint: string;
  tokenEndpoint: string;
}

const REQUEST_SECONDS = 10;

/** @throws SignInProblem */
export async function discoverProvider(issuer: URL, fetch: GuardedFetch): Promise<ProviderAddresses> {
  try {
    // The older of the two is what nearly everybody offers.
    const found = await described(issuer, 'oidc', fetch).catch(error =>
      isAbsent(error) ? described(issuer, 'oauth2', fetch) : Promise.reject(error),
    );
    const { authorization_endpoint: authorizationEndpoint, token_endpoint: tokenEndpoint } = found;
    if (authorizationEndpoint !== undefined && tokenEndpoint !== undefined)
      return { authorizationEndpoint, tokenEndpoint };
    throw new SignInProblem(
      'provider-refused',
      `${issuer.host} describes itself, and names no address to sign in.`,
      'Enter the sign-in address and the token address from the instructions of the provider.',
    );
  } catch (error) {
    const problem = signInProblemOf(error, { host: issuer.host, account: '', redirectUri: '', secrets: [] });
    if (problem.code !== 'provider-away') throw problem;
    throw new SignInProblem(
      'provider-away',
      `${issuer.host} does not describe itself under this name. ${problem.message}`,
      'Check how the issuer is written, or enter the sign-in address and the token address from the instructions of the provider.',
      { cause: error },
    );
  }
}

async function described(issuer: URL, algorithm: 'oidc' | 'oauth2', fetch: GuardedFetch) {
  const config = await discovery(issuer, 'discovery', undefined, undefined, {
    algorithm,
    timeout: REQUEST_SECONDS,
    [customFetch]: (url, options) => fetch(url, { ...options, body: undefined }),
    ...(issuer.protocol === 'http:' ? { execute: [allowInsecureRequests] } : {}),
  });
  return config.serverMetadata();
}

/** Answered, and not with a description: another address may have it. */
const isAbsent = (error: unknown): boolean =>
  error instanceof Error &&
  (error.cause instanceof Response || /RESPONSE/.test(String((error as { code?: unknown }).code)));
