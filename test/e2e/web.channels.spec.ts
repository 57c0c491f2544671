// Channels in the console, in a real browser before the real product and a real mail server: ops adds a mailbox with three tests that fail and then a good one,
// previews a real mail, and cannot move a channel to another server without its password.
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { eventually } from '../product/api.client.js';
import { startDovecot } from '../servers/dovecot.js';
import { startHoodiecrow } from '../servers/hoodiecrow.js';
import type { MailServer } from '../servers/mail-server.js';
import { eyesOn, LOOKS } from './web.eyes.js';
import { openStage, type Stage } from './web.stage.js';

jest.setTimeout(240_000);

const found = await openStage();
const story = found ? describe : describe.skip;
const stage = found as Stage;
const page = stage?.page;
const eyes = found ? eyesOn(page) : null;
let mailbox: MailServer;

beforeAll(async () => {
  if (!found) return;
  mailbox = (await startDovecot()) ?? (await startHoodiecrow());
  await mailbox.append(
    'From: Anna Berg <anna@customer.example>\r\nTo: support@test.local\r\nMessage-ID: <box-1@customer.example>\r\nSubject: The pump leaks\r\n\r\nAll day.\r\n',
  );
  await stage.enter();
});
afterAll(async () => {
  await mailbox?.stop();
  await found?.close();
});

const open = async (path: string) => {
  await page.goto(`${stage.product.url}${path}`);
  await page.locator('main h1').first().waitFor();
};
const part = (title: string) => page.getByRole('group', { name: title, exact: true });
const imap = () => part('Fetch mail from a mailbox (IMAP)');
/** Waits for the answer to what is typed now. */
async function test(verdict: RegExp) {
  await page.getByRole('button', { name: 'Test the connection' }).click();
  const status = page.getByRole('status').filter({ has: page.locator('[data-test]') });
  await status.getByText(verdict).waitFor();
  return status;
}

story('a mailbox', () => {
  it('is first asked in the words of its kind, and what is missing is said at its field', async () => {
    await open('/console/channels');
    await page.getByRole('button', { name: 'New channel' }).click();
    await page.getByRole('link', { name: /^Email/ }).click();
    await page.getByRole('heading', { level: 1, name: 'New channel: Email' }).waitFor();
    await page.getByLabel('Name as it stands in lists').fill('Second mailbox');
    expect(await page.getByLabel('Key for addresses').inputValue()).toBe('second-mailbox');
    await page.getByLabel('Department').selectOption({ label: 'Customer service' });
    await page.getByLabel('Fetch mail from a mailbox (IMAP)').check();
    expect(await imap().getByLabel('Port').inputValue()).toBe('993');
    expect(await imap().getByLabel('Move it to').count()).toBe(0);
    await page.getByRole('button', { name: 'Make this channel' }).click();
    await page.getByText('Needs a host name.').waitFor();
    await page.getByText('Needs the user name of the mailbox.').waitFor();
    expect(stage.faults()).toEqual([]);
  });

  it('fails three tests, each with its step and the next thing to try, and then works', async () => {
    await page.getByLabel('Own addresses').fill('support@test.local');
    await imap().getByLabel('Server').fill(mailbox.host);
    await imap().getByLabel('User name').fill(mailbox.user);
    await imap().getByLabel('Password', { exact: true }).fill('wrong one');
    await imap().getByLabel('Port').fill('1');
    await (await test(/“.*” failed/)).locator('[data-step="imap.connect"][data-state="failed"]').waitFor();
    await imap().getByLabel('Port').fill(String(mailbox.port));
    await page.getByText('Something was changed since').waitFor();
    await (await test(/“.*” failed/)).locator('[data-step="imap.tls"][data-state="failed"]').waitFor();
    await imap().getByLabel('Encryption').selectOption({ label: 'None: only for tests on this machine' });
    const wrong = await test(/“.*” failed/);
    await wrong
      .locator('[data-step="imap.sign-in"][data-state="failed"]')
      .getByText(/password/)
      .first()
      .waitFor();
    await wrong.locator('[data-step="imap.folder"][data-state="skipped"]').waitFor();
    await imap().getByLabel('Password', { exact: true }).fill(mailbox.password);
    const good = await test(/^It works/);
    await good.getByText(/The pump leaks/).waitFor();
    expect(stage.faults()).toEqual([]);
  });

  it('shows what a mail that is dropped would become, and on whose rail, before it is saved', async () => {
    await page.getByRole('button', { name: 'Preview a message' }).click();
    await page.locator('input[type="file"]').setInputFiles({
      name: 'quote.eml',
      mimeType: 'message/rfc822',
      buffer: Buffer.from(
        'From: Bo Lind <bo@customer.example>\r\nTo: support@test.local\r\nSubject: Quote for seals\r\n\r\n<b>Ten</b> of them, please.\r\n',
      ),
    });
    await page.getByText(/^It would hang on the rail of Customer service/).waitFor();
    const slip = page.getByRole('article', { name: 'Ticket: Quote for seals' });
    await slip.getByText('bo@customer.example').waitFor();
    expect(await slip.locator('b').count()).toBe(0);
    expect(stage.faults()).toEqual([]);
  });

  it('is made, takes its mail, and offers it for another preview', async () => {
    await page.getByRole('button', { name: 'Make this channel' }).click();
    await page.getByRole('heading', { level: 1, name: 'Second mailbox' }).waitFor();
    await page.locator('[data-health="ok"]').waitFor();
    const choice = page.getByLabel('Or one of the last messages');
    await eventually('the mail among the last messages', async () => {
      if (!(await choice.isVisible())) await page.getByRole('button', { name: 'Preview a message' }).click();
      if ((await page.getByRole('option', { name: /The pump leaks/ }).count()) > 0) return true;
      await page.reload();
      await page.getByRole('button', { name: 'Preview a message' }).waitFor();
      return false;
    });
    const option = await page.getByRole('option', { name: /The pump leaks/ }).getAttribute('value');
    await choice.selectOption(option!);
    await page.getByRole('article', { name: 'Ticket: The pump leaks' }).waitFor();
    expect(stage.faults()).toEqual([]);
  });

  it('goes to another server only with its password entered again, which nobody can read', async () => {
    await page.reload();
    await imap().getByText('Is set. Nobody can read it here.').waitFor();
    await imap().getByLabel('Server').fill('mail.elsewhere.example');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await imap().getByText('Enter it again, because the server changed.').waitFor();
    expect(await imap().getByLabel('Password', { exact: true }).inputValue()).toBe('');
    await page.getByRole('button', { name: 'As it was' }).click();
    await imap().getByText('Is set. Nobody can read it here.').waitFor();
    expect(await page.content()).not.toContain(`${mailbox.password}"`);
    expect(stage.faults()).toEqual([]);
  });

  it('is changed, paused and resumed, and the list says how each channel goes', async () => {
    await page.getByLabel('Name of the sender').fill('Nordwerk support');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('The channel is changed').first().waitFor();
    await page.locator('[data-health="ok"]').waitFor();
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.locator('[data-health="paused"]').waitFor();
    await open('/console/channels');
    await page.locator('[data-channel="second-mailbox"]').getByText('Paused').waitFor();
    await page.getByRole('link', { name: 'Second mailbox' }).click();
    await page.getByRole('button', { name: 'Resume' }).click();
    await page.locator('[data-health="ok"]').waitFor();
    expect(stage.faults()).toEqual([]);
  });
});

story('other kinds', () => {
  it('of which exactly one way is taken ask for that one, and say where a folder cannot be written', async () => {
    await open('/console/channels?new=edi');
    await page.getByLabel('Name as it stands in lists').fill('Orders');
    await page.getByLabel('Department').selectOption({ label: 'Customer service' });
    await page.getByLabel('Path').fill('/nowhere/at-all');
    await (await test(/“.*” failed/)).locator('[data-state="failed"]').first().waitFor();
    await page.getByLabel('How files come').selectOption({ label: 'An SFTP server' });
    await page.getByLabel('Key of the server').waitFor();
    expect(await page.getByLabel('Path').count()).toBe(0);
    await page.getByLabel('How files come').selectOption({ label: 'Partners post to us' });
    await page.getByRole('button', { name: 'Make this channel' }).click();
    await page.getByRole('heading', { level: 1, name: 'Orders' }).waitFor();
    expect(stage.faults()).toEqual([]);
  });

  it('ask only for what their source needs, and take a mapping one a line', async () => {
    await open('/console/channels?new=phone');
    await page.getByLabel('Telephone system').selectOption({ label: 'Another one that writes CSV' });
    await page.getByLabel('Name as it stands in lists').fill('Calls');
    await page.getByLabel('Department').selectOption({ label: 'Customer service' });
    await page.getByLabel('Files', { exact: true }).fill('/var/log/calls.csv');
    await page.getByLabel('Country', { exact: true }).fill('DE');
    await page.getByLabel('Time zone', { exact: true }).fill('Europe/Berlin');
    await page.getByLabel('Where the fields stand').fill('startedAt: 1\nfrom: caller');
    await page.getByRole('button', { name: 'Make this channel' }).click();
    await page.getByText('Must say where to find to.').waitFor();
    await page.getByLabel('Where the fields stand').fill('startedAt: 1\nfrom: caller\nto: callee');
    await page.getByText('Must say where to find to.').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Make this channel' }).click();
    await page.getByRole('heading', { level: 1, name: 'Calls' }).waitFor();
    expect(stage.faults()).toEqual([]);
  });
});

story('the channels', () => {
  it.each(LOOKS)('are for all eyes, $name', async look => {
    await eyes!.look(look);
    const objections: string[] = [];
    await open('/console/channels');
    await page.locator('[data-channel]').first().waitFor();
    objections.push(...(await eyes!.objections('list')));
    await eyes!.scene(`channels ${look.name} list`);
    await open('/console/channels?new');
    objections.push(...(await eyes!.objections('kinds')));
    await eyes!.scene(`channels ${look.name} kinds`);
    await open('/console/channels');
    await page.getByRole('link', { name: 'Second mailbox' }).click();
    await imap().getByText('Is set. Nobody can read it here.').waitFor();
    await eyes!.scene(`channels ${look.name} form`);
    await test(/^It works/);
    await page.getByRole('button', { name: 'Preview a message' }).click();
    await page.locator('input[type="file"]').waitFor();
    objections.push(...(await eyes!.objections('form')));
    await page.getByText(/^It works/).scrollIntoViewIfNeeded();
    await eyes!.scene(`channels ${look.name} test`);
    await page.locator('input[type="file"]').setInputFiles({
      name: 'quote.eml',
      mimeType: 'message/rfc822',
      buffer: Buffer.from(
        'From: Bo Lind <bo@customer.example>\r\nSubject: Quote for seals\r\n\r\nTen of them, please.\r\n',
      ),
    });
    await page.getByRole('article', { name: 'Ticket: Quote for seals' }).scrollIntoViewIfNeeded();
    objections.push(...(await eyes!.objections('preview')));
    await eyes!.scene(`channels ${look.name} preview`);
    const widest = await page.evaluate<number>('document.documentElement.scrollWidth');
    expect(widest).toBeLessThanOrEqual(look.width);
    expect(objections).toEqual([]);
  });
});
