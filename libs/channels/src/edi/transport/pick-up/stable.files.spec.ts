import type { Listed } from '../folder/remote.folder.js';
import { StableFiles } from './stable.files.js';

const file = (name: string, size = 10, mtime = 1_000): Listed => ({ name, size, mtime, what: 'file' });
const ready = (files: StableFiles, listed: Listed[]) => files.look(listed).ready.map(({ name }) => name);

it('takes a file when two looks found it the same', () => {
  const files = new StableFiles();
  expect(files.look([file('a')])).toEqual({ ready: [], settling: 1, inTheWay: [] });
  expect(ready(files, [file('a')])).toEqual(['a']);
});

it('waits for one that grows, or is written over at the same size', () => {
  const files = new StableFiles();
  files.look([file('a'), file('b')]);
  expect(ready(files, [file('a', 20), file('b', 10, 2_000)])).toEqual([]);
  expect(ready(files, [file('a', 20), file('b', 10, 2_000)])).toEqual(['a', 'b']);
});

it('begins anew with one that was away in between', () => {
  const files = new StableFiles();
  files.look([file('a')]);
  files.look([]);
  expect(ready(files, [file('a')])).toEqual([]);
});

it('gives the oldest first, and of one age by name', () => {
  const files = new StableFiles();
  const listed = [file('c', 1, 5), file('b', 1, 9), file('a', 1, 5)];
  files.look(listed);
  expect(ready(files, listed)).toEqual(['a', 'c', 'b']);
});

it('passes over what is not finished or not meant for it, and names what is in the way', () => {
  const files = new StableFiles(['work', 'done']);
  const listed: Listed[] = [
    file('.hidden'),
    file('order.TMP'),
    { ...file('work'), what: 'folder' },
    { ...file('mine'), what: 'folder' },
    { ...file('pipe'), what: 'other' },
    file('m\ufffdller.edi'),
  ];
  files.look(listed);
  expect(files.look(listed)).toEqual({
    ready: [],
    settling: 0,
    inTheWay: [
      '"mine" is a folder: it is not read',
      '"pipe" is no plain file: it is not read',
      '"m\ufffdller.edi" has a name that is not UTF-8: it cannot be taken',
    ],
  });
});
