// The lines of an order, to be found by what a change says of them. Pure.
import type { TradeLine } from './trade.document.js';

/** Finds the line that a change speaks of: by its number, or by an item of it where one of the two has no number. Each line is found once. */
export class LineBook {
  readonly #byNumber = new Map<string, TradeLine>();
  readonly #byItem = new Map<string, TradeLine>();
  readonly #left: Set<TradeLine>;

  constructor(lines: readonly TradeLine[]) {
    this.#left = new Set(lines);
    for (const line of lines) {
      const key = numberKey(line.lineNumber);
      if (key !== '' && !this.#byNumber.has(key)) this.#byNumber.set(key, line);
      for (const item of itemKeys(line)) if (!this.#byItem.has(item)) this.#byItem.set(item, line);
    }
  }

  take(line: TradeLine): TradeLine | null {
    const key = numberKey(line.lineNumber);
    const named = key === '' ? undefined : this.#byNumber.get(key);
    const found = named ?? this.#byItems(line, key === '');
    if (found === undefined || !this.#left.delete(found)) return null;
    return found;
  }

  left(): TradeLine[] {
    return [...this.#left];
  }

  #byItems(line: TradeLine, nameless: boolean): TradeLine | undefined {
    const found = itemKeys(line)
      .map(item => this.#byItem.get(item))
      .find(one => one !== undefined);
    return found && (nameless || numberKey(found.lineNumber) === '') ? found : undefined;
  }
}

/** `001` and `1` are one line: partners pad their numbers in one document and not in the other. */
const numberKey = (number: string): string => number.replace(/^0+(?=.)/, '');
const itemKeys = (line: TradeLine): string[] => line.itemIds.map(({ qualifier, id }) => `${qualifier} ${id}`);
