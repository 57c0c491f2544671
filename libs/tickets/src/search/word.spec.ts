import fc from 'fast-check';
import { WORD_CHARACTERS, type Word, wordsOf } from './word.js';

const words = (text: string): string[] => [...wordsOf(text)].map(word => word.spellings.join('|'));

describe('the words of a text', () => {
  it.each([
    ['English', `The valve's O-ring.`, ['the', 'valve', 's', 'o', 'ring']],
    ['an umlaut, in both spellings that people use', 'Müller GRÖSSE', ['muller|mueller', 'grosse|groesse']],
    ['an umlaut in two characters', 'Mu\u0308ller', ['muller|mueller']],
    ['a sharp s', 'Straße STRASSE', ['strasse', 'strasse']],
    ['accents', 'Crème brûlée Łódź søk', ['creme', 'brulee', 'lodz', 'sok']],
    ['a part number', '4711-A/3', ['4711', 'a', '3']],
    ['Greek, whatever its last letter', 'ΛΌΓΟΣ λόγος', ['λογοσ', 'λογοσ']],
    ['Cyrillic', 'Насос', ['насос']],
    ['Hebrew and Arabic, without points', 'שָׁלוֹם مَضَخَّة', ['שלום', 'مضخة']],
    ['Chinese and Japanese, by the character', '水泵A3ポンプ', ['水', '泵', 'a3', 'ホ', 'ン', 'フ']],
    ['what comes apart', 'ﬁlter ½', ['filter', '12']],
    ['nothing', ' -- 😀 … \0 "" ', []],
    ['accents alone', '\u0301 \u0308', []],
  ])('are found in %s', (_, text, expected) => expect(words(text)).toEqual(expected));

  it('keep their places', () => {
    const text = '… die Größe der 水泵 «4711»';
    expect([...wordsOf(text)].map(word => text.slice(word.start, word.end))).toEqual([
      'die',
      'Größe',
      'der',
      '水',
      '泵',
      '4711',
    ]);
  });

  it('are letters and digits in lower case, not empty and not too long, whatever was written', () => {
    const check = (word: Word, text: string): void => {
      expect(word.end).toBeGreaterThan(word.start);
      expect(word.end).toBeLessThanOrEqual(text.length);
      for (const spelling of word.spellings) {
        expect(spelling).toMatch(/^[\p{L}\p{N}]+$/u);
        expect(spelling.length).toBeLessThanOrEqual(WORD_CHARACTERS);
      }
    };
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), text => {
        for (const word of wordsOf(text)) check(word, text);
      }),
    );
    for (const word of wordsOf('😀𝒜'.repeat(100) + 'x'.repeat(1_000)))
      check(word, '😀𝒜'.repeat(100) + 'x'.repeat(1_000));
  });
});
