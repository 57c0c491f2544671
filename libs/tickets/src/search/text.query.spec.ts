import fc from 'fast-check';
import { readSearch, textQuery } from './text.query.js';

const query = (text: string) => textQuery(readSearch(text).terms);

describe('what is typed into the search', () => {
  it.each([
    ['words: longer ones begin others, and so does the last', 'pump of sea', `(('pump':*)) & (('of')) & (('sea':*))`],
    ['a last word of two letters as it is', 'size M8', `(('size':*)) & (('m8'))`],
    ['a part number in a row, or in one', '4711-A/3', `(('4711') <-> ('a') <-> ('3') | ('4711a3':*))`],
    ['an umlaut in either spelling', 'für Müller', `(('fur' | 'fuer')) & (('muller':* | 'mueller':*))`],
    ['quotes: words as they stand', '"the pump leaks" now', `(('the') <-> ('pump') <-> ('leaks')) & (('now':*))`],
    ['quotes as telephones and books write them', '„Die Pumpe“', `(('die') <-> ('pumpe'))`],
    ['a quote that is not shut yet', '"the pump', `(('the') <-> ('pump':*))`],
    ['a mark for inches', '3/4" valve', `(('3') <-> ('4') | ('34')) & (('valve':*))`],
    [
      'the operators of PostgreSQL as signs',
      `a & b | !c <-> d:* (e)`,
      `(('a')) & (('b')) & (('c')) & (('d')) & (('e'))`,
    ],
    ['a quote inside', `it's \\'; DROP`, `(('it') <-> ('s')) & (('drop':*))`],
    ['emoji beside words', '😀 pump', `(('pump':*))`],
    ['right to left', 'משאבה', `(('משאבה':*))`],
    ['a tag beside words', 'tag:vip pump', `(('pump':*))`],
  ])('is read: %s', (_, text, expected) => expect(query(text)).toBe(expected));

  it.each(['', '   ', '&', '"', '""', `'`, '!!! ... ---', '😀', '\0', 'tag:', '\u0301'])('asks no text: %j', text =>
    expect(query(text)).toBeNull(),
  );

  it('has its pieces for subject and customer: words, and phrases whole', () => {
    expect(readSearch('  Kim "big  pump" tag:x \0 ').pieces).toEqual(['Kim', 'big pump']);
    expect(readSearch('  Kim "big  pump" tag:x').words).toBe('Kim big pump');
  });

  it('is bounded, and made of quoted words and operators of ours, whatever is typed', () => {
    const form = /^(\(|\)|'[\p{L}\p{N}]{1,40}'(:\*)?| & | \| | <-> )*$/u;
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), text => {
        const { terms, pieces } = readSearch(text);
        expect(pieces.length).toBeLessThanOrEqual(12);
        expect(terms.reduce((sum, term) => sum + term.sequence.length, 0)).toBeLessThanOrEqual(40);
        expect(textQuery(terms) ?? '').toMatch(form);
      }),
    );
    expect(readSearch('a-'.repeat(5_000)).terms[0]!.sequence).toHaveLength(40);
  });
});
