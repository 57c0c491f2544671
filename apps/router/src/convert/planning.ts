// What the planners of a batch are given, and what they hand each other.
import type { Acknowledgement, Conversion } from '#channels/contract';
import type { EarlyDocument, GivenAnswer, KnownInterchange, PendingMessage, SentDocument } from '#store';
import type { RoutingChannel, TradingPartner } from '#tickets';
import type { SourceChannel } from './house.reader.js';

export interface Converted {
  message: PendingMessage;
  conversion: Conversion;
  channel: SourceChannel;
  /** Whose interchange it is; null for everything else, and where nobody knows the sender. */
  partner: TradingPartner | null;
  /** A test message of ours: it has proved the way by coming here, and is nobody's work. */
  isCanary?: boolean;
}

/** Ids that the plan may use: one ticket and up to two entries a draft, and an acknowledgement that came back; of calls see entriesForCalls(). */
export interface Ids {
  ticket: () => number;
  entry: () => number;
  call: () => number;
}

export interface KnownTrade {
  interchanges: Map<string, KnownInterchange>;
  sent: SentDocument[];
  /** Those that wait for an order, in the order in which they came. What the batch itself brings is added. */
  early: EarlyDocument[];
  /** What messages that are decided again were answered before, by message. */
  answered: Map<number, GivenAnswer[]>;
}

/** Where a document ended: see BatchPlanner.place(). */
export type Placed =
  /** `follows`: an older ticket that it belongs to as well, and that was not to be opened again. */
  | { state: 'ticketed' | 'appended'; ticketId: number; follows?: number | null }
  | { state: 'suppressed' | 'quarantined'; reason: string; detail: string };

/** An acknowledgement that has no number yet. */
export interface WantedAnswer {
  message: PendingMessage;
  channel: RoutingChannel;
  partner: TradingPartner;
  answer: Acknowledgement;
  ticketId: number | null;
}
