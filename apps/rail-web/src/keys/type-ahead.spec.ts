import { beforeEach, describe, expect, it } from '@jest/globals';
import { makeTypeAhead, NEAR_MS, PATIENCE_MS } from './type-ahead.js';

let ahead: ReturnType<typeof makeTypeAhead>;
beforeEach(() => {
  ahead = makeTypeAhead();
});

describe('keys that fall while something opens', () => {
  it('are handed on in order once it has the focus, and no more are kept', () => {
    ahead.opens(0);
    for (const key of ['b', 'r', ' ', 'ü', '😀']) expect(ahead.keeps(key, 10)).toBe(true);
    expect(ahead.arrived(20)).toBe('br ü😀');
    expect(ahead.keeps('x', 21)).toBe(false);
    expect(ahead.arrived(22)).toBe('');
  });

  it('are left alone where nothing was opened', () => {
    expect(ahead.keeps('b', 10)).toBe(false);
    expect(ahead.arrived(20)).toBe('');
  });

  it('keep an Enter from running something else, and leave the other keys to the page', () => {
    ahead.opens(0);
    expect(ahead.keeps('Enter', 1)).toBe(true);
    for (const key of ['Tab', 'ArrowDown', 'Shift', 'F5']) expect(ahead.keeps(key, 2)).toBe(false);
    expect(ahead.arrived(3)).toBe('');
  });

  it('are dropped when nothing took them in time, nothing opened, or after Escape', () => {
    ahead.opens(0);
    ahead.keeps('b', 1);
    expect(ahead.keeps('r', PATIENCE_MS)).toBe(false);
    expect(ahead.arrived(PATIENCE_MS)).toBe('');
    ahead.opens(50_000);
    ahead.keeps('b', 50_001);
    expect(ahead.keeps('Escape', 50_002)).toBe(false);
    expect(ahead.keeps('r', 50_003)).toBe(false);
    ahead.opens(60_000);
    ahead.drops();
    expect(ahead.keeps('r', 60_001)).toBe(false);
  });

  it('wait a moment longer once the page has drawn', () => {
    ahead.opens(0);
    ahead.near(100);
    expect(ahead.keeps('b', 100 + NEAR_MS - 1)).toBe(true);
    expect(ahead.keeps('r', 100 + NEAR_MS)).toBe(false);
  });

  it('of an earlier command are not those of the next', () => {
    ahead.opens(0);
    ahead.keeps('b', 1);
    ahead.opens(2);
    ahead.keeps('r', 3);
    expect(ahead.arrived(4)).toBe('r');
  });
});
