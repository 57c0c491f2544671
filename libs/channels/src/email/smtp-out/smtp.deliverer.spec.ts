import { type AddressInfo, createServer } from 'node:net';
import type { Deliverer, RecipientOutcome } from '#channels/contract';
import {
  type ScriptedSmtp,
  type SmtpScript,
  type SmtpSink,
  startScriptedSmtp,
  startSmtpSink,
} from '../../../../../test/servers/smtp-sink.js';
import { CERTIFICATE } from '../../../../../test/servers/test-certificate.js';
import { createSmtpDeliverer, type SmtpDelivererOptions } from './smtp.deliverer.js';

const RAW = Buffer.from('From: a@own.test\r\nTo: b@customer.test\r\nSubject: Re: x\r\n\r\nHello\r\n.dot\r\n');
const open: { stop?(): Promise<void>; close?(): Promise<void> }[] = [];

afterEach(async () => {
  for (const one of open.splice(0).reverse()) await (one.close?.() ?? one.stop?.());
});

function delivererTo(
  { host, port }: { host: string; port: number },
  options: Partial<SmtpDelivererOptions> = {},
): Deliverer {
  const deliverer = createSmtpDeliverer({
    host,
    port,
    tls: 'none',
    connectTimeout: 2_000,
    replyTimeout: 300,
    ...options,
  });
  open.push(deliverer);
  return deliverer;
}
async function scripted(script: SmtpScript): Promise<ScriptedSmtp> {
  const server = await startScriptedSmtp(script);
  open.push(server);
  return server;
}
async function sink(behaviour = {}): Promise<SmtpSink> {
  const server = await startSmtpSink(behaviour);
  open.push(server);
  return server;
}
const mailTo = (...to: string[]) => ({ outboundId: 1, raw: RAW, envelope: { from: 'a@own.test', to } });
const kinds = (outcomes: RecipientOutcome[]) => outcomes.map(one => one.outcome);
async function outcomeOf(script: SmtpScript, options: Partial<SmtpDelivererOptions> = {}, raw = RAW) {
  const server = await scripted(script);
  const [outcome] = await delivererTo(server, options).deliver({ ...mailTo('b@customer.test'), raw });
  return { ...(outcome as RecipientOutcome), received: server.received.length };
}

describe('a server that takes the mail', () => {
  it('gets exactly the committed bytes, and each recipient is sent', async () => {
    const server = await sink();
    const outcomes = await delivererTo(server).deliver(mailTo('b@customer.test', 'c@customer.test'));
    expect(kinds(outcomes)).toEqual(['sent', 'sent']);
    expect(server.mails).toEqual([{ from: 'a@own.test', to: ['b@customer.test', 'c@customer.test'], raw: RAW }]);
  });

  it('gets several mails over one connection', async () => {
    const server = await sink();
    const deliverer = delivererTo(server);
    for (let count = 0; count < 3; count += 1) await deliverer.deliver(mailTo('b@customer.test'));
    expect(server.mails).toHaveLength(3);
    expect(server.connections()).toBe(1);
  });

  it('gets the next mail over a new connection where the kept one died unseen', async () => {
    const server = await scripted({});
    const deliverer = delivererTo(server);
    await deliverer.deliver(mailTo('b@customer.test'));
    server.cutConnections();
    expect(kinds(await deliverer.deliver(mailTo('b@customer.test')))).toEqual(['sent']);
    expect([server.received.length, server.connections()]).toEqual([2, 2]);
  });

  it('may ask for a sign-in, and gets it over TLS', async () => {
    const server = await sink({ user: { name: 'me', password: 'pw' }, certificate: CERTIFICATE });
    const options = { tls: 'starttls' as const, user: 'me', password: 'pw', ca: CERTIFICATE.cert };
    const outcomes = await delivererTo({ host: 'localhost', port: server.port }, options).deliver(
      mailTo('b@customer.test'),
    );
    expect(outcomes).toMatchObject([{ outcome: 'sent' }]);
  });

  it('is told about one address only once, although it is named twice', async () => {
    const server = await sink();
    const outcomes = await delivererTo(server).deliver(mailTo('b@customer.test', 'b@customer.test'));
    expect(kinds(outcomes)).toEqual(['sent', 'sent']);
    expect(server.mails[0]?.to).toEqual(['b@customer.test']);
  });
});

describe.each([[true], [false]])('refusals (noPipelining: %s)', noPipelining => {
  it('are told apart per recipient', async () => {
    const rcpt = { 'gone@x.test': '550 5.1.1 no such user', 'busy@x.test': '450 4.2.1 busy' };
    const server = await scripted({ rcpt, noPipelining });
    const outcomes = await delivererTo(server).deliver(mailTo('gone@x.test', 'good@x.test', 'busy@x.test'));
    expect(kinds(outcomes)).toEqual(['failed', 'sent', 'deferred']);
    expect(outcomes[0]?.response).toContain('no such user');
  });

  it('of every recipient keep their own reasons, and nothing is sent', async () => {
    const server = await scripted({
      rcpt: { 'a@x.test': '550 no', 'b@x.test': '451 later' },
      data: '503 no recipients',
      noPipelining,
    });
    expect(kinds(await delivererTo(server).deliver(mailTo('a@x.test', 'b@x.test')))).toEqual(['failed', 'deferred']);
    expect(server.received).toEqual([]);
  });

  it('of the sender for now (4xx) defer the recipients, whatever was said to the RCPTs behind it', async () => {
    const script = {
      mail: '451 4.7.1 greylisted',
      rcpt: { '*': '503 need MAIL' },
      data: '503 need RCPT',
      noPipelining,
    };
    expect(await outcomeOf(script)).toMatchObject({ outcome: 'deferred', received: 0 });
  });

  it('after the dot are definite: 4xx defers, 5xx fails', async () => {
    expect(await outcomeOf({ message: '451 try later', noPipelining })).toMatchObject({ outcome: 'deferred' });
    expect(await outcomeOf({ message: '554 5.7.1 spam', noPipelining })).toMatchObject({ outcome: 'failed' });
    expect(await outcomeOf({ message: '421 4.3.2 closing', noPipelining })).toMatchObject({ outcome: 'deferred' });
  });

  it('at DATA come before anything was sent', async () => {
    expect(await outcomeOf({ data: '451 later', noPipelining })).toMatchObject({ outcome: 'deferred', received: 0 });
    expect(await outcomeOf({ data: '554 no', noPipelining })).toMatchObject({ outcome: 'failed', received: 0 });
  });
});

describe('an unclear end', () => {
  it('after the dot is unknown: cut', async () => {
    expect(await outcomeOf({ message: 'cut' })).toMatchObject({ outcome: 'unknown', received: 1 });
  });

  it('after the dot is unknown: silence', async () => {
    expect(await outcomeOf({ message: 'silence' })).toMatchObject({ outcome: 'unknown', received: 1 });
  });

  it('before the dot is deferred: cut in the middle of a large message', async () => {
    const large = Buffer.concat([RAW, Buffer.from(`${'x'.repeat(76)}\r\n`.repeat(200_000))]);
    expect(await outcomeOf({ early: 'cut' }, {}, large)).toMatchObject({ outcome: 'deferred', received: 0 });
  });

  it('before the dot is deferred: cut at RCPT', async () => {
    expect(await outcomeOf({ rcpt: { '*': 'cut' } })).toMatchObject({ outcome: 'deferred', received: 0 });
  });

  it('is unknown as well where the service stops while it waits for the answer', async () => {
    const server = await scripted({ message: 'silence' });
    const deliverer = delivererTo(server, { replyTimeout: 60_000, grace: 50 });
    const outcomes = deliverer.deliver(mailTo('b@customer.test'));
    while (server.received.length === 0) await new Promise(resolve => setTimeout(resolve, 5));
    await deliverer.close();
    expect(kinds(await outcomes)).toEqual(['unknown']);
  });

  it('a refused recipient stays refused, the others are unknown', async () => {
    const server = await scripted({ rcpt: { 'gone@x.test': '550 no' }, message: 'cut' });
    const outcomes = await delivererTo(server).deliver(mailTo('gone@x.test', 'good@x.test'));
    expect(kinds(outcomes)).toEqual(['failed', 'unknown']);
  });
});

describe('no session', () => {
  it('refused connection: deferred', async () => {
    const listener = createServer().listen(0, '127.0.0.1');
    await new Promise(resolve => listener.once('listening', resolve));
    const { port } = listener.address() as AddressInfo;
    await new Promise(resolve => listener.close(resolve));
    const outcomes = await delivererTo({ host: '127.0.0.1', port }).deliver(mailTo('b@customer.test'));
    expect(outcomes).toMatchObject([{ outcome: 'deferred', response: expect.stringContaining('cannot be reached') }]);
  });

  it('unfriendly greeting: deferred', async () => {
    expect(await outcomeOf({ greeting: '554 go away' })).toMatchObject({ outcome: 'deferred' });
  });

  it('STARTTLS stripped: deferred with clear words, and not one envelope command in clear text', async () => {
    const server = await scripted({});
    const outcomes = await delivererTo(server, { tls: 'starttls' }).deliver(mailTo('b@customer.test'));
    expect(outcomes).toMatchObject([
      { outcome: 'deferred', response: expect.stringContaining('not sent in clear text') },
    ]);
    expect(server.commands.some(line => /^(AUTH|MAIL|RCPT|DATA)/i.test(line))).toBe(false);
  });

  it('untrusted certificate: deferred, nothing sent', async () => {
    const server = await sink({ certificate: CERTIFICATE });
    const deliverer = delivererTo({ host: 'localhost', port: server.port }, { tls: 'starttls' });
    expect(await deliverer.deliver(mailTo('b@customer.test'))).toMatchObject([
      { outcome: 'deferred', response: expect.stringContaining('certificate') },
    ]);
    expect(server.mails).toEqual([]);
  });

  it('wrong password: deferred, because ops can mend it', async () => {
    const server = await sink({ user: { name: 'me', password: 'pw' } });
    const outcomes = await delivererTo(server, { user: 'me', password: 'wrong' }).deliver(mailTo('b@customer.test'));
    expect(outcomes).toMatchObject([{ outcome: 'deferred', response: expect.stringContaining('refused the sign-in') }]);
  });
});

describe('addresses', () => {
  it('that would change the envelope are refused, the good one is served', async () => {
    const server = await sink();
    const bad = 'x@x.test>\r\nRCPT TO:<evil@x.test';
    const outcomes = await delivererTo(server).deliver(mailTo(bad, 'good@x.test', 'two words@x.test'));
    expect(outcomes.map(one => [one.address, one.outcome])).toEqual([
      [bad, 'failed'],
      ['good@x.test', 'sent'],
      ['two words@x.test', 'failed'],
    ]);
    expect(server.mails[0]?.to).toEqual(['good@x.test']);
  });
});
