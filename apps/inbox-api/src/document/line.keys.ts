// What finds the lines of an order that a change speaks of: by number, or by item where one of the two has no number. Pure; as documentDifferences() finds them.
import type { LineKeys } from '#store';
import type { TradeLine } from '#tickets';

export function lineKeys(lines: readonly TradeLine[]): LineKeys {
  const nameless = lines.filter(line => line.lineNumber === '');
  const numbers = lines.map(line => line.lineNumber.replace(/^0+(?=.)/, '')).filter(number => number !== '');
  return {
    numbers: [...new Set(numbers)],
    items: [...new Set(lines.flatMap(itemKeys))],
    namelessItems: [...new Set(nameless.flatMap(itemKeys))],
  };
}

const itemKeys = (line: TradeLine): string[] => line.itemIds.map(({ qualifier, id }) => `${qualifier} ${id}`);
