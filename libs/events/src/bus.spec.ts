import { checkSubscription, RETRY, type Subscription } from './bus.js';
import { pause, pauseAfter } from './delivery/pause.js';

const subscription: Subscription = { consumer: 'conversion', topic: 'rail.messages', handle: async () => undefined };

describe('a subscription', () => {
  it('may be for two topics under one name', () => {
    expect(() => checkSubscription([subscription], { ...subscription, topic: 'rail.tickets' })).not.toThrow();
  });

  it.each([
    ['a second time', {}, /there already/],
    ['with the name that the relay uses', { consumer: 'relay' }, /another name/],
    ['with a name that no group can have', { consumer: 'A b' }, /another name/],
    ['with larger batches than are read', { consumer: 'x', batch: 801 }, /1 to 800/],
    ['with no batch at all', { consumer: 'x', batch: 0 }, /1 to 800/],
  ])('is refused %s', (_what, change, message) => {
    expect(() => checkSubscription([subscription], { ...subscription, ...change })).toThrow(message);
  });
});

describe('the pause between two tries', () => {
  it('grows, has an end, and differs by chance', () => {
    const of = (failures: number) => Array.from({ length: 50 }, () => pauseAfter(failures, RETRY));
    expect(Math.max(...of(1))).toBeLessThanOrEqual(RETRY.firstPauseMs);
    expect(Math.min(...of(4))).toBeGreaterThanOrEqual(RETRY.firstPauseMs * 4);
    expect(Math.max(...of(1_000))).toBeLessThanOrEqual(RETRY.longestPauseMs);
    expect(new Set(of(4)).size).toBeGreaterThan(1);
  });

  it('ends at once when the bus stops', async () => {
    const stop = new AbortController();
    const waiting = pause(60_000, stop.signal);
    stop.abort();
    await expect(waiting).rejects.toMatchObject({ code: 'BUS.STOPPED', retryable: true });
  });
});
