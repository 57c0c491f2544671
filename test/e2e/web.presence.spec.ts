// Two people in two browsers: one sees where the other is and what the other does, on the slip and on the ticket, in words and shapes; nothing moves for it,
// and it is over when the other goes. Looked at in light, dark and on a phone.
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { BrowserContext, Page } from 'playwright-core';
import { Database, SignInLinkStore } from '#store';
import { eventually } from '../product/api.client.js';
import { looked } from './web.eyes.js';
import { listed, opened, openStage, PATIENCE, type Stage } from './web.stage.js';

jest.setTimeout(240_000);

let stage: Stage | null;
/** Demo Admin's page, and Theo Brandt's. */
let page: Page;
let theo: Page;
let theirs: BrowserContext;
let id: number;
const theirFaults: string[] = [];

beforeAll(async () => {
  stage = await openStage();
  if (!stage) return;
  page = stage.page;
  await stage.enter();
  theirs = await page.context().browser()!.newContext();
  theo = await openTheirs();
  await theo.goto(await linkFor('theo@nordwerk.example'));
  await theo.locator('[data-slip]').first().waitFor();
  await theo.getByText('Live', { exact: true }).waitFor();
  id = (await listed(page))[1]!;
});
afterAll(async () => {
  await theirs?.close();
  await stage?.close();
});

async function linkFor(email: string): Promise<string> {
  const database = await Database.open({ url: stage!.product.databaseUrl });
  try {
    const [user] = await database.rows<{ id: number }>('SELECT id FROM user_account WHERE email = $1', [email]);
    const token = await database.transaction(tx => new SignInLinkStore().make(tx, user!.id));
    return `${stage!.product.url}/sign-in#token=${token}`;
  } finally {
    await database.close();
  }
}

async function openTheirs(): Promise<Page> {
  const made = await theirs.newPage();
  made.setDefaultTimeout(PATIENCE);
  made.on('response', answer => {
    if (answer.status() >= 400) theirFaults.push(`${answer.status()} ${answer.request().method()} ${answer.url()}`);
  });
  made.on('pageerror', error => theirFaults.push(`page: ${error.message}`));
  return made;
}

const ticketAt = () => `${stage!.product.url}/d/customer-service/t/${id}`;
const mark = (on = page) => on.locator(`[data-slip="${id}"] [data-here]`);
const line = (on = page) => on.locator(`[data-presence="${id}"]`);
const faults = () => [...stage!.faults(), ...theirFaults.splice(0)];
/** Where everything of the list, or of the open paper, stands. What tells the time may change its width. */
const places = (within: string): Promise<string[]> =>
  page.evaluate(`[...document.querySelectorAll('${within} *')]
    .filter(one => !one.closest('[data-here], [data-strip]') && !one.closest('.tab'))
    .map(one => {
      const { x, y, width, height } = one.getBoundingClientRect();
      return [one.tagName, x, y, width, height].join(' ');
    })`);

/** The same once nothing moves any more: a mail's frame takes its new height a moment after the window had another width. */
async function settled(within: string): Promise<string[]> {
  let before: string[] = [];
  await eventually('nothing moves any more', async () => {
    await new Promise(resolve => setTimeout(resolve, 1_000));
    const last = before;
    before = await places(within);
    return before.join() === last.join();
  });
  return before;
}

describe('who else is on a ticket', () => {
  it('stands on the slip, by initials under an eye, and moves nothing in the list', async () => {
    if (!stage) return;
    const before = await places('[data-rail] ul');
    expect(before.length).toBeGreaterThan(50);
    await theo.goto(ticketAt());
    await opened(theo);
    await mark().waitFor();
    expect(await mark().getAttribute('data-here')).toBe('TB');
    expect(await mark().textContent()).toContain('Theo Brandt is looking.');
    expect(await mark().locator('svg').count()).toBe(1);
    expect(await places('[data-rail] ul')).toEqual(before);
    expect(await page.locator('[data-here]').count()).toBe(1);
    expect(faults()).toEqual([]);
  });

  it('stands in the head of the ticket, for both, and nobody sees themselves', async () => {
    if (!stage) return;
    await page.locator(`[data-slip="${id}"]`).click();
    await opened(page);
    await line().getByText('Theo Brandt is looking').waitFor();
    await line(theo).getByText('Demo Admin is looking').waitFor();
    expect(await line().textContent()).not.toContain('Demo Admin');
    expect(await mark(theo).getAttribute('data-here')).toBe('DA');
    await looked(page, 'presence looking');
    expect(faults()).toEqual([]);
  });

  it('says who writes, with a pen, is announced once and not at each stroke, and moves nothing on the paper', async () => {
    if (!stage) return;
    const before = await settled('[data-ticket]');
    expect(before.length).toBeGreaterThan(50);
    await page.evaluate(`{
      const region = document.querySelector('[role=status][aria-live=polite].unseen');
      window.heard = [];
      new MutationObserver(() => region.textContent && window.heard.push(region.textContent))
        .observe(region, { childList: true, characterData: true, subtree: true });
    }`);
    await theo.keyboard.press('r');
    const text = theo.getByRole('textbox', { name: 'Reply', exact: true });
    await text.pressSequentially('Good morning, we look at it today and write to you again in the afternoon.', {
      delay: 15,
    });
    await line().getByText('Theo Brandt is writing a reply').waitFor();
    await text.pressSequentially(' One moment more, please.', { delay: 15 });
    expect(await mark().textContent()).toContain('Theo Brandt is writing a reply.');
    expect(await places('[data-ticket]')).toEqual(before);
    await looked(page, 'presence writing');
    expect(await page.evaluate('window.heard')).toEqual(['Theo Brandt is writing a reply.']);
    await theo.keyboard.press('Escape');
    await line().getByText('Theo Brandt is looking').waitFor();
    await theo.keyboard.press('c');
    await theo.getByRole('textbox', { name: 'Note', exact: true }).pressSequentially('Ask');
    await line().getByText('Theo Brandt is writing a note').waitFor();
    await theo.keyboard.press('Escape');
    expect(faults()).toEqual([]);
  });

  it('is in sight also where the ticket is scrolled, and blocks nobody', async () => {
    if (!stage) return;
    await theo.keyboard.press('c');
    await theo.getByRole('textbox', { name: 'Note', exact: true }).pressSequentially(' Ines');
    await line().getByText('Theo Brandt is writing a note').waitFor();
    await page.evaluate(`[...document.querySelectorAll('[data-ticket] article')].at(-1).scrollIntoView()`);
    expect(await line().isVisible()).toBe(true);
    await page.keyboard.press('c');
    await page.getByRole('textbox', { name: 'Note', exact: true }).fill('Both may write.');
    await line(theo).getByText('Demo Admin is writing a note').waitFor();
    await page.keyboard.press('Control+Enter');
    await page.locator('[data-ticket] article').getByText('Both may write.').waitFor();
    await line(theo).getByText('Demo Admin is looking').waitFor();
    await theo.keyboard.press('Escape');
    expect(faults()).toEqual([]);
  });

  it('is over when the ticket is left, and counts once with two tabs until the last is closed', async () => {
    if (!stage) return;
    await theo.keyboard.press('Escape');
    await theo.keyboard.press('Escape');
    await theo.waitForURL('**/d/customer-service');
    await line().waitFor({ state: 'detached' });
    await mark().waitFor({ state: 'detached' });
    await theo.goto(ticketAt());
    await opened(theo);
    const other = await openTheirs();
    await other.goto(ticketAt());
    await opened(other);
    await line().getByText('Theo Brandt is looking').waitFor();
    expect(await mark().getAttribute('data-here')).toBe('TB');
    await theo.close();
    // Time for a goodbye that would have come too early for the other tab.
    await page.waitForTimeout(1_500);
    expect(await line().textContent()).toContain('Theo Brandt is looking');
    await other.close();
    await line().waitFor({ state: 'detached' });
    expect(faults()).toEqual([]);
  });

  it('is over when the other signs out', async () => {
    if (!stage) return;
    theo = await openTheirs();
    await theo.goto(ticketAt());
    await opened(theo);
    await line().getByText('Theo Brandt is looking').waitFor();
    await theo.getByRole('button', { name: /settings/ }).click();
    await theo.getByRole('menuitem', { name: 'Sign out' }).click();
    await theo.waitForURL('**/sign-in**');
    await line().waitFor({ state: 'detached' });
    expect(stage.faults()).toEqual([]);
  });
});
