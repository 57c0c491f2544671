// Who may post calls, and what is said to whoever may not.
import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import type { Channel, PostReceipt, ReceivedPost } from '#channels/contract';
import { createPhoneConverter } from '../phone.converter.js';
import { PHONE_SECRET_NAMES, type PhoneSettings, phoneSettings } from '../phone.settings.js';
import { phonePosts } from './phone.posts.js';

const common = { country: 'DE', timeZone: 'Europe/Berlin' };
const now = new Date('2026-11-27T09:20:00Z');
const FORM = 'application/x-www-form-urlencoded';

function channelOf(settings: object, secrets: Record<string, string> = {}): Channel<PhoneSettings> {
  return {
    id: 7,
    key: 'phone',
    kind: 'phone',
    name: 'Phone',
    departmentId: 1,
    settings: phoneSettings.parse({ ...common, ...settings }),
    secrets,
  };
}
const post = (
  body: string | Buffer,
  headers: Record<string, string>,
  more: Partial<ReceivedPost> = {},
): ReceivedPost => ({
  url: 'https://rail.example.com/in/phone',
  headers,
  body: Buffer.from(body),
  remoteAddress: '192.0.2.1',
  receivedAt: now,
  ...more,
});
const refusal = (receipt: PostReceipt) =>
  receipt.outcome === 'refused' ? [receipt.status, receipt.code] : receipt.outcome;
const taken = (receipt: PostReceipt) => {
  if (receipt.outcome !== 'taken') throw new Error(`${receipt.status} ${receipt.detail}`);
  return receipt;
};

describe('Twilio', () => {
  const token = '12345';
  const twilio = channelOf({ source: 'twilio' }, { 'twilio.authToken': token });
  const form =
    'CallSid=CA1&From=%2B493012345678&To=%2B493090909600&Direction=inbound&CallStatus=no-answer&SequenceNumber=2';
  /** Written down apart from the code: names sorted, values behind them, no separators. */
  const SIGNED = 'CallSidCA1CallStatusno-answerDirectioninboundFrom+493012345678SequenceNumber2To+493090909600';
  const sign = (url: string, text = SIGNED, key = token) =>
    createHmac('sha1', key)
      .update(url + text)
      .digest('base64');
  const headers = (signature: string, type = FORM) => ({ 'content-type': type, 'x-twilio-signature': signature });
  const url = 'https://rail.example.com/in/phone';

  it('is taken with its signature, and answered with nothing to do', () => {
    const { envelopes, answer } = taken(phonePosts.take(post(form, headers(sign(url))), twilio));
    expect(answer).toEqual({ contentType: 'text/xml', body: '<?xml version="1.0" encoding="UTF-8"?><Response/>' });
    expect(envelopes).toMatchObject([
      {
        channelId: 7,
        sourceIdentity: 'phone\ntwilio\nCA1 status no-answer 2',
        conversationKey: '["phone",7,"CA1"]',
        raw: Buffer.from(form),
      },
    ]);
  });

  it('has the identity of the event: sent again it is the same, the next event is another', () => {
    const identity = (text: string, signed: string) =>
      taken(phonePosts.take(post(text, headers(sign(url, signed))), twilio)).envelopes[0]!.sourceIdentity;
    expect(identity(form, SIGNED)).toBe(identity(form, SIGNED));
    expect(identity(form.replace('=2', '=3'), SIGNED.replace('Number2', 'Number3'))).not.toBe(identity(form, SIGNED));
  });

  it.each([
    ['with the port', 'https://rail.example.com:443/in/phone'],
    ['without', url],
  ])('may sign the address %s', (_, signed) => {
    expect(phonePosts.take(post(form, headers(sign(signed))), twilio).outcome).toBe('taken');
  });

  it('may be given another address than the one that we hear, and keeps its query', () => {
    const behind = channelOf(
      { source: 'twilio', publicUrl: 'https://calls.example.com/in/phone' },
      { 'twilio.authToken': token },
    );
    const inside = { url: 'http://10.0.0.1:3000/in/phone?x=1' };
    const signature = sign('https://calls.example.com/in/phone?x=1');
    expect(phonePosts.take(post(form, headers(signature), inside), behind).outcome).toBe('taken');
    expect(refusal(phonePosts.take(post(form, headers(sign(inside.url)), inside), behind))).toEqual([
      401,
      'SIGNATURE.INVALID',
    ]);
  });

  it.each([
    ['no signature', form, ''],
    ['another token', form, sign(url, SIGNED, 'another')],
    ['another address', form, sign('https://rail.example.com/in/other')],
    ['a changed parameter', form.replace('no-answer', 'completed'), sign(url)],
    ['a parameter more', `${form}&DialCallStatus=completed`, sign(url)],
  ])('is refused with %s', (_, body, signature) => {
    expect(refusal(phonePosts.take(post(body, headers(signature)), twilio))).toEqual([401, 'SIGNATURE.INVALID']);
  });

  it('is refused where the channel has no token, whatever the signature', () => {
    expect(
      refusal(phonePosts.take(post(form, headers(sign(url, SIGNED, ''))), channelOf({ source: 'twilio' }))),
    ).toEqual([401, 'SIGNATURE.INVALID']);
  });

  it('is refused as another type, and without a call', () => {
    expect(refusal(phonePosts.take(post(form, headers(sign(url), 'application/json')), twilio))).toEqual([
      415,
      'REQUEST.WRONG_TYPE',
    ]);
    const sms = phonePosts.take(post('MessageSid=SM1', headers(sign(url, 'MessageSidSM1'))), twilio);
    expect(sms).toMatchObject({ status: 422, errors: [{ pointer: '/CallSid' }] });
  });
});

describe('any system that signs', () => {
  const secret = `whsec_${Buffer.from('a secret of 24 bytes at l').toString('base64')}`;
  const columns = { id: 'id', startedAt: '/call/began', from: 'from', to: 'to' };
  const generic = channelOf({ source: 'generic-json', columns }, { 'generic.signingSecret': secret });
  const body = JSON.stringify({ id: 5, call: { began: '2026-11-27T10:15:00+01:00' }, from: '030 12345678', to: '600' });
  const stamp = String(now.getTime() / 1000);
  const sign = (content: string) =>
    `v1,${createHmac('sha256', 'a secret of 24 bytes at l').update(content).digest('base64')}`;
  const headers = (signature: string, more: Record<string, string> = {}) => ({
    'content-type': 'application/json; charset=utf-8',
    'webhook-timestamp': stamp,
    'webhook-signature': signature,
    ...more,
  });

  it('is taken with a signature over time and body; sent again it is known, and a replay', () => {
    const take = () => taken(phonePosts.take(post(body, headers(sign(`${stamp}.${body}`))), generic));
    const { envelopes, ifKnown } = take();
    expect(envelopes).toMatchObject([{ sourceIdentity: 'phone\ngeneric-json\n5', raw: Buffer.from(body) }]);
    expect(take().envelopes[0]!.sourceIdentity).toBe(envelopes[0]!.sourceIdentity);
    expect(ifKnown).toMatchObject({ code: 'SIGNATURE.REPLAYED' });
  });

  it('is taken with an id, after Standard Webhooks, which is the identity of a call that has none of its own', () => {
    const identity = (text: string) => {
      const sent = headers(`v1,AAAA ${sign(`msg_1.${stamp}.${text}`)}`, { 'webhook-id': 'msg_1' });
      return taken(phonePosts.take(post(text, sent), generic)).envelopes[0]!.sourceIdentity;
    };
    expect(identity(body)).toBe('phone\ngeneric-json\n5');
    expect(identity(body.replace('"id":5,', ''))).toBe('phone\ngeneric-json\nwebhook msg_1');
  });

  const late = String(Number(stamp) - 301);
  const early = String(Number(stamp) + 301);
  it.each([
    ['nothing', {}],
    ['another signature', headers(sign(`${stamp}.${body} `))],
    ['an id that was not signed', headers(sign(`${stamp}.${body}`), { 'webhook-id': 'msg_2' })],
    ['a time that was not signed', headers(sign(`${late}.${body}`))],
    ['a time of more than five minutes ago', headers(sign(`${late}.${body}`), { 'webhook-timestamp': late })],
    ['a time that is to come', headers(sign(`${early}.${body}`), { 'webhook-timestamp': early })],
    ['a time that is none', headers(sign(`noon.${body}`), { 'webhook-timestamp': 'noon' })],
  ])('is refused with %s', (_, sent) => {
    expect(refusal(phonePosts.take(post(body, { 'content-type': 'application/json', ...sent }), generic))).toEqual([
      401,
      'SIGNATURE.INVALID',
    ]);
  });

  const signed = (text: string, type = 'application/json') =>
    phonePosts.take(post(text, { ...headers(sign(`${stamp}.${text}`)), 'content-type': type }), generic);

  it('is told what cannot be used, and where', () => {
    expect(refusal(signed(body, 'text/csv'))).toEqual([415, 'REQUEST.WRONG_TYPE']);
    expect(refusal(signed('{'))).toEqual([400, 'REQUEST.UNREADABLE']);
    expect(signed(body.replace('2026-11-27T', 'someday'))).toMatchObject({
      status: 422,
      code: 'REQUEST.INVALID',
      errors: [{ pointer: '/call/began', detail: expect.stringContaining('and not a time') }],
    });
    expect(signed('{"call":{}}')).toMatchObject({ status: 422, errors: [{ pointer: '/call/began' }] });
  });
});

describe('FreeSWITCH', () => {
  const base = { source: 'freeswitch', ours: { extensions: ['2xx'] } };
  const record = JSON.stringify({
    variables: { uuid: 'a1', call_uuid: 'k1', hangup_cause: 'NO_ANSWER', start_epoch: '1795770900' },
  });
  const basic = (text: string) => ({ authorization: `Basic ${Buffer.from(text).toString('base64')}` });

  it.each([
    ['application/json', record],
    [FORM, new URLSearchParams({ cdr: record }).toString()],
    ['application/x-www-form-base64-encoded', `cdr=${Buffer.from(record).toString('base64')}`],
  ])('is taken as %s, and read again from what was stored', async (type, body) => {
    const { envelopes } = taken(phonePosts.take(post(body, { 'content-type': type }), channelOf(base)));
    expect(envelopes).toMatchObject([{ sourceIdentity: 'phone\nfreeswitch\na1', conversationKey: '["phone",7,"k1"]' }]);
    const { raw, transport } = envelopes[0]!;
    const [made] = await createPhoneConverter().convert([
      {
        raw,
        transport: JSON.parse(JSON.stringify(transport)),
        organisationDomains: [],
        settings: { ...common, ...base },
      },
    ]);
    expect(made!.drafts).toMatchObject([{ kind: 'callback', call: { callId: 'k1' } }]);
  });

  it('proves itself by a key of the house, or by the password of the channel', () => {
    const own = channelOf({ ...base, freeswitch: { user: 'switch' } }, { 'freeswitch.password': 'secret' });
    expect([phonePosts.proof(channelOf(base).settings), phonePosts.proof(own.settings)]).toEqual(['key', 'own']);
    const sent = (text: string) =>
      refusal(phonePosts.take(post(record, { 'content-type': 'application/json', ...basic(text) }), own));
    expect(sent('switch:secret')).toBe('taken');
    expect(['switch:Secret', 'other:secret', 'switch', ''].map(sent)).toEqual(Array(4).fill([401, 'AUTH.REQUIRED']));
    const unset = channelOf({ ...base, freeswitch: { user: 'switch' } });
    expect(refusal(phonePosts.take(post(record, basic('switch:')), unset))).toEqual([401, 'AUTH.REQUIRED']);
  });

  it('cannot mend what it sends: what is no use waits in quarantine, what is no record is refused', () => {
    const json = { 'content-type': 'application/json' };
    expect(phonePosts.take(post('{"variables":{"uuid":"a2"}}', json), channelOf(base)).outcome).toBe('taken');
    expect(phonePosts.take(post('{}', json), channelOf(base))).toMatchObject({
      status: 422,
      errors: [{ pointer: '/variables' }],
    });
    expect(refusal(phonePosts.take(post('', json), channelOf(base)))).toEqual([400, 'REQUEST.UNREADABLE']);
  });
});

it('a channel that reads files takes no posts', () => {
  const files = channelOf({ source: 'asterisk-csv', files: ['/x'], ours: { extensions: ['2xx'] } });
  expect(refusal(phonePosts.take(post('x', {}), files))).toEqual([422, 'PHONE.READS_FILES']);
});

it('never throws, whatever is posted', () => {
  const secrets = Object.fromEntries(PHONE_SECRET_NAMES.map(name => [name, 'x']));
  const channels = [
    channelOf({ source: 'twilio' }, secrets),
    channelOf({ source: 'freeswitch', ours: { extensions: ['2xx'] } }),
    channelOf({ source: 'generic-json', columns: { startedAt: 'at', from: 'a', to: 'b' } }, secrets),
  ];
  const names = fc.constantFrom(
    'content-type',
    'x-twilio-signature',
    'webhook-id',
    'webhook-timestamp',
    'webhook-signature',
    'authorization',
  );
  const values = fc.oneof(
    fc.string(),
    fc.constantFrom(FORM, 'application/json', 'application/x-www-form-base64-encoded', stampOf(now), 'v1,', 'Basic x'),
  );
  fc.assert(
    fc.property(fc.dictionary(names, values), fc.oneof(fc.json(), fc.string()), fc.string(), (headers, body, url) => {
      for (const channel of channels)
        expect(['taken', 'refused']).toContain(phonePosts.take(post(body, headers, { url }), channel).outcome);
    }),
  );
});

function stampOf(at: Date): string {
  return String(at.getTime() / 1000);
}
