// Telephone calls in a real browser before the real product: logged by the keyboard alone, with what they do said before; the callback with its count, and
// its end with the reason, on the slip and on the ticket.
import { afterAll, describe, expect, it, jest } from '@jest/globals';
import { eventually } from '../product/api.client.js';
import { eyesOn, LOOKS } from './web.eyes.js';
import { listed, openStage, type Stage } from './web.stage.js';

jest.setTimeout(240_000);

const found = await openStage();
const story = found ? describe : describe.skip;
const stage = found as Stage;
const page = stage?.page;

afterAll(() => found?.close());

const NUMBER = '+49 30 12345678';
const dialog = () => page.getByRole('dialog', { name: 'Log a call' });
const outlook = (words: string | RegExp) => dialog().locator('[aria-live=polite]').getByText(words).waitFor();
const slip = (id: number) => page.locator(`[data-slip="${id}"]`);
const keys = async (...pressed: string[]) => {
  for (const key of pressed) await page.keyboard.press(key);
};

story('a telephone call', () => {
  let callback: number;

  it('is logged by the keyboard alone: a missed one opens a callback, as was said before', async () => {
    await stage.enter();
    const before = new Set(await listed(page));
    await keys('Shift+C');
    await dialog().waitFor();
    await page.keyboard.type(NUMBER);
    await keys('Tab', 'Tab', 'ArrowRight');
    await outlook(/^Opens a callback/);
    await keys('Tab');
    await page.keyboard.type('Wants to know about her pump');
    await keys('Enter');
    await dialog().waitFor({ state: 'hidden' });
    await page.locator('[data-ticket]:not([aria-busy]) article').first().waitFor();
    callback = Number(await page.locator('[data-ticket]').getAttribute('data-ticket'));
    expect(before.has(callback)).toBe(false);
    await page.getByText('Wants to know about her pump').waitFor();
    const link = page.locator('[data-ticket] a[href^="tel:"]').first();
    expect(await link.getAttribute('href')).toBe('tel:+493012345678');
    expect(stage.faults()).toEqual([]);
  });

  it('that is missed again joins it, and the slip counts', async () => {
    await keys('Escape', 'Shift+C');
    await page.keyboard.type('030 12345678');
    await keys('Tab', 'Tab', 'ArrowRight');
    await dialog().getByRole('combobox').fill(NUMBER);
    await outlook(`Joins callback #${callback}: the caller waits already`);
    await dialog().getByRole('button', { name: 'Log the call' }).click();
    await dialog().waitFor({ state: 'hidden' });
    await eventually('the callback in the list', async () => {
      await page.keyboard.press('.');
      return (await slip(callback).count()) > 0;
    });
    await slip(callback).getByText('2 missed calls').waitFor();
    expect(stage.faults()).toEqual([]);
  });

  it('names what is wrong at its field, and keeps what was written', async () => {
    await keys('Escape', 'Shift+C');
    await page.keyboard.type(NUMBER);
    await dialog()
      .getByLabel(/Minutes/)
      .fill('many');
    await dialog().getByLabel(/Note/).fill('Still here');
    await keys('Enter');
    await dialog().getByRole('alert').first().waitFor();
    expect(await dialog().getByLabel(/Note/).inputValue()).toBe('Still here');
    expect(stage.faults().filter(fault => !/422/.test(fault))).toEqual([]);
    await keys('Escape');
    await dialog().waitFor({ state: 'hidden' });
  });

  it('of ours ends the callback, with who called back on it; known callers are offered', async () => {
    await page.goto(`${stage.product.url}/d/customer-service/t/${callback}`);
    await page.locator('[data-ticket]:not([aria-busy]) article').first().waitFor();
    await keys('Shift+C');
    await dialog().waitFor();
    await outlook(`Closes callback #${callback}`);
    await dialog().getByRole('combobox').fill('3012345');
    await dialog().getByRole('option').first().waitFor();
    await keys('ArrowDown', 'Enter');
    await outlook(`Closes callback #${callback}`);
    await dialog()
      .getByLabel(/Minutes/)
      .fill('3');
    await dialog().getByLabel(/Note/).focus();
    await keys('Enter');
    await dialog().waitFor({ state: 'hidden' });
    await page.getByText(/finished it: called back by .*, 3 min/).waitFor();
    await page.getByText('0 calls without ticket').waitFor({ state: 'attached' });
    expect(stage.faults()).toEqual([]);
  });

  it('is found by its number, however it is written', async () => {
    await keys('/');
    await page.keyboard.type('030 12345678');
    await keys('Enter');
    await slip(callback).waitFor();
    expect(stage.faults()).toEqual([]);
  });

  it.each(LOOKS)('has nothing that axe objects to, $name', async look => {
    const eyes = eyesOn(page);
    await eyes.look(look);
    await page.goto(`${stage.product.url}/d/customer-service/t/${callback}`);
    await page.locator('[data-ticket]:not([aria-busy]) article').first().waitFor();
    await eyes.scene(`call-ticket-${look.name.replaceAll(' ', '-')}`);
    const objections = await eyes.objections('the ticket');
    if (look.width > 760) await page.getByRole('button', { name: 'Log a call' }).click();
    else {
      await page.getByRole('button', { name: 'More actions' }).click();
      await page.getByRole('menuitem', { name: /Log a call/ }).click();
    }
    await dialog().getByRole('combobox').fill(NUMBER);
    await outlook(/./);
    await eyes.scene(`call-dialog-${look.name.replaceAll(' ', '-')}`);
    objections.push(...(await eyes.objections('the dialog')));
    expect(objections).toEqual([]);
    await keys('Escape');
    await dialog().waitFor({ state: 'hidden' });
  });
});
