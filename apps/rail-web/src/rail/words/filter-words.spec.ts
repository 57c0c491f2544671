import { describe, expect, it } from '@jest/globals';
import { filterWords } from './filter-words.js';

describe('the words over a filtered list', () => {
  it.each([
    ['done', 'onTime=no&days=7', 'Done late, last 7 days'],
    ['done', 'kind=delivery-date-change&onTime=yes&days=30', 'Done on time, delivery date change, last 30 days'],
    ['rail', 'late=yes', 'Late'],
    ['all', 'late=yes', 'Late'],
    ['rail', 'late=likely', 'Likely late'],
    ['waiting', 'kind=order&late=yes', 'Waiting and late, order'],
    ['done', 'business=new&days=1', 'Done, new business, today'],
    ['rail', 'kind=issue', 'On the rail, issue'],
    ['all', 'tag=spare-part', 'All, tagged “spare-part”'],
  ] as const)('%s with %s', (view, filter, words) => {
    expect(filterWords(view, filter)).toBe(words);
  });
});
