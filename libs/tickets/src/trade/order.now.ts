// What of an order is wanted now, after its changes: for a headline, not for entering it. Pure. Guarantees: what a change does not speak of stays as it was;
// changes count in the order of their own days, so that the order in which they arrive says nothing; what does not fit the order changes nothing here, and
// stands as a doubt where it is compared line by line.
import { LineBook } from './line.book.js';
import type { CodedDate, TradeDocument, TradeLine } from './trade.document.js';

export interface OrderNow {
  /** `as-ordered`: no change came that says anything. */
  state: 'as-ordered' | 'changed' | 'cancelled';
  /** Its dates and lines as they are wanted now. Of a cancelled one as they were last. */
  document: TradeDocument;
}

/** @param changes in the order in which they came: 860, ORDCHG, and orders that cancel or replace this one */
export function orderNow(order: TradeDocument, changes: readonly TradeDocument[]): OrderNow {
  return inTheirOrder(changes).reduce<OrderNow>(after, { state: 'as-ordered', document: order });
}

/** By the days that they name, those of one day as they came; all as they came where one names no day. */
function inTheirOrder(changes: readonly TradeDocument[]): TradeDocument[] {
  const dated = changes.map(change => ({ change, day: dayOf(change) }));
  if (dated.some(({ day }) => day === null)) return [...changes];
  return dated.sort((a, b) => (a.day! < b.day! ? -1 : a.day! > b.day! ? 1 : 0)).map(({ change }) => change);
}

/** The day of the change itself: X12 has the order's day beside it (BCH06). */
function dayOf({ dates, documentDate, source }: TradeDocument): string | null {
  const day = dates.find(({ code }) => code === 'BCH11')?.value ?? (source.messageType === '860' ? null : documentDate);
  return day !== null && /^\d{4}-\d{2}-\d{2}/.test(day) ? day : null;
}

function after(now: OrderNow, change: TradeDocument): OrderNow {
  const { purpose, source } = change;
  if (purpose === 'cancel') return { ...now, state: 'cancelled' };
  if (purpose === 'duplicate') return now;
  if (purpose === 'replace' || source.messageType === now.document.source.messageType)
    return { state: 'changed', document: { ...now.document, dates: change.dates, lines: change.lines } };
  const { document } = now;
  return {
    // A change of what was cancelled does not order it again.
    state: now.state === 'cancelled' ? 'cancelled' : 'changed',
    document: { ...document, dates: withDates(document.dates, change.dates), lines: withLines(document.lines, change) },
  };
}

function withLines(lines: readonly TradeLine[], change: TradeDocument): TradeLine[] {
  const book = new LineBook(lines);
  const changed = new Map<TradeLine, TradeLine | null>();
  const added: TradeLine[] = [];
  for (const line of change.lines) {
    const before = book.take(line);
    if (before === null && (line.action === 'add' || line.action === 'order')) added.push(line);
    if (before !== null) changed.set(before, line.action === 'delete' ? null : withChange(before, line));
  }
  const kept = lines.flatMap(line => (changed.has(line) ? (changed.get(line) ?? []) : line));
  return [...kept, ...added];
}

const withChange = (before: TradeLine, line: TradeLine): TradeLine => ({
  ...before,
  quantity: line.quantity ?? before.quantity,
  requestedDates: withDates(before.requestedDates, line.requestedDates),
  schedules: line.schedules.length > 0 ? line.schedules : before.schedules,
});

/** The day of the change is about the change, not about the order. */
function withDates(before: readonly CodedDate[], change: readonly CodedDate[]): CodedDate[] {
  const told = change.filter(({ code }) => code !== 'BCH11');
  const codes = new Set(told.map(({ code }) => code));
  return [...before.filter(({ code }) => !codes.has(code)), ...told];
}
