// The health of channels in the console, in a real browser before the real product and a real mail server: what fails is seen in the list, on its page, behind
// the bell and in the line below the rail; ops sends a test message, looks again at a mailbox, pauses and resumes.
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Department } from '#api';
import { eventually } from '../product/api.client.js';
import { type Dovecot, startDovecot } from '../servers/dovecot.js';
import { bringMails, type SmtpSink, startSmtpSink } from '../servers/smtp-sink.js';
import { eyesOn, LOOKS } from './web.eyes.js';
import { openStage, type Stage } from './web.stage.js';

jest.setTimeout(300_000);

const dovecot = await startDovecot();
const found = dovecot ? await openStage() : null;
const story = found ? describe : describe.skip;
const stage = found as Stage;
const mailbox = dovecot as Dovecot;
const page = stage?.page;
const eyes = found ? eyesOn(page) : null;
/** A channel is seen to fail, or to work again, after a while. */
const PATIENCE = 120_000;
let sink: SmtpSink;
let endBringing: (() => void) | undefined;

it('has a mail server and a browser in CI', () => {
  expect(found !== null || process.env.CI !== 'true').toBe(true);
});

beforeAll(async () => {
  if (!found) return;
  sink = await startSmtpSink();
  await stage.enter();
  const made = await page.evaluate(
    async ([host, port, user, password, smtp]) => {
      const departments = (await (await fetch('/api/v1/departments')).json()) as Department[];
      const answer = await fetch('/api/v1/channels', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          ...{ key: 'works-mailbox', kind: 'email', name: 'Works mailbox' },
          departmentId: departments.find(one => one.key === 'customer-service')!.id,
          settings: {
            addresses: ['works@nordwerk.example'],
            imap: { host, port, user, tls: 'none', pollSeconds: 1 },
            smtpOut: { host: '127.0.0.1', port: smtp, tls: 'none' },
          },
          secrets: { 'imap.password': password },
        }),
      });
      return answer.status;
    },
    [mailbox.host, mailbox.port, mailbox.user, mailbox.password, sink.port] as const,
  );
  expect(made).toBe(201);
  endBringing = bringMails(sink, 'works@nordwerk.example', raw => mailbox.append(raw));
});
afterAll(async () => {
  endBringing?.();
  await found?.close();
  await Promise.all([dovecot?.stop(), sink?.stop()]);
});

const open = async (path: string) => {
  await page.goto(`${stage.product.url}${path}`);
  // A rail has two as soon as a ticket is open.
  await page.locator('main h1').first().waitFor();
};
const row = () => page.getByRole('row').filter({ hasText: 'Works mailbox' });

story('the health of a channel', () => {
  it('is in the list, and opens', async () => {
    await open('/console/health');
    await row().getByText('Works', { exact: true }).waitFor({ timeout: PATIENCE });
    await page.getByRole('link', { name: 'Works mailbox' }).click();
    await page.getByRole('heading', { level: 1, name: 'Works mailbox' }).waitFor();
    await page.getByText('in the last hour', { exact: false }).first().waitFor();
    expect(stage.faults()).toEqual([]);
  });

  it('is proved by a test message, which comes back and becomes no ticket', async () => {
    await page.getByLabel('Schedule').selectOption({ label: 'Every 15 minutes' });
    await page.getByText('The schedule is kept.').first().waitFor();
    await page.getByText(/^Came through in \d+ s$/).waitFor({ timeout: PATIENCE });
    await page.getByRole('button', { name: 'Send one now' }).click();
    await eventually('the second', async () => (await page.getByText(/^Came through in/).count()) === 2, PATIENCE);
    await open('/console/suppressed');
    await page.getByRole('option', { name: 'A test message of our own (2)' }).waitFor({ state: 'attached' });
    expect(stage.faults()).toEqual([]);
  });

  it('gets a second look since a day or at everything, with what it found', async () => {
    await open('/console/health');
    await page.getByRole('link', { name: 'Works mailbox' }).click();
    await page.getByRole('button', { name: 'Look again' }).click();
    await page.getByText(/^Done: \d+ looked at, 0 new$/).waitFor({ timeout: PATIENCE });
    expect(stage.faults()).toEqual([]);
  });

  it('is seen to fail in the list, on its page, behind the bell and below the rail', async () => {
    await mailbox.kill();
    await page.getByText('Fails', { exact: true }).waitFor({ timeout: PATIENCE });
    await open('/console/health');
    await row().getByText('Fails', { exact: true }).waitFor();
    await eventually(
      'the alert',
      () =>
        page.evaluate<boolean>(
          `fetch('/api/v1/alerts').then(a => a.json()).then(a => a.items.some(one => one.kind === 'channel-failing'))`,
        ),
      PATIENCE,
    );
    await open('/d/customer-service');
    await page.getByRole('button', { name: /ways in fail/ }).click();
    const line = page.getByRole('dialog').filter({ hasText: 'Ledger of the last two days' });
    await line.getByText('Works mailbox').waitFor();
    await line.getByText('balances').waitFor();
    await line.getByRole('link', { name: 'How each of them does' }).click();
    await page.getByRole('heading', { level: 1, name: 'Health' }).waitFor();
    expect(stage.faults()).toEqual([]);
  });

  it.each(LOOKS)('is for all eyes, $name', async look => {
    await eyes!.look(look);
    const objections: string[] = [];
    await open('/console/health');
    await row().waitFor();
    objections.push(...(await eyes!.objections('list')));
    await eyes!.scene(`health ${look.name} list`);
    await page.getByRole('link', { name: 'Works mailbox' }).click();
    await page
      .getByText(/^Came through in/)
      .first()
      .waitFor();
    objections.push(...(await eyes!.objections('one')));
    await eyes!.scene(`health ${look.name} one`);
    await page.getByRole('heading', { level: 2, name: 'Look again' }).scrollIntoViewIfNeeded();
    await eyes!.scene(`health ${look.name} one below`);
    const widest = await page.evaluate<number>('document.documentElement.scrollWidth');
    expect(widest).toBeLessThanOrEqual(look.width);
    await open('/d/customer-service');
    await page.locator('[data-slip]').first().waitFor();
    await page.getByRole('button', { name: /ways in fail/ }).click();
    await page.getByRole('dialog').filter({ hasText: 'Ledger of the last two days' }).waitFor();
    objections.push(...(await eyes!.objections('line')));
    await eyes!.scene(`health ${look.name} line`);
    expect(objections).toEqual([]);
  });

  it('is told when it works again, and can be paused and resumed', async () => {
    await eyes!.look(LOOKS[0]);
    await mailbox.start();
    await open('/console/health');
    await page.getByRole('link', { name: 'Works mailbox' }).click();
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.getByText('Paused', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Resume' }).click();
    await page.getByText('Works', { exact: true }).waitFor({ timeout: PATIENCE });
    expect(stage.faults()).toEqual([]);
  });
});
