// Who may do what: every route, every role, one's own things and those of another department (A19 to A24, A45, A58).
import { Controller, Get } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { type MoreThings, makeThings } from './access.things.js';
import { ApiHouse, ORIGIN, type PersonKey, type TicketIds } from './api.house.js';

const routes: { method: string; url: string; policy: { who: string } | undefined }[] = [];
const watchRoutes = (app: NestFastifyApplication) => {
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onRoute', (route: { method: string | string[]; url: string; config?: { policy?: { who: string } } }) => {
      for (const method of [route.method].flat()) routes.push({ method, url: route.url, policy: route.config?.policy });
    });
};

let house: ApiHouse;
let own: TicketIds;
let foreign: TicketIds;
let more: Record<'service' | 'engineering', MoreThings>;
beforeAll(async () => {
  house = await ApiHouse.open({ before: watchRoutes });
  own = await house.ticket('service');
  foreign = await house.ticket('engineering');
  more = await makeThings(house);
}, 60_000);
afterAll(() => house?.close());

/** Method, address, body. What each role is answered for its own things; foreign ones are always 404, nobody is 401. */
type Route = [
  method: string,
  path: (ids: Things) => string,
  body: unknown,
  expected: Record<'agent' | 'supervisor' | 'sales', number>,
];
interface Things extends TicketIds, MoreThings {
  department: number;
  channel: number;
}
const ALL_ROLES = { agent: 200, supervisor: 200, sales: 404 };
/** 428: the caller got past the guard, and is asked for the version. */
const ACTIONS = { agent: 428, supervisor: 428, sales: 404 };
const OWNED: Route[] = [
  ['GET', ids => `/departments/${ids.department}/rail`, undefined, ALL_ROLES],
  ['GET', ids => `/departments/${ids.department}/numbers`, undefined, ALL_ROLES],
  ['GET', ids => `/departments/${ids.department}/people`, undefined, ALL_ROLES],
  ['GET', ids => `/tags?department=${ids.department}`, undefined, ALL_ROLES],
  ['POST', ids => `/departments/${ids.department}/next`, {}, ALL_ROLES],
  ['GET', ids => `/tickets/${ids.ticket}`, undefined, ALL_ROLES],
  ['GET', ids => `/tickets/${ids.ticket}/entries`, undefined, ALL_ROLES],
  ...[
    'claim',
    'release',
    'reply',
    'note',
    'snooze',
    'wake',
    'done',
    'reopen',
    'merge',
    'move',
    'assign',
    'expedite',
    'correct-requester',
    'fields',
    'tick',
    'follow-up',
    'tags',
    'dismiss-promise',
    'reach-again',
  ].map((action): Route => ['POST', ids => `/tickets/${ids.ticket}/${action}`, {}, ACTIONS]),
  ...['approve', 'split', 'discard', 'hold-again'].map(
    (action): Route => ['POST', ids => `/tickets/${ids.ticket}/held/${ids.entry}/${action}`, {}, ACTIONS],
  ),
  [
    'POST',
    ids => `/tickets/${ids.ticket}/presence`,
    { doing: 'looking', page: 'page-0001', step: 1 },
    { agent: 204, supervisor: 204, sales: 404 },
  ],
  [
    'POST',
    ids => `/tickets/${ids.ticket}/uploads`,
    { filename: 'empty.pdf', size: 0 },
    { agent: 422, supervisor: 422, sales: 404 },
  ],
  ['GET', ids => `/tickets/${ids.ticket}/uploads`, undefined, ALL_ROLES],
  ['POST', ids => `/tickets/${ids.ticket}/macros/${ids.macro}`, {}, ACTIONS],
  ['POST', ids => `/tickets/${ids.ticket}/templates/${ids.template}`, {}, ALL_ROLES],
  [
    'POST',
    ids => `/tickets/${ids.ticket}/handoffs`,
    { contract: 'nothing' },
    { agent: 422, supervisor: 422, sales: 404 },
  ],
  ['GET', ids => `/departments/${ids.department}/calls`, undefined, ALL_ROLES],
  ['GET', ids => `/departments/${ids.department}/callers?q=a`, undefined, ALL_ROLES],
  ['GET', ids => `/departments/${ids.department}/calls/outlook?direction=inbound&outcome=missed`, undefined, ALL_ROLES],
  ['POST', ids => `/departments/${ids.department}/calls`, { direction: 'inbound', outcome: 'answered' }, ALL_ROLES],
  ['GET', ids => `/departments/${ids.department}/handoffs`, undefined, ALL_ROLES],
  ['GET', ids => `/departments/${ids.department}/templates`, undefined, ALL_ROLES],
  ['GET', ids => `/departments/${ids.department}/macros`, undefined, ALL_ROLES],
  ['GET', ids => `/departments/${ids.department}/settings`, undefined, ALL_ROLES],
  ['GET', ids => `/handoffs/${ids.sent}`, undefined, ALL_ROLES],
  ['PUT', ids => `/handoffs/${ids.sent}`, { fields: {}, note: '', attachments: [] }, ACTIONS],
  ['DELETE', ids => `/handoffs/${ids.sent}`, undefined, ACTIONS],
  ['POST', ids => `/handoffs/${ids.sent}/adopt`, {}, ACTIONS],
  ['POST', ids => `/handoffs/${ids.sent}/offer`, {}, ACTIONS],
  ['POST', ids => `/handoffs/${ids.sent}/cancel`, { reason: 'Not wanted' }, ACTIONS],
  ['POST', ids => `/handoffs/${ids.received}/accept`, {}, ACTIONS],
  ['POST', ids => `/handoffs/${ids.received}/return`, { reason: 'not-ours' }, ACTIONS],
  ['POST', ids => `/handoffs/${ids.received}/complete`, { result: {} }, ACTIONS],
  ['GET', ids => `/tickets/${ids.documented}/documents`, undefined, ALL_ROLES],
  ...['lines', 'raw', 'segments'].map(
    (what): Route => [
      'GET',
      ids => `/tickets/${ids.documented}/documents/${ids.paper}/1/${what}`,
      undefined,
      ALL_ROLES,
    ],
  ),
  ['POST', ids => `/tickets/${ids.documented}/acknowledgements/${ids.answer}/send-again`, undefined, ALL_ROLES],
  ['GET', ids => `/channels/${ids.channel}/health`, undefined, ALL_ROLES],
  ['GET', ids => `/attachments/${ids.attachment}`, undefined, ALL_ROLES],
  ['GET', ids => `/messages/${ids.message}/raw`, undefined, ALL_ROLES],
  ['GET', ids => `/messages/${ids.message}/excerpt?byte=3`, undefined, ALL_ROLES],
  ...['way', 'headers', 'bytes?from=3'].map(
    (what): Route => ['GET', ids => `/messages/${ids.message}/${what}`, undefined, ALL_ROLES],
  ),
  ['GET', ids => `/messages/${ids.message}/preview`, undefined, { agent: 403, supervisor: 200, sales: 404 }],
  [
    'POST',
    ids => `/messages/${ids.message}/discard`,
    { reason: 'no order' },
    { agent: 403, supervisor: 409, sales: 404 },
  ],
  ['POST', ids => `/messages/${ids.message}/replay`, {}, { agent: 403, supervisor: 409, sales: 404 }],
  [
    'POST',
    ids => `/messages/${ids.message}/release`,
    { reason: 'no spam' },
    { agent: 403, supervisor: 409, sales: 404 },
  ],
  ['POST', ids => `/outbound/${ids.outbound}/undo`, {}, { agent: 409, supervisor: 409, sales: 404 }],
  ['POST', ids => `/outbound/${ids.outbound}/send-again`, {}, { agent: 200, supervisor: 200, sales: 404 }],
];
const ADMIN: [string, string, unknown, number][] = [
  ['GET', '/api-keys', undefined, 200],
  ['POST', '/api-keys', {}, 422],
  ['DELETE', '/api-keys/0123456789abcdef', undefined, 404],
  ['GET', '/company', undefined, 404],
  ['PUT', '/company', {}, 422],
  ['GET', '/members', undefined, 200],
  ['POST', '/members', {}, 422],
  ['PUT', '/members/99999', {}, 422],
  ['POST', '/members/99999/link', undefined, 404],
  ['POST', '/members/99999/deactivate', undefined, 404],
  ['POST', '/members/99999/reactivate', undefined, 404],
  ['GET', '/audit', undefined, 200],
  ['GET', '/audit/chain', undefined, 200],
  ['POST', '/departments', {}, 422],
  ['PUT', '/departments/1/name', {}, 422],
  ['GET', '/channels', undefined, 200],
  ['GET', '/channel-kinds', undefined, 200],
  ['POST', '/channels/check', {}, 422],
  ['POST', '/channels', {}, 422],
  ['PUT', '/channels/1', {}, 422],
  ['POST', '/channels/1/pause', {}, 200],
  ['POST', '/channels/1/resume', {}, 200],
  ['PUT', '/channels/1/canary', {}, 422],
  ['POST', '/channels/99999/canary/send', {}, 404],
  ['POST', '/channels/1/catch-ups', {}, 422],
  ['POST', '/channels/1/catch-ups/99999/cancel', {}, 404],
  ['GET', '/channels/1/samples', undefined, 200],
  ['POST', '/channel-tests', {}, 422],
  ['POST', '/channel-previews', {}, 422],
  ['GET', '/oauth/redirect-address', undefined, 200],
  ['POST', '/oauth/providers', {}, 422],
  ['POST', '/oauth/sign-ins', {}, 422],
  ['GET', '/oauth/sign-ins/99999', undefined, 404],
  ['GET', '/oauth/callback', undefined, 303],
  ['GET', '/metrics', undefined, 200],
  ['GET', '/rules', undefined, 200],
  ['PUT', '/rules', {}, 422],
  ['POST', '/rules/check', {}, 422],
  ['POST', '/rules/dry-runs', {}, 422],
  ['GET', '/rules/versions', undefined, 200],
  ['GET', '/rules/versions/99', undefined, 404],
  ['GET', '/rules/differences?from=1&to=99', undefined, 404],
  ['POST', '/rules/roll-back', {}, 422],
  ['GET', '/webhooks', undefined, 200],
  ['POST', '/webhooks', {}, 422],
  ['PUT', '/webhooks/1', {}, 422],
  ['POST', '/webhooks/1/secret', {}, 404],
  ['DELETE', '/webhooks/1/secret/previous', undefined, 404],
  ['POST', '/webhooks/1/test', {}, 404],
  ['GET', '/webhooks/1/deliveries', undefined, 404],
  ['POST', '/webhook-deliveries/1/replay', {}, 404],
  ['DELETE', '/webhooks/1', undefined, 404],
  ['POST', '/kinds/check', {}, 422],
  ['PUT', '/kinds/inquiry', {}, 422],
  ['POST', '/contracts/check', {}, 422],
  ['PUT', '/contracts/design-request', {}, 422],
  ['POST', '/departments/1/settings/check', {}, 422],
  ['PUT', '/departments/1/settings', {}, 422],
  ['POST', '/partners', {}, 422],
  ['PUT', '/partners/1', {}, 422],
  ['POST', '/partners/99999/documents', { channelId: 1, interchange: 'SVNB' }, 404],
  ['POST', '/messages/99999/partner', { key: 'new', name: 'New' }, 404],
];
const SUPERVISOR: [string, string, number][] = [
  ['GET', '/partners', 200],
  ['GET', '/partners/99999', 404],
  ['GET', '/partners/99999/traffic', 404],
];
const SIGNED_IN: [string, string][] = [
  ['GET', '/departments'],
  ['GET', '/ledger/totals'],
  ['GET', '/channel-health'],
  ['GET', '/quarantine'],
  ['GET', '/quarantine/groups'],
  ['GET', '/ledger/days'],
  ['GET', '/ledger/messages'],
  ['GET', '/suppressed'],
  ['GET', '/suppressed/rules'],
  ['GET', '/session'],
  ['GET', '/flow'],
  ['GET', '/flow/queues.csv'],
  ['GET', '/flow/records'],
  ['GET', '/flow/strays'],
  ['GET', '/problem-cases'],
  ['GET', '/alerts'],
  ['GET', '/me/digest'],
  ['GET', '/kinds'],
  ['GET', '/kinds/inquiry/versions'],
  ['GET', '/kinds/inquiry/differences?from=1&to=1'],
  ['GET', '/contracts'],
  ['GET', '/contracts/design-request/versions'],
  ['GET', '/contracts/design-request/differences?from=1&to=1'],
  ['GET', '/holiday-regions'],
];

const things = (department: 'service' | 'engineering'): Things => ({
  ...(department === 'service' ? own : foreign),
  ...more[department],
  department: house.departments[department],
  channel: house.channels[department],
});
const resend = () => house.rows(`UPDATE outbound SET state = 'failed', next_attempt_at = now()`);

describe('every route', () => {
  it('has a policy', () => {
    const api = routes.filter(route => route.url.startsWith('/api/v1') && route.method !== 'HEAD');
    expect(api.length).toBeGreaterThan(35);
    expect(api.filter(route => !route.policy).map(route => `${route.method} ${route.url}`)).toEqual([]);
    const open = api.filter(route => route.policy?.who === 'anybody').map(route => `${route.method} ${route.url}`);
    expect(open.sort()).toEqual(['POST /api/v1/session', 'POST /api/v1/session/link']);
  });

  it('is tried by the tests below', () => {
    const shape = (path: string) =>
      path
        .replace(/^\/api\/v1|\?.*$/g, '')
        .replace(
          /\/(?:0123456789abcdef|\d+|:catchUp|:macro|:template|:message|:part|:outbound|:entry)(?=\/|$)/g,
          '/:id',
        )
        .replace(/^(\/(?:kinds|contracts))\/(?:inquiry|design-request)/, '$1/:key');
    const tried = new Set([
      ...OWNED.map(([method, path]) => `${method} ${shape(path(things('service')))}`),
      ...ADMIN.map(([method, path]) => `${method} ${shape(path)}`),
      ...SUPERVISOR.map(([method, path]) => `${method} ${shape(path)}`),
      ...SIGNED_IN.map(([method, path]) => `${method} ${shape(path)}`),
      // In specs of their own.
      ...[
        'GET /flow/:table',
        'POST /flow/records',
        'GET /flow/records/:id',
        'POST /problem-cases',
        'PUT /problem-cases/:id',
        'POST /alerts/acknowledge',
        'POST /alerts/:id/acknowledge',
        'PUT /me/digest',
        ...['POST /forwards', 'GET /forwards', 'GET /forwards/choices', 'GET /forwards/:id'],
        // An upload is its owner's alone, whatever the role of others: upload.spec.ts.
        ...['PUT /uploads/:id/parts/:id', 'POST /uploads/:id/finish', 'DELETE /uploads/:id'],
        'POST /templates',
        'PUT /templates/:id',
        'DELETE /templates/:id',
        'POST /macros',
        'PUT /macros/:id',
        'DELETE /macros/:id',
      ],
      ...['POST /quarantine/replay', 'POST /quarantine/discard'],
      ...['POST /session', 'POST /session/link', 'DELETE /session', 'PUT /session/password', 'GET /events'],
    ]);
    const api = routes.filter(route => route.url.startsWith('/api/v1') && !['HEAD', 'OPTIONS'].includes(route.method));
    expect(api.map(route => `${route.method} ${shape(route.url)}`).filter(route => !tried.has(route))).toEqual([]);
  });

  it.each(OWNED.map(route => [route[0], route[1].toString().replace(/^.*`\/|`$/g, '/'), route] as const))(
    '%s %s answers by role, and hides what is foreign',
    async (_, __, [method, path, body, expected]) => {
      for (const who of ['agent', 'supervisor', 'sales'] as const) {
        await resend();
        expect([who, (await house.ask(who, method, path(things('service')), { body })).status]).toEqual([
          who,
          expected[who],
        ]);
      }
      for (const who of ['agent', 'supervisor', 'sales'] as PersonKey[]) {
        const absent = {
          department: 99999,
          channel: 99999,
          ticket: 99999,
          attachment: 99999,
          message: 99999,
          outbound: 99999,
          entry: 99999,
          sent: 99999,
          received: 99999,
          template: more.service.template,
          macro: more.service.macro,
          documented: 99999,
          paper: 99999,
          answer: 99999,
        };
        const [hidden, missing] = [
          await house.ask(who, method, path(things('engineering')), { body }),
          await house.ask(who, method, path(absent), { body }),
        ];
        expect([who, hidden.status, hidden.text]).toEqual([who, 404, missing.text]);
      }
      expect((await house.ask(null, method, path(things('service')), { body })).body).toMatchObject({
        status: 401,
        code: 'AUTH.REQUIRED',
      });
      await resend();
      expect([404, 401, 403]).not.toContain(
        (await house.ask('admin', method, path(things('engineering')), { body })).status,
      );
    },
  );

  it.each(ADMIN)('%s %s is for admins', async (method, path, body, status) => {
    expect((await house.ask('admin', method, path, { body })).status).toBe(status);
    for (const who of ['supervisor', 'agent', 'sales'] as const)
      expect((await house.ask(who, method, path, { body })).status).toBe(403);
    expect((await house.ask(null, method, path, { body })).status).toBe(401);
  });

  it.each(SUPERVISOR)('%s %s is for supervisors', async (method, path, status) => {
    for (const who of ['admin', 'supervisor'] as const)
      expect((await house.ask(who, method, path)).status).toBe(status);
    for (const who of ['agent', 'sales'] as const) expect((await house.ask(who, method, path)).status).toBe(403);
    expect((await house.ask(null, method, path)).status).toBe(401);
  });

  it.each(SIGNED_IN)('%s %s asks who you are', async (method, path) => {
    expect((await house.ask(null, method, path)).status).toBe(401);
    expect((await house.ask('sales', method, path)).status).toBe(200);
  });

  it.each(['0', '-1', '1e3', '01', '1.0', '99999999999999999999', '%31%00', 'a', '1%20', '1;drop', '__proto__'])(
    'takes %s for no id',
    async id => {
      expect((await house.ask('admin', 'GET', `/tickets/${id}`)).status).toBe(404);
    },
  );

  it('without a policy is closed, also to admins', async () => {
    @Controller('api/v1/forgotten')
    class Forgotten {
      @Get()
      read() {
        return 'secret';
      }
    }
    const { Module } = await import('@nestjs/common');
    @Module({ controllers: [Forgotten] })
    class Careless {}
    const { InboxApiModule } = await import('#inbox-api');
    const original = InboxApiModule.forRoot;
    InboxApiModule.forRoot = parts => ({ ...original(parts), imports: [Careless] });
    const careless = await ApiHouse.open().finally(() => {
      InboxApiModule.forRoot = original;
    });
    try {
      const answer = await careless.ask('admin', 'GET', '/forgotten');
      expect([answer.status, answer.body.code, answer.text.includes('secret')]).toEqual([403, 'ROUTE.CLOSED', false]);
    } finally {
      await careless.close();
    }
  }, 30_000);
});

describe('lists', () => {
  it('show nothing of a foreign department', async () => {
    await house.rows(`UPDATE message SET state = 'quarantined', reason = 'test' WHERE id = $1`, [foreign.message]);
    const quarantine = await house.ask('agent', 'GET', '/quarantine');
    const totals = await house.ask('agent', 'GET', '/ledger/totals');
    const found = await house.ask(
      'agent',
      'GET',
      `/departments/${house.departments.service}/rail?view=all&q=${foreign.ticket}`,
    );
    const ticket = await house.ask('agent', 'GET', `/tickets/${own.ticket}`);
    await house.rows(`UPDATE message SET state = 'ticketed', reason = NULL WHERE id = $1`, [foreign.message]);
    expect(quarantine.body).toEqual({ items: [], nextCursor: null });
    expect(totals.body.channels.map((channel: { departmentId: number }) => channel.departmentId)).toEqual([
      house.departments.service,
    ]);
    expect(found.body.items).toEqual([]);
    // Same requester on both rails: only the reader's own are named.
    expect(ticket.body.others).toEqual([]);
    expect((await house.ask('admin', 'GET', `/tickets/${own.ticket}`)).body.others).toEqual([
      expect.objectContaining({ id: foreign.ticket }),
    ]);
  });

  it('refuse sort keys, operators and arrays that nobody offers', async () => {
    const rail = `/departments/${house.departments.service}/rail`;
    expect((await house.ask('agent', 'GET', `${rail}?view=rail;drop`)).body.errors[0].pointer).toBe('/view');
    expect((await house.ask('agent', 'GET', `${rail}?q=a&q=b`)).status).toBe(422);
    expect((await house.ask('agent', 'GET', `${rail}?limit=100000`)).status).toBe(422);
    expect((await house.ask('agent', 'GET', `${rail}?cursor=bm90YWN1cnNvcg`)).body.code).toBe('CURSOR.INVALID');
    expect((await house.ask('agent', 'GET', `${rail}?q=${encodeURIComponent("' OR 1=1 --")}`)).body.items).toEqual([]);
  });
});

describe('foreign things in a body', () => {
  it('cannot be merged into, assigned to or skipped', async () => {
    const mine = await house.ticket('service');
    const version = await house.versionOf(mine.ticket);
    const merge = await house.ask('agent', 'POST', `/tickets/${mine.ticket}/merge`, {
      body: { into: foreign.ticket },
      version,
    });
    const missing = await house.ask('agent', 'POST', `/tickets/${mine.ticket}/merge`, {
      body: { into: 99999 },
      version,
    });
    expect([merge.status, merge.body.detail.replace(String(foreign.ticket), '99999')]).toEqual([
      422,
      missing.body.detail,
    ]);
    const assign = await house.ask('agent', 'POST', `/tickets/${mine.ticket}/assign`, {
      body: { personId: house.users.engineer },
      version,
    });
    expect(assign.body.code).toBe('TICKET.NOT_A_WORKER');
    await house.ask('agent', 'POST', `/departments/${house.departments.service}/next`, {
      body: { skip: { ticketId: foreign.ticket, reason: 'other' } },
    });
    const [skipped] = await house.rows<{ n: number }>('SELECT count(*)::int AS n FROM defect WHERE ticket_id = $1', [
      foreign.ticket,
    ]);
    expect(skipped!.n).toBe(0);
  });

  it('a ticket that moved away is gone for its old department', async () => {
    const mine = await house.ticket('service');
    const moved = await house.ask('agent', 'POST', `/tickets/${mine.ticket}/move`, {
      body: { departmentId: house.departments.engineering, reason: 'wrong-department' },
      version: await house.versionOf(mine.ticket),
    });
    expect([moved.status, moved.body.departmentId, moved.body.actions, moved.body.people]).toEqual([
      200,
      house.departments.engineering,
      [],
      [],
    ]);
    for (const path of [`/tickets/${mine.ticket}`, `/attachments/${mine.attachment}`, `/messages/${mine.message}/raw`])
      expect([
        (await house.ask('agent', 'GET', path)).status,
        (await house.ask('engineer', 'GET', path)).status,
      ]).toEqual([404, 200]);
  });
});

describe('a key of another system', () => {
  const bearer = (secret: string) => ({ headers: { authorization: `Bearer ${secret}` } });

  it('works the rails of its department, within its role', async () => {
    const key = await house.keyFor('agent', house.departments.service);
    expect((await house.send('GET', `/tickets/${own.ticket}`, bearer(key))).status).toBe(200);
    expect((await house.send('GET', `/tickets/${foreign.ticket}`, bearer(key))).status).toBe(404);
    expect((await house.send('GET', '/channels', bearer(key))).status).toBe(403);
    expect((await house.send('GET', '/session', bearer(key))).body.code).toBe('AUTH.PERSON_NEEDED');
    expect(
      (await house.send('POST', `/departments/${house.departments.service}/next`, { ...bearer(key), body: {} })).body
        .code,
    ).toBe('AUTH.PERSON_NEEDED');
    expect((await house.send('GET', '/metrics', bearer(key))).status).toBe(403);
    expect((await house.send('GET', '/metrics', bearer(await house.keyFor('agent', null)))).text).toContain(
      'rail_tickets{department="service",state="open"}',
    );
  });

  it('of an admin for one department does not rule the company', async () => {
    const key = await house.keyFor('admin', house.departments.service);
    expect((await house.send('GET', '/channels', bearer(key))).status).toBe(403);
    expect((await house.send('GET', `/tickets/${foreign.ticket}`, bearer(key))).status).toBe(404);
  });

  it('is refused when wrong, expired or revoked, and beside any cookie', async () => {
    const expired = await house.keyFor('agent', null, new Date(Date.now() - 1000));
    const good = await house.keyFor('agent', null);
    const other = await house.keyFor('agent', null);
    const mixed = `${good.slice(0, 20)}${other.slice(20)}`;
    await house.rows('UPDATE api_key SET revoked_at = now() WHERE id = $1', [other.slice(3, 19)]);
    const cookie = `rail=${await house.tokenOf('admin')}`;
    for (const secret of [expired, mixed, other, good.slice(0, -1), `${good}x`, good.toUpperCase(), ''])
      expect(
        (await house.send('GET', '/departments', { headers: { authorization: `Bearer ${secret}`, cookie } })).status,
      ).toBe(401);
    expect((await house.send('GET', '/departments', { headers: { authorization: 'Basic YTpi', cookie } })).status).toBe(
      401,
    );
    expect((await house.send('GET', '/departments', bearer(good))).status).toBe(200);
  });

  it('is made by an admin, shown once, stored as a hash', async () => {
    const body = { name: 'ERP', departmentId: house.departments.service, role: 'agent', expiresAt: null };
    const made = await house.ask('admin', 'POST', '/api-keys', { body, intent: 'make-erp-key' });
    expect([made.status, made.body.secret]).toEqual([201, expect.stringMatching(/^rt_[0-9a-f]{16}_[\w-]{43}$/)]);
    const again = await house.ask('admin', 'POST', '/api-keys', { body, intent: 'make-erp-key' });
    expect([again.body.code, again.text.includes(made.body.secret)]).toEqual(['IDEMPOTENCY.SHOWN_ONCE', false]);
    const secret = made.body.secret.slice(20);
    expect(JSON.stringify(await house.rows("SELECT *, encode(secret_hash, 'escape') FROM api_key"))).not.toContain(
      secret,
    );
    expect(JSON.stringify(await house.rows('SELECT * FROM idempotency_key'))).not.toContain(secret);
    expect((await house.ask('admin', 'GET', '/api-keys')).text).not.toContain(secret);
    expect((await house.ask('admin', 'DELETE', `/api-keys/${made.body.id}`)).status).toBe(204);
    expect((await house.send('GET', '/departments', bearer(made.body.secret))).status).toBe(401);
  });
});

describe('another site', () => {
  const cookie = async () => `rail=${await house.tokenOf('agent')}`;
  const path = () => `/departments/${house.departments.service}/next`;

  it.each([
    ['has no Origin', {}],
    ['has another Origin', { origin: 'http://evil.test' }],
    ['has Origin null', { origin: 'null' }],
    ['has another scheme', { origin: 'https://rail.test' }],
    ['is said to be cross-site', { origin: ORIGIN, 'sec-fetch-site': 'cross-site' }],
    ['is said to be same-site', { origin: ORIGIN, 'sec-fetch-site': 'same-site' }],
    ['is a form', { origin: ORIGIN, 'content-type': 'application/x-www-form-urlencoded' }],
    ['is plain text', { origin: ORIGIN, 'content-type': 'text/plain' }],
    ['has no type', { origin: ORIGIN, 'content-type': '' }],
  ])('gets nothing done: the request %s', async (_, headers: Record<string, string>) => {
    const answer = await house.send('POST', path(), { body: '{}', headers: { cookie: await cookie(), ...headers } });
    expect([answer.status, answer.body.code]).toEqual([403, 'AUTH.CROSS_SITE']);
  });

  it('cannot sign a reader in as somebody else', async () => {
    const answer = await house.send('POST', '/session', {
      body: { email: 'agent@rail.test', password: 'x' },
      headers: { origin: 'http://evil.test' },
    });
    expect(answer.body.code).toBe('AUTH.CROSS_SITE');
  });

  it('is refused before its body is read', async () => {
    const answer = await house.send('POST', path(), {
      body: 'x'.repeat(100),
      headers: { 'content-type': 'application/json', origin: ORIGIN },
    });
    expect(answer.body.code).toBe('AUTH.REQUIRED');
  });

  it('gains nothing by headers that only a proxy may set', async () => {
    const headers = {
      'x-remote-user': 'admin@rail.test',
      'x-forwarded-user': 'admin',
      'x-forwarded-for': '127.0.0.1',
      'x-forwarded-host': 'evil.test',
    };
    expect((await house.send('GET', '/channels', { headers })).status).toBe(401);
  });
});
