import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { sampleHeaders } from './header.sample.js';

describe('the sample of a header', () => {
  it('shows its fields in their order, decoded and unfolded', () => {
    const raw = Buffer.from(
      'From: =?utf-8?Q?J=C3=BCrgen?= <j@example.com>\r\nSubject: A long\r\n one\r\n\r\nNo: field of the header\r\n',
    );
    expect(sampleHeaders(raw)).toEqual([
      { name: 'from', value: 'Jürgen <j@example.com>' },
      { name: 'subject', value: 'A long one' },
    ]);
  });

  it('is short, whatever was sent', () => {
    const raw = Buffer.from(`${'X-Many: '.padEnd(9_000, 'x')}\r\n`.repeat(80));
    const fields = sampleHeaders(raw);
    expect(fields).toHaveLength(60);
    expect(Math.max(...fields.map(field => field.value.length))).toBe(400);
  });

  it('is there for any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), bytes => {
        expect(Array.isArray(sampleHeaders(bytes))).toBe(true);
      }),
    );
  });
});
