import { describe, expect, it } from '@jest/globals';
import type { Ticket } from '#api';
import { cameBack, type Draft, EMPTY, emptied, holds, landed, opening, restored, takeOff, tryOf } from './draft.js';

const at = (seq: number): Ticket => ({ state: 'open', entries: [{ seq }] }) as unknown as Ticket;
const began = { ...opening(EMPTY, at(3), 'reply').began! };
const written: Draft = { ...EMPTY, open: 'reply', reply: 'It ships', to: 'a@b.example', cc: '', noticeId: 7, began };
let keys = 0;
const newKey = (): string => {
  keys += 1;
  return `key-${keys}`;
};
const laid = (draft: Draft, change: Partial<Draft>): Draft => ({ ...draft, ...change });

describe('opening a pad', () => {
  it('begins a reply at what the ticket is now', () => {
    expect(opening(EMPTY, at(3), 'reply').began?.entries).toEqual([{ seq: 3 }]);
  });

  it('keeps the beginning of a text that is there, so that what came in since still holds it', () => {
    const closed = laid(laid(written, { open: null }), opening(written, at(9), 'note'));
    const again = laid(closed, opening(closed, at(9), 'reply'));
    expect(again.began?.entries).toEqual([{ seq: 3 }]);
  });

  it('begins anew where nothing was written', () => {
    expect(opening({ ...written, reply: ' ' }, at(9), 'reply').began?.entries).toEqual([{ seq: 9 }]);
  });
});

describe('a text that comes back', () => {
  it('is as it was: recipients, the ones taken out, the linked notice and its beginning', () => {
    const gone = laid(written, { ...emptied(written, 'reply'), open: null });
    expect(gone).toEqual(EMPTY);
    expect(laid(gone, restored(gone, written, 'reply'))).toEqual(written);
  });

  it('stands above what was begun since', () => {
    const now = { ...EMPTY, reply: 'New words' };
    expect(restored(now, written, 'reply').reply).toBe('It ships\n\nNew words');
  });

  it('leaves the other text alone', () => {
    const noted = { ...EMPTY, note: 'Ask Theo' };
    expect(laid(written, emptied(written, 'note')).reply).toBe('It ships');
    expect(laid(written, restored(written, noted, 'note'))).toEqual({ ...written, open: 'note', note: 'Ask Theo' });
  });
});

describe('sending', () => {
  const sent = tryOf(written, 'reply', 'body', newKey);
  const up = laid(written, takeOff(written, 'reply', sent));

  it('closes the pad and keeps the text until there is an answer', () => {
    expect(up).toMatchObject({ open: null, reply: 'It ships', to: 'a@b.example', flying: ['reply'] });
    expect(laid(up, takeOff(up, 'reply', sent)).flying).toEqual(['reply']);
  });

  it('lets go of the text when it was done, and says which intent it was', () => {
    expect(laid(up, landed(up, 'reply', sent, { text: 'It ships', files: [] }))).toEqual({
      ...EMPTY,
      done: { mode: 'reply', key: sent.key },
    });
  });

  it('keeps a text that another tab changed meanwhile: that was not sent', () => {
    const longer = { ...up, reply: 'It ships today' };
    const down = laid(longer, landed(longer, 'reply', sent, { text: 'It ships', files: [] }));
    expect(down).toMatchObject({ reply: 'It ships today', flying: [], tries: EMPTY.tries });
  });

  it('uses the same key and version again where the answer was lost, for the same body only', () => {
    const asked = laid(up, takeOff(up, 'reply', { ...sent, version: 4 }));
    const back = laid(asked, cameBack(asked, 'reply', true));
    expect(back).toMatchObject({ open: 'reply', reply: 'It ships', flying: [] });
    expect(tryOf(back, 'reply', 'body', newKey)).toEqual({ key: sent.key, body: 'body', version: 4 });
  });

  it('is a new intent with other words, and keeps the version of what may have been done', () => {
    const asked = laid(up, takeOff(up, 'reply', { ...sent, version: 4 }));
    const back = laid(asked, cameBack(asked, 'reply', true));
    const other = tryOf(back, 'reply', 'other body', newKey);
    expect(other.key).not.toBe(sent.key);
    expect(other).toMatchObject({ body: 'other body', version: 4 });
    expect(tryOf(laid(back, cameBack(back, 'reply', false)), 'reply', 'other body', newKey).version).toBeNull();
  });

  it('is a new intent after a refusal', () => {
    const back = laid(up, cameBack(up, 'reply', false));
    expect(tryOf(back, 'reply', 'body', newKey).key).not.toBe(sent.key);
  });
});

describe('files', () => {
  const file = (id: number) => ({ id, filename: `${id}.pdf`, size: 9, contentType: 'application/pdf', ready: true });
  const reply = (...ids: number[]): Partial<Draft> => ({ files: { reply: ids.map(file), note: [file(9)] } });
  const withFiles = laid(written, reply(1, 2));

  it('alone are something that would be lost, and keep the beginning of their reply', () => {
    const silent = { ...withFiles, reply: '' };
    expect([holds(silent, 'reply'), holds(EMPTY, 'reply'), holds({ ...EMPTY, note: ' ' }, 'note')]).toEqual([
      true,
      false,
      false,
    ]);
    expect(opening(silent, at(9), 'reply')).toEqual({ open: 'reply' });
  });

  it('go with a discarded text, come back with it before those added since, each once; those of the other pad stay', () => {
    const gone = laid(withFiles, { ...emptied(withFiles, 'reply'), open: null });
    expect(gone.files).toEqual({ reply: [], note: [file(9)] });
    const since = laid(gone, reply(3, 2));
    expect(restored(since, withFiles, 'reply').files).toEqual({ reply: [1, 3, 2].map(file), note: [file(9)] });
  });

  it('leave the pad with what was sent; one that another tab added meanwhile stays', () => {
    const sent = tryOf(withFiles, 'reply', 'body', newKey);
    const more = laid(withFiles, reply(1, 2, 3));
    const down = laid(more, landed(more, 'reply', sent, { text: 'It ships', files: [1, 2] }));
    expect(down).toMatchObject({ reply: '', files: { reply: [file(3)], note: [file(9)] } });
  });
});
