// The search in the browser: a sentence of a mail, a part number and a note are found, the slip shows where and marks the words, and opens the ticket. Looked
// at in light, in the dark and on a phone.
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Page } from 'playwright-core';
import { eventually } from '../product/api.client.js';
import { looked } from './web.eyes.js';
import { opened, openStage, type Stage } from './web.stage.js';

jest.setTimeout(240_000);

let stage: Stage | null;
let page: Page;
beforeAll(async () => {
  stage = await openStage();
  if (!stage) return;
  page = stage.page;
  await stage.enter();
});
afterAll(() => stage?.close());

const field = () => page.getByLabel('Search tickets');
const slips = () => page.locator('[data-slip]');
const found = () => page.locator('[data-found]');
const utf8 = 'Content-Type: text/plain; charset=utf-8';

/** The mail has become its ticket; a search shows what is there when it is made. */
const arrived = (words: string) =>
  eventually(
    `"${words}" is found`,
    async () => {
      await page.goto(`${stage!.product.url}/d/customer-service?q=${encodeURIComponent(words)}`);
      return found()
        .first()
        .waitFor({ timeout: 3_000 })
        .then(
          () => true,
          () => false,
        );
    },
    90_000,
  );

describe('the search', () => {
  it('finds a sentence of a mail, marks it as text, and opens the ticket', async () => {
    if (!stage) return;
    await stage.post(
      ['From: Runa Falk <runa@falk.example>', 'Subject: A small matter', 'Message-ID: <s1@falk.example>', utf8],
      'Good morning,\r\n\r\nthe Kreiselpumpe <img src=x onerror=alert(1)> of our Größe 40 needs two of 4711-A/3,\r\nand the blue heron sits on it.\r\n',
    );
    await arrived('blue heron');
    await page.goto(`${stage.product.url}/d/customer-service`);
    await slips().first().waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('kreisel 4711-a/3');
    await page.getByText('“kreisel 4711-a/3”').waitFor();
    await found().waitFor();
    expect(await slips().count()).toBe(1);
    expect(await found().locator('mark').allTextContents()).toEqual(['Kreiselpumpe', '4711-A/3']);
    expect(await found().textContent()).toMatch(/^In a mail of \d{1,2} [A-Z][a-z]+: .*<img src=x onerror=alert\(1\)>/);
    expect(await page.locator('[data-slips] img').count()).toBe(0);
    await looked(page, 'search mail');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await opened(page);
    expect(await page.locator('[data-ticket] header').first().textContent()).toContain('A small matter');
    expect(await found().count()).toBe(1);
    expect(stage.faults()).toEqual([]);
  });

  it('finds a note as soon as it is written, from the palette too, and keeps saying where while the ticket changes', async () => {
    if (!stage) return;
    await page.keyboard.press('c');
    await page.keyboard.type('Ask Brunhilde about the heron');
    await page.keyboard.press('Control+Enter');
    await page.getByText('Ask Brunhilde about the heron').first().waitFor();
    await page.keyboard.press('Control+k');
    await page.keyboard.type('brunhilde');
    await page.getByText('Search tickets for “brunhilde”').waitFor();
    await page.keyboard.press('Enter');
    await page.locator('[data-found=note]').waitFor();
    expect(await found().textContent()).toMatch(/^In a note of .*: Ask Brunhilde about the heron$/);
    await slips().click();
    await opened(page);
    await looked(page, 'search note');
    await page.keyboard.press('c');
    await page.keyboard.type('Done with that');
    await page.keyboard.press('Control+Enter');
    await page.getByText('Done with that').first().waitFor();
    expect(await found().textContent()).toContain('Ask Brunhilde');
    expect(stage.faults()).toEqual([]);
  });

  it('loses no letter to a page that is slower than the hand, and takes none for a command', async () => {
    if (!stage) return;
    // All in one turn of the page: nothing it opens can have the focus yet.
    const fast = (...strokes: { key: string; ctrlKey?: boolean }[]) =>
      page.evaluate(
        `for (const key of ${JSON.stringify(strokes)}) document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...key }))`,
      );
    const letters = (word: string) => [...word].map(key => ({ key }));
    await fast({ key: 'k', ctrlKey: true }, ...letters('brunhilde'), { key: 'Enter' });
    const field = page.getByRole('dialog', { name: 'Commands' }).getByRole('textbox');
    await page.getByText('Search tickets for “brunhilde”').waitFor();
    expect(await field.inputValue()).toBe('brunhilde');
    expect(await page.getByRole('textbox', { name: 'Reply', exact: true }).count()).toBe(0);
    await page.keyboard.press('Escape');
    await field.waitFor({ state: 'detached' });
    await page.locator('[data-ticket]').focus();
    await fast(...letters('cred heron'));
    const note = page.getByRole('textbox', { name: 'Note', exact: true });
    await eventually('the note', async () => (await note.inputValue()) === 'red heron', 30_000);
    await page.getByRole('button', { name: 'Discard' }).click();
    await page.locator('[data-ticket]').focus();
    // The second of the list, by its number.
    await fast(...letters('h2'));
    await page.locator('[data-panel] [data-field]').first().waitFor();
    expect(stage.faults()).toEqual([]);
  });

  it('shows text that runs from right to left as it is written', async () => {
    if (!stage) return;
    await stage.post(
      ['From: Dana Levi <dana@levi.example>', 'Subject: Spare part', 'Message-ID: <s2@levi.example>', utf8],
      'שלום, המשאבה שלנו שבורה ואנחנו צריכים חלק 8820-B היום.\r\n',
    );
    await arrived('המשאבה');
    expect(await found().locator('mark').allTextContents()).toEqual(['המשאבה']);
    await looked(page, 'search right to left');
    expect(stage.faults()).toEqual([]);
  });

  it('finds the lines of an order that came by EDI', async () => {
    if (!stage) return;
    const part = await page.evaluate(async () => {
      const departments = (await (await fetch('/api/v1/departments')).json()) as { id: number; key: string }[];
      const here = departments.find(one => one.key === 'customer-service')!;
      const rail = (await (await fetch(`/api/v1/departments/${here.id}/rail?view=all&limit=200`)).json()) as {
        items: { id: number; wayIn: string }[];
      };
      for (const slip of rail.items.filter(item => item.wayIn === 'edi')) {
        const ticket = (await (await fetch(`/api/v1/tickets/${slip.id}`)).json()) as {
          fields: { lines?: { itemIds: { id: string }[] }[] };
        };
        const id = ticket.fields.lines?.[0]?.itemIds[0]?.id;
        if (id) return id;
      }
      return null;
    });
    expect(part).not.toBeNull();
    await page.goto(`${stage.product.url}/d/customer-service?q=${encodeURIComponent(part!)}`);
    await page.locator('[data-found=document]').first().waitFor();
    expect(await found().first().locator('mark').first().textContent()).toContain(part!.slice(0, 3));
    await looked(page, 'search order');
    expect(stage.faults()).toEqual([]);
  });

  it.each(['&', '"', '((', 'a <-> b:*', '😀', '%00', 'x'.repeat(10_000)])('answers %j without a fault', async typed => {
    if (!stage) return;
    await page.goto(`${stage.product.url}/d/customer-service?q=${typed === '%00' ? typed : encodeURIComponent(typed)}`);
    await page.getByText('Nothing found.').or(slips().first()).first().waitFor();
    expect(stage.faults()).toEqual([]);
  });

  it('is as quick as the typing: what was overtaken is not shown', async () => {
    if (!stage) return;
    await page.goto(`${stage.product.url}/d/customer-service`);
    await slips().first().waitFor();
    const asked: string[] = [];
    page.on('request', request => {
      const q = new URL(request.url()).searchParams.get('q');
      if (q && request.url().includes('/rail?')) asked.push(q);
    });
    await field().pressSequentially('brunhilde', { delay: 30 });
    await page.locator('[data-found=note]').waitFor();
    expect(asked).toContain('brunhilde');
    expect(asked).not.toContain('brun');
    expect(stage.faults()).toEqual([]);
  });
});
