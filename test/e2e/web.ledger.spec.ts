// The desk of the ledger in the browser: a quarantined partner is put right and 40 of its documents are replayed at once; one is put aside; the ledger balances
// and follows a message to its ticket. STORY_PICTURES=<folder> keeps pictures.
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { LedgerDays } from '#api';
import { Database } from '#store';
import { makeMessage, x12 } from '../integration/trade.things.js';
import { eventually } from '../product/api.client.js';
import { eyesOn, LOOKS } from './web.eyes.js';
import { openStage, PATIENCE, type Stage } from './web.stage.js';

jest.setTimeout(300_000);

const found = await openStage();
const story = found ? describe : describe.skip;
const stage = found as Stage;
const page = stage?.page;
const { objections, look, scene } = eyesOn(page);
const DOCUMENTS = 40;

let database: Database;
let place: { departmentId: number; channelId: number };
let ids: number[];
let aside: number;

beforeAll(async () => {
  if (!found) return;
  await stage.enter();
  database = await Database.open({ url: stage.product.databaseUrl });
  const [channel] = await database.rows<{ id: number; department_id: number }>(
    `INSERT INTO channel (key, kind, name, department_id, settings) SELECT 'orders', 'edi', 'Orders by mail', min(id), '{"mail":{}}' FROM department
     RETURNING id, department_id`,
  );
  place = { channelId: channel!.id, departmentId: channel!.department_id };
  // What we sent by the door is counted there; these were put in behind it.
  const [partner] = await database.rows<{ id: number }>(
    `INSERT INTO partner (key, name, standard, agreement, enabled) VALUES ('north-mill', 'North Mill', 'x12',
       '{"accepts":"production","versions":["004010"],"errors":"reject","acknowledge":"none","charset":null,"duplicateWindowDays":90,"ackDeadlineMinutes":1440,"ackAddress":null}', false)
     RETURNING id`,
  );
  await database.rows(
    `INSERT INTO partner_identity (partner_id, side, position, standard, qualifier, identifier) VALUES ($1, 'theirs', 0, 'x12', 'ZZ', 'NORTHMILL')`,
    [partner!.id],
  );
  ids = [];
  for (let i = 1; i <= DOCUMENTS; i += 1)
    ids.push(
      await makeMessage(database, place, x12('NORTHMILL', i), {
        reason: 'edi.partner-switched-off',
        position: { byte: 0 },
      }),
    );
  aside = await makeMessage(database, place, 'no interchange at all', { reason: 'edi.no-interchange' });
  await database.rows(
    `INSERT INTO ledger_counter (channel_id, day, slot, accepted) VALUES ($1, (now() AT TIME ZONE 'UTC')::date, 0, $2)`,
    [place.channelId, DOCUMENTS + 1],
  );
});
afterAll(async () => {
  await database?.close();
  await found?.close();
});

const open = async (path: string) => {
  await page.goto(`${stage.product.url}${path}`);
  await page.locator('main h1').first().waitFor();
};
const held = (id: number) => page.locator(`[data-held="${id}"]`);
const button = (name: string | RegExp) => page.getByRole('button', { name });

story('what is held', () => {
  it('is looked at: its bytes, its digits, and that it would be held again', async () => {
    await open('/console/quarantine');
    const item = held(ids.at(-1)!);
    await item.getByRole('button', { name: 'Show the place' }).click();
    await item.getByRole('button', { name: 'Hex' }).click();
    await item.locator('pre').getByText('00000000  49 53 41 2a').waitFor();
    await item.getByRole('button', { name: 'Text', exact: true }).click();
    await item.locator('pre').getByText('NORTHMILL').first().waitFor();
    await item.getByRole('button', { name: 'Preview' }).click();
    await item.getByText('It would be held again.').waitFor();
    const wrong: string[] = [];
    for (const one of LOOKS) {
      await look(one);
      await item.scrollIntoViewIfNeeded();
      await scene(`quarantine ${one.name}`);
      wrong.push(...(await objections(`quarantine ${one.name}`)));
    }
    await look(LOOKS[0]);
    expect(wrong).toEqual([]);
    expect(stage.faults()).toEqual([]);
  });

  it('goes on its way, all 40 at once, when its partner is put right', async () => {
    await held(ids.at(-1)!).getByRole('link', { name: 'the partner' }).click();
    await page.getByRole('heading', { level: 1, name: 'North Mill' }).waitFor();
    await page.getByLabel(/trade with|switched on|enabled/i).check();
    await button('Save').click();
    await page.getByText('The partner is changed.').first().waitFor();
    await open('/console/quarantine');
    await held(ids.at(-1)!).getByRole('button', { name: 'Preview' }).click();
    await page.getByText('It would be taken.').waitFor();
    await page
      .getByLabel('Reason and channel')
      .selectOption({ label: `We do not trade with this partner now, Orders by mail (${DOCUMENTS})` });
    await button(`Replay all like it (${DOCUMENTS})`).click();
    await page.getByText(`${DOCUMENTS} messages are on their way again.`).first().waitFor();
    await eventually(
      'forty tickets',
      async () => {
        const [row] = await database.rows<{ n: number }>(
          `SELECT count(*)::int AS n FROM message WHERE id = ANY($1) AND state = 'ticketed'`,
          [ids],
        );
        return row?.n === DOCUMENTS;
      },
      PATIENCE * 2,
    );
    expect(stage.faults()).toEqual([]);
  });

  it('and is nobody’s business is put aside with a reason, and stands under what was left out', async () => {
    await open('/console/quarantine');
    await held(aside).getByRole('button', { name: 'Put aside' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Put aside' }).click();
    await dialog.getByText('Say why, in a few words.').waitFor();
    await dialog.getByLabel('Reason').fill('A note, no order');
    await dialog.getByRole('button', { name: 'Put aside' }).click();
    await page.getByText('It is put aside.').first().waitFor();
    await held(aside).waitFor({ state: 'detached' });
    await open('/console/suppressed');
    const out = page.locator(`[data-suppressed="${aside}"]`);
    await out.getByRole('heading', { name: 'Put aside by a person' }).waitFor();
    await out.getByText(/: A note, no order$/).waitFor();
    expect(stage.faults()).toEqual([]);
  });
});

story('the ledger', () => {
  it('balances by channel and day, and its figures open their messages', async () => {
    await open('/console/ledger');
    await page.getByText(/^Everything balances/).waitFor();
    const { days } = await page.evaluate(async () => (await (await fetch('/api/v1/ledger/days')).json()) as LedgerDays);
    const mine = days.find(day => day.channelId === place.channelId)!;
    expect(mine).toMatchObject({ accepted: DOCUMENTS + 1, ticketed: DOCUMENTS, suppressed: 1, quarantined: 0 });
    const wrong: string[] = [];
    for (const one of LOOKS) {
      await look(one);
      await scene(`ledger ${one.name}`);
      wrong.push(...(await objections(`ledger ${one.name}`)));
    }
    await look(LOOKS[0]);
    expect(wrong).toEqual([]);
    await page
      .locator(`[data-day="${mine.day} ${mine.channelId}"]`)
      .getByRole('link', { name: `${DOCUMENTS}, Ticket` })
      .click();
    await page
      .locator(`[data-message="${ids.at(-1)}"]`)
      .getByRole('link')
      .first()
      .waitFor();
    expect(await page.locator('[data-message]').count()).toBe(DOCUMENTS);
    expect(stage.faults()).toEqual([]);
  });

  it('follows a message from its source to its ticket, with who sent it on', async () => {
    await page
      .locator(`[data-message="${ids.at(-1)}"]`)
      .getByRole('link', { name: String(ids.at(-1)), exact: true })
      .click();
    await page.getByRole('heading', { level: 1, name: `Message ${ids.at(-1)}` }).waitFor();
    await page.locator('[data-step="ticket"]').waitFor();
    const steps = await page.locator('[data-step]').evaluateAll(all => all.map(one => one.getAttribute('data-step')));
    expect(steps).toEqual(['received', 'stored', 'verdict', 'converted', 'decided', 'ticket']);
    const wrong: string[] = [];
    for (const one of LOOKS) {
      await look(one);
      await scene(`message ${one.name}`);
      wrong.push(...(await objections(`message ${one.name}`)));
    }
    await look(LOOKS[0]);
    expect(wrong).toEqual([]);
    await page.locator('[data-step="ticket"]').getByRole('link', { name: /^#/ }).click();
    await page.getByRole('heading', { name: new RegExp(`PO-${DOCUMENTS}`) }).waitFor();
    expect(stage.faults()).toEqual([]);
  });
});
