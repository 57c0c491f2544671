// An interchange to rows: each document of it ends on a ticket, suppressed or quarantined, and all of them with the acknowledgements in one commit. A
// repetition opens nothing; it has the stored acknowledgement sent again. Pure but for the ids.
import { repetitionAnswer } from '#channels';
import type { Acknowledgement, ReturnedAcknowledgement } from '#channels/contract';
import { type ConversionPlan, type EarlyDocument, interchangeKey, type PendingMessage, type PlannedPart } from '#store';
import { type House, type Quarantine, repetitionOf, type TicketDraft, type TradingPartner } from '#tickets';
import type { Converted, Ids, KnownTrade, Placed, WantedAnswer } from '../planning.js';
import { newsFor } from './replayed.answer.js';
import { settleReturned } from './returned.plan.js';

export class InterchangePlanner {
  readonly wanted: WantedAnswer[] = [];

  constructor(
    readonly house: House,
    readonly plan: ConversionPlan,
    readonly known: KnownTrade,
    readonly ids: Ids,
    private readonly place: (draft: TicketDraft, from: Converted) => Placed,
    readonly tell: (ticketId: number, text: string, detail: Record<string, unknown>) => void,
    private readonly now: Date,
  ) {}

  add(from: Converted, partner: TradingPartner): void {
    const { message, conversion } = from;
    const facts = conversion.interchange!;
    const whole = conversion.quarantined.find(one => !one.part);
    if (whole) return this.hold(from, partner, whole, conversion.answers ?? []);
    const key = interchangeKey(facts);
    const { sha256, controlRef } = facts;
    const came = { messageId: message.id, sha256, receivedAt: message.receivedAt };
    const repetition = repetitionOf({ ...came, controlRef }, this.known.interchanges.get(key), partner);
    if (repetition.outcome === 'reused') {
      const answer = repetitionAnswer(facts, partner);
      return this.hold(from, partner, repetition, answer ? [answer] : []);
    }
    const repeats = repetition.outcome === 'repeated' ? repetition : null;
    const row = { messageId: message.id, partnerId: partner.id, key, controlRef, test: facts.test };
    this.plan.interchanges.push({
      ...row,
      sha256,
      repeatsMessageId: repeats?.earlier.messageId ?? null,
      receivedAt: message.receivedAt,
    });
    if (repeats) {
      this.plan.answeredAgain.push(repeats.earlier.messageId);
      return this.settle(message, [], { state: 'suppressed', reason: repeats.reason, detail: repeats.detail });
    }
    this.known.interchanges.set(key, came);
    this.take(from, partner);
  }

  private take(from: Converted, partner: TradingPartner): void {
    const { conversion, message } = from;
    for (const [hash, bytes] of conversion.blobs) this.plan.blobs.set(hash, bytes);
    const parts = [
      ...ordersFirst(conversion.drafts).map(draft => this.draftPart(draft, from, partner)),
      ...conversion.quarantined.map(fault => this.faultPart(fault, message, partner)),
    ].sort((one, other) => one.number - other.number);
    let last = parts.reduce((most, part) => Math.max(most, part.number), 0);
    for (const returned of conversion.returned ?? []) parts.push(this.returnedPart(returned, ++last, message, partner));
    if (parts.length === 0) {
      const detail = 'The interchange holds no document and no acknowledgement';
      return this.hold(from, partner, { reason: 'edi.empty-interchange', detail }, conversion.answers ?? []);
    }
    this.plan.parts.push(...parts);
    this.settle(message, parts, null);
    const tickets = new Set(parts.flatMap(part => part.ticketId ?? []));
    const ticketId = tickets.size === 1 ? [...tickets][0]! : null;
    this.answer(from, partner, conversion.answers ?? [], ticketId);
  }

  private draftPart(draft: TicketDraft, from: Converted, partner: TradingPartner): PlannedPart {
    const source = draft.fields.source as { messageType?: string; messageRef?: string } | undefined;
    const documentRef = source?.messageRef ?? null;
    const placed = this.place(draft, from);
    // What joined another ticket does not become the order that later changes join.
    const isOrder = placed.state === 'ticketed' && draft.trade !== undefined && draft.kind === 'order';
    const part = {
      ...this.part(from.message, partner, draft.part ?? { number: 1, byteStart: 0, byteEnd: from.message.raw.length }),
      ...('ticketId' in placed
        ? { state: placed.state, ticketId: placed.ticketId }
        : { state: placed.state, reason: placed.reason, detail: placed.detail }),
      documentType: source?.messageType ?? null,
      documentRef,
      documentNumber: draft.trade?.documentNumber || null,
      isOrder,
    };
    return { ...part, awaitsOrder: isOrder ? this.meet(part) : this.wait(part, draft, placed) };
  }

  /** An order: what came before it, and waits for it, comes to it when its ticket is written. */
  private meet({ partnerId, documentNumber, ticketId }: PlannedPart): null {
    const { known, plan } = this;
    const mine = (one: EarlyDocument): boolean => one.partnerId === partnerId && one.documentNumber === documentNumber;
    const at = this.now;
    for (const { messageId, part, ticketId: earlyTicketId } of known.early.filter(mine))
      plan.joins.push({ messageId, part, earlyTicketId, orderTicketId: ticketId!, at });
    known.early = known.early.filter(one => !mine(one));
    return null;
  }

  /** A change or a question that no order of its number was there for. One whose order was done too long ago has found it. */
  private wait({ partnerId, messageId, number: part }: PlannedPart, { trade }: TicketDraft, placed: Placed) {
    const order = trade?.joinsOrder;
    if (!order || placed.state !== 'ticketed' || placed.follows) return null;
    this.known.early.push({ partnerId: partnerId!, documentNumber: order, messageId, part, ticketId: placed.ticketId });
    return order;
  }

  private faultPart(fault: Quarantine, message: PendingMessage, partner: TradingPartner): PlannedPart {
    this.defect(message, fault.reason);
    return {
      ...this.part(message, partner, fault.part!),
      state: 'quarantined',
      reason: fault.reason,
      detail: fault.detail ?? '',
      position: fault.position ?? null,
      documentType: fault.documentType ?? null,
      documentRef: fault.documentRef ?? null,
    };
  }

  private returnedPart(
    returned: ReturnedAcknowledgement,
    number: number,
    message: PendingMessage,
    partner: TradingPartner,
  ): PlannedPart {
    const { byteStart, byteEnd } = returned;
    const part = this.part(message, partner, { number, byteStart, byteEnd });
    const settled = settleReturned({ returned, part, message, partner }, this);
    if (settled.state === 'quarantined') this.defect(message, settled.reason!);
    return settled;
  }

  /** The whole is quarantined; a known partner is told so. */
  private hold(from: Converted, partner: TradingPartner, fault: Quarantine, answers: readonly Acknowledgement[]): void {
    const { message } = from;
    this.defect(message, fault.reason);
    this.settle(message, [], {
      state: 'quarantined',
      reason: fault.reason,
      detail: fault.detail ?? '',
      position: fault.position ?? null,
    });
    this.answer(from, partner, answers, null);
  }

  private answer(
    { message, channel }: Converted,
    partner: TradingPartner,
    answers: readonly Acknowledgement[],
    ticketId: number | null,
  ): void {
    for (const answer of newsFor(answers, this.known.answered.get(message.id) ?? []))
      this.wanted.push({ message, channel, partner, answer, ticketId });
  }

  /** What becomes of the message as a whole, by its parts: on a ticket where one of them is, held where none is and one is held. */
  private settle(
    message: PendingMessage,
    parts: readonly PlannedPart[],
    whole: Pick<ConversionPlan['messages'][number], 'state' | 'reason' | 'detail' | 'position'> | null,
  ): void {
    const by = (state: PlannedPart['state']) => parts.find(part => part.state === state);
    const lead = by('ticketed') ?? by('appended') ?? by('quarantined') ?? parts[0];
    const onTickets = new Set(parts.flatMap(part => part.ticketId ?? []));
    this.plan.messages.push({
      id: message.id,
      parts: parts.length,
      contentKey: null,
      ticketId: onTickets.size === 1 ? [...onTickets][0]! : null,
      ...(whole ?? { state: lead!.state, reason: lead!.reason, detail: lead!.detail, position: lead!.position }),
    });
  }

  private part(
    message: PendingMessage,
    partner: TradingPartner,
    place: { number: number; byteStart: number; byteEnd: number },
  ): PlannedPart {
    return {
      messageId: message.id,
      ...place,
      state: 'suppressed',
      reason: null,
      detail: null,
      position: null,
      ticketId: null,
      partnerId: partner.id,
      documentType: null,
      documentRef: null,
      documentNumber: null,
      isOrder: false,
      awaitsOrder: null,
    };
  }

  private defect(message: PendingMessage, reason: string): void {
    const { departmentId, id: messageId } = message;
    this.plan.defects.push({ kind: 'quarantined', reason, departmentId, ticketId: null, messageId });
  }
}

/** A change may stand before the order that it changes, in a group of its own: it joins it all the same. */
const ordersFirst = (drafts: readonly TicketDraft[]): TicketDraft[] => [
  ...drafts.filter(({ kind }) => kind === 'order'),
  ...drafts.filter(({ kind }) => kind !== 'order'),
];
