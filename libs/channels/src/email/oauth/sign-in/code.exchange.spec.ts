import { guardedFetch, type OAuthProvider, startOAuthProvider } from '../../../../../../test/servers/oauth-provider.js';
import { emailSettings } from '../../email.settings.js';
import { readRefreshRecord } from '../refresh.record.js';
import { finishSignIn, newVerifier, signInUrl } from './code.exchange.js';
import { discoverProvider } from './provider.discovery.js';
import { type SignInAccess, signInAccess } from './sign-in.access.js';
import { namedAccounts } from './who.signed-in.js';

const ME = 'support@rail.test';
const redirectUri = 'http://rail.test/api/v1/oauth/callback';
const fetch = guardedFetch([{ host: '127.0.0.1', port: null }]);
let provider: OAuthProvider;
beforeAll(async () => {
  provider = await startOAuthProvider(ME);
});
afterAll(() => provider.stop());
beforeEach(() => {
  provider.behaviour = { account: ME, rotates: true };
});

function read(oauth: object, over: object = {}) {
  const imap = { host: 'mail.rail.test', user: ME, auth: 'oauth2' };
  const settings = emailSettings.parse({ addresses: [ME], imap, oauth: { clientId: 'app', ...oauth }, ...over });
  const channel = { id: 0, key: 'mail', kind: 'email', name: 'Mail', departmentId: 1, settings };
  return signInAccess({ ...channel, secrets: { 'oauth.clientSecret': 'hush' } });
}
function access(oauth: object = {}): SignInAccess {
  const { authorization: authorizationEndpoint, token: tokenEndpoint } = provider;
  const found = read({ provider: 'other', authorizationEndpoint, tokenEndpoint, ...oauth });
  if (found.outcome === 'lacking') throw new Error(found.detail);
  return { ...found.access, tokens: { ...found.access.tokens, fetch } };
}
/** As a browser: to the provider, and back with what it says. */
async function signIn(by: SignInAccess, verifier = newVerifier(), shown = verifier) {
  const state = 's'.repeat(43);
  const url = await signInUrl(by, { redirectUri, state, verifier });
  const led = await globalThis.fetch(url, { redirect: 'manual' });
  const answer = Object.fromEntries(new URL(led.headers.get('location') ?? '').searchParams);
  return finishSignIn(by, answer, { redirectUri, state, verifier: shown });
}
const problemOf = (work: Promise<unknown>) =>
  work.then(
    () => Promise.reject(new Error('it worked')),
    problem => problem,
  );

describe('where a person is sent', () => {
  it('is the provider, with a challenge, and asking for what the channel needs', () => {
    const google = read({ provider: 'google' });
    expect(google).toMatchObject({
      access: {
        more: { access_type: 'offline', prompt: 'consent', login_hint: ME },
        scope: 'https://mail.google.com/ openid email',
        issuer: 'https://accounts.google.com',
      },
    });
    const microsoft = read(
      { provider: 'microsoft' },
      { smtpOut: { host: 'smtp.office365.com', user: ME, auth: 'oauth2' } },
    );
    expect(microsoft).toMatchObject({
      access: {
        scope:
          'https://outlook.office.com/IMAP.AccessAsUser.All https://outlook.office.com/SMTP.Send offline_access openid email profile',
      },
    });
  });

  it('is beside the token address of the one tenant that ops named', () => {
    const tokenEndpoint = 'https://login.microsoftonline.com/our-tenant/oauth2/v2.0/token';
    const found = read({ provider: 'microsoft', tokenEndpoint });
    expect(found.outcome === 'good' && found.access.authorization.href).toBe(
      'https://login.microsoftonline.com/our-tenant/oauth2/v2.0/authorize',
    );
  });

  it('is asked for where another provider has no address to sign in', () => {
    expect(read({ provider: 'other', tokenEndpoint: 'https://login.test/token' })).toMatchObject({
      outcome: 'lacking',
      path: ['oauth', 'authorizationEndpoint'],
    });
  });
});

describe('a sign-in', () => {
  it('brings a refresh token with its days and the first access token', async () => {
    provider.behaviour.refreshLives = 90 * 86_400;
    const signedIn = await signIn(access());
    const record = readRefreshRecord(signedIn.stored);
    expect(signedIn.account).toBe(ME);
    expect(record.token).toBe(provider.refreshToken);
    expect(record.access?.token).toBe(provider.granted.at(-1));
    expect((record.expiresAt?.getTime() ?? 0) - Date.now()).toBeGreaterThan(80 * 86_400_000);
    expect(provider.authorizations.at(-1)).toMatchObject({
      ...{ response_type: 'code', code_challenge_method: 'S256', redirect_uri: redirectUri, client_id: 'app' },
    });
    expect(provider.requests.at(-1)).toMatchObject({ client_secret: 'hush', redirect_uri: redirectUri });
  });

  it('with another verifier than it was begun with brings nothing', async () => {
    const problem = await problemOf(signIn(access(), newVerifier(), newVerifier()));
    expect(problem).toMatchObject({ name: 'SignInProblem', code: 'provider-refused' });
  });

  it('that the person refuses says what to do', async () => {
    provider.behaviour.denies = { error: 'access_denied', error_description: 'AADSTS65004: User declined.' };
    expect(await problemOf(signIn(access()))).toMatchObject({
      code: 'consent-refused',
      message: expect.stringContaining('User declined'),
      next: expect.stringContaining(`agree as ${ME}`),
    });
  });

  it('of another account names both', async () => {
    provider.behaviour.account = 'anna@rail.test';
    expect(await problemOf(signIn(access()))).toMatchObject({
      code: 'wrong-account',
      message: 'The mailbox is support@rail.test, and anna@rail.test signed in.',
    });
    // A shared mailbox: the person who opens it is named.
    expect((await signIn(access({ account: 'Anna@rail.test' }))).account).toBe('anna@rail.test');
  });

  it('without a refresh token, or without the permission, is not kept', async () => {
    provider.behaviour.withoutRefresh = true;
    expect(await problemOf(signIn(access()))).toMatchObject({ code: 'no-refresh-token' });
    provider.behaviour = { account: ME, rotates: true, scope: 'openid' };
    expect(await problemOf(signIn(access({ scope: 'https://mail.rail.test/all openid' })))).toMatchObject({
      code: 'permission-missing',
      message: expect.stringContaining('https://mail.rail.test/all'),
    });
  });

  it.each([
    [400, 'invalid_request', 'AADSTS50011: The redirect URI does not match.', 'redirect-unknown', redirectUri],
    [401, 'invalid_client', 'AADSTS7000215: Invalid client secret provided.', 'client-refused', 'client secret'],
    [400, 'invalid_scope', 'No such scope', 'scope-refused', 'permissions'],
    [400, 'invalid_grant', 'The code has expired', 'code-refused', 'Sign in again'],
    [400, 'temporarily_unavailable', 'Come later', 'provider-away', 'again'],
  ])('that is answered with %i %s says so', async (status, error, error_description, code, next) => {
    provider.behaviour.refuses = { status, error, error_description };
    expect(await problemOf(signIn(access()))).toMatchObject({
      code,
      message: expect.stringContaining(error_description),
      next: expect.stringContaining(next),
    });
  });

  it('shows no secret that a server repeats', async () => {
    provider.behaviour.refuses = { status: 400, error: 'invalid_request', error_description: 'bad secret hush' };
    expect((await problemOf(signIn(access()))).message).toMatch(/bad secret \*\*\*/);
  });

  it('goes to no private address that ops have not opened', async () => {
    const closed = access();
    closed.tokens.fetch = guardedFetch([]);
    const asked = provider.requests.length;
    expect(await problemOf(signIn(closed))).toMatchObject({
      code: 'address-refused',
      next: expect.stringContaining('CHANNEL_PRIVATE_HOSTS'),
    });
    expect(provider.requests).toHaveLength(asked);
  });

  it('at a place where nobody answers says so', async () => {
    const away = access();
    away.tokens.endpoint = new URL('http://127.0.0.1:1/token');
    expect(await problemOf(signIn(away))).toMatchObject({ code: 'provider-away' });
  });
});

describe('another provider', () => {
  it('is found by the name that it gives itself', async () => {
    const { authorization: authorizationEndpoint, token: tokenEndpoint } = provider;
    expect(await discoverProvider(new URL(provider.issuer), fetch)).toEqual({ authorizationEndpoint, tokenEndpoint });
  });

  it('is not believed under another name, and said to be unknown', async () => {
    const port = new URL(provider.issuer).port;
    const opened = guardedFetch([{ host: 'localhost', port: null }]);
    expect(await problemOf(discoverProvider(new URL(`http://localhost:${port}`), opened))).toMatchObject({
      name: 'SignInProblem',
      next: expect.stringContaining('issuer'),
    });
  });
});

describe('who signed in', () => {
  const token = (claims: object) => `x.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.x`;
  it.each([
    [token({ aud: 'app', email: 'a@b.c', preferred_username: 'upn@b.c' }), ['a@b.c', 'upn@b.c']],
    [token({ aud: ['app'], preferred_username: 'live.com#x' }), []],
    [token({ aud: 'another', email: 'a@b.c' }), []],
    ['no token', []],
    [null, []],
  ])('is read from %s', (idToken, names) => expect(namedAccounts(idToken, 'app')).toEqual(names));
});
