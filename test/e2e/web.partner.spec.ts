// Trading partners in the browser: an unknown sender becomes one with two fields, what was held of it goes on its way, and what was agreed is changed.
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Page } from 'playwright-core';
import { Database, replay } from '#store';
import { makeMessage, x12 } from '../integration/trade.things.js';
import { eventually } from '../product/api.client.js';
import { openStage, type Stage } from './web.stage.js';

jest.setTimeout(240_000);

let stage: Stage | null;
let page: Page;
let database: Database;
let place: { departmentId: number; channelId: number };

beforeAll(async () => {
  stage = await openStage();
  if (!stage) return;
  page = stage.page;
  await stage.enter();
  database = await Database.open({ url: stage.product.databaseUrl });
  const [channel] = await database.rows<{ id: number; department_id: number }>(
    `INSERT INTO channel (key, kind, name, department_id, settings) SELECT 'orders', 'edi', 'Orders by mail', min(id), '{"mail":{}}' FROM department
     RETURNING id, department_id`,
  );
  place = { channelId: channel!.id, departmentId: channel!.department_id };
});
afterAll(async () => {
  await database?.close();
  await stage?.close();
});

const open = async (path: string) => {
  await page.goto(`${stage!.product.url}${path}`);
  await page.locator('main h1').first().waitFor();
};
/** The row of an interchange, once it stands so. The page is read anew until then: traffic is not live. */
async function traffic(control: string, state: string) {
  const row = page.getByRole('row').filter({ hasText: control });
  await eventually(`${control} ${state}`, async () => {
    if (await row.getByText(state).isVisible()) return true;
    await page.reload();
    await page.getByText('Acknowledgements', { exact: true }).waitFor();
    return row.getByText(state).isVisible();
  });
  return row;
}
const held = (messageId: number, part?: number) =>
  page.locator(`[data-held="${messageId}${part === undefined ? '' : `.${part}`}"]`);

describe('an unknown sender', () => {
  it('becomes a partner: name, key, and how much is on its way again; its orders hang on the rail, acknowledged', async () => {
    if (!stage) return;
    const first = await makeMessage(database, place, x12('NORTHMILL', 1));
    await makeMessage(database, place, x12('NORTHMILL', 2));
    await open('/console/quarantine');
    await held(first).getByText('ZZ NORTHMILL').waitFor();
    await held(first).getByRole('button', { name: 'Make this sender a partner' }).press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').fill('North Mill');
    expect(await dialog.getByLabel('Key').inputValue()).toBe('north-mill');
    await dialog.getByLabel('Name').press('Enter');
    await dialog.getByText('North Mill is a partner now. 2 messages are on their way again.').waitFor();
    await dialog.getByRole('button', { name: 'Open the partner' }).click();
    await page.getByRole('heading', { level: 1, name: 'North Mill' }).waitFor();
    expect(await page.getByLabel('Identifier of their identity 1').inputValue()).toBe('NORTHMILL');
    for (const number of [1, 2]) {
      const row = await traffic(`00000000${number}`, 'Taken');
      await row.getByText(`850 PO-${number}`).waitFor();
      await row.getByText('997 accepted').waitFor();
    }
    await page.getByRole('row').filter({ hasText: 'PO-1' }).getByRole('link').click();
    await page.getByRole('heading', { name: /PO-1/ }).waitFor();
    expect(stage.faults()).toEqual([]);
  });
});

describe('a partner', () => {
  it('is added and changed; leaving with something unsaved is asked about', async () => {
    if (!stage) return;
    await open('/console/partners');
    await page.getByRole('button', { name: 'New partner' }).click();
    await page.getByLabel('Name').fill('Baltic Seals');
    await page.getByLabel('Standard').selectOption('edifact');
    await page.getByRole('button', { name: 'Add this partner' }).click();
    await page.getByText('Enter the identifier.').waitFor();
    await page.getByLabel('Identifier of their identity 1').fill('4012345000009');
    await page.getByRole('button', { name: 'Add this partner' }).click();
    await page.getByRole('heading', { level: 1, name: 'Baltic Seals' }).waitFor();
    const stored = async () =>
      (await database.rows<{ agreement: object }>(`SELECT agreement FROM partner WHERE key = 'baltic-seals'`))[0]!
        .agreement;
    expect(await stored()).toMatchObject({ acknowledge: 'contrl', errors: 'reject' });
    await page.getByLabel('A set with errors').selectOption({ label: 'Take it and tell them' });
    await page.getByRole('link', { name: 'Quarantine' }).click();
    const question = page.getByRole('dialog');
    await question.getByRole('button').last().waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('The partner is changed.').first().waitFor();
    expect(await stored()).toMatchObject({ errors: 'note-errors' });
    expect(stage.faults()).toEqual([]);
  });

  it('shows what passed, and what was refused of it with its byte marked', async () => {
    if (!stage) return;
    const raw = x12('NORTHMILL', 8, { orders: ['PO-8', 'PO-9'], miscounted: 'PO-9' });
    const messageId = await makeMessage(database, place, raw);
    await database.transaction(tx => replay(tx, messageId));
    await open('/console/partners');
    await page.getByRole('link', { name: 'North Mill' }).click();
    const row = await traffic('000000008', '1 of 2 held');
    await row.getByText('997 partly accepted').waitFor();
    expect(await row.getByRole('link', { name: /^#/ }).getAttribute('href')).toMatch(/^\/d\/[\w-]+\/t\/\d+/);
    await row.getByRole('link', { name: 'held' }).click();
    const item = held(messageId, 2);
    await item.getByText(/^byte \d+, segment 5, element 1$/).waitFor();
    await item.getByRole('button', { name: 'Show the place' }).click();
    await item.locator('mark').waitFor();
    expect(await item.locator('pre').textContent()).toContain('SE*Here: 9*0002~');
    expect(await item.getByRole('button', { name: 'Replay' }).count()).toBe(0);
    expect(stage.faults()).toEqual([]);
  });
});
