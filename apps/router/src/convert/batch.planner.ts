// From conversions to rows: asks decide() for each message in the order of arrival, and keeps what is known up to date as it goes, so that a
// mail and its answer in one batch end on one ticket. Pure but for the ids, which the caller took from the database.
import { type ConversionPlan, emptyPlan, type Known, type PendingMessage, stateEntry, TicketPlan } from '#store';
import {
  type Decision,
  decide,
  type House,
  messageIdKey,
  type RoutingChannel,
  subjectKey,
  type TicketDraft,
} from '#tickets';
import { CallPlanner, type KnownCalls } from './call/call.planner.js';
import { endOf, leftOut } from './ended.plan.js';
import { clipped, forwardNote, forwardsIn, messageEntry } from './entry.plan.js';
import { passOn } from './passed-on.plan.js';
import type { Converted, Ids, KnownTrade, Placed } from './planning.js';
import { houseFor } from './released.message.js';
import { planReports } from './report.plan.js';
import { InterchangePlanner } from './trade/interchange.planner.js';

const CANARY_ENDS = {
  state: 'suppressed',
  reason: 'canary',
  detail: 'A test message of our own came through',
} as const;

export class BatchPlanner {
  readonly plan: ConversionPlan = emptyPlan();
  readonly interchanges: InterchangePlanner;
  private readonly tickets: TicketPlan;
  private readonly calls: CallPlanner;

  constructor(
    private readonly house: House,
    private readonly known: Known & { trade: KnownTrade; calls: KnownCalls },
    ids: Ids,
    private readonly now: Date,
  ) {
    this.tickets = new TicketPlan(this.plan, known.progress, house.kinds, ids);
    this.calls = new CallPlanner(house, this.tickets, known, { call: ids.call, now });
    this.interchanges = new InterchangePlanner(
      house,
      this.plan,
      known.trade,
      ids,
      (draft, from) => this.place(draft, from),
      (ticketId, text, change) => this.tell(ticketId, text, change),
      now,
    );
  }

  add(from: Converted): void {
    const { message, conversion, channel, partner } = from;
    if (from.isCanary) return this.end(message, CANARY_ENDS, null);
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
    if (draft.call) return this.calls.place(draft, draft.call, { message, channel });
    const decision = decide(
      { draft, channel, partner, receivedAt: message.receivedAt, now: this.now },
      houseFor(message, this.house),
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
        return { state: 'ticketed', ticketId, follows: decision.ticket.followsTicketId };
      }
      case 'appended':
        return { state: 'appended', ticketId: this.append(message, draft, channel, decision) };
    }
  }

  /** Beside the work on the ticket: nobody's next act is stale for it. On the survivor where it was merged. */
  private tell(ticketId: number, text: string, change: Record<string, unknown>): void {
    const { mergedInto } = this.known.index.ticket(ticketId) ?? {};
    if (mergedInto) return this.tell(mergedInto, text, change);
    this.tickets.write(ticketId, stateEntry({ text, at: this.now, detail: { change } }));
    this.tickets.event(ticketId, 'ticket.entry-added');
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
    const opened = this.tickets.open({
      ...ticket,
      channelId: channel.id,
      wayIn: channel.wayIn,
      fields: draft.fields,
      attachmentCount: clipped(draft),
    });
    const { id } = opened;
    this.known.index.addTicket({
      id,
      departmentId: ticket.departmentId,
      state: 'open',
      subjectKey: subjectKey(draft.subject),
      doneAt: null,
      mergedInto: null,
      participants: new Set(ticket.participants.map(person => person.address.toLowerCase())),
    });
    this.write(message, draft, channel, id, entry);
    this.tickets.tagged(opened, this.now);
    this.tickets.event(id, 'ticket.opened');
    return id;
  }

  private append(
    message: PendingMessage,
    draft: TicketDraft,
    channel: RoutingChannel,
    decision: Extract<Decision, { outcome: 'appended' }>,
  ): number {
    const { ticketId, entry, effect, step } = decision;
    const isFresh = this.tickets.fresh(ticketId) !== undefined;
    const entryId = this.write(message, draft, channel, ticketId, entry);
    if (step && !isFresh) this.plan.steps.push({ ...step, messageId: message.id, entryId });
    this.tickets.added(ticketId, { unread: effect.unread, attachments: clipped(draft) });
    if (!isFresh && (effect.reopens || effect.wakes)) this.bringBack(message, ticketId, effect.reopens);
    return ticketId;
  }

  /** The customer has spoken: the ticket is back on the rail. */
  private bringBack(message: PendingMessage, ticketId: number, reopened: boolean): void {
    this.tickets.bringBack(ticketId, { reopened, at: message.receivedAt, now: this.now });
    const ticket = this.known.index.ticket(ticketId);
    if (!ticket) return;
    this.known.index.addTicket({ ...ticket, state: 'open', doneAt: null });
    const { departmentId } = ticket;
    const defect = { reason: 'customer-answered', departmentId, ticketId, messageId: message.id };
    if (reopened) this.plan.defects.push({ kind: 'reopened', ...defect });
  }

  private write(
    message: PendingMessage,
    draft: TicketDraft,
    channel: RoutingChannel,
    ticketId: number,
    entry: Extract<Decision, { outcome: 'opened' }>['entry'],
  ): number {
    const id = this.tickets.write(ticketId, messageEntry(message, draft, entry));
    planReports(this.plan, draft, entry, { entryId: id, ticketId, at: message.receivedAt });
    this.plan.forwards.push(...forwardsIn(message, draft, ticketId));
    if (draft.forward?.note) this.tickets.write(ticketId, forwardNote(message, draft));
    for (const key of [draft.messageId, draft.conversation].flatMap(named => (named ? [messageIdKey(named)] : []))) {
      this.plan.threads.push({ key, ticketId, departmentId: channel.departmentId });
      this.known.index.addThread(key, ticketId, channel.departmentId);
    }
    return id;
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
