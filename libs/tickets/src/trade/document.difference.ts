// What a change does to an order, line by line, for whoever has to enter it. Pure. Guarantee: nothing is applied and nothing is computed; each change stands
// with what was and what shall be, and what does not fit together is told as a doubt.
import { compareDecimals } from './decimal.order.js';
import { LineBook } from './line.book.js';
import { headChanges, lineChanges, type TradeChange } from './line.difference.js';
import type { TradeDocument, TradeLine } from './trade.document.js';

export type { TradeChange } from './line.difference.js';

export interface LineDifference {
  /** `unknown`: the change speaks of a line that the order does not have. */
  what: 'added' | 'removed' | 'changed' | 'unchanged' | 'unknown';
  lineNumber: string;
  /** Of the order's line, else of the change's. */
  description: string;
  changes: TradeChange[];
  /** One sentence where the change contradicts itself or the order; null where it does not. */
  doubt: string | null;
}

export interface DocumentDifferences {
  /** What happens to the order as a whole. `replaced`: lines that the new one does not name are gone. */
  order: 'changed' | 'cancelled' | 'replaced';
  /** Of the document: dates, currency, parties. */
  head: TradeChange[];
  /** In the order of the change; those that only a replacement takes out stand last. */
  lines: LineDifference[];
}

/**
 * @param order as it was ordered, or as an earlier change left it
 * @param change 860 or ORDCHG; or an order that replaces or cancels one of the same number
 */
export function documentDifferences(order: TradeDocument, change: TradeDocument): DocumentDifferences {
  if (change.purpose === 'cancel')
    return { order: 'cancelled', head: [], lines: order.lines.map(line => difference('removed', line, [])) };
  const replaces = change.purpose === 'replace' || change.source.messageType === order.source.messageType;
  const book = new LineBook(order.lines);
  const lines = change.lines.map(line => lineDifference(book.take(line), line, replaces));
  return {
    order: replaces ? 'replaced' : 'changed',
    head: headChanges(order, change),
    lines: replaces ? [...lines, ...book.left().map(line => difference('removed', line, []))] : lines,
  };
}

function lineDifference(before: TradeLine | null, after: TradeLine, replaces: boolean): LineDifference {
  const { action } = after;
  if (before === null) {
    const isNew = action === 'add' || action === 'order';
    const doubt = isNew ? null : `The order has no line ${after.lineNumber || 'like this one'}`;
    return difference(isNew ? 'added' : 'unknown', after, lineChanges(null, after), doubt);
  }
  if (action === 'delete') return difference('removed', before, []);
  const changes = lineChanges(before, after);
  const what = changes.length === 0 ? 'unchanged' : 'changed';
  return difference(what, before, changes, replaces ? null : doubtOf(before, after));
}

/** An increase that is less than what was ordered may be the difference, or a mistake: a person has to ask. */
function doubtOf(before: TradeLine, after: TradeLine): string | null {
  const { action, quantity, lineNumber } = after;
  if (action === 'add') return `The order has a line ${lineNumber} already`;
  if (quantity === null || before.quantity === null) return null;
  const order = compareDecimals(before.quantity, quantity);
  if (order === null) return null;
  if (action === 'quantity-increase' && order >= 0)
    return `It says that the quantity rises, but ${quantity} is not more than ${before.quantity}: it may be meant in addition`;
  if (action === 'quantity-decrease' && order <= 0)
    return `It says that the quantity falls, but ${quantity} is not less than ${before.quantity}`;
  return null;
}

const difference = (
  what: LineDifference['what'],
  line: TradeLine,
  changes: TradeChange[],
  doubt: string | null = null,
): LineDifference => ({ what, lineNumber: line.lineNumber, description: line.description, changes, doubt });
