// What a receiver of webhooks must refuse (A57): unsigned, tampered with, signed by another endpoint's secret, stale; and what comes twice has no second
// effect. Against the worked example, which is what others copy.
import { createHmac, randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Mirror, startMirror } from '../product/mirror.js';
import { type IssueTracker, startIssueTracker } from '../servers/issue-tracker.js';

const SECRET = 'whsec_b3VyIG93biBzZWNyZXQgb2YgdGhpcnR5LXR3byBieXQ=';
const PREVIOUS = 'whsec_dGhlIG9uZSBiZWZvcmUgaXQsIHN0aWxsIGdvb2QgISE=';
const OTHERS = 'whsec_dGhlIHNlY3JldCBvZiBhbm90aGVyIGVuZHBvaW50ISE=';
const stateFile = join(tmpdir(), `mirror-${randomUUID()}.json`);

let tracker: IssueTracker;
let rail: Server;
let mirror: Mirror;
beforeAll(async () => {
  tracker = await startIssueTracker();
  // Stands for the API at its edge: one offered handoff, whatever is asked for.
  rail = createServer((request, response) => {
    const id = Number(/(\d+)$/.exec(request.url ?? '')?.[1]);
    const handoff = {
      id,
      version: 1,
      state: 'offered',
      contract: 'design-request',
      title: 'Design request',
      ticketId: 9,
    };
    const texts = { from: { name: 'Customer service' }, leg: null, acceptanceCriteria: [], note: '', attachments: [] };
    const terms = { schema: {}, resultSchema: {}, attachmentRules: [], returnReasons: [], fields: {} };
    const end = { returned: null, result: null, resultNote: '', cancelReason: null };
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ ...handoff, ...texts, ...terms, ...end }));
  });
  await new Promise<void>(resolve => rail.listen(0, '127.0.0.1', resolve));
  mirror = await startMirror({
    RAIL_URL: `http://127.0.0.1:${(rail.address() as AddressInfo).port}`,
    RAIL_KEY: 'rt_key',
    WEBHOOK_SECRETS: `${SECRET},${PREVIOUS}`,
    TRACKER_URL: tracker.url,
    TRACKER_TOKEN: tracker.token,
    STATE_FILE: stateFile,
    POLL_SECONDS: '3600',
  });
});
afterAll(async () => {
  await mirror?.end('SIGKILL');
  rail?.close();
  await tracker?.stop();
  await rm(stateFile, { force: true });
});

let handoffs = 0;
const eventOf = (handoff: number, contract = 'design-request') =>
  JSON.stringify({
    type: 'org.ticketrail.handoff.offered.v1',
    data: { side: 'receiver', handoff: { id: handoff, version: 1, contract } },
  });
const sign = (id: string, seconds: number, body: string, secret = SECRET) =>
  `v1,${createHmac('sha256', Buffer.from(secret.slice(6), 'base64'))
    .update(`${id}.${seconds}.${body}`)
    .digest('base64')}`;
const nowSeconds = () => Math.floor(Date.now() / 1000);

interface Call {
  id: string;
  seconds: number;
  body: string;
  headers: Record<string, string>;
}
/** A good call about a new handoff, changed as told. */
async function call(change: (good: Call) => Partial<Call> = () => ({})): Promise<{ status: number; text: string }> {
  handoffs += 1;
  const [id, seconds, body] = [randomUUID(), nowSeconds(), eventOf(handoffs)];
  const headers = {
    'webhook-id': id,
    'webhook-timestamp': String(seconds),
    'webhook-signature': sign(id, seconds, body),
  };
  const good = { id, seconds, body, headers };
  const given = { ...good, ...change(good) };
  const answer = await fetch(mirror.hook, { method: 'POST', headers: given.headers, body: given.body });
  return { status: answer.status, text: (await answer.text()).trim() };
}
const without = (name: string) => (good: Call) => ({
  headers: Object.fromEntries(Object.entries(good.headers).filter(([key]) => key !== name)),
});
const with_ = (headers: (good: Call) => Record<string, string>) => (good: Call) => ({
  headers: { ...good.headers, ...headers(good) },
});
const resigned = (seconds: number, secret?: string) =>
  with_(good => ({
    'webhook-timestamp': String(seconds),
    'webhook-signature': sign(good.id, seconds, good.body, secret),
  }));

describe('a webhook that is not from the rail', () => {
  const CASES: [what: string, change: (good: Call) => Partial<Call>, verdict: string][] = [
    ['without a signature', without('webhook-signature'), 'unsigned'],
    ['without an id', without('webhook-id'), 'unsigned'],
    ['without a time', without('webhook-timestamp'), 'unsigned'],
    ['with a time that is none', with_(() => ({ 'webhook-timestamp': 'now' })), 'unsigned'],
    ['with another body', () => ({ body: eventOf(4711) }), 'forged'],
    ['with a blank more in its body', good => ({ body: `${good.body} ` }), 'forged'],
    ['with another id', with_(() => ({ 'webhook-id': randomUUID() })), 'forged'],
    [
      'with a fresh time on an old signature',
      with_(good => ({ 'webhook-timestamp': String(good.seconds + 1) })),
      'forged',
    ],
    ['signed with the secret of another endpoint', resigned(nowSeconds(), OTHERS), 'forged'],
    ['signed with nothing', resigned(nowSeconds(), 'whsec_'), 'forged'],
    [
      'with a signature of another version',
      with_(good => ({ 'webhook-signature': sign(good.id, good.seconds, good.body).replace('v1,', 'v0,') })),
      'forged',
    ],
    [
      'with a signature that is cut off',
      with_(good => ({ 'webhook-signature': sign(good.id, good.seconds, good.body).slice(0, -4) })),
      'forged',
    ],
    [
      'with id and time glued otherwise',
      with_(good => ({ 'webhook-id': `${good.id}.${good.seconds}`, 'webhook-timestamp': '1' })),
      'forged',
    ],
    ['from six minutes ago', resigned(nowSeconds() - 360), 'stale'],
    ['from six minutes on', resigned(nowSeconds() + 360), 'stale'],
  ];
  it.each(CASES)('is refused, and nothing is done: %s', async (_, change, verdict) => {
    const before = tracker.calls.length;
    expect(await call(change)).toEqual({ status: 401, text: verdict });
    expect(tracker.calls.length).toBe(before);
  });

  it('is refused by its size before it is looked at', async () => {
    const before = tracker.calls.length;
    expect((await call(() => ({ body: 'x'.repeat(1_100_000) }))).status).toBe(413);
    expect(tracker.calls.length).toBe(before);
  });
});

describe('a webhook from the rail', () => {
  it('is taken, with the current secret or the one before it, alone or among others', async () => {
    expect(await call()).toEqual({ status: 200, text: 'done' });
    expect(await call(resigned(nowSeconds(), PREVIOUS))).toEqual({ status: 200, text: 'done' });
    const among = with_(good => ({
      'webhook-signature': `v1a,x ${sign(good.id, good.seconds, good.body, OTHERS)} ${sign(good.id, good.seconds, good.body)}`,
    }));
    expect(await call(among)).toEqual({ status: 200, text: 'done' });
  });

  it('has no second effect when somebody sends it again', async () => {
    const before = tracker.issues.length;
    let kept: Partial<Call> = {};
    await call(good => {
      kept = good;
      return {};
    });
    const calls = tracker.calls.length;
    for (let i = 0; i < 3; i++) expect(await call(() => kept)).toEqual({ status: 200, text: 'known' });
    expect([tracker.issues.length - before, tracker.calls.length - calls]).toEqual([1, 0]);
  });

  it('makes one issue, though copies of it come at the same moment', async () => {
    const before = tracker.issues.length;
    const [id, body] = [randomUUID(), eventOf(9_000)];
    const seconds = nowSeconds();
    const headers = {
      'webhook-id': id,
      'webhook-timestamp': String(seconds),
      'webhook-signature': sign(id, seconds, body),
    };
    const copies = await Promise.all(Array.from({ length: 8 }, () => call(() => ({ body, headers }))));
    expect(copies.map(copy => copy.text).sort()).toEqual(['done', ...Array(7).fill('known')]);
    expect(tracker.issues.length - before).toBe(1);
  });
});
