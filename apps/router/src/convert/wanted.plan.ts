// What a batch refers to, and so must be read before it is decided. Pure.
import { type CallsRead, entriesForCalls, type KnownOrder, type readKnown } from '#store';
import {
  authorshipOf,
  messageIdKey,
  type RoutingChannel,
  referredAsks,
  referredIds,
  referredTickets,
  type SignedIds,
  type TicketDraft,
} from '#tickets';
import type { Converted } from './batch.planner.js';

export function wantedBy(
  converted: readonly Converted[],
  orders: readonly KnownOrder[],
  signed: SignedIds,
): Parameters<typeof readKnown>[1] {
  const drafts = converted.flatMap(({ conversion }) => conversion.drafts);
  const distinct = <T>(values: T[]): T[] => [...new Set(values)];
  return {
    messageIdKeys: distinct(drafts.flatMap(draft => mailsNamed(draft).map(messageIdKey))),
    ticketIds: distinct([
      ...drafts.flatMap(draft => referredTickets(draft, signed)),
      ...orders.map(order => order.ticketId),
    ]),
    askIds: distinct(drafts.flatMap(draft => referredAsks(draft, signed))),
    // What holds several documents is known again by its control number, not by its content.
    contentKeys: distinct(drafts.flatMap(draft => (draft.part ? [] : [draft.contentKey]))),
    requesters: distinct(
      converted.flatMap(({ conversion, channel }) => conversion.drafts.flatMap(draft => requesterOf(draft, channel))),
    ),
  };
}

/** Entries that these drafts may write: one and a return to the rail each, the words above a forward, and what comes of a call. */
export function entriesFor(drafts: readonly TicketDraft[], calls: CallsRead | null): number {
  const noted = drafts.filter(draft => draft.forward && draft.forward.note !== '').length;
  const spoken = drafts.filter(draft => draft.call).length;
  return drafts.length * 2 + noted + entriesForCalls(spoken, calls?.ticketIds.length ?? 0);
}

function mailsNamed(draft: TicketDraft): string[] {
  const reported = draft.automatic.originalMessageId;
  return [...referredIds(draft), ...(reported ? [reported] : [])];
}

/** Whom a ticket would be for; none where nobody can be written to. */
function requesterOf(draft: TicketDraft, channel: RoutingChannel): string[] {
  const { address } = authorshipOf(draft, channel).requester;
  return address ? [address.toLowerCase()] : [];
}
