// Sending with access tokens: smtp-server's XOAUTH2 and a token endpoint on loopback, wired as the channel kind wires them.
import type { Deliverer } from '#channels/contract';
import { createFakePorts, type FakePorts } from '../../../../../test/servers/connector-ports.js';
import { type SinkBehaviour, type SmtpSink, startSmtpSink } from '../../../../../test/servers/smtp-sink.js';
import {
  startTokenEndpoint,
  type TokenBehaviour,
  type TokenEndpoint,
} from '../../../../../test/servers/token-endpoint.js';
import { emailChannel } from '../email.channel.js';
import { emailSettings } from '../email.settings.js';
import { readRefreshRecord } from '../oauth/refresh.record.js';

const KEY = '7/oauth.refreshToken';
const MAIL = {
  outboundId: 1,
  raw: Buffer.from('From: a@own.test\r\nTo: b@customer.test\r\nSubject: Re: x\r\n\r\nHello\r\n'),
  envelope: { from: 'a@own.test', to: ['b@customer.test'] },
};
let endpoint: TokenEndpoint;
let sink: SmtpSink;
let ports: FakePorts;
let deliverer: Deliverer;

async function begin(tokens: SinkBehaviour['tokens'] & object, behaviour: Partial<TokenBehaviour> = {}): Promise<void> {
  endpoint = await startTokenEndpoint(behaviour);
  sink = await startSmtpSink({ tokens });
  ports = createFakePorts();
  ports.secrets.set(KEY, endpoint.refreshToken);
  const settings = emailSettings.parse({
    addresses: ['a@own.test'],
    smtpOut: { host: sink.host, port: sink.port, tls: 'none', user: 'a@own.test', auth: 'oauth2' },
    oauth: { provider: 'other', tokenEndpoint: endpoint.url, clientId: 'app' },
  });
  const channel = { id: 7, key: 'mail', kind: 'email', name: 'Mail', departmentId: 1, settings, secrets: {} };
  deliverer = emailChannel.deliverer!(channel, ports);
}
afterEach(async () => {
  await deliverer.close();
  await sink.stop();
  await endpoint.stop();
});

it('signs in with an access token, although a password method is listed first, and stores the rotated refresh token', async () => {
  await begin({ accepts: token => token === 'access-1' }, { rotates: true });
  expect(await deliverer.deliver(MAIL)).toMatchObject([{ outcome: 'sent' }]);
  expect(sink.mails).toHaveLength(1);
  expect(readRefreshRecord(ports.secrets.get(KEY) ?? '').token).toBe('refresh-1');
});

it.each([[false], [true]])('replaces a refused token once (challenged: %s)', async challenged => {
  await begin({ accepts: token => token === 'access-2', challenged });
  expect(await deliverer.deliver(MAIL)).toMatchObject([{ outcome: 'sent' }]);
  expect(endpoint.granted).toEqual(['access-1', 'access-2']);
});

it.each([[false], [true]])(
  'defers where the second is refused as well, and then leaves both servers alone (challenged: %s)',
  async challenged => {
    await begin({ accepts: () => false, challenged });
    const [first] = await deliverer.deliver(MAIL);
    expect(first).toMatchObject({ outcome: 'deferred', response: expect.stringMatching(/refused the sign-in.*535/) });
    const later = await Promise.all([deliverer.deliver(MAIL), deliverer.deliver(MAIL)]);
    expect(later.flat().map(one => one.outcome)).toEqual(['deferred', 'deferred']);
    expect([sink.connections(), endpoint.requests.length]).toEqual([2, 2]);
  },
);

it('defers with plain words where the access was revoked, and does not ask the mail server', async () => {
  await begin({ accepts: () => true });
  endpoint.revoked = true;
  const outcomes = await deliverer.deliver(MAIL);
  expect(outcomes).toMatchObject([
    { outcome: 'deferred', response: expect.stringContaining('Sign in as a@own.test again') },
  ]);
  expect(sink.connections()).toBe(0);
});

it('defers where a new refresh token could not be saved', async () => {
  await begin({ accepts: () => true }, { rotates: true });
  ports.beforeSave = () => {
    throw new Error('the database is away');
  };
  expect(await deliverer.deliver(MAIL)).toMatchObject([
    { outcome: 'deferred', response: expect.stringContaining('cannot be read or saved here') },
  ]);
  expect(sink.connections()).toBe(0);
});
