// The console, in a real browser before the real product: what a department promises, asks, answers and tells is changed as data. What is wrong is
// named at its place, what hangs already stays readable, and nobody loses what was typed by leaving. STORY_PICTURES=<folder> keeps pictures.
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { eventually } from '../product/api.client.js';
import { handsOn } from './handoff.hands.js';
import { eyesOn, LOOKS } from './web.eyes.js';
import { opened, openStage, type Stage } from './web.stage.js';

jest.setTimeout(240_000);

const found = await openStage({ width: 1440, height: 900 }, { WEBHOOK_PRIVATE_HOSTS: '127.0.0.1' });
const story = found ? describe : describe.skip;
const stage = found as Stage;
const page = stage?.page;
const { dialog } = handsOn(page);
const { objections, look, scene } = eyesOn(page);

const ORDER = 'Purchase order 4500-1182';
const DAY_MS = 86_400_000;
/** Refused on purpose: said beside the field, and no fault of the page. */
const unexpected = (): string[] => stage.faults().filter(fault => !/^422 |status of 422/.test(fault));
const goTo = (path: string) => page.goto(stage.product.url + path);
const button = (name: string | RegExp) => page.getByRole('button', { name });
const isoDay = (ahead: number): string => new Date(Date.now() + ahead * DAY_MS).toISOString().slice(0, 10);

/** What the outside tool was told; it takes all of it. */
const told: { id: unknown; type: unknown }[] = [];
let tool: Server;
let toolUrl: string;

async function bodyOf(request: IncomingMessage): Promise<{ id: unknown; type: unknown }> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return JSON.parse(Buffer.concat(parts).toString('utf8')) as { id: unknown; type: unknown };
}

beforeAll(async () => {
  tool = createServer((request, answer) => {
    void bodyOf(request).then(body => {
      told.push(body);
      answer.writeHead(200, { 'content-type': 'text/plain' }).end('thank you');
    });
  });
  await new Promise<void>(resolve => tool.listen(0, '127.0.0.1', resolve));
  toolUrl = `http://127.0.0.1:${(tool.address() as AddressInfo).port}/hook`;
});
afterAll(async () => {
  tool?.closeAllConnections();
  tool?.close();
  await found?.close();
});

story('the console', () => {
  let order: number;

  it('makes a new version of a kind; its preview shows each field as it is typed', async () => {
    await stage.enter();
    await page.locator('[data-slip]').filter({ hasText: ORDER }).click();
    order = await opened(page);
    await goTo('/console/kinds');
    await page.getByRole('link', { name: 'Order', exact: true }).click();
    await page.getByText('This is version 1, as it is saved.').waitFor();
    await button('Add a field').click();
    await page.getByLabel('Title', { exact: true }).last().fill('Hose length');
    await page.getByLabel(/^Type/).selectOption('Number');
    await page.getByLabel('Unit', { exact: true }).fill('m');
    await page.getByLabel('Least', { exact: true }).fill('5');
    await page.getByLabel('Most', { exact: true }).fill('2');
    await button('Save as version 2').click();
    const range = page.locator('[data-fault]').filter({ hasText: 'The range ends before it begins' });
    await range.waitFor();
    await range.scrollIntoViewIfNeeded();
    await scene('01-kind-range');
    await page.getByLabel('Most', { exact: true }).fill('200');
    const preview = page.getByRole('region', { name: /^Preview/ });
    await preview.getByText('Hose length').waitFor();
    await preview.getByText('5 to 200 m').waitFor();
  });

  it('names the place of what is no schema, and saves nothing', async () => {
    await button('Edit as JSON').click();
    const json = page.getByLabel('Fields as JSON');
    const good = await json.inputValue();
    await json.fill(good.replace('"type": "number"', '"type": "length"'));
    await page.getByText('/properties/hoseLength/type').waitFor();
    await button('Save as version 2').click();
    await page.getByText(/^One thing is to be corrected: The type must be one of/).waitFor();
    await scene('02-kind-place');
    await json.fill(good);
    await page.getByText('Not saved yet.').waitFor();
    await button('Back to the rows').click();
    await page.getByText('One change of version 1').click();
    await scene('03-kind-change');
    await button('Save as version 2').click();
    await page.getByText('This is version 2, as it is saved.').waitFor();
    await page.getByRole('list', { name: 'What changed from version 1 to 2' }).getByText('Hose length').waitFor();
    expect(unexpected()).toEqual([]);
  });

  it('leaves a ticket that hung before readable by its own version, and says what changed since', async () => {
    await goTo(`/d/customer-service/t/${order}`);
    expect(await opened(page)).toBe(order);
    const kept = page.getByRole('region', { name: 'Version of its kind' });
    await kept.getByText('Kept as Order version 1; version 2 is current.').waitFor();
    await scene('04-ticket-kept');
    await kept.getByRole('button', { name: 'See what changed' }).click();
    await kept.getByRole('listitem').filter({ hasText: 'Hose length' }).waitFor();
    await button(/^Checklist/).click();
    await page.getByRole('region', { name: 'Standard work' }).getByText('Prices and terms checked').waitFor();
    expect(await page.getByRole('region', { name: 'Standard work' }).innerText()).not.toContain('Hose length');
    await scene('05-ticket-changes');
    await kept.getByRole('button', { name: 'Hide what changed' }).click();
    await kept.getByRole('list').waitFor({ state: 'detached' });
    expect(unexpected()).toEqual([]);
  });

  it('changes a contract: a version more, and what differs in words', async () => {
    await goTo('/console/contracts');
    await page.getByRole('link', { name: 'Design request', exact: true }).click();
    await button('Add a criterion').click();
    await page
      .getByLabel(/^Criterion \d+$/)
      .last()
      .fill('The drawing names its scale');
    await page.getByLabel('Time to accept').fill('three');
    await button('Save as version 2').click();
    await page.getByText('Say it in working hours, like 4 or 0.5.').first().waitFor();
    await scene('06-contract-fault');
    await page.getByLabel('Time to accept').fill('3');
    await button('Save as version 2').click();
    await page.getByText('This is version 2, as it is saved.').waitFor();
    const changes = page.getByRole('list', { name: 'What changed from version 1 to 2' });
    await changes.getByText('The drawing names its scale').waitFor();
    await changes.scrollIntoViewIfNeeded();
    await scene('07-contract-versions');
    expect(unexpected()).toEqual([]);
  });

  it('keeps a calendar without working hours, a place that is none and a closure without a reason out, each by its name', async () => {
    await goTo('/console/departments?d=customer-service');
    await page.getByLabel('Time zone').fill('Europe/Atlantis');
    await button('Check and save').click();
    await page.getByRole('alert').filter({ hasText: '"Europe/Atlantis" is no time zone' }).waitFor();
    await page.getByLabel('Time zone').fill('Europe/Berlin');
    await page.getByLabel('Monday, shift 1, from').fill('19');
    await button('Check and save').click();
    await page.getByRole('group', { name: 'Monday' }).getByText('A shift ends before it begins').waitFor();
    await scene('08-department-hours');
    await page.getByLabel('Monday, shift 1, from').fill('8');
    await button('Add a closure').click();
    await page.getByLabel('Closure 1, first day').fill(isoDay(10));
    await button('Check and save').click();
    await page.getByText('Say what it is for.').waitFor();
    await page.getByLabel('Closure 1, what for').fill('Inventory');
    await page.getByLabel('Closure 1, last day').fill(isoDay(5));
    await button('Check and save').click();
    const closure = page.getByRole('alert').filter({ hasText: 'Closure "Inventory" ends before it begins' });
    await closure.waitFor();
    await closure.scrollIntoViewIfNeeded();
    await scene('09-department-closure');
    // From today on: whatever hangs is due later then, on any day that this runs.
    await page.getByLabel('Closure 1, first day').fill(isoDay(0));
    await page.getByLabel('Closure 1, last day').fill(isoDay(14));
    await page.getByLabel('Country').selectOption('Germany');
    await button('Check and save').click();
    await dialog()
      .getByText(/due at another time/)
      .waitFor();
    await scene('10-department-report');
    await dialog().getByRole('button', { name: 'Save' }).click();
    await dialog().waitFor({ state: 'detached' });
    const off = page.getByRole('complementary');
    await off.getByText('Inventory').first().waitFor();
    await off
      .getByText(/^(New Year's Day|Labour Day)$/)
      .first()
      .waitFor();
    await page.getByLabel('Time zone').scrollIntoViewIfNeeded();
    await scene('11-department-saved');
    for (const day of ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday'])
      await button(`Take out shift 1 of ${day}`).click();
    await button('Check and save').click();
    await page.getByRole('alert').filter({ hasText: 'The calendar has no working hours' }).waitFor();
    await scene('12-department-no-hours');
    await button('As it was').click();
    expect(unexpected()).toEqual([]);
  });

  it('refuses a text with a variable that there is none of, by its name', async () => {
    await goTo('/console/templates?d=customer-service');
    await page.getByRole('link', { name: 'New template' }).click();
    await page.getByLabel('Title').fill('We have your order');
    await page.getByLabel(/^Words/).fill('Dear {{requester.nmae|customer}}, we look into it today.');
    await button('Save').click();
    await page.getByRole('alert').filter({ hasText: 'requester.nmae' }).waitFor();
    await scene('13-text-unknown');
    await page.getByLabel(/^Words/).fill('Dear {{requester.name|customer}}, we look into it today.');
    await button('Save').click();
    await page.getByRole('link', { name: /We have your order/ }).waitFor();
    await eventually('its own address', async () => /[?&]t=\d+/.test(page.url()));
    expect(await dialog().count()).toBe(0);
    await scene('14-text-saved');
    expect(unexpected()).toEqual([]);
  });

  it('tells an outside tool, shows what it was told, and tells it again', async () => {
    await goTo('/console/webhooks');
    await button('New webhook').click();
    await dialog().getByLabel('Name', { exact: true }).fill('Issue tracker');
    await dialog().getByLabel('Address').fill('not an address');
    await button('Make it').click();
    await dialog().getByRole('alert').filter({ hasText: 'Must be an address' }).waitFor();
    await scene('15-webhook-new');
    await dialog().getByLabel('Address').fill(toolUrl);
    await button('Make it').click();
    await dialog().getByText('The secret, shown this once').waitFor();
    await button('I have put it away').click();
    await button('Send a test').click();
    const log = page.getByRole('region', { name: 'Log of deliveries' });
    await log.getByText('Delivered').waitFor();
    await log.getByRole('button', { name: /^Show what was sent/ }).click();
    await log.getByText('thank you').waitFor();
    await scene('16-webhook-log');
    await log.getByRole('button', { name: /^Send again/ }).click();
    await eventually('it is told again', async () => told.length === 2);
    expect(told[1]).toEqual(told[0]);
    await eventually('the log', async () => (await log.getByText('Delivered').count()) > 0);
    expect(unexpected()).toEqual([]);
  });

  const limit = 'Tickets in hand, one person';
  it.each([
    { where: '/console/kinds/inquiry', label: 'Tolerance' },
    { where: '/console/contracts/quote-support', label: 'Time to finish' },
    { where: '/console/departments?d=customer-service', label: limit },
    { where: '/console/templates?d=customer-service&t=new', label: 'Title' },
    { where: '/console/templates?d=customer-service&m=new', label: 'Title' },
  ])('asks before what is typed at $where is left', async ({ where, label }) => {
    await goTo('/console/webhooks');
    await page.evaluate(`history.pushState(null, '', ${JSON.stringify(where)})`);
    const typed = page.getByLabel(label).first();
    const before = await typed.inputValue();
    await typed.fill('7');
    const asked = page.getByRole('dialog', { name: 'Leave without saving?' });
    const stays = async (): Promise<void> => {
      await asked.getByRole('button', { name: 'Stay' }).click();
      await asked.waitFor({ state: 'detached' });
      expect([page.url(), await typed.inputValue()]).toEqual([stage.product.url + where, '7']);
    };
    await page.getByRole('link', { name: 'Back to the rail' }).click();
    await asked.waitFor();
    if (label === limit) await scene('17-leave');
    await stays();
    await page.goBack();
    await asked.waitFor();
    await stays();
    // A reload or a closed tab is asked about by the browser itself.
    const kinds: string[] = [];
    page.once('dialog', question => {
      kinds.push(question.type());
      void question.dismiss();
    });
    await page.evaluate('location.reload()');
    await eventually('the question of the browser', async () => kinds.length === 1);
    expect(kinds).toEqual(['beforeunload']);
    expect(await typed.inputValue()).toBe('7');
    await page.goBack();
    await asked.getByRole('button', { name: 'Leave without saving' }).click();
    await page.getByRole('heading', { name: 'Webhooks' }).waitFor();
    await page.goForward();
    await typed.waitFor();
    expect(await typed.inputValue()).toBe(before);
    await page.getByRole('link', { name: 'Webhooks' }).click();
    await page.waitForURL('**/console/webhooks');
    expect(await asked.count()).toBe(0);
    expect(unexpected()).toEqual([]);
  });

  it.each(LOOKS)('is for everybody, $name', async how => {
    await look(how);
    const seen: string[] = [];
    const pages = [
      ['kinds', '/console/kinds', 'link', 'Inquiry'],
      ['kind', '/console/kinds/order?from=1&to=2', 'list', /^What changed/],
      ['new-kind', '/console/kinds?new', 'button', 'Save as version 1'],
      ['contracts', '/console/contracts', 'link', 'Quotation support'],
      ['contract', '/console/contracts/design-request', 'list', /^What changed/],
      ['departments', '/console/departments?d=customer-service', 'heading', 'Days off'],
      ['templates', '/console/templates?d=customer-service', 'link', 'New macro'],
      ['template', '/console/templates?d=customer-service&t=1', 'button', 'Save'],
      ['macro', '/console/templates?d=customer-service&m=new', 'button', 'Save'],
      ['webhooks', '/console/webhooks', 'link', 'Issue tracker'],
      ['webhook', '/console/webhooks?w=1', 'region', 'Log of deliveries'],
      ['ticket', `/d/customer-service/t/${order}`, 'button', 'See what changed'],
    ] as const;
    for (const [name, path, role, sign] of pages) {
      await goTo(path);
      await page.getByRole(role, { name: sign }).first().waitFor({ state: 'attached' });
      if (name === 'ticket') await button('See what changed').click();
      seen.push(...(await objections(name)));
      if ((await page.evaluate('document.documentElement.scrollWidth')) !== how.width)
        seen.push(`${name}: wider than the page`);
      await scene(`20-${how.name.replaceAll(' ', '-')}-${name}`);
    }
    expect(seen).toEqual([]);
    expect(unexpected()).toEqual([]);
  });
});
