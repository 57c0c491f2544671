import { documentWords, isSearched, searchedTexts } from './searched.texts.js';

const mail = {
  type: 'message',
  author: { kind: 'contact', name: 'Kim', address: 'kim@a.test' },
  subject: 'Pump',
  text: 'It leaks.',
  detail: {},
};

describe('what of an entry is searched', () => {
  it('is what was written, with the sender from outside, and not the rail itself', () => {
    expect(searchedTexts(mail)).toEqual(['Kim', 'kim@a.test', 'Pump', 'It leaks.']);
    expect(
      searchedTexts({ ...mail, type: 'note', author: { kind: 'person', name: 'Ann', address: null }, subject: null }),
    ).toEqual(['It leaks.']);
    expect(isSearched(mail)).toBe(true);
    expect(isSearched({ ...mail, type: 'state' })).toBe(false);
    expect(isSearched({ ...mail, type: 'reply', detail: { cancelled: true } })).toBe(false);
  });

  it('is a trade document with its numbers, parties, lines and notes', () => {
    const line = { itemIds: [{ id: '4711-A/3' }, { id: 'EAN 400' }], description: 'Gasket 40 mm', notes: ['rush'] };
    expect(
      documentWords({
        documentNumber: 'PO-9',
        originalOrder: null,
        references: [{ value: 'Q-1' }],
        parties: [{ name: 'Kelp AG' }],
        notes: ['by noon'],
        lines: [line, { itemIds: [], description: 'Ring', notes: [] }],
      }),
    ).toBe('PO-9\nQ-1\nKelp AG\nby noon\n4711-A/3 · EAN 400 · Gasket 40 mm · rush\nRing');
  });

  it('is nothing of what is no document', () => {
    for (const none of [undefined, null, 'x', 7, {}, { lines: 'x', parties: 3 }, { lines: [null, {}] }])
      expect(documentWords(none)).toBe('');
  });
});
