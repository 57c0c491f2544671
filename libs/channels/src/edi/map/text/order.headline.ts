// The headline of an order that was changed, and the first words below it: what is wanted now, and that it is not what was ordered first.
import { orderNow, snippetOf, type TradeDocument } from '#tickets';
import { documentText } from './document.text.js';
import { oneLine } from './one.line.js';
import { requesterOf } from './requester.js';
import { subjectOf } from './subject.js';

/** "Order 4711 from Acme, 12 lines, wanted by 20 Mar 2026, changed". @param changes see orderNow() */
export function orderHeadline(
  order: TradeDocument,
  changes: readonly TradeDocument[],
): { subject: string; snippet: string } {
  const { state, document } = orderNow(order, changes);
  const from = requesterOf(order);
  const subject = oneLine(subjectOf('order', document, from, ''));
  const said = state === 'as-ordered' ? '' : `, ${state}`;
  // What was declared of the first lines is not said of these.
  const shown = { ...document, declaredLineCount: null, totals: [] };
  return { subject: `${subject}${said}`, snippet: snippetOf(documentText('order', shown, from, { segments: [] })) };
}
