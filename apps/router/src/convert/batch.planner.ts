// From conversions to rows: asks decide() for each message in the order of arrival, and keeps what is known up to date as it goes, so that a
// mail and its answer in one batch end on one ticket. Pure but for the ids, which the caller took from the database.
import type { Conversion } from '#channels/contract';
import {
  type ConversionPlan,
  emptyPlan,
  type Known,
  type PendingMessage,
  type PlannedChange,
  type PlannedTicket,
  type TicketProgress,
} from '#store';
import {
  type Decision,
  decide,
  type House,
  messageIdKey,
  type RoutingChannel,
  subjectKey,
  type TicketDraft,
  type TradingPartner,
} from '#tickets';
import { endOf, leftOut } from './ended.plan.js';
import { clipped, forwardNote, messageEntry, returnEntry, ticketEvent } from './entry.plan.js';
import type { SourceChannel } from './house.reader.js';
import { InterchangePlanner, type KnownTrade, type Placed } from './interchange.planner.js';
import { passOn } from './passed-on.plan.js';
import { promiseAfter, unchanged } from './return.plan.js';

export interface Converted {
  message: PendingMessage;
  conversion: Conversion;
  channel: SourceChannel;
  /** Whose interchange it is; null for everything else, and where nobody knows the sender. */
  partner: TradingPartner | null;
}

/** Ids that the plan may use: one ticket and up to two entries a draft, one of each an acknowledgement that came back. */
export interface Ids {
  ticket: () => number;
  entry: () => number;
}

export class BatchPlanner {
  readonly plan: ConversionPlan = emptyPlan();
  readonly interchanges: InterchangePlanner;
  private readonly opened = new Map<number, PlannedTicket>();
  private readonly changed = new Map<number, PlannedChange>();

  constructor(
    private readonly house: House,
    private readonly known: Known & { trade: KnownTrade },
    private readonly ids: Ids,
    private readonly now: Date,
  ) {
    this.interchanges = new InterchangePlanner(house, this.plan, known.trade, ids, (draft, from) =>
      this.place(draft, from),
    );
  }

  add(from: Converted): void {
    const { message, conversion, channel, partner } = from;
    if (conversion.interchange && partner) return this.interchanges.add(from, partner);
    const draft = conversion.drafts[0];
    const fault = conversion.quarantined[0];
    if (fault) return this.end(message, { state: 'quarantined', ...fault }, null);
    const out = leftOut(conversion);
    if (out) return this.end(message, out, null);
    if (!draft || conversion.drafts.length > 1) {
      const detail = `The converter made ${conversion.drafts.length} drafts of one message`;
      return this.end(message, { state: 'quarantined', reason: 'conversion.no-single-draft', detail }, null);
    }
    const passed = passOn(from, draft, this.plan);
    if (passed) return this.end(message, { state: 'suppressed', ...passed }, draft);
    const placed = this.place(draft, from);
    if (!('ticketId' in placed)) return this.end(message, placed, draft);
    for (const [hash, bytes] of conversion.blobs) this.plan.blobs.set(hash, bytes);
    this.ledger(message, draft, channel, placed.state, placed.ticketId);
  }

  /** Where one draft belongs: its ticket and entry are planned; what the ledger says of its message is the caller's. */
  private place(draft: TicketDraft, { message, channel, partner }: Converted): Placed {
    const decision = decide(
      { draft, channel, partner, receivedAt: message.receivedAt, now: this.now },
      this.house,
      this.known.index,
    );
    switch (decision.outcome) {
      case 'suppressed':
        return { state: decision.outcome, reason: decision.rule, detail: decision.detail };
      case 'quarantined':
        return { state: decision.outcome, reason: decision.reason, detail: decision.detail };
      case 'opened': {
        const ticketId = this.open(message, draft, channel, decision);
        if (partner && draft.trade && draft.kind === 'order')
          this.known.index.addOrder(partner.id, draft.trade.documentNumber, ticketId);
        return { state: 'ticketed', ticketId };
      }
      case 'appended':
        return { state: 'appended', ticketId: this.append(message, draft, channel, decision) };
    }
  }

  private end(message: PendingMessage, end: Parameters<typeof endOf>[1], draft: TicketDraft | null): void {
    const { settled, defect } = endOf(message, end, draft);
    this.plan.messages.push(settled);
    if (defect) this.plan.defects.push(defect);
  }

  private open(
    message: PendingMessage,
    draft: TicketDraft,
    channel: RoutingChannel,
    { ticket, entry }: Extract<Decision, { outcome: 'opened' }>,
  ): number {
    const id = this.ids.ticket();
    const planned: PlannedTicket = {
      ...ticket,
      id,
      channelId: channel.id,
      wayIn: channel.wayIn,
      fields: draft.fields,
      attachmentCount: clipped(draft),
      entrySeq: 0,
      eventSeq: 0,
      version: 1,
      unread: false,
    };
    this.plan.tickets.push(planned);
    this.opened.set(id, planned);
    this.known.index.addTicket({
      id,
      departmentId: ticket.departmentId,
      state: 'open',
      subjectKey: subjectKey(draft.subject),
      doneAt: null,
      mergedInto: null,
      participants: new Set(ticket.participants.map(person => person.address.toLowerCase())),
    });
    this.write(message, draft, channel, id, planned, entry);
    this.event(id, planned, ticket.departmentId, 'ticket.opened');
    return id;
  }

  private append(
    message: PendingMessage,
    draft: TicketDraft,
    channel: RoutingChannel,
    decision: Extract<Decision, { outcome: 'appended' }>,
  ): number {
    const { ticketId, entry, effect, step } = decision;
    const fresh = this.opened.get(ticketId);
    const progress = this.known.progress.get(ticketId);
    if (fresh) {
      fresh.attachmentCount += clipped(draft);
      fresh.unread ||= effect.unread;
      this.write(message, draft, channel, ticketId, fresh, entry);
      this.event(ticketId, fresh, fresh.departmentId, 'ticket.entry-added');
    } else if (progress) {
      const change = this.changeOf(ticketId, progress);
      change.version += 1;
      change.unread ||= effect.unread;
      change.attachments += clipped(draft);
      const entryId = this.write(message, draft, channel, ticketId, change, entry);
      if (step) this.plan.steps.push({ ...step, messageId: message.id, entryId });
      this.event(ticketId, change, progress.departmentId, 'ticket.entry-added');
      if (effect.reopens || effect.wakes) this.bringBack(message, change, progress, effect.reopens);
    } else {
      throw new Error(`decide() named ticket ${ticketId}, which it was not told of`);
    }
    return ticketId;
  }

  /** The customer has spoken: the ticket is back on the rail. A clock that stood goes on; what was done begins anew, with a promise of its own. */
  private bringBack(message: PendingMessage, change: PlannedChange, progress: TicketProgress, reopened: boolean): void {
    const { id: ticketId, departmentId } = progress;
    Object.assign(
      change,
      promiseAfter(change, progress, { reopened, at: message.receivedAt, kinds: this.house.kinds }),
    );
    const from = change.state;
    change.state = 'open';
    change.entrySeq += 1;
    this.plan.entries.push(
      returnEntry({ id: this.ids.entry(), ticketId, seq: change.entrySeq }, { from, reopened, at: this.now }),
    );
    this.event(ticketId, change, departmentId, reopened ? 'ticket.reopened' : 'ticket.woken');
    if (reopened)
      this.plan.defects.push({
        kind: 'reopened',
        reason: 'customer-answered',
        departmentId,
        ticketId,
        messageId: message.id,
      });
    const ticket = this.known.index.ticket(ticketId);
    if (ticket) this.known.index.addTicket({ ...ticket, state: 'open', doneAt: null });
  }

  private changeOf(ticketId: number, progress: TicketProgress): PlannedChange {
    let change = this.changed.get(ticketId);
    if (!change) {
      change = unchanged(progress);
      this.changed.set(ticketId, change);
      this.plan.changes.push(change);
    }
    return change;
  }

  private write(
    message: PendingMessage,
    draft: TicketDraft,
    channel: RoutingChannel,
    ticketId: number,
    on: { entrySeq: number },
    entry: Extract<Decision, { outcome: 'opened' }>['entry'],
  ): number {
    on.entrySeq += 1;
    const id = this.ids.entry();
    this.plan.entries.push(messageEntry({ id, ticketId, seq: on.entrySeq }, message, draft, entry));
    if (draft.forward?.note) {
      on.entrySeq += 1;
      this.plan.entries.push(forwardNote({ id: this.ids.entry(), ticketId, seq: on.entrySeq }, message, draft));
    }
    for (const id of [draft.messageId, draft.conversation]) {
      if (!id) continue;
      const key = messageIdKey(id);
      this.plan.threads.push({ key, ticketId, departmentId: channel.departmentId });
      this.known.index.addThread(key, ticketId, channel.departmentId);
    }
    return id;
  }

  private event(ticketId: number, on: { eventSeq: number; version: number }, departmentId: number, type: string): void {
    on.eventSeq += 1;
    this.plan.events.push(ticketEvent({ ticketId, departmentId, version: on.version }, on.eventSeq, type));
  }

  private ledger(
    message: PendingMessage,
    draft: TicketDraft,
    channel: RoutingChannel,
    state: 'ticketed' | 'appended',
    ticketId: number,
  ): void {
    const { contentKey } = draft;
    this.plan.messages.push({ id: message.id, state, reason: null, detail: null, ticketId, contentKey });
    this.known.index.addContent(channel.departmentId, contentKey, ticketId);
  }
}
