import { describe, expect, it } from '@jest/globals';
import { followingOf, freeFrom } from './following.js';

const ME = 7;
const hung = (id: number, holder: number | null = null) => ({ id, holder: holder === null ? null : { id: holder } });

describe('the slip that follows a finished one', () => {
  it('is the one below it, at the end the one above it, alone none', () => {
    expect(followingOf([hung(1), hung(2), hung(3)], 2)).toBe(3);
    expect(followingOf([hung(1), hung(2)], 2)).toBe(1);
    expect(followingOf([hung(2)], 2)).toBeNull();
    expect(followingOf([hung(1)], 2)).toBeNull();
  });

  it('passes over what colleagues hold, and not over what is mine or free', () => {
    const slips = [hung(1), hung(2, ME), hung(3, 8), hung(4, 9), hung(5), hung(6)];
    expect(freeFrom(slips, 3, { finished: 2, me: ME })).toBe(5);
    expect(freeFrom(slips, 6, { finished: 5, me: ME })).toBe(6);
    expect(freeFrom([hung(1), hung(2, ME)], 2, { finished: 1, me: ME })).toBe(2);
  });

  it('goes up where all below are held, never back to the finished one, and nowhere where all are', () => {
    expect(freeFrom([hung(1), hung(2, 8), hung(3, ME), hung(4, 9)], 4, { finished: 3, me: ME })).toBe(1);
    expect(freeFrom([hung(1, 8), hung(2, ME), hung(3, 8)], 3, { finished: 2, me: ME })).toBeNull();
  });

  it('is kept as it was noted where the list does not show it', () => {
    expect(freeFrom([hung(1)], 9, { finished: 2, me: ME })).toBe(9);
    expect(freeFrom([hung(1)], null, { finished: 2, me: ME })).toBeNull();
  });
});
