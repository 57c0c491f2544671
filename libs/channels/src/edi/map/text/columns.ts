// Text in columns, for a reader with a fixed-width font. Guarantee: nothing is cut; a value that is longer than its column pushes the rest.

export interface Column {
  title: string;
  /** Figures stand at the right. */
  right?: boolean;
  /** It grows no wider than this for one long value. */
  widest: number;
}

/** Rows below their titles; columns that no row fills are left away. The last column is not padded. */
export function tableOf(columns: readonly Column[], rows: readonly (readonly string[])[]): string[] {
  const used = columns.map((_, i) => i).filter(i => rows.some(row => row[i] !== ''));
  const widths = columns.map(({ title, widest }, i) =>
    rows.reduce((width, row) => Math.max(width, Math.min(widest, row[i]!.length)), title.length),
  );
  const laid = (row: readonly string[]) =>
    used
      .map(i => (columns[i]!.right ? row[i]!.padStart(widths[i]!) : row[i]!.padEnd(widths[i]!)))
      .join('  ')
      .trimEnd();
  return [laid(columns.map(column => column.title)), ...rows.map(laid)];
}

/** "Buyer       Acme": names and values in two columns; lines of a value below each other. */
export function factsOf(facts: readonly (readonly [name: string, value: string])[]): string[] {
  const width = facts.reduce((most, [name]) => Math.max(most, Math.min(name.length, 40)), 0);
  return facts.map(([name, value]) => `${name.padEnd(width)}  ${value.replaceAll('\n', `\n${' '.repeat(width + 2)}`)}`);
}
