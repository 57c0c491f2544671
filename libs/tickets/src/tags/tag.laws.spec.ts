import fc from 'fast-check';
import { readSearch } from '../search/text.query.js';
import { addRuledTags, type RuledTag, ruledTagWords } from './rule.tags.js';
import { readTags, TAG_LIMITS, tagDifference, tagOf, tagWords, uniteTags } from './tag.js';

const anything = fc.array(fc.string({ unit: 'binary', maxLength: 50 }), { maxLength: 25 });
const words = fc
  .uniqueArray(fc.stringMatching(/^[a-z0-9äöüß-]{1,40}$/), { maxLength: TAG_LIMITS.tags })
  .map(list => list.map(tagOf));

describe('a tag', () => {
  it('is one word in one spelling', () => {
    expect(tagOf('  Big  Customer ')).toBe('big-customer');
    expect(tagOf('GRO\u0308SSE')).toBe('gr\u00f6sse');
    expect(readTags(['VIP', 'vip', ' Vip ']).tags).toEqual(['vip']);
  });

  it('is read again as it was read, whatever was typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        expect(tagOf(tagOf(text))).toBe(tagOf(text));
      }),
    );
  });

  it.each([
    ['an empty one', ['vip', ' '], '/1'],
    ['a comma', ['a,b'], '/0'],
    ['a control character', ['a', 'b\u0007c'], '/1'],
    ['a tab inside', ['a\tb'], '/0'],
    ['a mark that nobody sees', ['a\u202eb'], '/0'],
    ['41 characters', ['x'.repeat(41)], '/0'],
    ['21 of them', Array.from({ length: 21 }, (_, i) => `tag-${i}`), ''],
  ])('is refused at its place: %s', (_, given, pointer) => {
    expect(readTags(given).faults.map(fault => fault.pointer)).toEqual([pointer]);
  });

  it('counts characters as people see them, not halves of them', () => {
    expect(readTags(['😀'.repeat(40)]).faults).toEqual([]);
    expect(readTags(['😀'.repeat(41)]).faults).toHaveLength(1);
  });

  it('without faults is within what the database keeps', () => {
    fc.assert(
      fc.property(anything, list => {
        const { tags, faults } = readTags(list);
        fc.pre(faults.length === 0);
        expect(tags.length).toBeLessThanOrEqual(TAG_LIMITS.tags);
        expect(tags.join(',').split(',')).toEqual(tags.length === 0 ? [''] : tags);
        expect(new Set(tags).size).toBe(tags.length);
      }),
    );
  });
});

describe('two lists of tags', () => {
  it('unite in their order, and their difference leads from one to the other', () => {
    fc.assert(
      fc.property(words, words, (before, after) => {
        expect(uniteTags(before, after).slice(0, before.length)).toEqual(before);
        const { added, removed } = tagDifference(before, after);
        const walked = uniteTags(before, added).filter(tag => !removed.includes(tag));
        expect(walked.toSorted()).toEqual(after.toSorted());
      }),
    );
  });

  it('are told as a line of the history', () => {
    expect(tagWords({ added: ['vip'], removed: [] })).toBe('Added tag vip');
    expect(tagWords({ added: [], removed: ['a', 'b'] })).toBe('Removed tags a, b');
    expect(tagWords({ added: ['a', 'b'], removed: ['c'] })).toBe('Added tags a, b; removed c');
  });
});

describe('tags of rules', () => {
  const table = fc.array(words, { maxLength: 8 });

  it('add up: each stands once, by the first rule that said it, and never more than a ticket may have', () => {
    fc.assert(
      fc.property(table, rules => {
        const said = rules.reduce<RuledTag[]>((all, tags, i) => addRuledTags(all, tags, `rule ${i}`), []);
        const wanted = uniteTags(...rules).slice(0, TAG_LIMITS.tags);
        expect(said.map(tag => tag.value)).toEqual(wanted);
        for (const { value, rule } of said) expect(rule).toBe(`rule ${rules.findIndex(tags => tags.includes(value))}`);
        expect(ruledTagWords(said).flatMap(one => one.tags)).toEqual(wanted);
      }),
    );
  });

  it('are told by rule', () => {
    const said = addRuledTags(addRuledTags([], ['VIP', 'pump'], 'Pumps'), ['vip', 'late'], 'Late');
    expect(ruledTagWords(said).map(one => one.words)).toEqual([
      'Added tags vip, pump by rule "Pumps"',
      'Added tag late by rule "Late"',
    ]);
  });
});

describe('a search', () => {
  it('tells words from tags, whatever their order', () => {
    const { terms, ...read } = readSearch(' pump TAG:VIP  leak tag:spare-part ');
    expect(read).toEqual({ words: 'pump leak', pieces: ['pump', 'leak'], tags: ['vip', 'spare-part'] });
    expect(terms).toHaveLength(2);
    expect(readSearch('tag:')).toEqual({ words: '', pieces: [], tags: [], terms: [] });
    expect(readSearch('a tagged one')).toMatchObject({ words: 'a tagged one', tags: [] });
  });
});
