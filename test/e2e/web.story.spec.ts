// The story that the product is for, in a real browser: a mailed order with a special part, a design request to engineering, sent back for its tolerance,
// completed, the quote by mail, done on time; and the flow meeting shows all of it. STORY_PICTURES=<folder> keeps a picture of each scene.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, it, jest } from '@jest/globals';
import { simpleParser } from 'mailparser';
import { eventually } from '../product/api.client.js';
import { ASKED, handsOn } from './handoff.hands.js';
import { eyesOn } from './web.eyes.js';
import { opened, openStage, type Stage } from './web.stage.js';

jest.setTimeout(240_000);

const found = await openStage();
const story = found ? describe : describe.skip;
const stage = found as Stage;
const page = stage?.page;
const { panel, field, inPanel, dialog, sent } = handsOn(page);
const { scene } = eyesOn(page);

afterAll(() => found?.close());

const SUBJECT = 'Purchase order 4711: 20 dosing pumps, one part special';
const goTo = (path: string) => page.goto(stage.product.url + path);

/** Mails that left, by their subject. */
async function mailed(subject: string) {
  const folder = join(stage.product.dataDir, 'demo-sent');
  const files = (await readdir(folder).catch(() => [])).filter(file => file.endsWith('.eml'));
  const mails = await Promise.all(files.map(async file => simpleParser(await readFile(join(folder, file)))));
  return mails.find(mail => mail.subject?.includes(subject));
}

story('an order with a special part', () => {
  let order: number;

  it('comes by mail and hangs on the rail of customer service', async () => {
    await stage.enter();
    await stage.post(
      [
        'From: "Mina Dahl" <mina.dahl@haldensteel.example>',
        `Subject: ${SUBJECT}`,
        'Message-ID: <po-4711@haldensteel.example>',
        'Content-Type: text/plain; charset=utf-8',
      ],
      'Please quote 20 dosing pumps P-40. The impeller must bear brine at 80 degrees, so the usual one will not do.',
    );
    await page.getByRole('button', { name: '1 new' }).click();
    await page.locator('[data-slip]').filter({ hasText: SUBJECT }).click();
    order = await opened(page);
    await page.keyboard.press('t');
    await page.getByText('Mina Dahl').first().waitFor();
    await scene('1-order');
  });

  it('is handed to engineering as a design request; its clock stands meanwhile', async () => {
    await page.keyboard.press('h');
    await panel()
      .getByRole('option', { name: /Design request/ })
      .click();
    await eventually('what the mail says', async () => (await inPanel('customer').inputValue()) === 'Mina Dahl');
    for (const [name, value] of Object.entries(ASKED)) await inPanel(name).fill(value);
    await inPanel('requiredBy').fill('2031-01-20');
    await panel().getByText('Complete', { exact: true }).waitFor();
    await scene('2-design-request');
    await page.keyboard.press('Control+Enter');
    await sent('offered').getByText('left to accept it').waitFor();
    await scene('3-waits');
  });

  it('comes back for its tolerance, is corrected, accepted and completed', async () => {
    await goTo('/d/engineering');
    await page.getByRole('button', { name: '1 to accept' }).waitFor();
    await page.keyboard.press('n');
    await page.getByRole('region', { name: 'Handoff from Customer service' }).waitFor();
    await scene('4-received');
    await page.keyboard.press('b');
    await dialog().getByLabel('Something is missing').check();
    await dialog().getByLabel('At fault: Dimensional tolerance').check();
    await dialog().getByLabel('What is wrong with Dimensional tolerance').fill('Of which dimension?');
    await scene('5-sent-back');
    await dialog().getByRole('button', { name: 'Send back' }).click();
    await page.getByText('Sent back: Something is missing').first().waitFor();

    await goTo(`/d/customer-service/t/${order}`);
    await sent('returned')
      .getByRole('button', { name: /Correct and offer again/ })
      .click();
    await inPanel('tolerance').fill('0.02');
    await panel().getByLabel('Note').fill('Of the bore, 40 mm.');
    await scene('6-corrected');
    await panel().getByRole('button', { name: 'Offer again' }).click();
    await sent('offered').waitFor();

    await goTo('/d/engineering');
    await page.getByRole('button', { name: '1 to accept' }).waitFor();
    await page.keyboard.press('n');
    await page.getByText('Of the bore, 40 mm.').first().waitFor();
    await page.keyboard.press('y');
    await page.getByText('Accepted by Demo Admin').waitFor();
    await page.keyboard.press('d');
    await dialog().getByLabel('Can be made on our machines').check();
    await field('drawingNumber').fill('D-4711');
    await dialog().getByLabel('With changes').check();
    await field('unitPrice').fill('184,50');
    await field('leadTime').fill('15');
    await scene('7-result');
    await dialog().getByRole('button', { name: 'Complete' }).click();
    await page.getByText('Completed by Demo Admin').waitFor();
  });

  it('is answered with the quote by mail, and done on time', async () => {
    await goTo(`/d/customer-service/t/${order}`);
    await sent('completed').locator('dl').waitFor();
    await scene('8-back-with-result');
    await page.keyboard.press('t');
    await page.keyboard.press('r');
    const pad = page.getByRole('textbox', { name: 'Reply' });
    await pad.fill('We can make it: 184.50 EUR each, 15 working days. Drawing D-4711.');
    await pad.press('Control+Enter');
    await page.getByText(`Reply to #${order} sent.`).first().waitFor();
    const quote = await eventually('the quote', () => mailed(`[#${order}]`), 40_000);
    expect(quote!.text).toContain('184.50 EUR each');
    expect(quote!.to).toMatchObject({ text: expect.stringContaining('mina.dahl@haldensteel.example') });
    expect(quote!.inReplyTo).toBe('<po-4711@haldensteel.example>');
    await goTo(`/d/customer-service/t/${order}`);
    await opened(page);
    await page.keyboard.press('d');
    await dialog().getByRole('option').first().click();
    await page.getByRole('button', { name: '100 % on time' }).waitFor();
    await scene('9-done');
    expect(stage.faults().filter(fault => !/^422 |status of 422/.test(fault))).toEqual([]);
  });

  it('stands in the flow meeting: on time, the legs, and the defect by its field', async () => {
    await goTo('/flow?d=customer-service');
    const service = page.getByRole('article', { name: 'Customer service' });
    const figure = service.getByRole('link', { name: /on time, 7 days/ });
    await figure.waitFor();
    expect(await figure.innerText()).toMatch(/100\s?%/);
    await page.getByRole('button', { name: 'By field' }).first().click();
    await service.getByText('Dimensional tolerance').first().waitFor();
    await scene('10-meeting-service');
    await goTo('/flow?d=engineering');
    const engineering = page.getByRole('article', { name: 'Engineering' });
    await engineering.getByRole('heading', { name: 'On time by leg' }).waitFor();
    await engineering.getByText('Design request').first().waitFor();
    await scene('11-meeting-engineering');
    await page.getByRole('button', { name: 'Freeze this meeting' }).click();
    await dialog()
      .getByRole('button', { name: /Freeze/ })
      .click();
    await eventually(
      'the record',
      async () =>
        /record=\d+/.test(page.url()) ||
        (await page.getByRole('region', { name: 'Meetings held' }).getByRole('link').count()) > 0,
    );
    await scene('12-frozen');
    expect(stage.faults()).toEqual([]);
  });
});
