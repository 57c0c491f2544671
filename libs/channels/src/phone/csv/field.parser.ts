// One row to its fields (RFC 4180, read leniently). Pure, never throws.

export interface ParsedRow {
  values: string[];
  /** A quote was opened and never closed: from this column on (from 1) nothing is certain. Null: all are closed. */
  openColumn: number | null;
}

/** @param row  without its line end */
export function parseRow(row: string, separator: string): ParsedRow {
  const values: string[] = [];
  let at = 0;
  for (;;) {
    const quote = openingQuote(row, at);
    let value = '';
    let end = at;
    if (quote >= 0) {
      const closed = closingQuote(row, quote + 1);
      if (closed < 0) {
        values.push(row.slice(quote + 1).replaceAll('""', '"'));
        return { values, openColumn: values.length };
      }
      value = row.slice(quote + 1, closed).replaceAll('""', '"');
      end = closed + 1;
    }
    const next = row.indexOf(separator, end);
    values.push(value + row.slice(end, next < 0 ? undefined : next));
    if (next < 0) return { values, openColumn: null };
    at = next + 1;
  }
}

/** Where a quote opens the field; blanks may stand before it. -1: it is no quoted field. */
function openingQuote(row: string, from: number): number {
  let at = from;
  while (row[at] === ' ') at++;
  return row[at] === '"' ? at : -1;
}

function closingQuote(row: string, from: number): number {
  let at = row.indexOf('"', from);
  while (at >= 0 && row[at + 1] === '"') at = row.indexOf('"', at + 2);
  return at;
}
