import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { call, mayBeDone, ProblemError } from './http.js';

const problem = (status: number, code: string): ProblemError =>
  new ProblemError({ type: 'about:blank', title: code, status, code });
const realFetch = globalThis.fetch;
const fetched = (answer: typeof fetch) => {
  const asked = jest.fn(answer);
  globalThis.fetch = asked;
  return asked;
};
afterEach(() => {
  globalThis.fetch = realFetch;
});

/** Never answers; ends as a browser's does when its signal fires. */
const silent: typeof fetch = (_, init) =>
  new Promise((_resolve, reject) => {
    const signal = init?.signal;
    signal?.addEventListener('abort', () => reject(signal.reason));
  });

describe('a call', () => {
  it('without an answer in time is given up once, and says so', async () => {
    const asked = fetched(silent);
    const failed = await call('POST', '/x', { body: {}, intent: 'k', limitMs: 5 }).catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(ProblemError);
    expect((failed as ProblemError).code).toBe('NET.LATE');
    expect(asked).toHaveBeenCalledTimes(1);
  });

  it('that the caller ends is thrown as an abort', async () => {
    fetched(silent);
    const ending = new AbortController();
    const failed = call('GET', '/x', { signal: ending.signal, limitMs: 60_000 }).catch((error: unknown) => error);
    ending.abort();
    expect(await failed).toMatchObject({ name: 'AbortError' });
  });

  it('is tried again with the same key and version when the connection broke', async () => {
    const asked = fetched(async () => {
      if (asked.mock.calls.length === 1) throw new TypeError('failed to fetch');
      return Response.json({ id: 1 });
    });
    expect(await call('POST', '/x', { body: { text: 'a' }, intent: 'k', version: 3 })).toEqual({ id: 1 });
    const sent = asked.mock.calls.map(([, init]) => init?.headers);
    expect(sent).toHaveLength(2);
    expect(sent[1]).toEqual(sent[0]);
    expect(sent[0]).toMatchObject({ 'idempotency-key': 'k', 'if-match': '"v3"' });
  });
});

describe('whether a failed act may be done all the same', () => {
  it('cannot be told where the answer was lost, or is still to come', () => {
    for (const [status, code] of [
      [0, 'NET.LATE'],
      [0, 'NET.OFFLINE'],
      [401, 'AUTH.REQUIRED'],
      [409, 'IDEMPOTENCY.IN_PROGRESS'],
      [502, 'HTTP.502'],
    ] as const)
      expect(mayBeDone(problem(status, code))).toBe(true);
  });

  it('is sure where the server refused it', () => {
    expect(mayBeDone(problem(412, 'TICKET.STALE'))).toBe(false);
    expect(mayBeDone(problem(409, 'TICKET.CLAIMED_BY_OTHER'))).toBe(false);
    expect(mayBeDone(new Error('ours'))).toBe(false);
  });
});
