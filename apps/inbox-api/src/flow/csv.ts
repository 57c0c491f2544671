// Tables as CSV, RFC 4180: commas, CRLF, quotes where they are needed, a head line. Guarantees: a text that a spreadsheet would take for a formula
// is defused by an apostrophe (A29); the file begins with the mark of UTF-8, without which Excel reads umlauts wrongly.

export type Cell = string | number | null;

export interface CsvTable {
  head: readonly string[];
  rows: readonly (readonly Cell[])[];
}

const BOM = '\uFEFF';
// What OWASP names, and what spreadsheets make of it in East Asian widths.
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;

export const csvOf = ({ head, rows }: CsvTable): string =>
  BOM + [head, ...rows].map(row => `${row.map(cellOf).join(',')}\r\n`).join('');

/** Numbers are ours and stay numbers, also negative ones. */
function cellOf(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const safe = FORMULA.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
