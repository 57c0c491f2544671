// What a batch of messages becomes, before it is written: rows in memory, ids taken, nothing decided any more.
import type { Envelope } from '#channels/contract';
import type { DraftAttachment, MailStep, NewTicket, Position, TicketState } from '#tickets';
import type { PlannedReport } from '../automatic/report.writer.js';
import type { PlannedForward } from '../forwards/forward.writer.js';
import type { OutboxEvent } from '../outbox/outbox.store.js';
import { emptyPhonePlan, type PhonePlan } from '../phone/phone.plan.js';
import type { SentDocument } from '../trade/sent.document.js';
import type { PlannedAnswer, PlannedInterchange, PlannedJoin, PlannedPart } from '../trade/trade.plan.js';

/** A ticket that ends with the batch. */
export interface PlannedEnd {
  outcome: string;
  at: Date;
  /** Null: it had no promise that counts. */
  onTime: boolean | null;
  /** The call that ended it. */
  callId: number;
}

export interface PlannedTicket extends NewTicket {
  id: number;
  /** Of these it was opened and done at once. */
  end?: PlannedEnd;
  /** Null: logged by hand. */
  channelId: number | null;
  wayIn: string;
  fields: Record<string, unknown>;
  attachmentCount: number;
  entrySeq: number;
  eventSeq: number;
  version: number;
  unread: boolean;
}

/** A ticket that exists and got something new. */
export interface PlannedChange {
  id: number;
  state: TicketState;
  version: number;
  entrySeq: number;
  eventSeq: number;
  dueAt: Date;
  minutesAllowed: number;
  /** While the clock stands: working time left, in milliseconds. */
  leftMs: number | null;
  unread: boolean;
  attachments: number;
  end?: PlannedEnd;
}

export interface PlannedEntry {
  id: number;
  ticketId: number;
  seq: number;
  type: 'message' | 'delivery' | 'state' | 'note' | 'call';
  author: { kind: 'contact' | 'person' | 'system'; name: string; address: string | null; userId?: number | null };
  /** The call that it tells of. */
  callId?: number;
  messageId: number | null;
  /** Which part of the message; 0: all of it. */
  part: number;
  subject: string | null;
  text: string;
  html: string | null;
  detail: Record<string, unknown>;
  why: string | null;
  held: boolean;
  splitHint: boolean;
  at: Date;
  attachments: DraftAttachment[];
}

/** Without its place on the timeline, which is given when it is written. */
export type LooseEntry = Omit<PlannedEntry, 'id' | 'ticketId' | 'seq'>;

export interface PlannedMessage {
  id: number;
  state: 'ticketed' | 'appended' | 'suppressed' | 'quarantined';
  reason: string | null;
  detail: string | null;
  ticketId: number | null;
  /** Hex. */
  contentKey: string | null;
  /** How many parts it holds, each with an end of its own; 0: it is one thing. */
  parts?: number;
  /** Quarantined as a whole: where the fault is. */
  position?: Position | null;
}

export interface ConversionPlan {
  tickets: PlannedTicket[];
  changes: PlannedChange[];
  entries: PlannedEntry[];
  messages: PlannedMessage[];
  threads: { key: string; ticketId: number; departmentId: number }[];
  events: OutboxEvent[];
  defects: {
    kind: 'quarantined' | 'reopened' | 'late';
    reason: string;
    departmentId: number;
    ticketId: number | null;
    messageId: number | null;
  }[];
  /** Answers that are to be taken as steps of handoffs. */
  steps: (MailStep & { messageId: number; entryId: number })[];
  /** What delivery reports said of each recipient. */
  reports: PlannedReport[];
  /** Who wrote: mail reaches them. */
  heard: { address: string; at: Date }[];
  /** Decoded attachments by hex SHA-256. */
  blobs: Map<string, Uint8Array>;
  forwards: PlannedForward[];
  parts: PlannedPart[];
  /** Orders that meet what came before them. */
  joins: PlannedJoin[];
  interchanges: PlannedInterchange[];
  answers: PlannedAnswer[];
  /** Messages whose acknowledgements go out once more: the partner sent the same again. */
  answeredAgain: number[];
  /** Documents of ours as the partners' answers leave them, by id: several answers to one are one row. */
  settlements: Map<number, SentDocument>;
  /** EDI that came in a mail: new messages of another channel. */
  passedOn: { envelope: Envelope; departmentId: number }[];
  phone: PhonePlan;
}

export const emptyPlan = (): ConversionPlan => ({
  tickets: [],
  changes: [],
  entries: [],
  messages: [],
  threads: [],
  events: [],
  defects: [],
  steps: [],
  reports: [],
  heard: [],
  blobs: new Map(),
  forwards: [],
  parts: [],
  joins: [],
  interchanges: [],
  answers: [],
  answeredAgain: [],
  settlements: new Map(),
  passedOn: [],
  phone: emptyPhonePlan(),
});
