// A call that came in a log to rows: the rule table says on whose rail and how urgent, who called and what came of it says the rest. Pure but for the ids.
import { CallDesk, type CallsRead, type Known, type PendingMessage, type TicketPlan } from '#store';
import {
  BY_RULE_TABLE,
  type CallBook,
  type CallFacts,
  callerName,
  type House,
  routeCall,
  type TicketDraft,
} from '#tickets';
import { messageEntry } from '../entry.plan.js';
import type { SourceChannel } from '../house.reader.js';
import type { Placed } from '../planning.js';
import { houseFor } from '../released.message.js';

export interface KnownCalls {
  book: CallBook;
  /** Tickets that a call must not end. */
  tied: ReadonlySet<number>;
  callers: CallsRead['callers'];
}

export class CallPlanner {
  private readonly desk: CallDesk;
  private readonly customers: Set<string>;

  constructor(
    private readonly house: House,
    tickets: TicketPlan,
    private readonly known: Pick<Known, 'index'> & { calls: KnownCalls },
    given: { call: () => number; now: Date },
  ) {
    const { book, tied, callers } = known.calls;
    this.desk = new CallDesk(tickets, book, house.kinds, { callId: given.call, tied, now: given.now });
    this.customers = new Set(callers.filter(one => one.customer).map(one => one.number));
  }

  place(
    draft: TicketDraft,
    record: CallFacts,
    { message, channel }: { message: PendingMessage; channel: SourceChannel },
  ): Placed {
    const twin = this.known.index.ticketWithContent(channel.departmentId, draft.contentKey);
    if (twin !== undefined)
      return { state: 'suppressed', reason: 'duplicate', detail: `The same record stands on #${twin}` };
    const existingCustomer = record.outside.number !== null && this.customers.has(record.outside.number);
    const route = routeCall(draft, channel.departmentId, existingCustomer, houseFor(message, this.house));
    if (route.outcome === 'suppressed') return { state: 'suppressed', reason: route.rule, detail: BY_RULE_TABLE };
    if (route.outcome === 'quarantined') return { state: 'quarantined', reason: route.reason, detail: route.detail };
    const { ticketId, opened } = this.desk.place({
      ...route,
      record,
      ...{ channelId: channel.id, wayIn: 'phone', subject: draft.subject, receivedAt: message.receivedAt },
      snippet: draft.text.replace(/\s+/g, ' ').trim().slice(0, 180).toWellFormed(),
      requester: { name: callerName(record.outside), address: null, phone: record.outside.said || null },
      entry: why =>
        messageEntry(message, draft, { type: 'call', author: authorOf(record), why, held: false, splitHint: false }),
      ...{ loggedBy: null, messageId: message.id },
    });
    return { state: opened ? 'ticketed' : 'appended', ticketId };
  }
}

/** Whoever rang. */
const authorOf = ({ direction, outside, agent }: CallFacts) =>
  direction === 'inbound'
    ? { kind: 'contact' as const, name: callerName(outside), address: null }
    : { kind: 'person' as const, name: agent || 'A colleague', address: null };
