// Reads an open log from a place to its end, in pieces that one store call may hold. Memory holds one piece and one line.
import type { FileHandle } from 'node:fs/promises';
import { CallFile, type FileRecord } from '../csv/call.file.js';
import { RECORD_LIMIT } from '../csv/record.splitter.js';
import type { PhoneSettings } from '../phone.settings.js';
import { readBytes } from './log.file.js';
import { FINGERPRINT_BYTES, fingerprint, type TailPlace } from './tail.cursor.js';

export interface Piece {
  records: FileRecord[];
  /** Behind them. */
  place: TailPlace;
}

const CHUNK_BYTES = 128 * 1024;
const BATCH_RECORDS = 500;
/** A place can lie so far before what was read: a line that waits, and its fingerprint. */
const SEEN_BYTES = RECORD_LIMIT + CHUNK_BYTES + FINGERPRINT_BYTES;

export class LogReader {
  private readonly file: CallFile;
  private seen: Buffer;
  private at: number;

  /** @param before  the bytes before the place, see bytesBefore() */
  constructor(
    private readonly handle: FileHandle,
    settings: PhoneSettings,
    place: TailPlace,
    before: Buffer,
  ) {
    this.file = new CallFile(settings, place);
    this.seen = before;
    this.at = place.offset;
  }

  /** Bytes of a line that has no end yet. */
  get waiting(): number {
    return this.file.waiting;
  }

  /** Up to where the file was read, whole lines or not. */
  get size(): number {
    return this.at;
  }

  /** @param isOver  nobody writes here any more: what has no line end is a line, too */
  async *read(isOver: boolean, ending: AbortSignal): AsyncGenerator<Piece> {
    while (!ending.aborted) {
      const chunk = await readBytes(this.handle, this.at, this.at + CHUNK_BYTES);
      if (chunk.length === 0) break;
      this.at += chunk.length;
      this.seen = Buffer.concat([this.seen, chunk]);
      yield* this.pieces(this.file.push(chunk));
      this.seen = this.seen.subarray(Math.max(0, this.seen.length - SEEN_BYTES));
    }
    if (isOver && !ending.aborted) yield* this.pieces(this.file.end());
  }

  private *pieces(records: FileRecord[]): Generator<Piece> {
    for (let from = 0; from < records.length; from += BATCH_RECORDS) {
      const batch = records.slice(from, from + BATCH_RECORDS);
      yield { records: batch, place: this.placeAt(batch.at(-1)!.next) };
    }
    // Rows that are no calls move the place alone.
    if (records.length === 0 || this.file.next.offset !== records.at(-1)!.next.offset)
      yield { records: [], place: this.placeAt(this.file.next) };
  }

  private placeAt(next: FileRecord['next']): TailPlace {
    const end = this.seen.length - (this.at - next.offset);
    const bytes = this.seen.subarray(Math.max(0, end - FINGERPRINT_BYTES), Math.max(0, end));
    return { ...next, before: fingerprint(bytes) };
  }
}
