import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { guardedConnect } from './guarded.connect.js';

let server: Server;
let port: number;
beforeAll(async () => {
  server = createServer(socket => socket.end('hello')).listen(0, '127.0.0.1');
  await once(server, 'listening');
  port = (server.address() as { port: number }).port;
});
afterAll(() => void server.close());

const loopback = async () => [{ address: '127.0.0.1', family: 4 }];
const said = async (host: string, opened: { host: string; port: number | null }[]): Promise<string> => {
  const socket = guardedConnect(opened, loopback)({ host, port, onConnect: () => undefined });
  try {
    let text = '';
    for await (const chunk of socket) text += String(chunk);
    return text;
  } catch (error) {
    return String((error as { code?: unknown }).code);
  }
};

describe('a guarded connection', () => {
  it('goes to a host that ops have opened, by its name or its address', async () => {
    expect(await said('127.0.0.1', [{ host: '127.0.0.1', port: null }])).toBe('hello');
    expect(await said('broker.intern', [{ host: 'broker.intern', port }])).toBe('hello');
  });

  it('is refused inside: an address as it stands, and a name that leads there', async () => {
    expect(await said('127.0.0.1', [])).toBe('ADDRESS.REFUSED');
    expect(await said('broker.example.com', [])).toBe('ADDRESS.REFUSED');
    expect(await said('broker.intern', [{ host: 'broker.intern', port: port + 1 }])).toBe('ADDRESS.REFUSED');
  });
});
