import { formSettings } from '#channels';
import { networkOf } from './form.gate.js';
import { readPageToken, signPageToken } from './form.token.js';
import { nextAddress } from './next.address.js';
import { LOOK, LOOK_HASH } from './page/form.look.js';
import { html } from './page/html.js';
import { pageHeaders } from './page/page.frame.js';
import { patientBody } from './patient.body.js';

describe('the token of a page', () => {
  const key = Buffer.alloc(32, 7);
  const at = new Date('2026-11-28T10:00:00.000Z');

  it('says when the page was made, and is another for each', () => {
    const token = signPageToken(key, 5, at);
    expect(readPageToken([key], 5, token)).toEqual({ id: token.slice(0, 16), madeAt: at });
    expect(signPageToken(key, 5, at)).not.toBe(token);
  });

  it('of an older key is taken; of another form, of nobody, or changed it is not', () => {
    const token = signPageToken(key, 5, at);
    expect(readPageToken([Buffer.alloc(32, 8), key], 5, token)).not.toBeNull();
    expect(readPageToken([Buffer.alloc(32, 8)], 5, token)).toBeNull();
    expect(readPageToken([key], 6, token)).toBeNull();
    const [id, made, mac] = token.split('.');
    for (const other of [
      '',
      'x',
      `${id}.${made}`,
      `${id}.${(Number.parseInt(made!, 36) - 9_000).toString(36)}.${mac}`,
      `${token}x`,
    ])
      expect(readPageToken([key], 5, other)).toBeNull();
  });
});

describe('where a form leads on to', () => {
  const settings = formSettings.parse({ next: ['https://shop.example/thanks', 'https://shop.example/more/*'] });
  const to = (wanted: string) => nextAddress(settings, wanted, '7K3F-92QX');

  it('is an address that the channel names, with the reference', () => {
    expect(to('https://shop.example/thanks')).toBe('https://shop.example/thanks?reference=7K3F-92QX');
    expect(to('https://shop.example/thanks?a=1')).toBe('https://shop.example/thanks?a=1&reference=7K3F-92QX');
    expect(to('https://shop.example/more/x/y#z')).toBe('https://shop.example/more/x/y?reference=7K3F-92QX#z');
  });

  it.each([
    'https://evil.example/thanks',
    'https://shop.example.evil.example/thanks',
    'https://shop.example@evil.example/thanks',
    'http://shop.example/thanks',
    'https://shop.example:8443/thanks',
    'https://shop.example/thanksgiving',
    'https://shop.example/more/../admin',
    'https://shop.example/more/%2e%2e%2fadmin',
    'https://shop.example/more/..%2Fadmin',
    '//evil.example',
    'javascript:alert(1)',
    '\\\\evil.example',
    '',
  ])('is never %s', wanted => {
    expect(to(wanted)).toBeNull();
  });
});

describe('who counts as one sender', () => {
  it.each([
    ['203.0.113.7', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:DB8:1:2::9', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
  ])('%s is %s', (ip, wanted) => {
    expect(networkOf(ip)).toBe(wanted);
  });
});

describe('the page', () => {
  it('lets no text out of its place', () => {
    const evil = `"><script>alert('x')</script>&`;
    expect(html`<a title="${evil}">${evil}</a>`.markup).toBe(
      '<a title="&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;">&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;</a>',
    );
  });

  it('runs nothing, loads nothing and is framed by nobody', () => {
    const policy = pageHeaders(['https://shop.example'])['content-security-policy']!;
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain(`'sha256-${LOOK_HASH}'`);
    expect(policy).toContain("form-action 'self' https://shop.example");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe');
    expect(LOOK).not.toMatch(/@import|url\(|<\//);
  });
});

describe('a slow body', () => {
  const collect = async (body: AsyncIterable<Uint8Array>, patience: { idleMs: number; totalMs: number }) => {
    const pieces: Uint8Array[] = [];
    for await (const piece of patientBody(body, patience)) pieces.push(piece);
    return pieces.length;
  };
  async function* pieces(pauseMs: number): AsyncGenerator<Uint8Array> {
    for (let i = 0; i < 3; i++) {
      yield new Uint8Array(1);
      await new Promise(resolve => setTimeout(resolve, pauseMs));
    }
  }

  it('is read while it comes', async () => {
    expect(await collect(pieces(1), { idleMs: 5_000, totalMs: 5_000 })).toBe(3);
  });

  it('is given up when nothing comes, and when it takes too long in all', async () => {
    const silent = { [Symbol.asyncIterator]: () => ({ next: () => new Promise<never>(() => undefined) }) };
    await expect(collect(silent, { idleMs: 20, totalMs: 60_000 })).rejects.toMatchObject({ code: 'FORM.TOO_SLOW' });
    await expect(collect(pieces(50), { idleMs: 10_000, totalMs: 60 })).rejects.toMatchObject({ code: 'FORM.TOO_SLOW' });
  });
});
