import { describe, expect, it } from '@jest/globals';
import { callWords, dialPath, isDialled, missedWords, talkWords } from './call-words.js';

describe('a call in words', () => {
  it('says who rang whom, and what came of it', () => {
    expect(callWords({ direction: 'inbound', outcome: 'missed' })).toBe('Missed call');
    expect(callWords({ direction: 'outbound', outcome: 'missed' })).toBe('We called, no answer');
    expect(callWords({ direction: 'internal', outcome: 'answered' })).toBe('Internal call');
  });

  it('tells the talk in whole minutes from the first on', () => {
    expect([42, 60, 185, 3_600, 3_720].map(talkWords)).toEqual(['42 s', '1 min', '3 min', '1 h', '1 h 2 min']);
  });

  it('counts those who wait, and afterwards all that were missed', () => {
    expect(missedWords({ missed: 3, waiting: 2 }, false)).toBe('2 missed calls');
    expect(missedWords({ missed: 3, waiting: 0 }, true)).toBe('3 missed calls');
    expect(missedWords({ missed: 1, waiting: 0 }, false)).toBe('');
    expect(missedWords(null, false)).toBe('');
  });
});

describe('a number', () => {
  it('becomes a link where a telephone can dial it', () => {
    expect(dialPath('+49 30 123-45')).toBe('tel:+493012345');
    expect(dialPath('javascript:alert(1)')).toBeNull();
    expect(dialPath('unknown 12')).toBeNull();
    expect(dialPath(null)).toBeNull();
  });

  it('is told from a name by its digits', () => {
    expect(['030 123', '+49 (30) 1', '8016'].every(isDialled)).toBe(true);
    expect(['Ann', '3M Company', ''].some(isDialled)).toBe(false);
  });
});
