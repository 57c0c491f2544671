// The segments of an interchange as numbers: three for each, and an object only when somebody asks for it. Guarantee: fifty megabytes of small segments
// cost their numbers; a thousand sets are never all objects at once.
import type { Opening } from '../opening/opening.js';
import type { Source } from '../source.js';
import { tagAt } from '../tokens.js';
import { RawSegment } from './raw.segment.js';
import type { Segment } from './segment.js';

export interface Tokens {
  opening: Opening;
  /** ISA or UNB first, IEA or UNZ last where it is there. */
  table: SegmentTable;
  /** Byte after the last segment. */
  end: number;
  /** The last segment has no terminator: the file was cut off. */
  unterminated: boolean;
}

const COLUMNS = 3;
/** Rows of a block, as a power of two: most interchanges need one array that grows; large ones blocks that do not, for a growing array is copied. */
const BLOCK_BITS = 12;
const BLOCK_ROWS = 1 << BLOCK_BITS;
const IN_BLOCK = BLOCK_ROWS - 1;
const LF = 0x0a;
const CR = 0x0d;

export class SegmentTable {
  length = 0;
  /** Of each segment its first byte, the byte after its content, and its place in its set. */
  private readonly first: number[] = [];
  private readonly blocks: Int32Array[] = [];

  /** @param composite see RawSegment */
  constructor(
    readonly source: Source,
    private readonly composite: boolean,
  ) {}

  /** @param index in its set, ST and UNH = 1; 0 outside */
  add(byte: number, stop: number, index: number): void {
    const row = this.length++;
    if (row < BLOCK_ROWS) {
      const { first } = this;
      const at = row * COLUMNS;
      first[at] = byte;
      first[at + 1] = stop;
      first[at + 2] = index;
      return;
    }
    const at = (row & IN_BLOCK) * COLUMNS;
    if (at === 0) this.blocks.push(new Int32Array(BLOCK_ROWS * COLUMNS));
    const block = this.blocks[this.blocks.length - 1]!;
    block[at] = byte;
    block[at + 1] = stop;
    block[at + 2] = index;
  }

  byteAt(row: number): number {
    return this.cell(row, 0);
  }

  indexAt(row: number): number {
    return this.cell(row, 2);
  }

  segmentAt(row: number): Segment {
    const byte = this.cell(row, 0);
    const stop = this.cell(row, 1);
    const tag = tagAt(this.source, byte, stop);
    return new RawSegment(this.source, tag, byte, stop, this.endOf(stop), this.cell(row, 2), this.composite);
  }

  /** One object for all of them: it is what `visit` is given until that returns. Ends where `visit` returns false. */
  walk(from: number, to: number, visit: (segment: Segment) => boolean): void {
    if (from >= to) return;
    const segment = this.segmentAt(from) as RawSegment;
    for (let row = from; row < to; row++) {
      const byte = this.cell(row, 0);
      const stop = this.cell(row, 1);
      if (row > from) segment.move(tagAt(this.source, byte, stop), byte, stop, this.endOf(stop), this.cell(row, 2));
      if (!visit(segment)) return;
    }
  }

  private cell(row: number, column: number): number {
    if (row < BLOCK_ROWS) return this.first[row * COLUMNS + column]!;
    return this.blocks[(row >> BLOCK_BITS) - 1]![(row & IN_BLOCK) * COLUMNS + column]!;
  }

  segments(from: number, to: number): Segment[] {
    const segments = new Array<Segment>(to - from);
    for (let row = from; row < to; row++) segments[row - from] = this.segmentAt(row);
    return segments;
  }

  /** After the terminator, before which a CR stands where lines end in CRLF; where the file was cut there is none. */
  private endOf(stop: number): number {
    const { bytes, terminatorByte } = this.source;
    const code = bytes[stop];
    if (code === terminatorByte) return stop + 1;
    return terminatorByte === LF && code === CR && bytes[stop + 1] === LF ? stop + 2 : stop;
  }
}
