// The forward page in a real browser, at a phone's width: a salesperson tells a request in a moment, on a line that breaks, once; what another app shares is taken;
// what became of it is shown. STORY_PICTURES=<folder> keeps pictures.
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Department, Forward, Page } from '#api';
import { ApiClient, eventually } from '../product/api.client.js';
import { rail } from '../product/product.js';
import { eyesOn, LOOKS } from './web.eyes.js';
import { openStage, type Stage } from './web.stage.js';

jest.setTimeout(240_000);

const PHONE = { width: 390, height: 844 };
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==',
  'base64',
);

/** These run in the page. What can be installed, and whether its icons are there. */
const MANIFEST = `(async () => {
  const read = await (await fetch(document.querySelector('link[rel=manifest]').href)).json();
  const icons = await Promise.all(read.icons.map(async icon => (await fetch(icon.src)).status));
  return { start: read.start_url, share: read.share_target.action, icons };
})()`;
/** What a phone does when another app shares with the installed page. */
const SHARE = `(() => {
  const form = document.createElement('form');
  Object.assign(form, { method: 'POST', action: '/forward/share', enctype: 'multipart/form-data' });
  for (const [name, value] of Object.entries({ title: 'Leak', text: 'The pump leaks', url: 'https://kranich.example/p40' })) {
    const input = document.createElement('input');
    Object.assign(input, { name, value });
    form.append(input);
  }
  const files = document.createElement('input');
  Object.assign(files, { type: 'file', name: 'files' });
  const bytes = Uint8Array.from(atob('${PIXEL.toString('base64')}'), letter => letter.charCodeAt(0));
  const transfer = new DataTransfer();
  transfer.items.add(new File([bytes], 'leak.png', { type: 'image/png' }));
  files.files = transfer.files;
  form.append(files);
  document.body.append(form);
  form.submit();
})()`;

const found = await openStage(PHONE);
const story = found ? describe : describe.skip;
const stage = found as Stage;
const page = stage?.page;

afterAll(() => found?.close());

story('the forward page', () => {
  const { objections, look, scene } = eyesOn(page);
  let admin: ApiClient;
  const slip = () => page.getByRole('form', { name: 'Forward a request' });
  const own = async (): Promise<Forward[]> =>
    (await page.evaluate(async () => (await fetch('/api/v1/forwards')).json() as Promise<Page<Forward>>)).items;
  const about = async (words: string) => (await own()).filter(forward => forward.about.includes(words));

  /** The command prints the address that ops set; here the port is another at each start. */
  async function signIn(address: string): Promise<void> {
    const made = await rail(['user', 'link', address], stage.product.settings);
    await page.goto('about:blank');
    await page.goto(`${stage.product.url}/sign-in${/#token=\S+/.exec(made.stdout)![0]}`);
  }

  beforeAll(async () => {
    admin = new ApiClient(stage.product.url);
    await admin.signIn(stage.product.signInLink!);
    await signIn('paul@nordwerk.example');
    await page.waitForURL('**/forward');
    await slip().waitFor();
    // As it is opened from the home screen.
    await page.goto(`${stage.product.url}/forward`);
    await slip().waitFor();
    await page.evaluate('navigator.serviceWorker.ready.then(() => true)');
  });
  afterEach(() => expect(stage.faults()).toEqual([]));

  async function fill(values: { name: string; address?: string; phone?: string; want: string }): Promise<void> {
    await page.getByLabel('Who asks?').fill(values.name);
    if (values.address) await page.getByLabel('Mail address').fill(values.address);
    if (values.phone) await page.getByLabel('or phone').fill(values.phone);
    await page.getByLabel('What do they want?').fill(values.want);
  }
  const send = () => slip().getByRole('button', { name: 'Forward' }).click();

  it('is the first thing that a salesperson sees, and can be installed', async () => {
    expect(new URL(page.url()).pathname).toBe('/forward');
    await scene('forward-page-empty');
    const manifest = await page.evaluate(MANIFEST);
    expect(manifest).toEqual({ start: '/forward', share: '/forward/share', icons: [200, 200, 200, 200] });
  });

  it('says what is missing, where it is missing', async () => {
    await send();
    await page.getByText('Say who asks: a name or a company.').waitFor();
    expect(await page.getByLabel('Who asks?').evaluate(input => input.matches(':focus'))).toBe(true);
    await page.getByLabel('Who asks?').fill('Anna Weber');
    await page.getByText('Say who asks: a name or a company.').waitFor({ state: 'detached' });
    await page.getByText('Give a mail address or a phone number.').waitFor();
    await scene('forward-page-missing');
  });

  it('hands a request over, with a photo, and shows number and promised time', async () => {
    await fill({ name: 'Anna Weber', address: 'anna.weber@kranich.example', want: 'Twelve seals for the P-40' });
    await page.locator('#forward-photo').setInputFiles({ name: 'seal.png', mimeType: 'image/png', buffer: PIXEL });
    await page.getByText('seal.png').waitFor();
    await slip().getByRole('radio', { name: /^Now/ }).check();
    await page.getByLabel('For which department?').selectOption({ label: 'Customer service' });
    await scene('forward-page-filled');
    await send();
    const receipt = page.getByRole('status', { name: 'Receipt' });
    await receipt.getByText(/This is #\d+ now/).waitFor();
    await receipt.getByText(/Hangs at Customer service\. They hear by/).waitFor();
    await scene('forward-page-receipt');
    expect(await page.getByLabel('What do they want?').inputValue()).toBe('');
    const [forward] = await about('Twelve seals');
    const ticket = await admin.ticket(forward!.ticketId!);
    expect(ticket).toMatchObject({ wayIn: 'colleague', requester: { address: 'anna.weber@kranich.example' } });
    expect(ticket.entries[0]!.attachments).toMatchObject([{ filename: 'seal.png', size: PIXEL.length }]);
    expect(ticket.origin.why).toContain('Due within one working hour, said a colleague');
  });

  it('suggests who was told of before, and fills in the rest', async () => {
    await page.reload();
    await slip().waitFor();
    await page.locator('#forward-people option').first().waitFor({ state: 'attached' });
    await page.getByLabel('Who asks?').fill('Anna Weber');
    expect(await page.getByLabel('Mail address').inputValue()).toBe('anna.weber@kranich.example');
  });

  it('keeps what is written when the page is closed in the middle of it', async () => {
    await fill({ name: 'Ole Brandt', phone: '+49 40 1234', want: 'Wants to be called' });
    await page.waitForTimeout(200);
    await page.reload();
    await slip().waitFor();
    expect(await page.getByLabel('What do they want?').inputValue()).toBe('Wants to be called');
    expect(await page.getByLabel('or phone').inputValue()).toBe('+49 40 1234');
  });

  it('keeps it without a line, opens again without one, and sends it once when the line is back', async () => {
    await fill({ name: 'Ole Brandt', want: 'Told in a tunnel' });
    await page.context().setOffline(true);
    await send();
    await page.getByText('Kept on this phone. It leaves as soon as there is a line.').waitFor();
    await scene('forward-page-offline');
    await page.reload();
    await slip().waitFor();
    await page.getByText('Kept on this phone. It leaves as soon as there is a line.').waitFor();
    await page.context().setOffline(false);
    await page
      .getByRole('status', { name: 'Receipt' })
      .getByText(/This is #\d+ now/)
      .waitFor();
    expect(await about('Told in a tunnel')).toHaveLength(1);
    expect(stage.faults().every(fault => /INTERNET_DISCONNECTED|Failed to fetch/.test(fault))).toBe(true);
  });

  it('arrives once where the answers are lost on the way', async () => {
    let lost = 0;
    await page.route('**/api/v1/forwards', async route => {
      if (route.request().method() !== 'POST' || lost >= 4) return route.continue();
      lost += 1;
      // It arrives; the phone never hears of it.
      await route.fetch();
      await route.abort('connectionreset');
    });
    await fill({ name: 'Ada Byrne', address: 'ada@brightmill.example', want: 'Answers get lost' });
    await send();
    await page.getByText('Kept on this phone').waitFor();
    await page.getByRole('button', { name: 'Try now' }).click();
    await page
      .getByRole('status', { name: 'Receipt' })
      .getByText(/This is #\d+ now/)
      .waitFor();
    await page.unroute('**/api/v1/forwards');
    expect(lost).toBe(4);
    expect(await about('Answers get lost')).toHaveLength(1);
    expect(stage.faults().every(fault => /CONNECTION_RESET/.test(fault))).toBe(true);
  });

  it('takes what another app shares: words, an address and a picture', async () => {
    await page.evaluate(SHARE);
    await page.waitForURL('**/forward?shared=yes');
    await page.getByText('leak.png').waitFor();
    expect(await page.getByLabel('What do they want?').inputValue()).toBe(
      'Leak\nThe pump leaks\nhttps://kranich.example/p40',
    );
    await fill({ name: 'Anna Weber', address: 'anna.weber@kranich.example', want: 'The pump leaks, see picture' });
    await scene('forward-page-shared');
    await send();
    await page
      .getByRole('status', { name: 'Receipt' })
      .getByText(/This is #\d+ now/)
      .waitFor();
  });

  it('says what the server has against it, and gives it back to be mended', async () => {
    const departments = await admin.get<Department[]>('/departments');
    const operations = departments.find(one => one.key === 'operations')!;
    await fill({ name: 'Ada Byrne', address: 'ada@brightmill.example', want: 'For operations' });
    await page.getByLabel('For which department?').selectOption({ label: 'Operations' });
    await send();
    // The receipt of what was sent before still stands until this one comes.
    await page
      .getByRole('status', { name: 'Receipt' })
      .getByText(/Hangs at Operations/)
      .waitFor();
    const channels = await admin.get<{ id: number; kind: string; departmentId: number }[]>('/channels');
    const doors = channels.filter(one => one.kind === 'colleague' && one.departmentId === operations.id);
    expect(doors).toHaveLength(1);
    await admin.call('POST', `/channels/${doors[0]!.id}/pause`);
    await fill({ name: 'Ada Byrne', address: 'ada@brightmill.example', want: 'For operations again' });
    await send();
    await page.getByText('It was not taken: This department takes no forwards.').waitFor();
    await scene('forward-page-refused');
    await page.getByRole('button', { name: 'Mend it' }).click();
    expect(await page.getByLabel('What do they want?').inputValue()).toBe('For operations again');
    await page.getByLabel('For which department?').selectOption({ label: 'Customer service' });
    await send();
    await page
      .getByRole('status', { name: 'Receipt' })
      .getByText(/Hangs at Customer service/)
      .waitFor();
    await admin.call('POST', `/channels/${doors[0]!.id}/resume`);
    expect(stage.faults().every(fault => /422/.test(fault))).toBe(true);
  });

  it('shows what became of it: answered, and done', async () => {
    const [forward] = await about('Twelve seals');
    const act = async (action: string, body?: unknown) =>
      admin.act(await admin.ticket(forward!.ticketId!), action, body);
    await act('claim');
    await act('reply', {
      text: 'They leave today.',
      to: [{ name: 'Anna Weber', address: 'anna.weber@kranich.example' }],
      then: { state: 'done', outcome: 'answered' },
    });
    await eventually('the answer has left', async () => (await about('Twelve seals'))[0]!.reply === 'sent');
    await page.reload();
    const line = page.locator(`[data-forward="${forward!.id}"]`);
    await line.getByText(/^Done .*: answered$/).waitFor();
    await line.getByText(/^Answered /).waitFor();
  });

  it.each(LOOKS)('is for everybody, $name', async how => {
    await look(how);
    await page.reload();
    await page.locator('[data-forward]').first().waitFor();
    await page.getByLabel('Who asks?').fill('');
    await page.getByLabel('Mail address').fill('');
    await page.getByLabel('or phone').fill('');
    await page.getByLabel('What do they want?').fill('');
    await send();
    await page.getByText('Say who asks').waitFor();
    expect(await objections('the forward page')).toEqual([]);
    const wide = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
    expect(wide).toBe(0);
    await page.evaluate('window.scrollTo(0, 0)');
    await scene(`forward-page-${how.name}`);
    await page.locator('[data-forward]').first().scrollIntoViewIfNeeded();
    await scene(`forward-page-list-${how.name}`);
  });

  it('is counted by colleague and week in the flow meeting', async () => {
    await page.context().clearCookies();
    await signIn('mara@nordwerk.example');
    await page.waitForURL('**/d/customer-service');
    for (const how of LOOKS) {
      await look(how);
      await page.goto(`${stage.product.url}/flow?d=customer-service`);
      const row = page.getByRole('row', { name: /^Paul Okafor/ });
      await row.scrollIntoViewIfNeeded();
      expect(Number(await row.getByRole('cell').last().textContent())).toBeGreaterThanOrEqual(5);
      expect(await objections(`stray requests, ${how.name}`)).toEqual([]);
      await scene(`forward-strays-${how.name}`);
    }
    expect(stage.faults().every(fault => /401/.test(fault))).toBe(true);
  });
});
