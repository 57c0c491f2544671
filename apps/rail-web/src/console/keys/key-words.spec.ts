import { describe, expect, it } from '@jest/globals';
import { endOfDay, endWords } from './key-words.js';

describe('the end of a key', () => {
  it('is the end of the day that was chosen, where it was chosen', () => {
    const end = new Date(endOfDay('2031-02-28')!);
    expect([end.getFullYear(), end.getMonth(), end.getDate(), end.getHours()]).toEqual([2031, 1, 28, 23]);
    expect(endOfDay('')).toBeNull();
  });

  it('is said as a day', () => {
    expect(endWords('2031-02-28T12:00:00Z')).toBe('28 February 2031');
    expect(endWords(null)).toBe('Never');
  });
});
