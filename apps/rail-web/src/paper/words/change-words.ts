// What a change does to a line, in words. Pure. The server compares; here it is told.
import type { DocumentWords, LineDifference, TradeChange, TradeLine } from '#api';
import { amountWords, dayWords, roleWords, unitWords } from './paper-words.js';

export type Mark = 'added' | 'removed' | 'changed' | 'unknown';

export const MARKS: Record<Mark, string> = {
  added: 'Added',
  removed: 'Cancelled',
  changed: 'Changed',
  unknown: 'Not on the order',
};

/** What the comparison says; without one, what the line says of itself. Null where nothing happens to it. */
export function markOf(difference: LineDifference | undefined, { action }: Pick<TradeLine, 'action'>): Mark | null {
  if (difference) return difference.what === 'unchanged' ? null : difference.what;
  if (action === 'add') return 'added';
  if (action === 'delete') return 'removed';
  return action === 'order' || action === 'other' ? null : 'changed';
}

/** The one that is shown in its own column, where there was something before. */
export const columnChange = (
  difference: LineDifference | undefined,
  field: 'quantity' | 'unitPrice',
): TradeChange | undefined =>
  difference?.what === 'changed'
    ? difference.changes.find(change => change.field === field && change.before !== null)
    : undefined;

/** What has no column of its own. Of a new line its columns say all. */
export const furtherChanges = (difference: LineDifference | undefined): TradeChange[] =>
  difference?.what === 'changed'
    ? difference.changes.filter(
        change => columnChange(difference, 'quantity') !== change && columnChange(difference, 'unitPrice') !== change,
      )
    : [];

export const changeTitle = (words: DocumentWords, { field, title }: TradeChange): string =>
  field === 'party' ? roleWords(words, title) : title;

/** One side of a change. */
export function valueWords(words: DocumentWords, { field }: Pick<TradeChange, 'field'>, value: string): string {
  if (field === 'date') return dayWords(value);
  if (field === 'uom') return unitWords(words, value);
  return field === 'quantity' || field === 'unitPrice' ? amountWords(value) : value;
}

const HEADS = {
  changed: 'This changes the order',
  cancelled: 'The whole order is cancelled',
  replaced: 'This takes the place of the order',
} as const;

/** `This changes the order: 2 lines changed, 1 cancelled, 1 added`. Counts are those of the lines that are shown. */
export function headWords(order: keyof typeof HEADS, lines: readonly LineDifference[], lost: number): string {
  const count = (what: LineDifference['what']): number => lines.filter(line => line.what === what).length;
  const counts: [number, string][] = [
    [count('changed'), 'changed'],
    [count('removed') + lost, 'cancelled'],
    [count('added'), 'added'],
    [count('unknown'), 'not on the order'],
  ];
  const told = counts.filter(([number]) => number > 0);
  if (told.length === 0) return HEADS[order];
  const [first, ...rest] = told.map(([number, words], place) =>
    place === 0 ? `${amountWords(String(number))} ${number === 1 ? 'line' : 'lines'} ${words}` : `${number} ${words}`,
  );
  return `${HEADS[order]}: ${[first, ...rest].join(', ')}`;
}
