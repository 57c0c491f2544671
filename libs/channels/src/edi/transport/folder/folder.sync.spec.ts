import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { spareFolders } from '../../../../../../test/servers/spare.folder.js';
import { sharing, syncFolder } from './folder.sync.js';

const spareFolder = spareFolders('edi-sync-');

describe('work that many ask for', () => {
  /** Each turn of the work waits until it is let go. */
  function turns() {
    const open: { end: () => void; fail: (error: Error) => void }[] = [];
    const ask = sharing(() => new Promise<void>((end, fail) => open.push({ end, fail })));
    return { ask, open, breath: () => new Promise(resolve => setImmediate(resolve)) };
  }

  it('is done once more, and not more often, for all who ask while it runs', async () => {
    const { ask, open, breath } = turns();
    const first = ask();
    await breath();
    const later = [ask(), ask(), ask()];
    let ended = 0;
    for (const one of later) void one.then(() => ended++);
    await breath();
    expect(open).toHaveLength(1);
    open[0]!.end();
    await first;
    await breath();
    // What they asked about may have come after the first turn looked.
    expect([open.length, ended]).toEqual([2, 0]);
    open[1]!.end();
    await Promise.all(later);
    expect([open.length, ended]).toEqual([2, 3]);
  });

  it('tells a failure to those who shared it, and works again after it', async () => {
    const { ask, open, breath } = turns();
    const failing = [ask(), ask()].map(one => one.catch((error: Error) => error.message));
    await breath();
    const next = ask();
    open[0]!.fail(new Error('the disk is gone'));
    expect(await Promise.all(failing)).toEqual(['the disk is gone', 'the disk is gone']);
    await breath();
    open[1]!.end();
    await expect(next).resolves.toBeUndefined();
  });
});

describe('a folder on the disk', () => {
  it('is synced; one that is not there is told of', async () => {
    const place = await spareFolder();
    await expect(syncFolder(place)).resolves.toBeUndefined();
    await expect(syncFolder(join(place, 'nowhere'))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('is let be where it may be written to and not read', async () => {
    const place = await spareFolder();
    await chmod(place, 0o333);
    // Root may read everything: then it is tried as somebody who may not.
    const isRoot = process.getuid?.() === 0;
    if (isRoot) process.seteuid!('nobody');
    try {
      await expect(syncFolder(place)).resolves.toBeUndefined();
    } finally {
      if (isRoot) process.seteuid!(0);
    }
  });
});
