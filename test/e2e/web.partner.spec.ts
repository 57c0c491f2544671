// Trading partners in the browser: an unknown sender becomes one with two fields, what was held of it goes on its way, and what was agreed is changed.
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Page } from 'playwright-core';
import { Database, replay, sendDocument } from '#store';
import { makeMessage, x12 } from '../integration/trade.things.js';
import { eventually } from '../product/api.client.js';
import { eyesOn } from './web.eyes.js';
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
    expect(await row.getByRole('listitem').allInnerTexts()).toEqual([
      expect.stringMatching(/^850 PO-8 set 0001 accepted #\d+$/),
      '850 0002 rejected held',
    ]);
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

  it('shows what they answered of each document of ours, with the ticket that tells of a rejection', async () => {
    if (!stage) return;
    const [partner] = await database.rows<{ id: number; key: string }>(
      `SELECT id, key FROM partner WHERE key = 'north-mill'`,
    );
    const [ticket] = await database.rows<{ id: number }>('SELECT min(id) AS id FROM ticket WHERE department_id = $1', [
      place.departmentId,
    ]);
    const verdicts = ['accepted', 'accepted-with-errors', 'rejected', undefined] as const;
    const sent = await database.transaction(tx =>
      sendDocument(tx, {
        ...{ partnerId: partner!.id, partnerKey: partner!.key, channelId: place.channelId, ticketId: null },
        ...{
          raw: Buffer.from('ISA…'),
          from: 'NORDWERK',
          interchangeRef: '000000055',
          dueAt: new Date('2036-01-01T00:00:00Z'),
        },
        sets: verdicts.map((verdict, i) => ({
          ...{
            functionalId: 'PR',
            groupRef: '5',
            messageRef: `000${i + 1}`,
            documentType: '855',
            documentNumber: `PO-${i + 50}`,
          },
          ...(verdict && { verdict }),
        })),
      }),
    );
    if (sent.outcome !== 'queued') throw new Error(sent.outcome);
    await database.rows(`UPDATE sent_document SET state = 'rejected', exception_ticket_id = $2 WHERE id = $1`, [
      sent.sentDocumentId,
      ticket!.id,
    ]);
    await open('/console/partners');
    await page.getByRole('link', { name: 'North Mill' }).click();
    const row = await traffic('000000055', 'They rejected it');
    expect(await row.getByRole('listitem').allInnerTexts()).toEqual([
      '855 PO-50 set 0001 accepted',
      '855 PO-51 set 0002 accepted with notes',
      `855 PO-52 set 0003 rejected #${ticket!.id}`,
      '855 PO-53 set 0004 waiting',
    ]);
    const eyes = eyesOn(page);
    expect(await eyes.objections('traffic of a partner')).toEqual([]);
    await row.scrollIntoViewIfNeeded();
    await eyes.scene('traffic of a partner');
    await eyes.look({ name: 'on a phone', width: 390, height: 844 });
    await row.scrollIntoViewIfNeeded();
    await eyes.scene('traffic of a partner on a phone');
    expect(stage.faults()).toEqual([]);
  });
});
