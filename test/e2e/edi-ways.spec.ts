// The ways of an order by EDI through the real product: as a mail's attachment through a real mailbox, posted with an API key, and dropped into a folder. Each hangs on
// the rail once, each partner's system gets its acknowledgement the way that the order came, and the ledger balances.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { simpleParser } from 'mailparser';
import type { Department } from '#api';
import { change860, edifact, order850, ordersOf, x12 } from '../integration/edi.letters.js';
import { ApiClient, eventually } from '../product/api.client.js';
import { delivered, drop, filesIn } from '../product/edi.files.js';
import { type Guest, startGuest } from '../product/guest.product.js';
import { rail } from '../product/product.js';
import { startDovecot } from '../servers/dovecot.js';
import { startHoodiecrow } from '../servers/hoodiecrow.js';
import type { MailServer } from '../servers/mail-server.js';
import { startSmtpSink } from '../servers/smtp-sink.js';

jest.setTimeout(120_000);

let mailServer: MailServer;
let sink: Awaited<ReturnType<typeof startSmtpSink>>;
let product: Guest;
let api: ApiClient;
let department: Department;
let folder: string;

async function channel(body: { key: string; kind: string; settings: object; secrets?: object }): Promise<number> {
  const answer = await api.call<{ id: number }>('POST', '/channels', {
    name: `Orders: ${body.key}`,
    departmentId: department.id,
    ...body,
  });
  expect({ status: answer.status, body: answer.body }).toMatchObject({ status: 201 });
  return answer.body.id;
}
async function partner(key: string, standard: 'x12' | 'edifact', qualifier: string, id: string): Promise<void> {
  const answer = await api.call('POST', '/partners', {
    ...{ key, name: `Partner ${key}`, enabled: true, identities: [{ qualifier, id }], ownIdentities: [], standard },
    ...{ accepts: 'production', versions: [], errors: 'reject', acknowledge: standard === 'x12' ? '997' : 'contrl' },
    ...{ charset: null, duplicateWindowDays: 90, ackDeadlineMinutes: 1440, ackAddress: null },
  });
  expect({ status: answer.status, body: answer.body }).toMatchObject({ status: 201 });
}
const slipOf = (words: string) =>
  eventually(`a ticket "${words}"`, async () => {
    const { items } = await api.rail(department.id);
    return items.find(slip => slip.subject.includes(words));
  });

beforeAll(async () => {
  mailServer = (await startDovecot()) ?? (await startHoodiecrow());
  sink = await startSmtpSink();
  folder = await mkdtemp(join(tmpdir(), 'rail-edi-'));
  await mkdir(join(folder, 'in'));
  product = await startGuest({ args: ['--empty'] });
  api = new ApiClient(product.url);
  await api.signIn(product.signInLink!);
  [department] = (await api
    .get<{ items: Department[] } | Department[]>('/departments')
    .then(found => (Array.isArray(found) ? found : found.items))) as [Department];
  await partner('acme', 'x12', 'ZZ', 'ACMEPARTS');
  await partner('weser', 'edifact', '14', '4099999000018');
});

afterAll(async () => {
  await product?.leave();
  await Promise.all([mailServer?.stop(), sink?.stop()]);
  await rm(folder, { recursive: true, force: true });
});

describe('an order by EDI', () => {
  it('comes as the attachment of a mail through a real mailbox, and is acknowledged by mail', async () => {
    await channel({ key: 'edi-mail', kind: 'edi', settings: { mail: {} } });
    await channel({
      key: 'orders-mail',
      kind: 'email',
      settings: {
        addresses: ['orders@nordwerk.example'],
        fromName: 'Nordwerk orders',
        imap: { host: mailServer.host, port: mailServer.port, tls: 'none', user: mailServer.user, pollSeconds: 1 },
        smtpOut: { host: '127.0.0.1', port: sink.port, tls: 'none' },
        ediChannel: 'edi-mail',
      },
      secrets: { 'imap.password': mailServer.password },
    });
    const lines = [
      ...['From: Acme EDI <edi@acme.example>', 'To: orders@nordwerk.example', 'Subject: Orders of today'],
      ...['Message-ID: <orders@acme.example>', 'MIME-Version: 1.0', 'Content-Type: multipart/mixed; boundary="b"', ''],
      ...['--b', 'Content-Type: text/plain', '', 'See the file.', '--b'],
      ...[
        'Content-Type: application/edi-x12; name="orders.edi"',
        'Content-Disposition: attachment; filename="orders.edi"',
      ],
      ...[
        'Content-Transfer-Encoding: base64',
        '',
        x12({ control: '000000201', sets: [order850('M-1')] }).toString('base64'),
      ],
      ...['--b--', ''],
    ];
    await mailServer.append(lines.join('\r\n'));
    expect(await slipOf('M-1')).toMatchObject({ kind: 'order' });
    const sunk = await eventually('the acknowledgement by mail', async () => sink.mails[0]);
    expect(sunk.to).toEqual(['edi@acme.example']);
    const mail = await simpleParser(sunk.raw);
    expect([mail.inReplyTo, mail.attachments.length]).toEqual(['<orders@acme.example>', 1]);
    expect(mail.attachments[0]!.content.toString('latin1')).toMatch(
      /ST\*997\*0001~[\s\S]*AK1\*PO\*201~[\s\S]*AK9\*A\*1\*1\*1~/,
    );
  });

  it('is posted with an API key, and its acknowledgement is fetched and then gone', async () => {
    await channel({ key: 'edi-http', kind: 'edi', settings: { http: {} } });
    const key = await api.call<{ secret: string }>('POST', '/api-keys', {
      ...{ name: 'weser', departmentId: department.id, role: 'sales', expiresAt: null },
    });
    const authorization = `Bearer ${key.body.secret}`;
    const post = (bytes: Buffer, headers: object) =>
      fetch(`${product.url}/in/edi-http`, {
        method: 'POST',
        headers: { 'content-type': 'application/edifact', ...headers },
        body: new Uint8Array(bytes),
      });
    const bytes = edifact({ control: '5001', messages: [ordersOf('H-1')] });
    expect((await post(bytes, {})).status).toBe(401);
    const posted = await eventually('the channel is known', async () => {
      const answer = await post(bytes, { authorization });
      return answer.status === 202 && answer;
    });
    expect(await posted.json()).toMatchObject({ messages: [{ outcome: 'stored' }] });
    expect(await slipOf('H-1')).toMatchObject({ kind: 'order' });
    const waiting = async () => {
      const answer = await fetch(`${product.url}/in/edi-http/acknowledgements`, { headers: { authorization } });
      return JSON.stringify(await answer.json());
    };
    await eventually('the CONTRL waits', async () => (await waiting()).includes('CONTRL'));
    const [, id] = /"id":(\d+)/.exec(await waiting())!;
    const taken = await fetch(`${product.url}/in/edi-http/acknowledgements/${id}/taken`, {
      method: 'POST',
      headers: { authorization },
    });
    expect(taken.status).toBeLessThan(300);
    expect(await waiting()).not.toContain('CONTRL');
  });

  it('is dropped into a folder, and its change joins it; what is half written is left alone', async () => {
    await channel({ key: 'edi-folder', kind: 'edi', settings: { folder: { path: folder, pollSeconds: 0.2 } } });
    await writeFile(
      join(folder, 'in', 'half.edi.tmp'),
      x12({ control: '000000300', sets: [order850('F-0')] }).subarray(0, 200),
    );
    await drop(folder, 'order.edi', x12({ control: '000000301', sets: [order850('F-1')] }));
    const slip = await slipOf('F-1');
    await drop(folder, 'change.edi', x12({ control: '000000302', functional: 'PC', sets: [change860('F-1', '14')] }));
    const documents = await eventually('the change on the ticket of its order', async () => {
      const answer = await api.call<{ items: { documentType: string }[] } | { documentType: string }[]>(
        'GET',
        `/tickets/${slip.id}/documents`,
      );
      const found = Array.isArray(answer.body) ? answer.body : answer.body.items;
      return found.length === 2 && found;
    });
    expect(documents.map(one => one.documentType)).toEqual(['850', '860']);
    await eventually('both acknowledged', async () => (await delivered(folder)).length === 2);
    expect([await filesIn(folder, 'in'), await filesIn(folder, 'work'), await filesIn(folder, 'done')]).toEqual([
      ['half.edi.tmp'],
      [],
      ['change.edi', 'order.edi'],
    ]);
  });

  it('leaves a ledger that balances', async () => {
    const audit = await rail(['audit', '--bytes', '--json'], product.settings);
    expect(JSON.parse(audit.stdout)).toMatchObject({ balanced: true, findings: [] });
  });
});
