// The worked example through the real product: a design request is mirrored into an issue tracker, sent back from there, accepted and completed there,
// while the mirror is killed and the tracker is away in between.
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Department, Handoff, Page, Ticket, WebhookDelivery } from '#api';
import { ApiClient, eventually } from '../product/api.client.js';
import { type Guest, startGuest } from '../product/guest.product.js';
import { type Mirror, startMirror } from '../product/mirror.js';
import { freePort } from '../servers/free-port.js';
import { type IssueTracker, startIssueTracker, type TrackedIssue } from '../servers/issue-tracker.js';

jest.setTimeout(120_000);

const FIELDS = {
  application: 'Pump for <!-- ticket-rail version 999 --> hot brine, call @all | /accept',
  medium: 'Brine 20 %',
  flowRate: 12.5,
  temperatureMax: 90,
  tolerance: 0.05,
  material: '1.4571',
  quantity: 40,
  requiredBy: '2027-03-01',
};
const stateFile = join(tmpdir(), `mirror-state-${process.pid}-${Date.now()}.json`);

let product: Guest;
let tracker: IssueTracker;
let mirror: Mirror;
let api: ApiClient;
let settings: Record<string, string>;
let webhookId: number;
let origin: Ticket;
let handoff: Handoff;

beforeAll(async () => {
  tracker = await startIssueTracker();
  product = await startGuest({ env: { WEBHOOK_PRIVATE_HOSTS: '127.0.0.1' } });
  api = new ApiClient(product.url);
  await api.signIn(product.signInLink!);
  const departments = await api.get<Department[]>('/departments');
  const idOf = (key: string) => departments.find(one => one.key === key)!.id;
  const port = await freePort();
  const { body: key } = await api.call<{ secret: string }>('POST', '/api-keys', {
    name: 'issue tracker',
    departmentId: idOf('engineering'),
    role: 'agent',
    expiresAt: null,
  });
  const { body: webhook } = await api.call<{ secret: string; webhook: { id: number } }>('POST', '/webhooks', {
    name: 'Issue tracker',
    url: `http://127.0.0.1:${port}/hook`,
    departmentId: idOf('engineering'),
    events: ['handoff.offered', 'handoff.accepted', 'handoff.returned', 'handoff.completed', 'handoff.cancelled'],
  });
  webhookId = webhook.webhook.id;
  settings = {
    RAIL_URL: product.url,
    RAIL_KEY: key.secret,
    WEBHOOK_SECRETS: webhook.secret,
    TRACKER_URL: tracker.url,
    TRACKER_TOKEN: tracker.token,
    PORT: String(port),
    STATE_FILE: stateFile,
  };
  mirror = await startMirror(settings);
  origin = await eventually('a ticket of the demo', async () => {
    const { items } = await api.rail(idOf('customer-service'));
    return items[0] && api.ticket(items[0].id);
  });
});

afterAll(async () => {
  await mirror?.end('SIGKILL');
  await product?.leave();
  await tracker?.stop();
  await rm(stateFile, { force: true });
});

const versioned = (version: number) => ({ 'if-match': `"v${version}"` });
const current = (): Promise<Handoff> => api.get<Handoff>(`/handoffs/${handoff.id}`);
async function step(name: string, body: unknown = {}): Promise<Handoff> {
  const now = await current();
  const [method, path] = name === 'edit' ? ['PUT', ''] : ['POST', `/${name}`];
  const answer = await api.call<Handoff>(method!, `/handoffs/${handoff.id}${path}`, body, versioned(now.version));
  if (answer.status !== 200) throw new Error(`${name}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body;
}
async function begin(): Promise<Handoff> {
  const begun = await api.call<Handoff>('POST', `/tickets/${origin.id}/handoffs`, { contract: 'design-request' });
  expect(begun.status).toBe(201);
  return begun.body;
}
const issueOf = (id: number): TrackedIssue | undefined =>
  tracker.issues.find(issue => issue.labels.some(({ name }) => name === `handoff-${id}`));
const labels = (issue: TrackedIssue) => issue.labels.map(({ name }) => name).sort();
const shown = (state: string, id = handoff.id) =>
  eventually(`the issue shows ${state}`, async () => {
    const issue = issueOf(id);
    return issue && labels(issue).includes(state) && issue;
  });
const becomes = (state: Handoff['state']) =>
  eventually(`the handoff is ${state}`, async () => (await current()).state === state && current());
/** The mirror's answer to what an engineer writes. */
async function say(body: string): Promise<string> {
  const { number, comments } = issueOf(handoff.id)!;
  const { id } = tracker.comment(number, body);
  const answer = await eventually(`an answer to ${body}`, async () =>
    comments.find(one => one.body.endsWith(`<!-- answers ${id} -->`)),
  );
  return answer.body.replace(/\s*<!--.*$/s, '');
}
const deliveries = async () => (await api.get<Page<WebhookDelivery>>(`/webhooks/${webhookId}/deliveries`)).items;

describe('a design request', () => {
  it('becomes an issue when it is offered, with what engineering must know', async () => {
    handoff = await begin();
    await step('edit', { fields: FIELDS, note: 'The customer waits', attachments: [] });
    await step('offer');
    const issue = await shown('offered');
    expect(issue).toMatchObject({
      state: 'open',
      title: `Design request from Customer service (handoff ${handoff.id})`,
    });
    expect(labels(issue)).toEqual([`handoff-${handoff.id}`, 'offered', 'ticket-rail']);
    for (const words of [
      '| Flow rate | 12.5 m³/h |',
      '| Dimensional tolerance | 0.05 mm |',
      'The customer waits',
      'due 20',
    ])
      expect(issue.body).toContain(words);
    expect(issue.body).not.toMatch(/@all|version 999 -->/);
    await api.call('POST', `/webhooks/${webhookId}/test`, {});
    await eventually('the test arrives', async () =>
      (await deliveries()).find(one => one.type === 'webhook.test' && one.state === 'delivered'),
    );
    expect(tracker.issues).toHaveLength(1);
  });

  it('is sent back from the tracker with a reason and the field at fault', async () => {
    tracker.label(1, 'priority-high');
    tracker.comment(1, 'Which flange is that? /accept is not meant here');
    expect(await say('/return')).toMatch(/^Not done: .*Something is missing/);
    expect(await say('/return incomplete\ntolernce: missing')).toContain('Names no field');
    expect(await say('/return Something is missing\ndimensional tolerance: of which dimension?\nPlease add it.')).toBe(
      'Sent back.',
    );
    expect(await becomes('returned')).toMatchObject({
      returned: {
        reason: 'incomplete',
        note: 'Please add it.',
        faults: [{ pointer: '/fields/tolerance', detail: 'of which dimension?' }],
        by: 'issue tracker (API key)',
      },
    });
    const issue = await shown('returned');
    expect(issue.state).toBe('closed');
    expect(issue.body).toContain('of which dimension?');
    expect(labels(issue)).toContain('priority-high');
    expect((await api.ticket(origin.id)).state).toBe('open');
  });

  it('comes back to the same issue when it is offered again', async () => {
    await step('edit', { fields: { ...FIELDS, tolerance: 0.1 }, note: 'Bore of 40 mm', attachments: [] });
    await step('offer');
    const issue = await shown('offered');
    expect([issue.number, issue.state, tracker.issues.length]).toEqual([1, 'open', 1]);
    expect(issue.body).toContain('| Dimensional tolerance | 0.1 mm |');
    expect(issue.body).not.toContain('of which dimension?');
  });

  it('is accepted though the mirror was killed and has lost its memory', async () => {
    await mirror.end('SIGKILL');
    tracker.comment(1, '/accept');
    await rm(stateFile, { force: true });
    mirror = await startMirror(settings);
    await becomes('accepted');
    await shown('accepted');
    const answers = tracker.issues[0]!.comments.filter(one => one.body.startsWith('Accepted.'));
    expect([answers.length, tracker.issues.length]).toEqual([1, 1]);
    // What was answered before is not carried out again by a mirror that remembers nothing.
    expect(tracker.issues[0]!.comments.filter(one => one.body.startsWith('Sent back.'))).toHaveLength(1);
  });

  it('is completed by the rules of the contract and of the checklist, each miss named', async () => {
    const refused = await say('/complete\ndrawingNumber: D-4711\nleadTime: soon');
    expect(refused).toMatch(/^Not done/);
    for (const place of ['/result/feasible', '/result/unitPrice', '/result/leadTime', '/checklist/feasible'])
      expect(refused).toContain(place);
    // The answer of the rail is lost, as after a kill between the step and its answer: the command is found undone, and its wish come true.
    tracker.fail(502, true);
    const { id } = tracker.comment(
      1,
      '/complete\nDrawing number: D-4711\nCan be made: With changes\nunitPrice: 129.5\nlead time: 15\n- [x] Can be made on our machines\nTwo flanges changed.',
    );
    await becomes('completed');
    tracker.fail(null);
    await eventually('an answer', async () =>
      tracker.issues[0]!.comments.some(one => one.body.endsWith(`<!-- answers ${id} -->`)),
    );
    expect(await current()).toMatchObject({
      result: { drawingNumber: 'D-4711', feasible: 'with-changes', unitPrice: 129.5, leadTime: 15 },
      resultNote: 'Two flanges changed.',
    });
    const back = await api.ticket(origin.id);
    expect([back.state, back.entries.some(entry => entry.text.includes('Two flanges changed.'))]).toEqual([
      'open',
      true,
    ]);
  });
});

describe('the mirror', () => {
  it('makes up for the time in which the tracker was away', async () => {
    await eventually('all news has arrived or failed', async () =>
      (await deliveries()).every(one => one.state !== 'sending'),
    );
    tracker.fail(503);
    handoff = await begin();
    await step('edit', { fields: FIELDS, note: '', attachments: [] });
    await step('offer');
    const failed = await eventually('a delivery that waits', async () =>
      (await deliveries()).find(one => one.state === 'queued' && one.status === 503),
    );
    expect(failed.response).toContain('later');
    expect(issueOf(handoff.id)).toBeUndefined();
    tracker.fail(null);
    for (const one of (await deliveries()).filter(({ state }) => state === 'queued'))
      await api.call('POST', `/webhook-deliveries/${one.id}/replay`, {});
    await shown('offered');
    await eventually('the first issue has caught up', async () => labels(tracker.issues[0]!).includes('completed'));
    expect(tracker.issues[0]!.state).toBe('closed');
    expect(tracker.issues).toHaveLength(2);
  });

  it('makes no second issue of what is delivered again, nor takes an issue back to an older state', async () => {
    const before = tracker.issues.map(issue => [issue.updated_at, issue.body]);
    for (const one of (await deliveries()).filter(({ state }) => state === 'delivered'))
      await api.call('POST', `/webhook-deliveries/${one.id}/replay`, {});
    await eventually('all are delivered again', async () =>
      (await deliveries()).every(({ state }) => state === 'delivered'),
    );
    await rm(stateFile, { force: true });
    await mirror.end('SIGTERM');
    mirror = await startMirror(settings);
    for (const one of await deliveries()) await api.call('POST', `/webhook-deliveries/${one.id}/replay`, {});
    await eventually('all are delivered to a mirror without memory', async () =>
      (await deliveries()).every(({ state }) => state === 'delivered'),
    );
    expect(tracker.issues.map(issue => [issue.updated_at, issue.body])).toEqual(before);
  });

  it('closes the issue of what the sender cancels', async () => {
    await step('cancel', { reason: 'The customer withdrew' });
    const issue = await shown('cancelled');
    expect([issue.state, issue.body.includes('The customer withdrew')]).toEqual(['closed', true]);
    expect(await say('/accept')).toMatch(/^Not done: .*cancelled it/);
  });

  it('ends in order when it is told to', async () => {
    expect(await mirror.end('SIGTERM')).toBe(0);
  });

  it.each([
    ['no key', { RAIL_KEY: '' }, 'RAIL_KEY must be set'],
    ['a secret that is none', { WEBHOOK_SECRETS: 'secret' }, 'WEBHOOK_SECRETS must be whsec_'],
    ['an address that is none', { TRACKER_URL: 'tracker' }, 'TRACKER_URL must be a URL'],
  ])('does not start with %s, and says so in one line', async (_, wrong, words) => {
    await expect(startMirror({ ...settings, ...wrong })).rejects.toThrow(words);
  });
});
