// Signing in at a provider through the API: begun by one instance and finished by another, against oauth2-mock-server, and proven at a real Dovecot that asks the
// provider whose token it is shown.
import type { AddressInfo } from 'node:net';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { channelKind } from '#channels';
import { configureInboxApi, InboxApiModule, inboxApiAdapter } from '#inbox-api';
import { createLogger, SecretBox } from '#runtime';
import { resealSome } from '#store';
import { type Dovecot, startDovecot } from '../servers/dovecot.js';
import { type OAuthProvider, startOAuthProvider } from '../servers/oauth-provider.js';
import { ApiHouse, ORIGIN, type PersonKey } from './api.house.js';

const ME = 'support@test.local';
const config = { channelPrivateHosts: [{ host: '127.0.0.1', port: null }] };
const provider: OAuthProvider = await startOAuthProvider(ME);
const dovecot: Dovecot | null = await startDovecot('', { userinfo: provider.userinfo });
/** Without Dovecot these are skipped in sight, and fail in CI. */
const atMailServer = dovecot || process.env.CI ? it : it.skip;
let house: ApiHouse;
let second: NestFastifyApplication;
let count = 0;

beforeAll(async () => {
  house = await ApiHouse.open({ config });
  second = await anotherInstance(house);
}, 60_000);
afterAll(async () => {
  await second?.close();
  await house?.close();
  await provider.stop();
  await dovecot?.stop();
});
beforeEach(async () => {
  provider.behaviour = { account: ME, rotates: true };
  // Sixty an hour are for people.
  await house.rows('DELETE FROM form_limit');
});

/** Another process on the same database, with the same key file. */
async function anotherInstance({ database, live, secrets, health }: ApiHouse): Promise<NestFastifyApplication> {
  const log = createLogger({ level: 'silent', name: 'second' });
  const parts = {
    database,
    live,
    secrets,
    health,
    log,
    config: { webRoot: null, docsPage: false, version: 'test', ...config },
  };
  const app = await NestFactory.create<NestFastifyApplication>(InboxApiModule.forRoot(parts), inboxApiAdapter(false), {
    logger: false,
    abortOnError: false,
  });
  await configureInboxApi(app);
  await app.listen(0, '127.0.0.1');
  return app;
}

const settings = (over: object = {}, oauth: object = {}) => ({
  addresses: [ME],
  imap: { host: '127.0.0.1', port: dovecot?.port ?? 1, tls: 'none', user: ME, auth: 'oauth2' },
  oauth: {
    ...{ provider: 'other', clientId: 'app', issuer: provider.issuer },
    ...{ authorizationEndpoint: provider.authorization, tokenEndpoint: provider.token, ...oauth },
  },
  ...over,
});
function typed(over: object = {}) {
  count += 1;
  return {
    ...{ kind: 'email', key: `mail-${count}`, name: `Mail ${count}`, departmentId: house.departments.service },
    ...{ settings: settings(), secrets: { 'oauth.clientSecret': 'canary-hush' }, ...over },
  };
}
const begin = (body: object, who: PersonKey = 'admin') => house.ask(who, 'POST', '/oauth/sign-ins', { body });
/** The browser at the provider, which leads it back; its path and query. */
async function atProvider(url: string): Promise<string> {
  const led = await fetch(url, { redirect: 'manual' });
  const back = new URL(led.headers.get('location') ?? '');
  expect(back.origin + back.pathname).toBe(`${ORIGIN}/api/v1/oauth/callback`);
  return `/oauth/callback${back.search}`;
}
/** A top-level navigation from another site, with the cookie that SameSite=Lax lets through; to the other instance. */
async function comeBack(path: string, who: PersonKey | null = 'admin') {
  const cookie: Record<string, string> = who ? { cookie: `rail=${await house.tokenOf(who)}` } : {};
  const headers = { ...cookie, accept: 'text/html', 'sec-fetch-site': 'cross-site' };
  const { port } = second.getHttpServer().address() as AddressInfo;
  const answer = await fetch(`http://127.0.0.1:${port}/api/v1${path}`, { redirect: 'manual', headers });
  return { status: answer.status, headers: Object.fromEntries(answer.headers) };
}
async function signIn(body: object) {
  const begun = await begin(body);
  expect(begun.status).toBe(201);
  const back = await atProvider(begun.body.url);
  const { status, headers } = await comeBack(back);
  expect(status).toBe(303);
  const view = await house.ask('admin', 'GET', `/oauth/sign-ins/${begun.body.id}`);
  return { id: begun.body.id as number, page: String(headers.location), view: view.body, back, text: view.text };
}
async function stored(id: number): Promise<number> {
  const { key, ...rest } = typed();
  const made = await house.ask('admin', 'POST', '/channels', { body: { key: `${key}-${id}`, ...rest } });
  expect(made.status).toBe(201);
  return made.body.id;
}
const channelOf = async (id: number) =>
  (await house.ask('admin', 'GET', '/channels')).body.find((one: { id: number }) => one.id === id);

describe('a channel that is not saved yet', () => {
  it('is signed in to, tested, and made with what the sign-in brought; nothing of it is ever shown', async () => {
    const channel = typed();
    const { id, page, view, text } = await signIn(channel);
    expect(page).toBe(`/console/channels?new=email&signIn=${id}`);
    expect(view).toMatchObject({
      ...{ state: 'signed-in', account: ME, channelId: null, words: null },
      secretsSet: ['oauth.clientSecret', 'oauth.refreshToken'],
      draft: { key: channel.key, name: channel.name, settings: channel.settings },
    });
    const { key, name, ...tried } = channel;
    const test = await house.ask('admin', 'POST', '/channel-tests', { body: { ...tried, secrets: {}, signInId: id } });
    expect(test.status).toBe(200);
    const step = test.body.steps.find((one: { step: string }) => one.step === 'imap.sign-in');
    expect(step).toMatchObject({ title: 'Sign in by token', state: dovecot ? 'ok' : 'skipped' });
    const checked = await house.ask('admin', 'POST', '/channels/check', {
      body: { channelId: null, ...channel, secrets: {}, signInId: id },
    });
    expect(checked.body.faults).toEqual([]);
    const made = await house.ask('admin', 'POST', '/channels', { body: { ...channel, secrets: {}, signInId: id } });
    expect(made.status).toBe(201);
    expect(made.body.secretsSet).toEqual(['oauth.clientSecret', 'oauth.refreshToken']);
    expect(await house.rows('SELECT 1 FROM oauth_sign_in WHERE id = $1', [id])).toEqual([]);
    const shown = [text, test.text, made.text, ...house.logLines].join('');
    for (const secret of [provider.refreshToken, provider.granted.at(-1)!, 'canary-hush'])
      expect(shown).not.toContain(secret);
    const kept = await house.rows<{ sealed: string }>('SELECT sealed FROM channel_secret WHERE channel_id = $1', [
      made.body.id,
    ]);
    expect(kept.every(({ sealed }) => sealed.startsWith('v1.'))).toBe(true);
  }, 60_000);

  it('keeps what was typed where the sign-in fails, its secrets as well, for another try', async () => {
    provider.behaviour.denies = { error: 'access_denied', error_description: 'The user said no.' };
    const channel = typed();
    const first = await signIn(channel);
    expect(first.view).toMatchObject({
      ...{ state: 'failed', code: 'consent-refused', words: expect.stringContaining('The user said no.') },
      ...{ next: expect.stringContaining('Press Sign in again'), secretsSet: ['oauth.clientSecret'] },
    });
    provider.behaviour = { account: ME, rotates: true };
    const again = await signIn({ ...channel, secrets: {}, signInId: first.id });
    expect(again.view.state).toBe('signed-in');
    expect(provider.requests.at(-1)).toMatchObject({ client_secret: 'canary-hush' });
  });

  it('does not send what the sign-in brought to another server', async () => {
    const channel = typed();
    const { id } = await signIn(channel);
    const moved = {
      ...channel,
      secrets: {},
      signInId: id,
      settings: settings({}, { tokenEndpoint: `${provider.issuer}/other` }),
    };
    const made = await house.ask('admin', 'POST', '/channels', { body: moved });
    expect([made.status, made.body.code]).toEqual([422, 'CHANNEL.SECRET_NEEDED']);
    const checked = await house.ask('admin', 'POST', '/channels/check', { body: { channelId: null, ...moved } });
    expect(checked.body.faults).toContainEqual({
      pointer: '/secrets/oauth.refreshToken',
      detail: 'Sign in again, because the server changed',
    });
  });

  it('is refused with the place where its settings are not fit for it', async () => {
    const without = await begin(typed({ settings: settings({}, { authorizationEndpoint: undefined }) }));
    expect(without.body.errors).toEqual([
      { pointer: '/settings/oauth/authorizationEndpoint', detail: expect.stringContaining('Needs an address') },
    ]);
    const password = await begin(typed({ settings: { addresses: [ME] } }));
    expect(password.body.errors[0].pointer).toBe('/settings/oauth');
    const phone = await begin(typed({ kind: 'phone' }));
    expect(phone.body.errors[0].pointer).toBe('/kind');
    const closed = await begin(typed({ settings: settings({}, { tokenEndpoint: 'https://10.0.0.1/token' }) }));
    expect(closed.body.errors).toEqual([
      { pointer: '/settings/oauth/tokenEndpoint', detail: expect.stringContaining('CHANNEL_PRIVATE_HOSTS') },
    ]);
  });
});

describe('a channel that is stored', () => {
  it('gets the new refresh token, and every connector begins anew with it', async () => {
    const channelId = await stored(1);
    const before = await house.rows<{ version: number }>('SELECT version FROM channel WHERE id = $1', [channelId]);
    const { id, page, view } = await signIn({ channelId });
    expect(page).toBe(`/console/channels?c=${channelId}&signIn=${id}`);
    expect(view).toMatchObject({ state: 'signed-in', account: ME, draft: null, channelId });
    expect((await channelOf(channelId)).secretsSet).toEqual(['oauth.clientSecret', 'oauth.refreshToken']);
    const after = await house.rows<{ version: number }>('SELECT version FROM channel WHERE id = $1', [channelId]);
    expect(after[0]!.version).toBe(before[0]!.version + 1);
  });

  atMailServer(
    'is tested with its own tokens: what is rotated is kept, so that test after test works',
    async () => {
      const channelId = await stored(2);
      await signIn({ channelId });
      const body = { channelId, kind: 'email', departmentId: house.departments.service, settings: settings() };
      const test = () => house.ask('admin', 'POST', '/channel-tests', { body });
      expect((await test()).body.ok).toBe(true);
      const asked = provider.requests.length;
      // Another scope is another access token: the refresh token is used, and the next one is there for the next test.
      for (const scope of ['a', 'b', 'c']) {
        const other = { ...body, settings: settings({}, { scope }) };
        const tried = await house.ask('admin', 'POST', '/channel-tests', { body: other });
        expect(tried.body.ok).toBe(true);
      }
      expect(provider.requests.length).toBe(asked + 3);
      expect(provider.revoked).toBe(false);
    },
    60_000,
  );

  atMailServer(
    'says in its test that nobody has signed in yet, that the consent was revoked, or that the token is of somebody else',
    async () => {
      const channelId = await stored(3);
      const body = { channelId, kind: 'email', departmentId: house.departments.service, settings: settings() };
      const step = async (over: object = {}) => {
        const { body: tested } = await house.ask('admin', 'POST', '/channel-tests', { body: { ...body, ...over } });
        return tested.steps.find((one: { step: string }) => one.step === 'imap.sign-in');
      };
      expect(await step()).toMatchObject({
        state: 'failed',
        words: expect.stringContaining('Nobody has signed in as'),
      });
      await signIn({ channelId });
      provider.revoked = true;
      expect(await step({ settings: settings({}, { scope: 'other' }) })).toMatchObject({
        ...{ state: 'failed', words: expect.stringContaining('was revoked or has run out') },
        next: expect.stringContaining('Press Sign in'),
      });
      provider.revoked = false;
      await signIn({ channelId });
      provider.behaviour.account = 'somebody@else.test';
      expect(await step()).toMatchObject({ state: 'failed', next: expect.stringContaining('permission for IMAP') });
      const byHand = await step({ secrets: { 'oauth.refreshToken': 'typed' } });
      expect(byHand).toMatchObject({ state: 'skipped', words: expect.stringContaining('entered by hand') });
    },
    60_000,
  );

  it('gets nothing where its servers were changed while somebody signed in', async () => {
    const channelId = await stored(4);
    const begun = await begin({ channelId });
    const back = await atProvider(begun.body.url);
    await house.rows(`UPDATE channel SET settings = jsonb_set(settings, '{imap,host}', '"evil.test"') WHERE id = $1`, [
      channelId,
    ]);
    await comeBack(back);
    const view = await house.ask('admin', 'GET', `/oauth/sign-ins/${begun.body.id}`);
    expect(view.body).toMatchObject({ state: 'failed', code: 'channel-changed' });
    expect((await channelOf(channelId)).secretsSet).toEqual(['oauth.clientSecret']);
  });

  it.each([
    [{ account: 'anna@test.local' }, 'wrong-account', /support@test\.local, and anna@test\.local signed in/],
    [{ withoutRefresh: true }, 'no-refresh-token', /no refresh token/],
    [
      { refuses: { status: 400, error: 'invalid_request', error_description: 'AADSTS50011: redirect URI' } },
      'redirect-unknown',
      /does not know the address/,
    ],
    [{ refuses: { status: 503, error: 'x' } }, 'provider-away', /could not be asked/],
  ])('keeps nothing of a sign-in that went wrong, and says why: %j', async (behaviour, code, words) => {
    const channelId = await stored(count);
    Object.assign(provider.behaviour, behaviour);
    const { view } = await signIn({ channelId });
    expect(view).toMatchObject({ state: 'failed', code, words: expect.stringMatching(words) });
    expect(view.next).toMatch(/\.$/);
    expect((await channelOf(channelId)).secretsSet).toEqual(['oauth.clientSecret']);
  });
});

describe('a state', () => {
  it('is good once: the page that is loaded again says what came of it the first time', async () => {
    const channelId = await stored(5);
    const { back, page } = await signIn({ channelId });
    const asked = provider.requests.length;
    const again = await comeBack(back);
    expect([again.status, again.headers.location]).toEqual([303, page]);
    expect(provider.requests.length).toBe(asked);
  });

  it('that two instances are shown at once is used by one', async () => {
    const channelId = await stored(6);
    const begun = await begin({ channelId });
    const back = await atProvider(begun.body.url);
    const asked = provider.requests.length;
    const here = house.ask('admin', 'GET', back);
    const answers = await Promise.all([comeBack(back), here, comeBack(back)]);
    expect(answers.map(one => one.status)).toEqual([303, 303, 303]);
    expect(provider.requests.length).toBe(asked + 1);
  });

  it('is not good after ten minutes', async () => {
    const channelId = await stored(7);
    const begun = await begin({ channelId });
    const back = await atProvider(begun.body.url);
    await house.rows(`UPDATE oauth_sign_in SET expires_at = now() - interval '1 second' WHERE id = $1`, [
      begun.body.id,
    ]);
    await comeBack(back);
    const view = await house.ask('admin', 'GET', `/oauth/sign-ins/${begun.body.id}`);
    expect(view.body).toMatchObject({ state: 'failed', code: 'late', words: expect.stringContaining('ten minutes') });
  });

  it.each([
    '/oauth/callback',
    '/oauth/callback?code=x&state=short',
    `/oauth/callback?code=x&state=${'a'.repeat(43)}`,
    `/oauth/callback?code=x&state=${'a'.repeat(43)}&state=${'b'.repeat(43)}`,
  ])('that nobody made leads to words: %s', async path => {
    const { status, headers } = await comeBack(path);
    expect([status, headers.location]).toEqual([303, '/console/channels?signIn=lost']);
  });

  it('is of the session that it was made in, and does no harm to that one when another shows it', async () => {
    const channelId = await stored(8);
    const begun = await begin({ channelId });
    const back = await atProvider(begun.body.url);
    for (const who of [null, 'agent'] as const)
      expect((await comeBack(back, who)).headers.location).toBe('/console/channels?signIn=lost');
    house.forgetToken('admin');
    expect((await comeBack(back)).headers.location).toBe('/console/channels?signIn=lost');
    expect((await house.ask('admin', 'GET', `/oauth/sign-ins/${begun.body.id}`)).status).toBe(404);
    expect(provider.requests.filter(one => one.code === new URLSearchParams(back.split('?')[1]).get('code'))).toEqual(
      [],
    );
  });

  it('is good although the keys were rotated meanwhile', async () => {
    const begun = await begin(typed());
    const keys = new Map([
      ['k1', Buffer.alloc(32, 7)],
      ['k2', Buffer.alloc(32, 8)],
    ]);
    const box = new SecretBox({ active: 'k2', keys });
    let after: string | null = null;
    do {
      const step: { next: string | null } = await resealSome(house.database, 'k2', { after, limit: 50 }, secret =>
        box.seal(box.open(secret.sealed, secret), secret),
      );
      after = step.next;
    } while (after !== null);
    const sealed = await house.rows<{ name: string; sealed: string }>(
      'SELECT name, sealed FROM oauth_secret WHERE sign_in_id = $1 ORDER BY name',
      [begun.body.id],
    );
    expect(sealed.map(one => [one.name, one.sealed.split('.')[1]])).toEqual([
      ['oauth.clientSecret', 'k2'],
      ['verifier', 'k2'],
    ]);
    const at = { table: 'oauth_secret', row: begun.body.id, field: 'oauth.clientSecret', version: 1 };
    expect(box.open(sealed[0]!.sealed, at)).toBe('canary-hush');
    await house.rows('DELETE FROM oauth_sign_in');
    await house.rows('DELETE FROM channel_secret');
  });

  it('ends with its session', async () => {
    const begun = await begin(typed());
    await house.ask('admin', 'DELETE', '/session', {});
    house.forgetToken('admin');
    expect(await house.rows('SELECT 1 FROM oauth_sign_in WHERE id = $1', [begun.body.id])).toEqual([]);
  });
});

describe('what else is needed to sign in', () => {
  it('is the address to register, of the public address where there is one', async () => {
    expect((await house.ask('admin', 'GET', '/oauth/redirect-address')).body).toEqual({
      address: `${ORIGIN}/api/v1/oauth/callback`,
    });
    const public_ = await ApiHouse.open({ config: { ...config, publicUrl: 'https://rail.example.com' } });
    try {
      const headers = { cookie: `__Host-rail=${await public_.tokenOf('admin')}` };
      expect((await public_.ask('admin', 'GET', '/oauth/redirect-address', { headers })).body.address).toBe(
        'https://rail.example.com/api/v1/oauth/callback',
      );
      const elsewhere = await public_.ask('admin', 'POST', '/oauth/sign-ins', { body: { channelId: 1 }, headers });
      expect(elsewhere.body).toMatchObject({
        code: 'OAUTH.OTHER_ADDRESS',
        detail: expect.stringContaining('https://rail.example.com'),
      });
    } finally {
      await public_.close();
    }
  }, 60_000);

  it('is found by the issuer of another provider', async () => {
    const found = await house.ask('admin', 'POST', '/oauth/providers', { body: { issuer: provider.issuer } });
    expect(found.body).toEqual({ authorizationEndpoint: provider.authorization, tokenEndpoint: provider.token });
    const closed = await house.ask('admin', 'POST', '/oauth/providers', { body: { issuer: 'https://192.168.1.1' } });
    expect(closed.body.errors[0].pointer).toBe('/issuer');
    const absent = await house.ask('admin', 'POST', '/oauth/providers', { body: { issuer: 'http://127.0.0.1:1' } });
    expect(absent.body).toMatchObject({ code: 'OAUTH.PROVIDER_UNKNOWN', status: 422 });
  });

  it('is a person: a key has no browser', async () => {
    const key = await house.keyFor('admin', null);
    const headers = { authorization: `Bearer ${key}` };
    const begun = await house.send('POST', '/oauth/sign-ins', { body: { channelId: 1 }, headers });
    expect(begun.body.code).toBe('AUTH.PERSON_NEEDED');
    const made = await house.send('POST', '/channels', { body: { ...typed(), signInId: 1 }, headers });
    expect(made.body.errors[0].pointer).toBe('/signInId');
  });
});

it('the fields of an OAuth part stand in the form that the console draws', () => {
  expect(channelKind('email').guide?.fields['oauth.authorizationEndpoint']?.when).toEqual({
    field: 'provider',
    is: ['other'],
  });
});
