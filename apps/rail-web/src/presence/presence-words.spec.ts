import { expect, it } from '@jest/globals';
import type { Other } from './others.js';
import { newsOf, wordsOf } from './presence-words.js';

const other = (id: number, name: string, doing: Other['doing'] = 'looking'): Other => ({
  id,
  name,
  initials: '',
  doing,
});
const [theo, ines, ada, olga] = [other(1, 'Theo'), other(2, 'Ines'), other(3, 'Ada'), other(4, 'Olga')];

it.each([
  [[], ''],
  [[theo], 'Theo is looking.'],
  [[theo, ines], 'Theo and Ines are looking.'],
  [[theo, ines, ada, olga], 'Theo, Ines and 2 more are looking.'],
  [[{ ...theo, doing: 'writing-reply' }], 'Theo is writing a reply.'],
  [[{ ...theo, doing: 'writing-note' }], 'Theo is writing a note.'],
  [[ines, { ...theo, doing: 'writing-reply' }], 'Theo is writing a reply. Ines is looking.'],
] as [Other[], string][])('says who is there: %#', (others, words) => {
  expect(wordsOf(others)).toBe(words);
});

it('has news only of who came and who began to write', () => {
  const writes = { ...theo, doing: 'writing-reply' as const };
  expect(newsOf([], [theo])).toEqual([theo]);
  expect(newsOf([theo], [theo, ines])).toEqual([ines]);
  expect(newsOf([theo], [writes])).toEqual([writes]);
  expect(newsOf([writes], [theo])).toEqual([]);
  expect(newsOf([writes], [{ ...theo, doing: 'writing-note' }])).toHaveLength(1);
  expect(newsOf([theo, ines], [theo])).toEqual([]);
});
