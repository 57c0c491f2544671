import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { EMPTY, emptied, landed, takeOff } from './draft.js';
import { DraftStore, draftKey, type Kept } from './draft-store.js';

const KEY = draftKey(1, 12);

/** The storage of one browser: what a tab writes, the other tabs hear. */
function browser() {
  const kept = new Map<string, string>();
  const tabs = new Set<DraftStore>();
  const said: (string | null)[] = [];
  const open = (): DraftStore => {
    const tell = (key: string, value: string | null): void => {
      for (const tab of tabs) if (tab !== mine) said.push(tab.takeIn(key, value));
    };
    const storage: Kept = {
      getItem: key => kept.get(key) ?? null,
      setItem: (key, value) => {
        kept.set(key, value);
        tell(key, value);
      },
      removeItem: key => {
        if (kept.delete(key)) tell(key, null);
      },
      key: at => [...kept.keys()][at] ?? null,
      get length() {
        return kept.size;
      },
    };
    const mine = new DraftStore(() => storage);
    tabs.add(mine);
    return mine;
  };
  return { kept, open, said: () => said.splice(0).filter(Boolean) };
}

let one: ReturnType<typeof browser>;
beforeEach(() => {
  one = browser();
});

describe('a draft', () => {
  it('is there after a reload, and in storage only while there is a text', () => {
    one.open().change(KEY, { open: 'reply', reply: 'Dear', cc: 'c@d.example' });
    expect(one.open().read(KEY)).toEqual({ ...EMPTY, open: 'reply', reply: 'Dear', cc: 'c@d.example' });
    one.open().change(KEY, { reply: '' });
    expect(one.kept.size).toBe(0);
  });

  it('is in storage for the sake of its files alone, and one from before there were any has none', () => {
    const file = { id: 4, filename: 'a.pdf', size: 9, contentType: 'application/pdf', ready: true };
    one.open().change(KEY, { files: { reply: [file], note: [] } });
    expect(one.open().read(KEY).files.reply).toEqual([file]);
    one.open().change(KEY, { files: EMPTY.files });
    expect(one.kept.size).toBe(0);
    one.kept.set(KEY, '{"open":"reply","reply":"Old"}');
    expect(one.open().read(KEY)).toMatchObject({ reply: 'Old', files: { reply: [], note: [] } });
  });

  it('is in storage while it is sent; a crash then leaves a text and its try', () => {
    const tab = one.open();
    const sent = { key: 'k', body: 'b', version: 4 };
    tab.change(KEY, { open: 'reply', reply: 'Dear' });
    tab.change(KEY, takeOff(tab.read(KEY), 'reply', sent));
    expect(one.open().read(KEY)).toMatchObject({ reply: 'Dear', flying: [], tries: { reply: sent } });
  });

  it('is its writer’s alone', () => {
    const tab = one.open();
    tab.change(KEY, { reply: 'Mine' });
    expect(tab.read(draftKey(2, 12)).reply).toBe('');
    expect(tab.read(KEY).reply).toBe('Mine');
  });

  it('without a writer is dropped', () => {
    one.kept.set('rail.draft.12', '{"reply":"whose?"}').set('rail.scheme', 'dark');
    const tab = one.open();
    tab.change(KEY, { reply: 'Mine' });
    tab.dropNameless();
    expect([...one.kept.keys()]).toEqual(['rail.scheme', KEY]);
  });

  it('lives on in its tab where storage refuses', () => {
    const warn = jest.spyOn(console, 'warn').mockImplementation(() => undefined);
    const tab = new DraftStore(() => {
      throw new Error('no storage');
    });
    tab.change(KEY, { reply: 'Dear' });
    tab.dropNameless();
    expect(tab.read(KEY).reply).toBe('Dear');
    expect(warn).toHaveBeenCalledTimes(3);
    warn.mockRestore();
  });
});

describe('two tabs of one person', () => {
  it('show one text, each with the pad that it has open', () => {
    const [here, there] = [one.open(), one.open()];
    there.change(KEY, { open: 'note' });
    const heard = jest.fn();
    there.subscribe(heard);
    here.change(KEY, { open: 'reply', reply: 'Dear Ada' });
    expect(there.read(KEY)).toMatchObject({ open: 'note', reply: 'Dear Ada' });
    expect(heard).toHaveBeenCalledTimes(1);
    there.change(KEY, { reply: 'Dear Ada, thanks' });
    expect(here.read(KEY)).toMatchObject({ open: 'reply', reply: 'Dear Ada, thanks' });
  });

  it('empty together when one of them has sent, and the other hears it once', () => {
    const [here, there] = [one.open(), one.open()];
    there.read(KEY);
    here.change(KEY, { open: 'reply', reply: 'Dear' });
    there.change(KEY, { open: 'reply' });
    const sent = { key: 'k', body: 'b', version: null };
    here.change(KEY, takeOff(here.read(KEY), 'reply', sent));
    expect(there.read(KEY)).toMatchObject({ open: 'reply', reply: 'Dear', flying: [], tries: { reply: { key: 'k' } } });
    expect(one.said()).toEqual([]);
    here.change(KEY, landed(here.read(KEY), 'reply', sent, { text: 'Dear', files: [] }));
    expect(there.read(KEY)).toMatchObject({ open: 'reply', reply: '' });
    expect(one.said()).toEqual(['reply']);
    expect(one.kept.size).toBe(0);
  });

  it('say nothing of a sending when one of them discards', () => {
    const [here, there] = [one.open(), one.open()];
    there.read(KEY);
    here.change(KEY, { reply: 'Dear' });
    here.change(KEY, emptied(here.read(KEY), 'reply'));
    expect(there.read(KEY).reply).toBe('');
    expect(one.said()).toEqual([]);
  });

  it('leave alone what is none of their drafts', () => {
    const tab = one.open();
    expect(tab.takeIn('rail.scheme', 'dark')).toBeNull();
    expect(tab.takeIn(null, null)).toBeNull();
  });
});
