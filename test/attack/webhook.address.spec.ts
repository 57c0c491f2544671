// A webhook must not become a way into the network behind the server (A25 to A27): whatever address is typed, planted in the database, answered by a
// name server or by a redirect. A canary listens on loopback; a connection to it is a red build.
import { type AddressInfo, createServer, type Server } from 'node:net';
import type { Resolved } from '#runtime';
import { ApiHouse } from '../integration/api.house.js';
import { until, WebhookHouse } from '../integration/webhook.house.js';
import { startWebhookReceiver } from '../servers/webhook-receiver.js';

let api: ApiHouse;
let house: WebhookHouse;
const canaries: Server[] = [];
let touched = 0;
let port: number;
beforeAll(async () => {
  [api, house] = [await ApiHouse.open(), await WebhookHouse.open()];
  const listen = (host: string, on: number) =>
    new Promise<number | null>(resolve => {
      const server = createServer(socket => {
        touched += 1;
        socket.destroy();
      });
      // A machine without IPv6 has no ::1 to guard.
      server.once('error', () => resolve(null));
      server.listen(on, host, () => {
        canaries.push(server);
        resolve((server.address() as AddressInfo).port);
      });
    });
  port = (await listen('127.0.0.1', 0))!;
  await listen('::1', port);
}, 60_000);
afterAll(async () => {
  for (const server of canaries) server.close();
  await Promise.all([api?.close(), house?.close()]);
});
beforeEach(() => {
  touched = 0;
});
afterEach(() => house.clear());

/** Plants a webhook past the API, tells it something, and says what the sender wrote to the log. */
async function send(url: string, resolve?: (host: string) => Promise<Resolved[]>): Promise<string> {
  const { id } = await house.makeWebhook(url);
  await house.tell(house.event(1));
  house.startSender({ privateHosts: [], ...(resolve ? { resolve } : {}) });
  await until(async () => (await house.deliveries(id))[0]!.error !== null);
  const [delivery] = await house.deliveries(id);
  expect(delivery).toMatchObject({ state: 'queued', status: null, response: '' });
  return delivery!.error!;
}

// Loopback in all its spellings first; then what else must never be called.
const HOSTS = [
  '127.0.0.1',
  '127.1',
  '127.0.1',
  '127.255.255.254',
  '2130706433',
  '017700000001',
  '0x7f000001',
  '0x7f.0.0.1',
  '0177.0.0.01',
  '127.0.0.1.',
  '①②⑦.⓪.⓪.①',
  '127。0。0。1',
  '%31%32%37.0.0.1',
  '0',
  '0.0.0.0',
  '[::]',
  '[::1]',
  '[0:0:0:0:0:0:0:1]',
  '[::127.0.0.1]',
  '[::ffff:127.0.0.1]',
  '[::ffff:7f00:1]',
  '[64:ff9b::127.0.0.1]',
  '[64:ff9b:1::7f00:1]',
  '[2002:7f00:1::1]',
  '10.0.0.1',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.0.1',
  '169.254.169.254',
  '0xa9fea9fe',
  '2852039166',
  '[::ffff:169.254.169.254]',
  '[64:ff9b::a9fe:a9fe]',
  '[2002:a9fe:a9fe::]',
  '[fd00:ec2::254]',
  '100.64.0.1',
  '100.100.100.200',
  '168.63.129.16',
  '192.0.0.192',
  '198.18.0.1',
  '224.0.0.1',
  '255.255.255.255',
  '[fe80::1]',
  '[fc00::1]',
  '[ff02::1]',
];

describe('an address that leads inside', () => {
  it.each(HOSTS)('is not taken, and not called where it was planted: %s', async host => {
    const url = `https://${host}:${port}/`;
    const answer = await api.ask('admin', 'POST', '/webhooks', {
      body: { name: 'x', url, departmentId: null, events: [] },
    });
    expect([answer.status, answer.body.errors]).toEqual([
      422,
      [{ pointer: '/url', detail: 'The address is not on the internet' }],
    ]);
    expect(await send(url)).toBe('The address is not on the internet');
    expect(touched).toBe(0);
  });

  it.each([
    'http://tool.example.com/',
    'ftp://127.0.0.1/',
    'file:///etc/passwd',
    'gopher://127.0.0.1:25/_HELO',
    'https://user:pw@tool.example.com/',
    'https://tool.example.com@127.0.0.1/',
    'https://tool.example.com:25/',
    'https://tool.example.com:6379x/',
    'https://tool.example.com:99999/',
    'https:// tool.example.com/',
    'https://tool.example.com/\u0000',
    '//127.0.0.1/',
    '',
  ])('is not taken in another form either: %j', async url => {
    const body = { name: 'x', url, departmentId: null, events: [] };
    const answer = await api.ask('admin', 'POST', '/webhooks', { body });
    expect([answer.status, answer.body.errors[0].pointer]).toEqual([422, '/url']);
  });
});

describe('a name', () => {
  it.each([
    ['127.0.0.1', 4],
    ['10.0.0.1', 4],
    ['169.254.169.254', 4],
    ['::1', 6],
    ['::ffff:127.0.0.1', 6],
    ['64:ff9b::7f00:1', 6],
    ['fd00:ec2::254', 6],
  ])('that leads to %s is not followed', async (address, family) => {
    const error = await send(`https://tool.example.com:${port}/`, async () => [{ address, family }]);
    expect(error).toBe('The host name leads to an address that is not on the internet');
    expect(touched).toBe(0);
  });

  it('that leads outside and inside at once is not followed', async () => {
    const mixed = [
      { address: '203.0.112.9', family: 4 },
      { address: '127.0.0.1', family: 4 },
    ];
    expect(await send(`https://tool.example.com:${port}/`, async () => mixed)).toMatch(/not on the internet/);
    expect(touched).toBe(0);
  });

  it('that answers otherwise when it is asked again gains nothing: it is asked once for a connection', async () => {
    let asked = 0;
    const rebinding = async (): Promise<Resolved[]> => {
      asked += 1;
      return [{ address: asked === 1 ? '127.0.0.1' : '203.0.112.9', family: 4 }];
    };
    expect(await send(`https://rebind.example.com:${port}/`, rebinding)).toMatch(/not on the internet/);
    expect([asked, touched]).toEqual([1, 0]);
  });

  it('of this machine is not called, however it is resolved here', async () => {
    expect(await send(`https://localhost:${port}/`)).toMatch(/not on the internet/);
    expect(touched).toBe(0);
  });

  it('tells nothing of what listens inside: an open port and a closed one look the same', async () => {
    const inside = async () => [{ address: '127.0.0.1', family: 4 }];
    const open = await send(`https://tool.example.com:${port}/`, inside);
    await house.clear();
    const closed = await send('https://tool.example.com:65535/', inside);
    expect(open).toBe(closed);
    expect(open).not.toMatch(/127/);
  });
});

describe('a receiver that was let in', () => {
  it('cannot send us on: a redirect is not followed', async () => {
    const receiver = await startWebhookReceiver();
    try {
      for (const status of [301, 302, 303, 307, 308]) {
        receiver.behave({ status, headers: { location: `http://127.0.0.1:${port}/` } });
        const { id } = await house.makeWebhook(receiver.url);
        await house.tell(house.event(1));
        house.startSender({ privateHosts: [{ host: '127.0.0.1', port: receiver.port }] });
        await until(async () => (await house.deliveries(id))[0]!.error !== null);
        expect((await house.deliveries(id))[0]).toMatchObject({ state: 'queued', status });
        await house.clear();
      }
      expect(touched).toBe(0);
      expect(receiver.received).toHaveLength(5);
    } finally {
      await receiver.stop();
    }
  });

  it('opens its own port only', async () => {
    const { id } = await house.makeWebhook(`http://127.0.0.1:${port}/`);
    await house.tell(house.event(1));
    house.startSender({ privateHosts: [{ host: '127.0.0.1', port: port - 1 }] });
    await until(async () => (await house.deliveries(id))[0]!.error !== null);
    expect(touched).toBe(0);
  });
});
