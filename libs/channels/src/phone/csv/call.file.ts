// A growing CSV to its records: dialect, header and place. Guarantees: chunks may end anywhere; the place is where the next reader goes on, and with it
// goes what the head of the file said.
import type { PhoneSettings } from '../phone.settings.js';
import { type Dialect, decodeText, type Separator, separatorOf, type Width, widthOf } from './dialect.js';
import { parseRow } from './field.parser.js';
import { headerTest, isBlankRow, isTypeRow } from './header.row.js';
import { type RawRecord, RECORD_LIMIT, RecordSplitter } from './record.splitter.js';

/** Small and JSON-safe. */
export interface FilePlace {
  /** Bytes that were read to the end of a record. */
  offset: number;
  /** The line that begins there, from 1. */
  line: number;
  /** Null before the first row. */
  dialect: Dialect | null;
  /** Names in the header row; null where none was seen. */
  columns: string[] | null;
}

export const FILE_BEGINNING: FilePlace = { offset: 0, line: 1, dialect: null, columns: null };

export interface FileRecord extends Omit<RawRecord, 'lines'> {
  width: Width;
  separator: Separator;
  columns: string[] | null;
  /** Of whoever goes on behind it. */
  next: FilePlace;
}

/** A row longer than this has shown its separator. */
const HEAD_LIMIT = RECORD_LIMIT;
const FEWEST_BYTES = 4;

export class CallFile {
  private readonly isHeader: (values: readonly string[]) => boolean;
  private splitter: RecordSplitter | null = null;
  private head = Buffer.alloc(0);
  private place: FilePlace;

  constructor(
    private readonly settings: PhoneSettings,
    from: FilePlace = FILE_BEGINNING,
  ) {
    this.isHeader = headerTest(settings);
    this.place = from;
    if (from.dialect) this.splitter = new RecordSplitter(from.dialect, from.offset, from.line);
  }

  /** Where everything before was given. */
  get next(): FilePlace {
    return this.place;
  }

  /** Bytes that wait for the end of their line. */
  get waiting(): number {
    return this.splitter?.waiting ?? this.head.length;
  }

  push(chunk: Uint8Array): FileRecord[] {
    if (this.splitter) return this.records(this.splitter.push(chunk));
    this.head = Buffer.concat([this.head, chunk]);
    return this.open(false);
  }

  /** No more comes. */
  end(): FileRecord[] {
    const records = this.splitter ? [] : this.open(true);
    return this.splitter ? [...records, ...this.records(this.splitter.end())] : records;
  }

  private open(isLast: boolean): FileRecord[] {
    const { head } = this;
    if (head.length === 0) return [];
    // Less says nothing about the encoding.
    if (!isLast && head.length < FEWEST_BYTES) return [];
    const found = widthOf(head);
    const text = decodeText(head.subarray(found.mark, HEAD_LIMIT), found.width, this.settings.encoding);
    const row = /^[\r\n]*([^\r\n]+)[\r\n]/.exec(text)?.[1];
    if (row === undefined && !isLast && head.length < HEAD_LIMIT) return [];
    const separator = this.settings.separator ?? separatorOf(row ?? text);
    const dialect: Dialect = { ...found, separator };
    this.splitter = new RecordSplitter(dialect, found.mark, 1);
    this.place = { ...this.place, offset: found.mark, dialect };
    this.head = Buffer.alloc(0);
    return this.records(this.splitter.push(head.subarray(found.mark)));
  }

  private records(raws: readonly RawRecord[]): FileRecord[] {
    const { width, separator } = this.place.dialect as Dialect;
    return raws.flatMap(({ lines, ...raw }) => {
      const { values } = parseRow(decodeText(raw.bytes, width, this.settings.encoding), separator);
      const isHeader = this.isHeader(values);
      if (isHeader) this.place = { ...this.place, columns: values.map(value => value.trim()) };
      this.place = { ...this.place, offset: raw.byteEnd, line: raw.line + lines };
      if (isHeader || isBlankRow(values) || (this.settings.source === 'cisco-cucm' && isTypeRow(values))) return [];
      return [{ ...raw, width, separator, columns: this.place.columns, next: this.place }];
    });
  }
}
