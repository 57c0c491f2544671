// Cuts a file into interchanges while it arrives. Guarantees: every byte that is no blank is in exactly one slice, in the order of the file; the slices
// are the same in whatever pieces the file comes; memory holds one interchange, and what was not cut yet of the last piece.
import type { TradeStandard } from '#tickets';
import { ByteWindow } from './byte.window.js';
import { OPENING_BYTES, openingAt, surelyOpensAt } from './opening/opening.finder.js';
import { NONE } from './source.js';
import { isGap } from './tokens.js';

export interface Slice {
  /** `stray`: bytes outside every interchange: a PDF, a lost trailer, the text of a mail. */
  what: 'interchange' | 'stray';
  standard: TradeStandard | null;
  /** In the file; the byte after its last. */
  byteStart: number;
  byteEnd: number;
  /** A copy of its own. */
  bytes: Uint8Array;
  /** An interchange that ended without IEA or UNZ, or without the last terminator. */
  unterminated: boolean;
}

type Inside =
  | { in: 'stray' }
  | { in: 'interchange'; standard: TradeStandard; terminator: number; release: number; trailer: string };
type State = { in: 'gap' } | Inside;

const BOM = [0xef, 0xbb, 0xbf];
const [A, B, I, N, S, U] = Buffer.from('ABINSU');

export class InterchangeSplitter {
  private readonly window: ByteWindow;
  private state: State = { in: 'gap' };
  // Places in the window: where the slice began, where its present segment did, the byte after its last whole segment, and what is looked at.
  private start = 0;
  private segment = 0;
  private done = 0;
  private at = 0;
  private ended = false;

  /** @param fileBytes where it is known */
  constructor(fileBytes = 0) {
    this.window = new ByteWindow(fileBytes);
  }

  /** @returns what is complete by now */
  push(chunk: Uint8Array): Slice[] {
    this.window.append(chunk);
    return this.scan();
  }

  /** The file is over: what is left is unterminated. */
  end(): Slice[] {
    this.ended = true;
    const slices = this.scan();
    if (this.state.in !== 'gap') slices.push(this.cut(this.state, this.window.length, true));
    return slices;
  }

  private scan(): Slice[] {
    const slices: Slice[] = [];
    for (;;) {
      const found = this.state.in === 'gap' ? this.begin() : this.proceed(this.state);
      if (found === 'wait') break;
      if (found !== 'begun') slices.push(found);
    }
    // Once for all that was cut: moving the rest for each slice would be slow.
    const forgotten = this.state.in === 'gap' ? this.at : this.start;
    this.window.drop(forgotten);
    this.start -= forgotten;
    this.segment -= forgotten;
    this.done -= forgotten;
    this.at -= forgotten;
    return slices;
  }

  /** Between interchanges: at the first byte that is no blank, either an interchange begins or stray bytes do. */
  private begin(): 'begun' | 'wait' {
    const { bytes, length } = this.window;
    for (;;) {
      while (this.at < length && isGap(bytes[this.at]!)) this.at++;
      if (this.at >= length || this.mustWait()) return 'wait';
      if (this.at + BOM.length > length || !BOM.every((byte, place) => bytes[this.at + place] === byte)) break;
      this.at += BOM.length;
    }
    this.open();
    return 'begun';
  }

  private open(): void {
    const text = this.window.text(this.at, OPENING_BYTES);
    const opening = openingAt(text, 0);
    this.start = this.at;
    this.segment = this.at;
    this.done = this.at;
    if (!opening) {
      this.state = { in: 'stray' };
      this.at++;
      return;
    }
    const { standard, delimiters, header, headerEnd, severity } = opening;
    this.state = {
      in: 'interchange',
      standard,
      terminator: delimiters.terminator.charCodeAt(0),
      release: delimiters.release?.charCodeAt(0) ?? NONE,
      trailer: standard === 'x12' ? 'IEA' : 'UNZ',
    };
    // Past the tag, so that it does not begin again where it began. ISA holds blanks and delimiters as values: it is passed as a whole.
    if (standard === 'x12' && severity !== 'invalid') {
      this.at += headerEnd;
      this.segment = this.at;
      this.done = this.at;
    } else {
      this.segment += text.startsWith('UNB', header) ? header : 0;
      this.at = this.segment + 3;
    }
  }

  private proceed(state: Inside): Slice | 'wait' {
    const { bytes, length } = this.window;
    const terminator = state.in === 'interchange' ? state.terminator : NONE;
    const release = state.in === 'interchange' ? state.release : NONE;
    for (; this.at < length; this.at++) {
      const byte = bytes[this.at]!;
      if (byte === release) {
        if (this.at + 1 >= length && !this.ended) return 'wait';
        this.at++;
      } else if (byte === terminator) {
        this.done = this.at + 1;
        if (state.in === 'interchange' && this.isTag(state.trailer)) return this.cut(state, this.done, false);
        this.segment = this.done;
      } else if ((byte === I || byte === U) && this.mayOpen(byte)) {
        if (this.mustWait()) return 'wait';
        if (this.opensHere(state)) return this.cut(state, this.at, true);
      }
    }
    return 'wait';
  }

  /** By its letters, before anything is decoded. Too few of them may become some. */
  private mayOpen(first: number): boolean {
    const { bytes, length } = this.window;
    if (this.at + 3 > length) return !this.ended;
    const second = bytes[this.at + 1];
    const third = bytes[this.at + 2];
    return first === I ? second === S && third === A : second === N && (third === A || third === B);
  }

  private opensHere(state: Inside): boolean {
    const text = this.window.text(this.at, OPENING_BYTES);
    if (surelyOpensAt(text, 0)) return true;
    const first = state.in === 'stray' ? this.followsLineEnd() : this.gapEnd() === this.at;
    return first && openingAt(text, 0) !== null;
  }

  private followsLineEnd(): boolean {
    const before = this.window.bytes[this.at - 1];
    return before === 0x0a || before === 0x0d;
  }

  /** First byte of the present segment. */
  private gapEnd(): number {
    let at = this.segment;
    while (at < this.at && isGap(this.window.bytes[at]!)) at++;
    return at;
  }

  private isTag(tag: string): boolean {
    const start = this.gapEnd();
    const found = this.window.bytes.toString('latin1', start, Math.min(start + 4, this.at));
    return found.startsWith(tag) && !/[A-Za-z0-9]/.test(found.slice(3));
  }

  /** What begins an interchange is decided with all bytes that the decision can read, or with all that there are. */
  private mustWait(): boolean {
    return !this.ended && this.window.length - this.at < OPENING_BYTES;
  }

  private cut(state: Inside, end: number, unterminated: boolean): Slice {
    const { bytes, offset, length } = this.window;
    const { start } = this;
    const interchange = state.in === 'interchange';
    // Blanks at the end belong to nothing, except where a blank is the terminator.
    const kept = interchange ? Math.max(start, this.done) : start;
    let stop = Math.min(end, length);
    while (stop > kept && isGap(bytes[stop - 1]!)) stop--;
    this.state = { in: 'gap' };
    this.at = end;
    return {
      what: interchange ? 'interchange' : 'stray',
      standard: interchange ? state.standard : null,
      byteStart: offset + start,
      byteEnd: offset + stop,
      bytes: this.window.take(start, stop),
      unterminated: interchange && unterminated,
    };
  }
}

/** All of a file at once. */
export function splitInterchanges(bytes: Uint8Array): Slice[] {
  const splitter = new InterchangeSplitter(bytes.byteLength);
  return [...splitter.push(bytes), ...splitter.end()];
}
