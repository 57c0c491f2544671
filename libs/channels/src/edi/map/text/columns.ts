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
  const widths = columns.map(({ title }) => title.length);
  const used = columns.map(() => false);
  for (const row of rows) {
    for (let i = 0; i < columns.length; i++) {
      const { length } = row[i]!;
      if (length === 0) continue;
      used[i] = true;
      if (length > widths[i]!) widths[i] = Math.max(widths[i]!, Math.min(length, columns[i]!.widest));
    }
  }
  const laid = (row: readonly string[]): string => {
    let text = '';
    for (let i = 0; i < columns.length; i++) {
      if (!used[i]) continue;
      const value = columns[i]!.right ? row[i]!.padStart(widths[i]!) : row[i]!.padEnd(widths[i]!);
      text = text === '' ? value : `${text}  ${value}`;
    }
    return text.trimEnd();
  };
  return [laid(columns.map(column => column.title)), ...rows.map(laid)];
}

/** "Buyer       Acme": names and values in two columns; lines of a value below each other. */
export function factsOf(facts: readonly (readonly [name: string, value: string])[]): string[] {
  const width = facts.reduce((most, [name]) => Math.max(most, Math.min(name.length, 40)), 0);
  return facts.map(([name, value]) => `${name.padEnd(width)}  ${value.replaceAll('\n', `\n${' '.repeat(width + 2)}`)}`);
}
