// kill -9 around a reply with a file: the customer gets it once, with the very bytes, and the file stays on the ticket.
import { createHash, randomBytes } from 'node:crypto';
import { expect, it, jest } from '@jest/globals';
import { simpleParser } from 'mailparser';
import type { Department, Ticket, Upload } from '#api';
import { ApiClient, eventually } from '../product/api.client.js';
import { makeDataDir, type Product, rail, removeDataDir, startProduct, stopLeftDatabase } from '../product/product.js';
import { sendLoad } from '../product/smtp.load.js';
import { startSmtpSink } from '../servers/smtp-sink.js';

jest.setTimeout(300_000);

const SUPPORT = 'support@nordwerk.example';
const BYTES = randomBytes(3_000_000);
const hash = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

it('a reply with a file is sent once, whole, though the product is killed while the file comes and before the mail leaves', async () => {
  const dataDir = await makeDataDir();
  const sink = await startSmtpSink();
  let product: Product | undefined;
  try {
    product = await startProduct({ dataDir, args: ['--empty'] });
    const api = new ApiClient(product.url);
    await api.signIn(product.signInLink!);
    const [department] = await api.get<Department[]>('/departments');
    const channel = await api.call('POST', '/channels', {
      ...{ key: 'support', kind: 'email', name: 'Support', departmentId: department!.id, secrets: {} },
      settings: {
        addresses: [SUPPORT],
        smtpIn: { accept: true },
        smtpOut: { host: '127.0.0.1', port: sink.port, tls: 'none' },
      },
    });
    expect(channel.status).toBe(201);
    const key = await api.call<{ secret: string }>('POST', '/api-keys', {
      ...{ name: 'test', role: 'agent', departmentId: department!.id, expiresAt: null },
    });
    expect(key.status).toBe(201);
    const mail = `From: <ada@b.example>\r\nTo: <${SUPPORT}>\r\nSubject: Data sheet\r\nMessage-ID: <d1@b.example>\r\n\r\nPlease.\r\n`;
    const port = product.smtpPort;
    await eventually('the mail is taken', async () => {
      const sent = await sendLoad({ port, connections: 1, count: 1, to: SUPPORT, mail: () => mail }).catch(() => []);
      return sent.length === 1;
    });
    const [slip] = await eventually('the ticket', async () => {
      const { items } = await api.rail(department!.id);
      return items.length > 0 && items;
    });
    const bearer = { authorization: `Bearer ${key.body.secret}` };
    const call = async <T>(method: string, path: string, body?: unknown, more: Record<string, string> = {}) => {
      const raw = Buffer.isBuffer(body);
      const answer = await fetch(`${product!.url}/api/v1${path}`, {
        method,
        headers: {
          ...bearer,
          ...(body === undefined ? {} : { 'content-type': raw ? 'application/octet-stream' : 'application/json' }),
          ...more,
        },
        body: body === undefined ? undefined : raw ? new Uint8Array(body as Buffer) : JSON.stringify(body),
      });
      const text = await answer.text();
      return { status: answer.status, body: (text ? JSON.parse(text) : null) as T };
    };
    const { body: upload } = await call<Upload>('POST', `/tickets/${slip!.id}/uploads`, {
      ...{ filename: 'data sheet.pdf', contentType: 'application/pdf', size: BYTES.length },
    });
    const bring = (n: number) =>
      call('PUT', `/uploads/${upload.id}/parts/${n}`, BYTES.subarray(n * upload.partBytes, (n + 1) * upload.partBytes));
    for (let n = 0; n < 3; n += 1) expect((await bring(n)).status).toBe(204);

    await product.kill('SIGKILL');
    product = await startProduct({ dataDir });
    for (let n = 2; n * upload.partBytes < BYTES.length; n += 1) expect((await bring(n)).status).toBe(204);
    expect((await call<Upload>('POST', `/uploads/${upload.id}/finish`)).body).toMatchObject({ isReady: true });
    const { body: now } = await call<Ticket>('GET', `/tickets/${slip!.id}`);
    const reply = { text: 'Here it is.', to: [{ address: 'ada@b.example' }], uploads: [upload.id] };
    const asked = { 'if-match': `"v${now.version}"`, 'idempotency-key': 'once' };
    expect((await call('POST', `/tickets/${slip!.id}/reply`, reply, asked)).status).toBe(200);

    // Within its undo time: it is committed, and nothing of it has left.
    await product.kill('SIGKILL');
    expect(sink.mails).toHaveLength(0);
    product = await startProduct({ dataDir });
    const { body: answered } = await call<Ticket>('POST', `/tickets/${slip!.id}/reply`, reply, asked);
    const [sent] = await eventually('the mail', async () => sink.mails.length > 0 && sink.mails, 60_000);
    const { attachments } = await simpleParser(sent!.raw);
    expect(attachments.map(one => [one.filename, hash(one.content)])).toEqual([['data sheet.pdf', hash(BYTES)]]);
    const files = answered.entries.filter(entry => entry.type === 'reply').flatMap(entry => entry.attachments);
    expect(files.map(one => [one.filename, one.sha256])).toEqual([['data sheet.pdf', hash(BYTES)]]);
    const state = async () =>
      (await call<Ticket>('GET', `/tickets/${slip!.id}`)).body.entries.find(entry => entry.type === 'reply')?.delivery
        ?.state;
    await eventually('its delivery', async () => (await state()) === 'sent', 60_000);
    expect(sink.mails).toHaveLength(1);
    const audit = await rail(['audit', '--bytes', '--json'], { DATA_DIR: dataDir });
    expect(JSON.parse(audit.stdout)).toMatchObject({ balanced: true, findings: [] });
  } finally {
    await product?.stop();
    await sink.stop();
    await stopLeftDatabase(dataDir);
    await removeDataDir(dataDir);
  }
});
