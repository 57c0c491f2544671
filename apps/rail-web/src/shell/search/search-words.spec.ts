import { describe, expect, it } from '@jest/globals';
import { askedWords, heldWords } from './search-words.js';

describe('the search field', () => {
  it('asks without the blanks around its words', () => expect(askedWords(' order 4711 ')).toBe('order 4711'));
  it('keeps the blank after a word when the address comes back without it', () =>
    expect(heldWords('order ', 'order', 'order')).toBe('order '));
  it('keeps what was typed while the address was written', () =>
    expect(heldWords('order 47', 'order', 'order')).toBe('order 47'));
  it('takes the words that come from elsewhere', () => {
    expect(heldWords('order ', 'order', '')).toBe('');
    expect(heldWords('', '', 'pump')).toBe('pump');
  });
});
