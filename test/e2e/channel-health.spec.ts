// Ops at 2 am, through the real product and a real mail server: what breaks is one alert in the app and one mail, what works again one notice; a second look
// at the mailbox finds what was missed and takes nothing twice; test messages go the whole way and never hang on the rail.
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { simpleParser } from 'mailparser';
import pg from 'pg';
import type { Alert, AlertPage, CatchUp, ChannelHealthSheet, ChannelHealthView, Department, Session } from '#api';
import { ApiClient, eventually } from '../product/api.client.js';
import { filesIn } from '../product/edi.files.js';
import { type Guest, startGuest } from '../product/guest.product.js';
import { rail } from '../product/product.js';
import { type Dovecot, startDovecot } from '../servers/dovecot.js';
import { bringMails, type SmtpSink, startSmtpSink } from '../servers/smtp-sink.js';

jest.setTimeout(300_000);

const SUPPORT = 'support@nordwerk.example';
/** The issue's own: within a minute. */
const MINUTE = 60_000;
const PATIENCE = 150_000;

const found = await startDovecot();
const story = found ? describe : describe.skip;
const mailServer = found as Dovecot;
let sink: SmtpSink;
let product: Guest;
let api: ApiClient;
let session: Session;
let department: Department;
let folder: string;
let mailbox: number;
/** While it does, mail to the mailbox's own address is delivered there. */
let delivers = true;
let endBringing: (() => void) | undefined;
let count = 0;

if (!found) {
  console.warn('SKIPPED the health of channels: apt-get install dovecot-imapd');
  it('has Dovecot in CI', () => {
    expect(process.env.CI).not.toBe('true');
  });
}

beforeAll(async () => {
  if (!found) return;
  sink = await startSmtpSink();
  folder = await mkdtemp(join(tmpdir(), 'rail-health-'));
  await mkdir(join(folder, 'in'));
  product = await startGuest({ args: ['--empty'] });
  api = new ApiClient(product.url);
  session = await api.signIn(product.signInLink!);
  [department] = (await api.get<Department[]>('/departments')) as [Department];
  mailbox = await channel('support-mail', 'email', {
    addresses: [SUPPORT],
    imap: { host: mailServer.host, port: mailServer.port, tls: 'none', user: mailServer.user, pollSeconds: 1 },
    smtpOut: { host: '127.0.0.1', port: sink.port, tls: 'none' },
  });
  endBringing = bringMails(
    sink,
    SUPPORT,
    raw => mailServer.append(raw),
    () => delivers,
  );
});
afterAll(async () => {
  endBringing?.();
  await product?.leave();
  await Promise.all([found?.stop(), sink?.stop()]);
  if (folder) await rm(folder, { recursive: true, force: true });
});

async function channel(key: string, kind: string, settings: object): Promise<number> {
  const answer = await api.call<{ id: number }>('POST', '/channels', {
    ...{ key, kind, name: `Channel ${key}`, departmentId: department.id, settings },
    secrets: kind === 'email' ? { 'imap.password': mailServer.password } : {},
  });
  expect({ status: answer.status, body: answer.body }).toMatchObject({ status: 201 });
  return answer.body.id;
}
const mail = (subject: string): string => {
  count += 1;
  return `From: Ada Byrne <ada@brightmill.example>\r\nTo: ${SUPPORT}\r\nSubject: ${subject}\r\nMessage-ID: <health-${count}@brightmill.example>\r\n\r\nPlease help.\r\n`;
};
const healthOf = (id: number) => api.get<ChannelHealthSheet>(`/channels/${id}/health`);
const works = (id: number) =>
  eventually('a channel that works', async () => (await healthOf(id)).state === 'ok', PATIENCE);
const subjects = async () => (await api.rail(department.id)).items.map(slip => slip.subject).sort();
const alertsOf = async (kind: Alert['kind']) =>
  (await api.get<AlertPage>('/alerts?state=all&limit=200')).items.filter(alert => alert.kind === kind);
const mailsOf = async (words: RegExp) => {
  const parsed = await Promise.all(sink.mails.map(async one => ({ ...(await simpleParser(one.raw)), to: one.to })));
  return parsed.filter(one => words.test(one.subject ?? ''));
};
async function inDatabase(text: string, values: unknown[]): Promise<void> {
  const client = new pg.Client({ connectionString: product.databaseUrl });
  await client.connect();
  try {
    await client.query(text, values);
  } finally {
    await client.end();
  }
}

story('a mail server that is killed', () => {
  it('is one alert in the app and one mail to the administrators, within a minute', async () => {
    await mailServer.append(mail('Before'));
    await eventually('the first ticket', async () => (await subjects()).includes('Before'));
    await works(mailbox);
    await mailServer.kill();
    const killed = performance.now();
    const left = () => MINUTE - (performance.now() - killed);
    const [alert] = await eventually(
      'the alert',
      async () => {
        const alerts = await alertsOf('channel-failing');
        return alerts.length > 0 && alerts;
      },
      left(),
    );
    const [told] = await eventually(
      'the mail',
      async () => {
        const mails = await mailsOf(/fails:/);
        return mails.length > 0 && mails;
      },
      left(),
    );
    expect(alert).toMatchObject({ acknowledgedAt: null, departmentId: department.id, ticketId: null });
    expect(alert!.text).toMatch(/^Channel support-mail fails: .*\d+/);
    expect(told!.to).toEqual([session.user.email]);
    expect(told!.subject).toMatch(/^Channel support-mail fails: .*nobody listens on that port\.$/);
    expect(alert!.text.startsWith(`${told!.subject} Look whether the server runs`)).toBe(true);
    // As the mail breaks its lines.
    expect(told!.text!.replace(/\s+/g, ' ')).toContain(alert!.text);
    expect(told!.text).toContain('/console/health');
    expect(await healthOf(mailbox)).toMatchObject({
      state: 'failing',
      fault: { problem: expect.any(String) },
      retryAt: expect.any(String),
      holder: expect.any(String),
    });
  });

  it('is told of once, however often it is tried again, and its return as well', async () => {
    const { retryAt } = await healthOf(mailbox);
    await eventually('another try', async () => (await healthOf(mailbox)).retryAt !== retryAt, PATIENCE);
    expect(await alertsOf('channel-failing')).toHaveLength(1);
    await mailServer.start();
    await mailServer.append(mail('After'));
    const [notice] = await eventually(
      'the notice',
      async () => {
        const notices = await alertsOf('channel-recovered');
        return notices.length > 0 && notices;
      },
      PATIENCE,
    );
    expect(notice!.text).toMatch(/^Channel support-mail works again, after \d+ min$/);
    await eventually('its mail', async () => (await mailsOf(/works again/)).length === 1);
    expect(await alertsOf('channel-failing')).toMatchObject([{ acknowledgedAt: expect.any(String) }]);
    expect(await mailsOf(/fails:/)).toHaveLength(1);
    await eventually('the mail that came meanwhile', async () => (await subjects()).join() === 'After,Before');
    expect(await healthOf(mailbox)).toMatchObject({ state: 'ok', fault: null, faults: [{ what: 'connection' }] });
  });
});

story('a second look at a mailbox', () => {
  const ask = async (since: string | null) => {
    const answer = await api.call<CatchUp>('POST', `/channels/${mailbox}/catch-ups`, { since });
    expect(answer.status).toBe(202);
    return eventually(
      'its end',
      async () => {
        const one = (await healthOf(mailbox)).catchUps.find(({ id }) => id === answer.body.id);
        return one?.endedAt ? one : null;
      },
      PATIENCE,
    );
  };

  it('takes in what was missed since a day, then all; deletes nothing and doubles nothing', async () => {
    const day = new Date();
    expect((await api.call('POST', `/channels/${mailbox}/pause`)).status).toBe(200);
    await eventually('nobody at the mailbox', async () => (await healthOf(mailbox)).holder === null, PATIENCE);
    await mailServer.append(mail('Missed long ago'), 'INBOX', new Date(day.getTime() - 40 * 86_400_000));
    await mailServer.append(mail('Missed today'));
    const before = await mailServer.list();
    // A cursor that has passed by mails which nobody stored: what a second look is for.
    await inDatabase(
      `UPDATE channel SET cursor = cursor || jsonb_build_object('lastUid', $2::int, 'settledUid', $2::int) WHERE id = $1`,
      [mailbox, before.at(-1)!.uid],
    );
    expect((await api.call('POST', `/channels/${mailbox}/resume`)).status).toBe(200);
    await works(mailbox);
    const since = new Date(day.getTime() - 2 * 86_400_000).toISOString().slice(0, 10);
    expect(await ask(since)).toMatchObject({ state: 'done', since, found: 3, looked: 3, taken: 1, problem: null });
    await eventually('the ticket', async () => (await subjects()).join() === 'After,Before,Missed today');
    expect(await ask(null)).toMatchObject({ state: 'done', found: 4, looked: 4, taken: 1 });
    await eventually('the other', async () => (await subjects()).includes('Missed long ago'));
    expect(await ask(null)).toMatchObject({ state: 'done', found: 4, looked: 4, taken: 0 });
    expect(await subjects()).toEqual(['After', 'Before', 'Missed long ago', 'Missed today']);
    expect((await mailServer.list()).map(({ uid }) => uid)).toEqual(before.map(({ uid }) => uid));
  });

  it('cannot begin on a day to come, nor where nothing could be looked at, and says so', async () => {
    const answer = await api.call('POST', `/channels/${mailbox}/catch-ups`, { since: '2999-01-01' });
    expect({ status: answer.status, body: answer.body }).toMatchObject({ status: 422 });
  });
});

story('a test message', () => {
  const arrived = (id: number) =>
    eventually(
      'its arrival',
      async () => {
        const { runs } = await healthOf(id);
        return runs[0]?.arrivedAt ? runs[0] : null;
      },
      PATIENCE,
    );
  const suppressed = async () =>
    (await api.get<{ items: { channelName: string }[] }>('/suppressed?rule=canary')).items.map(one => one.channelName);

  it('of a mailbox goes out by SMTP and comes back by IMAP, is left out by the rule canary, and hangs nowhere', async () => {
    const set = await api.call<ChannelHealthView>('PUT', `/channels/${mailbox}/canary`, { everyMinutes: 5 });
    expect(set.body.canary).toMatchObject({ hindrance: null, everyMinutes: 5 });
    expect(await arrived(mailbox)).toMatchObject({ problem: null, handedAt: expect.any(String) });
    expect(await suppressed()).toEqual(['Channel support-mail']);
    expect(await subjects()).toHaveLength(4);
  });

  it('of a folder is a file that goes the same way', async () => {
    const drop = await channel('edi-folder', 'edi', { folder: { path: folder, pollSeconds: 0.2 } });
    await works(drop);
    expect((await api.call('POST', `/channels/${drop}/canary/send`)).status).toBe(202);
    await arrived(drop);
    expect((await suppressed()).sort()).toEqual(['Channel edi-folder', 'Channel support-mail']);
    expect(await subjects()).toHaveLength(4);
    expect(await filesIn(folder, 'in')).toEqual([]);
    const answer = await api.call<{ code: string; detail: string }>('POST', `/channels/${drop}/catch-ups`, {
      since: null,
    });
    expect({ status: answer.status, body: answer.body }).toMatchObject({
      status: 422,
      body: { code: 'CHANNEL.CANNOT_CATCH_UP' },
    });
  });

  it('that does not come back in time is a fault, and the next that does ends it', async () => {
    delivers = false;
    expect((await api.call('POST', `/channels/${mailbox}/canary/send`)).status).toBe(202);
    await eventually(
      'one that has left',
      async () => {
        const [run] = (await healthOf(mailbox)).runs;
        return run?.handedAt && !run.arrivedAt;
      },
      PATIENCE,
    );
    await inDatabase(
      `UPDATE canary_run SET begun_at = now() - interval '6 minutes' WHERE channel_id = $1 AND arrived_at IS NULL`,
      [mailbox],
    );
    await eventually('the fault', async () => (await healthOf(mailbox)).faults[0]?.what === 'canary', PATIENCE);
    expect(await alertsOf('channel-failing')).toHaveLength(2);
    delivers = true;
    expect((await api.call('POST', `/channels/${mailbox}/canary/send`)).status).toBe(202);
    await arrived(mailbox);
    await eventually('the notice', async () => (await alertsOf('channel-recovered')).length === 2, PATIENCE);
    expect((await healthOf(mailbox)).fault).toBeNull();
  });

  it('and all else balances in the ledger', async () => {
    const audit = await rail(['audit', '--bytes', '--json'], product.settings);
    expect(JSON.parse(audit.stdout)).toMatchObject({ balanced: true });
  });
});
