// The whole way of a mail through the real product: in by IMAP and by SMTP, onto the rail, pulled, answered by SMTP, the answer back on the
// same ticket, done; and the ledger balances at the end.
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Department, NextAnswer, Ticket } from '#api';
import { ApiClient, eventually } from '../product/api.client.js';
import { type Product, rail, removeDataDir, startProduct } from '../product/product.js';
import { sendLoad } from '../product/smtp.load.js';
import { startDovecot } from '../servers/dovecot.js';
import { startHoodiecrow } from '../servers/hoodiecrow.js';
import type { MailServer } from '../servers/mail-server.js';
import { startSmtpSink } from '../servers/smtp-sink.js';

jest.setTimeout(120_000);

let mailServer: MailServer;
let sink: Awaited<ReturnType<typeof startSmtpSink>>;
let product: Product;
let api: ApiClient;
let department: Department;

const SUPPORT = 'support@nordwerk.example';
const mail = (over: { id: string; subject: string; headers?: string[]; text: string; to?: string }) =>
  [
    'From: Ada Byrne <ada@brightmill.example>',
    `To: Support <${over.to ?? SUPPORT}>`,
    `Subject: ${over.subject}`,
    `Message-ID: <${over.id}>`,
    'Date: Mon, 02 Mar 2026 10:00:00 +0000',
    'Content-Type: text/plain; charset=utf-8',
    ...(over.headers ?? []),
    '',
    over.text,
  ].join('\r\n');

beforeAll(async () => {
  mailServer = (await startDovecot()) ?? (await startHoodiecrow());
  sink = await startSmtpSink();
  product = await startProduct({ args: ['--empty'] });
  api = new ApiClient(product.url);
  await api.signIn(product.signInLink!);
  [department] = (await api
    .get<{ items: Department[] } | Department[]>('/departments')
    .then(found => (Array.isArray(found) ? found : found.items))) as [Department];
});

afterAll(async () => {
  await product?.stop();
  await Promise.all([mailServer?.stop(), sink?.stop()]);
  if (product) await removeDataDir(product.dataDir);
});

describe('a mail', () => {
  let ticket: Ticket;
  let replyId: string;

  it('comes in by IMAP and by SMTP, and hangs on the rail', async () => {
    const channel = await api.call('POST', '/channels', {
      key: 'support-mail',
      kind: 'email',
      name: 'Support mailbox',
      departmentId: department.id,
      settings: {
        addresses: [SUPPORT],
        fromName: 'Nordwerk support',
        imap: { host: mailServer.host, port: mailServer.port, tls: 'none', user: mailServer.user, pollSeconds: 1 },
        smtpIn: { accept: true },
        smtpOut: { host: '127.0.0.1', port: sink.port, tls: 'none' },
        plusAddressing: true,
      },
      secrets: { 'imap.password': mailServer.password },
    });
    expect({ status: channel.status, body: channel.body }).toMatchObject({ status: 201 });
    await mailServer.append(
      mail({ id: 'one@brightmill.example', subject: 'Where is our P-40?', text: 'We ordered it in January.' }),
    );
    await eventually('the SMTP listener knows the channel', async () => {
      const sent = await sendLoad({
        port: product.smtpPort,
        connections: 1,
        count: 1,
        to: SUPPORT,
        mail: () => mail({ id: 'two@brightmill.example', subject: 'Spare seals', text: 'Ten of them, please.' }),
      }).catch(() => []);
      return sent.length === 1;
    });
    const slips = await eventually('two tickets', async () => {
      const { items } = await api.rail(department.id);
      return items.length === 2 && items;
    });
    expect(slips.map(slip => slip.subject).sort()).toEqual(['Spare seals', 'Where is our P-40?']);
    expect(slips[0]!.requester).toMatchObject({ name: 'Ada Byrne', address: 'ada@brightmill.example' });
  });

  it('is pulled by next, once', async () => {
    const first = await api.call<NextAnswer>('POST', `/departments/${department.id}/next`, {});
    const second = await api.call<NextAnswer>('POST', `/departments/${department.id}/next`, {});
    const third = await api.call<NextAnswer>('POST', `/departments/${department.id}/next`, {});
    expect([first, second, third].map(answer => answer.body.why)).toEqual(['claimed', 'claimed', 'rail-clear']);
    expect(first.body.ticket!.id).not.toBe(second.body.ticket!.id);
    const slip = [first, second].map(answer => answer.body.ticket!).find(one => one.subject === 'Where is our P-40?')!;
    ticket = await api.ticket(slip.id);
    expect(ticket.entries.filter(entry => entry.type === 'message')).toMatchObject([
      { text: expect.stringContaining('January'), held: false },
    ]);
  });

  it('is answered: the reply leaves after the undo window, with the right headers', async () => {
    ticket = await api.act(ticket, 'reply', {
      text: 'It leaves our works on Friday.',
      to: [{ name: 'Ada Byrne', address: 'ada@brightmill.example' }],
      then: { state: 'waiting' },
    });
    expect(ticket).toMatchObject({ state: 'waiting', waiting: { reason: 'customer' } });
    const sent = await eventually('the reply at the mail server', async () => sink.mails[0]);
    const raw = sent.raw.toString();
    const header = (name: string) =>
      new RegExp(`^${name}: (.*(?:\r?\n[ \t].*)*)`, 'im').exec(raw)?.[1]?.replace(/\s+/g, ' ');
    expect(sent.to).toEqual(['ada@brightmill.example']);
    expect(header('Subject')).toBe(`Re: Where is our P-40? [#${ticket.id}]`);
    expect(header('In-Reply-To')).toBe('<one@brightmill.example>');
    expect(header('References')).toContain('<one@brightmill.example>');
    expect(header('From')).toContain(SUPPORT);
    expect(header('Reply-To')).toMatch(new RegExp(`support\\+t${ticket.id}-[a-z2-7]{26}@nordwerk\\.example`));
    expect(header('Auto-Submitted')).toBeUndefined();
    replyId = header('Message-ID')!;
    expect(replyId).toMatch(new RegExp(`^<t${ticket.id}\\.`));
    await eventually('the delivery on the ticket', async () => {
      const now = await api.ticket(ticket.id);
      return now.entries.some(
        entry => entry.delivery?.state === 'sent' && entry.delivery.recipients[0]?.state === 'sent',
      );
    });
  });

  it('is answered back: the answer stands on the same ticket, which is on the rail again', async () => {
    await mailServer.append(
      mail({
        id: 'three@brightmill.example',
        subject: `Re: Where is our P-40? [#${ticket.id}]`,
        headers: [`In-Reply-To: ${replyId}`, `References: <one@brightmill.example> ${replyId}`],
        text: 'Friday is fine.',
      }),
    );
    ticket = await eventually('the answer', async () => {
      const now = await api.ticket(ticket.id);
      return now.entries.some(entry => entry.text.includes('Friday is fine')) && now;
    });
    expect(ticket.state).toBe('open');
    expect(ticket.entries.map(entry => entry.type)).toEqual(['message', 'state', 'reply', 'state', 'message', 'state']);
    expect(ticket.entries.findLast(entry => entry.type === 'message')).toMatchObject({
      held: false,
      why: `matched In-Reply-To ${replyId.length > 60 ? `${replyId.slice(0, 57)}…>` : replyId} of #${ticket.id}`,
    });
  });

  it('is done, on time and counted', async () => {
    ticket = await api.act(ticket, 'claim');
    ticket = await api.act(ticket, 'done', { outcome: 'answered' });
    expect(ticket.state).toBe('done');
    const numbers = await api.numbers(department.id);
    expect(numbers.doneToday.finished).toBe(1);
  });

  it('is flagged at its source only because it is stored here', async () => {
    await eventually('flags', async () => (await mailServer.list()).every(one => one.flags.includes('\\Seen')));
  });

  it('balances in the ledger', async () => {
    const audit = await rail(['audit', '--bytes', '--json'], { DATA_DIR: product.dataDir });
    expect(JSON.parse(audit.stdout)).toMatchObject({
      balanced: true,
      channels: [{ accepted: 3, ticketed: 2, appended: 1, balanced: true }],
    });
    expect(audit.code).toBe(0);
  });
});
