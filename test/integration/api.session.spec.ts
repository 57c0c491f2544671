// Signing in and out, against a real PostgreSQL.
import { ApiHouse, ORIGIN, PASSWORD } from './api.house.js';

let house: ApiHouse;
beforeAll(async () => {
  house = await ApiHouse.open({ parts: { signInLimits: { perAccount: 5, perAddress: 1000, windowSeconds: 900 } } });
}, 60_000);
afterAll(() => house?.close());
afterEach(() => house.rows('DELETE FROM sign_in_failure'));

const signIn = (email: string, password: string, headers: Record<string, string> = {}) =>
  house.send('POST', '/session', { body: { email, password }, headers: { origin: ORIGIN, ...headers } });
const cookieOf = (headers: Record<string, unknown>): string => String(headers['set-cookie']);
const tokenIn = (headers: Record<string, unknown>): string => /rail=([^;]*)/.exec(cookieOf(headers))![1]!;

describe('signing in', () => {
  it('answers who is signed in, and sets a cookie that scripts and other sites cannot use', async () => {
    const answer = await signIn('Agent@Rail.test', PASSWORD);
    expect(answer.status).toBe(200);
    expect(answer.body.user).toMatchObject({ name: 'The Agent', initials: 'TA', isAdmin: false });
    expect(answer.body.memberships).toEqual([expect.objectContaining({ departmentKey: 'service', role: 'agent' })]);
    expect(cookieOf(answer.headers)).toMatch(/^rail=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/);
    const me = await house.send('GET', '/session', { headers: { cookie: `rail=${tokenIn(answer.headers)}` } });
    expect(me.body.user.email).toBe('agent@rail.test');
  });

  it('makes a new session each time and ends the one that the browser brought', async () => {
    const first = tokenIn((await signIn('agent@rail.test', PASSWORD)).headers);
    const second = tokenIn((await signIn('agent@rail.test', PASSWORD, { cookie: `rail=${first}` })).headers);
    expect(second).not.toBe(first);
    expect((await house.send('GET', '/session', { headers: { cookie: `rail=${first}` } })).status).toBe(401);
  });

  it.each([
    ['a wrong password', 'agent@rail.test', 'wrong password'],
    ['an unknown account', 'nobody@rail.test', PASSWORD],
    ['a password with a space behind it', 'agent@rail.test', `${PASSWORD} `],
  ])('refuses %s with the same words', async (_, email, password) => {
    const answer = await signIn(email, password);
    expect([answer.status, answer.body.code, answer.body.detail]).toEqual([
      401,
      'AUTH.BAD_CREDENTIALS',
      'That email and password do not match',
    ]);
    expect(answer.headers['set-cookie']).toBeUndefined();
  });

  it('takes as long for an unknown account as for a wrong password', async () => {
    const time = async (email: string) => {
      const times: number[] = [];
      for (let i = 0; i < 4; i++) {
        const begun = performance.now();
        await signIn(email, 'not the password');
        times.push(performance.now() - begun);
      }
      return times.sort((a, b) => a - b)[1]!;
    };
    const known = await time('engineer@rail.test');
    const unknown = await time('who@rail.test');
    expect(Math.min(known, unknown) / Math.max(known, unknown)).toBeGreaterThan(0.4);
  });

  it.each([[['a@b.test']], [{ $ne: '' }], [7], [null]])('takes no %j where text is due', async email => {
    const answer = await house.send('POST', '/session', {
      body: { email, password: 'x' },
      headers: { origin: ORIGIN },
    });
    expect([answer.status, answer.body.errors[0].pointer]).toEqual([422, '/email']);
  });

  it('counts tries per account, however many come at once and whatever headers they carry', async () => {
    const tries = Array.from({ length: 12 }, (_, i) =>
      signIn('agent@rail.test', 'guess', { 'x-forwarded-for': `10.0.0.${i}`, 'x-real-ip': `10.0.1.${i}` }),
    );
    const statuses = (await Promise.all(tries)).map(answer => answer.status).sort();
    expect(statuses.filter(status => status === 401)).toHaveLength(5);
    expect(statuses.filter(status => status === 429)).toHaveLength(7);
    const right = await signIn('agent@rail.test', PASSWORD);
    expect(right.status).toBe(429);
    expect(Number(right.headers['retry-after'])).toBeGreaterThan(0);
  });

  it('counts unknown accounts as well, so that a limit tells nothing', async () => {
    const statuses = await Promise.all(
      Array.from({ length: 7 }, () => signIn('nobody@rail.test', 'guess').then(answer => answer.status)),
    );
    expect(statuses.filter(status => status === 429)).toHaveLength(2);
  });

  it('lets nobody in whose account is disabled, and ends no limit for them', async () => {
    await house.rows('UPDATE user_account SET disabled_at = now() WHERE id = $1', [house.users.sales]);
    expect((await signIn('sales@rail.test', PASSWORD)).status).toBe(401);
    await house.rows('UPDATE user_account SET disabled_at = NULL WHERE id = $1', [house.users.sales]);
  });
});

describe('a sign-in link', () => {
  const use = (token: unknown) => house.send('POST', '/session/link', { body: { token }, headers: { origin: ORIGIN } });

  it('works once, also when two browsers open it at the same time', async () => {
    const token = await house.linkFor('agent');
    const statuses = (await Promise.all([use(token), use(token)])).map(answer => answer.status).sort();
    expect(statuses).toEqual([200, 401]);
    expect((await use(token)).body.code).toBe('AUTH.LINK_USED');
  });

  it('works only to the letter', async () => {
    const token = await house.linkFor('agent');
    for (const variant of [
      ` ${token}`,
      `${token} `,
      token.toUpperCase(),
      token.toLowerCase(),
      `${token}\u200b`,
      [token],
    ])
      expect([401, 422]).toContain((await use(variant)).status);
    await house.rows('DELETE FROM sign_in_failure');
    expect((await use(token)).status).toBe(200);
  });

  it('ends after a day', async () => {
    const token = await house.linkFor('agent');
    await house.rows(`UPDATE sign_in_link SET expires_at = now() - interval '1 second'`);
    expect((await use(token)).status).toBe(401);
  });
});

describe('a session', () => {
  const begin = async () => tokenIn((await signIn('supervisor@rail.test', PASSWORD)).headers);
  const status = async (token: string) =>
    (await house.send('GET', '/session', { headers: { cookie: `rail=${token}` } })).status;

  it.each([
    ['8 hours without a request', `last_seen_at = now() - interval '8 hours 1 second'`],
    ['24 hours in all', `expires_at = now() - interval '1 second'`],
  ])('ends after %s', async (_, change) => {
    const token = await begin();
    expect(await status(token)).toBe(200);
    await house.rows(`UPDATE session SET ${change} WHERE user_id = $1`, [house.users.supervisor]);
    expect(await status(token)).toBe(401);
  });

  it('is stored as a hash only', async () => {
    const token = await begin();
    const stored = await house.rows<{ t: string }>(
      `SELECT encode(token_hash, 'escape') || encode(token_hash, 'base64') AS t FROM session`,
    );
    expect(JSON.stringify(stored)).not.toContain(token);
  });

  it('ends when the person signs out', async () => {
    const token = await begin();
    const out = await house.send('DELETE', '/session', { headers: { cookie: `rail=${token}`, origin: ORIGIN } });
    expect([out.status, cookieOf(out.headers)]).toEqual([204, expect.stringContaining('Max-Age=0')]);
    expect(await status(token)).toBe(401);
  });

  it('ends everywhere else when the password changes, and goes on here under a new id', async () => {
    const [here, there] = [await begin(), await begin()];
    const change = (oldPassword: string) =>
      house.send('PUT', '/session/password', {
        body: { oldPassword, newPassword: 'a much newer password' },
        headers: { cookie: `rail=${here}`, origin: ORIGIN },
      });
    expect((await change('not it')).body).toMatchObject({
      status: 422,
      code: 'PASSWORD.WRONG',
      errors: [{ pointer: '/oldPassword' }],
    });
    const done = await change(PASSWORD);
    expect(done.status).toBe(204);
    expect([await status(here), await status(there), await status(tokenIn(done.headers))]).toEqual([401, 401, 200]);
    expect((await signIn('supervisor@rail.test', PASSWORD)).status).toBe(401);
    expect((await signIn('supervisor@rail.test', 'a much newer password')).status).toBe(200);
  });

  it('that began with a link may set a password without the old one: always a first one, a new one only at once', async () => {
    await house.rows('UPDATE user_account SET password_hash = NULL WHERE id = $1', [house.users.engineer]);
    const byLink = async () =>
      tokenIn(
        (
          await house.send('POST', '/session/link', {
            body: { token: await house.linkFor('engineer') },
            headers: { origin: ORIGIN },
          })
        ).headers,
      );
    const set = (token: string) =>
      house.send('PUT', '/session/password', {
        body: { newPassword: 'my very first one' },
        headers: { cookie: `rail=${token}`, origin: ORIGIN },
      });
    expect((await set(await byLink())).status).toBe(204);
    expect((await set(await byLink())).status).toBe(204);
    const old = await byLink();
    await house.rows(`UPDATE session SET created_at = now() - interval '16 minutes' WHERE user_id = $1`, [
      house.users.engineer,
    ]);
    expect((await set(old)).body.code).toBe('PASSWORD.WRONG');
  });
});

describe('over https', () => {
  it('the cookie is __Host- and Secure, and the plain one means nothing', async () => {
    const secure = await ApiHouse.open({ config: { publicUrl: 'https://rail.test' } });
    try {
      const answer = await secure.send('POST', '/session', {
        body: { email: 'agent@rail.test', password: PASSWORD },
        headers: { origin: 'https://rail.test' },
      });
      expect(cookieOf(answer.headers)).toMatch(/^__Host-rail=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
      expect(answer.headers['strict-transport-security']).toContain('max-age=31536000');
      const token = tokenIn(answer.headers);
      expect((await secure.send('GET', '/session', { headers: { cookie: `rail=${token}` } })).status).toBe(401);
      expect((await secure.send('GET', '/session', { headers: { cookie: `__Host-rail=${token}` } })).status).toBe(200);
    } finally {
      await secure.close();
    }
  }, 30_000);

  it('is believed of a forwarded header only where the proxy is trusted', async () => {
    const proxied = await ApiHouse.open({ trustProxy: ['127.0.0.1'] });
    try {
      const ask = (target: ApiHouse) =>
        target.send('POST', '/session', {
          body: { email: 'agent@rail.test', password: PASSWORD },
          headers: { origin: `${target === proxied ? 'https' : 'http'}://rail.test`, 'x-forwarded-proto': 'https' },
        });
      expect(cookieOf((await ask(proxied)).headers)).toContain('__Host-rail=');
      expect(cookieOf((await ask(house)).headers)).toMatch(/^rail=/);
    } finally {
      await proxied.close();
    }
  }, 30_000);
});
