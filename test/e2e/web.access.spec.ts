// Everybody can use it: axe-core finds nothing to object to on any of the pages, in light, in dark and on a phone.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { opened, openStage, type Stage } from './web.stage.js';

jest.setTimeout(240_000);

const found = await openStage();
const story = found ? describe : describe.skip;
const stage = found as Stage;
const page = stage?.page;

afterAll(() => found?.close());

interface Finding {
  id: string;
  nodes: { html: string; failureSummary?: string }[];
}

/** Frames hold strangers' mails: what they look like is theirs. */
const LOOK = "axe.run(document, { iframes: false, resultTypes: ['violations'] }).then(found => found.violations)";

const LOOKS = [
  { name: 'light', scheme: 'light', width: 1440, height: 900 },
  { name: 'dark', scheme: 'dark', width: 1440, height: 900 },
  { name: 'on a phone', scheme: 'light', width: 390, height: 844 },
  { name: 'on a phone in the dark', scheme: 'dark', width: 390, height: 844 },
] as const;

const DIALOGS = [
  { key: 'd', name: /^Done/ },
  { key: 's', name: /^Snooze/ },
  { key: 'm', name: /^Move/ },
  { key: 'a', name: /^Whose is/ },
  { key: 'e', name: /^Expedite/ },
  { key: 'Shift+M', name: /^Merge/ },
  { key: 'Shift+F', name: /^Follow up/ },
  { key: 'q', name: 'Insert a template' },
  { key: 'x', name: 'Run a macro' },
  { key: 'l', name: 'Alerts' },
  { key: '?', name: 'Keys' },
  { key: 'Control+k', name: 'Commands' },
];

story('the web UI', () => {
  let axe: string;
  const at = (path: string) => page.goto(stage.product.url + path);
  const objections = async (where: string): Promise<string[]> => {
    await page.evaluate(axe);
    const findings = await page.evaluate<Finding[]>(LOOK);
    return findings.flatMap(({ id, nodes }) =>
      nodes.map(node => `${where}: ${id}: ${node.html.slice(0, 160)} ${node.failureSummary ?? ''}`),
    );
  };

  beforeAll(async () => {
    axe = await readFile(join(import.meta.dirname, '../../node_modules/axe-core/axe.min.js'), 'utf8');
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

  it.each(LOOKS)('is for everybody, $name', async ({ scheme, width, height }) => {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    await page.setViewportSize({ width, height });
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
