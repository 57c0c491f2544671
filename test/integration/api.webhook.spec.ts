// Webhooks at the API: made, changed, tested and read by admins; secrets told once and bound to their address; addresses inside refused.
import { ApiHouse } from './api.house.js';

let house: ApiHouse;
beforeAll(async () => {
  house = await ApiHouse.open({ config: { webhookPrivateHosts: [{ host: 'tracker.intern', port: 8080 }] } });
}, 60_000);
afterAll(() => house?.close());
afterEach(() => house.rows('DELETE FROM webhook'));

const URL_A = 'https://tool.example.com/hook';
const SECRET = /^whsec_[A-Za-z0-9+/]{43}=$/;
const values = (over: object = {}) => ({ name: 'Issue tracker', url: URL_A, departmentId: null, events: [], ...over });
const make = async (over: object = {}): Promise<{ id: number; secret: string }> => {
  const made = await house.ask('admin', 'POST', '/webhooks', { body: values(over) });
  expect([made.status, made.text]).toEqual([201, expect.anything()]);
  return { id: made.body.webhook.id, secret: made.body.secret };
};
const stored = (id: number) =>
  house.rows<{ name: 'current' | 'previous'; sealed: string; version: number }>(
    'SELECT name, sealed, version FROM webhook_secret WHERE webhook_id = $1 ORDER BY name',
    [id],
  );
/** The secrets as a sender opens them. */
const opened = async (id: number) =>
  Object.fromEntries(
    (await stored(id)).map(({ name, sealed, version }) => [
      name,
      house.secrets.open(sealed, { table: 'webhook_secret', row: id, field: name, version }),
    ]),
  );

describe('a webhook', () => {
  it('is made with a secret that is told once, and stored sealed', async () => {
    const made = await house.ask('admin', 'POST', '/webhooks', {
      body: values({ departmentId: house.departments.engineering, events: ['handoff.offered'] }),
    });
    expect(made.status).toBe(201);
    expect(made.body).toEqual({
      secret: expect.stringMatching(SECRET),
      webhook: {
        id: expect.any(Number),
        name: 'Issue tracker',
        url: URL_A,
        departmentId: house.departments.engineering,
        events: ['handoff.offered'],
        enabled: true,
        secrets: [{ name: 'current', createdAt: expect.stringMatching(/Z$/) }],
        createdAt: expect.stringMatching(/Z$/),
        failingSince: null,
        queued: 0,
      },
    });
    const { id } = made.body.webhook;
    expect(await opened(id)).toEqual({ current: made.body.secret });
    const bare = made.body.secret.slice(6);
    const listed = await house.ask('admin', 'GET', '/webhooks');
    expect(listed.body).toEqual([made.body.webhook]);
    expect(listed.text + JSON.stringify(await house.rows('SELECT * FROM webhook_secret'))).not.toContain(bare);
    expect(house.logLines.join('')).not.toContain(bare);
  });

  it('is made once for one intent, and its secret is not told again', async () => {
    const first = await house.ask('admin', 'POST', '/webhooks', { body: values(), intent: 'make-webhook' });
    const second = await house.ask('admin', 'POST', '/webhooks', { body: values(), intent: 'make-webhook' });
    expect([first.status, second.body.code]).toEqual([201, 'IDEMPOTENCY.SHOWN_ONCE']);
    expect(await house.rows('SELECT id FROM webhook')).toHaveLength(1);
    const kept = JSON.stringify(await house.rows('SELECT * FROM idempotency_key'));
    expect(kept).not.toContain(first.body.secret.slice(6));
  });

  it.each([
    ['no name', { name: '' }, '/name'],
    ['an unknown department', { departmentId: 99999 }, '/departmentId'],
    ['a department beyond all numbers', { departmentId: 99999999999 }, '/departmentId'],
    ['an unknown event', { events: ['handoff.offered', 'handoff.burnt'] }, '/events/1'],
    ['a list as address', { url: ['https://a.example'] }, '/url'],
    ['an address without TLS', { url: 'http://tool.example.com/' }, '/url'],
    ['a password in the address', { url: 'https://me:canary@tool.example.com/' }, '/url'],
    ['an address inside', { url: 'https://10.0.0.8/hook' }, '/url'],
    ['another port of a host that is opened', { url: 'http://tracker.intern:8081/' }, '/url'],
    ['a field that nobody knows', { secret: 'mine' }, ''],
  ])('is refused with %s', async (_, over, pointer) => {
    const answer = await house.ask('admin', 'POST', '/webhooks', { body: values(over) });
    expect([answer.status, answer.body.code, answer.body.errors[0].pointer]).toEqual([422, 'REQUEST.INVALID', pointer]);
    expect(answer.text).not.toContain('canary');
    expect(await house.rows('SELECT id FROM webhook')).toEqual([]);
  });

  it('may call a host that ops have opened', async () => {
    const { id } = await make({ url: 'http://tracker.intern:8080/hook' });
    expect(id).toBeGreaterThan(0);
  });

  it('is changed and switched off without touching its secret', async () => {
    const { id, secret } = await make();
    const answer = await house.ask('admin', 'PUT', `/webhooks/${id}`, {
      body: { ...values({ name: 'Tracker', events: ['ticket.done'] }), enabled: false },
    });
    expect(answer.body).toMatchObject({ name: 'Tracker', events: ['ticket.done'], enabled: false });
    expect(await opened(id)).toEqual({ current: secret });
  });

  it('is deleted with its secrets and deliveries', async () => {
    const { id } = await make();
    await house.ask('admin', 'POST', `/webhooks/${id}/test`, { body: {} });
    expect((await house.ask('admin', 'DELETE', `/webhooks/${id}`)).status).toBe(204);
    expect((await house.ask('admin', 'DELETE', `/webhooks/${id}`)).status).toBe(404);
    expect([await stored(id), await house.rows('SELECT id FROM webhook_delivery')]).toEqual([[], []]);
  });
});

describe('a secret', () => {
  it('is renewed beside the one before it, which signs until it is dropped', async () => {
    const { id, secret: first } = await make();
    const renewed = await house.ask('admin', 'POST', `/webhooks/${id}/secret`, { body: {} });
    expect(renewed.body.secret).toMatch(SECRET);
    expect(renewed.body.webhook.secrets.map((one: { name: string }) => one.name)).toEqual(['current', 'previous']);
    expect(await opened(id)).toEqual({ current: renewed.body.secret, previous: first });
    const dropped = await house.ask('admin', 'DELETE', `/webhooks/${id}/secret/previous`);
    expect(dropped.body.secrets.map((one: { name: string }) => one.name)).toEqual(['current']);
    expect(await opened(id)).toEqual({ current: renewed.body.secret });
    expect((await house.ask('admin', 'DELETE', `/webhooks/${id}/secret/previous`)).status).toBe(200);
  });

  it('is one of two at most: renewed twice, the first one is gone', async () => {
    const { id } = await make();
    const second = await house.ask('admin', 'POST', `/webhooks/${id}/secret`);
    const third = await house.ask('admin', 'POST', `/webhooks/${id}/secret`);
    expect(await opened(id)).toEqual({ current: third.body.secret, previous: second.body.secret });
  });

  it('belongs to its address: another address is refused until a secret is made for it (A53)', async () => {
    const { id, secret } = await make();
    const moved = 'https://elsewhere.example.com/hook';
    const refused = await house.ask('admin', 'PUT', `/webhooks/${id}`, {
      body: { ...values({ url: moved }), enabled: true },
    });
    expect([refused.status, refused.body.code, refused.body.errors[0].pointer]).toEqual([
      422,
      'WEBHOOK.SECRET_NEEDED',
      '/url',
    ]);
    expect((await house.ask('admin', 'GET', '/webhooks')).body[0].url).toBe(URL_A);
    const renewed = await house.ask('admin', 'POST', `/webhooks/${id}/secret`, { body: { url: moved } });
    expect(renewed.body.webhook).toMatchObject({ url: moved, secrets: [{ name: 'current' }] });
    expect(await opened(id)).toEqual({ current: renewed.body.secret });
    expect(renewed.body.secret).not.toBe(secret);
  });

  it('for an address inside is not made', async () => {
    const { id, secret } = await make();
    const answer = await house.ask('admin', 'POST', `/webhooks/${id}/secret`, { body: { url: 'https://127.0.0.1/' } });
    expect([answer.status, answer.body.errors]).toEqual([
      422,
      [{ pointer: '/url', detail: 'The address is not on the internet' }],
    ]);
    expect(await opened(id)).toEqual({ current: secret });
  });

  it('that does not open any more is replaced by a new one', async () => {
    const { id } = await make();
    await house.rows(`UPDATE webhook_secret SET sealed = 'v1.lost-key.AAAA.AAAA'`);
    const renewed = await house.ask('admin', 'POST', `/webhooks/${id}/secret`);
    expect(renewed.status).toBe(200);
    expect(await opened(id)).toEqual({ current: renewed.body.secret });
  });

  it('of another webhook does not open in its place (A54)', async () => {
    const [one, other] = [await make(), await make()];
    const [sealed] = await stored(other.id);
    const place = { table: 'webhook_secret', row: one.id, field: 'current', version: sealed!.version };
    expect(() => house.secrets.open(sealed!.sealed, place)).toThrow(/does not open here/);
  });
});

describe('deliveries', () => {
  it('are begun by a test, which waits for no ticket', async () => {
    const { id } = await make({ departmentId: house.departments.service, events: ['ticket.done'] });
    const test = await house.ask('admin', 'POST', `/webhooks/${id}/test`, { body: {}, intent: 'one-test' });
    expect(test.body).toMatchObject({
      type: 'webhook.test',
      state: 'queued',
      attempts: 0,
      nextAttemptAt: expect.stringMatching(/Z$/),
      endedAt: null,
      body: {
        specversion: '1.0',
        id: test.body.eventId,
        type: 'org.ticketrail.webhook.test.v1',
        subject: `webhook/${id}`,
        data: { webhookId: id },
      },
    });
    const again = await house.ask('admin', 'POST', `/webhooks/${id}/test`, { body: {}, intent: 'one-test' });
    expect(again.body.id).toBe(test.body.id);
    expect((await house.ask('admin', 'GET', '/webhooks')).body[0].queued).toBe(1);
  });

  it('are not begun where the webhook is off', async () => {
    const { id } = await make();
    await house.ask('admin', 'PUT', `/webhooks/${id}`, { body: { ...values(), enabled: false } });
    const test = await house.ask('admin', 'POST', `/webhooks/${id}/test`, { body: {} });
    expect([test.status, test.body.code]).toEqual([409, 'WEBHOOK.SWITCHED_OFF']);
  });

  it('are read page by page, and by state; those of others are not among them', async () => {
    const [mine, other] = [await make(), await make()];
    const ids: number[] = [];
    for (let i = 0; i < 5; i++)
      ids.unshift((await house.ask('admin', 'POST', `/webhooks/${mine.id}/test`, { body: {} })).body.id);
    await house.ask('admin', 'POST', `/webhooks/${other.id}/test`, { body: {} });
    const path = `/webhooks/${mine.id}/deliveries`;
    const first = await house.ask('admin', 'GET', `${path}?limit=3`);
    const second = await house.ask('admin', 'GET', `${path}?limit=3&cursor=${first.body.nextCursor}`);
    const idsOf = (page: { items: { id: number }[] }) => page.items.map(item => item.id);
    expect([...idsOf(first.body), ...idsOf(second.body)]).toEqual(ids);
    expect(second.body.nextCursor).toBeNull();
    await house.rows(`UPDATE webhook_delivery SET state = 'failed', ended_at = now() WHERE id = $1`, [ids[2]]);
    expect(idsOf((await house.ask('admin', 'GET', `${path}?state=failed`)).body)).toEqual([ids[2]]);
    expect((await house.ask('admin', 'GET', `${path}?state=lost`)).status).toBe(422);
    expect((await house.ask('admin', 'GET', `${path}?cursor=x`)).status).toBe(422);
  });

  it('are sent again with the same id and all attempts before them, and those behind them follow', async () => {
    const { id } = await make();
    const { body: sent } = await house.ask('admin', 'POST', `/webhooks/${id}/test`, { body: {} });
    await house.rows(
      `UPDATE webhook_delivery SET state = 'failed', attempts = 8, ended_at = now(), status = 500, error = 'It answered 500' WHERE id = $1`,
      [sent.id],
    );
    await house.rows(
      `INSERT INTO webhook_delivery (webhook_id, event_id, type, key, body, next_attempt_at)
       SELECT webhook_id, gen_random_uuid(), type, key, body, now() + interval '5 hours' FROM webhook_delivery WHERE id = $1`,
      [sent.id],
    );
    const replayed = await house.ask('admin', 'POST', `/webhook-deliveries/${sent.id}/replay`, { body: {} });
    expect(replayed.body).toMatchObject({
      eventId: sent.eventId,
      state: 'queued',
      attempts: 0,
      endedAt: null,
      error: null,
    });
    expect(replayed.body.body).toEqual(sent.body);
    const late = await house.rows(
      `SELECT id FROM webhook_delivery WHERE next_attempt_at > now() + interval '1 second'`,
    );
    expect(late).toEqual([]);
  });

  it('are not sent again while they are being sent', async () => {
    const { id } = await make();
    const { body: sent } = await house.ask('admin', 'POST', `/webhooks/${id}/test`, { body: {} });
    await house.rows(
      `UPDATE webhook_delivery SET state = 'sending', sender = 'x', sending_until = now() + interval '1 minute' WHERE id = $1`,
      [sent.id],
    );
    const replayed = await house.ask('admin', 'POST', `/webhook-deliveries/${sent.id}/replay`, { body: {} });
    expect([replayed.status, replayed.body.code]).toEqual([409, 'WEBHOOK.BEING_SENT']);
  });

  it('that wait for their next attempt go at once when the webhook is switched on again', async () => {
    const { id } = await make();
    await house.ask('admin', 'POST', `/webhooks/${id}/test`, { body: {} });
    await house.rows(`UPDATE webhook_delivery SET attempts = 5, next_attempt_at = now() + interval '6 hours'`);
    const change = (enabled: boolean) =>
      house.ask('admin', 'PUT', `/webhooks/${id}`, { body: { ...values(), enabled } });
    const state = () => house.rows('SELECT attempts, next_attempt_at <= now() AS due FROM webhook_delivery');
    await change(true);
    expect(await state()).toEqual([{ attempts: 5, due: false }]);
    await change(false);
    await change(true);
    expect(await state()).toEqual([{ attempts: 0, due: true }]);
  });
});
