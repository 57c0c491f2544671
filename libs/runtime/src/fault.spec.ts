import { describe, expect, it } from '@jest/globals';
import { codeOf, Fault, isRetryable } from './fault.js';

describe('a fault', () => {
  it('carries its code, its cause, and whether trying again can help', () => {
    const cause = new Error('below');
    const fault = new Fault('DB.AWAY', 'the database is away', { retryable: true, cause });
    expect(fault).toMatchObject({ name: 'Fault', code: 'DB.AWAY', retryable: true, cause });
    expect(new Fault('X.Y', 'no')).toMatchObject({ retryable: false });
  });

  it("is told apart from other things by its own word, and others' words count as well", () => {
    expect(isRetryable(new Fault('X.Y', 'no', { retryable: true }))).toBe(true);
    expect(isRetryable({ retryable: 'yes' })).toBe(false);
    expect(isRetryable(null)).toBe(false);
    expect(codeOf(Object.assign(new Error('x'), { code: 'ECONNRESET' }))).toBe('ECONNRESET');
    expect(codeOf('ECONNRESET')).toBeNull();
  });
});
