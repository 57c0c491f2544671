import { describe, expect, it } from '@jest/globals';
import { shownTags, taggedWords, tagLine, tagsOfLine, typedTags } from './tag-words.js';

describe('tags that are typed', () => {
  it('are one word in lower case, each once', () => {
    expect(typedTags([' VIP ', 'vip', 'Big  Customer', ' '])).toEqual(['vip', 'big-customer']);
  });

  it('stand in one line, and come apart as they were', () => {
    expect(tagsOfLine(tagLine(['vip', 'spare-part']))).toEqual(['vip', 'spare-part']);
    expect(tagsOfLine(' , ')).toEqual([]);
    expect(tagLine(undefined)).toBe('');
  });
});

describe('tags that are shown', () => {
  it('are two on a slip, and a count', () => {
    expect(shownTags(['a', 'b', 'c', 'd'])).toEqual({ shown: ['a', 'b'], more: 2 });
    expect(shownTags(['a'])).toEqual({ shown: ['a'], more: 0 });
  });

  it('are told by what changed', () => {
    expect(taggedWords(['a'], ['a', 'b', 'c'])).toBe('Tagged b, c.');
    expect(taggedWords(['a', 'b'], ['c'])).toBe('Tagged c. No longer tagged a, b.');
    expect(taggedWords(['a'], ['a'])).toBe('The tags stay as they are.');
  });
});
