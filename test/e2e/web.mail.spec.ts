// A stranger's HTML in a real browser: it runs nothing and fetches nothing until the reader asks for its pictures, and only those then.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { eventually } from '../product/api.client.js';
import { listed, opened, openStage, type Stage } from './web.stage.js';

jest.setTimeout(240_000);

const found = await openStage();
const story = found ? describe : describe.skip;
const stage = found as Stage;
const page = stage?.page;
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** What the mail got out of the browser over HTTP. */
const heard: string[] = [];
/** What was asked of the picture's own server, over HTTPS. */
const pictures: string[] = [];
let canary: Server;

beforeAll(async () => {
  canary = createServer((request, response) => {
    heard.push(request.url ?? '');
    response.end('window.ranMail = true');
  });
  await new Promise<void>(resolve => canary.listen(0, '127.0.0.1', resolve));
});

afterAll(async () => {
  canary.close();
  await found?.close();
});

const hostile = (http: string) => `<html><head>
<script src="${http}/script"></script><script>top.ranMail = true; fetch('${http}/fetch')</script>
<link rel="stylesheet" href="${http}/sheet"><style>@import url(${http}/import); p { background: url(${http}/style) }</style>
<meta http-equiv="refresh" content="0; url=${http}/refresh"><base href="${http}/">
</head><body onload="top.ranMail = true" background="${http}/body">
<p>Dear support, please look at this picture.</p>
<img src="x" onerror="top.ranMail = true; new Image().src = '${http}/onerror'">
<img src="${http}/plain" alt="Plain" width="80" height="40"><img srcset="${http}/srcset 2x" alt="">
<img src="https://pictures.canary.example/one.png" alt="Flange" width="120" height="80">
<img src="https://pictures.canary.example/beacon.png" width="1" height="1">
<svg onload="top.ranMail = true"><image href="${http}/svg" /></svg>
<iframe src="${http}/frame"></iframe><object data="${http}/object"></object><video poster="${http}/poster" autoplay></video>
<div style="background-image: url('${http}/inline')">styled</div>
<a href="javascript:top.ranMail = true">Click here</a><form action="${http}/form"><input autofocus onfocus="top.ranMail = true"></form>
</body></html>`;

story('an HTML mail of a stranger', () => {
  const frame = () => page.frameLocator('iframe[title^="Mail from"]');
  const ran = () =>
    page.evaluate(
      'Boolean(window.ranMail) || [...document.querySelectorAll("iframe")].some(f => f.contentWindow.ranMail)',
    );

  beforeAll(async () => {
    await page.route('https://pictures.canary.example/**', route => {
      pictures.push(new URL(route.request().url()).pathname);
      return route.fulfill({ contentType: 'image/png', body: PIXEL });
    });
    await stage.enter();
    const before = await listed(page);
    const headers = [
      'From: "Mallory" <mallory@stranger.example>',
      'Subject: A picture of our pump',
      'Message-ID: <m1@stranger.example>',
    ];
    const { port } = canary.address() as AddressInfo;
    await stage.post([...headers, 'Content-Type: text/html; charset=utf-8'], hostile(`http://127.0.0.1:${port}`));
    await page.getByRole('button', { name: '1 new' }).click();
    const slip = page.locator('[data-slip]').filter({ hasText: 'A picture of our pump' });
    await slip.click();
    expect(before).not.toContain(await opened(page));
    await frame().getByText('Dear support, please look at this picture.').waitFor();
  });

  it('shows its words, runs nothing, and fetches nothing', async () => {
    await page.getByRole('button', { name: 'Show remote pictures' }).waitFor();
    await frame().getByText('Click here').click();
    await page.waitForLoadState('networkidle').catch(() => undefined);
    expect({ ran: await ran(), heard, pictures }).toEqual({ ran: false, heard: [], pictures: [] });
    expect(await frame().locator('script, svg, form, input, object, iframe, video, link, base + base').count()).toBe(0);
  });

  it('fetches its pictures once they are asked for, but no beacon and nothing else', async () => {
    await page.getByRole('button', { name: 'Show remote pictures' }).click();
    await eventually('the picture', async () => pictures.length > 0);
    await eventually('the picture on screen', () =>
      frame()
        .locator('img[alt="Flange"]')
        .evaluate(picture => (picture as unknown as { naturalWidth: number }).naturalWidth > 0),
    );
    expect({ ran: await ran(), heard, pictures }).toEqual({ ran: false, heard: [], pictures: ['/one.png'] });
    expect(await page.getByRole('button', { name: 'Show remote pictures' }).count()).toBe(0);
    expect(stage.faults()).toEqual([]);
  });

  it('asks anew in the next mail: what was shown once is no leave for all', async () => {
    await page.reload();
    await page.getByRole('button', { name: 'Show remote pictures' }).waitFor();
    expect(pictures).toEqual(['/one.png']);
    expect(stage.faults()).toEqual([]);
  });
});
