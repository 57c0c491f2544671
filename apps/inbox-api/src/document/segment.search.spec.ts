import { describe, expect, it } from '@jest/globals';
import { segmentAt } from './segment.search.js';

describe('the segment of a byte', () => {
  it('is the last one that begins at or before it', () => {
    const segments = [{ byte: 10 }, { byte: 14 }, { byte: 30 }];
    expect([9, 10, 13, 14, 29, 30, 999].map(byte => segmentAt(segments, byte))).toEqual([-1, 0, 0, 1, 1, 2, 2]);
    expect(segmentAt([], 5)).toBe(-1);
  });
});
