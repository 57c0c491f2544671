// Mail that is not taken at its word, in a real browser before the real product: messages of somebody who takes no part, and a mail that came back.
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { eventually } from '../product/api.client.js';
import { eyesOn, LOOKS } from './web.eyes.js';
import { opened, openStage, type Stage } from './web.stage.js';

jest.setTimeout(240_000);

const found = await openStage();
const story = found ? describe : describe.skip;
const stage = found as Stage;
const page = stage?.page;
const eyes = found ? eyesOn(page) : null;

afterAll(() => found?.close());

const ADA = 'ada.byrne@brightmill.example';
let ticket: number;
let mails = 0;

const stranger = (words: string) =>
  stage.post(
    [
      'From: "Mal Ory" <mal@stranger.example>',
      `Subject: Re: Seals for the old pump [#${ticket}]`,
      `Message-ID: <held-${mails++}@stranger.example>`,
    ],
    words,
  );
const message = (words: string) => page.getByRole('article', { name: 'Message by Mal Ory' }).filter({ hasText: words });
/** In the toast, and in what is read aloud. */
const said = (words: string) => page.getByText(words).first().waitFor();
const dialog = () => page.getByRole('dialog');

async function waitFor(words: string): Promise<void> {
  await eventually(`the mail "${words}"`, async () => {
    if ((await page.getByText(words).count()) > 0) return true;
    await page.reload();
    await opened(page);
    return false;
  });
}

story('mail that is not taken at its word', () => {
  beforeAll(async () => {
    await stage.enter();
    await stage.post(
      [`From: "Ada Byrne" <${ADA}>`, 'Subject: Seals for the old pump', 'Message-ID: <seals@brightmill.example>'],
      'Do you still have the seals of 1998?',
    );
    await page.getByRole('button', { name: '1 new' }).click();
    await page.locator('[data-slip]').filter({ hasText: 'Seals for the old pump' }).click();
    await page.getByText('Do you still have the seals of 1998?').first().waitFor();
    ticket = await opened(page);
    await page.keyboard.press('t');
    await said('It is yours.');
    await stranger('I am from the office next door.');
    await stranger('Buy my pills instead.');
    await stranger('And we need a pump ourselves.');
    await waitFor('And we need a pump ourselves.');
  });

  it('is shown as unverified, with what can be done, and with nothing wrong to see in any look', async () => {
    await message('I am from the office next door.').getByText('Unverified sender').waitFor();
    expect(await page.getByText('Unverified sender', { exact: true }).count()).toBe(3);
    const wrong: string[] = [];
    for (const look of LOOKS) {
      await eyes!.look(look);
      await message('And we need a pump ourselves.').scrollIntoViewIfNeeded();
      await eyes!.scene(`held ${look.name}`);
      wrong.push(...(await eyes!.objections(`held ${look.name}`)));
    }
    await eyes!.look(LOOKS[0]);
    expect(wrong).toEqual([]);
  });

  it('is approved by Shift+A, the newest first, and held again by Z', async () => {
    await page.keyboard.press('Shift+A');
    await said('Taken for a participant’s message.');
    await eventually(
      'two held',
      async () => (await page.getByText('Unverified sender', { exact: true }).count()) === 2,
    );
    await page.keyboard.press('z');
    await said('Held again.');
    await eventually(
      'three held',
      async () => (await page.getByText('Unverified sender', { exact: true }).count()) === 3,
    );
    expect(stage.faults()).toEqual([]);
  });

  it('is discarded with a reason, which stands there in its place, and can still be read', async () => {
    await message('Buy my pills instead.').getByRole('button', { name: 'Discard…' }).click();
    await dialog().getByRole('button', { name: 'Discard' }).click();
    await dialog().getByText('Say why, in a few words.').waitFor();
    await eyes!.scene('held discard dialog');
    expect(await eyes!.objections('the dialog')).toEqual([]);
    await dialog().getByLabel('Reason').fill('Advertising');
    await dialog().getByRole('button', { name: 'Discard' }).click();
    const place = page.getByRole('article', { name: 'Discarded message of Mal Ory' });
    await place.getByText('Advertising').waitFor();
    expect(await page.getByText('Buy my pills instead.').count()).toBe(0);
    await place.getByRole('button', { name: 'Show it' }).click();
    await page.getByText('Buy my pills instead.').waitFor();
  });

  it('becomes a ticket of its own when nobody calls it back, linked to this one', async () => {
    await page.keyboard.press('Shift+S');
    await said('The message becomes a ticket of its own.');
    await eventually(
      'the split',
      async () => (await page.getByText('And we need a pump ourselves.').count()) === 0,
      40_000,
    );
    await page.getByText(/made the message of Mal Ory a ticket of its own: #\d+/).waitFor();
    await eyes!.scene('held after the split');
    const split = await page.evaluate(async id => {
      const read = async (path: string) => (await fetch(`/api/v1${path}`)).json();
      const { links } = (await read(`/tickets/${id}`)) as { links: { relation: string; ticketId: number }[] };
      const own = (await read(`/tickets/${links[0]!.ticketId}`)) as {
        state: string;
        requester: { address: string };
        entries: { text: string }[];
      };
      return {
        relation: links[0]!.relation,
        state: own.state,
        address: own.requester.address,
        text: own.entries[0]?.text,
      };
    }, ticket);
    expect(split).toEqual({
      relation: 'followed-by',
      state: 'open',
      address: 'mal@stranger.example',
      text: 'And we need a pump ourselves.',
    });
    expect(stage.faults()).toEqual([]);
  });
});

story('a mail that came back', () => {
  it('is told on the ticket and at the reply, and warns whoever writes there next', async () => {
    await page.keyboard.press('r');
    await page.getByRole('textbox', { name: /reply/i }).fill('We have two of them.');
    await page.keyboard.press('Control+Enter');
    await page.locator('article[data-ours]').getByText('Sent', { exact: true }).waitFor({ timeout: 60_000 });
    await stage.post(
      [
        'From: Mail Delivery System <MAILER-DAEMON@mx.example>',
        'Return-Path: <>',
        'Subject: Delivery Failure',
        'Message-ID: <bounce@mx.example>',
        `X-Failed-Recipients: ${ADA}`,
      ],
      `Your message could not be delivered:\r\n\r\n  Subject: Re: Seals for the old pump [#${ticket}]\r\n\r\n<${ADA}>:\r\n550 5.1.1 No such user here`,
    );
    await waitFor('Mail came back');
    const report = page.getByRole('article', { name: 'Mail came back' });
    await report.getByText('came back: there is no such address (5.1.1)').waitFor();
    await report.getByText('550 5.1.1 No such user here').waitFor();
    await page.getByText('Sent, and came back').waitFor();
    await page.keyboard.press('r');
    const pad = page.locator('textarea').first();
    await pad.waitFor();
    expect(
      await page
        .getByText(/Mail to ada\.byrne@brightmill\.example came back on .*: there is no such address \(5\.1\.1\)/)
        .count(),
    ).toBeGreaterThan(0);
    const wrong: string[] = [];
    for (const look of LOOKS) {
      await eyes!.look(look);
      await report.scrollIntoViewIfNeeded();
      await eyes!.scene(`bounce ${look.name}`);
      wrong.push(...(await eyes!.objections(`bounce ${look.name}`)));
    }
    await eyes!.look(LOOKS[0]);
    expect(wrong).toEqual([]);
  });

  it('warns no more once a person says that the address works', async () => {
    await page.getByRole('button', { name: 'It works again' }).first().click();
    await eventually('no warning', async () => (await page.getByText(/came back on/).count()) === 0);
    await page.getByText(`lets mail to ${ADA} go again`).waitFor();
    expect(stage.faults()).toEqual([]);
  });
});
