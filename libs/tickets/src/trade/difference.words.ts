// What a change does to an order, in a few words for a line of a timeline. Pure. Guarantee: what is left out is counted.
import type { DocumentDifferences, LineDifference, TradeChange } from './document.difference.js';

/** More are counted. */
const MOST = 8;

/** One clause each; empty where the change changes nothing. */
export function differenceWords({ order, head, lines }: DocumentDifferences): string[] {
  if (order === 'cancelled') return ['It cancels the order'];
  const words = [
    ...(order === 'replaced' ? ['It replaces the order'] : []),
    ...head.map(changeWords),
    ...lines.flatMap(line => lineWords(line) ?? []),
  ];
  const more = words.length - MOST;
  return more > 0 ? [...words.slice(0, MOST), `and ${more} more`] : words;
}

function lineWords(line: LineDifference): string | null {
  const name = `line ${line.lineNumber || line.description || 'without a number'}`;
  switch (line.what) {
    case 'added':
      return `${name} is new`;
    case 'removed':
      return `${name} is taken out`;
    case 'changed':
      return `${name}: ${line.changes.map(changeWords).join(', ')}`;
    case 'unknown':
      return `the order has no ${name}`;
    case 'unchanged':
      return null;
  }
}

const changeWords = ({ title, before, after }: TradeChange): string =>
  `${title} ${before ?? 'none'} → ${after ?? 'none'}`;
