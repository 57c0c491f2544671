// Reading a mailbox with access tokens, against hoodiecrow's XOAUTH2 and a token endpoint on loopback.
import type { Channel, Connector } from '#channels/contract';
import { createFakePorts, type FakePorts } from '../../../../../test/servers/connector-ports.js';
import { type Hoodiecrow, startHoodiecrow } from '../../../../../test/servers/hoodiecrow.js';
import { startTcpProxy, type TcpProxy } from '../../../../../test/servers/tcp-proxy.js';
import {
  startTokenEndpoint,
  type TokenBehaviour,
  type TokenEndpoint,
} from '../../../../../test/servers/token-endpoint.js';
import { type EmailSettings, emailSettings } from '../email.settings.js';
import { readRefreshRecord } from '../oauth/refresh.record.js';
import { createImapConnector } from './imap.connector.js';
import { IMAP_TIMINGS, type ImapTimings } from './imap.timings.js';

const FAST: ImapTimings = {
  ...IMAP_TIMINGS,
  retry: { first: 30, longest: 100 },
  refused: { first: 400, longest: 800 },
  idleAfter: 50,
  farewell: 500,
};
const KEY = '7/oauth.refreshToken';
const MAIL = 'From: a@customer.test\r\nTo: support@test.local\r\nSubject: one\r\n\r\nHello\r\n';
let server: Hoodiecrow;
let proxy: TcpProxy;
let endpoint: TokenEndpoint;
let ports: FakePorts;
let connector: Connector | null = null;

beforeEach(async () => {
  server = await startHoodiecrow();
  proxy = await startTcpProxy(server);
  ports = createFakePorts();
});
afterEach(async () => {
  await connector?.stop();
  connector = null;
  await proxy.stop();
  await server.stop();
  await endpoint.stop();
});

async function begin(behaviour: Partial<TokenBehaviour> = {}, accepts: (token: string) => boolean = () => true) {
  endpoint = await startTokenEndpoint(behaviour);
  endpoint.onGrant = token => {
    if (accepts(token)) server.acceptToken(token);
  };
  ports.secrets.set(KEY, endpoint.refreshToken);
}
function watch(oauth: object = {}): void {
  const { host, port } = proxy;
  const settings = emailSettings.parse({
    addresses: ['support@test.local'],
    imap: { host, port, user: server.user, tls: 'none', auth: 'oauth2', pollSeconds: 1, watchdogSeconds: 1 },
    oauth: { provider: 'other', tokenEndpoint: endpoint.url, clientId: 'app', ...oauth },
  });
  const secrets = { 'oauth.refreshToken': ports.secrets.get(KEY) ?? '' };
  const channel: Channel<EmailSettings> = {
    id: 7,
    key: 'mail',
    kind: 'email',
    name: 'Mail',
    departmentId: 1,
    settings,
    secrets,
  };
  connector = createImapConnector(channel, ports, FAST);
  void connector.start();
}
const ok = () => ports.until('watching', () => ports.lastHealth(7)?.state === 'ok');
const failing = (code: string) =>
  ports.until(code, () => ports.healths.some(({ health }) => health.state === 'failing' && health.code === code));

it('takes mail with an access token, and stores the rotated refresh token', async () => {
  await begin({ rotates: true });
  await server.append(MAIL);
  watch();
  await ports.until('stored', () => ports.stored.length === 1);
  expect(ports.stored[0]?.raw.toString()).toBe(MAIL);
  expect(readRefreshRecord(ports.secrets.get(KEY) ?? '').token).toBe('refresh-1');
});

it('signs in again with the same token after the connection was cut, without asking for another', async () => {
  await begin();
  watch();
  await ok();
  server.cutConnections();
  await ports.until('cut', () => ports.lastHealth(7)?.state === 'failing');
  await ok();
  expect(endpoint.requests).toHaveLength(1);
});

it('forces one refresh where the mail server refuses a token, and nobody is alarmed', async () => {
  await begin({}, token => token !== 'access-1');
  watch();
  await ok();
  expect(endpoint.granted).toEqual(['access-1', 'access-2']);
  expect(ports.healths.some(({ health }) => health.state === 'failing')).toBe(false);
});

it('treats a second refusal as a refused sign-in: it backs off, and says what may be wrong', async () => {
  await begin({ scope: 'https://outlook.office.com/SMTP.Send' }, () => false);
  watch({ scope: 'https://outlook.office.com/IMAP.AccessAsUser.All' });
  await failing('IMAP.AUTH');
  expect(ports.lastHealth(7)).toMatchObject({
    problem: expect.stringMatching(
      /refused the access token of testuser.*granted for "https:\/\/outlook\.office\.com\/SMTP\.Send" only/,
    ),
    retryAt: expect.any(Date),
  });
  expect([proxy.connections(), endpoint.requests.length]).toEqual([2, 2]);
  await ports.until('a third attempt', () => proxy.connections() > 2);
  expect(endpoint.requests).toHaveLength(3);
});

it('does not ask the mail server while the access is revoked, and tells ops what to do', async () => {
  await begin();
  endpoint.revoked = true;
  watch();
  await failing('IMAP.OAUTH_REVOKED');
  expect(ports.lastHealth(7)).toMatchObject({ problem: expect.stringContaining('Sign in as testuser again') });
  await ports.until('tried again', () => endpoint.requests.length === 2);
  expect(proxy.connections()).toBe(0);
  const reports = ports.healths.filter(({ health }) => health.state === 'failing');
  expect(reports.length).toBeLessThanOrEqual(2);
});

it('goes on by itself when a token endpoint that was away is back; the mail server was left alone', async () => {
  await begin({ fails: { status: 503 } });
  watch();
  await failing('IMAP.OAUTH_AWAY');
  await ports.until('tried again', () => endpoint.requests.length >= 3);
  expect(proxy.connections()).toBe(0);
  delete endpoint.behaviour.fails;
  await ok();
  expect(proxy.connections()).toBe(1);
});

it('shows ops the day on which the refresh token ends, while mail still flows', async () => {
  await begin();
  const savedAt = new Date(Date.now() - 85 * 86_400_000);
  ports.secrets.set(KEY, JSON.stringify({ refreshToken: endpoint.refreshToken, savedAt, expiresAt: null }));
  watch({ refreshTokenDays: 90 });
  await ok();
  expect(ports.lastHealth(7)).toMatchObject({
    state: 'ok',
    warning: expect.stringContaining('Sign in as testuser again'),
  });
});

it('stops while a slow endpoint is asked, and keeps what it received', async () => {
  await begin({ rotates: true, delay: 300 });
  watch();
  await ports.until('asked', () => endpoint.requests.length === 1);
  await connector?.stop();
  expect(readRefreshRecord(ports.secrets.get(KEY) ?? '').token).toBe('refresh-1');
  expect(proxy.connections()).toBe(0);
});
