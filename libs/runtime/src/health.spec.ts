import { describe, expect, it } from '@jest/globals';
import { HealthRegistry } from './health.js';

describe('readiness', () => {
  it('is given when every check passes, and when there is none', async () => {
    const health = new HealthRegistry();
    expect(await health.report()).toEqual({ ready: true, checks: [] });
    health.register('database', () => undefined);
    expect((await health.report()).ready).toBe(true);
  });

  it('is lost when one check fails, which is named with its reason beside the others', async () => {
    const health = new HealthRegistry();
    health.register('bus', async () => undefined);
    health.register('database', async () => {
      throw new Error('connection refused');
    });
    const report = await health.report();
    expect(report.ready).toBe(false);
    expect(report.checks).toMatchObject([
      { name: 'bus', ok: true },
      { name: 'database', ok: false, problem: 'connection refused' },
    ]);
  });

  it('does not wait for a check that never answers', async () => {
    const health = new HealthRegistry(20);
    health.register('stuck', () => new Promise(() => undefined));
    expect((await health.report()).checks[0]).toMatchObject({ ok: false, problem: 'no answer within 20 ms' });
  });

  it('reports a check that throws at once instead of failing itself', async () => {
    const health = new HealthRegistry();
    health.register('broken', () => {
      throw Object.assign(new Error(''), { code: 'ECONNREFUSED' });
    });
    expect((await health.report()).checks[0]).toMatchObject({ ok: false, problem: 'ECONNREFUSED' });
  });

  it('forgets a check that was taken away, and refuses two of one name', async () => {
    const health = new HealthRegistry();
    const remove = health.register('bus', () => undefined);
    expect(() => health.register('bus', () => undefined)).toThrow('registered already');
    remove();
    expect((await health.report()).checks).toEqual([]);
  });
});
