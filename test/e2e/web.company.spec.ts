// Members, departments, keys and the audit log in the console, in a real browser before the real product: somebody is invited and signs in by the link, the
// last administrator stays, a key opens the API until it is revoked, and the log says all of it and names a line that was bent.
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Database } from '#store';
import { eventually } from '../product/api.client.js';
import { eyesOn, LOOKS } from './web.eyes.js';
import { openStage, type Stage } from './web.stage.js';

jest.setTimeout(240_000);

const found = await openStage();
const story = found ? describe : describe.skip;
const stage = found as Stage;
const page = stage?.page;
const eyes = found ? eyesOn(page) : null;
let database: Database;

beforeAll(async () => {
  if (!found) return;
  await stage.enter();
  database = await Database.open({ url: stage.product.databaseUrl });
});
afterAll(async () => {
  await database?.close();
  await found?.close();
});

const open = async (path: string) => {
  await page.goto(`${stage.product.url}${path}`);
  await page.locator('main h1').first().waitFor();
};
const dialog = () => page.getByRole('dialog');
const row = (email: string) => page.locator(`[data-member="${email}"]`);

story('members', () => {
  it('are invited by a link that is shown once, and lets them in', async () => {
    await open('/console/members');
    await row('mara@nordwerk.example').getByText('Agent of Customer service').waitFor();
    await page.getByRole('button', { name: 'Invite somebody' }).click();
    await dialog().getByRole('button', { name: 'Invite' }).click();
    await dialog().getByText('Write their name.').waitFor();
    await dialog().getByText('Choose a department, or make them an administrator.').waitFor();
    await dialog().getByLabel('Name').fill('Ada Berg');
    await dialog().getByLabel('Email address').fill('mara@nordwerk.example');
    await dialog().getByLabel('Sales').selectOption('agent');
    await dialog().getByRole('button', { name: 'Invite' }).click();
    await dialog().getByText('Mara Lind has this address already').waitFor();
    expect(stage.faults().every(fault => /422/.test(fault))).toBe(true);
    await dialog().getByLabel('Email address').fill('ada@nordwerk.example');
    await dialog().getByRole('button', { name: 'Invite' }).click();
    const link = await dialog().getByLabel('Link').inputValue();
    expect(link).toMatch(/^http:\/\/[^/]+\/sign-in#token=[\w-]{43}$/);
    await dialog().getByRole('button', { name: 'Copy' }).click();
    await dialog().getByRole('button', { name: 'Done' }).click();
    await row('ada@nordwerk.example').getByText('Invited, the link works until').waitFor();
    const theirs = await page.context().browser()!.newContext();
    const ada = await theirs.newPage();
    await ada.goto(link);
    await ada.waitForURL('**/d/sales');
    await theirs.close();
    await page.reload();
    await row('ada@nordwerk.example').getByText('Active').waitFor();
    expect(stage.faults()).toEqual([]);
  });

  it('get other rights, go and come back', async () => {
    await open('/console/members');
    await page.getByRole('link', { name: 'Ada Berg' }).click();
    await page.getByLabel('Engineering').selectOption('supervisor');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved. It holds from their next step on.').first().waitFor();
    await page.getByRole('button', { name: 'Make a new link' }).click();
    await dialog().getByRole('button', { name: 'Done' }).click();
    await page.getByRole('button', { name: 'Deactivate…' }).click();
    await dialog().getByRole('button', { name: 'Deactivate' }).click();
    await page.locator('[data-member-state="deactivated"]').waitFor();
    await page.getByRole('button', { name: 'Let them in again' }).click();
    await page.getByRole('button', { name: 'Make a new link' }).waitFor();
    // Neither of the two was a change of what the form holds: it can still be saved.
    await page.getByLabel('Sales').selectOption('supervisor');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('button', { name: 'As it was' }).waitFor({ state: 'detached' });
    await page.getByRole('link', { name: 'Members' }).first().click();
    await row('ada@nordwerk.example').getByText('Supervisor of Engineering, Supervisor of Sales').waitFor();
    expect(stage.faults()).toEqual([]);
  });

  it('keep their last administrator, and the page says why', async () => {
    await page.getByRole('link', { name: 'Demo Admin' }).click();
    expect(await page.getByRole('checkbox', { name: /^Administrator/ }).isDisabled()).toBe(true);
    await page.getByText('without them nobody could change anything any more', { exact: false }).waitFor();
    expect(await page.getByRole('button', { name: 'Deactivate…' }).isDisabled()).toBe(true);
    expect(stage.faults()).toEqual([]);
  });

  it('look after the house without a department, or have no rail yet and are told so', async () => {
    const ways = { ops: true, none: false };
    for (const [key, isAdmin] of Object.entries(ways)) {
      await open('/console/members');
      await page.getByRole('button', { name: 'Invite somebody' }).click();
      await dialog().getByLabel('Name').fill(`Olga ${key}`);
      await dialog().getByLabel('Email address').fill(`${key}@nordwerk.example`);
      if (isAdmin) await dialog().getByLabel('Administrator').check();
      else await dialog().getByLabel('Sales').selectOption('agent');
      await dialog().getByRole('button', { name: 'Invite' }).click();
      const link = await dialog().getByLabel('Link').inputValue();
      await dialog().getByRole('button', { name: 'Done' }).click();
      // Only a department that went can leave somebody without any: the form asks for one.
      if (!isAdmin)
        await database.rows('DELETE FROM membership WHERE user_id = (SELECT id FROM user_account WHERE email = $1)', [
          `${key}@nordwerk.example`,
        ]);
      const theirs = await page.context().browser()!.newContext();
      const olga = await theirs.newPage();
      await olga.goto(link);
      if (isAdmin) {
        await olga.waitForURL('**/d/**');
        await olga.locator('[data-rail]').waitFor();
        await olga.goto(`${stage.product.url}/console/channels`);
        await olga.getByRole('heading', { level: 1, name: 'Channels' }).waitFor();
      } else {
        await olga.getByRole('heading', { level: 1, name: 'Welcome, Olga none. No rail is yours yet.' }).waitFor();
        await olga.getByRole('button', { name: 'Sign out' }).click();
        await olga.getByRole('button', { name: 'Sign in' }).waitFor();
      }
      await theirs.close();
    }
    expect(stage.faults()).toEqual([]);
  });
});

story('departments', () => {
  it('are made with a key of their name, and renamed', async () => {
    await open('/console/departments');
    await page.getByRole('button', { name: 'New department' }).click();
    await dialog().getByLabel('Name').fill('Sales');
    expect(await dialog().getByLabel('Key for addresses').inputValue()).toBe('sales');
    await dialog().getByRole('button', { name: 'Make it' }).click();
    await dialog().getByText('Another department has this key').waitFor();
    stage.faults();
    await dialog().getByLabel('Name').fill('Goods back');
    await dialog().getByLabel('Time zone').fill('Moon/Base');
    await dialog().getByRole('button', { name: 'Make it' }).click();
    await dialog().locator('[role="alert"]').waitFor();
    stage.faults();
    await dialog().getByLabel('Time zone').fill('Europe/Berlin');
    await dialog().getByRole('button', { name: 'Make it' }).click();
    await page.getByRole('link', { name: 'Goods back' }).waitFor();
    await page.waitForURL('**/console/departments?d=goods-back');
    await page.getByRole('button', { name: 'Rename…' }).click();
    await dialog().getByLabel('Name').fill('Returns');
    await dialog().getByRole('button', { name: 'Rename', exact: true }).click();
    await page.getByRole('link', { name: 'Returns' }).waitFor();
    expect(stage.faults()).toEqual([]);
  });
});

story('API keys', () => {
  it('open the API from when they are made until they are revoked', async () => {
    await open('/console/keys');
    await page.getByRole('button', { name: 'New key' }).click();
    await dialog().getByRole('button', { name: 'Make it' }).click();
    await dialog().getByText('Give it a name.').waitFor();
    await dialog().getByLabel('Name').fill('Warehouse');
    await dialog().getByLabel('Ends').fill('2099-12-31');
    await dialog().getByRole('button', { name: 'Make it' }).click();
    const key = await dialog().getByLabel('Key').inputValue();
    await dialog().getByRole('button', { name: 'I have put it away' }).click();
    const list = page.getByRole('region', { name: 'List of keys' });
    await list.getByText('31 December 2099').waitFor();
    const asked = async () =>
      (await fetch(`${stage.product.url}/api/v1/departments`, { headers: { authorization: `Bearer ${key}` } })).status;
    expect(await asked()).toBe(200);
    expect(await page.content()).not.toContain(key);
    await page.getByRole('button', { name: 'Revoke Warehouse' }).click();
    await dialog().getByRole('button', { name: 'Revoke' }).click();
    await page.getByText('No system has a key yet.').waitFor();
    expect(await asked()).toBe(401);
    expect(stage.faults()).toEqual([]);
  });
});

story('the audit log', () => {
  it('is looked through by words and by what was changed, page by page', async () => {
    await open('/console/audit');
    await page.locator('[data-chain="whole"]').waitFor();
    await page.locator('[data-audit]').first().waitFor();
    expect(await page.locator('[data-audit]').count()).toBe(50);
    await page.getByRole('button', { name: 'Show older ones' }).click();
    await page.locator('[data-audit]').nth(50).waitFor();
    await page.getByLabel('Look for').fill('Goods back');
    const line = page.locator('[data-audit]').filter({ hasText: 'New: department Goods back' });
    await line.getByText('Demo Admin').waitFor();
    await line.getByText(/^\d fields$/).click();
    await line.getByText('Europe/Berlin').waitFor();
    await page.getByLabel('Look for').fill('');
    await page.getByLabel('What was changed').selectOption({ label: 'API keys' });
    await page.getByText('Changed: API key').waitFor();
    await eventually('its two lines alone', async () => (await page.locator('[data-audit]').count()) === 2);
    await page.getByLabel('Look for').fill('nobody was this');
    await page.getByText('Nothing of that kind was changed.').waitFor();
    expect(stage.faults()).toEqual([]);
  });
});

story('the company in the console', () => {
  it.each(LOOKS)('is for all eyes, $name', async look => {
    await eyes!.look(look);
    const objections: string[] = [];
    const looked = async (scene: string) => {
      objections.push(...(await eyes!.objections(scene)));
      await eyes!.scene(`company ${scene} ${look.name}`);
      const wider = await page.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth');
      if (wider > 0) objections.push(`${scene}: the page is ${wider} px wider than the window`);
    };
    await open('/console/members');
    await row('ada@nordwerk.example').waitFor();
    await looked('members');
    await page.getByRole('button', { name: 'Invite somebody' }).click();
    await dialog().getByRole('button', { name: 'Invite' }).click();
    await dialog().getByText('Write their name.').waitFor();
    await looked('invite');
    await open('/console/members');
    await page.getByRole('link', { name: 'Demo Admin' }).click();
    await page.getByText('Sign-in link').waitFor();
    await looked('member');
    await open('/console/departments?d=returns');
    await page.getByRole('button', { name: 'New department' }).click();
    await dialog().getByLabel('Name').fill('Stock');
    await looked('new department');
    await open('/console/keys');
    await page.getByRole('button', { name: 'New key' }).click();
    await dialog().getByLabel('Name').fill(`Tracker ${look.name}`);
    await looked('new key');
    await dialog().getByRole('button', { name: 'Make it' }).click();
    await dialog().getByRole('button', { name: 'I have put it away' }).click();
    await page.getByText(`Tracker ${look.name}`, { exact: true }).waitFor();
    await looked('keys');
    await open('/console/audit');
    await page.locator('[data-audit]').first().waitFor();
    await looked('audit');
    expect(objections).toEqual([]);
    expect(stage.faults()).toEqual([]);
  });
});

story('a log that was bent past the product', () => {
  it('is named on the page, with the line', async () => {
    await database.rows('ALTER TABLE audit_entry DISABLE TRIGGER USER');
    await database.rows(`UPDATE audit_entry SET actor = '{"kind":"person","name":"Nobody"}' WHERE seq = 7`);
    await database.rows('ALTER TABLE audit_entry ENABLE TRIGGER USER');
    await open('/console/audit');
    await page.locator('[data-chain="broken"]').getByText('Line 7 is not as it was written').waitFor();
    await eyes!.scene('company audit broken');
    expect(await eyes!.objections('broken')).toEqual([]);
    expect(stage.faults()).toEqual([]);
  });
});
