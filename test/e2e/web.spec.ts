// A newcomer's first hour at the rail, in a real browser before the real product: each step is what a person does and sees.
import { afterAll, afterEach, describe, expect, it, jest } from '@jest/globals';
import { eventually } from '../product/api.client.js';
import { listed, opened, openStage, type Stage } from './web.stage.js';

jest.setTimeout(240_000);

const found = await openStage();
const story = found ? describe : describe.skip;
const stage = found as Stage;
const page = stage?.page;
const PASSWORD = 'a rail of paper slips';

afterAll(() => found?.close());

const slip = (id: number) => page.locator(`[data-slip="${id}"]`);
const dialog = (name: string | RegExp) => page.getByRole('dialog', { name });
const toast = (words: string | RegExp) => page.getByRole('alert').filter({ hasText: words });
const inHand = async () =>
  Number(/(\d+)\s*\/\s*\d+\s*in hand/.exec(await page.locator('header').first().innerText())?.[1]);
const goTo = (view: string) => page.getByRole('navigation', { name: 'Views' }).getByText(view, { exact: true }).click();
const signIn = async (email: string, password: string) => {
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
};
const openMenu = () => page.getByRole('button', { name: /settings/ }).click();

story('a newcomer', () => {
  let mine: number;
  afterEach(() => expect(stage.faults()).toEqual([]));

  it('signs in by the one-time link and sees the slips of customer service', async () => {
    await stage.enter();
    expect(await page.title()).toBe('Customer service · Ticket Rail');
    expect((await listed(page)).length).toBeGreaterThanOrEqual(6);
    expect(page.url()).not.toContain('token');
  });

  it('takes the top with N and reads it', async () => {
    const [top] = await listed(page);
    await page.keyboard.press('n');
    mine = await opened(page);
    expect(mine).toBe(top);
    await page.getByText('Held by Demo Admin').waitFor();
  });

  it('leaves a note with C', async () => {
    await page.keyboard.press('c');
    await page.getByRole('textbox', { name: 'Note' }).pressSequentially('Asked the warehouse.');
    await page.keyboard.press('Control+Enter');
    await page
      .getByRole('article', { name: /Internal note/ })
      .getByText('Asked the warehouse.')
      .waitFor();
  });

  it('replies with R and Ctrl+Enter, calls it back, and has the text again', async () => {
    const text = 'It leaves our stock today.';
    const pad = page.getByRole('textbox', { name: 'Reply' });
    await page.keyboard.press('r');
    await pad.pressSequentially(text);
    await page.keyboard.press('Control+Enter');
    await toast(`Reply to #${mine} sent.`).getByRole('button', { name: /Undo/ }).click();
    await pad.waitFor();
    await eventually('the text', async () => (await pad.inputValue()) === text);
    await pad.press('Control+Enter');
    await toast(`Reply to #${mine} sent.`).waitFor();
    await page
      .getByRole('article', { name: /^Reply by/ })
      .getByText(text)
      .last()
      .waitFor();
  });

  it('is done with an outcome; the numbers in the header change, and the next slip comes', async () => {
    await eventually('one in hand', async () => (await inHand()) === 1);
    await page.getByRole('button', { name: 'None done yet' }).waitFor();
    await page.keyboard.press('d');
    await dialog(`Done: how did #${mine} end?`).getByRole('option').first().click();
    await page.getByRole('button', { name: '100 % on time' }).waitFor();
    await eventually('the next ticket', async () => (await opened(page)) !== mine);
    await eventually('the next one in hand', async () => (await inHand()) === 1);
  });

  it('lets a ticket wait, and finds it under Waiting', async () => {
    const id = await opened(page);
    await page.keyboard.press('s');
    await dialog(`Snooze #${id}`).getByText('Until the customer answers').click();
    await toast(`#${id} waits`).waitFor();
    await goTo('Waiting');
    await slip(id).getByText('Waiting for customer').waitFor();
    await goTo('Rail');
    expect(await listed(page)).not.toContain(id);
  });

  it('moves one to Engineering, where it hangs under the same number', async () => {
    const id = await opened(page);
    await page.keyboard.press('m');
    await dialog(`Move #${id} to which rail?`).getByText('Engineering').click();
    await dialog(`Move #${id} to Engineering`).getByRole('option').first().click();
    await toast(`#${id} moves to Engineering`).waitFor();
    await slip(id).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: /^Department:/ }).click();
    await page.getByRole('menuitem', { name: 'Engineering' }).click();
    // It waits out its undo time first.
    await slip(id).click();
    expect(await opened(page)).toBe(id);
    await page.getByText('moved').first().waitFor();
    await page.goto(`${stage.product.url}/d/customer-service`);
    await page.getByText('Live', { exact: true }).waitFor();
  });

  it('walks with J and K, opens by the palette, and finds all keys under ?', async () => {
    const [first, second] = await listed(page);
    await slip(first!).click();
    await opened(page);
    await page.keyboard.press('j');
    await page.waitForURL(`**/t/${second}`);
    await page.keyboard.press('k');
    await page.waitForURL(`**/t/${first}`);
    await page.keyboard.press('Control+k');
    await dialog('Commands').getByRole('textbox').fill(`#${second}`);
    await dialog('Commands').getByText(`Open ticket #${second}`).waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL(`**/t/${second}`);
    await opened(page);
    await page.keyboard.press('?');
    await dialog('Keys').getByText('Next: take the top of the rail').waitFor();
    await page.keyboard.press('Escape');
    await dialog('Keys').waitFor({ state: 'detached' });
  });

  it('sees a mail come in while the page is open, without a list that jumps', async () => {
    const before = await listed(page);
    const headers = [
      'From: Ada Byrne <ada@brightmill.example>',
      'Subject: Ten spare seals',
      'Message-ID: <live@b.example>',
    ];
    await stage.post([...headers, 'Content-Type: text/plain; charset=utf-8'], 'Ten of them, please.');
    await page.getByRole('button', { name: '1 new' }).waitFor();
    expect(await listed(page)).toEqual(before);
    await page.keyboard.press('.');
    await page.locator('[data-slip]').filter({ hasText: 'Ten spare seals' }).waitFor();
    expect((await listed(page)).length).toBe(before.length + 1);
  });

  it('keeps the blank between two words of a search, and takes it for one step back', async () => {
    const before = page.url();
    const field = page.getByLabel('Search tickets');
    await field.pressSequentially('ten ');
    await page.waitForURL(/[?&]q=ten$/);
    await field.pressSequentially('spare');
    await page.waitForURL(/[?&]q=ten\+spare$/);
    expect(await field.inputValue()).toBe('ten spare');
    await page.goBack();
    await page.waitForURL(before);
    await eventually('the field is empty again', async () => (await field.inputValue()) === '');
  });

  it('sets a password, field by field', async () => {
    await openMenu();
    await page.getByText('Without one you need a new link each time.').waitFor();
    await page.getByRole('menuitem', { name: /Set password/ }).click();
    const sheet = dialog('Set password');
    await sheet.getByLabel('New password').fill('too short');
    await sheet.getByRole('button', { name: 'Set password' }).click();
    await sheet.getByRole('alert').getByText('Too short: 3 more characters.').waitFor();
    await sheet.getByLabel('New password').fill(PASSWORD);
    await sheet.getByRole('button', { name: 'Set password' }).click();
    await toast('Password set.').waitFor();
    await page.getByText('Live', { exact: true }).waitFor();
  });

  it('signs out, is told plainly of a wrong password, and comes back with the right one', async () => {
    // Nothing on the rail may ask for somebody who has left: it is put away before the server hears of it.
    let railsAtLeaving = -1;
    await page.route('**/api/v1/session', async route => {
      railsAtLeaving = await page.locator('[data-rail]').count();
      await route.continue();
    });
    await openMenu();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    await page.unroute('**/api/v1/session');
    expect(railsAtLeaving).toBe(0);
    expect(stage.faults()).toEqual([]);
    await signIn('admin@nordwerk.example', 'not my password');
    await page.getByRole('alert').getByText('That email and password do not match.').waitFor();
    expect(stage.faults().filter(fault => !fault.includes('401'))).toEqual([]);
    await signIn('admin@nordwerk.example', PASSWORD);
    await page.locator('[data-slip]').first().waitFor();
    await openMenu();
    await page.getByRole('menuitem', { name: 'Change password…' }).click();
    await dialog('Change password').getByLabel('Old password').fill('not my password');
    await dialog('Change password').getByLabel('New password').fill(`${PASSWORD}, and more`);
    await dialog('Change password').getByRole('button', { name: 'Change password' }).click();
    await dialog('Change password').getByRole('alert').getByText('That is not your password.').waitFor();
    expect(stage.faults().filter(fault => !fault.includes('422'))).toEqual([]);
    await page.keyboard.press('Escape');
  });

  it('goes on at a phone: the rail, a ticket as a whole page, Next at the thumb', async () => {
    await page.goto(`${stage.product.url}/d/customer-service`);
    await page.setViewportSize({ width: 390, height: 844 });
    const next = page.getByRole('button', { name: 'Next' });
    await next.waitFor();
    await page.locator('[data-slip]').first().waitFor();
    const at = (await next.boundingBox())!;
    expect(at.y).toBeGreaterThan(844 * 0.75);
    expect(at.x + at.width).toBeGreaterThan(390 * 0.75);
    const [first] = await listed(page);
    await slip(first!).click();
    expect(await opened(page)).toBe(first);
    expect((await page.locator('[data-ticket]').boundingBox())!.width).toBe(390);
    expect(await page.locator('[data-rail]').isVisible()).toBe(false);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
    await page.getByRole('button', { name: 'Back to the rail' }).click();
    await slip(first!).waitFor();
    await next.click();
    await opened(page);
    // A window that was narrow for a while shows the details again.
    const details = page.getByRole('complementary', { name: 'Details' });
    expect(await details.isVisible()).toBe(false);
    await page.setViewportSize({ width: 1440, height: 900 });
    await details.waitFor();
  });
});
