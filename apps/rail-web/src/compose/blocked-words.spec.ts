import { describe, expect, it } from '@jest/globals';
import { blockedWords } from './blocked-words.js';

const me = { id: 1 };
const theo = { id: 2, name: 'Theo', initials: 'TH' };

describe('a pad that cannot send any more', () => {
  it('says who took the ticket, and that the text is kept', () => {
    expect(blockedWords({ state: 'claimed', holder: theo }, me)).toBe('Theo took it. Your text is kept.');
  });

  it('says that it is over, whoever ended it', () => {
    expect(blockedWords({ state: 'done', holder: null }, me)).toBe('It was finished. Your text is kept.');
    expect(blockedWords({ state: 'merged', holder: null }, me)).toBe(
      'It was merged into another ticket. Your text is kept.',
    );
  });

  it('blames nobody where nobody took it', () => {
    const words = 'No reply can be sent from here just now. Your text is kept.';
    expect(blockedWords({ state: 'open', holder: null }, me)).toBe(words);
    expect(blockedWords({ state: 'claimed', holder: { ...theo, id: 1 } }, me)).toBe(words);
  });
});
