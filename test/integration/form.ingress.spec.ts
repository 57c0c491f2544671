// Forms through the door and the conversion, into a real database: beside the API in one application.
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { channelKind } from '#channels';
import { ConversionStep, HouseReader, serveForms, signedIds } from '#router';
import { SecretBox } from '#runtime';
import { audit, Database, page as railPage } from '#store';
import { readFormReference } from '#tickets';
import { ApiHouse } from './api.house.js';

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
const PATIENCE = { idleMs: 400, totalMs: 10_000 };
const SHOP = 'https://shop.example';
let house: ApiHouse;
let step: ConversionStep;
const converter = channelKind('form').converter();

async function makeForm(key: string, settings: object, name = key): Promise<void> {
  const body = { key, kind: 'form', name, departmentId: house.departments.service, settings };
  const made = await house.ask('admin', 'POST', '/channels', { body });
  expect([made.status, made.body.errors]).toEqual([201, undefined]);
}

beforeAll(async () => {
  house = await ApiHouse.open({
    before: app =>
      serveForms(app, {
        database: app.get(Database),
        instance: 'test',
        secrets: app.get(SecretBox),
        log: quiet,
        patience: PATIENCE,
      }),
    trustProxy: ['127.0.0.2'],
  });
  const signed = signedIds(house.secrets);
  const reader = new HouseReader(house.database, signed);
  const deps = { database: house.database, house: reader, signed, now: () => new Date(), log: quiet };
  step = new ConversionStep({ ...deps, converterOf: () => converter });
  const free = { perIpHour: 0, perAddressHour: 0 };
  await makeForm('contact', {
    title: 'Write to us',
    intro: 'Ask <b>anything</b>.',
    thanks: 'We look at it.',
    origins: [SHOP],
    next: [`${SHOP}/thanks`],
    spam: free,
  });
  await makeForm('design', {
    kind: 'design-request',
    fields: ['medium', 'flowRate', 'quantity', 'requiredBy'],
    spam: free,
  });
  await makeForm('small', { files: { count: 1, megabytes: 0.01, totalMegabytes: 0.01, types: ['txt'] }, spam: free });
  await makeForm('few', { spam: { perIpHour: 0, perAddressHour: 3 } });
  await makeForm('few-places', { spam: { perIpHour: 3, perAddressHour: 0 } });
});
afterAll(async () => {
  await converter.close();
  await house.close();
});

const URLENCODED = 'application/x-www-form-urlencoded';
interface Given {
  channel?: string;
  headers?: Record<string, string>;
  type?: string;
}
async function post(
  body: string | Buffer | FormData | Record<string, string>,
  { channel = 'contact', headers = {}, type }: Given = {},
) {
  const isPlain = typeof body === 'object' && !Buffer.isBuffer(body) && !(body instanceof FormData);
  const payload = isPlain ? new URLSearchParams(body as Record<string, string>).toString() : body;
  const answer = await fetch(`http://127.0.0.1:${house.port}/forms/${channel}`, {
    method: 'POST',
    redirect: 'manual',
    headers: {
      accept: 'text/html',
      ...(payload instanceof FormData ? {} : { 'content-type': type ?? URLENCODED }),
      ...headers,
    },
    body: Buffer.isBuffer(payload) ? new Uint8Array(payload) : (payload as string | FormData),
  });
  const text = await answer.text();
  const { status, headers: got } = answer;
  return {
    status,
    headers: got,
    text,
    json: () => JSON.parse(text),
    reference: new URL(got.get('location') ?? 'x:/', 'http://x').searchParams.get('reference'),
  };
}
const postJson = (value: unknown, given: Given = {}) =>
  post(JSON.stringify(value), {
    ...given,
    type: 'application/json',
    headers: { accept: 'application/json', ...given.headers },
  });
const page = async (path: string) => {
  const answer = await fetch(`http://127.0.0.1:${house.port}/forms/${path}`);
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
};
const tokenIn = (html: string): string => /name="_token" value="([^"]+)"/.exec(html)![1]!;
const count = async () => Number((await house.rows<{ n: string }>('SELECT count(*) AS n FROM message'))[0]!.n);
async function become(reference: string) {
  const id = readFormReference(reference)!;
  await step.run([id]);
  const [row] = await house.rows<{
    state: string;
    reason: string | null;
    detail: string | null;
    ticketId: number | null;
  }>('SELECT state, reason, detail, ticket_id AS "ticketId" FROM message WHERE id = $1', [id]);
  return { id, ...row! };
}

describe('the hosted page', () => {
  it('is a page without a script that nothing can be brought into', async () => {
    const { status, headers, text } = await page('contact');
    expect(status).toBe(200);
    expect(headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; style-src 'sha256-[^']+'; form-action 'self' https:\/\/shop\.example; /,
    );
    expect(text).not.toMatch(/<script|javascript:|\son\w+=/i);
    expect(text).toContain('Ask &lt;b&gt;anything&lt;/b&gt;.');
    for (const label of ['Your name', 'Email', 'Telephone', 'Message', 'Files'])
      expect(text).toMatch(new RegExp(`<label for="[^"]+">${label}`));
  });

  it('asks the fields of its kind, with their units and ranges', async () => {
    const { text } = await page('design');
    expect(text).toMatch(
      /<label for="f-flowRate">Flow rate<\/label><div class="help" id="f-flowRate-help">Between 0.01 and 5000 m³\/h\.</,
    );
    expect(text).toContain('type="date"');
    expect(text).not.toContain('Operating pressure');
  });

  it('that is not there, is paused, or is no form is not found', async () => {
    for (const channel of ['nowhere', 'service-mail', '..%2fcontact', '__proto__']) {
      const answer = await page(channel);
      expect([answer.status, answer.text]).toEqual([404, expect.stringContaining('There is no form')]);
      expect((await postJson({ message: 'x' }, { channel })).status).toBe(404);
    }
  });

  it('takes what was filled in once, however often it is sent, and leads to a page with the reference', async () => {
    const token = tokenIn((await page('contact')).text);
    const filled = () => {
      const form = new FormData();
      for (const [name, value] of Object.entries({
        _token: token,
        name: 'Ada',
        email: 'ada@customer.example',
        message: 'Hello',
        company_website: '',
      }))
        form.set(name, value);
      form.append('files', new File(['notes'], '../notes.txt', { type: 'text/plain' }));
      return form;
    };
    const before = await count();
    const answers = await Promise.all(Array.from({ length: 5 }, () => post(filled())));
    expect(new Set(answers.map(one => one.status))).toEqual(new Set([303]));
    const [reference, ...others] = new Set(answers.map(one => one.reference!));
    expect(others).toEqual([]);
    expect(await count()).toBe(before + 1);
    const sent = await page(`contact/sent?reference=${reference}`);
    expect([sent.status, sent.text]).toEqual([200, expect.stringContaining(reference!)]);
    expect(sent.text).toContain('We look at it.');
    expect((await page('contact/sent?reference=AAAA-AAAB')).status).toBe(404);
    // Back may load the page anew: the same words from there are another click.
    const anew = filled();
    anew.set('_token', tokenIn((await page('contact')).text));
    expect((await post(anew)).reference).toBe(reference);
    // Changed and sent again from the same page is another wish.
    const changed = filled();
    changed.set('message', 'Hello again');
    expect((await post(changed)).reference).not.toBe(reference);
  });

  it('shows what is wrong at each field, and keeps what was typed', async () => {
    const before = await count();
    const token = tokenIn((await page('design')).text);
    const answer = await post(
      { _token: token, email: 'nobody', flowRate: 'lots"><script>', medium: '', quantity: '3', message: 'Grüße' },
      { channel: 'design' },
    );
    expect(answer.status).toBe(422);
    expect(await count()).toBe(before);
    expect(answer.text).toContain('role="alert"');
    expect(answer.text).toMatch(/<a href="#f-flowRate">Flow rate must be a number<\/a>/);
    expect(answer.text).toMatch(/aria-describedby="f-medium-help f-medium-fault" aria-invalid="true"/);
    expect(answer.text).toContain('value="lots&quot;&gt;&lt;script&gt;"');
    expect(answer.text).toContain('Grüße</textarea>');
    expect(tokenIn(answer.text)).toBe(token);
  });

  it('that was not made here is shown again with all that was typed', async () => {
    const answer = await post({
      _token: 'AAAAAAAAAAAAAAAA.abc.AAAAAAAAAAAAAAAAAAAAAA',
      email: 'ada@customer.example',
      message: 'Long words',
    });
    expect([answer.status, answer.text]).toEqual([422, expect.stringContaining('This page is too old')]);
    expect(answer.text).toContain('Long words</textarea>');
  });
});

describe('a form on another site', () => {
  it('becomes a ticket with its reference, found by it on the rail', async () => {
    const { reference, status } = await post({
      _subject: 'Pump 7',
      _replyto: 'ada@customer.example',
      Frage: 'שלום, wo?',
      message: 'It leaks',
    });
    expect(status).toBe(303);
    const end = await become(reference!);
    expect(end.state).toBe('ticketed');
    const { body } = await house.ask('agent', 'GET', `/tickets/${end.ticketId}`);
    expect(body).toMatchObject({ wayIn: 'form', subject: 'Pump 7', requester: { address: 'ada@customer.example' } });
    expect(body.entries[0]).toMatchObject({ reference, text: 'It leaks\n\nFrage: שלום, wo?' });
    for (const typed of [reference!, reference!.toLowerCase(), reference!.replace('-', '')]) {
      const found = await house.ask(
        'agent',
        'GET',
        `/departments/${house.departments.service}/rail?view=all&q=${typed}`,
      );
      expect(found.body.items.map((one: { id: number }) => one.id)).toEqual([end.ticketId]);
    }
    const elsewhere = await house.ask(
      'engineer',
      'GET',
      `/departments/${house.departments.engineering}/rail?view=all&q=${reference}`,
    );
    expect(elsewhere.body.items).toEqual([]);
  });

  it('leads on to an address that the channel names, and to no other', async () => {
    const named = await post({ message: 'one', _next: `${SHOP}/thanks` });
    expect([named.status, named.headers.get('location')]).toEqual([303, `${SHOP}/thanks?reference=${named.reference}`]);
    const other = await post({ message: 'two', _next: 'https://evil.example/' });
    expect(other.headers.get('location')).toMatch(/^\/forms\/contact\/sent\?reference=/);
  });

  it('clicked twice is one message; the same words from somebody else are another', async () => {
    const twice = await Promise.all([post({ message: 'twice' }), post({ message: 'twice' })]);
    expect(twice[0]!.reference).toBe(twice[1]!.reference);
    expect((await post({ message: 'twice!' })).reference).not.toBe(twice[0]!.reference);
  });

  it('is found by what was filled in', async () => {
    const { reference } = await post({ message: 'My wombat is stuck', email: 'wom@bat.example' });
    const { ticketId } = await become(reference!);
    const found = await railPage(house.database, {
      ...{ departmentId: house.departments.service, view: 'all', userId: null, limit: 10, words: 'wombat stuck' },
    });
    expect(found.outcome === 'page' && found.items.map(item => [item.id, item.found?.channelKind])).toEqual([
      [ticketId, 'form'],
    ]);
  });

  it('brings files: by hash, under names that are no path, and only such as may come', async () => {
    const form = new FormData();
    form.set('message', 'see there');
    form.append('file', new File(['plain words'], 'C:\\temp\\plan.txt', { type: 'application/pdf' }));
    const { reference } = await post(form, { channel: 'small' });
    const { ticketId } = await become(reference!);
    const { body } = await house.ask('agent', 'GET', `/tickets/${ticketId}`);
    expect(body.entries[0].attachments).toMatchObject([
      { filename: 'plan.txt', contentType: 'application/pdf', size: 11 },
    ]);
    const large = new FormData();
    large.set('message', 'x');
    large.append('file', new File(['x'.repeat(20_000)], 'a.txt'));
    const refused = await post(large, { channel: 'small' });
    expect([refused.status, refused.text]).toEqual([422, expect.stringContaining('a file may have 0.01 MB')]);
  });

  it('has fields that we know nothing of shown again, where something is wrong', async () => {
    const { status, text } = await post({ email: 'nobody', Frage: 'Wo ist sie?' });
    expect(status).toBe(422);
    expect(text).toMatch(/Frage<\/label><textarea[^>]*>\nWo ist sie\?<\/textarea>/);
  });
});

describe('a form as JSON', () => {
  it('is answered with its reference, the same for the same key', async () => {
    const headers = { 'idempotency-key': 'k-1' };
    const before = await count();
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => postJson({ message: 'by key', n: 1 }, { headers })),
    );
    expect(answers.map(one => one.status)).toEqual(Array(10).fill(202));
    expect(new Set(answers.map(one => one.json().reference)).size).toBe(1);
    expect(await count()).toBe(before + 1);
    const other = await postJson({ message: 'other' }, { headers });
    expect([other.status, other.json().code]).toEqual([422, 'IDEMPOTENCY.OTHER_REQUEST']);
    expect((await postJson({ message: 'x' }, { headers: { 'idempotency-key': 'k'.repeat(300) } })).status).toBe(422);
  });

  it('has answers that nothing can be brought into either, whatever they say', async () => {
    const answers = await Promise.all([
      postJson({ message: 'fine' }),
      postJson({ email: 'x' }),
      post({ message: 'by a page', email: 'ada@customer.example' }),
      post('<a/>', { type: 'application/xml' }),
    ]);
    expect(answers.map(one => one.status)).toEqual([202, 422, 303, 415]);
    for (const { headers } of answers) {
      expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; .*frame-ancestors 'none'/);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('x-frame-options')).toBe('DENY');
      expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
      expect(headers.get('cache-control')).toBe('no-store');
    }
  });

  it('is told what is wrong, with pointers', async () => {
    const { status, headers, json } = await postJson(
      { flowRate: -1, medium: 'water', quantity: 'x' },
      { channel: 'design' },
    );
    expect([status, headers.get('content-type')]).toEqual([422, expect.stringContaining('application/problem+json')]);
    expect(json()).toMatchObject({
      code: 'FORM.INVALID',
      errors: [{ pointer: '/flowRate' }, { pointer: '/quantity' }, { pointer: '/requiredBy' }],
    });
  });

  it('may come from the pages that the channel names, and no other', async () => {
    const preflight = (origin: string) =>
      fetch(`http://127.0.0.1:${house.port}/forms/contact`, {
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-method': 'POST' },
      });
    const allowed = await preflight(SHOP);
    expect([allowed.status, allowed.headers.get('access-control-allow-origin'), allowed.headers.get('vary')]).toEqual([
      204,
      SHOP,
      'Origin',
    ]);
    expect(allowed.headers.get('access-control-allow-headers')).toContain('idempotency-key');
    const refused = await preflight('https://evil.example');
    expect([refused.status, refused.headers.get('access-control-allow-origin')]).toEqual([403, null]);
    const from = (origin: string) => postJson({ message: `from ${origin}` }, { headers: { origin } });
    expect((await from(SHOP)).headers.get('access-control-allow-origin')).toBe(SHOP);
    expect((await from('https://evil.example')).status).toBe(403);
    const wrong = await postJson({ email: 'x' }, { headers: { origin: SHOP } });
    expect([wrong.status, wrong.headers.get('access-control-allow-origin')]).toEqual([422, SHOP]);
  });
});

describe('what is too much, or of another kind', () => {
  it.each([
    ['a gzip bomb', () => post(gzipSync(Buffer.alloc(5_000_000)), { headers: { 'content-encoding': 'gzip' } }), 415],
    ['another type', () => post('<a/>', { type: 'application/xml' }), 415],
    ['text', () => post('message=x', { type: 'text/plain' }), 415],
    ['10,000 fields', () => post(Array.from({ length: 10_000 }, (_, i) => `f${i}=1`).join('&')), 413],
    ['a body of 40 MB', () => post(Buffer.alloc(40_000_000, 0x61)), 413],
    ['deep JSON', () => post(`{"a":${'['.repeat(50_000)}`, { type: 'application/json' }), 400],
    [
      'nested multipart',
      () =>
        post(
          '--b\r\nContent-Disposition: form-data; name="f"\r\nContent-Type: multipart/mixed; boundary=c\r\n\r\n--c--\r\n--b--',
          { type: 'multipart/form-data; boundary=b' },
        ),
      400,
    ],
    [
      'a body that is cut',
      () =>
        post('--b\r\nContent-Disposition: form-data; name="f"\r\n\r\nx', { type: 'multipart/form-data; boundary=b' }),
      400,
    ],
  ])('%s is refused in words, and nothing of it is stored', async (_, send, status) => {
    const before = await count();
    // A large body may be cut off by the refusal before its sender has read it.
    const answer = await send().catch((error: Error) => ({
      status:
        (error.cause as { code?: string })?.code === 'ECONNRESET' ||
        (error.cause as { code?: string })?.code === 'EPIPE'
          ? status
          : 0,
      text: 'cut off',
    }));
    expect(answer.status).toBe(status);
    expect(answer.text.length).toBeGreaterThan(5);
    expect(await count()).toBe(before);
  });

  it('a field of 1 MB is taken', async () => {
    const { reference } = await post({ message: 'ä'.repeat(500_000) });
    expect((await become(reference!)).state).toBe('ticketed');
  });

  it('a body that does not go on is given up', async () => {
    const text = await new Promise<string>((resolve, reject) => {
      let heard = '';
      const socket = connect(house.port, '127.0.0.1', () =>
        socket.write(
          `POST /forms/contact HTTP/1.1\r\nHost: x\r\nContent-Type: ${URLENCODED}\r\nContent-Length: 100\r\n\r\nmessage=`,
        ),
      );
      socket.on('data', chunk => {
        heard += chunk;
      });
      socket.on('close', () => resolve(heard));
      socket.on('error', reject);
    });
    expect(text).toMatch(/^HTTP\/1\.1 408 /);
    expect(text).toMatch(/connection: close/i);
    expect((await post({ message: 'still here' })).status).toBe(303);
  });
});

describe('how much one sender may send', () => {
  it('is limited by the address that is named, and told when to come again; a second click does not count', async () => {
    const send = (n: number, email = 'ada@customer.example') =>
      postJson({ email, message: `number ${n}` }, { channel: 'few' });
    for (const n of [1, 1, 2, 3, 3]) expect((await send(n)).status).toBe(202);
    const limited = await send(4);
    expect([limited.status, limited.json().code]).toEqual([429, 'FORM.LIMITED']);
    const wait = Number(limited.headers.get('retry-after'));
    expect(wait).toBeGreaterThan(3_000);
    expect(wait).toBeLessThanOrEqual(3_600);
    expect((await send(2)).status).toBe(202);
    expect((await send(4, 'Ada@Customer.example')).status).toBe(429);
    expect((await send(4, 'grace@customer.example')).status).toBe(202);
    const shown = await post({ email: 'ada@customer.example', message: 'number five' }, { channel: 'few' });
    expect([shown.status, shown.text]).toEqual([429, expect.stringContaining('number five</textarea>')]);
  });

  it('holds for fifty at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, n) =>
        postJson({ email: 'many@customer.example', message: `${n}` }, { channel: 'few' }),
      ),
    );
    expect(answers.filter(one => one.status === 202)).toHaveLength(3);
  });

  it('is limited by where it comes from, whatever it says about that itself', async () => {
    const send = (n: number, headers = {}) => postJson({ message: `number ${n}` }, { channel: 'few-places', headers });
    for (const n of [1, 2, 3]) expect((await send(n, { 'x-forwarded-for': `203.0.113.${n}` })).status).toBe(202);
    expect((await send(4, { 'x-forwarded-for': '203.0.113.4' })).status).toBe(429);
  });
});

describe('suspected spam', () => {
  it('is stored, counted and seen, and comes to the rail when somebody releases it', async () => {
    const { reference, status } = await post({
      email: 'ada@customer.example',
      message: 'Real words',
      company_website: 'http://mine.example',
    });
    expect(status).toBe(303);
    const end = await become(reference!);
    expect(end).toMatchObject({ state: 'suppressed', reason: 'form.honeypot', ticketId: null });
    const rules = await house.ask('agent', 'GET', '/suppressed/rules');
    expect(rules.body).toEqual([{ rule: 'form.honeypot', count: 1 }]);
    const list = await house.ask('agent', 'GET', '/suppressed?rule=form.honeypot');
    expect(list.body.items).toMatchObject([
      { messageId: end.id, rule: 'form.honeypot', releasable: true, detail: expect.stringContaining('Real words') },
    ]);
    expect((await house.ask('engineer', 'GET', '/suppressed')).body.items).toEqual([]);
    const release = (reason: string) =>
      house.ask('supervisor', 'POST', `/messages/${end.id}/release`, { body: { reason } });
    expect((await release(' ')).status).toBe(422);
    const both = await Promise.all([release('A customer of ours'), release('A customer of ours')]);
    expect(both.map(one => one.status).sort()).toEqual([200, 409]);
    expect(await become(reference!)).toMatchObject({ state: 'ticketed' });
    const { ticketId } = await become(reference!);
    const { body } = await house.ask('agent', 'GET', `/tickets/${ticketId}`);
    expect(body.entries[0].warnings).toEqual([
      'left out by the rule form.honeypot at first, and released by The Supervisor: A customer of ours',
    ]);
    expect((await release('again')).status).toBe(409);
  });

  it('is what was filled in before anybody could', async () => {
    const token = tokenIn((await page('contact')).text);
    const { reference } = await post({ _token: token, email: 'bot@customer.example', message: 'quick' });
    expect(await become(reference!)).toMatchObject({ state: 'suppressed', reason: 'form.too-fast' });
  });
});

it('leaves a ledger that balances', async () => {
  const pending = await house.rows<{ id: number }>(`SELECT id FROM message WHERE state = 'pending'`);
  await step.run(pending.map(({ id }) => id));
  const found = await audit(house.database, { bytes: true });
  expect(found.channels.filter(one => !one.balanced || one.pending > 0)).toEqual([]);
});
