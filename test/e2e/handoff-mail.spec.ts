// A handoff from the mail program of an engineer, through the real product: told by SMTP, answered into the mailbox that is read by IMAP and through the
// listener for mail, sent back, offered again, accepted and completed, until its origin is awake again; and the ledger balances at the end.
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { simpleParser } from 'mailparser';
import type { Department, Handoff, Ticket } from '#api';
import { ApiClient, eventually } from '../product/api.client.js';
import { type Guest, startGuest } from '../product/guest.product.js';
import { rail } from '../product/product.js';
import { sendLoad } from '../product/smtp.load.js';
import { startDovecot } from '../servers/dovecot.js';
import { startHoodiecrow } from '../servers/hoodiecrow.js';
import type { MailServer } from '../servers/mail-server.js';
import { startSmtpSink } from '../servers/smtp-sink.js';

jest.setTimeout(120_000);

const ENGINEERING = 'engineering@nordwerk.example';
const INES = 'ines@nordwerk.example';
const FIELDS = {
  application: 'Dosing pump in a pickling line',
  medium: 'Brine 20 %',
  flowRate: 12.5,
  temperatureMax: 90,
  tolerance: 0.05,
  material: '1.4571',
  quantity: 40,
  requiredBy: '2027-03-01',
};

let mailServer: MailServer;
let sink: Awaited<ReturnType<typeof startSmtpSink>>;
let product: Guest;
let api: ApiClient;
let origin: Ticket;
let handoff: Handoff;
let seen = 0;

beforeAll(async () => {
  mailServer = (await startDovecot()) ?? (await startHoodiecrow());
  sink = await startSmtpSink();
  product = await startGuest();
  api = new ApiClient(product.url);
  await api.signIn(product.signInLink!);
  const departments = await api.get<Department[]>('/departments');
  const idOf = (key: string) => departments.find(one => one.key === key)!.id;
  const channels = await api.get<{ id: number; key: string }[]>('/channels');
  const saved = await api.call('PUT', `/channels/${channels.find(one => one.key === 'engineering-mail')!.id}`, {
    key: 'engineering-mail',
    kind: 'email',
    name: 'Engineering mailbox',
    departmentId: idOf('engineering'),
    settings: {
      addresses: [ENGINEERING],
      fromName: 'Nordwerk engineering',
      imap: { host: mailServer.host, port: mailServer.port, tls: 'none', user: mailServer.user, pollSeconds: 1 },
      smtpIn: { accept: true },
      smtpOut: { host: '127.0.0.1', port: sink.port, tls: 'none' },
      plusAddressing: true,
    },
    secrets: { 'imap.password': mailServer.password },
  });
  expect({ status: saved.status, body: saved.body }).toMatchObject({ status: 200 });
  const link = await rail(['user', 'link', INES], product.settings);
  const ines = new ApiClient(product.url);
  await ines.signIn(/\S+#token=\S+/.exec(link.stdout)![0]);
  expect((await ines.call('PUT', '/me/digest', { digest: 'each' })).status).toBe(200);
  origin = await eventually('a ticket of the demo', async () => {
    const { items } = await api.rail(idOf('customer-service'));
    return items[0] && api.ticket(items[0].id);
  });
});

afterAll(async () => {
  await product?.leave();
  await Promise.all([mailServer?.stop(), sink?.stop()]);
});

const current = (): Promise<Handoff> => api.get<Handoff>(`/handoffs/${handoff.id}`);
const becomes = (state: Handoff['state']) =>
  eventually(`the handoff is ${state}`, async () => (await current()).state === state && current());
async function step(name: string, body?: unknown): Promise<void> {
  const { version } = await current();
  const method = name === 'edit' ? 'PUT' : 'POST';
  const path = name === 'edit' ? `/handoffs/${handoff.id}` : `/handoffs/${handoff.id}/${name}`;
  const answer = await api.call(method, path, body, { 'if-match': `"v${version}"` });
  expect({ status: answer.status, body: answer.body }).toMatchObject({ status: 200 });
}
/** The next mail to Ines, as her program shows it. */
async function nextMail() {
  const sent = await eventually('a mail to Ines', async () => sink.mails[seen]);
  seen += 1;
  expect(sent.to).toEqual([INES]);
  const read = await simpleParser(sent.raw);
  return {
    text: read.text!,
    replyTo: read.replyTo!.value[0]!.address!,
    messageId: read.messageId!,
    subject: read.subject!,
  };
}
const answerTo = (mail: Awaited<ReturnType<typeof nextMail>>, ...said: string[]) =>
  [
    `From: Ines Koval <${INES}>`,
    `To: ${mail.replyTo}`,
    `Subject: Re: ${mail.subject}`,
    `Message-ID: <answer-${seen}@nordwerk.example>`,
    `In-Reply-To: ${mail.messageId}`,
    'Content-Type: text/plain; charset=utf-8',
    '',
    ...said,
    '',
    'On Mon, 2 Mar 2026 at 10:00, Nordwerk engineering wrote:',
    ...mail.text.split('\n').map(line => `> ${line}`),
  ].join('\r\n');

describe('a handoff, for who lives in a mail program', () => {
  it('is told of when it is offered, and sent back by answering into the mailbox', async () => {
    const begun = await api.call<Handoff>('POST', `/tickets/${origin.id}/handoffs`, { contract: 'design-request' });
    expect(begun.status).toBe(201);
    handoff = begun.body;
    await step('edit', { fields: { ...handoff.fields, ...FIELDS }, note: '', attachments: [] });
    await step('offer');
    const mail = await nextMail();
    expect(mail.text).toContain('Dimensional tolerance: 0.05 mm');
    await mailServer.append(answerTo(mail, 'return: incomplete', 'tolerance: of which dimension?'));
    expect((await becomes('returned')).returned).toMatchObject({
      by: 'Ines Koval',
      faults: [{ pointer: '/fields/tolerance', detail: 'of which dimension?' }],
    });
    expect((await nextMail()).text).toContain('You have sent it back.');
  });

  it('is accepted, refused where the result is not whole, and completed through the listener for mail', async () => {
    await step('edit', { fields: { ...handoff.fields, ...FIELDS }, note: 'Of the bore.', attachments: [] });
    await step('offer');
    await mailServer.append(answerTo(await nextMail(), 'Accept'));
    await becomes('accepted');
    const accepted = await nextMail();
    await mailServer.append(answerTo(accepted, 'complete', 'Drawing number: D-4711'));
    const refused = await nextMail();
    expect(refused.text).toContain('- Price each is missing');
    expect(refused.text).toContain('- Not ticked yet: Can be made on our machines');
    const whole = [
      'complete',
      'Drawing number: D-4711',
      'Can be made: yes',
      'Price each: 118.50',
      'Lead time: 15 working days',
      'ticked: Can be made on our machines',
    ];
    const taken = await sendLoad({
      port: product.smtpPort,
      connections: 1,
      count: 1,
      from: INES,
      to: refused.replyTo,
      mail: () => answerTo(refused, ...whole),
    });
    expect(taken).toEqual([0]);
    expect((await becomes('completed')).result).toEqual({
      drawingNumber: 'D-4711',
      feasible: 'yes',
      unitPrice: 118.5,
      leadTime: 15,
    });
    expect((await nextMail()).text).toContain('You have completed it.');
    expect(await api.ticket(origin.id)).toMatchObject({ state: 'open', hasUnreadAnswer: true });
  });

  it('leaves the ledger in balance', async () => {
    const audit = await rail(['audit', '--bytes', '--json'], product.settings);
    expect(JSON.parse(audit.stdout)).toMatchObject({ balanced: true });
    expect(audit.code).toBe(0);
  });
});
