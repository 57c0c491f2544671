// Working a ticket through the API: versions, once per intent, replies, files, and what is told when something is wrong.
import { ApiHouse, type Ask, type TicketIds } from './api.house.js';

const CANARY = 'canary-Pa55word-7f3e';
let house: ApiHouse;
beforeAll(async () => {
  house = await ApiHouse.open();
}, 60_000);
afterAll(() => house?.close());

const act = (ids: TicketIds, name: string, ask: Ask = {}) =>
  house.ask('agent', 'POST', `/tickets/${ids.ticket}/${name}`, ask);

describe('a ticket', () => {
  it('is answered whole, with its version as ETag', async () => {
    const ids = await house.ticket('service');
    const answer = await house.ask('agent', 'GET', `/tickets/${ids.ticket}`);
    expect([answer.status, answer.headers.etag, answer.headers['cache-control']]).toEqual([200, '"v1"', 'no-store']);
    expect(answer.body).toMatchObject({
      id: ids.ticket,
      state: 'open',
      kind: 'inquiry',
      minutesAllowed: 480,
      canReply: true,
      hasEarlier: false,
      actions: [
        'claim',
        'reply',
        'note',
        'snooze',
        'done',
        'merge',
        'move',
        'assign',
        'expedite',
        'set-fields',
        'tick',
        'follow-up',
        'set-tags',
        'correct-requester',
        'decide-held',
        'hand-off',
      ],
      replyTo: {
        from: { name: 'Our Service', address: 'service@rail.test' },
        to: [{ name: 'Customer', address: 'customer@example.org' }],
        cc: [],
        subject: `Re: Broken pump [#${ids.ticket}]`,
      },
      origin: { messageId: ids.message, why: ['Kind inquiry: no rule matched', 'A new conversation'] },
      participants: [{ name: 'Customer', address: 'customer@example.org' }],
    });
    expect(answer.body.minutesLeft).toEqual(expect.any(Number));
    expect(answer.body.whyHere).toMatch(/^Due \d\d \w+,? \d\d:\d\d: .*8 working hours, received/);
    const [mail, reply] = answer.body.entries;
    expect(mail).toMatchObject({
      type: 'message',
      freshText: 'It leaks.',
      messageId: ids.message,
      attachments: [{ id: ids.attachment, filename: 'pump.png' }],
    });
    expect(mail.text).toContain('> How is the pump?');
    expect(reply.delivery).toMatchObject({ outboundId: ids.outbound, state: 'failed', undoUntil: null });
    const earlier = await house.ask('agent', 'GET', `/tickets/${ids.ticket}/entries?before=${reply.seq}`);
    expect(earlier.body).toMatchObject({ items: [{ id: mail.id }], nextCursor: null });
  });

  it('is acted on only with the version that was seen', async () => {
    const ids = await house.ticket('service');
    expect((await act(ids, 'note', { body: { text: 'x' } })).body).toMatchObject({
      status: 428,
      code: 'TICKET.VERSION_NEEDED',
    });
    for (const tag of ['*', 'v1', 'W/"v1"', '"v1", "v2"', '"v0"'])
      expect((await act(ids, 'note', { body: { text: 'x' }, headers: { 'if-match': tag } })).status).toBe(400);
    const first = await act(ids, 'note', { body: { text: 'one' }, version: 1 });
    expect([first.status, first.headers.etag, first.body.version]).toEqual([200, '"v2"', 2]);
    const stale = await act(ids, 'note', { body: { text: 'two' }, version: 1 });
    expect(stale.body).toEqual({
      type: '/problems/TICKET.STALE',
      title: 'It has moved on',
      status: 412,
      detail: expect.any(String),
      code: 'TICKET.STALE',
      currentVersion: 2,
    });
    expect(stale.headers['content-type']).toContain('application/problem+json');
  });

  it('of two who act on one version at once, one is told that it moved on', async () => {
    const ids = await house.ticket('service');
    const both = await Promise.all(['a', 'b', 'c', 'd'].map(text => act(ids, 'note', { body: { text }, version: 1 })));
    expect(both.map(answer => answer.status).sort()).toEqual([200, 412, 412, 412]);
  });

  it('goes its way: next, note, snooze, wake, done, reopen', async () => {
    await house.rows(
      `UPDATE ticket SET state = 'done', outcome = 'x', done_at = now(), done_on_time = true, claimed_by = NULL, claim_until = NULL WHERE state IN ('open', 'claimed')`,
    );
    const ids = await house.ticket('service');
    const next = await house.ask('agent', 'POST', `/departments/${house.departments.service}/next`, { body: {} });
    expect(next.body).toMatchObject({
      why: 'claimed',
      ticket: { id: ids.ticket, holder: { name: 'The Agent', initials: 'TA' } },
    });
    expect(
      (await house.ask('supervisor', 'POST', `/departments/${house.departments.service}/next`, { body: {} })).body,
    ).toEqual({ ticket: null, why: 'rail-clear' });
    const taken = await house.ask('supervisor', 'POST', `/tickets/${ids.ticket}/done`, {
      body: { outcome: 'x' },
      version: 2,
    });
    expect([taken.status, taken.body.code]).toEqual([409, 'TICKET.CLAIMED_BY_OTHER']);
    const until = new Date(Date.now() + 3_600_000).toISOString();
    expect((await act(ids, 'snooze', { body: { reason: 'until' }, version: 2 })).body.code).toBe(
      'TICKET.WAKE_TIME_MISSING',
    );
    expect(
      (await act(ids, 'snooze', { body: { reason: 'until', until, note: 'parts' }, version: 2 })).body,
    ).toMatchObject({ state: 'waiting', waiting: { reason: 'until', until, note: 'parts' } });
    expect((await act(ids, 'wake', { version: 3 })).body.state).toBe('open');
    const bad = await act(ids, 'done', { body: { outcome: 'no-such' }, version: 4 });
    expect([bad.status, bad.body.code]).toEqual([422, 'TICKET.UNKNOWN_OUTCOME']);
    const { outcomes } = (await house.ask('agent', 'GET', `/tickets/${ids.ticket}`)).body;
    const done = await act(ids, 'done', { body: { outcome: outcomes[0].code }, version: 4 });
    expect(done.body).toMatchObject({
      state: 'done',
      minutesLeft: null,
      actions: ['reopen', 'note', 'follow-up', 'set-tags', 'decide-held'],
      canReply: false,
    });
    expect((await act(ids, 'reopen', { body: {}, version: 5 })).body.state).toBe('open');
    const numbers = (await house.ask('agent', 'GET', `/departments/${house.departments.service}/numbers`)).body;
    expect(numbers).toMatchObject({
      workInProgress: { open: 1, claimed: 0, waiting: 0, limit: 200 },
      channels: [{ name: 'service mail', state: 'starting' }],
    });
  });
});

describe('a request with an Idempotency-Key', () => {
  const notes = async (ids: TicketIds) =>
    (
      await house.rows<{ n: number }>(`SELECT count(*)::int AS n FROM entry WHERE ticket_id = $1 AND type = 'note'`, [
        ids.ticket,
      ])
    )[0]!.n;

  it('is done once and answered again', async () => {
    const ids = await house.ticket('service');
    const ask = { body: { text: 'once' }, version: 1, intent: 'k1' };
    const [first, again] = [await act(ids, 'note', ask), await act(ids, 'note', ask)];
    expect([first.status, again.status, again.body.version, await notes(ids)]).toEqual([200, 200, 2, 1]);
  });

  it('is refused with another body, version or address', async () => {
    const ids = await house.ticket('service');
    await act(ids, 'note', { body: { text: 'once' }, version: 1, intent: 'k2' });
    for (const other of [
      { body: { text: 'twice' }, version: 1 },
      { body: { text: 'once' }, version: 2 },
    ])
      expect((await act(ids, 'note', { ...other, intent: 'k2' })).body).toMatchObject({
        status: 422,
        code: 'IDEMPOTENCY.OTHER_REQUEST',
      });
    expect(
      (await act(await house.ticket('service'), 'note', { body: { text: 'once' }, version: 1, intent: 'k2' })).status,
    ).toBe(422);
  });

  it('is done once when many come at the same time; the others are told to come again', async () => {
    const ids = await house.ticket('service');
    const many = await Promise.all(
      Array.from({ length: 8 }, () => act(ids, 'note', { body: { text: 'once' }, version: 1, intent: 'k3' })),
    );
    for (const { status, body } of many)
      expect([
        [200, undefined],
        [409, 'IDEMPOTENCY.IN_PROGRESS'],
      ]).toContainEqual([status, body.code]);
    expect(many.some(answer => answer.status === 200)).toBe(true);
    expect([
      (await act(ids, 'note', { body: { text: 'once' }, version: 1, intent: 'k3' })).status,
      await notes(ids),
    ]).toEqual([200, 1]);
  });

  it('may be tried again after a refusal: nothing was done', async () => {
    const ids = await house.ticket('service');
    expect((await act(ids, 'wake', { version: 1, intent: 'k4' })).body.code).toBe('TICKET.NOT_WAITING');
    await act(ids, 'snooze', { body: { reason: 'customer' }, version: 1 });
    expect((await act(ids, 'wake', { version: 2, intent: 'k4' })).status).toBe(200);
  });

  it('never meets the same key of somebody else', async () => {
    const ids = await house.ticket('service');
    await act(ids, 'note', { body: { text: 'mine' }, version: 1, intent: 'shared' });
    const theirs = await house.ask('supervisor', 'POST', `/tickets/${ids.ticket}/note`, {
      body: { text: 'theirs' },
      version: 2,
      intent: 'shared',
    });
    expect([theirs.status, await notes(ids)]).toEqual([200, 2]);
  });
});

describe('a reply', () => {
  const to = [{ name: 'Customer', address: 'customer@example.org' }];
  const mailOf = async (ids: TicketIds) =>
    (
      await house.rows<{ id: number; raw: Buffer; not_before: Date; state: string; envelope_from: string }>(
        `SELECT o.id, b.bytes AS raw, o.not_before, o.state, o.envelope_from FROM outbound o JOIN blob b ON b.sha256 = o.raw_sha256 WHERE o.ticket_id = $1 ORDER BY o.id DESC LIMIT 1`,
        [ids.ticket],
      )
    )[0]!;

  it('is queued as final bytes, from the alias that was written to, in its conversation', async () => {
    const ids = await house.ticket('service', { to: 'Service-Orders@rail.test' });
    const answer = await act(ids, 'reply', {
      body: { text: 'We come tomorrow.\nBye', to, then: { state: 'waiting' } },
      version: 1,
    });
    expect([answer.status, answer.body.state, answer.body.waiting.reason]).toEqual([200, 'waiting', 'customer']);
    const written = answer.body.entries.find(
      (entry: { type: string; delivery: { state: string } }) =>
        entry.type === 'reply' && entry.delivery.state === 'queued',
    );
    expect(written).toMatchObject({
      text: 'We come tomorrow.\nBye',
      author: { kind: 'person', name: 'The Agent' },
      to,
    });
    expect(Date.parse(written.delivery.undoUntil) - Date.parse(written.at)).toBeGreaterThan(8_000);
    const mail = await mailOf(ids);
    const raw = mail.raw.toString();
    expect(raw).toMatch(/^From: .?Our Service.? <service-orders@rail.test>\r$/m);
    expect(raw).toMatch(new RegExp(`^Subject: Re: Broken pump \\[#${ids.ticket}\\]\\r$`, 'm'));
    expect(raw).toMatch(
      new RegExp(`^Message-ID: <t${ids.ticket}\\.e${written.id}\\.[a-z2-7]+\\.[a-z2-7]{26}@rail\\.test>\\r$`, 'm'),
    );
    expect(raw).toMatch(/^In-Reply-To: <mail-\w+@example.org>\r$/m);
    expect(raw).toMatch(/^References: <first@example.org>\s+<mail-\w+@example.org>\r$/m);
    expect(mail).toMatchObject({ state: 'queued', envelope_from: 'service-orders@rail.test' });
  });

  it('reaches only those who take part, and colleagues', async () => {
    const ids = await house.ticket('service');
    const stranger = { name: 'Stranger', address: 'nobody@nowhere.test' };
    const refused = await act(ids, 'reply', {
      body: { text: 'Hello', to, cc: [{ name: '', address: 'boss@colleagues.test' }, stranger] },
      version: 1,
    });
    expect(refused.body).toMatchObject({
      status: 422,
      code: 'REPLY.RECIPIENT_NOT_ALLOWED',
      errors: [{ pointer: '/cc/1/address', detail: 'nobody@nowhere.test takes no part in this ticket' }],
    });
    expect(
      (
        await act(ids, 'reply', {
          body: { text: 'Hello', to: [...to, { name: '', address: 'boss@colleagues.test' }] },
          version: 1,
        })
      ).status,
    ).toBe(200);
  });

  it('reaches somebody in copy of the mail only where the agent names him', async () => {
    const ids = await house.ticket('service');
    const inCopy = { name: '', address: 'stranger@elsewhere.test' };
    const { body } = await house.ask('agent', 'GET', `/tickets/${ids.ticket}`);
    expect(JSON.stringify(body.replyTo)).not.toContain(inCopy.address);
    expect((await act(ids, 'reply', { body: { text: 'Hello', to, cc: [inCopy] }, version: 1 })).status).toBe(200);
  });

  it.each([
    ['a line break in a name', { name: 'X\r\nBcc: evil@evil.test', address: 'customer@example.org' }],
    [
      'a line break in an address',
      { name: '', address: 'a@colleagues.test\r\nRCPT TO:<evil@evil.test>@colleagues.test' },
    ],
    ['two addresses in one', { name: '', address: 'evil@evil.test,b@colleagues.test' }],
  ])('takes no %s', async (_, recipient) => {
    const ids = await house.ticket('service');
    expect((await act(ids, 'reply', { body: { text: 'Hello', to: [recipient] }, version: 1 })).status).toBe(422);
  });

  it('can be taken back within its time, and gives the text back', async () => {
    const ids = await house.ticket('service');
    await act(ids, 'reply', { body: { text: 'Too quick', to, then: { state: 'waiting' } }, version: 1 });
    const { id } = await mailOf(ids);
    const undone = await house.ask('agent', 'POST', `/outbound/${id}/undo`, { intent: 'undo-it' });
    expect([undone.status, undone.body]).toEqual([200, { text: 'Too quick', ticketId: ids.ticket, uploads: [] }]);
    expect((await house.ask('agent', 'POST', `/outbound/${id}/undo`, { intent: 'undo-it' })).body).toEqual(undone.body);
    expect((await house.ask('agent', 'POST', `/outbound/${id}/undo`)).body).toMatchObject({
      status: 409,
      code: 'OUTBOUND.TOO_LATE',
    });
    expect((await house.ask('agent', 'GET', `/tickets/${ids.ticket}`)).body.state).toBe('claimed');
  });
});

describe('a file from outside', () => {
  const get = async (more: Parameters<ApiHouse['ticket']>[1], query = '') => {
    const ids = await house.ticket('service', more);
    return house.ask('agent', 'GET', `/attachments/${ids.attachment}${query}`);
  };

  it.each([
    ['text/html', 'page.html', '?inline=1', 'application/octet-stream', 'attachment'],
    ['image/svg+xml', 'x.svg', '?inline=1', 'application/octet-stream', 'attachment'],
    ['application/xml', 'x.xml', '?inline=1', 'application/octet-stream', 'attachment'],
    ['text/javascript', 'x.js', '?inline=1', 'application/octet-stream', 'attachment'],
    ['image/png; charset=x\r\nx: y', 'x.png', '?inline=1', 'image/png', 'inline'],
    ['image/png', 'x.png', '', 'image/png', 'attachment'],
    ['application/pdf', 'x.pdf', '?inline=1', 'application/pdf', 'inline'],
  ])(
    'of type %j named %s is asked for with %j and sent as %s, %s',
    async (contentType, filename, query, type, kind) => {
      const answer = await get({ contentType, filename, bytes: Buffer.from(`<script>${contentType}</script>`) }, query);
      expect([answer.status, answer.headers['content-type']]).toEqual([200, type]);
      expect(answer.headers['content-disposition']).toBe(
        `${kind}; filename="${filename}"; filename*=UTF-8''${filename}`,
      );
      expect(answer.headers['x-content-type-options']).toBe('nosniff');
      expect(answer.headers['content-security-policy']).toBe("sandbox; default-src 'none'; frame-ancestors 'none'");
    },
  );

  it.each(
    [
      ['../../etc/passwd', 'etcpasswd'],
      ['..\\..\\boot.ini', 'boot.ini'],
      ['a"; filename=evil.exe', 'a; filename=evil.exe'],
      ['x\r\nset-cookie: a=b', 'xset-cookie a=b'],
      ['invoice\u202Egpj.exe', 'invoicegpj.exe'],
      ['in\u200Bvoice.pdf', 'invoice.pdf'],
      ['CON.txt', '_CON.txt'],
      ['.htaccess', 'htaccess'],
      ['', 'file'],
      ['Übersicht für Köln.pdf', 'Übersicht für Köln.pdf'],
      [`${'x'.repeat(4000)}.pdf`, `${'x'.repeat(146)}.pdf`],
    ].map(([given, safe]) => [JSON.stringify(given).slice(0, 40), given!, safe!] as const),
  )('named %s is saved under a plain name', async (_, filename, safe) => {
    const answer = await get({ filename });
    const header = String(answer.headers['content-disposition']);
    expect(header).toMatch(
      /^attachment; filename="[\x20-\x21\x23-\x5b\x5d-\x7e]+"; filename\*=UTF-8''[\w.%~!#$&+^`|-]+$/,
    );
    expect(decodeURIComponent(header.split("UTF-8''")[1]!)).toBe(safe);
    expect(answer.headers['set-cookie']).toBeUndefined();
  });

  it('and a raw message are never rendered', async () => {
    const ids = await house.ticket('service');
    const answer = await house.ask('agent', 'GET', `/messages/${ids.message}/raw`);
    expect(answer.text).toContain('Subject: Broken pump');
    expect([answer.headers['content-type'], answer.headers['content-disposition']]).toEqual([
      'text/plain; charset=utf-8',
      `attachment; filename="message-${ids.message}.eml"; filename*=UTF-8''message-${ids.message}.eml`,
    ]);
  });
});

describe('what went wrong', () => {
  const service = () => `/departments/${house.departments.service}`;

  it.each([
    ['a path that is not there', 'GET', '/nothing/here', undefined, 404, 'NOT_FOUND'],
    ['a method that is not there', 'DELETE', '/departments', undefined, 404, 'NOT_FOUND'],
    ['a body that is no JSON', 'POST', '/channels', '{"a":', 400, 'REQUEST.UNREADABLE'],
    ['a body with __proto__', 'POST', '/channels', '{"__proto__":{"isAdmin":true}}', 400, 'REQUEST.UNREADABLE'],
    [
      'a body that is too large',
      'POST',
      '/channels',
      JSON.stringify({ a: 'x'.repeat(3_000_000) }),
      413,
      'REQUEST.TOO_LARGE',
    ],
    [
      'a body that is too deep',
      'POST',
      '/channels',
      `{"settings":${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}}`,
      422,
      'REQUEST.INVALID',
    ],
  ])('is told as a problem: %s', async (_, method, path, body, status, code) => {
    const answer = await house.ask('admin', method, path, { body });
    expect([answer.status, answer.body?.code, answer.headers['content-type']]).toEqual([
      status,
      code,
      'application/problem+json; charset=utf-8',
    ]);
    expect(answer.body).toMatchObject({ type: `/problems/${code}`, status, title: expect.any(String) });
  });

  it('names each field by its pointer, and repeats no value', async () => {
    const ids = await house.ticket('service');
    const answer = await act(ids, 'reply', {
      body: { text: ['x'], to: [{ address: 7, extra: CANARY }], surprise: CANARY },
      version: 1,
    });
    expect(answer.body.errors.map((error: { pointer: string }) => error.pointer)).toEqual(
      expect.arrayContaining(['/text', '/to/0/address']),
    );
    expect(answer.text).not.toContain(CANARY);
    expect((await act(ids, 'note', { body: { text: 'a\0b' }, version: 1 })).body.errors).toEqual([
      { pointer: '/text', detail: 'Contains a character that is no text' },
    ]);
    expect((await act(ids, 'note', { body: '{"text":"\\ud800"}', version: 1 })).status).toBe(422);
  });

  it('inside is logged, not told; a database that is away answers 503', async () => {
    const query = house.database.rows.bind(house.database);
    const { StoreFault } = await import('#store');
    const token = await house.tokenOf('agent');
    const failWith = (error: Error) => {
      house.database.rows = (async (text: string, values?: unknown[]) => {
        if (text.includes('rail_counter')) throw error;
        return query(text, values);
      }) as typeof house.database.rows;
    };
    try {
      failWith(new Error(`connect postgres://rail:${CANARY}@db failed at /srv/rail`));
      const inside = await house.send('GET', `${service()}/numbers`, { headers: { cookie: `rail=${token}` } });
      expect(inside.body).toEqual({
        type: '/problems/SERVER.FAULT',
        title: 'The server could not do that',
        status: 500,
        code: 'SERVER.FAULT',
      });
      failWith(new StoreFault('STORE.UNREACHABLE', 'connect ECONNREFUSED 10.1.2.3:5432', true));
      const away = await house.send('GET', `${service()}/numbers`, { headers: { cookie: `rail=${token}` } });
      expect([away.status, away.headers['retry-after'], away.text.includes('10.1.2.3')]).toEqual([503, '5', false]);
    } finally {
      house.database.rows = query;
    }
    const log = house.logLines.join('');
    expect(log).toContain('a request failed');
    expect(log).not.toContain(CANARY);
  });

  it('is readiness that fails by name, while liveness answers', async () => {
    const remove = house.health.register('disk', () => {
      throw new Error(`mount /dev/${CANARY}`);
    });
    const ready = await house.send('GET', '/readyz', {});
    remove();
    expect([ready.status, ready.body.detail, ready.text.includes(CANARY)]).toEqual([503, 'Not ready: disk', false]);
    expect((await house.send('GET', '/readyz', {})).body).toEqual({ status: 'ok' });
    expect((await house.send('GET', '/healthz', {})).body).toEqual({ status: 'ok' });
  });
});

describe('a channel', () => {
  const body = (more: Record<string, unknown> = {}, secrets: Record<string, string> = {}) => ({
    key: 'orders',
    kind: 'email',
    name: 'Orders',
    departmentId: house.departments.service,
    settings: { addresses: ['orders@rail.test'], imap: { host: 'imap.rail.test', user: 'orders', ...more } },
    secrets,
  });
  let id: number;

  it('is made with a secret that is told nowhere', async () => {
    const made = await house.ask('admin', 'POST', '/channels', {
      body: body({}, { 'imap.password': CANARY }),
      intent: 'new-channel',
    });
    expect([made.status, made.body.secretsSet, made.body.settings.imap.port]).toEqual([201, ['imap.password'], 993]);
    id = made.body.id;
    const everything = [
      made.text,
      (await house.ask('admin', 'GET', '/channels')).text,
      (await house.ask('admin', 'GET', '/metrics')).text,
      house.logLines.join(''),
    ];
    for (const table of ['channel', 'channel_secret', 'outbox', 'idempotency_key', 'defect', 'entry'])
      everything.push(JSON.stringify(await house.rows(`SELECT to_jsonb(t)::text AS t FROM ${table} t`)));
    for (const text of everything) expect(text).not.toContain(CANARY);
    expect(await opened()).toBe(CANARY);
  });

  const opened = async () => {
    const [row] = await house.rows<{ sealed: string; version: number }>(
      'SELECT sealed, version FROM channel_secret s JOIN channel c ON c.id = s.channel_id WHERE c.id = $1',
      [id],
    );
    return house.secrets.open(row!.sealed, {
      table: 'channel_secret',
      row: id,
      field: 'imap.password',
      version: row!.version,
    });
  };

  it('keeps its secret when its name changes', async () => {
    const changed = await house.ask('admin', 'PUT', `/channels/${id}`, { body: { ...body(), name: 'New orders' } });
    expect([changed.status, changed.body.name, await opened()]).toEqual([200, 'New orders', CANARY]);
  });

  it.each([
    ['host', { host: 'evil.test' }],
    ['port', { port: 1993 }],
    ['TLS', { tls: 'none' }],
  ])('wants its secret again when the %s changes', async (_, more) => {
    const refused = await house.ask('admin', 'PUT', `/channels/${id}`, { body: body(more) });
    expect(refused.body).toMatchObject({
      status: 422,
      code: 'CHANNEL.SECRET_NEEDED',
      errors: [{ pointer: '/secrets/imap.password' }],
    });
    expect(
      (await house.ask('admin', 'PUT', `/channels/${id}`, { body: body(more, { 'imap.password': 'another' }) })).status,
    ).toBe(200);
    expect(await opened()).toBe('another');
    await house.ask('admin', 'PUT', `/channels/${id}`, { body: body({}, { 'imap.password': CANARY }) });
  });

  it('is checked by its kind, field by field', async () => {
    const answer = await house.ask('admin', 'PUT', `/channels/${id}`, { body: body({ port: 99999999 }) });
    expect(answer.body.errors[0]).toMatchObject({ pointer: '/settings/imap/port' });
    expect((await house.ask('admin', 'POST', '/channels', { body: body() })).body.code).toBe('STORE.DUPLICATE');
    expect(
      (await house.ask('admin', 'POST', '/channels', { body: { ...body({}, { nonsense: 'x' }), key: 'other' } })).body
        .errors[0].pointer,
    ).toBe('/secrets/nonsense');
    expect(
      (await house.ask('admin', 'POST', '/channels', { body: { ...body(), key: 'other', kind: 'fax' } })).body.errors[0]
        .pointer,
    ).toBe('/kind');
  });

  it('takes no files from a folder that another channel takes them from', async () => {
    const asked = (key: string, path: string) => ({
      body: {
        key,
        kind: 'edi',
        name: key,
        departmentId: house.departments.service,
        settings: { folder: { path } },
        secrets: {},
      },
      intent: `${key}-${path.replaceAll(/\W/g, '-')}`,
    });
    // Stored by another way, without its defaults.
    await house.rows(
      `INSERT INTO channel (key, kind, name, department_id, settings) VALUES ('edi-bare', 'edi', 'Bare', $1, '{"folder": {"path": "/nowhere/bare"}}')`,
      [house.departments.service],
    );
    expect((await house.ask('admin', 'POST', '/channels', asked('edi-three', '/nowhere/bare'))).status).toBe(422);
    const first = await house.ask('admin', 'POST', '/channels', asked('edi-one', '/nowhere/edi'));
    expect(first.status).toBe(201);
    const refused = await house.ask('admin', 'POST', '/channels', asked('edi-two', '/nowhere/./edi/'));
    expect(refused.status).toBe(422);
    expect(refused.body.errors).toEqual([
      { pointer: '/settings', detail: 'The channel "edi-one" takes from the same folder' },
    ]);
    expect((await house.ask('admin', 'POST', '/channels', asked('edi-two', '/nowhere/edi2'))).status).toBe(201);
    // Its own it may keep.
    const { body } = asked('edi-one', '/nowhere/edi');
    expect((await house.ask('admin', 'PUT', `/channels/${first.body.id}`, { body })).status).toBe(200);
  });

  it('rests while it is paused', async () => {
    expect((await house.ask('admin', 'POST', `/channels/${id}/pause`)).body).toMatchObject({
      enabled: false,
      health: { state: 'paused' },
    });
    expect((await house.ask('admin', 'POST', `/channels/${id}/resume`)).body).toMatchObject({
      enabled: true,
      health: { state: 'starting' },
    });
    expect(await opened()).toBe(CANARY);
  });
});
