// Tags in the browser: a rule gives one, the slip shows it, an agent adds one by keyboard, the search finds it, and it is taken back. Looked at in light, dark
// and on a phone.
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { RuleTable } from '#api';
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

const slip = () => page.locator('[data-slip]').filter({ hasText: 'The gasket swells' });
/** A search shows what is there when it is made: it is made again until the mail has become its ticket. */
const search = (words: string, subject: string) =>
  eventually(
    `"${subject}" on the rail`,
    async () => {
      await page.goto(`${stage!.product.url}/d/customer-service?q=${encodeURIComponent(words)}`);
      const found = page.locator('[data-slip]').filter({ hasText: subject });
      return found.waitFor({ timeout: 3_000 }).then(
        () => true,
        () => false,
      );
    },
    90_000,
  );
const head = () => page.locator('[data-ticket] header').first();

describe('tags', () => {
  it('are given by a rule, which is written in the form and says so in a sentence', async () => {
    if (!stage) return;
    await page.goto(`${stage.product.url}/console/rules`);
    await page.getByText('Rules in their order').waitFor();
    const { version } = await page.evaluate(async () => (await (await fetch('/api/v1/rules')).json()) as RuleTable);
    await page.getByRole('button', { name: 'Add a rule' }).click();
    await page.getByRole('textbox', { name: /^Name/ }).fill('Gaskets');
    await page.getByLabel('Subject has any of').fill('gasket');
    await page.getByLabel('Tags', { exact: false }).fill('Spare Part, gasket, line-3');
    await page.getByText('tagged spare-part, gasket, line-3').first().waitFor();
    await looked(page, 'tags rule');
    await page.getByRole('button', { name: `Apply as version ${version + 1}` }).click();
    await page
      .locator(`[data-version="${version + 1}"]`)
      .getByText('stands now')
      .waitFor();
    expect(stage.faults()).toEqual([]);
  });

  it('stand on the slip, two and a count, and in the head of the ticket with who gave them', async () => {
    if (!stage) return;
    const headers = [
      'From: Mara Holt <mara@kelp.example>',
      'Subject: The gasket swells',
      'Message-ID: <g1@kelp.example>',
    ];
    await stage.post(headers, 'Please look at it.');
    await search('gasket', 'The gasket swells');
    expect(await slip().locator('[data-tags]').getAttribute('data-tags')).toBe('spare-part gasket line-3');
    expect(await slip().locator('[data-tags]').textContent()).toMatch(/spare-part\s*gasket\s*\+1/);
    await slip().click();
    await opened(page);
    expect(await head().getByRole('list', { name: 'Tags' }).getByRole('listitem').count()).toBe(3);
    await page.getByText('The rail added tags spare-part, gasket, line-3 by rule "Gaskets"').waitFor();
    await looked(page, 'tags ticket');
    expect(stage.faults()).toEqual([]);
  });

  it('are changed by keyboard alone, with those in use as suggestions, and taken back', async () => {
    if (!stage) return;
    await page.keyboard.press('Shift+T');
    const dialog = page.getByRole('dialog');
    const field = dialog.getByRole('textbox', { name: 'Tags' }).or(dialog.getByRole('combobox', { name: 'Tags' }));
    await field.waitFor();
    await page.keyboard.type('Very Late');
    await page.keyboard.press('Enter');
    await dialog.getByText('very-late').first().waitFor();
    await looked(page, 'tags dialog');
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await head().getByRole('link', { name: 'very-late' }).waitFor();
    await page.getByText('Tagged very-late.').first().waitFor();
    await page.getByText('added tag very-late').waitFor();
    await page.keyboard.press('z');
    await head().getByRole('link', { name: 'very-late' }).waitFor({ state: 'detached' });
    await page.getByText('removed tag very-late').waitFor();
    expect(stage.faults()).toEqual([]);
  });

  it('are suggested while they are typed', async () => {
    if (!stage) return;
    const headers = [
      'From: Lea Dorn <lea@reed.example>',
      'Subject: A question of size',
      'Message-ID: <g2@reed.example>',
    ];
    await stage.post(headers, 'Which one fits?');
    await search('question of size', 'A question of size');
    await page.locator('[data-slip]').filter({ hasText: 'A question of size' }).click();
    await opened(page);
    await page.keyboard.press('Shift+T');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Tags', { exact: true }).first().waitFor();
    await page.keyboard.type('gas');
    await page.getByRole('option', { name: 'gasket' }).waitFor();
    await looked(page, 'tags suggested');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await dialog.getByText('gasket').first().waitFor();
    await page.keyboard.press('Enter');
    await head().getByRole('link', { name: 'gasket' }).waitFor();
    expect(stage.faults()).toEqual([]);
  });

  it('are found by the search, and by a tag of the ticket that is open', async () => {
    if (!stage) return;
    await page.keyboard.press('/');
    await page.keyboard.type('tag:spare-part');
    await page.getByText('“tag:spare-part”').waitFor();
    await slip().waitFor();
    expect(await page.locator('[data-slip]').count()).toBe(1);
    await slip().click();
    await opened(page);
    await head().getByRole('link', { name: 'line-3' }).click();
    await page.getByText('tagged “line-3”').waitFor();
    await slip().waitFor();
    expect(await page.locator('[data-slip]').count()).toBe(1);
    await page.keyboard.press('?');
    await page.getByRole('dialog').getByText('Tags', { exact: true }).waitFor();
    await page.keyboard.press('Escape');
    expect(stage.faults()).toEqual([]);
  });
});
