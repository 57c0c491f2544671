// Routing rules in the browser: a change is tried on the mails that really came, applied, decides the next mail, and is taken back; faults stand at their
// place, and who was overtaken is told. Each page is looked at in light, dark and on a phone.
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { RuleTable } from '#api';
import { Database } from '#store';
import { eventually } from '../product/api.client.js';
import { looked } from './web.eyes.js';
import { openStage, type Stage } from './web.stage.js';

jest.setTimeout(240_000);

let stage: Stage | null;
let page: Page;
let database: Database;

beforeAll(async () => {
  stage = await openStage();
  if (!stage) return;
  page = stage.page;
  await stage.enter();
  database = await Database.open({ url: stage.product.databaseUrl });
});
afterAll(async () => {
  await database?.close();
  await stage?.close();
});

const open = async () => {
  await page.goto(`${stage!.product.url}/console/rules`);
  await page.getByText('Rules in their order').waitFor();
};
const table = (): Promise<RuleTable> =>
  page.evaluate(async () => (await (await fetch('/api/v1/rules')).json()) as RuleTable);
/** Posts a mail and waits until it hangs. Answers kind and priority of its ticket. */
async function posted(subject: string): Promise<{ kind: string; priority: string }> {
  const id = Math.random().toString(36).slice(2);
  const headers = [`From: Mara Holt <mara@kelp.example>`, `Subject: ${subject}`, `Message-ID: <${id}@kelp.example>`];
  await stage!.post(headers, 'Please look at it.');
  const found = () =>
    database.rows<{ kind: string; priority: string }>('SELECT kind, priority FROM ticket WHERE subject = $1', [
      subject,
    ]);
  await eventually(`a ticket of "${subject}"`, async () => (await found()).length > 0);
  return (await found())[0]!;
}
const nameField = () => page.getByRole('textbox', { name: /^Name/ });
const ruleLine = (name: string) => page.getByRole('button', { name: new RegExp(`^\\d+ ?${name}`) });

describe('the rules', () => {
  it('stand in their order, each with when and what then', async () => {
    if (!stage) return;
    await open();
    expect(await ruleLine('Quotation words').textContent()).toContain(
      'subject with “quote”, “quotation”, “rfq” or 3 more',
    );
    const before = (await table()).rules.map(rule => rule.name);
    await page.getByRole('button', { name: `Move rule ${before[1]} up` }).click();
    await page.getByText('The order is', { exact: false }).first().waitFor({ state: 'attached' });
    await page.getByRole('button', { name: 'Discard' }).click();
    expect((await table()).rules.map(rule => rule.name)).toEqual(before);
    expect(stage.faults()).toEqual([]);
  });

  it('are changed by a dry run: what would differ is listed before it is applied, and the next mail is decided by it', async () => {
    if (!stage) return;
    expect(await posted('The gasket swells')).toEqual({ kind: 'inquiry', priority: 'normal' });
    await open();
    const { version } = await table();
    await page.getByRole('button', { name: 'Add a rule' }).click();
    await nameField().fill('Gaskets');
    await page.getByLabel('Subject has any of').fill('gasket\nseal ring');
    await page.getByRole('combobox', { name: /^Kind of ticket/ }).selectOption({ label: 'Issue' });
    await page.getByRole('combobox', { name: /^Priority/ }).selectOption({ label: 'Expedited' });
    await page.getByText('One change of version', { exact: false }).waitFor();
    await page.getByRole('button', { name: 'Dry run' }).click();
    const found = page.locator('[data-run="ended"]');
    await found.getByText('1 message would end otherwise').waitFor();
    const row = found.getByRole('row').filter({ hasText: 'The gasket swells' });
    expect((await row.locator('td').nth(1).textContent())!.trim()).toBe('Inquiry, not expedited');
    expect((await row.locator('td').nth(2).textContent())!.trim()).toBe('Issue, expedited by “Gaskets”');
    expect(await row.getByRole('link', { name: /^#\d+$/ }).getAttribute('href')).toMatch(/^\/d\/[\w-]+\/t\/\d+/);
    expect((await table()).version).toBe(version);
    await looked(page, 'dry-run');
    await page.getByLabel('Why').fill('They cannot wait');
    await page.getByRole('button', { name: `Apply as version ${version + 1}` }).click();
    const applied = page.locator(`[data-version="${version + 1}"]`);
    await applied.getByText('They cannot wait').waitFor();
    await applied.getByText('stands now').waitFor();
    await eventually('a mail decided by the new rule', async () => {
      const { kind, priority } = await posted(`A seal ring tore ${Date.now()}`);
      return kind === 'issue' && priority === 'expedite';
    });
    expect(stage.faults()).toEqual([]);
  });

  it('go back to an earlier version, whose changes are shown first', async () => {
    if (!stage) return;
    await open();
    const { version } = await table();
    const wanted = version - 1;
    await page.getByRole('button', { name: `Go back to version ${wanted}`, exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Rule "Gaskets" is gone').waitFor();
    await dialog.getByRole('button', { name: 'Go back' }).click();
    await page
      .locator(`[data-version="${version + 1}"]`)
      .getByText(`Back to version ${wanted}.`)
      .waitFor();
    expect((await table()).rules.map(rule => rule.name)).not.toContain('Gaskets');
    await ruleLine('Gaskets').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: `What changed in version ${version}` }).click();
    await page.getByText('Rule "Gaskets" is new, at place', { exact: false }).waitFor();
    await looked(page, 'rules');
    expect(stage.faults()).toEqual([]);
  });

  it('say what is wrong at its place, and cannot be tried or applied until it is put right', async () => {
    if (!stage) return;
    await open();
    await page.getByRole('button', { name: 'Add a rule' }).click();
    await nameField().fill('duplicate');
    await page.getByRole('checkbox', { name: /^Leave it out/ }).check();
    await page.getByText('Without a condition this leaves out everything that comes in').first().waitFor();
    await page.getByText('is a name that the house itself leaves messages out by', { exact: false }).first().waitFor();
    expect(await nameField().getAttribute('aria-invalid')).toBe('true');
    expect(await page.getByRole('button', { name: 'Dry run' }).isDisabled()).toBe(true);
    await page.getByLabel('Sent by').fill('news@*');
    await nameField().fill('Newsletters');
    await page.getByText('One change of version', { exact: false }).waitFor();
    await page.getByRole('button', { name: 'Dry run' }).click();
    await page.locator('[data-run="ended"]').getByText('Nothing would end otherwise').waitFor();
    await looked(page, 'rule-form');
    await page.getByRole('button', { name: 'Discard' }).click();
    expect(stage.faults()).toEqual([]);
  });

  it('tell who was overtaken, and keep what was typed', async () => {
    if (!stage) return;
    await open();
    const { version } = await table();
    await page.getByRole('button', { name: 'Add a rule' }).click();
    await nameField().fill('Mine');
    await page.getByRole('combobox', { name: /^Rail/ }).selectOption({ index: 1 });
    await page.evaluate(async () => {
      const now = (await (await fetch('/api/v1/rules')).json()) as RuleTable;
      const theirs = { ...now.rules[0]!, id: null, name: 'Theirs', conditions: { subject: ['theirs'] } };
      const headers = { 'content-type': 'application/json', 'if-match': `"v${now.version}"` };
      const body = JSON.stringify({ rules: [theirs, ...now.rules] });
      await fetch('/api/v1/rules', { method: 'PUT', headers, body });
    });
    await page.getByRole('button', { name: `Apply as version ${version + 1}` }).click();
    await page.getByText(`Somebody applied version ${version + 1} since you opened version ${version}.`).waitFor();
    expect(stage.faults().filter(fault => !/412/.test(fault))).toEqual([]);
    await page.getByRole('link', { name: 'Look at what they changed' }).click();
    await page.locator('[data-asked]').getByText('Rule "Theirs" is new, at place 1').waitFor();
    expect(await nameField().inputValue()).toBe('Mine');
    await page.getByRole('button', { name: 'Take theirs, drop mine' }).click();
    await ruleLine('Theirs').waitFor();
    await ruleLine('Mine').waitFor({ state: 'detached' });
    expect(stage.faults()).toEqual([]);
  });
});
