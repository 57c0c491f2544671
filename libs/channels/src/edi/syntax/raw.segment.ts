// A segment as the place of its bytes. Guarantee: elements are looked for when one is asked for, components when one of them is; a segment that nobody
// reads costs its two positions.
import type { Segment } from './segment.js';
import { NONE, type Source } from './source.js';

/** Where elements are collected before their number is known: an array that grows takes several times the memory. */
const scratch: number[] = [];

export class RawSegment implements Segment {
  /** First byte of the tag, of each element, and of what would be the next one. */
  private starts: number[] | null = null;

  /**
   * @param stop byte of the terminator: the content ends before it
   * @param composite false in X12, where an element without a component asked for is its whole text
   */
  constructor(
    private readonly source: Source,
    readonly tag: string,
    readonly byte: number,
    private readonly stop: number,
    readonly end: number,
    readonly index: number,
    private readonly composite: boolean,
  ) {}

  get length(): number {
    return (this.starts ?? this.split()).length - 2;
  }

  value(element: number, component?: number, repetition?: number): string {
    const starts = this.starts ?? this.split();
    if (element < 1 || element > starts.length - 2) return '';
    const start = starts[element]!;
    const end = starts[element + 1]! - 1;
    if (start === end) return '';
    const { source } = this;
    if (!this.composite && component === undefined && repetition === undefined) return source.slice(start, end);
    let from = this.seek(start, end, source.repetition, repetition ?? 1);
    if (from === NONE) return '';
    const to = this.find(from, end, source.repetition);
    from = this.seek(from, to, source.component, component ?? 1);
    return from === NONE ? '' : source.value(from, this.find(from, to, source.component));
  }

  components(element: number, repetition = 1): number {
    const { start, end } = this.place(element);
    const from = this.seek(start, end, this.source.repetition, repetition);
    return from === NONE ? 0 : this.count(from, this.find(from, end, this.source.repetition), this.source.component);
  }

  repetitions(element: number): number {
    const { start, end } = this.place(element);
    return this.count(start, end, this.source.repetition);
  }

  byteOf(element: number, component = 1): number {
    const { start, end } = this.place(element);
    const from = this.seek(start, end, this.source.component, component);
    return from === NONE ? this.stop : from;
  }

  text(): string {
    return this.source.slice(this.byte, this.stop);
  }

  private place(element: number): { start: number; end: number } {
    const starts = this.starts ?? this.split();
    if (element < 1 || element > starts.length - 2) return { start: this.stop, end: this.stop };
    return { start: starts[element]!, end: starts[element + 1]! - 1 };
  }

  /** Never looks beyond the terminator: a file without separators would be read to its end for each segment. */
  private split(): number[] {
    const { text, element, release } = this.source;
    let count = 0;
    scratch[count++] = this.byte;
    for (let at = this.byte; at < this.stop; at++) {
      const code = text.charCodeAt(at);
      if (code === element) scratch[count++] = at + 1;
      else if (code === release) at++;
    }
    scratch[count++] = this.stop + 1;
    this.starts = scratch.slice(0, count);
    return this.starts;
  }

  /** First separator from `start` on; `end` where there is none. */
  private find(start: number, end: number, separator: number): number {
    if (separator === NONE) return end;
    const { text, release } = this.source;
    for (let at = start; at < end; at++) {
      const code = text.charCodeAt(at);
      if (code === separator) return at;
      if (code === release) at++;
    }
    return end;
  }

  /** Where the piece of that number begins, from 1; NONE where there are fewer. */
  private seek(start: number, end: number, separator: number, number: number): number {
    let from = start;
    for (let piece = 1; piece < number; piece++) {
      const found = this.find(from, end, separator);
      if (found === end) return NONE;
      from = found + 1;
    }
    return from;
  }

  private count(start: number, end: number, separator: number): number {
    if (start >= end) return 0;
    let pieces = 1;
    for (let at = this.find(start, end, separator); at < end; at = this.find(at + 1, end, separator)) pieces++;
    return pieces;
  }
}
