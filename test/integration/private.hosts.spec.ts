// A channel that is saved is bound as its test is: to a server of our own network that ops have not listed nothing is sent, and the words say what to do.
import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ediChannel, ediSettings, emailChannel, emailSettings } from '#channels';
import { guardedFetch } from '#runtime';
import { guardedReach } from '#store';
import { createFakePorts, type FakePorts } from '../servers/connector-ports.js';

let server: Server;
let port: number;
let connections = 0;
let ports: FakePorts;

beforeAll(async () => {
  server = createServer(socket => {
    connections += 1;
    socket.destroy();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  port = (server.address() as { port: number }).port;
});
afterAll(() => void server.close());
beforeEach(() => {
  connections = 0;
  ports = createFakePorts();
  ports.reach = guardedReach([]);
  ports.fetch = guardedFetch([]);
});

const LISTED = /private address.*CHANNEL_PRIVATE_HOSTS/;
const named = { id: 1, key: 'desk', name: 'Desk', departmentId: 1 };
const mail = () => ({
  ...{ ...named, kind: 'email', secrets: { 'imap.password': 'x', 'smtpOut.password': 'x' } },
  settings: emailSettings.parse({
    addresses: ['desk@rail.test'],
    imap: { host: '127.0.0.1', port, tls: 'none', user: 'desk' },
    smtpOut: { host: 'localhost', port, tls: 'none' },
  }),
});
const edi = () => ({
  ...{ ...named, kind: 'edi', secrets: { 'sftp.password': 'x' } },
  settings: ediSettings.parse({
    sftp: { host: '127.0.0.1', port, user: 'desk', root: '/', hostKey: `SHA256:${'A'.repeat(43)}` },
  }),
});
const posted = () => ({
  ...{ ...named, kind: 'edi', secrets: {} },
  settings: ediSettings.parse({ http: { answerUrl: `http://localhost:${port}/acks` } }),
});
const letter = { outboundId: 1, raw: Buffer.from('Subject: x\r\n\r\nx\r\n') };

describe('a saved channel at a private address', () => {
  it.each([
    ['a mailbox', () => emailChannel.connect(mail(), ports)],
    ['a folder behind SFTP', () => ediChannel.connect(edi(), ports)],
  ])('is not connected to: %s', async (_, connect) => {
    const [connector] = connect();
    try {
      await connector!.start();
      await ports.until('the failure', () => ports.lastHealth(1)?.state === 'failing');
      expect(ports.lastHealth(1)).toMatchObject({ problem: expect.stringMatching(LISTED) });
    } finally {
      await connector!.stop();
    }
    expect(connections).toBe(0);
  });

  it.each([
    ['mail', 'ada@b.test', () => emailChannel.deliverer!(mail(), ports)],
    ['an acknowledgement by POST', 'ack.edi', () => ediChannel.deliverer!(posted(), ports)],
    ['an acknowledgement by SFTP', 'ack.edi', () => ediChannel.deliverer!(edi(), ports)],
  ])('gets nothing, and it waits: %s', async (_, to, open) => {
    const deliverer = open();
    const outcomes = await deliverer.deliver({ ...letter, envelope: { from: 'desk@rail.test', to: [to] } });
    await deliverer.close();
    expect(outcomes).toEqual([
      { address: to, outcome: 'deferred', response: expect.stringMatching(/CHANNEL_PRIVATE_HOSTS/), heldUp: true },
    ]);
    expect(connections).toBe(0);
  });

  it('is connected to as soon as its host is listed', async () => {
    ports.reach = guardedReach([{ host: '127.0.0.1', port }]);
    const [connector] = emailChannel.connect(mail(), ports);
    await connector!.start();
    await ports.until('the failure', () => ports.lastHealth(1)?.state === 'failing');
    await connector!.stop();
    expect(connections).toBeGreaterThan(0);
  });
});
