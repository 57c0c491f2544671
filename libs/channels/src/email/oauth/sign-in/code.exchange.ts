// The sign-in itself: authorisation code with PKCE (RFC 6749, section 4.1; RFC 7636; RFC 9700). Guarantees: the code is exchanged with the verifier that this
// sign-in was begun with; a refresh token is kept only where the right account signed in and gave what the channel needs; nothing that comes back is shown.
import {
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  randomPKCECodeVerifier,
} from 'openid-client';
import { sharedAccess } from '../access.token.js';
import { writeRefreshRecord } from '../refresh.record.js';
import type { TokenAnswer } from '../token.client.js';
import { answerOf, tokenClient } from '../token.client.js';
import type { SignInAccess } from './sign-in.access.js';
import { SignInProblem, signInProblemOf } from './sign-in.problem.js';
import { namedAccounts } from './who.signed-in.js';

export interface SignedIn {
  /** To be stored as the secret `oauth.refreshToken`. */
  stored: string;
  /** As the provider calls it; null where it does not say. */
  account: string | null;
}

/** Whole request to the token endpoint, ms. */
const REQUEST_MS = 15_000;

export const newVerifier = (): string => randomPKCECodeVerifier();

/** Where the person's browser goes. */
export async function signInUrl(
  access: SignInAccess,
  { redirectUri, state, verifier }: { redirectUri: string; state: string; verifier: string },
): Promise<URL> {
  const { config } = clientOf(access);
  return buildAuthorizationUrl(config, {
    redirect_uri: redirectUri,
    response_type: 'code',
    ...(access.scope === null ? {} : { scope: access.scope }),
    ...access.more,
    state,
    code_challenge: await calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  });
}

/** @param answer the parameters with which the provider led back @throws SignInProblem */
export async function finishSignIn(
  access: SignInAccess,
  answer: Record<string, string>,
  { redirectUri, state, verifier }: { redirectUri: string; state: string; verifier: string },
  now: Date = new Date(),
): Promise<SignedIn> {
  const { tokens } = access;
  const client = clientOf(access);
  try {
    const granted = await authorizationCodeGrant(client.config, returned(redirectUri, answer, access), {
      expectedState: state,
      pkceCodeVerifier: verifier,
    });
    return kept(access, answerOf(granted, tokens.endpoint), client.idToken(), now);
  } catch (error) {
    const secrets = [answer.code ?? '', verifier, tokens.clientSecret ?? ''];
    throw signInProblemOf(error, { host: tokens.endpoint.host, account: access.account, redirectUri, secrets });
  }
}

const clientOf = ({ tokens, authorization, issuer }: SignInAccess) =>
  tokenClient(tokens, {
    timeout: REQUEST_MS,
    server: { authorization_endpoint: authorization.href, ...(issuer === null ? {} : { issuer }) },
  });

/** Only what is read: a provider adds words of its own, and the name of an issuer that nobody knows cannot be checked. */
function returned(redirectUri: string, answer: Record<string, string>, { issuer }: SignInAccess): URL {
  const url = new URL(redirectUri);
  const read = ['code', 'state', 'error', 'error_description', 'error_uri', ...(issuer === null ? [] : ['iss'])];
  for (const name of read) if (answer[name] !== undefined) url.searchParams.set(name, answer[name]);
  return url;
}

function kept(access: SignInAccess, answer: TokenAnswer, idToken: string | null, now: Date): SignedIn {
  const { tokens, account } = access;
  const named = namedAccounts(idToken, tokens.clientId);
  const isSame = (one: string): boolean => one.toLowerCase() === account.toLowerCase();
  if (account.includes('@') && named.length > 0 && !named.some(isSame))
    throw new SignInProblem(
      'wrong-account',
      `The mailbox is ${account}, and ${named[0]} signed in.`,
      `Press Sign in again and choose ${account}; a private window asks anew who you are. Where ${named[0]} may open a shared mailbox, enter that address under "Who signs in" (More settings).`,
    );
  const lacking = lackingScopes(tokens.scope, answer.scope);
  if (lacking.length > 0)
    throw new SignInProblem(
      'permission-missing',
      `${named[0] ?? account} signed in, and did not give the permission for mail (${lacking.join(', ')}).`,
      'Press Sign in again and leave all permissions ticked. If they are not offered, add them to the application.',
    );
  if (answer.refreshToken === null)
    throw new SignInProblem(
      'no-refresh-token',
      `${named[0] ?? account} signed in, but ${tokens.endpoint.host} gave no refresh token: the access would end within the hour.`,
      'Allow the application access while nobody is there (offline access): at Microsoft the permission offline_access, at others the scope or grant of that name. Then press Sign in again.',
    );
  const { refreshToken: token, refreshLifetime } = answer;
  const expiresAt = refreshLifetime === null ? null : new Date(now.getTime() + refreshLifetime);
  const record = { token, access: sharedAccess(tokens, answer, now), savedAt: now, expiresAt };
  return { stored: writeRefreshRecord(record), account: named[0] ?? null };
}

/** Of the permissions that are addresses; a provider that does not say what it granted granted what was asked (RFC 6749, section 5.1). */
function lackingScopes(asked: string | null, granted: string | null): string[] {
  if (granted === null) return [];
  const given = granted.toLowerCase().split(/\s+/);
  return (asked ?? '').split(/\s+/).filter(one => /^https?:/.test(one) && !given.includes(one.toLowerCase()));
}
