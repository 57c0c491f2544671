// The lane of a local folder: always there.
import { chmod, link, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describeEdiFolder } from '../../../../../../test/servers/edi-folder.suite.js';
import { spareFolders } from '../../../../../../test/servers/spare.folder.js';
import { createFolderDeliverer } from '../deliver/folder.deliverer.js';
import { openLocalFolder } from './local.folder.js';
import { FolderFault } from './remote.folder.js';

const spareFolder = spareFolders('edi-folder-');
const root = await spareFolder();
describeEdiFolder('a local folder', { root, via: 'folder', open: async () => openLocalFolder(root) });

describe('a local folder', () => {
  it('renames only to a name that is free', async () => {
    const place = await spareFolder();
    await writeFile(join(place, 'a'), 'first');
    await writeFile(join(place, 'b'), 'second');
    const folder = openLocalFolder(place);
    expect(await folder.rename('a', 'b')).toBe('taken');
    expect(await readFile(join(place, 'b'), 'utf8')).toBe('second');
    expect(await folder.rename('a', 'c')).toBe('renamed');
    expect(await folder.rename('a', 'd')).toBe('gone');
    await expect(folder.rename('c', 'nowhere/c')).rejects.toMatchObject({ code: 'EDI.MISSING' });
  });

  it('ends what a crash between its two steps left: one file under both names', async () => {
    const place = await spareFolder();
    await writeFile(join(place, 'a'), 'first');
    await link(join(place, 'a'), join(place, 'b'));
    const folder = openLocalFolder(place);
    expect(await folder.rename('a', 'b')).toBe('renamed');
    expect(await readdir(place)).toEqual(['b']);
    expect(await readFile(join(place, 'b'), 'utf8')).toBe('first');
  });

  it('delivers once what a crash left under both names, and never writes into what the partner has', async () => {
    const place = await spareFolder();
    const folder = openLocalFolder(place);
    await folder.makeFolder('out');
    const deliverer = createFolderDeliverer({ outbox: 'out', open: async () => folder });
    const deliver = async (text: string) =>
      deliverer.deliver({ outboundId: 1, raw: Buffer.from(text), envelope: { from: 'US', to: ['a.edi'] } });
    await writeFile(join(place, 'out/a.edi'), 'acknowledged');
    for (const [text, outcome] of [
      ['acknowledged', 'sent'],
      ['something else', 'deferred'],
    ] as const) {
      await link(join(place, 'out/a.edi'), join(place, 'out/a.edi.tmp'));
      expect(await deliver(text)).toMatchObject([{ outcome }]);
      expect(await readdir(join(place, 'out'))).toEqual(['a.edi']);
      expect(await readFile(join(place, 'out/a.edi'), 'utf8')).toBe('acknowledged');
    }
    await deliverer.close();
  });

  it('calls an acknowledgement sent when the disk has it under its name, and not before', async () => {
    const place = await spareFolder();
    const local = openLocalFolder(place);
    await local.makeFolder('out');
    const seen: string[][] = [];
    let full = true;
    const settle = async (path: string) => {
      seen.push(await readdir(join(place, path)));
      if (full) throw new FolderFault('EDI.NO_SPACE', 'There is no space left');
      await local.settle(path);
    };
    const deliverer = createFolderDeliverer({ outbox: 'out', open: async () => ({ ...local, settle }) });
    const deliver = () =>
      deliverer.deliver({ outboundId: 1, raw: Buffer.from('taken'), envelope: { from: 'US', to: ['a.edi'] } });
    expect(await deliver()).toMatchObject([{ outcome: 'deferred', response: 'There is no space left', heldUp: true }]);
    full = false;
    expect(await deliver()).toMatchObject([{ outcome: 'sent' }]);
    expect(seen).toEqual([['a.edi'], ['a.edi']]);
    expect(await readdir(join(place, 'out'))).toEqual(['a.edi']);
    await deliverer.close();
  });

  it('keeps the time of a file when it is renamed, so that it is known again', async () => {
    const place = await spareFolder();
    await writeFile(join(place, 'a'), 'first');
    const folder = openLocalFolder(place);
    const before = await folder.stat('a');
    await folder.rename('a', 'b');
    expect(await folder.stat('b')).toEqual({ ...before, name: 'b' });
    expect(await folder.stat('a')).toBeNull();
  });

  it('reads a small file as it is, and tells of one that has grown by a byte too many', async () => {
    const place = await spareFolder();
    await writeFile(join(place, 'a'), 'first');
    const folder = openLocalFolder(place);
    for (const [limit, text] of [
      [5, 'first'],
      [9, 'first'],
      [3, 'firs'],
      [0, 'f'],
    ] as const)
      expect((await folder.readWhole('a', limit)).toString()).toBe(text);
    await expect(folder.readWhole('b', 5)).rejects.toMatchObject({ code: 'EDI.MISSING' });
  });

  it('names what it may not read', async () => {
    const place = await spareFolder();
    await writeFile(join(place, 'a'), 'first');
    await chmod(join(place, 'a'), 0);
    const read = async () => {
      for await (const _ of openLocalFolder(place).read('a')) break;
    };
    // Root may read everything: then it is read as somebody who may not.
    const isRoot = process.getuid?.() === 0;
    if (isRoot) process.seteuid!('nobody');
    try {
      await expect(read()).rejects.toMatchObject({ code: 'EDI.NO_PERMISSION' });
    } finally {
      if (isRoot) process.seteuid!(0);
    }
  });
});
