// The built product with its demo company and a real browser before it, for the tests of the web UI. Guarantees: every HTTP error, console
// error and page error is kept until a test has looked at it, so that none goes by unseen.
import type { Page } from 'playwright-core';
import type { LedgerTotals } from '#api';
import { eventually } from '../product/api.client.js';
import { type Guest, startGuest } from '../product/guest.product.js';
import { sendLoad } from '../product/smtp.load.js';
import { type Browser, startBrowser } from './browser.js';

export const SUPPORT = 'support@nordwerk.example';
/** The machine may be slow: a wait is long, and ends as soon as there is something to see. */
export const PATIENCE = 30_000;

export interface Stage {
  product: Guest;
  page: Page;
  /** What went wrong since it was asked last. */
  faults(): string[];
  /** Signs in by the one-time link that the product printed, and waits until the demo company's mails all hang. */
  enter(): Promise<void>;
  /** A mail comes in by SMTP. `headers` with their CRLF-free lines; the body follows. */
  post(headers: string[], body: string): Promise<void>;
  close(): Promise<void>;
}

/**
 * Null where there is no browser: `startBrowser` has said so.
 * @param env settings of the product
 * @param args  of its start, as `--empty`; `enter` waits for the demo company
 */
export async function openStage(
  size = { width: 1440, height: 900 },
  env: Record<string, string> = {},
  args: string[] = [],
): Promise<Stage | null> {
  const browser = await startBrowser(size);
  if (!browser) return null;
  try {
    return await stageOf(browser, await startGuest({ env, args }));
  } catch (error) {
    await browser.close();
    throw error;
  }
}

async function stageOf(browser: Browser, product: Guest): Promise<Stage> {
  const page = browser.context.pages()[0] ?? (await browser.context.newPage());
  page.setDefaultTimeout(PATIENCE);
  const faults: string[] = [];
  page.on('response', answer => {
    if (answer.status() >= 400) faults.push(`${answer.status()} ${answer.request().method()} ${answer.url()}`);
  });
  page.on('console', message => {
    if (message.type() === 'error') faults.push(`console: ${message.text()}`);
  });
  page.on('pageerror', error => faults.push(`page: ${error.message}`));
  return {
    product,
    page,
    faults: () => faults.splice(0),
    async enter() {
      await page.goto(product.signInLink!);
      await page.waitForURL('**/d/customer-service');
      await eventually('the demo mails on the rail', () => page.evaluate(isDemoComplete), PATIENCE);
      await page.reload();
      await page.locator('[data-slip]').first().waitFor();
      await page.getByText('Live', { exact: true }).waitFor();
    },
    async post(headers, body) {
      const mail = [...headers, `To: <${SUPPORT}>`, 'MIME-Version: 1.0', '', body].join('\r\n');
      const sent = await sendLoad({ port: product.smtpPort, connections: 1, count: 1, to: SUPPORT, mail: () => mail });
      if (sent.length !== 1) throw new Error('The mail was not taken');
    },
    async close() {
      await browser.close();
      await product.leave();
    },
  };
}

/** Runs in the page: nothing is on its way any more, and the rail holds what the demo company brings. */
async function isDemoComplete(): Promise<boolean> {
  const { channels } = (await (await fetch('/api/v1/ledger/totals')).json()) as LedgerTotals;
  const sum = (of: 'accepted' | 'pending') => channels.reduce((total, channel) => total + channel[of], 0);
  // 14 mails and 11 interchanges: one that came later would change a ticket under the hands of whoever has it open.
  return sum('accepted') >= 25 && sum('pending') === 0;
}

/** Numbers of the tickets in the list, from the top. */
export const listed = (page: Page): Promise<number[]> =>
  page.locator('[data-slip]').evaluateAll(slips => slips.map(slip => Number(slip.getAttribute('data-slip'))));

/** The number of the ticket that is open; waits until it can be read and acted on. */
export async function opened(page: Page): Promise<number> {
  await page.locator('[data-ticket]:not([aria-busy]) article').first().waitFor();
  return Number(await page.locator('[data-ticket]').getAttribute('data-ticket'));
}
