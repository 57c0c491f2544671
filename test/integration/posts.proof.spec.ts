// Senders that prove themselves: a signature over the address as they saw it, behind a proxy that is trusted or not; and what a channel shows to nobody else.
import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { serveIngress } from '#router';
import { SecretBox } from '#runtime';
import { Database } from '#store';
import { ApiHouse } from './api.house.js';

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
const TOKEN = 'token of the account';
let behindProxy: ApiHouse;
let direct: ApiHouse;

async function open(trustProxy: false | string[]): Promise<ApiHouse> {
  const house = await ApiHouse.open({
    trustProxy,
    before: app =>
      serveIngress(app, {
        database: app.get(Database),
        instance: 'test',
        secrets: app.get(SecretBox),
        log: quiet,
      }),
  });
  const made = await house.ask('admin', 'POST', '/channels', {
    body: {
      ...{ key: 'calls', kind: 'phone', name: 'Calls', departmentId: house.departments.service },
      settings: { source: 'twilio', country: 'DE', timeZone: 'Europe/Berlin' },
      secrets: { 'twilio.authToken': TOKEN },
    },
  });
  expect([made.status, made.body.errors]).toEqual([201, undefined]);
  return house;
}
beforeAll(async () => {
  behindProxy = await open(['127.0.0.1']);
  direct = await open(false);
});
afterAll(() => Promise.all([behindProxy.close(), direct.close()]));

const call = (sid: string) => ({
  ...{ CallSid: sid, CallStatus: 'no-answer', Direction: 'inbound', From: '+494211234567', To: '+49421999000' },
  ...{ Timestamp: 'Fri, 27 Nov 2026 09:00:00 +0000', CallDuration: '0' },
});
function signature(url: string, form: Record<string, string>, token = TOKEN): string {
  const text = Object.entries(form)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, value]) => name + value)
    .join('');
  return createHmac('sha1', token)
    .update(url + text)
    .digest('base64');
}
async function post(house: ApiHouse, path: string, form: Record<string, string>, headers: Record<string, string>) {
  const answer = await fetch(`http://127.0.0.1:${house.port}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    body: new URLSearchParams(form).toString(),
  });
  return { status: answer.status, type: answer.headers.get('content-type'), text: await answer.text() };
}
const count = async (house: ApiHouse) =>
  Number((await house.rows<{ n: string }>('SELECT count(*) AS n FROM message'))[0]!.n);

describe('a signed post', () => {
  const forwarded = { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'rail.example.com' };
  const SEEN = 'https://rail.example.com/in/calls?line=1';

  it('needs no key of ours: the address is the one that the sender saw, as a trusted proxy says it', async () => {
    const form = call('CA1');
    const signed = { ...forwarded, 'x-twilio-signature': signature(SEEN, form) };
    const before = await count(behindProxy);
    expect(await post(behindProxy, '/in/calls?line=1', form, signed)).toMatchObject({
      status: 200,
      type: expect.stringContaining('text/xml'),
      text: expect.stringContaining('<Response/>'),
    });
    expect(await count(behindProxy)).toBe(before + 1);
    // Replayed, it is known.
    expect((await post(behindProxy, '/in/calls?line=1', form, signed)).status).toBe(200);
    expect(await count(behindProxy)).toBe(before + 1);
  });

  it('is refused where the proxy is not trusted, and taken for the address that it came to', async () => {
    const form = call('CA2');
    const forged = { ...forwarded, 'x-twilio-signature': signature(SEEN, form) };
    expect((await post(direct, '/in/calls?line=1', form, forged)).status).toBe(401);
    const seen = `http://127.0.0.1:${direct.port}/in/calls?line=1`;
    const signed = { ...forwarded, 'x-twilio-signature': signature(seen, form) };
    expect((await post(direct, '/in/calls?line=1', form, signed)).status).toBe(200);
  });

  it('that is wrong, missing, or for other words is 401, and nothing of it is stored', async () => {
    const form = call('CA3');
    const before = await count(behindProxy);
    for (const given of [signature(SEEN, form, 'another token'), signature(SEEN, call('CA4')), ''])
      expect(
        await post(behindProxy, '/in/calls?line=1', form, { ...forwarded, 'x-twilio-signature': given }),
      ).toMatchObject({ status: 401, type: expect.stringContaining('application/problem+json') });
    expect((await post(behindProxy, '/in/calls?line=1', form, forwarded)).status).toBe(401);
    expect(await count(behindProxy)).toBe(before);
  });

  it('for a channel that is not there, or that wants a key, is 404 without a word more', async () => {
    const body = { key: 'keyed', kind: 'api', name: 'Keyed', departmentId: direct.departments.service, settings: {} };
    expect((await direct.ask('admin', 'POST', '/channels', { body })).status).toBe(201);
    const headers = { 'x-twilio-signature': 'x' };
    const nowhere = await post(direct, '/in/nowhere', call('CA5'), headers);
    expect(nowhere.status).toBe(404);
    expect(await post(direct, '/in/keyed', call('CA5'), headers)).toEqual(nowhere);
  });

  it('is refused when it comes a second time: a signature that was used before proves nothing', async () => {
    const made = await direct.ask('admin', 'POST', '/channels', {
      body: {
        ...{ key: 'signed', kind: 'phone', name: 'Signed', departmentId: direct.departments.service },
        settings: {
          ...{ source: 'generic-json', country: 'DE', timeZone: 'Europe/Berlin' },
          columns: { id: 'id', startedAt: 'began', from: 'from', to: 'to' },
        },
        secrets: { 'generic.signingSecret': TOKEN },
      },
    });
    expect([made.status, made.body.errors]).toEqual([201, undefined]);
    const body = JSON.stringify({ id: 7, began: new Date().toISOString(), from: '+494211234567', to: '600' });
    const stamp = String(Math.floor(Date.now() / 1000));
    const signed = createHmac('sha256', TOKEN).update(`${stamp}.${body}`).digest('base64');
    const send = async () => {
      const answer = await fetch(`http://127.0.0.1:${direct.port}/in/signed`, {
        method: 'POST',
        headers: {
          ...{ 'content-type': 'application/json', 'webhook-timestamp': stamp },
          'webhook-signature': `v1,${signed}`,
        },
        body,
      });
      return [answer.status, ((await answer.json()) as { code?: string }).code];
    };
    const before = await count(direct);
    expect(await send()).toEqual([202, undefined]);
    expect(await send()).toEqual([401, 'SIGNATURE.REPLAYED']);
    expect(await count(direct)).toBe(before + 1);
  });

  it('does not open to its sender what became of messages: that wants a key', async () => {
    const answer = await fetch(`http://127.0.0.1:${direct.port}/in/calls/messages/1`);
    expect(answer.status).toBe(401);
  });
});

describe('a Kafka channel', () => {
  it('never shows a kept password to other brokers', async () => {
    const kafka = { brokers: ['kafka.example.com:9093'], mechanism: 'scram-sha-512', user: 'rail' };
    const base = { key: 'topic', kind: 'kafka', name: 'Topic', departmentId: direct.departments.service };
    const made = await direct.ask('admin', 'POST', '/channels', {
      body: { ...base, settings: { kafka, topic: 'requests' }, secrets: { 'kafka.password': 'secret' } },
    });
    expect(made.body.secretsSet).toEqual(['kafka.password']);
    const change = (changed: object) =>
      direct.ask('admin', 'PUT', `/channels/${made.body.id}`, {
        body: { ...base, settings: { kafka: changed, topic: 'requests' } },
      });
    expect((await change({ ...kafka, ca: '-----BEGIN CERTIFICATE-----\nx' })).body.secretsSet).toEqual([
      'kafka.password',
    ]);
    for (const moved of [
      { ...kafka, brokers: ['other.example.com:9093'] },
      { ...kafka, user: 'other' },
      { ...kafka, tls: 'none' },
    ])
      expect((await change(moved)).body.code).toBe('CHANNEL.SECRET_NEEDED');
  });
});
