import { pastedName, refusalWords, sumWords } from './pad-file.js';

const limits = { count: 3, bytes: 20_000_000 };
const files = (...sizes: number[]) => sizes.map(size => ({ size }));

it('says why a file cannot join the others, and leaves the rest to the server', () => {
  expect(refusalWords({ size: 5 }, files(1, 2), limits)).toBe('');
  expect(refusalWords({ size: 5 }, files(1, 2, 3), limits)).toBe('At most 3 files go together.');
  expect(refusalWords({ size: 9_000_000 }, files(12_000_000), limits)).toBe(
    'Too large together with the others: one mail takes 20 MB.',
  );
  expect(refusalWords({ size: 20_000_000 }, [], limits)).toBe('');
  expect(refusalWords({ size: 25_000_000 }, files(1), limits)).toBe('');
});

it('adds up what goes along', () => {
  expect(sumWords([], limits)).toBe('');
  expect(sumWords(files(1_200_000), limits)).toBe('1 file, 1.2 MB of 20 MB');
  expect(sumWords(files(1_200_000, 300_000), limits)).toBe('2 files, 1.5 MB of 20 MB');
});

it('names a screenshot by its time', () => {
  expect(pastedName('image/png', new Date(2026, 4, 3, 14, 5, 9))).toBe('Screenshot 2026-05-03 14.05.09.png');
  expect(pastedName('image/jpeg', new Date(2026, 4, 3, 14, 5, 9))).toMatch(/\.jpeg$/);
});
