// Trying a channel through the API: real servers on this machine, which ops have opened; the steps, their words, and that nothing is kept or shown.

import type { AddressInfo } from 'node:net';
import { createServer, type Server } from 'node:net';
import { type Dovecot, startDovecot } from '../servers/dovecot.js';
import { type SmtpSink, startSmtpSink } from '../servers/smtp-sink.js';
import { CERTIFICATE } from '../servers/test-certificate.js';
import { ApiHouse } from './api.house.js';

interface Step {
  step: string;
  state: string;
  ms: number;
  words: string;
  next: string | null;
}

const dovecot = (await startDovecot()) as Dovecot;
let house: ApiHouse;
let sink: SmtpSink;
let silent: Server;
beforeAll(async () => {
  house = await ApiHouse.open({ config: { channelPrivateHosts: [{ host: '127.0.0.1', port: null }] } });
  sink = await startSmtpSink({
    user: { name: 'support', password: 'right one' },
    certificate: CERTIFICATE,
    implicitTls: true,
  });
  silent = createServer(socket => void socket.on('error', () => undefined).resume());
  await new Promise<void>(resolve => silent.listen(0, '127.0.0.1', resolve));
  await dovecot.append('From: Anna <anna@example.org>\r\nSubject: The pump leaks\r\n\r\nAll day.\r\n');
}, 60_000);
afterAll(async () => {
  await house?.close();
  await sink?.stop();
  await new Promise(resolve => silent?.close(resolve));
  await dovecot?.stop();
});

const imap = (over: object = {}) => ({
  ...{ host: '127.0.0.1', port: dovecot.port, tls: 'none', user: dovecot.user, afterTaking: 'seen' },
  ...over,
});
async function tested(settings: object, secrets: object = {}, more: object = {}) {
  const body = {
    ...{ channelId: null, kind: 'email', departmentId: house.departments.service },
    settings: { addresses: ['support@test.local'], ...settings },
    ...{ secrets, ...more },
  };
  const { status, body: answer, text } = await house.ask('admin', 'POST', '/channel-tests', { body });
  return {
    status,
    answer,
    text,
    steps: new Map<string, Step>((answer.steps ?? []).map((one: Step) => [one.step, one])),
  };
}
const failed = (steps: Map<string, Step>): Step | undefined => [...steps.values()].find(one => one.state === 'failed');

describe('a test of a mailbox', () => {
  it('goes through every step of a real server, and marks nothing', async () => {
    const { answer, steps } = await tested({ imap: imap() }, { 'imap.password': dovecot.password });
    expect(answer.ok).toBe(true);
    expect([...steps.keys()].slice(0, 8)).toEqual(
      ['lookup', 'connect', 'tls', 'sign-in', 'folder', 'rights', 'room', 'message'].map(step => `imap.${step}`),
    );
    expect(steps.get('imap.tls')).toMatchObject({ state: 'warning', words: expect.stringContaining('clear text') });
    expect(steps.get('imap.message')).toMatchObject({ state: 'ok', words: expect.stringContaining('The pump leaks') });
    expect(await dovecot.list()).toEqual([expect.objectContaining({ flags: expect.not.arrayContaining(['\\Seen']) })]);
  });

  it('says which step a wrong password fails at, tries nothing after it, and repeats no password', async () => {
    const { answer, steps, text } = await tested({ imap: imap() }, { 'imap.password': 'canary-5b1f' });
    expect(answer.ok).toBe(false);
    expect(failed(steps)).toMatchObject({ step: 'imap.sign-in', next: expect.stringContaining('password') });
    expect(steps.get('imap.folder')).toMatchObject({ state: 'skipped', ms: 0 });
    expect(text).not.toContain('canary-5b1f');
    expect(house.logLines.join('')).not.toContain('canary-5b1f');
  });

  it('names the folders that there are where the one of the settings is missing', async () => {
    const { steps } = await tested({ imap: imap({ folder: 'Orders' }) }, { 'imap.password': dovecot.password });
    expect(failed(steps)).toMatchObject({
      step: 'imap.folder',
      words: expect.stringContaining('"Orders"'),
      next: expect.stringContaining('"INBOX"'),
    });
  });

  it('names the folder that mails could not be moved to', async () => {
    const settings = { imap: imap({ afterTaking: 'move', moveTo: 'Taken' }) };
    const { steps } = await tested(settings, { 'imap.password': dovecot.password });
    expect(failed(steps)).toMatchObject({ step: 'imap.rights', words: expect.stringContaining('"Taken"') });
  });

  it('tells a port in clear text from one that begins with TLS, both ways', async () => {
    const plain = await tested({ imap: imap({ tls: 'implicit' }) }, { 'imap.password': 'x' });
    expect(failed(plain.steps)).toMatchObject({
      step: 'imap.tls',
      words: expect.stringContaining('clear text'),
      next: expect.stringContaining('STARTTLS'),
    });
    const secure = await tested({ imap: imap({ tls: 'starttls', port: sink.port }) }, { 'imap.password': 'x' });
    expect(failed(secure.steps)).toMatchObject({
      step: 'imap.connect',
      words: expect.stringContaining('begins with TLS'),
      next: expect.stringContaining('TLS from the start'),
    });
  }, 30_000);

  it('refuses to send the password where STARTTLS is wanted and not offered', async () => {
    const { steps } = await tested({ imap: imap({ tls: 'starttls' }) }, { 'imap.password': dovecot.password });
    expect(failed(steps)).toMatchObject({ step: 'imap.tls', words: expect.stringContaining('no STARTTLS') });
  });

  it('says of a host that takes the connection and says nothing that it says nothing', async () => {
    const { port } = silent.address() as AddressInfo;
    const { steps } = await tested({ imap: imap({ port }) }, { 'imap.password': 'x' });
    expect(failed(steps)).toMatchObject({ step: 'imap.connect', words: expect.stringContaining('says nothing') });
  }, 60_000);

  it('says that nobody listens', async () => {
    const { steps } = await tested({ imap: imap({ port: 1 }) }, { 'imap.password': 'x' });
    expect(failed(steps)).toMatchObject({ step: 'imap.connect', words: expect.stringContaining('nobody listens') });
  });
});

describe('a test of sending', () => {
  const smtpOut = (over: object = {}) => ({
    host: '127.0.0.1',
    port: sink.port,
    tls: 'implicit',
    user: 'support',
    ...over,
  });

  it('names a certificate that the server signed itself, and sends it no password', async () => {
    const { steps } = await tested({ smtpOut: smtpOut() }, { 'smtpOut.password': 'right one' });
    expect(failed(steps)).toMatchObject({
      step: 'smtp.tls',
      words: expect.stringContaining('signed itself'),
      next: expect.stringContaining('NODE_EXTRA_CA_CERTS'),
    });
    expect(steps.get('smtp.sign-in')?.state).toBe('skipped');
  });

  it('signs in, is taken as sender, and sends nothing', async () => {
    const plain = await startSmtpSink({ user: { name: 'support', password: 'right one' } });
    try {
      const settings = { smtpOut: smtpOut({ tls: 'none', port: plain.port }) };
      const good = await tested(settings, { 'smtpOut.password': 'right one' });
      expect(good.answer.ok).toBe(true);
      expect(good.steps.get('smtp.sender')).toMatchObject({ state: 'ok' });
      const wrong = await tested(settings, { 'smtpOut.password': 'wrong one' });
      expect(failed(wrong.steps)).toMatchObject({ step: 'smtp.sign-in', words: expect.stringContaining('535') });
      expect(wrong.text).not.toContain('wrong one');
      expect(plain.mails).toEqual([]);
    } finally {
      await plain.stop();
    }
  });
});

describe('a test reaches', () => {
  it('no private address that ops have not opened, whatever listens there, and says the same of each', async () => {
    const words = [];
    for (const host of ['127.0.0.2', '10.0.0.1', '169.254.169.254', '2130706434', '::ffff:127.0.0.2', '0x7f.0.0.2']) {
      const { steps } = await tested({ imap: imap({ host }) }, { 'imap.password': 'x' });
      expect([host, failed(steps)]).toMatchObject([host, { step: 'imap.lookup' }]);
      words.push(failed(steps)!.words.replace(host, 'HOST'));
    }
    expect(new Set(words)).toEqual(new Set(['HOST leads to a private address, and nothing was sent there.']));
  });

  it('reads out nothing of what answers in another protocol', async () => {
    const banner = createServer(socket => socket.end('SSH-2.0-canary-banner\r\n'));
    await new Promise<void>(resolve => banner.listen(0, '127.0.0.1', resolve));
    const { port } = banner.address() as AddressInfo;
    const { text, steps } = await tested({ imap: imap({ port }) }, { 'imap.password': 'x' });
    expect(failed(steps)).toMatchObject({ step: 'imap.connect', words: expect.stringContaining('no IMAP server') });
    expect(text).not.toContain('canary-banner');
    await new Promise(resolve => banner.close(resolve));
  });

  it('nothing any more once somebody tests very often', async () => {
    const fresh = await ApiHouse.open();
    try {
      const body = { kind: 'api', departmentId: fresh.departments.service, settings: {} };
      const ask = () => fresh.ask('admin', 'POST', '/channel-tests', { body });
      let answer = await ask();
      for (let n = 1; n < 61 && answer.status === 200; n++) answer = await ask();
      expect(answer).toMatchObject({ status: 429, body: { code: 'CHANNEL.TOO_MANY_TESTS' } });
      expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    } finally {
      await fresh.close();
    }
  }, 60_000);
});

describe('a test of a stored channel', () => {
  const saved = async () => {
    const body = {
      ...{ key: `box-${Math.random().toString(36).slice(2)}`, kind: 'email', name: 'Box' },
      departmentId: house.departments.service,
      settings: { addresses: ['support@test.local'], imap: imap() },
      secrets: { 'imap.password': dovecot.password },
    };
    const { body: channel } = await house.ask('admin', 'POST', '/channels', { body });
    return channel.id as number;
  };

  it('uses the stored password at the same server, and at no other', async () => {
    const channelId = await saved();
    expect((await tested({ imap: imap() }, {}, { channelId })).answer.ok).toBe(true);
    for (const over of [{ port: sink.port }, { host: 'localhost' }, { tls: 'starttls' }, { user: 'other' }]) {
      const { status, answer } = await tested({ imap: imap(over) }, {}, { channelId });
      expect([over, status, answer.code]).toEqual([over, 422, 'CHANNEL.SECRET_NEEDED']);
    }
  });

  it('is none of a channel that is not there, or of another kind', async () => {
    expect((await tested({}, {}, { channelId: 99999 })).status).toBe(404);
    const other = { channelId: house.channels.service, kind: 'api', settings: {} };
    expect((await tested({}, {}, other)).answer.errors).toEqual([expect.objectContaining({ pointer: '/kind' })]);
  });

  it('names the place of a setting that cannot work, before anything is tried', async () => {
    const { status, answer } = await tested({ imap: imap({ port: 70_000 }) });
    expect([status, answer.errors]).toEqual([
      422,
      [{ pointer: '/settings/imap/port', detail: 'is between 1 and 65535' }],
    ]);
  });
});
