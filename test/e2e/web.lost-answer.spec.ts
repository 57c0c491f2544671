// Answers that get lost on the way: what a person sends again in another way, because nothing seemed to happen, reaches the customer once.
import { afterAll, describe, expect, it, jest } from '@jest/globals';
import type { Ticket } from '#api';
import { eventually } from '../product/api.client.js';
import { opened, openStage, type Stage } from './web.stage.js';

jest.setTimeout(240_000);

const found = await openStage();
const story = found ? describe : describe.skip;
const stage = found as Stage;
const page = stage?.page;

afterAll(() => found?.close());

const pad = () => page.getByRole('textbox', { name: 'Reply' });
const replies = async (id: number): Promise<string[]> => {
  const ticket = (await page.evaluate(n => fetch(`/api/v1/tickets/${n}`).then(answer => answer.json()), id)) as Ticket;
  return ticket.entries.filter(({ type }) => type === 'reply').map(({ text }) => text);
};

story('a reply whose answer was lost', () => {
  let id: number;
  let reached = 0;

  it('comes back to the pad, and nobody says that it was not sent for certain', async () => {
    await stage.enter();
    await page.keyboard.press('n');
    id = await opened(page);
    await page.getByText('Held by Demo Admin').waitFor();
    // Each request arrives, and no answer comes back.
    await page.route('**/api/v1/tickets/*/reply', async route => {
      const answer = await route.fetch();
      if (answer.ok()) reached += 1;
      await route.abort('connectionreset');
    });
    await page.keyboard.press('r');
    await pad().pressSequentially('It leaves our stock today.');
    await page.keyboard.press('Control+Enter');
    await pad().waitFor();
    await eventually('the text', async () => (await pad().inputValue()) === 'It leaves our stock today.');
    expect(reached).toBeGreaterThan(0);
    expect(await replies(id)).toEqual(['It leaves our stock today.']);
    await page.unroute('**/api/v1/tickets/*/reply');
  });

  it('is not sent a second time by the other button, and the pad says what may have happened', async () => {
    await page.getByRole('button', { name: 'Other ways to send' }).click();
    await page.getByRole('menuitem', { name: 'Send and wait for the customer' }).click();
    await page.getByText(/What you sent before may have arrived/).waitFor();
    expect(await replies(id)).toEqual(['It leaves our stock today.']);
    expect(await pad().inputValue()).toBe('It leaves our stock today.');
    await page
      .getByRole('article', { name: /^Reply by/ })
      .getByText('It leaves our stock today.')
      .last()
      .waitFor();
    stage.faults();
  });
});
