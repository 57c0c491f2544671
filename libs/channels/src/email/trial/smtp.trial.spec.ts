import type { TestStep } from '#channels/contract';
import { type SmtpScript, startScriptedSmtp, startSmtpSink } from '../../../../../test/servers/smtp-sink.js';
import { CERTIFICATE } from '../../../../../test/servers/test-certificate.js';
import { emailSettings } from '../email.settings.js';
import { tryEmail } from './email.trial.js';

const ports = {
  reach: async () => ({ outcome: 'reached' as const, addresses: ['127.0.0.1'] }),
  signal: new AbortController().signal,
  limit: 1_000,
};
async function steps(smtpOut: object, secrets = {}, more: object = {}): Promise<Record<string, TestStep>> {
  const settings = emailSettings.parse({
    ...{ addresses: ['support@rail.test'], smtpIn: { accept: true } },
    ...{ smtpOut: { host: 'localhost', tls: 'none', ...smtpOut }, ...more },
  });
  const channel = { id: 0, key: 'box', kind: 'email', name: 'Box', departmentId: 1, settings, secrets };
  return Object.fromEntries((await tryEmail(channel, ports)).map(one => [one.step, one]));
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
});
