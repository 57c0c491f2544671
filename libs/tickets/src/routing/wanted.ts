// What drafts refer to, and so must be read before decide() is asked of them. Pure.
import type { TicketDraft } from '../draft.js';
import { authorshipOf } from './authorship.js';
import type { RoutingChannel } from './decision.js';
import { referredAsks } from './step.answer.js';
import { messageIdKey, referredIds, referredTickets, type SignedIds } from './thread.js';

/** Each once, in the order in which the drafts name it. */
export interface Wanted {
  /** As messageIdKey() makes them. */
  messageIdKeys: string[];
  ticketIds: number[];
  askIds: number[];
  contentKeys: string[];
  /** Lower-cased addresses of whom tickets would be for. */
  requesters: string[];
}

export function wantedOf(
  arrived: readonly { draft: TicketDraft; channel: RoutingChannel }[],
  signed: SignedIds,
): Wanted {
  const of = <T>(named: (one: { draft: TicketDraft; channel: RoutingChannel }) => T[]): T[] => [
    ...new Set(arrived.flatMap(named)),
  ];
  return {
    messageIdKeys: of(({ draft }) => mailsNamed(draft).map(messageIdKey)),
    ticketIds: of(({ draft }) => referredTickets(draft, signed)),
    askIds: of(({ draft }) => referredAsks(draft, signed)),
    // What holds several documents is known again by its control number, not by its content.
    contentKeys: of(({ draft }) => (draft.part ? [] : [draft.contentKey])),
    requesters: of(({ draft, channel }) => requesterOf(draft, channel)),
  };
}

/** The order that a trading document belongs to, or is, by its number; null: none. */
export const orderNumber = ({ trade }: TicketDraft): string | null =>
  trade?.joinsOrder ?? (trade?.original ? trade.documentNumber : null);

function mailsNamed(draft: TicketDraft): string[] {
  const reported = draft.automatic.originalMessageId;
  return [...referredIds(draft), ...(reported ? [reported] : [])];
}

/** None where nobody can be written to. */
function requesterOf(draft: TicketDraft, channel: RoutingChannel): string[] {
  const { address } = authorshipOf(draft, channel).requester;
  return address ? [address.toLowerCase()] : [];
}
