// A row of a CSV as named texts: by the channel's mapping, else by the names in the header, else by the order that the source is known for.
import type { Position } from '#tickets';
import { nameOf } from '../csv/header.row.js';
import type { PhoneSettings } from '../phone.settings.js';
import { RecordFault, type RecordFields } from './record.fields.js';

export interface Row {
  values: readonly string[];
  /** Names in the header of its file; null where there was none. */
  columns: readonly string[] | null;
  /** Of the record in its file, from 1; undefined where it is not known. */
  line: number | undefined;
}

export class CsvFields implements RecordFields {
  private readonly header: Map<string, number> | null;

  /** `usual`: the names by their column where there is no header. */
  constructor(
    private readonly row: Row,
    private readonly mapping: PhoneSettings['columns'],
    private readonly usual: readonly string[] = [],
  ) {
    this.header = row.columns && new Map(row.columns.map((name, at): [string, number] => [nameOf(name), at]).reverse());
  }

  text(name: string): string {
    const at = this.indexOf(name);
    return at === null ? '' : (this.row.values[at] ?? '').trim();
  }

  place(name: string): Position {
    const at = this.indexOf(name);
    const { line } = this.row;
    return { ...(line === undefined ? {} : { row: line }), ...(at === null ? {} : { column: at + 1 }) };
  }

  called(name: string): string {
    const at = this.indexOf(name);
    return at === null ? `"${name}"` : `Column ${at + 1} (${name})`;
  }

  /** Null where the file has it not. @throws RecordFault phone.column-missing where the mapping names a column that is not there */
  private indexOf(name: string): number | null {
    const { mapping } = this;
    const mapped = Array.isArray(mapping)
      ? mapping.findIndex(one => nameOf(one) === nameOf(name)) + 1
      : mapping?.[name];
    if (Array.isArray(mapping) && this.header === null) return mapped ? Number(mapped) - 1 : null;
    if (typeof mapped === 'number' && !Array.isArray(mapping)) return mapped - 1;
    if (typeof mapped === 'string') return this.headed(mapped);
    const at = this.header ? this.header.get(nameOf(name)) : this.usual.indexOf(name);
    return at === undefined || at < 0 ? null : at;
  }

  private headed(column: string): number {
    const at = this.header?.get(nameOf(column));
    if (at !== undefined) return at;
    const has = this.row.columns ? `it has ${this.row.columns.join(', ')}` : 'no header row was seen';
    const line = this.row.line === undefined ? {} : { row: this.row.line };
    throw new RecordFault('phone.column-missing', `The file has no column "${column}": ${has}.`.slice(0, 500), line);
  }
}
