// Files of a reply in a real browser: chosen, dropped, pasted, stopped, removed; kept through a reload; back after Undo; on the timeline when they went.
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Ticket } from '#api';
import { eventually } from '../product/api.client.js';
import { eyesOn, LOOKS } from './web.eyes.js';
import { opened, openStage, type Stage } from './web.stage.js';

jest.setTimeout(240_000);

const found = await openStage({ width: 1440, height: 900 });
const story = found ? describe : describe.skip;
const stage = found as Stage;
const page = stage?.page;
const eyes = eyesOn(page);

const PDF = Buffer.from('%PDF-1.4 drawing of the flange');
const mail = [
  '--cut',
  'Content-Type: text/plain',
  '',
  'Please see the drawing.',
  '--cut',
  'Content-Type: application/pdf; name="flange.pdf"',
  'Content-Disposition: attachment; filename="flange.pdf"',
  'Content-Transfer-Encoding: base64',
  '',
  PDF.toString('base64'),
  '--cut--',
].join('\r\n');

let id: number;
const pad = () => page.getByRole('textbox', { name: 'Reply' });
const chips = () => page.getByRole('list', { name: 'Files that go along' }).getByRole('listitem');
const chip = (name: string) => chips().filter({ hasText: name });
const field = () => page.locator('input[type=file][multiple]');
const file = (name: string, bytes: Buffer | string, mimeType = 'application/pdf') => ({
  name,
  mimeType,
  buffer: Buffer.from(bytes),
});
const read = <T>(path: string): Promise<T> =>
  page.evaluate(async address => (await fetch(`/api/v1${address}`)).json(), path) as Promise<T>;
const lying = () => read<{ filename: string; isReady: boolean }[]>(`/tickets/${id}/uploads`);
/** As a hand does it: files held over the pad and let go, or pasted into it. */
const GIVE = `(element, [kind, given]) => {
  const data = new DataTransfer();
  for (const one of given) data.items.add(new File([one.text], one.name, { type: one.type }));
  const say = event => element.dispatchEvent(event);
  const more = { bubbles: true, cancelable: true };
  if (kind === 'paste') return say(new ClipboardEvent('paste', { ...more, clipboardData: data }));
  say(new DragEvent('dragover', { ...more, dataTransfer: data }));
  return say(new DragEvent('drop', { ...more, dataTransfer: data }));
}`;
const give = (how: 'drop' | 'paste', name: string, type: string): Promise<unknown> =>
  page.evaluate(
    `(${GIVE})(document.querySelector('textarea[aria-label=Reply]'), ${JSON.stringify([how, [{ name, type, text: name }]])})`,
  );

afterAll(() => found?.close());

story('files of a reply', () => {
  beforeAll(async () => {
    await stage.enter();
    const headers = [
      'From: "Ada Byrne" <ada@brightmill.example>',
      'Subject: Flange of the P-40',
      'Message-ID: <f1@b.example>',
    ];
    await stage.post([...headers, 'Content-Type: multipart/mixed; boundary=cut'], mail);
    await page.getByRole('button', { name: '1 new' }).click();
    await page.locator('[data-slip]').filter({ hasText: 'Flange of the P-40' }).click();
    await page.getByText('Please see the drawing.').first().waitFor();
    id = await opened(page);
  });

  it('are chosen with the clip or its key, several at once', async () => {
    await page.keyboard.press('r');
    await pad().fill('Here is the new drawing.');
    const asked = page.waitForEvent('filechooser');
    await page.keyboard.press('Control+u');
    await (await asked).setFiles([file('Größe "A".pdf', PDF), file('order.pdf', 'one')]);
    await chip('Größe A.pdf')
      .getByRole('button', { name: /^Remove/ })
      .waitFor();
    await chip('order.pdf').getByRole('button', { name: 'Remove order.pdf', exact: true }).waitFor();
    expect((await lying()).map(one => [one.filename, one.isReady])).toEqual([
      ['Größe A.pdf', true],
      ['order.pdf', true],
    ]);
  });

  it('are dropped on the pad, and pasted as a screenshot with a name of its own', async () => {
    await give('drop', 'dropped.pdf', 'application/pdf');
    await chip('dropped.pdf').waitFor();
    await give('paste', 'image.png', 'image/png');
    await chip('Screenshot')
      .getByRole('button', { name: /^Remove Screenshot .*png$/ })
      .waitFor();
    expect(await chips().count()).toBe(4);
  });

  it('of the mail go along with one click, from the timeline or from the clip', async () => {
    await page.getByRole('button', { name: 'Attach flange.pdf to your answer' }).click();
    await chip('flange.pdf').waitFor();
    await page.getByRole('button', { name: 'Attach', exact: true }).click();
    await page.getByRole('menuitem', { name: /flange\.pdf mail of \d+ \w+/ }).waitFor();
    await eyes.scene('the clip with files of the ticket');
    await page.keyboard.press('Escape');
    expect(await pad().inputValue()).toBe('Here is the new drawing.');
  });

  it('say at the chip what is wrong with them, and hold the reply until they are removed', async () => {
    await field().setInputFiles([
      file('empty.pdf', ''),
      file('setup.exe', 'MZ'),
      file('large.pdf', Buffer.alloc(25_000_000)),
    ]);
    await chip('empty.pdf').getByText('The file is empty.').waitFor();
    await chip('setup.exe').getByText('Programs and scripts (.exe) are refused by mail services.').waitFor();
    await chip('large.pdf').getByText('The file has 25 MB; one mail takes 20 MB.').waitFor();
    expect(stage.faults().filter(fault => !/ 4\d\d |status of 4\d\d/.test(` ${fault}`))).toEqual([]);
    await eyes.scene('files that are refused');
    await page.keyboard.press('Control+Enter');
    await page.getByText('empty.pdf is not here: remove it, or add it again.').waitFor();
    for (const name of ['empty.pdf', 'setup.exe', 'large.pdf'])
      await page.getByRole('button', { name: `Remove ${name}`, exact: true }).click();
    expect(await page.getByText('is not here: remove it').count()).toBe(0);
    expect(await chips().count()).toBe(5);
  });

  it('can be stopped on their way, which leaves nothing on the server', async () => {
    await page.route('**/uploads/*/parts/3', () => undefined);
    await field().setInputFiles([file('long.pdf', Buffer.alloc(4_000_000, 1))]);
    await chip('long.pdf').getByText('1.6 MB of 4.0 MB').waitFor();
    await eyes.scene('a file on its way');
    await page.keyboard.press('Control+Enter');
    await page.getByText('long.pdf is still on its way.').waitFor();
    await page.getByRole('button', { name: 'Stop and remove long.pdf' }).click();
    await eventually('nothing of it', async () => !(await lying()).some(one => one.filename === 'long.pdf'));
    await page.unroute('**/uploads/*/parts/3');
  });

  it('that lose their line say so, and go on when they are tried again', async () => {
    await page.route('**/uploads/*/parts/1', route => route.abort('connectionreset'));
    await field().setInputFiles([file('tried.pdf', Buffer.alloc(900_000, 2))]);
    await chip('tried.pdf')
      .getByText(/^No connection/)
      .waitFor();
    await page.unroute('**/uploads/*/parts/1');
    stage.faults();
    await page.getByRole('button', { name: 'Try tried.pdf again' }).click();
    await page.getByRole('button', { name: 'Remove tried.pdf', exact: true }).waitFor();
    await page.getByRole('button', { name: 'Remove tried.pdf', exact: true }).click();
    await eventually('nothing of it', async () => !(await lying()).some(one => one.filename === 'tried.pdf'));
  });

  it('outlive a reload, and stand in another tab', async () => {
    await page.reload();
    await chip('flange.pdf').waitFor();
    expect([await chips().count(), await pad().inputValue()]).toEqual([5, 'Here is the new drawing.']);
    const other = await page.context().newPage();
    await other.goto(page.url());
    await other.getByRole('listitem').filter({ hasText: 'dropped.pdf' }).waitFor();
    await page.getByRole('button', { name: 'Remove dropped.pdf', exact: true }).click();
    await other.getByRole('button', { name: 'Remove dropped.pdf', exact: true }).waitFor({ state: 'detached' });
    await other.close();
    for (const look of LOOKS) {
      await eyes.look(look);
      await chip('flange.pdf').scrollIntoViewIfNeeded();
      expect(await eyes.objections(`the pad with files, ${look.name}`)).toEqual([]);
      const send = await page.getByRole('button', { name: 'Other ways to send' }).boundingBox();
      expect(send!.x + send!.width).toBeLessThanOrEqual(look.width - 8);
      await eyes.scene(`the pad with files, ${look.name}`);
    }
    await eyes.look(LOOKS[0]);
  });

  it('come back with a reply that is called back, and go once with the next one', async () => {
    await pad().click();
    await page.keyboard.press('Control+Enter');
    await page.getByRole('button', { name: /^Undo/ }).last().click();
    await page.getByText('Called back. Your text is here again, with its files.').first().waitFor();
    await chip('flange.pdf').waitFor();
    expect(await chips().count()).toBe(4);
    await pad().click();
    await page.keyboard.press('Control+Enter');
    const reply = page.getByRole('article', { name: /^Reply by/ });
    await reply.getByRole('link', { name: 'flange.pdf', exact: true }).waitFor();
    await eventually('an empty pad on the server', async () => (await lying()).length === 0);
    const { entries } = await read<Ticket>(`/tickets/${id}`);
    const sent = entries.filter(entry => entry.type === 'reply').flatMap(entry => entry.attachments);
    expect(sent.map(one => one.filename)).toEqual([
      'Größe A.pdf',
      'order.pdf',
      expect.stringMatching(/^Screenshot/),
      'flange.pdf',
    ]);
    const asked = page.waitForEvent('download');
    await reply.getByRole('link', { name: 'Save Größe A.pdf' }).click();
    expect((await asked).suggestedFilename()).toBe('Größe A.pdf');
    await reply.scrollIntoViewIfNeeded();
    expect(await eyes.objections('a reply with files')).toEqual([]);
    await eyes.scene('a reply with files');
    expect(stage.faults()).toEqual([]);
  });

  it('of a note stay inside with it, without a word', async () => {
    await page.keyboard.press('c');
    await field().setInputFiles([file('inside.pdf', PDF)]);
    await page.getByRole('button', { name: 'Remove inside.pdf', exact: true }).waitFor();
    await page.keyboard.press('Control+Enter');
    const note = page.getByRole('article', { name: /^Internal note/ });
    await note.getByRole('link', { name: 'inside.pdf', exact: true }).waitFor();
    await note.scrollIntoViewIfNeeded();
    await eyes.scene('a note with a file');
    expect(stage.faults()).toEqual([]);
  });
});
