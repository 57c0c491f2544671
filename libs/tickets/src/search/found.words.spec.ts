import fc from 'fast-check';
import { foundIn } from './found.words.js';
import { readSearch } from './text.query.js';

const shown = (text: string, typed: string): string =>
  foundIn([text], readSearch(typed).terms)
    .map(piece => (piece.found ? `[${piece.text}]` : piece.text))
    .join('');

describe('the piece of text that shows why it was found', () => {
  it.each([
    ['marks words and what begins with them', 'The pumps leak.', 'pump', 'The [pumps] leak.'],
    ['marks as it was written', 'Herr MÜLLER rief an', 'mueller', 'Herr [MÜLLER] rief an'],
    ['marks a number whole', 'Two of 4711-A/3, and a 3', '4711-a/3', 'Two of [4711-A/3], and a 3'],
    ['marks a number that was typed in one', 'Two of 4711-A/3', '4711a3', 'Two of [4711-A/3]'],
    ['marks a number that was written in one', 'Two of AB1234', 'ab-1234', 'Two of [AB1234]'],
    [
      'marks a phrase where its words follow each other only',
      'red pump, pump red',
      '"pump red"',
      'red pump, [pump red]',
    ],
    ['has one line', 'Dear all,\r\n\r\nthe\tpump', 'pump', 'Dear all, the [pump]'],
    ['leaves signs as text', '<b>pump</b> & <script>', 'pump', '<b>[pump]</b> & <script>'],
    ['is the beginning where nothing is marked', 'From the sender alone', 'kim', 'From the sender alone'],
  ])('%s', (_, text, typed, expected) => expect(shown(text, typed)).toBe(expected));

  it('is cut between words, around the place where most terms are', () => {
    const far = `pump ${'word '.repeat(100)}the gasket of the pump ${'word '.repeat(100)}`;
    const piece = shown(far, 'pump gasket');
    expect(piece).toContain('the [gasket] of the [pump]');
    expect(piece).toMatch(/^… word/);
    expect(piece).toMatch(/word …$/);
    expect(piece.length).toBeLessThan(220);
  });

  it('is of the text that has the words', () => {
    const { terms } = readSearch('gasket');
    expect(foundIn(['Hello', 'A gasket'], terms)).toEqual([
      { text: 'A ', found: false },
      { text: 'gasket', found: true },
    ]);
    expect(foundIn([], terms)).toEqual([]);
  });

  it('is short, on one line, and well formed, whatever was written and asked', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 600 }),
        fc.string({ unit: 'binary', maxLength: 30 }),
        (text, typed) => {
          const said = foundIn([text], readSearch(typed).terms)
            .map(piece => piece.text)
            .join('');
          expect(said.length).toBeLessThan(700);
          expect(said).not.toMatch(/[\r\n\t\0]/);
          expect(said.isWellFormed()).toBe(true);
        },
      ),
    );
  });
});
