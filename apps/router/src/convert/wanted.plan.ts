// What a batch refers to, and so must be read before it is decided. Pure.
import type { KnownOrder, readKnown } from '#store';
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

function mailsNamed(draft: TicketDraft): string[] {
  const reported = draft.automatic.originalMessageId;
  return [...referredIds(draft), ...(reported ? [reported] : [])];
}

/** Whom a ticket would be for; none where nobody can be written to. */
function requesterOf(draft: TicketDraft, channel: RoutingChannel): string[] {
  const { address } = authorshipOf(draft, channel).requester;
  return address ? [address.toLowerCase()] : [];
}
