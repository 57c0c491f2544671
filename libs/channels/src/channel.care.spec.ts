import { describe, expect, it } from '@jest/globals';
import { careOf } from './channel.care.js';

const folder = { folder: { path: '/srv/edi' } };

describe('care of a channel', () => {
  it('is watched where it goes and fetches, and not where it waits for what is sent', () => {
    expect(careOf({ kind: 'edi', settings: folder })).toMatchObject({ watches: true, canary: null });
    expect(careOf({ kind: 'edi', settings: { http: {} } })).toMatchObject({ watches: false });
    expect(careOf({ kind: 'colleague', settings: {} })).toEqual({
      watches: false,
      canary: expect.stringMatching(/none can be sent/),
      catchUp: expect.stringMatching(/keeps nothing/),
    });
  });

  it.each([
    ['settings that no build takes', 'edi', { folder: 7 }],
    ['a kind that no build has', 'carrier-pigeon', {}],
  ])('of %s says to save the channel anew', (_, kind, settings) => {
    const words = expect.stringMatching(/save the channel anew/);
    expect(careOf({ kind, settings })).toEqual({ watches: false, canary: words, catchUp: words });
  });
});
