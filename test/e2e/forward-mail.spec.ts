// A forward by mail through the real product: read from a mailbox by IMAP, hung for the customer, the colleague's one receipt sent by SMTP, and the colleague's
// answer to the receipt finding its ticket; the ledger balances at the end.
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { simpleParser } from 'mailparser';
import type { Department, Forward, LedgerTotals, Page, StrayRequests, Ticket } from '#api';
import { ApiClient, eventually } from '../product/api.client.js';
import { type Guest, startGuest } from '../product/guest.product.js';
import { rail } from '../product/product.js';
import { startDovecot } from '../servers/dovecot.js';
import { startHoodiecrow } from '../servers/hoodiecrow.js';
import type { MailServer } from '../servers/mail-server.js';
import { startSmtpSink } from '../servers/smtp-sink.js';

jest.setTimeout(120_000);

const SALES = 'sales@nordwerk.example';
const PAUL = 'paul@nordwerk.example';
let mailServer: MailServer;
let sink: Awaited<ReturnType<typeof startSmtpSink>>;
let product: Guest;
let api: ApiClient;
let paul: ApiClient;
let departmentId: number;

beforeAll(async () => {
  mailServer = (await startDovecot()) ?? (await startHoodiecrow());
  sink = await startSmtpSink();
  product = await startGuest();
  api = new ApiClient(product.url);
  await api.signIn(product.signInLink!);
  departmentId = (await api.get<Department[]>('/departments')).find(one => one.key === 'sales')!.id;
  const channels = await api.get<{ id: number; key: string }[]>('/channels');
  const saved = await api.call('PUT', `/channels/${channels.find(one => one.key === 'sales-mail')!.id}`, {
    ...{ key: 'sales-mail', kind: 'email', name: 'Sales mailbox', departmentId },
    settings: {
      addresses: [SALES],
      fromName: 'Nordwerk sales',
      imap: { host: mailServer.host, port: mailServer.port, tls: 'none', user: mailServer.user, pollSeconds: 1 },
      smtpOut: { host: '127.0.0.1', port: sink.port, tls: 'none' },
      acknowledge: true,
      organisationDomains: ['nordwerk.example'],
    },
    secrets: { 'imap.password': mailServer.password },
  });
  expect({ status: saved.status, body: saved.body }).toMatchObject({ status: 200 });
  const link = await rail(['user', 'link', PAUL], product.settings);
  paul = new ApiClient(product.url);
  await paul.signIn(/\S+#token=\S+/.exec(link.stdout)![0]);
});

afterAll(async () => {
  await product?.leave();
  await Promise.all([mailServer?.stop(), sink?.stop()]);
});

const forwarded = (id: string, from: string) =>
  [
    `From: ${from}`,
    `To: ${SALES}`,
    'Subject: Fwd: Spare rotor for P-55',
    `Message-ID: <${id}>`,
    'Date: Mon, 02 Mar 2026 10:00:00 +0100',
    'Content-Type: text/plain; charset=utf-8',
    '',
    'Please take this over, he is in a hurry.',
    '',
    '---------- Forwarded message ---------',
    'From: Jon Abel <jon@brightmill.example>',
    'Date: Sun, Mar 1, 2026 at 4:12 PM',
    'Subject: Spare rotor for P-55',
    'To: <paul@nordwerk.example>',
    '',
    'We need one spare rotor.',
  ].join('\r\n');

describe('a forward by mail', () => {
  let ticket: Ticket;
  let receipt: Awaited<ReturnType<typeof simpleParser>>;

  it('hangs for the customer, with the original date, and the note for colleagues', async () => {
    await mailServer.append(forwarded('f1@nordwerk.example', `Paul Okafor <${PAUL}>`));
    const slip = await eventually('its ticket', async () => {
      const { items } = await api.rail(departmentId);
      return items.find(one => one.subject === 'Spare rotor for P-55');
    });
    ticket = await api.ticket(slip.id);
    expect(ticket.requester).toMatchObject({ name: 'Jon Abel', address: 'jon@brightmill.example' });
    const message = ticket.entries.find(entry => entry.type === 'message')!;
    expect(message).toMatchObject({ text: 'We need one spare rotor.', author: { name: 'Jon Abel' } });
    expect(message.forward).toMatchObject({ confidence: 'likely' });
    const note = ticket.entries.find(entry => entry.type === 'note')!;
    expect(note).toMatchObject({ text: 'Please take this over, he is in a hurry.', author: { name: 'Paul Okafor' } });
    expect(ticket.replyTo!.to.map(one => one.address)).toEqual(['jon@brightmill.example']);
  });

  it('gives the colleague one receipt with the number and the promised time, and no word of the customer', async () => {
    const sent = await eventually('the receipt', async () => sink.mails[0]);
    expect(sent.to).toEqual([PAUL]);
    receipt = await simpleParser(sent.raw);
    expect(receipt.text).toContain(`#${ticket.id}`);
    expect(receipt.text).toMatch(/hears by/);
    expect(`${receipt.subject} ${receipt.text}`).not.toMatch(/rotor|Jon|Abel|brightmill|hurry/i);
    expect(receipt.headers.get('auto-submitted')).toBe('auto-replied');
  });

  it('is answered to the customer, without the note', async () => {
    const now = await api.ticket(ticket.id);
    await api.act(now, 'reply', { text: 'It leaves on Friday.', to: now.replyTo!.to, then: { state: 'keep' } });
    const sent = await eventually('the answer', async () =>
      sink.mails.find(mail => mail.to.includes('jon@brightmill.example')),
    );
    expect(sent.raw.toString()).not.toMatch(/in a hurry/);
    expect(sink.mails.filter(mail => mail.to.includes(PAUL))).toHaveLength(1);
  });

  it('is in the colleague’s list, answered, and in the count of the week', async () => {
    const { items } = await eventually('the answer in the list', async () => {
      const page = await paul.get<Page<Forward>>('/forwards');
      return page.items[0]?.reply === 'sent' && page;
    });
    expect(items).toMatchObject([{ way: 'mail', who: 'Jon Abel', ticketId: ticket.id, departmentName: 'Sales' }]);
    const { departments } = await api.get<StrayRequests>('/flow/strays');
    const [person] = departments.find(one => one.departmentId === departmentId)!.people;
    expect(person).toMatchObject({ name: 'Paul Okafor', address: PAUL, total: 1 });
    expect(person!.counts.at(-1)).toEqual({ byMail: 1, onPage: 0 });
  });

  it('is found by the colleague’s answer to the receipt', async () => {
    await mailServer.append(
      [
        `From: Paul Okafor <${PAUL}>`,
        `To: ${SALES}`,
        `Subject: Re: ${receipt.subject}`,
        `In-Reply-To: ${receipt.messageId}`,
        'Message-ID: <a1@nordwerk.example>',
        '',
        'Thank you. He can also be called.',
      ].join('\r\n'),
    );
    await eventually('the answer on the ticket', async () =>
      (await api.ticket(ticket.id)).entries.some(entry => entry.text.includes('He can also be called')),
    );
  });

  it('is ordinary mail from a stranger, acknowledged as such, and counted nowhere', async () => {
    await mailServer.append(forwarded('f2@elsewhere.example', 'Eve Stranger <eve@elsewhere.example>'));
    const slip = await eventually('the stranger’s ticket', async () => {
      const { items } = await api.rail(departmentId);
      return items.find(one => one.requester.address === 'eve@elsewhere.example');
    });
    expect(slip.subject).toBe('Fwd: Spare rotor for P-55');
    const { departments } = await api.get<StrayRequests>('/flow/strays');
    expect(departments.find(one => one.departmentId === departmentId)!.people.map(one => one.total)).toEqual([1]);
  });

  it('leaves a ledger that balances', async () => {
    const { channels } = await api.get<LedgerTotals>('/ledger/totals');
    for (const { accepted, pending, ticketed, appended, suppressed, quarantined } of channels)
      expect(pending + ticketed + appended + suppressed + quarantined).toBe(accepted);
  });
});
