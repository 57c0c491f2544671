// Signing in at the provider of a mailbox in a real browser: ops adds a mailbox of another provider, is refused, signs in as somebody else, comes back signed
// in, tests it at a real Dovecot that asks the provider whose token it is shown, and signs in again after the consent was revoked.
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type Dovecot, startDovecot } from '../servers/dovecot.js';
import { type OAuthProvider, startOAuthProvider } from '../servers/oauth-provider.js';
import { eyesOn, LOOKS } from './web.eyes.js';
import { openStage, type Stage } from './web.stage.js';

jest.setTimeout(240_000);

const ME = 'support@test.local';
const found = await openStage();
const provider: OAuthProvider | null = found ? await startOAuthProvider(ME) : null;
const dovecot: Dovecot | null = provider ? await startDovecot('', { userinfo: provider.userinfo }) : null;
const story = found && (dovecot || process.env.CI) ? describe : describe.skip;
const stage = found as Stage;
const page = stage?.page;
const eyes = found ? eyesOn(page) : null;

beforeAll(async () => {
  if (!found || !dovecot) return;
  await dovecot.append('From: Anna <anna@customer.example>\r\nSubject: The pump leaks\r\n\r\nAll day.\r\n');
  await stage.enter();
});
afterAll(async () => {
  // The browser first: the provider waits for connections that it keeps open.
  await found?.close();
  await Promise.all([dovecot?.stop(), provider?.stop()]);
});

const open = async (path: string) => {
  await page.goto(`${stage.product.url}${path}`);
  await page.locator('main h1').first().waitFor();
};
const part = (title: string) => page.getByRole('group', { name: title, exact: true });
const imap = () => part('Fetch mail from a mailbox (IMAP)');
const oauth = () => part('OAuth of Microsoft 365 or Google');
const signInButton = () => page.getByRole('button', { name: /^Sign in (again )?at the provider$/ });
const callback = () => `${stage.product.url}/api/v1/oauth/callback`;
async function type() {
  await open('/console/channels?new=email');
  await page.getByLabel('Name as it stands in lists').fill('Shared mailbox');
  await page.getByLabel('Department').selectOption({ label: 'Customer service' });
  await page.getByLabel('Own addresses').fill(ME);
  await page.getByLabel('Fetch mail from a mailbox (IMAP)').check();
  await imap().getByLabel('Server').fill(dovecot!.host);
  await imap().getByLabel('Port').fill(String(dovecot!.port));
  await imap().getByLabel('Encryption').selectOption({ label: 'None: only for tests on this machine' });
  await imap().getByLabel('User name').fill(ME);
  await imap().getByLabel('Sign in with').selectOption({ label: 'OAuth (Microsoft 365, Google)' });
  await page.getByLabel('OAuth of Microsoft 365 or Google').check();
  await oauth().getByLabel('Provider').selectOption({ label: 'Another' });
  await oauth().getByLabel('Application (client) ID').fill('rail');
  await oauth().getByLabel('Client secret', { exact: true }).fill('canary-client-secret');
}

story('a mailbox of another provider', () => {
  it('shows the address to register, and says at its field what is missing to sign in', async () => {
    await type();
    expect(await page.getByLabel('Redirect address to register').inputValue()).toBe(callback());
    await page.getByText('Nobody has signed in yet.').waitFor();
    await signInButton().click();
    await page
      .getByText(/^Needs an address, because only Microsoft and Google have a known one/)
      .first()
      .waitFor();
    expect(stage.faults().filter(fault => !/422/.test(fault))).toEqual([]);
  });

  it('is found by the name that its provider gives itself', async () => {
    await oauth().getByLabel('Issuer').fill(provider!.issuer);
    await page.getByRole('button', { name: 'Find its addresses' }).click();
    await page.getByText('The addresses of the provider are filled in.').first().waitFor();
    expect(await oauth().getByLabel('Sign-in address').inputValue()).toBe(provider!.authorization);
    expect(await oauth().getByLabel('Token address').inputValue()).toBe(provider!.token);
    expect(stage.faults()).toEqual([]);
  });

  it('keeps what was typed where the consent is refused, and says what to do', async () => {
    provider!.behaviour.denies = { error: 'access_denied', error_description: 'The person said no.' };
    await signInButton().click();
    const said = page.locator('[data-sign-in="wrong"]');
    await said.getByText(/The person said no/).waitFor();
    await said.getByText(/agree as support@test\.local/).waitFor();
    expect(await page.getByLabel('Name as it stands in lists').inputValue()).toBe('Shared mailbox');
    expect(await imap().getByLabel('Port').inputValue()).toBe(String(dovecot!.port));
    await oauth().getByText('Is set. Nobody can read it here.').waitFor();
    // The code of the provider stands in no address of ours.
    expect(page.url()).not.toMatch(/code=|state=/);
    expect(stage.faults()).toEqual([]);
  });

  it('names both accounts where another one signed in', async () => {
    provider!.behaviour = { account: 'anna@test.local', rotates: true };
    await signInButton().click();
    await page.getByText('The mailbox is support@test.local, and anna@test.local signed in.').waitFor();
    expect(stage.faults()).toEqual([]);
  });

  it('is signed in to, works in its test, and is made', async () => {
    provider!.behaviour = { account: ME, rotates: true };
    await signInButton().click();
    await page.getByText('Signed in as support@test.local.').waitFor();
    await page.getByRole('button', { name: 'Test the connection' }).click();
    await page.locator('[data-step="imap.sign-in"][data-state="ok"]').getByText('Sign in by token').waitFor();
    await page.getByText(/The pump leaks/).waitFor();
    await page.getByRole('button', { name: 'Make this channel' }).click();
    await page.getByRole('heading', { level: 1, name: 'Shared mailbox' }).waitFor();
    await page.locator('[data-health="ok"]').waitFor();
    await page.getByText('Somebody has signed in.').waitFor();
    expect(provider!.requests.at(-1)?.client_secret).toBe('canary-client-secret');
    const html = await page.content();
    for (const secret of ['canary-client-secret', provider!.refreshToken]) expect(html).not.toContain(secret);
    expect(stage.faults()).toEqual([]);
  });

  it('says that it was changed, must be saved first, and is signed in to again where it stands', async () => {
    await page.getByLabel('Name of the sender').fill('Support');
    expect(await signInButton().isDisabled()).toBe(true);
    await page.getByText('Save what you changed first').waitFor();
    await page.getByRole('button', { name: 'As it was' }).click();
    provider!.revoked = true;
    await signInButton().click();
    await page.getByText('Signed in as support@test.local.').waitFor();
    await page.getByRole('heading', { level: 1, name: 'Shared mailbox' }).waitFor();
    await page.locator('[data-health="ok"]').waitFor();
    expect(stage.faults()).toEqual([]);
  });

  it('that nobody here began to sign in to leads to words', async () => {
    await page.goto(`${callback()}?code=x&state=${'a'.repeat(43)}`);
    await page.getByText(/was not finished: it was begun in another browser/).waitFor();
    expect(stage.faults()).toEqual([]);
  });
});

story('the sign-in', () => {
  it.each(LOOKS)('is for all eyes, $name', async look => {
    await eyes!.look(look);
    const objections: string[] = [];
    provider!.behaviour = { account: ME, rotates: true };
    await open('/console/channels');
    await page.getByRole('link', { name: 'Shared mailbox' }).click();
    await signInButton().scrollIntoViewIfNeeded();
    await oauth().getByLabel('Provider').waitFor();
    await eyes!.scene(`oauth ${look.name} stored`);
    objections.push(...(await eyes!.objections('stored')));
    await signInButton().click();
    await page.getByText('Signed in as support@test.local.').scrollIntoViewIfNeeded();
    await eyes!.scene(`oauth ${look.name} signed in`);
    objections.push(...(await eyes!.objections('signed in')));
    provider!.behaviour.account = 'anna@test.local';
    await signInButton().click();
    await page.getByText(/anna@test\.local signed in/).scrollIntoViewIfNeeded();
    await eyes!.scene(`oauth ${look.name} wrong account`);
    objections.push(...(await eyes!.objections('wrong account')));
    await open('/console/channels?signIn=lost');
    await page.getByText(/was not finished/).waitFor();
    await eyes!.scene(`oauth ${look.name} lost`);
    objections.push(...(await eyes!.objections('lost')));
    const widest = await page.evaluate<number>('document.documentElement.scrollWidth');
    expect(widest).toBeLessThanOrEqual(look.width);
    expect(objections).toEqual([]);
  });
});
