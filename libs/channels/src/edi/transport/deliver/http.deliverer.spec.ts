// Against a real HTTP server on loopback.
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { OutboundMail } from '#channels/contract';
import { createHttpDeliverer, type HttpDelivererOptions } from './http.deliverer.js';

interface Seen {
  path: string;
  headers: IncomingMessage['headers'];
  body: string;
}

let server: Server;
let seen: Seen[];
let answer: { status: number; headers?: Record<string, string>; body?: string } | 'silence' | 'cut';

beforeEach(async () => {
  seen = [];
  answer = { status: 200, body: 'thanks' };
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', chunk => chunks.push(chunk));
    request.on('end', () => {
      seen.push({ path: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks).toString('latin1') });
      if (answer === 'silence') return;
      if (answer === 'cut') return void request.socket.destroy();
      response.writeHead(answer.status, answer.headers).end(answer.body);
    });
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise(resolve => server.close(resolve));
});

const url = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}/answers`;
const mail = (raw = 'ISA*00*~'): OutboundMail => ({
  outboundId: 41,
  raw: Buffer.from(raw, 'latin1'),
  envelope: { from: '', to: ['997 1.edi'] },
});
async function deliver(options: Partial<HttpDelivererOptions> = {}, sent = mail()) {
  const deliverer = createHttpDeliverer({ url: url(), ...options });
  const [outcome] = await deliverer.deliver(sent);
  await deliverer.close();
  return outcome!;
}

it('posts the very bytes, with the key, the name of the file, and a key that makes sending again harmless', async () => {
  expect(await deliver({ key: 'secret' }, mail('ISA*\xfc~'))).toEqual({
    address: '997 1.edi',
    outcome: 'sent',
    response: 'It answered 200: thanks',
  });
  expect(seen).toMatchObject([
    {
      path: '/answers',
      body: 'ISA*\xfc~',
      headers: {
        authorization: 'Bearer secret',
        'content-type': 'application/edi-x12',
        'content-disposition': "attachment; filename*=UTF-8''997%201.edi",
        'idempotency-key': 'edi-41',
      },
    },
  ]);
});

it.each([
  ["UNA:+.? 'UNB+UNOA:3+A", 'application/edifact'],
  ['UNB+UNOA:3+A', 'application/edifact'],
  ['TA1*1', 'application/octet-stream'],
])('says of %j that it is %s', async (raw, type) => {
  await deliver({}, mail(raw));
  expect(seen[0]?.headers['content-type']).toBe(type);
});

it.each([
  [200, 'sent'],
  [202, 'sent'],
  [204, 'sent'],
  [400, 'failed'],
  [401, 'failed'],
  [404, 'failed'],
  [408, 'deferred'],
  [429, 'deferred'],
  [500, 'deferred'],
  [503, 'deferred'],
])('takes an answer of %d for %s', async (status, outcome) => {
  answer = { status };
  expect((await deliver()).outcome).toBe(outcome);
});

it('follows no redirect: the key is shown to nobody else', async () => {
  answer = { status: 307, headers: { location: '/elsewhere' } };
  const { outcome, response } = await deliver({ key: 'secret' });
  expect([outcome, response]).toEqual(['deferred', expect.stringContaining('redirect (307), which is not followed')]);
  expect(seen.map(({ path }) => path)).toEqual(['/answers']);
});

it('tries later where nobody answers, or the answer breaks off, or takes too long', async () => {
  answer = 'cut';
  expect((await deliver()).outcome).toBe('deferred');
  answer = 'silence';
  expect(await deliver({ limit: 50 })).toMatchObject({ outcome: 'deferred', response: 'No answer within 0.05 s' });
  expect(await deliver({ url: 'http://127.0.0.1:1/' })).toMatchObject({
    outcome: 'deferred',
    response: expect.stringContaining('Nobody answered'),
  });
});

it('keeps no more of an answer than is shown', async () => {
  answer = { status: 400, body: 'x'.repeat(50_000) };
  expect((await deliver()).response.length).toBeLessThan(2_100);
});
