// A provider of mailboxes to sign in at, on oauth2-mock-server and on loopback: PKCE is checked by it, refresh tokens are good once (RFC 9700, section 4.14.2),
// and it goes wrong as told. A mail server asks it who a token is for, at `userinfo`.
import type { IncomingMessage } from 'node:http';
import { OAuth2Server } from 'oauth2-mock-server';

/** For tests of code that is given its way to the network. */
export { guardedFetch } from '#runtime';

export interface ProviderBehaviour {
  /** Who signs in. */
  account: string;
  /** What the person's browser is led back with instead of a code (RFC 6749, section 4.1.2.1). */
  denies?: { error: string; error_description?: string };
  /** What the token endpoint says instead of a grant. */
  refuses?: { status: number; error: string; error_description?: string };
  /** Each grant replaces the refresh token; one that is shown again ends all. */
  rotates: boolean;
  /** No refresh token is given. */
  withoutRefresh?: boolean;
  scope?: string;
  /** Seconds that the refresh token lives, said with each grant. */
  refreshLives?: number;
}

export interface OAuthProvider {
  issuer: string;
  authorization: string;
  token: string;
  userinfo: string;
  behaviour: ProviderBehaviour;
  /** Parameters of each request for a sign-in, and for tokens, in their order. */
  authorizations: Record<string, string>[];
  requests: Record<string, string>[];
  /** Access tokens that are good for the mailbox. */
  granted: string[];
  /** The only refresh token that is good now. */
  refreshToken: string;
  revoked: boolean;
  stop(): Promise<void>;
}

interface TokenRequest extends IncomingMessage {
  body: Record<string, string>;
}

export async function startOAuthProvider(account: string): Promise<OAuthProvider> {
  const server = new OAuth2Server();
  await server.issuer.keys.generate('RS256');
  await server.start(0, '127.0.0.1');
  // It names itself as localhost; nothing else may be asked where only the address is opened.
  const issuer = `http://127.0.0.1:${server.address().port}`;
  server.issuer.url = issuer;
  const used = new Set<string>();
  const provider: OAuthProvider = {
    ...{ issuer, authorization: `${issuer}/authorize`, token: `${issuer}/token`, userinfo: `${issuer}/userinfo` },
    behaviour: { account, rotates: true },
    ...{ authorizations: [], requests: [], granted: [], refreshToken: '', revoked: false },
    stop: () => server.stop(),
  };
  let grants = 0;
  server.service.on('beforeTokenSigning', (token: { payload: Record<string, unknown> }) => {
    token.payload.email = provider.behaviour.account;
    // Two that are made within one second would be one token.
    grants += 1;
    token.payload.jti = `${grants}`;
  });
  server.service.on('beforeAuthorizeRedirect', ({ url }: { url: URL }, request: IncomingMessage) => {
    provider.authorizations.push(Object.fromEntries(new URL(request.url ?? '/', issuer).searchParams));
    const { denies } = provider.behaviour;
    if (!denies) return;
    url.searchParams.delete('code');
    for (const [name, value] of Object.entries(denies)) url.searchParams.set(name, value);
  });
  server.service.on('beforeResponse', (answer: { body: Record<string, unknown>; statusCode: number }, request) => {
    const asked = (request as TokenRequest).body;
    provider.requests.push({ ...asked });
    const refuse = (statusCode: number, body: Record<string, unknown>) => Object.assign(answer, { statusCode, body });
    const { refuses, rotates, withoutRefresh, scope, refreshLives } = provider.behaviour;
    if (refuses) {
      const { status, ...body } = refuses;
      return refuse(status, body);
    }
    const shown = asked.refresh_token;
    if (asked.grant_type === 'refresh_token') {
      if (used.has(shown ?? '')) provider.revoked = true;
      if (provider.revoked || shown !== provider.refreshToken)
        return refuse(400, { error: 'invalid_grant', error_description: 'AADSTS50173: the grant was revoked.' });
    } else provider.revoked = false;
    if (rotates || asked.grant_type !== 'refresh_token') {
      if (shown !== undefined) used.add(shown);
      provider.refreshToken = String(answer.body.refresh_token);
    } else delete answer.body.refresh_token;
    if (withoutRefresh) delete answer.body.refresh_token;
    // It says what it was asked for here, which in an exchange of a code is nothing.
    delete answer.body.scope;
    if (scope !== undefined) answer.body.scope = scope;
    if (refreshLives !== undefined) answer.body.refresh_token_expires_in = refreshLives;
    provider.granted.push(String(answer.body.access_token));
  });
  server.service.on(
    'beforeUserinfo',
    (answer: { body: Record<string, unknown>; statusCode: number }, request: IncomingMessage) => {
      const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
      const isGood = provider.granted.includes(token);
      answer.statusCode = isGood ? 200 : 401;
      answer.body = isGood ? { sub: 'me', username: provider.behaviour.account, active: 'true' } : { error: 'no' };
    },
  );
  return provider;
}
