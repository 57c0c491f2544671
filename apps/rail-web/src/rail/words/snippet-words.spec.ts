import { describe, expect, it } from '@jest/globals';
import { snippetWords } from './snippet-words.js';

describe('the first words of a message', () => {
  it('stand as they are when they are all there is', () => {
    expect(snippetWords('Please call back. ')).toBe('Please call back.');
  });

  it('end with a whole word where they were cut', () => {
    const words = 'kindly confirm this order, '.repeat(10);
    expect(words.slice(0, 180)).toMatch(/ confirm thi$/);
    expect(snippetWords(words.slice(0, 180))).toMatch(/ kindly confirm …$/);
  });

  it('keep a single word without blanks', () => {
    expect(snippetWords('x'.repeat(180))).toBe(`${'x'.repeat(180)} …`);
  });
});
