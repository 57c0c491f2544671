// What a batch refers to, and so must be read before it is decided. Pure.
import { type CallsRead, entriesForCalls, type KnownOrder } from '#store';
import { type SignedIds, type TicketDraft, type Wanted, wantedOf } from '#tickets';
import type { Converted } from './planning.js';

export function wantedBy(converted: readonly Converted[], orders: readonly KnownOrder[], signed: SignedIds): Wanted {
  const arrived = converted.flatMap(({ conversion, channel }) => conversion.drafts.map(draft => ({ draft, channel })));
  const wanted = wantedOf(arrived, signed);
  return { ...wanted, ticketIds: [...new Set([...wanted.ticketIds, ...orders.map(order => order.ticketId)])] };
}

/** Entries that these drafts may write: one and a return to the rail each, the words above a forward, and what comes of a call. */
export function entriesFor(drafts: readonly TicketDraft[], calls: CallsRead | null): number {
  const noted = drafts.filter(draft => draft.forward && draft.forward.note !== '').length;
  const spoken = drafts.filter(draft => draft.call).length;
  return drafts.length * 2 + noted + entriesForCalls(spoken, calls?.ticketIds.length ?? 0);
}
