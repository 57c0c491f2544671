import { describe, expect, it } from '@jest/globals';
import { copyable, placeWords, stepFrom } from './segment-words.js';

const items = (first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, i) => ({
    segment: first + i,
    byte: (first + i) * 10,
    tag: 'PO1',
    text: `PO1*${first + i}`,
  }));

describe('a document as received', () => {
  it('says which segment is marked, of how many, at which byte', () => {
    expect(placeWords({ items: items(1, 23), total: 23, marked: 6 }, 6)).toBe('segment 6 of 23, byte 60');
    expect(placeWords({ items: items(1, 1), total: 1, marked: null }, null)).toBe('1 segment');
    expect(placeWords({ items: items(201, 300), total: 300, marked: null }, 6)).toBe('segment 6 of 300');
  });

  it('goes on without a gap, and back without one, to both ends', () => {
    expect(stepFrom({ items: items(1, 200), total: 450, marked: null })).toEqual({ earlier: null, later: 201 });
    expect(stepFrom({ items: items(161, 360), total: 450, marked: null })).toEqual({ earlier: 1, later: 361 });
    expect(stepFrom({ items: items(361, 450), total: 450, marked: null })).toEqual({ earlier: 161, later: null });
    expect(stepFrom({ items: items(1, 5), total: 5, marked: null })).toEqual({ earlier: null, later: null });
  });

  it('copies the marked one, else what is shown', () => {
    expect(copyable(items(1, 3), 2)).toBe('PO1*2');
    expect(copyable(items(1, 3), null)).toBe('PO1*1\nPO1*2\nPO1*3');
    expect(copyable(items(1, 3), 9)).toBe('PO1*1\nPO1*2\nPO1*3');
  });
});
