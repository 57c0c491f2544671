// Getting started, in a real browser: from an empty company to its first ticket, step by step, left and taken up again, with a real mail server.
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { startDovecot } from '../servers/dovecot.js';
import { startHoodiecrow } from '../servers/hoodiecrow.js';
import type { MailServer } from '../servers/mail-server.js';
import { looked } from './web.eyes.js';
import { openStage, type Stage } from './web.stage.js';

jest.setTimeout(240_000);

const found = await openStage(undefined, {}, ['--empty']);
const story = found ? describe : describe.skip;
const stage = found as Stage;
const page = stage?.page;
let mailbox: MailServer;

beforeAll(async () => {
  if (!found) return;
  mailbox = (await startDovecot()) ?? (await startHoodiecrow());
  await mailbox.append(
    'From: Anna Berg <anna@customer.example>\r\nTo: support@test.local\r\nMessage-ID: <box-1@customer.example>\r\nSubject: The pump leaks\r\n\r\nAll day.\r\n',
  );
});
afterAll(async () => {
  await mailbox?.stop();
  await found?.close();
});

const step = (id: string) => page.locator(`[data-step="${id}"]`);
const done = (id: string) => page.locator(`[data-step="${id}"][data-done]`);
const dialog = () => page.getByRole('dialog');
const back = () => page.getByRole('link', { name: 'Back to Getting started' }).click();

story('an empty company', () => {
  it('offers its administrator what is missing, in place of an empty rail', async () => {
    await page.goto(stage.product.signInLink!);
    await page.getByRole('heading', { level: 1, name: 'Nothing comes in yet.' }).waitFor();
    await looked(page, 'start offer');
    await page.getByRole('button', { name: 'Set up the company' }).click();
    await page.getByText('1 of 5 done.').waitFor();
    await done('departments').waitFor();
    await looked(page, 'start first');
    expect(stage.faults()).toEqual([]);
  });

  it('gets its name and time zone', async () => {
    await step('company').getByLabel('Time zone').fill('Moon/Base');
    await step('company').getByLabel('Name of the company').fill('Kelp & Sons');
    await step('company').getByRole('button', { name: 'Save the company' }).click();
    await step('company').locator('[role="alert"]').waitFor();
    stage.faults();
    await step('company').getByLabel('Time zone').fill('Europe/Berlin');
    await step('company').getByRole('button', { name: 'Save the company' }).click();
    await done('company').getByText('Kelp & Sons, Europe/Berlin.').waitFor();
    expect(stage.faults()).toEqual([]);
  });

  it('gets another department, which begins in the time zone of the company', async () => {
    await step('departments').getByRole('button', { name: 'New department' }).click();
    await dialog().getByLabel('Name').fill('Sales');
    expect(await dialog().getByLabel('Time zone').inputValue()).toBe('Europe/Berlin');
    await dialog().getByRole('button', { name: 'Make it' }).click();
    await done('departments').getByText('Customer service and Sales.').waitFor();
    expect(stage.faults()).toEqual([]);
  });

  it('has the working hours of each department looked at: changed in their form, or agreed to', async () => {
    await step('calendar').getByText('Office hours are set for Customer service and Sales').waitFor();
    await page.getByRole('link', { name: 'Open the calendar of Customer service' }).click();
    await page.getByLabel('Country').selectOption({ label: 'Germany' });
    await page.getByRole('button', { name: 'Check and save' }).click();
    await dialog().getByRole('button', { name: 'Save' }).click();
    await page.getByText('The settings are saved.').first().waitFor();
    await back();
    await step('calendar').getByText('Office hours are set for Sales').waitFor();
    await page.getByRole('button', { name: 'They fit: the hours of Sales' }).click();
    await done('calendar').waitFor();
    expect(stage.faults()).toEqual([]);
  });

  it('is left and taken up again where it was, also after the page was closed', async () => {
    await page.goto(stage.product.url);
    await page.getByRole('heading', { level: 1, name: 'Nothing comes in yet.' }).waitFor();
    await page.getByRole('button', { name: 'Set up the company' }).click();
    await page.getByText('3 of 5 done.').waitFor();
    await looked(page, 'start middle');
    expect(await step('channel').getAttribute('aria-current')).toBe('step');
    expect(stage.faults()).toEqual([]);
  });

  it('gets its first channel, tried and previewed before it is saved', async () => {
    await step('channel').getByRole('button', { name: 'New channel' }).click();
    await page.getByRole('link', { name: 'Back to Getting started' }).waitFor();
    await page.getByRole('link', { name: /^Email/ }).click();
    await page.getByLabel('Name as it stands in lists').fill('Support mail');
    await page.getByLabel('Department').selectOption({ label: 'Customer service' });
    await page.getByLabel('Own addresses').fill('support@test.local');
    await page.getByLabel('Fetch mail from a mailbox (IMAP)').check();
    const imap = page.getByRole('group', { name: 'Fetch mail from a mailbox (IMAP)', exact: true });
    await imap.getByLabel('Server').fill(mailbox.host);
    await imap.getByLabel('User name').fill(mailbox.user);
    await imap.getByLabel('Password', { exact: true }).fill(mailbox.password);
    await imap.getByLabel('Port').fill(String(mailbox.port));
    await imap.getByLabel('Encryption').selectOption({ label: 'None: only for tests on this machine' });
    await page.getByRole('button', { name: 'Test the connection' }).click();
    await page.getByText(/^It works/).waitFor();
    await page.getByRole('button', { name: 'Preview a message' }).click();
    await page.locator('input[type="file"]').setInputFiles({
      name: 'quote.eml',
      mimeType: 'message/rfc822',
      buffer: Buffer.from(
        'From: Bo <bo@customer.example>\r\nTo: support@test.local\r\nSubject: Seals\r\n\r\nTen, please.\r\n',
      ),
    });
    await page.getByText(/^It would hang on the rail of Customer service/).waitFor();
    await page.getByRole('button', { name: 'Make this channel' }).click();
    await page.getByRole('heading', { level: 1, name: 'Support mail' }).waitFor();
    await back();
    await done('channel').getByText('Support mail works.').waitFor();
    expect(stage.faults()).toEqual([]);
  });

  it('gets its people, and then nothing is missing', async () => {
    await step('people').getByRole('button', { name: 'Invite somebody' }).click();
    await dialog().getByLabel('Name').fill('Ada Berg');
    await dialog().getByLabel('Email address').fill('ada@kelp.example');
    await dialog().getByLabel('Customer service').selectOption('agent');
    await dialog().getByRole('button', { name: 'Invite' }).click();
    await dialog().getByRole('button', { name: 'Done' }).click();
    await back();
    await page.getByText('All is done.', { exact: false }).waitFor();
    await looked(page, 'start end');
    await page.getByRole('button', { name: 'Put this aside' }).click();
    await page.getByRole('button', { name: 'Offer this again' }).waitFor();
    await page.getByRole('button', { name: 'To the rail' }).click();
    await page.locator('[data-slip]').getByText('The pump leaks').first().waitFor();
    expect(stage.faults()).toEqual([]);
  });
});

story('a guide that was put aside', () => {
  it('is offered on no page any more, and opens by its section', async () => {
    await page.goto(`${stage.product.url}/console/members`);
    await page.locator('[data-member]').first().waitFor();
    expect(await page.getByRole('link', { name: 'Back to Getting started' }).count()).toBe(0);
    await page.getByRole('link', { name: 'Getting started' }).click();
    await page.getByText('All is done.', { exact: false }).waitFor();
    expect(stage.faults()).toEqual([]);
  });
});
