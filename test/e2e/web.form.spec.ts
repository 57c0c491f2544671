// Forms as their senders meet them, in a real browser before the real product: on a phone without a script, at a desk with one, and from a page of somebody
// else's; then the ticket on the rail, found by the reference. STORY_PICTURES=<folder> keeps pictures.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Page } from 'playwright-core';
import { eventually } from '../product/api.client.js';
import { type Browser, startBrowser } from './browser.js';
import { eyesOn, LOOKS } from './web.eyes.js';
import { opened, openStage, PATIENCE, type Stage } from './web.stage.js';

jest.setTimeout(180_000);

const PHONE = { width: 390, height: 844 };
const found = await openStage();
const story = found ? describe : describe.skip;
const stage = found as Stage;
const page = stage?.page;
/** A phone whose browser runs no script, and a browser that lets axe look past the policy of the page. */
const phone = found ? ((await startBrowser(PHONE, { javaScriptEnabled: false })) as Browser) : (null as never);
const looker = found ? ((await startBrowser(PHONE, { bypassCSP: true })) as Browser) : (null as never);
const pageOf = async ({ context }: Browser): Promise<Page> => {
  const made = context.pages()[0] ?? (await context.newPage());
  made.setDefaultTimeout(PATIENCE);
  return made;
};
const REFERENCE = /[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}/;
const form = (key: string): string => `${stage.product.url}/forms/${key}`;
/** Longer than programs take. */
const likeAPerson = (at: Page): Promise<void> => at.waitForTimeout(2_200);
const referenceOn = async (at: Page): Promise<string> => {
  await at.getByRole('heading', { name: 'Thank you. It has come.' }).waitFor();
  return REFERENCE.exec(await at.locator('.reference').innerText())![0];
};

const SITE = (
  action: string,
  next: string,
) => `<!doctype html><title>A shop</title><form action="${action}" method="post" enctype="multipart/form-data">
<label>Your name <input name="name"></label><label>Email <input name="email" type="email"></label><label>Message <textarea name="message"></textarea></label>
<input type="hidden" name="_subject" value="From the shop"><input type="hidden" name="_next" value="${next}"><button>Send</button></form>`;
let site: Server;
let siteUrl: string;

beforeAll(async () => {
  if (!found) return;
  site = createServer((request, answer) => {
    const isThanks = request.url?.startsWith('/thanks') === true;
    const body = isThanks ? '<h1>Thanks from the shop</h1>' : SITE(form('shop'), `${siteUrl}/thanks`);
    answer.writeHead(200, { 'content-type': 'text/html' }).end(body);
  });
  await new Promise<void>(resolve => site.listen(0, '127.0.0.1', resolve));
  siteUrl = `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
  await stage.enter();
  const body = { key: 'shop', kind: 'form', name: 'Shop', departmentId: 1, settings: { next: [`${siteUrl}/thanks`] } };
  const made = await page.evaluate(async sent => {
    const answer = await fetch('/api/v1/channels', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: sent,
    });
    return answer.status;
  }, JSON.stringify(body));
  expect(made).toBe(201);
}, 120_000);
afterAll(async () => {
  site?.closeAllConnections();
  site?.close();
  await phone?.close();
  await looker?.close();
  await found?.close();
});

/** Looks for the words on the rail and opens what is found. */
async function openFound(words: string): Promise<void> {
  await page.goto(`${stage.product.url}/d/customer-service`);
  await page.getByLabel('Search tickets').fill(words);
  await eventually('one ticket', async () => (await page.locator('[data-slip]').count()) === 1, PATIENCE);
  await page.locator('[data-slip]').click();
  await opened(page);
}

story('a form', () => {
  let quotation: string;

  it('on a phone without a script says what is wrong, keeps what was typed, and gives a reference', async () => {
    const at = await pageOf(phone);
    const { scene } = eyesOn(at);
    await at.goto(form('quotation'));
    await scene('form-01-phone');
    await at.getByLabel('Part number').fill('NW-Dichtung 40×3');
    await at.getByLabel('Quantity').fill('zwölf');
    await at.getByLabel('Message').fill('Bitte mit Zeugnis.\nشكرا');
    await at.getByRole('button', { name: 'Send' }).click();
    const alert = at.getByRole('alert');
    await alert.waitFor();
    expect(await alert.getByRole('link').allInnerTexts()).toEqual([
      'Email is missing',
      'Quantity must be a whole number',
    ]);
    await scene('form-02-phone-wrong');
    expect(await at.getByLabel('Message').inputValue()).toBe('Bitte mit Zeugnis.\nشكرا');
    expect(await at.getByLabel('Quantity').getAttribute('aria-invalid')).toBe('true');
    await alert.getByRole('link', { name: 'Quantity must be a whole number' }).click();
    await at.getByLabel('Quantity').fill('12');
    await at.getByLabel('Email').fill('lena@customer.example');
    await at
      .getByLabel('Files')
      .setInputFiles({ name: 'plan.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7\n%%EOF') });
    await likeAPerson(at);
    await at.getByRole('button', { name: 'Send' }).click();
    quotation = await referenceOn(at);
    await scene('form-03-phone-sent');
    await at.reload();
    expect(await referenceOn(at)).toBe(quotation);
  });

  it('hangs on the rail as a ticket of its kind, found by the reference', async () => {
    await openFound(quotation);
    const ticket = page.locator('[data-ticket]');
    await ticket.getByText(`reference ${quotation}`).waitFor();
    const text = await ticket.innerText();
    for (const words of [
      'Request for quotation',
      'Bitte mit Zeugnis.',
      'شكرا',
      'Part number: NW-Dichtung 40×3',
      'Quantity: 12 pcs',
      'plan.pdf',
      'By web form',
    ])
      expect(text).toContain(words);
    await eyesOn(page).scene('form-04-ticket');
    expect(stage.faults()).toEqual([]);
  });

  it('at a desk sent by two clicks is one, and one only', async () => {
    const at = await stage.page.context().newPage();
    await at.goto(form('contact'));
    await at.getByLabel('Your name').fill('Otto');
    await at.getByLabel('Email').fill('otto@customer.example');
    await at.getByLabel('Message').fill('Where is order 4711?');
    await likeAPerson(at);
    await at.getByRole('button', { name: 'Send' }).dblclick();
    const reference = await referenceOn(at);
    await at.goBack();
    await at.getByRole('button', { name: 'Send' }).click();
    expect(await referenceOn(at)).toBe(reference);
    await at.close();
    await openFound('otto@customer.example');
  });

  it('on a page of somebody else leads on to where that page says, where the channel allows it', async () => {
    const at = await pageOf(phone);
    await at.goto(siteUrl);
    await at.getByLabel('Your name').fill('Nina');
    await at.getByLabel('Email').fill('nina@customer.example');
    await at.getByLabel('Message').fill('From the shop');
    await at.getByRole('button', { name: 'Send' }).click();
    await at.getByRole('heading', { name: 'Thanks from the shop' }).waitFor();
    const reference = new URL(at.url()).searchParams.get('reference')!;
    expect(at.url()).toBe(`${siteUrl}/thanks?reference=${reference}`);
    await openFound(reference);
    expect(await page.locator('[data-ticket]').innerText()).toContain('From the shop');
  });

  it('of a program that fills in everything is left out, seen, and released with a reason', async () => {
    const values = {
      name: 'Ada',
      email: 'ada@customer.example',
      message: 'Offer for 40 seals',
      company_website: 'https://seals.example',
    };
    const answer = await fetch(form('contact'), {
      method: 'POST',
      body: new URLSearchParams(values),
      redirect: 'manual',
    });
    const reference = REFERENCE.exec(answer.headers.get('location') ?? '')![0];
    await eventually(
      'the rule',
      async () => {
        await page.goto(`${stage.product.url}/console/suppressed`);
        await page.getByRole('heading', { name: 'Left out' }).waitFor();
        return (await page.locator('[data-suppressed]').count()) > 0;
      },
      PATIENCE,
    );
    const item = page.locator('[data-suppressed]').filter({ hasText: 'Offer for 40 seals' });
    await item.getByText('a field was filled in that nobody sees').waitFor();
    await eyesOn(page).scene('form-05-left-out');
    await item.getByRole('button', { name: 'Release' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Release' }).click();
    await dialog.getByRole('alert').waitFor();
    await dialog.getByLabel('Why it belongs on the rail').fill('A supplier of ours');
    await eyesOn(page).scene('form-06-release');
    await dialog.getByRole('button', { name: 'Release' }).click();
    await item.waitFor({ state: 'detached' });
    await eventually(
      'its ticket',
      async () => {
        await page.goto(`${stage.product.url}/d/customer-service?view=all&q=${reference}`);
        await page.getByLabel('Search tickets').waitFor();
        await page.waitForTimeout(300);
        return (await page.locator('[data-slip]').count()) === 1;
      },
      PATIENCE,
    );
    await openFound(reference);
    await page.getByText('released by Demo Admin: A supplier of ours').waitFor();
    expect(stage.faults()).toEqual([]);
  });

  it.each(LOOKS)('is for everybody, $name', async how => {
    const at = await pageOf(looker);
    const { look, objections, scene } = eyesOn(at);
    await look(how);
    const seen: string[] = [];
    const check = async (name: string): Promise<void> => {
      seen.push(...(await objections(name)));
      if ((await at.evaluate('document.documentElement.scrollWidth')) !== how.width)
        seen.push(`${name}: wider than the page`);
      await scene(`form-10-${how.name.replaceAll(' ', '-')}-${name}`);
    };
    await at.goto(form('quotation'));
    await check('form');
    await at.getByLabel('Quantity').fill('many');
    await at.getByRole('button', { name: 'Send' }).click();
    await at.getByRole('alert').waitFor();
    await check('wrong');
    await at.goto(`${form('contact')}/sent?reference=${quotation}`);
    await check('sent');
    await at.goto(form('nowhere'));
    await check('nowhere');
    expect(seen).toEqual([]);
  });

  it.each(LOOKS)('that was left out is shown to everybody, $name', async how => {
    const values = { message: `Cheap seals ${how.name}`, _gotcha: 'x' };
    await fetch(form('contact'), { method: 'POST', body: new URLSearchParams(values), redirect: 'manual' });
    const { look, objections, scene } = eyesOn(page);
    await look(how);
    await eventually(
      'the list',
      async () => {
        await page.goto(`${stage.product.url}/console/suppressed`);
        await page.getByRole('heading', { name: 'Left out' }).waitFor();
        await page.waitForTimeout(300);
        return (await page.locator('[data-suppressed]').count()) > 0;
      },
      PATIENCE,
    );
    const seen = await objections('left out');
    if ((await page.evaluate('document.documentElement.scrollWidth')) !== how.width) seen.push('wider than the page');
    await scene(`form-11-${how.name.replaceAll(' ', '-')}-left-out`);
    expect(seen).toEqual([]);
    expect(stage.faults()).toEqual([]);
  });
});
