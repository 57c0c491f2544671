// The order has come after its change or question: both end on the order's ticket. Guarantees: what people have begun on stays theirs, is never closed or
// reopened, and says where the order is, as the order says where it stands; done twice it does nothing twice.
import { CHANGE_SETS, differenceWords, documentDifferences, type TradeDocument } from '#tickets';
import { column } from '../conversion/column.js';
import { prepared, rows, type Tx } from '../database/database.js';
import { mergeLocked } from '../tickets/actions/merge.action.js';
import { tiedRefusal } from '../tickets/actions/tied.js';
import { changeTicket } from '../tickets/ticket.change.js';
import { type LockedTicket, lockTickets } from '../tickets/ticket.lock.js';
import type { PlannedJoin } from './trade.plan.js';

const RAIL = { userId: null, name: 'Ticket Rail' };
const CAME_BEFORE = 'it came before its order';

/**
 * After the tickets of the batch and their events are written. All tickets are locked by then, or were opened by this transaction; the partners' rows are
 * locked before them. No rail is: a ticket that nobody touched has no calls to be passed on.
 */
export async function joinEarly(tx: Tx, joins: readonly PlannedJoin[]): Promise<void> {
  if (joins.length === 0) return;
  for (const join of joins) await joinOne(tx, join);
  await prepared(
    tx,
    'early-joined',
    `UPDATE message_part p SET awaits_order = NULL FROM unnest($1::bigint[], $2::int[]) AS u(message_id, number)
      WHERE p.message_id = u.message_id AND p.number = u.number`,
    [column(joins, join => join.messageId), column(joins, join => join.part)],
  );
}

async function joinOne(tx: Tx, join: PlannedJoin): Promise<void> {
  const { earlyTicketId, orderTicketId, at } = join;
  const order = (await lockTickets(tx, [orderTicketId])).get(orderTicketId);
  const early = await whereItStands(tx, earlyTicketId);
  // Another document of this order has brought the ticket along.
  if (!order || !early || early.id === order.id) return;
  if (early.id === earlyTicketId && (await isUntouched(tx, early, order))) {
    await mergeLocked(tx, { ticket: early, survivor: order, actor: RAIL, now: at, why: CAME_BEFORE });
    return;
  }
  await link(tx, early, order, join);
}

/** The ticket, or the one that people merged it into. */
async function whereItStands(tx: Tx, ticketId: number): Promise<LockedTicket | undefined> {
  let ticket = (await lockTickets(tx, [ticketId])).get(ticketId);
  for (let i = 0; i < 20 && ticket?.mergedInto; i++)
    ticket = (await lockTickets(tx, [ticket.mergedInto])).get(ticket.mergedInto);
  return ticket;
}

/** It hangs as it came, on the rail of the order: nobody loses a place or a thought when it goes into the order. */
async function isUntouched(tx: Tx, early: LockedTicket, order: LockedTicket): Promise<boolean> {
  if (early.state !== 'open' || early.assignedTo !== null || early.departmentId !== order.departmentId) return false;
  const [worked] = await rows<{ worked: boolean }>(
    tx,
    `SELECT EXISTS (SELECT FROM entry WHERE ticket_id = $1 AND (author_kind = 'person' OR type IN ('reply', 'note', 'handoff', 'call'))) AS worked`,
    [early.id],
  );
  return !worked!.worked && (await tiedRefusal(tx, early.id)) === null;
}

/** Each says where the other is. Beside the work: nobody's next act is stale for it, and no state changes. */
async function link(tx: Tx, early: LockedTicket, order: LockedTicket, join: PlannedJoin): Promise<void> {
  const { document, what } = await documentOf(tx, join);
  // What a rail does not see is not told on it.
  const told = early.departmentId === order.departmentId ? wordsOf(order.fields, document) : '';
  const say = (ticket: LockedTicket, other: LockedTicket, text: string) =>
    changeTicket(tx, {
      ticket,
      now: join.at,
      actor: RAIL,
      beside: true,
      set: {},
      entries: [
        {
          type: 'state',
          text,
          event: 'ticket.entry-added',
          detail: {
            change: { action: 'order-linked', ticketId: other.id, messageId: join.messageId, part: join.part },
          },
        },
      ],
    });
  await say(early, order, `Linked it to #${order.id}: the order that the ${what} is about came after it${told}`);
  await say(
    order,
    early,
    `Linked it to #${early.id}, ${stateWords(early, order)}: a ${what} ${isAbout[what]} this order came before it${told}`,
  );
  await rows(tx, 'UPDATE ticket SET follows_ticket_id = coalesce(follows_ticket_id, $2::bigint) WHERE id = $1', [
    order.id,
    early.id,
  ]);
}

const isAbout = { change: 'of', 'status question': 'about' } as const;

function stateWords({ state, holderName, departmentId }: LockedTicket, order: LockedTicket): string {
  if (departmentId !== order.departmentId) return 'which hangs on another rail';
  if (state === 'done') return 'which is done';
  if (state === 'claimed') return `which ${holderName ?? 'somebody'} has in hand`;
  return state === 'waiting' ? 'which waits' : 'which people have worked on';
}

async function documentOf(
  tx: Tx,
  { messageId, part }: PlannedJoin,
): Promise<{ document: TradeDocument | null; what: 'change' | 'status question' }> {
  const [found] = await rows<{ document: TradeDocument | null; type: string }>(
    tx,
    `SELECT e.detail -> 'document' AS document, p.document_type AS type FROM message_part p JOIN entry e ON e.message_id = p.message_id AND e.part = p.number
      WHERE p.message_id = $1 AND p.number = $2`,
    [messageId, part],
  );
  const isChange = found !== undefined && CHANGE_SETS.includes(found.type);
  return { document: isChange ? found.document : null, what: isChange ? 'change' : 'status question' };
}

function wordsOf(order: Record<string, unknown>, change: TradeDocument | null): string {
  if (change === null || !Array.isArray(order.lines)) return '';
  const words = differenceWords(documentDifferences(order as unknown as TradeDocument, change));
  return words.length === 0 ? '' : `. ${words.join('; ')}`;
}
