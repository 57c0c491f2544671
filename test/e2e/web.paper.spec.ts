// Orders by EDI in the browser: dropped into a folder, they hang as sheets that a person can read, with what a change does, what the partner was told, and the
// segment behind each line one click away.
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Page } from 'playwright-core';
import { eventually } from '../product/api.client.js';
import { drop } from '../product/edi.files.js';
import { orderLetter, PARTNER } from './paper.letters.js';
import { type Eyes, eyesOn, LOOKS } from './web.eyes.js';
import { openStage, PATIENCE, type Stage } from './web.stage.js';

jest.setTimeout(240_000);

const found = await openStage();
const story = found ? describe : describe.skip;
const stage = found as Stage;
const page = stage?.page as Page;
let folder: string;
let eyes: Eyes;
/** The order that was changed: later another ticket has its number as well. */
let changedOrder: number;

const ask = <T>(method: string, path: string, body?: unknown): Promise<T> =>
  page.evaluate(
    async ([how, where, what]) => {
      const headers: Record<string, string> = what === undefined ? {} : { 'content-type': 'application/json' };
      const answer = await fetch(`/api/v1${where}`, { method: how, headers, body: what as string | undefined });
      if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
      return answer.json();
    },
    [method, path, body === undefined ? undefined : JSON.stringify(body)] as const,
  ) as Promise<T>;
/** Ticket of an order, once so many documents hang on it. */
async function ticketOf(number: string, documents: number): Promise<number> {
  let id = 0;
  await eventually(
    `${documents} documents of ${number}`,
    async () => {
      const { items } = await ask<{ items: { id: number; subject: string }[] }>(
        'GET',
        `/departments/1/rail?view=all&q=${number}`,
      );
      id = items.find(item => item.subject.includes(number))?.id ?? 0;
      return id > 0 && (await ask<{ documents: number }>('GET', `/tickets/${id}`)).documents === documents;
    },
    PATIENCE,
  );
  return id;
}
const open = async (id: number): Promise<void> => {
  await page.goto(`${stage.product.url}/d/customer-service/t/${id}`);
  await page.locator('[data-paper]').first().waitFor();
};
const paper = (place: number) => page.locator('[data-paper]').nth(place);
const panel = () => page.getByRole('complementary', { name: 'As received' });

beforeAll(async () => {
  if (!found) return;
  await stage.enter();
  eyes = eyesOn(page);
  folder = await mkdtemp(join(tmpdir(), 'rail-paper-'));
  await mkdir(join(folder, 'in'));
  await ask('POST', '/partners', PARTNER);
  const settings = { folder: { path: folder, pollSeconds: 0.2 } };
  await ask('POST', '/channels', { key: 'edi-paper', kind: 'edi', name: 'EDI', departmentId: 1, settings });
}, 120_000);
afterAll(async () => {
  await found?.close();
  if (folder) await rm(folder, { recursive: true, force: true });
});

story('an order by EDI', () => {
  it('hangs as a sheet: parties, dates, lines, totals, and what the partner was told', async () => {
    await drop(folder, 'order.edi', orderLetter(1, 'PO-77001', 3));
    await open(await ticketOf('PO-77001', 1));
    const sheet = paper(0);
    await sheet.getByRole('heading', { name: 'Order PO-77001' }).waitFor();
    await sheet.getByText('997 accepted, delivered').waitFor();
    expect(await sheet.getByRole('list', { name: 'Parties' }).innerText()).toMatch(
      /Buyer\s+Example Mill\s+4 Quay\s+Duluth, MN 55802, US/,
    );
    expect(await sheet.locator('tbody tr').count()).toBe(3);
    expect((await sheet.locator('tbody tr').nth(1).innerText()).replace(/\s+/g, ' ')).toMatch(
      /2 Bracket 2 .*VP-2.* 20 each 12345678\.2500|2 Bracket 2 .*VP-2.* 20 each 12.345.678\.2500/,
    );
    expect(stage.faults()).toEqual([]);
  });

  it('shows the segment of a line, by click, and the whole by one key; Esc leads back', async () => {
    await open(await ticketOf('PO-77001', 1));
    const line = paper(0).locator('tbody tr').nth(2).getByRole('button');
    await line.press('Enter');
    const marked = panel().locator('[aria-current=true]');
    await marked.waitFor();
    expect(await marked.innerText()).toMatch(/PO1\*3\*30\*EA/);
    await panel()
      .getByText(/segment \d+ of \d+, byte \d+/)
      .waitFor();
    await page.keyboard.press('Escape');
    await panel().waitFor({ state: 'detached' });
    expect(await page.locator(':focus').innerText()).toMatch(/line\s+3$/);
    await page.keyboard.press('v');
    await panel().getByText('BEG*00*SA*PO-77001').waitFor();
    await page.keyboard.press('v');
    await panel().waitFor({ state: 'detached' });
    expect(stage.faults()).toEqual([]);
  });

  it('that is changed shows before and after, and strikes out what is cancelled', async () => {
    await drop(folder, 'change.edi', orderLetter(2, 'PO-77001', 0, 'change'));
    changedOrder = await ticketOf('PO-77001', 2);
    await open(changedOrder);
    const sheet = paper(1);
    await sheet.getByText('This changes the order: 1 line changed, 1 cancelled, 1 added.').waitFor();
    const changed = sheet.locator('tbody tr[data-mark=changed]');
    expect([await changed.locator('del').innerText(), await changed.locator('ins').innerText()]).toEqual(['10', '15']);
    const cancelled = sheet.locator('tbody tr[data-mark=removed]');
    await cancelled.getByText('Cancelled').waitFor();
    const struck = await page.evaluate<string>(
      "getComputedStyle(document.querySelector('tr[data-mark=removed] td:nth-child(3)')).textDecorationLine",
    );
    expect(struck).toBe('line-through');
    expect(stage.faults()).toEqual([]);
  });

  it('whose number came before says so above everything, and leads to the other', async () => {
    const first = changedOrder;
    await drop(folder, 'again.edi', orderLetter(3, 'PO-77001', 1));
    await eventually(
      'a second order of that number',
      async () =>
        (await ask<{ items: unknown[] }>('GET', '/departments/1/rail?view=all&q=PO-77001')).items.length === 2,
      PATIENCE,
    );
    const { items } = await ask<{ items: { id: number }[] }>('GET', '/departments/1/rail?view=all&q=PO-77001');
    await open(items.find(item => item.id !== first)!.id);
    await page
      .getByRole('note', { name: 'Look at this first' })
      .getByRole('link', { name: `#${first}` })
      .click();
    await page.locator(`[data-ticket="${first}"]`).waitFor();
    expect(stage.faults()).toEqual([]);
  });

  it('of 10,000 lines goes to any of them', async () => {
    await drop(folder, 'large.edi', orderLetter(4, 'PO-77900', 10_000));
    await open(await ticketOf('PO-77900', 1));
    expect(await paper(0).locator('tbody tr').count()).toBe(100);
    await page.getByLabel('Go to the line at place').fill('9950');
    await page.keyboard.press('Enter');
    await paper(0).getByText('Bracket 9950', { exact: true }).waitFor();
    expect(await paper(0).locator('tbody tr').count()).toBe(100);
    expect(stage.faults()).toEqual([]);
  });

  it.each(LOOKS)('is for everybody, $name', async look => {
    await eyes.look(look);
    await open(changedOrder);
    expect(await eyes.objections('sheets')).toEqual([]);
    await page.keyboard.press('v');
    await panel().locator('[data-segment]').first().waitFor();
    expect(await eyes.objections('as received')).toEqual([]);
    // Nothing but the panes scrolls.
    expect(await page.evaluate('document.documentElement.scrollHeight <= innerHeight')).toBe(true);
    expect(stage.faults()).toEqual([]);
  });
});
