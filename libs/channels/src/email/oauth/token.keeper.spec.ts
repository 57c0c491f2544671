import { setTimeout as sleep } from 'node:timers/promises';
import type { Channel } from '#channels/contract';
import { createFakePorts, type FakePorts, RetryableFailure } from '../../../../../test/servers/connector-ports.js';
import {
  startTokenEndpoint,
  type TokenBehaviour,
  type TokenEndpoint,
} from '../../../../../test/servers/token-endpoint.js';
import { type EmailSettings, emailSettings } from '../email.settings.js';
import { KEEPER_TIMINGS, type KeeperTimings } from './keeper.timings.js';
import { readRefreshRecord } from './refresh.record.js';
import { tokenAccess } from './token.access.js';
import { REFRESH_TOKEN, TokenKeeper } from './token.keeper.js';

const FAST: KeeperTimings = {
  ...KEEPER_TIMINGS,
  request: 1_000,
  away: { first: 40, longest: 80 },
  refused: { first: 300, longest: 600 },
};
const KEY = `7/${REFRESH_TOKEN}`;
let endpoint: TokenEndpoint;
let ports: FakePorts;
const keepers: TokenKeeper[] = [];

async function begin(behaviour: Partial<TokenBehaviour> = {}): Promise<void> {
  endpoint = await startTokenEndpoint(behaviour);
  ports = createFakePorts();
  ports.secrets.set(KEY, endpoint.refreshToken);
}
afterEach(async () => {
  for (const keeper of keepers.splice(0)) await keeper.close();
  await endpoint.stop();
});

function channel(oauth: object = {}, secrets: Record<string, string> = {}): Channel<EmailSettings> {
  const settings = emailSettings.parse({
    addresses: ['me@x.test'],
    imap: { host: 'mail.x.test', user: 'me@x.test', auth: 'oauth2' },
    oauth: { provider: 'other', tokenEndpoint: endpoint.url, clientId: 'app', ...oauth },
  });
  return { id: 7, key: 'mail', kind: 'email', name: 'Mail', departmentId: 1, settings, secrets };
}
function keeper(options: { oauth?: object; timings?: Partial<KeeperTimings>; secrets?: Record<string, string> } = {}) {
  const made = channel(options.oauth, options.secrets);
  const one = new TokenKeeper(7, tokenAccess(made), ports, ports.secrets.get(KEY), { ...FAST, ...options.timings });
  keepers.push(one);
  return one;
}
const problemOf = (work: Promise<unknown>) =>
  work.then(
    () => Promise.reject(new Error('it worked')),
    problem => problem,
  );
const stored = () => readRefreshRecord(ports.secrets.get(KEY) ?? '').token;

describe('an access token', () => {
  it('is asked for once, however many need it at the same time, and kept', async () => {
    await begin({ delay: 50 });
    const one = keeper();
    expect(await Promise.all([one.token(), one.token(), one.token()])).toEqual(['access-1', 'access-1', 'access-1']);
    expect(await one.token()).toBe('access-1');
    expect(endpoint.requests).toEqual([{ grant_type: 'refresh_token', refresh_token: 'refresh-0', client_id: 'app' }]);
  });

  it('is refreshed before its end', async () => {
    await begin({ expiresIn: 2 });
    const one = keeper({ timings: { early: 1_900 } });
    await one.token();
    await sleep(1_050);
    expect(await one.token()).toBe('access-2');
  });

  it('serves to its real end while the endpoint is away, and ops are warned', async () => {
    await begin({ expiresIn: 4 });
    const one = keeper();
    await one.token();
    endpoint.behaviour.fails = { status: 500 };
    await sleep(2_050);
    expect(await one.token()).toBe('access-1');
    expect(one.warning()).toContain('Mail still flows, but not for long');
    expect(one.warning()).toContain('status 500');
  });

  it('comes with the client secret where there is one, and the scope of the provider', async () => {
    await begin();
    const secrets = { 'oauth.clientSecret': 'hush' };
    await keeper({ oauth: { provider: 'microsoft' }, secrets }).token();
    expect(endpoint.requests[0]).toMatchObject({
      client_secret: 'hush',
      scope: 'https://outlook.office.com/IMAP.AccessAsUser.All offline_access',
    });
  });

  it('is taken although an ID token of an unknown issuer comes with it', async () => {
    await begin({ idToken: 'eyJhbGciOiJub25lIn0.e30.x' });
    expect(await keeper().token()).toBe('access-1');
  });

  it('that the mail server refused is never shown again: once another at once, then a pause', async () => {
    await begin();
    const one = keeper();
    expect(one.refused(await one.token())).toBeNull();
    expect(one.mayTryAnother()).toBe(true);
    const second = await one.token();
    expect(second).toBe('access-2');
    expect(one.refused(second)).toMatchObject({ code: 'OAUTH.TOKEN_REFUSED' });
    expect(one.mayTryAnother()).toBe(false);
    expect(await problemOf(one.token())).toMatchObject({
      code: 'OAUTH.TOKEN_REFUSED',
      waitAtLeast: expect.any(Number),
    });
    expect(endpoint.requests).toHaveLength(2);
    await sleep(400);
    expect(await one.token()).toBe('access-3');
  });

  it('with another scope than asked for is explained when the mail server refuses it', async () => {
    await begin({ scope: 'https://outlook.office.com/SMTP.Send' });
    const one = keeper({ oauth: { provider: 'microsoft' } });
    one.refused(await one.token());
    expect(one.refused(await one.token())?.message).toContain(
      'not for https://outlook.office.com/IMAP.AccessAsUser.All',
    );
  });
});

describe('a rotated refresh token', () => {
  it('is stored before the access token beside it is handed out', async () => {
    await begin({ rotates: true });
    let order = '';
    ports.beforeSave = async () => {
      await sleep(30);
      order += 'stored,';
    };
    const one = keeper();
    await one.token();
    order += 'used';
    expect(order).toBe('stored,used');
    expect(stored()).toBe('refresh-1');
  });

  it('is kept while the store is away, and nothing is used until it is stored', async () => {
    await begin({ rotates: true });
    let away = true;
    ports.beforeSave = () => {
      if (away) throw new RetryableFailure('the database is away');
    };
    const one = keeper();
    expect(await problemOf(one.token())).toMatchObject({ code: 'OAUTH.STORE_AWAY' });
    expect(stored()).toBe('refresh-0');
    away = false;
    await sleep(100);
    expect(await one.token()).toBe('access-1');
    expect(stored()).toBe('refresh-1');
    expect(endpoint.requests).toHaveLength(1);
  });

  it('does not overwrite what ops saved meanwhile', async () => {
    await begin({ rotates: true, delay: 60 });
    const one = keeper();
    const token = one.token();
    await ports.until('asked', () => endpoint.requests.length === 1);
    ports.secrets.set(KEY, 'entered-by-ops');
    await token;
    expect(stored()).toBe('entered-by-ops');
  });

  it('is not lost where two instances refresh at once, although the server revokes what is shown twice', async () => {
    await begin({ rotates: true, delay: 40, expiresIn: 1 });
    const two = [keeper(), keeper()];
    for (let round = 0; round < 3; round += 1) {
      await Promise.all(two.map(one => one.token()));
      await sleep(600);
    }
    expect(endpoint.revoked).toBe(false);
    expect(stored()).toBe(endpoint.refreshToken);
    // One refresh for both, each time.
    expect(endpoint.granted).toHaveLength(3);
  });

  it('is read again by a keeper that starts later, as soon as the access token has run out', async () => {
    await begin({ rotates: true, expiresIn: 1 });
    expect([await keeper().token(), await keeper().token()]).toEqual(['access-1', 'access-1']);
    await sleep(600);
    expect(await keeper().token()).toBe('access-2');
    expect(endpoint.requests.map(one => one.refresh_token)).toEqual(['refresh-0', 'refresh-1']);
  });

  it('brings a token that another instance takes over, but not where it asks for something else, or was refused', async () => {
    await begin({ rotates: true });
    await keeper().token();
    const two = keeper();
    const taken = await two.token();
    expect(taken).toBe('access-1');
    expect(await keeper({ oauth: { scope: 'mail.send' } }).token()).toBe('access-2');
    two.refused(taken);
    expect(await two.token()).toBe('access-3');
    expect(stored()).toBe('refresh-3');
  });
});

describe('a refresh that fails', () => {
  it('because the access was revoked says what ops must do, and is not repeated before a pause', async () => {
    await begin();
    endpoint.revoked = true;
    const one = keeper();
    const problem = await problemOf(one.token());
    expect(problem).toMatchObject({ code: 'OAUTH.REVOKED', lasting: true });
    expect(problem.message).toMatch(/Sign in as me@x\.test again: open this channel.*AADSTS70000/);
    for (let count = 0; count < 20; count += 1) await problemOf(one.token());
    expect(endpoint.requests).toHaveLength(1);
    expect(problem.waitAtLeast).toBeGreaterThanOrEqual(300);
  });

  it('because of the client or the scope names that, and shows no secret', async () => {
    await begin({ fails: { status: 401, error: 'invalid_client', description: 'wrong secret hush for refresh-0' } });
    const one = keeper({ secrets: { 'oauth.clientSecret': 'hush' } });
    const problem = await problemOf(one.token());
    expect(problem).toMatchObject({ code: 'OAUTH.REFUSED' });
    expect(problem.message).toContain('the client ID or the client secret');
    expect(problem.message).not.toMatch(/hush|refresh-0/);
    await sleep(400);
    endpoint.behaviour.fails = { status: 400, error: 'invalid_scope' };
    expect((await problemOf(one.token())).message).toContain('the scope of this channel');
  });

  it('because the endpoint is away is tried again with growing pauses, by itself', async () => {
    await begin({ fails: { status: 500 } });
    const one = keeper();
    const pauses: number[] = [];
    for (let count = 0; count < 3; count += 1) {
      const problem = await problemOf(one.token());
      expect(problem).toMatchObject({ code: 'OAUTH.AWAY', lasting: false });
      pauses.push(problem.waitAtLeast);
      await sleep(problem.waitAtLeast + 5);
    }
    expect(pauses[1]).toBeGreaterThan(pauses[0]!);
    delete endpoint.behaviour.fails;
    expect(await one.token()).toBe('access-1');
    expect(endpoint.requests).toHaveLength(4);
  });

  it('honours the pause that the endpoint asks for', async () => {
    await begin({ fails: { status: 429, error: 'slow_down', retryAfter: 90 } });
    expect(await problemOf(keeper().token())).toMatchObject({ code: 'OAUTH.AWAY', waitAtLeast: 90_000 });
  });

  it('ends a request that takes too long', async () => {
    await begin({ delay: 1_500 });
    expect((await problemOf(keeper().token())).message).toContain('no answer in time');
  });

  it('where nobody listens is away, and says where', async () => {
    await begin();
    const one = keeper();
    await endpoint.stop();
    const problem = await problemOf(one.token());
    expect(problem.code).toBe('OAUTH.AWAY');
    expect(problem.message).toContain(new URL(endpoint.url).host);
  });

  it('asks nobody where no refresh token is saved', async () => {
    await begin();
    ports.secrets.delete(KEY);
    expect((await problemOf(keeper().token())).message).toContain('Nobody has signed in as me@x.test yet');
    expect(endpoint.requests).toEqual([]);
  });
});

describe('ops are warned before the refresh token dies', () => {
  it('where the server says how long it lives', async () => {
    await begin({ refreshExpiresIn: 90 * 86_400 });
    const one = keeper();
    await one.token();
    expect(one.warning()).toBeNull();
    expect(one.warning(new Date(Date.now() + 80 * 86_400_000))).toContain('Sign in as me@x.test again before that day');
  });

  it('where ops know how long it lives, from the day on which it was first used here', async () => {
    await begin();
    await keeper({ oauth: { refreshTokenDays: 30 } }).token();
    const later = keeper({ oauth: { refreshTokenDays: 30 } });
    expect(later.warning(new Date(Date.now() + 20 * 86_400_000))).toBeNull();
    expect(later.warning(new Date(Date.now() + 28 * 86_400_000))).toContain('ends on');
  });

  it('and not at all where nobody knows', async () => {
    await begin();
    const one = keeper();
    await one.token();
    expect(one.warning(new Date(Date.now() + 3_650 * 86_400_000))).toBeNull();
  });
});
