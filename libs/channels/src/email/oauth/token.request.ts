// Asks a token endpoint for an access token with a refresh token (RFC 6749, section 6).
import { refreshTokenGrant } from 'openid-client';
import { tokenProblemOf } from './oauth.problem.js';
import type { TokenAccess } from './token.access.js';
import { answerOf, type TokenAnswer, tokenClient } from './token.client.js';

/** @param timeout ms, whole seconds @throws OAuthProblem */
export async function requestToken(access: TokenAccess, refreshToken: string, timeout: number): Promise<TokenAnswer> {
  const { endpoint, clientSecret, scope, user } = access;
  const client = tokenClient(access, { timeout });
  try {
    const answer = await refreshTokenGrant(client.config, refreshToken, scope === null ? {} : { scope });
    return answerOf(answer, endpoint);
  } catch (error) {
    throw tokenProblemOf(error, {
      user,
      endpoint: endpoint.host,
      secrets: [refreshToken, clientSecret ?? ''],
      retryAfter: client.retryAfter(),
    });
  }
}
