// The headline of an order that a change has just joined: slip and ticket say what is wanted now. What each change does stands at the change.
import { orderHeadline } from '#channels';
import { type ConversionPlan, changedOrders, renewHeadlines, type Tx } from '#store';
import { CHANGE_SETS, ORDER_SETS } from '#tickets';

/** An order may replace or cancel another of its number. */
const CHANGES: ReadonlySet<string | null> = new Set([...CHANGE_SETS, ...ORDER_SETS]);

/** After the batch is written. Nothing is read for a batch without changes. */
export async function tellWhatIsWanted(tx: Tx, { parts, joins }: ConversionPlan): Promise<void> {
  const joined = parts.filter(part => part.state === 'appended' && CHANGES.has(part.documentType));
  const ticketIds = [...new Set([...joined.map(part => part.ticketId!), ...joins.map(join => join.orderTicketId)])];
  const changed = (await changedOrders(tx, ticketIds)).filter(({ changes }) => changes.length > 0);
  await renewHeadlines(
    tx,
    changed.map(({ ticketId, order, changes }) => ({ ticketId, ...orderHeadline(order, changes) })),
  );
}
