import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, TLSSocket } from 'node:tls';
import { CERTIFICATE } from '../../../../../test/servers/test-certificate.js';
import { NetworkTrial, type Talk } from './network.steps.js';
import { StepFault, type TestStep, type TrialPorts, untried, walkSteps } from './test.step.js';
import { certificateWords } from './wire.words.js';

const open: Server[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) await new Promise(resolve => server.close(resolve));
});
async function portOf(server: Server): Promise<number> {
  open.push(server);
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}
const quiet = (socket: Socket) => socket.on('error', () => undefined).resume();

const ports = (addresses: string[] = ['127.0.0.1']): TrialPorts => ({
  reach: async () => ({ outcome: 'reached', addresses }),
  signal: new AbortController().signal,
  limit: 1_000,
});
const talk = (port: number, over: Partial<Talk> = {}): Talk => ({
  ...{
    prefix: 'x',
    host: 'localhost',
    port,
    tls: 'implicit',
    protocol: 'IMAP',
    usual: { implicit: 993, starttls: 143 },
  },
  isGreeting: line => line.startsWith('* OK'),
  ...over,
});
async function tried(one: Talk, with_ = ports()): Promise<TestStep[]> {
  const trial = new NetworkTrial(one, with_);
  return walkSteps(trial.steps(), with_, () => trial.close());
}
const trust = { ca: CERTIFICATE.cert };

describe('the way to a server', () => {
  it('is secure where its certificate is trusted and bears the name that was entered', async () => {
    const port = await portOf(createTlsServer(CERTIFICATE, socket => quiet(socket).end('* OK ready\r\n')));
    expect((await tried(talk(port, { trust }))).map(step => step.state)).toEqual(['ok', 'ok', 'ok']);
    const other = await tried(talk(port, { trust, host: 'mail.example.com' }));
    expect(other.at(-1)).toMatchObject({ state: 'failed', words: expect.stringContaining('another name') });
  });

  it('is made secure by STARTTLS, and forgets what was said before it', async () => {
    const server = createServer(socket => {
      quiet(socket).write('* OK ready\r\n');
      socket.once('data', () => {
        socket.removeAllListeners('data');
        socket.write('go on\r\n');
        const secure = new TLSSocket(socket, { isServer: true, ...CERTIFICATE });
        quiet(secure).write('over TLS\r\n');
      });
    });
    const port = await portOf(server);
    const trial = new NetworkTrial(
      talk(port, {
        ...{ trust, tls: 'starttls' },
        async startTls(wire) {
          wire.say('STARTTLS');
          expect(await wire.line()).toBe('go on');
        },
      }),
      ports(),
    );
    const steps = await walkSteps(trial.steps(), ports());
    expect(steps.map(step => step.state)).toEqual(['ok', 'ok', 'ok']);
    expect(await trial.wire!.line()).toBe('over TLS');
    trial.close();
  });

  it('goes on to the next address where the first does not answer', async () => {
    const port = await portOf(createServer(socket => quiet(socket).write('* OK ready\r\n')));
    const steps = await tried(talk(port, { tls: 'none' }), ports(['127.0.0.9', '127.0.0.1']));
    expect(steps.map(step => step.state)).toEqual(['ok', 'ok', 'warning']);
  });

  it('is refused without a connection where the host is not to be reached', async () => {
    let connections = 0;
    const port = await portOf(
      createServer(socket => {
        quiet(socket);
        connections++;
      }),
    );
    const refusing: TrialPorts = {
      ...ports(),
      reach: async () => ({ outcome: 'refused', words: 'It is private.', next: 'List it.' }),
    };
    const steps = await tried(talk(port), refusing);
    expect(steps[0]).toMatchObject({ step: 'x.lookup', state: 'failed', words: 'It is private.', next: 'List it.' });
    expect(steps.slice(1).map(step => step.state)).toEqual(['skipped', 'skipped']);
    expect(connections).toBe(0);
  });

  it('ends where the server sends without end', async () => {
    const port = await portOf(createServer(socket => void quiet(socket).write('x'.repeat(200_000))));
    expect((await tried(talk(port, { tls: 'none' })))[1]).toMatchObject({ state: 'failed' });
  });
});

describe('a step', () => {
  it('that takes too long is ended, and those after it are not tried', async () => {
    const never = { step: 'a', title: 'A', run: () => new Promise<string>(() => undefined) };
    const steps = await walkSteps([never, untried('b', 'B', 'b')], { ...ports(), limit: 20 });
    expect(steps.map(step => step.state)).toEqual(['failed', 'skipped']);
    expect(steps[0]?.words).toContain('No answer');
  });

  it('that fails in an unknown way shows its code and none of its words', async () => {
    const leaks = {
      step: 'a',
      title: 'A',
      run: () => Promise.reject(Object.assign(new Error('LOGIN me canary'), { code: 'EODD' })),
    };
    const [step] = await walkSteps([leaks], ports());
    expect(step).toMatchObject({ state: 'failed', words: expect.stringContaining('EODD') });
    expect(JSON.stringify(step)).not.toContain('canary');
  });

  it('is given up when nobody waits any more, and what was opened is closed', async () => {
    const gone = new AbortController();
    let closed = false;
    const never = { step: 'a', title: 'A', run: () => new Promise<string>(() => undefined) };
    const walk = walkSteps([never], { ...ports(), signal: gone.signal }, () => {
      closed = true;
    });
    gone.abort();
    expect((await walk)[0]).toMatchObject({ state: 'failed', words: 'The test was given up.' });
    expect(closed).toBe(true);
  });

  it('says what it expected to go wrong as it is', async () => {
    const run = () => Promise.reject(new StepFault('Not there.', 'Make it.'));
    expect(await walkSteps([{ step: 'a', title: 'A', run }], ports())).toMatchObject([
      { state: 'failed', words: 'Not there.', next: 'Make it.' },
    ]);
  });
});

describe('what is wrong with a certificate', () => {
  it.each([
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'signed itself'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'authority'],
    ['CERT_HAS_EXPIRED', 'run out'],
    ['CERT_NOT_YET_VALID', 'not valid yet'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'another name'],
    ['CERT_REVOKED', 'not trusted (CERT_REVOKED)'],
  ])('is said in words: %s', (code, words) => expect(certificateWords(code, 'mail.test')?.words).toContain(words));

  it('is nothing where the connection broke', () => expect(certificateWords('ECONNRESET', 'mail.test')).toBeNull());
});
