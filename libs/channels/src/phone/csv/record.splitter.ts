// Bytes of a CSV to the bytes of its records. Guarantees: the records are the same however the bytes are cut into chunks; a record is given when its line
// end has come, never half; a quote that nobody closes costs the line in which it stands, and not the file.
import { type Dialect, unitOf } from './dialect.js';

export interface RawRecord {
  /** Without line end. Of a line beyond the limit only its beginning. */
  bytes: Buffer;
  /** In the file. `byteEnd` is behind the line end. */
  byteStart: number;
  byteEnd: number;
  /** Lines of the file that it takes, from 1. */
  line: number;
  lines: number;
  /** Set where the line was longer than a record may be. */
  declaredBytes?: number;
}

export const RECORD_LIMIT = 256 * 1024;
const KEPT_OF_OVERSIZE = 16 * 1024;
/** A quoted field may go over some lines; what goes on longer is a quote that was never closed. */
const LONGEST_LINES = 16;

const QUOTE = 0x22;
const LF = 0x0a;
const CR = 0x0d;
const BLANK = 0x20;

interface End {
  /** Of the content, and behind the line end; in the buffer. */
  content: number;
  next: number;
  lines: number;
}

export class RecordSplitter {
  private buffer = Buffer.alloc(0);
  /** Bytes of an endless line that were let go. */
  private dropped = 0;
  private readonly unit: 1 | 2;
  private readonly separator: number;

  /** `offset`, `line`: where the first byte stands in the file. */
  constructor(
    private readonly dialect: Dialect,
    private offset: number,
    private line: number,
  ) {
    this.unit = unitOf(dialect.width);
    this.separator = dialect.separator.charCodeAt(0);
  }

  /** Bytes from the file's beginning up to which all was given. */
  get consumed(): number {
    return this.offset;
  }

  get waiting(): number {
    return this.dropped + this.buffer.length;
  }

  push(chunk: Uint8Array): RawRecord[] {
    this.buffer = this.buffer.length === 0 ? Buffer.from(chunk) : Buffer.concat([this.buffer, chunk]);
    return this.cut(false);
  }

  /** No more comes: what waits is a record, too. */
  end(): RawRecord[] {
    const records = this.cut(true);
    if (this.waiting > 0) records.push(this.take(this.buffer.length, this.buffer.length, 1));
    return records;
  }

  private cut(isLast: boolean): RawRecord[] {
    const records: RawRecord[] = [];
    let from = 0;
    const { buffer } = this;
    for (let end = this.endOf(from, isLast); end; end = this.endOf(from, isLast)) {
      const { content, next, lines } = end;
      this.buffer = buffer.subarray(from);
      records.push(this.take(content - from, next - from, lines));
      from = next;
      this.buffer = buffer;
    }
    this.buffer = buffer.subarray(from);
    // Its end is looked for without keeping it.
    if (this.buffer.length > RECORD_LIMIT || this.dropped > 0) this.letGo();
    return records;
  }

  private take(content: number, next: number, lines: number): RawRecord {
    const size = this.dropped + content;
    const isLong = this.dropped > 0 || content > RECORD_LIMIT;
    const bytes = Buffer.from(this.buffer.subarray(0, isLong ? Math.min(content, KEPT_OF_OVERSIZE) : content));
    const byteStart = this.offset;
    const { line } = this;
    this.offset += this.dropped + next;
    this.line += lines;
    this.dropped = 0;
    return {
      ...{ bytes, byteStart, byteEnd: this.offset, line, lines },
      ...(isLong ? { declaredBytes: size } : {}),
    };
  }

  private letGo(): void {
    if (this.buffer.length <= KEPT_OF_OVERSIZE + this.unit) return;
    // Whole units, and the last one stays: it may be the first half of a line end.
    const tail = this.unit + (this.buffer.length % this.unit);
    const last = this.buffer.subarray(this.buffer.length - tail);
    this.dropped += this.buffer.length - KEPT_OF_OVERSIZE - tail;
    this.buffer = Buffer.concat([this.buffer.subarray(0, KEPT_OF_OVERSIZE), last]);
  }

  /** Null where the record's end has not come yet. */
  private endOf(from: number, isLast: boolean): End | null {
    const { unit, separator } = this;
    // Of an endless line the quotes are lost.
    let isStart = this.dropped === 0;
    let isQuoted = false;
    let lines = 0;
    let first: End | null = null;
    for (let at = from; at + unit <= this.buffer.length; at += unit) {
      const sign = this.signAt(at);
      if (isQuoted && (lines >= LONGEST_LINES || at - from > RECORD_LIMIT)) {
        if (first) return first;
        isQuoted = false;
      }
      if (isQuoted) {
        if (sign === QUOTE) {
          if (at + 2 * unit > this.buffer.length && !isLast) return null;
          if (this.signAt(at + unit) === QUOTE) at += unit;
          else isQuoted = false;
        } else if (sign === LF || sign === CR) {
          const end = this.lineEnd(at, lines + 1, isLast);
          if (!end) return null;
          first ??= end;
          lines += 1;
          at = end.next - unit;
        }
        continue;
      }
      if (sign === LF || sign === CR) return this.lineEnd(at, lines + 1, isLast);
      if (sign === QUOTE && isStart) isQuoted = at - from <= RECORD_LIMIT;
      isStart = sign === separator || (isStart && sign === BLANK);
    }
    // What is quoted up to the end of all: its lines one by one.
    return isQuoted && isLast ? first : null;
  }

  /** LF, CR LF, or CR alone; null where CR is the last that has come. */
  private lineEnd(at: number, lines: number, isLast: boolean): End | null {
    const { unit } = this;
    if (this.signAt(at) === LF) return { content: at, next: at + unit, lines };
    const after = at + unit;
    if (after + unit > this.buffer.length && !isLast) return null;
    return { content: at, next: this.signAt(after) === LF ? after + unit : after, lines };
  }

  private signAt(at: number): number {
    const { buffer, unit } = this;
    if (at + unit > buffer.length) return -1;
    if (unit === 1) return buffer[at] as number;
    return this.dialect.width === 'utf-16le' ? buffer.readUInt16LE(at) : buffer.readUInt16BE(at);
  }
}
