// Any bytes give text, around a place that is marked; no character is cut in two.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { excerptOf, pageText, REST_BYTES } from './excerpt.js';

const bytes = (text: string) => Buffer.from(text, 'utf8');

describe('an excerpt', () => {
  it('marks the whole character that a byte is part of', () => {
    const expected = { before: 'a', marked: 'é', after: 'b' };
    expect(excerptOf(bytes('aéb'), 1)).toEqual(expected);
    expect(excerptOf(bytes('aéb'), 2)).toEqual(expected);
  });

  it('leaves out characters that its ends cut', () => {
    expect(excerptOf(bytes('€a€').subarray(1, 6), 2)).toEqual({ before: '', marked: 'a', after: '' });
  });

  it('reads what is no UTF-8 as Latin-1', () => {
    expect(excerptOf(Buffer.from('Straße', 'latin1'), 4)).toEqual({ before: 'Stra', marked: 'ß', after: 'e' });
  });

  it('loses nothing of a text, whatever is marked', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), fc.nat(), (text, n) => {
        const given = bytes(text);
        const { before, marked, after } = excerptOf(given, n % given.length);
        expect(before + marked + after).toBe(text);
        expect([...marked]).toHaveLength(1);
      }),
    );
  });

  it('gives text for any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.option(fc.nat({ max: 300 })), (given, place) => {
        const { before, marked, after } = excerptOf(given, place);
        expect((before + marked + after).length).toBeLessThanOrEqual(given.length);
      }),
    );
  });
});

describe('the pages of a message', () => {
  it('are its text, one after the other, wherever they begin', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 4, max: 40 }), (text, length) => {
        const given = bytes(text);
        let read = '';
        for (let from = 0; from < given.length; from += length)
          read += pageText(given.subarray(from, from + length + REST_BYTES), length);
        expect(read).toBe(text);
      }),
    );
  });

  it('that are no UTF-8 have a character for each byte', () => {
    expect(pageText(Buffer.from('Straße und weiter', 'latin1'), 6)).toBe('Straße');
  });
});
