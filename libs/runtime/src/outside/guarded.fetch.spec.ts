import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { guardedFetch } from './guarded.fetch.js';

let server: Server;
let url: string;
let answer: (request: IncomingMessage, response: ServerResponse) => void;
let asked = 0;
beforeAll(async () => {
  server = createServer((request, response) => {
    asked += 1;
    answer(request, response);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/token`;
});
afterAll(() => new Promise<void>(resolve => server.close(() => resolve())));

const opened = [{ host: '127.0.0.1', port: null }];

describe('a request to an address that somebody typed', () => {
  it('is answered as by fetch', async () => {
    answer = (request, response) => {
      let body = '';
      request.on('data', chunk => {
        body += chunk;
      });
      request.on('end', () =>
        response.writeHead(201, { 'content-type': 'text/plain' }).end(`${request.method} ${body}`),
      );
    };
    const response = await guardedFetch(opened)(url, { method: 'POST', body: new URLSearchParams({ a: 'b c' }) });
    expect([response.status, response.headers.get('content-type'), await response.text()]).toEqual([
      201,
      'text/plain',
      'POST a=b+c',
    ]);
  });

  it('keeps the beginning alone where no more is wanted, also of an answer that breaks off', async () => {
    const sent: string[] = [];
    answer = (request, response) => {
      request.on('data', chunk => sent.push(String(chunk)));
      request.on('end', () => response.writeHead(202).end('x'.repeat(1_000_000)));
    };
    const long = await guardedFetch(opened)(url, { method: 'POST', body: new Uint8Array([65, 66]), most: 10 });
    expect([long.status, await long.text(), sent.join('')]).toEqual([202, 'xxxxxxxxxx', 'AB']);
    answer = (_, response) => {
      response.writeHead(202, { 'content-length': '100' });
      response.write('taken', () => response.destroy());
    };
    const cut = await guardedFetch(opened)(url, { most: 10 });
    expect([cut.status, await cut.text()]).toEqual([202, 'taken']);
    await expect(guardedFetch(opened)(url, {})).rejects.toThrow();
  });

  it('follows no redirect, and takes an answer without a body', async () => {
    answer = (_, response) => response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end();
    expect((await guardedFetch(opened)(url, {})).status).toBe(302);
    answer = (_, response) => response.writeHead(204).end();
    expect((await guardedFetch(opened)(url, {})).status).toBe(204);
  });

  it('reaches nothing private that is not opened, whatever its name leads to', async () => {
    const before = asked;
    await expect(guardedFetch([])(url, {})).rejects.toMatchObject({ code: 'ADDRESS.REFUSED' });
    const toLoopback = async () => [{ address: '127.0.0.1', family: 4 }];
    const name = 'https://login.example.com/token';
    await expect(guardedFetch([], toLoopback)(name, {})).rejects.toMatchObject({ code: 'ADDRESS.REFUSED' });
    expect(asked).toBe(before);
  });

  it('ends where the caller gives up, and where an answer has no end', async () => {
    answer = () => undefined;
    const signal = AbortSignal.timeout(50);
    await expect(guardedFetch(opened)(url, { signal })).rejects.toThrow();
    answer = (_, response) => {
      const more = (): void => {
        while (!response.destroyed && response.write('x'.repeat(65_536)));
        if (!response.destroyed) response.once('drain', more);
      };
      more();
    };
    await expect(guardedFetch(opened)(url, {})).rejects.toMatchObject({ code: 'ADDRESS.TOO_LARGE' });
    server.closeAllConnections();
  });
});
