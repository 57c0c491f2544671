import { indexOfTexts, SEARCH_LIMITS } from './word.index.js';

describe('what is kept of a text', () => {
  it('is each word with its places, and a gap between two texts', () =>
    expect(indexOfTexts(['Pump leaks', 'the pump'])).toBe('pump:1,14 leaks:2 the:13'));
  it('is a number also in one, and both spellings of an umlaut', () => {
    expect(indexOfTexts(['Part 4711-A/3 für A'])).toBe('part:1 4711:2 a:3,6 3:4 fur:5 fuer:5 4711a3:2');
    expect(indexOfTexts(['1,234.50'])).toBe('1:1 234:2 50:3 123450:1');
  });
  it('joins no words that have blanks or no digit between them', () =>
    expect(indexOfTexts(['O-ring 4 - 5'])).toBe('o:1 ring:2 4:3 5:4'));
  it('is nothing where there is no word', () => expect(indexOfTexts([' … ', '\0', ''])).toBe(''));

  it('ends at the bounds: characters, words, bytes, places', () => {
    const beyond = `${'x '.repeat(SEARCH_LIMITS.characters / 2)}behind`;
    expect(indexOfTexts([beyond])).toMatch(/^x:1,2,3,[\d,]+$/);
    expect(indexOfTexts([beyond]).split(',')).toHaveLength(50);
    const many = Array.from({ length: SEARCH_LIMITS.words + 500 }, (_, i) => `w${i}`).join(' ');
    const kept = indexOfTexts([many]).split(' ');
    expect(kept).toHaveLength(SEARCH_LIMITS.words);
    expect(kept.at(-1)).toMatch(/:16383$/);
    const wide = Array.from({ length: 6_000 }, (_, i) => `${'ж'.repeat(30)}${i}`).join(' ');
    const bytes = indexOfTexts([wide])
      .split(' ')
      .map(word => Buffer.byteLength(word.split(':')[0]!));
    expect(bytes.reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(SEARCH_LIMITS.bytes);
  });
});
