// The bytes of a stream that somebody still needs. Guarantee: grows by doubling and forgets from the front, so that a long stream in small pieces is
// copied twice at most.
const FIRST_CAPACITY = 64 * 1024;
/** Taken at once; a file may say that it is larger than it is. */
const MOST_EXPECTED = 256 * 1024 * 1024;
const HANDED_OVER = 1024 * 1024;

export class ByteWindow {
  bytes: Buffer;
  /** Used bytes of `bytes`. */
  length = 0;
  /** Of the stream: where `bytes[0]` stands. */
  offset = 0;

  /** @param expected bytes that will come, where that is known: nothing is copied then. What is not used takes no memory. */
  constructor(expected = 0) {
    this.bytes = Buffer.allocUnsafe(Math.min(Math.max(FIRST_CAPACITY, expected), MOST_EXPECTED));
  }

  append(chunk: Uint8Array): void {
    const needed = this.length + chunk.byteLength;
    if (needed > this.bytes.length) {
      const larger = Buffer.allocUnsafe(Math.max(needed, this.bytes.length * 2));
      this.bytes.copy(larger, 0, 0, this.length);
      this.bytes = larger;
    }
    this.bytes.set(chunk, this.length);
    this.length = needed;
  }

  /** Forgets so many bytes at the front. */
  drop(count: number): void {
    if (count === 0) return;
    this.length -= count;
    this.offset += count;
    // One giant interchange must not keep its memory while small ones follow.
    if (this.length < FIRST_CAPACITY && this.bytes.length > FIRST_CAPACITY * 16) {
      const smaller = Buffer.allocUnsafe(FIRST_CAPACITY);
      this.bytes.copy(smaller, 0, count, count + this.length);
      this.bytes = smaller;
      return;
    }
    this.bytes.copyWithin(0, count, count + this.length);
  }

  /** A part of its own. A large one is handed over as it is, and what follows it moves to a new place: memory never holds it twice. */
  take(start: number, end: number): Uint8Array {
    if (end - start < HANDED_OVER || this.length - end > FIRST_CAPACITY * 8) {
      return Buffer.from(this.bytes.subarray(start, end));
    }
    const taken = this.bytes.subarray(start, end);
    const rest = Buffer.allocUnsafe(this.length + FIRST_CAPACITY);
    this.bytes.copy(rest, end, end, this.length);
    this.bytes = rest;
    return taken;
  }

  /** Latin-1: one character for each byte. */
  text(start: number, length: number): string {
    return this.bytes.toString('latin1', start, Math.min(this.length, start + length));
  }
}
