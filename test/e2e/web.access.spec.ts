// Everybody can use it: axe-core finds nothing to object to on any of the pages, in light, in dark and on a phone.
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { eyesOn, LOOKS } from './web.eyes.js';
import { opened, openStage, type Stage } from './web.stage.js';

jest.setTimeout(240_000);

const found = await openStage();
const story = found ? describe : describe.skip;
const stage = found as Stage;
const page = stage?.page;

afterAll(() => found?.close());

const DIALOGS = [
  { key: 'd', name: /^Done/ },
  { key: 's', name: /^Snooze/ },
  { key: 'm', name: /^Move/ },
  { key: 'a', name: /^Whose is/ },
  { key: 'e', name: /^Expedite/ },
  { key: 'Shift+R', name: /^Who asked/ },
  { key: 'Shift+M', name: /^Merge/ },
  { key: 'Shift+F', name: /^Follow up/ },
  { key: 'q', name: 'Insert a template' },
  { key: 'x', name: 'Run a macro' },
  { key: 'l', name: 'Alerts' },
  { key: '?', name: 'Keys' },
  { key: 'Control+k', name: 'Commands' },
];

story('the web UI', () => {
  const { objections, look } = eyesOn(page);
  const at = (path: string) => page.goto(stage.product.url + path);

  beforeAll(async () => {
    await stage.enter();
    // One ticket is done and one waits, so that these views have something to show.
    await page.keyboard.press('n');
    await opened(page);
    await page.keyboard.press('d');
    await page.getByRole('dialog').getByRole('option').first().click();
    await page.getByRole('button', { name: '100 % on time' }).waitFor();
    await page.getByText('Held by Demo Admin').waitFor();
    await opened(page);
    await page.keyboard.press('s');
    await page.getByRole('dialog').getByText('Until the customer answers').click();
    await page.getByText('waits for the customer').first().waitFor();
    await opened(page);
  });

  it.each(LOOKS)('is for everybody, $name', async how => {
    await look(how);
    const seen: string[] = [];
    for (const view of ['', '?view=waiting', '?view=mine', '?view=done', '?q=pump', '?q=nothing-like-this']) {
      await at(`/d/customer-service${view}`);
      await page.getByText('Live', { exact: true }).waitFor();
      await page.locator('[data-slip], [data-rail] h2').first().waitFor();
      seen.push(...(await objections(`rail${view}`)));
    }
    await page.getByRole('button', { name: /ways? in/i }).click();
    await page.getByText('Could not be read (quarantine)').waitFor();
    seen.push(...(await objections('ways in')));
    await at('/d/customer-service');
    await page.locator('[data-slip]').first().click();
    await opened(page);
    seen.push(...(await objections('ticket')));
    await page.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menu').waitFor();
    seen.push(...(await objections('more')));
    await page.keyboard.press('Escape');
    for (const { key, name } of DIALOGS) {
      await page.keyboard.press(key);
      await page.getByRole('dialog', { name }).waitFor();
      seen.push(...(await objections(`dialog ${key}`)));
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    }
    for (const key of ['r', 'c']) {
      await page.keyboard.press(key);
      await page.getByRole('textbox', { name: /^(Reply|Note)$/ }).waitFor();
      seen.push(...(await objections(`composer ${key}`)));
      await page.keyboard.press('Escape');
    }
    await at('/d/customer-service');
    // The header stands before the rail has come.
    await page.locator('[data-slip]').first().waitFor();
    await page.getByRole('button', { name: /settings/ }).click();
    await page.getByRole('menuitem', { name: /Set password/ }).waitFor();
    seen.push(...(await objections('menu')));
    await page.getByRole('menuitem', { name: /Set password/ }).click();
    await page.getByRole('button', { name: 'Set password' }).click();
    await page.getByText('Type the new password.').waitFor();
    seen.push(...(await objections('password')));
    await at('/sign-in');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('Fill in your email and your password.').waitFor();
    seen.push(...(await objections('sign-in')));
    expect(seen).toEqual([]);
    expect(stage.faults()).toEqual([]);
  });
});
