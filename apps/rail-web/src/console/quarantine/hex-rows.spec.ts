import { describe, expect, it } from '@jest/globals';
import { hexRows } from './hex-rows.js';

describe('bytes in rows', () => {
  it('carry offset, digits and signs; what is no sign of ASCII is a dot', () => {
    expect(hexRows('495341001b7f', 2048)).toEqual([
      { offset: '00000800', digits: '49 53 41 00 1b 7f', signs: 'ISA...' },
    ]);
  });

  it('are sixteen to a row', () => {
    const rows = hexRows('41'.repeat(33), 0);
    expect(rows.map(row => [row.offset, row.signs.length])).toEqual([
      ['00000000', 16],
      ['00000010', 16],
      ['00000020', 1],
    ]);
    expect(hexRows('', 0)).toEqual([]);
  });
});
