// A real browser for the tests of the web UI. Null, with one visible line, where none is installed; with CI=true that is an error.
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium } from 'playwright-core';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export interface Browser {
  context: BrowserContext;
  close(): Promise<void>;
}

/** @param more  a browser without scripts, or one whose pages may be looked into whatever their Content-Security-Policy says */
export async function startBrowser(
  size: { width: number; height: number },
  more: { javaScriptEnabled?: boolean; bypassCSP?: boolean } = {},
): Promise<Browser | null> {
  const executablePath = PLACES.find(existsSync);
  if (!executablePath) {
    const skipped = 'SKIPPED: the web UI in a browser: apt-get install chromium';
    if (process.env.CI === 'true') throw new Error(skipped);
    process.stderr.write(`${skipped}\n`);
    return null;
  }
  const profile = await mkdtemp(join(tmpdir(), 'rail-chromium-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    headless: true,
    args: QUIET,
    viewport: size,
    reducedMotion: 'reduce',
    ...more,
  });
  return {
    context,
    close: async () => {
      await context.close();
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
