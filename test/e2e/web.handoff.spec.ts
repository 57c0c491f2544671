// A handoff from one department to another and back, in a real browser before the real product: offered, sent back for a field, corrected,
// accepted, completed. Each side sees whose clock runs, and neither has to ask.
import { afterAll, describe, expect, it, jest } from '@jest/globals';
import { eventually } from '../product/api.client.js';
import { ASKED, handsOn } from './handoff.hands.js';
import { opened, openStage, type Stage } from './web.stage.js';

jest.setTimeout(240_000);

const found = await openStage();
const story = found ? describe : describe.skip;
const stage = found as Stage;
const page = stage?.page;

afterAll(() => found?.close());

const { panel, field, inPanel, dialog, sent } = handsOn(page);
const goTo = (path: string) => page.goto(stage.product.url + path);
/** What the server refused is said beside the field; it is expected, and no fault of the page. */
const refusals = (): string[] => stage.faults().filter(fault => !/^422 |status of 422/.test(fault));

story('a handoff', () => {
  let order: number;

  it('begins beside the conversation with H, filled in from the ticket', async () => {
    await stage.enter();
    await page.keyboard.press('n');
    order = await opened(page);
    await page.keyboard.press('h');
    await panel()
      .getByRole('option', { name: /Design request/ })
      .click();
    await inPanel('flowRate').waitFor();
    expect(await inPanel('customer').inputValue()).not.toBe('');
    expect(refusals()).toEqual([]);
  });

  it('names what is wrong at its field, keeps the draft, and is not offered', async () => {
    await inPanel('flowRate').fill('99999');
    await panel().getByText('Flow rate must be between 0.01 and 5000 m³/h').waitFor();
    await panel().getByRole('button', { name: 'Offer' }).click();
    await panel().getByText('Medium is missing').waitFor();
    await sent('draft').waitFor();
  });

  it('survives a crash of the page', async () => {
    await panel().getByText('Saved', { exact: true }).waitFor();
    await page.reload();
    await sent('draft').getByRole('button', { name: /Go on/ }).click();
    await eventually('the draft', async () => (await inPanel('flowRate').inputValue()) === '99999');
  });

  it('is not overwritten unseen when a colleague wrote meanwhile: the writer chooses', async () => {
    const changed = await page.evaluate(async ticket => {
      const read = async (path: string) => (await fetch(`/api/v1${path}`)).json();
      const { handoffs } = (await read(`/tickets/${ticket}`)) as { handoffs: { id: number }[] };
      const draft = (await read(`/handoffs/${handoffs[0]?.id}`)) as { id: number; version: number; fields: object };
      const answer = await fetch(`/api/v1/handoffs/${draft.id}`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json', 'if-match': `"v${draft.version}"` },
        body: JSON.stringify({ fields: { ...draft.fields, material: 'Theirs' }, note: '', attachments: [] }),
      });
      return answer.status;
    }, order);
    expect(changed).toBe(200);
    await inPanel('medium').fill('Mine');
    await panel().getByText('A colleague changed this form meanwhile.').waitFor();
    await panel().getByRole('button', { name: 'Take theirs' }).click();
    await eventually('their value', async () => (await inPanel('material').inputValue()) === 'Theirs');
    expect(await inPanel('medium').inputValue()).toBe('');
    expect(stage.faults().filter(fault => !/ 412|412 |422/.test(fault))).toEqual([]);
  });

  it('is offered when it is complete, and the ticket waits in sight with its clock standing', async () => {
    for (const [name, value] of Object.entries(ASKED)) await inPanel(name).fill(value);
    await inPanel('requiredBy').fill('2031-01-20');
    await panel().getByText('Complete', { exact: true }).waitFor();
    await page.keyboard.press('Control+Enter');
    await sent('offered').getByText('left to accept it').waitFor();
    await page
      .getByText(/time stands while another department works on it: \d/)
      .first()
      .waitFor();
  });

  it('is sent back with a reason and the field at fault', async () => {
    await goTo('/d/engineering');
    await page.getByRole('button', { name: '1 to accept' }).waitFor();
    await page.keyboard.press('n');
    await page.getByRole('region', { name: 'Handoff from Customer service' }).waitFor();
    await page.keyboard.press('b');
    await dialog().getByRole('button', { name: 'Send back' }).click();
    await dialog().getByText('Choose why it goes back.').waitFor();
    await dialog().getByLabel('Something is missing').check();
    await dialog().getByLabel('At fault: Dimensional tolerance').check();
    await dialog().getByLabel('What is wrong with Dimensional tolerance').fill('Of which dimension?');
    await dialog().getByRole('button', { name: 'Send back' }).click();
    await page.getByText('Sent back: Something is missing').first().waitFor();
    expect(refusals()).toEqual([]);
  });

  it('comes back to its sender, who corrects the field and offers it again', async () => {
    await goTo(`/d/customer-service/t/${order}`);
    await sent('returned').getByText('Dimensional tolerance: Of which dimension?').waitFor();
    await page.getByRole('button', { name: '1 sent back' }).waitFor();
    await sent('returned')
      .getByRole('button', { name: /Correct and offer again/ })
      .click();
    await panel().locator('[data-field="tolerance"]').getByText('Of which dimension?').waitFor();
    await inPanel('tolerance').fill('0.02');
    await panel().getByText('Saved', { exact: true }).waitFor();
    expect(await panel().locator('[data-field="tolerance"]').innerText()).not.toContain('Of which dimension?');
    await panel().getByLabel('Note').fill('Of the bore, 40 mm.');
    await panel().getByRole('button', { name: 'Offer again' }).click();
    await sent('offered').waitFor();
  });

  it('is accepted with Y and completed with its result', async () => {
    await goTo('/d/engineering');
    await page.getByRole('button', { name: '1 to accept' }).waitFor();
    await page.keyboard.press('n');
    await page.getByText('Of the bore, 40 mm.').first().waitFor();
    await page.keyboard.press('y');
    await page.getByText('Accepted by Demo Admin').waitFor();
    await page.keyboard.press('d');
    await dialog().getByRole('button', { name: 'Complete' }).click();
    await dialog().getByText('Drawing number is missing').waitFor();
    await dialog().getByLabel('Can be made on our machines').check();
    await field('drawingNumber').fill('D-4711');
    await dialog().getByLabel('With changes').check();
    await field('unitPrice').fill('184,50');
    await field('leadTime').fill('15');
    await dialog().getByRole('button', { name: 'Complete' }).click();
    await page.getByText('Completed by Demo Admin').waitFor();
  });

  it('wakes its origin with the result, as a sheet', async () => {
    await goTo(`/d/customer-service/t/${order}`);
    const sheet = sent('completed').locator('dl');
    await sheet.waitFor();
    expect(await sheet.innerText()).toMatch(/D-4711[\s\S]*With changes[\s\S]*184\.5[\s\S]*15/);
    await page.getByText(/^On the rail for/).waitFor();
  });

  it('is in the list of what was sent, and its alerts are acknowledged', async () => {
    await page.keyboard.press('g');
    await page.getByRole('button', { name: 'Sent', exact: true }).click();
    await page.getByRole('button', { name: 'Ended', exact: true }).click();
    await page.getByText('Completed by Engineering').waitFor();
    await page.keyboard.press('l');
    await dialog().locator('[data-alert]').first().waitFor();
    await page.keyboard.press('Shift+A');
    await dialog().getByText('Nothing to know.').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Alerts: none' }).waitFor();
    expect(refusals()).toEqual([]);
  });
});
