import { describe, expect, it } from '@jest/globals';
import { differenceOf } from './difference.js';

describe('a figure beside that of the last meeting', () => {
  it.each([
    [92.4, 90.1, 'more', ' %', '+2.3 %', 'better'],
    [88, 90.1, 'more', ' %', '−2.1 %', 'worse'],
    [3, 7, 'less', '', '−4', 'better'],
    [7, 3, 'less', '', '+4', 'worse'],
    [7, 7, 'less', '', 'same', 'same'],
    [7, 3, null, '', '+4', 'same'],
  ] as const)('%d after %d, where %s is better', (now, then, better, unit, words, tone) => {
    expect(differenceOf(now, then, better, unit)).toEqual({ words, tone });
  });

  it('says nothing where there was nothing to compare with', () => {
    expect(differenceOf(null, 3, 'more')).toBeNull();
    expect(differenceOf(3, null, 'more')).toBeNull();
  });
});
