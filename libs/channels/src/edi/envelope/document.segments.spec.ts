// A document cut out of its interchange shows the same segments at the same bytes as the interchange when it is read whole.
import { describe, expect, it } from '@jest/globals';
import { sampleInterchanges } from '../samples/sample-interchanges.js';
import { documentSegments } from './document.segments.js';
import { readInterchange } from './interchange.reader.js';

const HEAD = 4096;

describe('a document as it was received', () => {
  it('has the segments that the reader of the interchange found, each at its byte', async () => {
    let documents = 0;
    for (const { name, bytes } of await sampleInterchanges()) {
      for (const set of readInterchange(bytes).groups.flatMap(group => group.sets)) {
        documents += 1;
        const received = {
          head: bytes.subarray(0, HEAD),
          bytes: bytes.subarray(set.byteStart, set.byteEnd),
          byteStart: set.byteStart,
          charset: null,
        };
        expect([name, documentSegments(received)]).toEqual([
          name,
          set.segments.map(segment => ({
            segment: segment.index,
            byte: segment.byte,
            tag: segment.tag,
            text: segment.text(),
          })),
        ]);
      }
    }
    expect(documents).toBeGreaterThan(10);
  });

  it('is cut by the delimiters of its own head, behind a mark of Unicode and blanks as well', () => {
    const head = Buffer.from('\ufeff\n UNA:+,! *UNB+UNOC:3+A+B+260301:0900+7*');
    const bytes = Buffer.from('UNH+1+ORDERS:D:96A:UN*\r\nFTX+AAI+++5!* net*UNT+3+1*');
    expect(documentSegments({ head, bytes, byteStart: 500, charset: null })).toEqual([
      { segment: 1, byte: 500, tag: 'UNH', text: 'UNH+1+ORDERS:D:96A:UN' },
      { segment: 2, byte: 524, tag: 'FTX', text: 'FTX+AAI+++5!* net' },
      { segment: 3, byte: 542, tag: 'UNT', text: 'UNT+3+1' },
    ]);
  });

  it('shows a last segment that was cut off, and nothing where the head is of no interchange', () => {
    const head = Buffer.from("UNB+UNOA:1+A+B+260301:0900+7'");
    const cut = documentSegments({ head, bytes: Buffer.from("UNH+1+ORDERS'LIN+1"), byteStart: 30, charset: null });
    expect(cut.map(({ text }) => text)).toEqual(['UNH+1+ORDERS', 'LIN+1']);
    const bytes = Buffer.from("UNH+1+ORDERS'");
    expect(documentSegments({ head: Buffer.from('%PDF-1.7'), bytes, byteStart: 0, charset: null })).toEqual([]);
  });
});
