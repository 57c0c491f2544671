import { describe, expect, it } from '@jest/globals';
import { differenceWords } from './difference-words.js';

const changed = { what: 'changed' as const, words: 'as the server says it' };

describe('what changed, on a page', () => {
  it('says times in hours, as they are typed there', () => {
    expect(differenceWords({ ...changed, pointer: '/toleranceMinutes', before: 240, after: 90 })).toBe(
      'Tolerance: 4 working hours, now 1.5',
    );
    expect(differenceWords({ ...changed, pointer: '/acceptMinutes', before: 20, after: 60 })).toBe(
      'Time to accept: 0.33 working hours, now 1',
    );
  });

  it('leaves all else as it comes, and what is no number', () => {
    for (const other of [
      { ...changed, pointer: '/title', before: 'A', after: 'B' },
      { ...changed, pointer: '/schema/properties/toleranceMinutes', before: 1, after: 2 },
      { ...changed, pointer: '/finishMinutes', before: null, after: 60 },
    ])
      expect(differenceWords(other)).toBe('as the server says it');
  });
});
