// One document of an interchange as it was received, segment by segment, without reading the rest. Guarantees: cut by the tokenisers that read the interchange
// itself, so that a byte of a finding stands in the segment that is shown for it; nothing is mended.
import { configuredCharset, declaredCharset } from '../syntax/charset.js';
import { tokeniseEdifact } from '../syntax/edifact.tokeniser.js';
import { openingAt } from '../syntax/opening/opening.finder.js';
import type { Opening } from '../syntax/opening/opening.js';
import type { Segment } from '../syntax/segment/segment.js';
import type { Tokens } from '../syntax/segment/segment.table.js';
import { Source } from '../syntax/source.js';
import { afterGap } from '../syntax/tokens.js';
import { tokeniseX12 } from '../syntax/x12.tokeniser.js';

export interface ReceivedDocument {
  /** The first bytes of the message, with the whole of ISA, or of UNA and UNB. */
  head: Uint8Array;
  /** From ST or UNH to SE or UNT. */
  bytes: Uint8Array;
  /** Of the first of them in the message. */
  byteStart: number;
  /** Agreed with the partner in place of what their interchanges declare. */
  charset: string | null;
}

export interface ReceivedSegment {
  /** ST and UNH are 1. */
  segment: number;
  /** Of the tag's first byte in the message. */
  byte: number;
  tag: string;
  /** Decoded, with release characters, without the terminator. */
  text: string;
}

/** Empty where the head belongs to no interchange: a document cannot have been read from it either. */
export function documentSegments({ head, bytes, byteStart, charset }: ReceivedDocument): ReceivedSegment[] {
  const before = headerOf(head);
  if (!before) return [];
  const { header, start, end } = before;
  const source = new Source(Buffer.concat([head.subarray(start, end), bytes]));
  const opening = openingAt(source.text, 0);
  if (!opening) return [];
  const { table } = tokenise(source, opening);
  const declared = opening.standard === 'x12' ? null : declaredCharset(header.value(1, 1).trim());
  source.decodeAs(charset === null ? declared : (configuredCharset(charset) ?? declared));
  const moved = byteStart - (end - start);
  const segments: ReceivedSegment[] = [];
  // The first one is the header.
  for (let number = 1; number < table.length; number++) {
    const segment = table.segmentAt(number);
    segments.push({ segment: number, byte: segment.byte + moved, tag: segment.tag, text: segment.text() });
  }
  return segments;
}

/** From the first byte of UNA, UNB or ISA to the byte after the header's terminator. */
function headerOf(head: Uint8Array): { header: Segment; start: number; end: number } | null {
  const source = new Source(head);
  const mark = source.text.startsWith('\xef\xbb\xbf') ? 3 : 0;
  const start = afterGap(source.text, mark);
  const opening = openingAt(source.text, start);
  const table = opening && tokenise(source, opening).table;
  if (!table || table.length === 0) return null;
  const header = table.segmentAt(0);
  return { header, start, end: header.end };
}

const tokenise = (source: Source, opening: Opening): Tokens =>
  opening.standard === 'x12' ? tokeniseX12(source, opening) : tokeniseEdifact(source, opening);
