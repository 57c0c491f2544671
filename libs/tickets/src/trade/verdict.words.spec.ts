import { describe, expect, it } from '@jest/globals';
import { verdictWords } from './verdict.words.js';

describe('the code of an acknowledgement', () => {
  it('is a word in each standard, and itself where no standard has it', () => {
    expect(['A', 'E', 'P', 'R', 'M'].map(code => verdictWords('997', code))).toEqual([
      'accepted',
      'accepted with errors',
      'partly accepted',
      'rejected',
      'rejected',
    ]);
    expect(['4', '7', '8'].map(code => verdictWords('CONTRL', code))).toEqual(['rejected', 'accepted', 'received']);
    // Each standard has codes of its own: a 7 of X12 is none.
    expect([verdictWords('TA1', '7'), verdictWords('CONTRL', 'A')]).toEqual(['answered with 7', 'answered with A']);
  });
});
