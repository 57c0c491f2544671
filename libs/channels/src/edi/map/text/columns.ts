// Text in columns, for a reader with a fixed-width font. Guarantee: nothing is cut; a value that is longer than its column pushes the rest.

export interface Column {
  title: string;
  /** Figures stand at the right. */
  right?: boolean;
  /** It grows no wider than this for one long value. */
  widest: number;
}

/** Rows below their titles; columns that no row fills are left away. Nothing is padded behind the last value of a row. */
export function tableOf(columns: readonly Column[], rows: readonly (readonly string[])[]): string[] {
  const titles = columns.map(({ title }) => title);
  const widths = titles.map(({ length }) => length);
  const used = titles.map(() => false);
  for (const row of rows) {
    for (let i = 0; i < columns.length; i++) {
      const { length } = row[i]!;
      if (length === 0) continue;
      used[i] = true;
      if (length > widths[i]!) widths[i] = Math.max(widths[i]!, Math.min(length, columns[i]!.widest));
    }
  }
  const places: Place[] = [];
  for (let i = 0; i < columns.length; i++)
    if (used[i]) places.push({ column: i, width: widths[i]!, right: columns[i]!.right === true });
  const text = [laid(titles, places)];
  for (const row of rows) text.push(laid(row, places));
  return text;
}

/** A column that is shown. */
interface Place {
  column: number;
  width: number;
  right: boolean;
}

function laid(row: readonly string[], places: readonly Place[]): string {
  let text = '';
  let last = '';
  // Blanks that are owed: they are written only where something follows.
  let gap = 0;
  // Counted, as all that is done for each value: an iterator would make an object for each of them.
  for (let at = 0; at < places.length; at++) {
    const { column, width, right } = places[at]!;
    const value = row[column]!;
    const free = width > value.length ? width - value.length : 0;
    if (value !== '') {
      const before = right ? gap + free : gap;
      text += before === 0 ? value : blanks(before) + value;
      gap = right ? 0 : free;
      last = value;
    } else gap += width;
    gap += 2;
  }
  // A text is put together only when it is read: to look at its end would be reading it.
  return last.trimEnd() === last ? text : text.trimEnd();
}

/** Rows have a blank or two for each sign: they are made once. */
const BLANKS = Array.from({ length: 80 }, (_, count) => ' '.repeat(count));
const blanks = (count: number): string => BLANKS[count] ?? ' '.repeat(count);

/** "Buyer       Acme": names and values in two columns; lines of a value below each other. */
export function factsOf(facts: readonly (readonly [name: string, value: string])[]): string[] {
  let width = 0;
  for (const fact of facts) width = Math.max(width, Math.min(fact[0].length, 40));
  return facts.map(fact => {
    const name = fact[0];
    const value = fact[1];
    const below = value.includes('\n') ? value.replaceAll('\n', `\n${blanks(width + 2)}`) : value;
    return name + blanks(Math.max(0, width - name.length) + 2) + below;
  });
}
