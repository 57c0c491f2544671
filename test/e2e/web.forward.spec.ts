// A colleague forwards a customer's request by mail: the ticket hangs for the customer, says who forwarded it, and one key corrects who asked where
// nobody could be found in it. STORY_PICTURES=<folder> keeps pictures.
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { eyesOn, LOOKS } from './web.eyes.js';
import { opened, openStage, type Stage } from './web.stage.js';

jest.setTimeout(240_000);

const found = await openStage();
const story = found ? describe : describe.skip;
const stage = found as Stage;
const page = stage?.page;

afterAll(() => found?.close());

const FROM = ['From: Paul Okafor <paul@nordwerk.example>', 'Content-Type: text/plain; charset=utf-8'];
const forward = (subject: string) => [
  ...FROM,
  `Subject: ${subject}`,
  `Message-ID: <${subject.length}.${Date.now()}@nordwerk.example>`,
];

story('a forward of a colleague', () => {
  const { objections, look, scene } = eyesOn(page);
  const ticket = () => page.locator('[data-ticket]');

  beforeAll(() => stage.enter());
  afterEach(() => expect(stage.faults()).toEqual([]));

  async function openBySubject(subject: string): Promise<void> {
    const fresh = page.getByRole('button', { name: /\d+ new/ });
    const slip = page.locator('[data-slip]').filter({ hasText: subject });
    await fresh.or(slip).first().waitFor();
    if (await fresh.isVisible()) await fresh.click();
    await page.locator('[data-slip]').filter({ hasText: subject }).first().click();
    await opened(page);
  }

  it('hangs for the customer who asked, with the colleague beside it and the colleague’s words as a note', async () => {
    await stage.post(
      forward('Fwd: Spare rotor for P-55'),
      [
        'Please take this over, I am on the road.',
        '',
        '---------- Forwarded message ---------',
        'From: Anna Weber <anna.weber@kranich.example>',
        'Date: Thu, Feb 26, 2026 at 4:12 PM',
        'Subject: Spare rotor for P-55',
        'To: <paul@nordwerk.example>',
        '',
        'We need one spare rotor for the P-55.',
      ].join('\r\n'),
    );
    await openBySubject('Spare rotor for P-55');
    await ticket().getByText('Anna Weber').first().waitFor();
    await ticket().getByText('Forwarded by Paul Okafor').waitFor();
    await ticket().getByText('Please take this over, I am on the road.').waitFor();
    expect(await ticket().getByText('We need one spare rotor for the P-55.').count()).toBeGreaterThan(0);
    await scene('forward-found');
  });

  it('says where nobody could be found in it, and one key corrects that; undone, it is as before', async () => {
    await stage.post(
      forward('Fwd: Call from the yard'),
      'A man from Kranich called and wants seals. Can you find out who?',
    );
    await openBySubject('Call from the yard');
    await ticket().getByText('names no sender from outside').waitFor();
    // The receipt comes by itself: it must not change the ticket under the hands of whoever corrects it.
    await ticket().getByText('We could not see in it who asked').waitFor();
    await page.keyboard.press('Shift+R');
    const dialog = page.getByRole('dialog', { name: /^Who asked/ });
    await dialog.getByLabel('Name').fill('Ole Kranich');
    await dialog.getByLabel('Mail address').fill('ole at home');
    await page.keyboard.press('Enter');
    await dialog.getByText('Enter a mail address').waitFor();
    await dialog.getByLabel('Mail address').fill('ole@kranich.example');
    await scene('forward-correct');
    await page.keyboard.press('Enter');
    await ticket().getByText('corrected who asked').first().waitFor();
    await page.locator('[data-slip]').filter({ hasText: 'Ole Kranich' }).first().waitFor();
    await page.keyboard.press('z');
    await page.locator('[data-slip]').filter({ hasText: 'Paul Okafor' }).first().waitFor();
  });

  it.each(LOOKS)('is for everybody, $name', async how => {
    await look(how);
    expect(await objections('a ticket whose sender was not found')).toEqual([]);
    await page.keyboard.press('Shift+R');
    await page.getByRole('dialog', { name: /^Who asked/ }).waitFor();
    expect(await objections('who asked')).toEqual([]);
    await scene(`forward-${how.name}`);
    await page.keyboard.press('Escape');
  });
});
