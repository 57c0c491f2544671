import { signedHeaders } from './webhook.signature.js';

// Published with the convention, to test against.
const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const KNOWN = 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=';
const AT = new Date(1_614_265_330_000);

describe('the signature of a webhook', () => {
  it('is that of Standard Webhooks', () => {
    expect(signedHeaders('msg_p5jXN8AQM9LWM0D4loKWxJek', AT, '{"test": 2432232314}', [SECRET])).toEqual({
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': KNOWN,
    });
  });

  it('stands once for each secret while a receiver changes over, the current one first', () => {
    const headers = signedHeaders('msg_p5jXN8AQM9LWM0D4loKWxJek', AT, '{"test": 2432232314}', ['whsec_AAAA', SECRET]);
    const [first, second, ...more] = headers['webhook-signature']!.split(' ');
    expect([second, more]).toEqual([KNOWN, []]);
    expect(first).toMatch(/^v1,[A-Za-z0-9+/]{43}=$/);
    expect(first).not.toBe(KNOWN);
  });

  it('differs with the id, the second and the body', () => {
    const of = (id: string, at: Date, body: string) => signedHeaders(id, at, body, [SECRET])['webhook-signature'];
    const one = of('a', AT, '{}');
    expect(of('a', new Date(AT.getTime() + 400), '{}')).toBe(one);
    const others = [of('b', AT, '{}'), of('a', new Date(AT.getTime() + 1_000), '{}'), of('a', AT, '{ }')];
    expect(new Set([one, ...others]).size).toBe(4);
  });
});
