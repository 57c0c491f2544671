// A segment as the place of its bytes. Guarantee: elements, and components of EDIFACT, are looked for in one pass, when one is asked for; a segment that nobody
// reads costs its two positions. Where the elements of one lie is kept once for all, of the segment that was read last: readers go through a set in order,
// and an array for each of a million segments, or of a thousand small interchanges, would cost more than all the reading. Whoever only walks through a set has
// one object that is moved along.

import { NONE, type Source } from '../source.js';
import type { Segment } from './segment.js';

/** Longer segments have their components looked for one by one: a damaged file may be one segment of 50 MB. */
const PIECED_BYTES = 65_536;

/** Places that are kept from one segment to the next; a segment with more leaves nothing behind. */
const MOST_KEPT = 65_536;

/** Of the segment that was read last: where its elements begin, or its components and which of them begin an element. */
const cut = {
  places: [] as number[],
  firsts: [] as number[],
  placed: 0,
  pieced: false,
  /** Whether it holds a release character. */
  released: false,
  /** Whose they are: a number that no other segment has, so that nothing here keeps an interchange in memory. */
  turn: 0,
};

export class RawSegment implements Segment {
  /** Of `cut`, when this was the segment that was read last. */
  private turn = -1;

  /**
   * @param stop byte of the terminator: the content ends before it
   * @param composite false in X12, where an element without a component asked for is its whole text
   */
  constructor(
    private readonly source: Source,
    public tag: string,
    public byte: number,
    private stop: number,
    public end: number,
    public index: number,
    private readonly composite: boolean,
  ) {}

  /** From now on it is another segment of the same source. */
  move(tag: string, byte: number, stop: number, end: number, index: number): void {
    this.tag = tag;
    this.byte = byte;
    this.stop = stop;
    this.end = end;
    this.index = index;
    this.turn = -1;
  }

  get length(): number {
    this.split();
    return cut.placed - 2;
  }

  value(element: number, component?: number, repetition?: number): string {
    this.split();
    const { source } = this;
    const { places, firsts } = cut;
    if (element < 1 || element > cut.placed - 2) return '';
    if (cut.pieced && repetition === undefined) {
      const piece = firsts[element]! + (component === undefined || component < 2 ? 0 : component - 1);
      return piece < firsts[element + 1]! ? source.value(places[piece]!, places[piece + 1]! - 1, cut.released) : '';
    }
    // Of X12 only elements are placed.
    if (!this.composite && component === undefined && repetition === undefined) {
      return source.slice(places[element]!, places[element + 1]! - 1);
    }
    const { start, end } = this.place(element);
    if (start === end) return '';
    let from = this.seek(start, end, source.repetition, repetition ?? 1);
    if (from === NONE) return '';
    const to = this.find(from, end, source.repetition);
    from = this.seek(from, to, source.component, component ?? 1);
    return from === NONE ? '' : source.value(from, this.find(from, to, source.component), cut.released);
  }

  /** Where the value lies is known before there is a text of it, so that blanks are looked for in the bytes. */
  trimmed(element: number, component?: number): string {
    this.split();
    const { places, firsts, pieced } = cut;
    if (!pieced && (this.composite || component !== undefined)) return this.value(element, component).trim();
    if (element < 1 || element > cut.placed - 2) return '';
    let piece = element;
    if (pieced) {
      piece = component === undefined || component < 2 ? firsts[element]! : firsts[element]! + component - 1;
      if (piece >= firsts[element + 1]!) return '';
    }
    return this.source.trimmed(places[piece]!, places[piece + 1]! - 1, cut.released);
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
    this.split();
    const { places, firsts, placed, pieced } = cut;
    if (element < 1 || element > placed - 2) return { start: this.stop, end: this.stop };
    return pieced
      ? { start: places[firsts[element]!]!, end: places[firsts[element + 1]!]! - 1 }
      : { start: places[element]!, end: places[element + 1]! - 1 };
  }

  /** Never looks beyond the terminator: a file without separators would be read to its end for each segment. */
  private split(): void {
    if (cut.turn === this.turn) return;
    this.turn = ++cut.turn;
    cut.released = false;
    if (cut.places.length > MOST_KEPT) [cut.places, cut.firsts] = [[], []];
    cut.pieced = this.composite && this.source.repetition === NONE && this.stop - this.byte <= PIECED_BYTES;
    if (cut.pieced) this.splitPieces();
    else this.splitElements();
  }

  /** The tag holds no separator. `places`: first byte of the tag, of each element, and of what would be the next one: `placed` of them. */
  private splitElements(): void {
    const { bytes, element, release } = this.source;
    const { places } = cut;
    const { stop } = this;
    let count = 1;
    places[0] = this.byte;
    for (let at = this.byte + this.tag.length; at < stop; at++) {
      const code = bytes[at];
      if (code === element) places[count++] = at + 1;
      else if (code === release) {
        cut.released = true;
        at++;
      }
    }
    places[count++] = stop + 1;
    cut.placed = count;
  }

  /** `places`: the same of each component; `firsts`: which of them begins an element. */
  private splitPieces(): void {
    const { bytes, element, component, release } = this.source;
    const { places, firsts } = cut;
    const { stop } = this;
    let pieces = 1;
    let count = 1;
    firsts[0] = 0;
    places[0] = this.byte;
    for (let at = this.byte + this.tag.length; at < stop; at++) {
      const code = bytes[at];
      if (code === element) {
        firsts[count++] = pieces;
        places[pieces++] = at + 1;
      } else if (code === component) places[pieces++] = at + 1;
      else if (code === release) {
        cut.released = true;
        at++;
      }
    }
    firsts[count++] = pieces;
    places[pieces] = stop + 1;
    cut.placed = count;
  }

  /** First separator from `start` on; `end` where there is none. */
  private find(start: number, end: number, separator: number): number {
    if (separator === NONE) return end;
    const { bytes, release } = this.source;
    for (let at = start; at < end; at++) {
      const code = bytes[at];
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
