import { connect, type Socket } from 'node:net';
import { createFakePorts, type FakePorts, RetryableFailure } from '../../../../../test/servers/connector-ports.js';
import { createSmtpListener, type SmtpListener, type SmtpListenerOptions } from './smtp.listener.js';

const MAIL = 'From: a@customer.test\r\nTo: support@own.test\r\nMessage-ID: <m1@customer.test>\r\n\r\nHello\r\n';
const CHANNELS: Record<string, number> = { 'support@own.test': 1, 'sales@own.test': 2, 'help@own.test': 1 };

let ports: FakePorts;
let listener: SmtpListener;
const clients: Talk[] = [];

beforeEach(() => {
  ports = createFakePorts();
});
afterEach(async () => {
  for (const client of clients.splice(0)) client.end();
  await listener.stop();
});

async function listen(options: Partial<SmtpListenerOptions> = {}): Promise<void> {
  const resolve = (address: string) => {
    const channelId = CHANNELS[address];
    return channelId === undefined ? null : { channelId };
  };
  const limits = { maxBytes: 100_000, maxConnections: 100 };
  listener = createSmtpListener({
    host: '127.0.0.1',
    port: 0,
    banner: 'mx.own.test',
    resolve,
    ports,
    ...limits,
    ...options,
  });
  await listener.start();
}

/** A client that says exactly what a test wants, and hears whole replies. */
class Talk {
  private heard = '';
  private waiting: (() => void)[] = [];
  private constructor(readonly socket: Socket) {
    socket.setNoDelay(true);
    socket.on('data', chunk => {
      this.heard += chunk.toString('latin1');
      for (const wake of this.waiting.splice(0)) wake();
    });
    socket.on('close', () => {
      for (const wake of this.waiting.splice(0)) wake();
    });
    socket.on('error', () => socket.destroy());
  }
  static async open(hello = 'EHLO client'): Promise<Talk> {
    const talk = new Talk(connect(listener.port(), '127.0.0.1'));
    clients.push(talk);
    await talk.reply();
    await talk.say(hello);
    return talk;
  }
  async say(line: string): Promise<string> {
    this.socket.write(`${line}\r\n`);
    return this.reply();
  }
  async reply(): Promise<string> {
    for (;;) {
      const end = /(?:^|\r\n)\d{3}(?: [^\r\n]*)?\r\n/.exec(this.heard);
      if (end) {
        const reply = this.heard.slice(0, end.index + end[0].length);
        this.heard = this.heard.slice(reply.length);
        return reply.trim();
      }
      if (this.socket.destroyed) return 'closed';
      await new Promise<void>(resolve => this.waiting.push(resolve));
    }
  }
  async envelope(...to: string[]): Promise<string[]> {
    const replies = [await this.say('MAIL FROM:<a@customer.test>')];
    for (const address of to) replies.push(await this.say(`RCPT TO:<${address}>`));
    return replies;
  }
  async mail(raw = MAIL, ...to: string[]): Promise<string> {
    await this.envelope(...(to.length > 0 ? to : ['support@own.test']));
    await this.say('DATA');
    return this.say(`${raw.replace(/^\./gm, '..')}.`);
  }
  end(): void {
    this.socket.destroy();
  }
}

it('says 250 only after the ledger committed', async () => {
  await listen();
  let commit: () => void = () => undefined;
  ports.beforeCommit = () => new Promise(resolve => (commit = resolve));
  const client = await Talk.open();
  let answered = false;
  const answer = client.mail().then(reply => {
    answered = true;
    return reply;
  });
  await new Promise(resolve => setTimeout(resolve, 50));
  expect([answered, ports.stored.length]).toEqual([false, 0]);
  commit();
  expect(await answer).toMatch(/^250 2\.6\.0/);
  expect(ports.stored).toHaveLength(1);
});

it('stores the bytes as they came, dots undone, with the facts of the transport', async () => {
  await listen();
  const raw = `${MAIL}.\r\n..two dots\r\n\xe4\r\n`;
  const client = await Talk.open();
  await client.envelope('Support+t1-abc@own.test');
  await client.say('DATA');
  client.socket.write(Buffer.from(`${raw.replace(/^\./gm, '..')}.\r\n`, 'latin1'));
  expect(await client.reply()).toMatch(/^250/);
  const [stored] = ports.stored;
  expect(stored?.raw.toString('latin1')).toBe(raw);
  expect(stored?.conversationKey).toBe('m1@customer.test');
  expect(stored?.transport).toEqual({
    via: 'smtp',
    mailFrom: 'a@customer.test',
    rcptTo: ['Support+t1-abc@own.test'],
    remoteAddress: '127.0.0.1',
  });
});

it('refuses unknown recipients for good, and takes sub-addresses of known ones', async () => {
  await listen();
  const client = await Talk.open();
  const [, unknown, known] = await client.envelope('nobody@own.test', 'support+t123-xyz@own.test');
  expect(unknown).toMatch(/^550 5\.1\.1/);
  expect(known).toMatch(/^250/);
});

it('makes one envelope per channel, in one call, each with its own recipients', async () => {
  await listen();
  const client = await Talk.open();
  await client.mail(MAIL, 'support@own.test', 'sales@own.test', 'help@own.test');
  expect(ports.batches).toEqual([2]);
  expect(ports.stored.map(one => [one.channelId, one.transport.rcptTo])).toEqual([
    [1, ['support@own.test', 'help@own.test']],
    [2, ['sales@own.test']],
  ]);
});

it('answers 451 while the database is away, reports it, and takes the retry as the same mail', async () => {
  await listen();
  let away = true;
  ports.beforeCommit = () => {
    if (away) throw new RetryableFailure('the database is away');
  };
  const client = await Talk.open();
  expect(await client.mail()).toMatch(/^451 4\.3\.0/);
  expect(ports.lastHealth(1)).toMatchObject({ state: 'failing', code: 'SMTP.NOT_STORED' });
  away = false;
  expect(await client.mail()).toMatch(/^250/);
  expect(ports.lastHealth(1)?.state).toBe('ok');
  expect(await client.mail()).toMatch(/^250/);
  expect([ports.offered.length, ports.stored.length]).toEqual([2, 1]);
});

it('answers 451, not 5xx, for a failure of our own that is not temporary, and spares the neighbours', async () => {
  await listen();
  ports.beforeCommit = envelopes => {
    if (envelopes.some(one => one.raw.includes('poison'))) throw new Error('cannot be stored');
  };
  const answers = await Promise.all(
    ['one', 'poison', 'two'].map(async text => (await Talk.open()).mail(`${MAIL}${text}\r\n`)),
  );
  expect(answers.map(answer => answer.slice(0, 3))).toEqual(['250', '451', '250']);
  expect(ports.stored).toHaveLength(2);
});

it('refuses what is too large with 552, announced or not', async () => {
  await listen({ maxBytes: 2_000 });
  const client = await Talk.open();
  expect(await client.say('MAIL FROM:<a@customer.test> SIZE=5000')).toMatch(/^552 5\.3\.4/);
  expect(await client.mail(`${MAIL}${'x'.repeat(70)}\r\n`.repeat(40))).toMatch(/^552 5\.3\.4/);
  expect(await client.mail()).toMatch(/^250/);
  expect(ports.stored).toHaveLength(1);
});

it('stores nothing of a mail whose connection ended before its end', async () => {
  await listen();
  const client = await Talk.open();
  await client.envelope('support@own.test');
  await client.say('DATA');
  client.socket.write('From: a@customer.test\r\n\r\nhalf of it');
  client.socket.end();
  await client.reply();
  expect(await (await Talk.open()).mail()).toMatch(/^250/);
  expect(ports.offered).toHaveLength(1);
});

it('tells clients to come later when too many bytes wait in memory, and recovers', async () => {
  await listen({ memoryBudget: 5_000 });
  let commit: () => void = () => undefined;
  let waiting = false;
  ports.beforeCommit = () => {
    waiting = true;
    return new Promise(resolve => (commit = resolve));
  };
  const body = `${MAIL}${'x'.repeat(70)}\r\n`.repeat(25);
  const first = (await Talk.open()).mail(body);
  await ports.until('the first waits for its commit', () => waiting);
  expect(await (await Talk.open()).mail(body)).toMatch(/^451/);
  ports.beforeCommit = () => undefined;
  commit();
  expect(await first).toMatch(/^250/);
  expect(await (await Talk.open()).mail(body)).toMatch(/^250/);
});

it('gathers mails of many connections into few calls while the store is busy', async () => {
  await listen();
  ports.beforeCommit = () => new Promise(resolve => setTimeout(resolve, 30));
  const talks = await Promise.all(Array.from({ length: 20 }, () => Talk.open()));
  const answers = await Promise.all(talks.map((talk, index) => talk.mail(`${MAIL}${index}\r\n`)));
  expect(answers.every(answer => answer.startsWith('250'))).toBe(true);
  expect(ports.stored).toHaveLength(20);
  expect(ports.batches.length).toBeLessThan(10);
});

it('takes the null sender of bounces', async () => {
  await listen();
  const client = await Talk.open();
  await client.say('MAIL FROM:<>');
  await client.say('RCPT TO:<support@own.test>');
  await client.say('DATA');
  expect(await client.say(`${MAIL}.`)).toMatch(/^250/);
  expect(ports.stored[0]?.transport.mailFrom).toBe('');
});

it('speaks LMTP where it is told to: one answer per recipient', async () => {
  await listen({ lmtp: true });
  const client = await Talk.open('LHLO client');
  expect(await client.mail(MAIL, 'support@own.test', 'sales@own.test')).toMatch(/^250/);
  expect(await client.reply()).toMatch(/^250/);
});

it('drops a client that says nothing, but not one that waits for our answer', async () => {
  await listen({ idleTimeout: 400 });
  let commit: () => void = () => undefined;
  ports.beforeCommit = () => new Promise(resolve => (commit = resolve));
  const patient = await Talk.open();
  const idler = await Talk.open();
  const answer = patient.mail();
  expect(await idler.reply()).toMatch(/^421/);
  await new Promise(resolve => setTimeout(resolve, 500));
  commit();
  expect(await answer).toMatch(/^250/);
});
