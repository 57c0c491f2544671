import type { TestStep, TrialPorts } from '#channels/contract';
import { createFakePorts } from '../../../../../test/servers/connector-ports.js';
import { type SmtpScript, startScriptedSmtp, startSmtpSink } from '../../../../../test/servers/smtp-sink.js';
import { CERTIFICATE } from '../../../../../test/servers/test-certificate.js';
import { startTokenEndpoint } from '../../../../../test/servers/token-endpoint.js';
import { emailSettings } from '../email.settings.js';
import { readRefreshRecord } from '../oauth/refresh.record.js';
import { tryEmail } from './email.trial.js';

const ports = {
  reach: async () => ({ outcome: 'reached' as const, addresses: ['127.0.0.1'] }),
  signal: new AbortController().signal,
  limit: 1_000,
};
async function steps(
  smtpOut: object,
  secrets = {},
  more: object = {},
  used: TrialPorts = ports,
): Promise<Record<string, TestStep>> {
  const settings = emailSettings.parse({
    ...{ addresses: ['support@rail.test'], smtpIn: { accept: true } },
    ...{ smtpOut: { host: 'localhost', tls: 'none', ...smtpOut }, ...more },
  });
  const channel = { id: 0, key: 'box', kind: 'email', name: 'Box', departmentId: 1, settings, secrets };
  return Object.fromEntries((await tryEmail(channel, used)).map(one => [one.step, one]));
}
async function scripted(script: SmtpScript, over: object = {}) {
  const server = await startScriptedSmtp(script);
  try {
    return { tried: await steps({ port: server.port, ...over }, { 'smtpOut.password': 'pw' }), server };
  } finally {
    await server.stop();
  }
}

describe('a test of sending', () => {
  it.each([
    ['550 5.7.60 not your address', 'first'],
    ['552 5.2.2 mailbox full', 'room'],
    ['530 5.7.0 sign in first', 'Enter the user'],
    ['451 4.3.0 busy', 'later'],
  ])('says why our address is not taken as sender, and what to do: %s', async (mail, next) => {
    const { tried, server } = await scripted({ mail });
    expect(tried['smtp.sender']).toMatchObject({ state: 'failed', next: expect.stringContaining(next) });
    expect(tried['smtp.sender']?.words).toContain(mail.slice(0, 3));
    expect(server.received).toEqual([]);
  });

  it('names nobody as a recipient, and gives the transaction up', async () => {
    const { tried, server } = await scripted({});
    expect(tried['smtp.sender']?.state).toBe('ok');
    expect(server.commands.filter(line => /^(?:MAIL|RCPT|DATA|RSET)/.test(line))).toEqual([
      'MAIL FROM:<support@rail.test>',
      'RSET',
    ]);
  });

  it('sends no password where no sign-in is offered, and says on which port it is', async () => {
    const { tried, server } = await scripted({}, { user: 'support' });
    expect(tried['smtp.sign-in']).toMatchObject({ state: 'failed', next: expect.stringContaining('587') });
    expect(server.commands.filter(line => line.startsWith('AUTH'))).toEqual([]);
  });

  it('says that STARTTLS is not offered', async () => {
    const { tried } = await scripted({}, { tls: 'starttls' });
    expect(tried['smtp.tls']).toMatchObject({ state: 'failed', words: expect.stringContaining('no STARTTLS') });
  });

  it('gets as far as the certificate by STARTTLS', async () => {
    const sink = await startSmtpSink({ certificate: CERTIFICATE });
    const tried = await steps({ port: sink.port, tls: 'starttls' });
    expect(tried['smtp.tls']).toMatchObject({ state: 'failed', words: expect.stringContaining('signed itself') });
    await sink.stop();
  });

  it.each([
    ['cut', 'closed'],
    ['silence', 'does not answer'],
  ] as const)('ends where the server goes away in between: %s', async (mail, words) => {
    const { tried } = await scripted({ mail });
    expect(tried['smtp.sender']).toMatchObject({ state: 'failed', words: expect.stringContaining(words) });
  });

  it('with OAuth tries the way there, and leaves the refresh token alone', async () => {
    const { tried } = await (async () => {
      const server = await startScriptedSmtp({});
      const smtpOut = { port: server.port, auth: 'oauth2', user: 'support@rail.test' };
      const oauth = { provider: 'google', clientId: 'id' };
      const all = await steps(smtpOut, { 'oauth.refreshToken': 'canary' }, { oauth });
      await server.stop();
      return { tried: all };
    })();
    expect(tried['smtp.sign-in']).toMatchObject({ state: 'skipped', words: expect.stringContaining('refresh token') });
    expect(tried['smtp.connect']?.state).toBe('ok');
  });

  it('signs in by token, keeps what was rotated, and says why a token is refused', async () => {
    const endpoint = await startTokenEndpoint({ rotates: true });
    const sink = await startSmtpSink({ tokens: { accepts: token => token === 'access-1', challenged: true } });
    const scripted = await startScriptedSmtp({});
    const house = createFakePorts();
    house.secrets.set('0/oauth.refreshToken', endpoint.refreshToken);
    const used = { ...ports, tokens: { ...house, fetch } };
    const oauth = { provider: 'other', tokenEndpoint: endpoint.url, clientId: 'app' };
    const smtpOut = { port: sink.port, auth: 'oauth2', user: 'support@rail.test' };
    const good = await steps(smtpOut, {}, { oauth }, used);
    expect(good['smtp.sign-in']).toMatchObject({ state: 'ok', title: 'Sign in by token' });
    expect(good['smtp.sender']?.state).toBe('ok');
    expect(readRefreshRecord(house.secrets.get('0/oauth.refreshToken') ?? '').token).toBe('refresh-1');
    // Another scope is another token, which this server does not take.
    const bad = await steps(smtpOut, {}, { oauth: { ...oauth, scope: 'other' } }, used);
    expect(bad['smtp.sign-in']).toMatchObject({
      state: 'failed',
      next: expect.stringContaining('Press Sign in again'),
    });
    const none = await steps({ ...smtpOut, port: scripted.port }, {}, { oauth }, used);
    expect(none['smtp.sign-in']).toMatchObject({ state: 'failed', words: expect.stringContaining('XOAUTH2') });
    await Promise.all([endpoint.stop(), sink.stop(), scripted.stop()]);
  });
});
