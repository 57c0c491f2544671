// The words of the steps behind the network, with a cluster that answers what it is told to. The real one is met in test/integration/topic.trial.spec.ts.
import { type TestStep, type TopicLook, type TrialPorts, walkSteps } from '#channels/contract';
import { kafkaSettings } from './kafka.settings.js';
import { TopicTrial } from './topic.trial.js';

const PEM = '-----BEGIN CERTIFICATE-----\nx';
const range = (partition: number, oldest: bigint, next: bigint) => ({ partition, oldest, next });

interface Given {
  look?: Partial<TopicLook>;
  id?: number;
  settings?: object;
  kafka?: object;
  secrets?: Record<string, string>;
}
async function tried({ look = {}, id = 7, settings, kafka, secrets = {} }: Given, ports: Partial<TrialPorts> = {}) {
  let closed = 0;
  const answers: TopicLook = {
    signIn: async () => undefined,
    ranges: async () => [range(0, 5n, 15n), range(1, 0n, 0n)],
    committed: async () => new Map(),
    close: async () => void closed++,
    ...look,
  };
  const channel = {
    ...{ id, key: 'shop', kind: 'kafka', name: 'Shop', departmentId: 1, secrets },
    settings: kafkaSettings.parse({ kafka: { brokers: ['k:9093'], ...kafka }, topic: 'requests', ...settings }),
  };
  const all = {
    reach: async () => ({ outcome: 'reached' as const, addresses: [] }),
    ...{ signal: new AbortController().signal, limit: 200, lookAtTopic: () => answers, ...ports },
  };
  const trial = new TopicTrial(channel, ['k:9093'], async () => null, all);
  const steps = await walkSteps(trial.steps(), all, () => trial.close());
  return { steps: new Map<string, TestStep>(steps.map(step => [step.step, step])), closed };
}
const group = async (given: Given) => (await tried(given)).steps.get('kafka.group');

describe('what a group has still to read', () => {
  it.each([
    ['nothing committed', new Map(), 'has not read here yet: it begins with the oldest record, and takes at most 10'],
    ['a place in between', new Map([[0, 12n]]), 'at most 3 records wait'],
    ['all of it', new Map([[0, 15n]]), 'has read all of it'],
    ['what is no longer there', new Map([[0, 2n]]), 'at most 10 records wait'],
    ['a topic that was made anew since', new Map([[0, 99n]]), 'at most 10 records wait'],
  ])('is counted from where it goes on: %s', async (_, committed, words) => {
    const found = await group({ look: { committed: async () => committed } });
    expect([found?.state, found?.words]).toEqual(['ok', expect.stringContaining(words)]);
    expect(found?.words).toContain('"ticket-rail.shop"');
  });

  it('is not asked of a channel that has no key yet, unless its group is named', async () => {
    let asked = 0;
    const committed = async () => new Map([[0, BigInt(++asked)]]);
    expect(await group({ id: 0, look: { committed } })).toMatchObject({ state: 'skipped' });
    expect(asked).toBe(0);
    expect((await group({ id: 0, look: { committed }, settings: { group: 'ours' } }))?.words).toContain('"ours"');
  });
});

describe('a sign-in', () => {
  it.each([
    [{ kafka: { mechanism: 'scram-sha-512', user: 'rail' } }, 'no password yet'],
    [{ kafka: { certificate: PEM } }, 'no key yet'],
  ])('without its secret is not begun', async (given, words) => {
    const { steps, closed } = await tried(given);
    expect(steps.get('kafka.sign-in')).toMatchObject({ state: 'failed', words: expect.stringContaining(words) });
    expect(closed).toBe(0);
  });

  it('says how it was taken', async () => {
    const words = async (given: Given) => (await tried(given)).steps.get('kafka.sign-in')?.words;
    expect(await words({})).toContain('without a sign-in');
    expect(await words({ kafka: { certificate: PEM }, secrets: { 'kafka.key': 'x' } })).toContain('the certificate');
  });

  it('that never ends is given up at its limit, and ended', async () => {
    let end = (): void => undefined;
    const asked = new Promise<void>((_, reject) => {
      end = () => reject(new Error('The look is over'));
    });
    const { steps } = await tried({ look: { signIn: () => asked, close: async () => end() } });
    expect(steps.get('kafka.sign-in')).toMatchObject({ state: 'failed', words: expect.stringContaining('No answer') });
    expect(steps.get('kafka.topic')?.state).toBe('skipped');
  });

  it('is said to be untried where nothing can look', async () => {
    const all = await tried({}, { lookAtTopic: undefined as never });
    expect([...all.steps.values()].map(({ step, state }) => [step, state])).toEqual([['kafka.sign-in', 'skipped']]);
  });
});
