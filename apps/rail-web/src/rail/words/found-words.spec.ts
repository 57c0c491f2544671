import { describe, expect, it } from '@jest/globals';
import { foundWords } from './found-words.js';

const NOW = Date.parse('2026-05-20T10:00:00Z');

describe('where words were found', () => {
  it('is said with its day, and with the year where that is another', () => {
    expect(foundWords({ where: 'mail', at: '2026-05-03T09:00:00Z' }, NOW, 'UTC')).toBe('In a mail of 3 May');
    expect(foundWords({ where: 'note', at: '2025-12-31T23:30:00Z' }, NOW, 'UTC')).toBe('In a note of 31 Dec 2025');
  });
  it('counts days and years where the reader is', () =>
    expect(foundWords({ where: 'reply', at: '2025-12-31T23:30:00Z' }, NOW, 'Europe/Berlin')).toBe(
      'In a reply of 1 Jan',
    ));
});
