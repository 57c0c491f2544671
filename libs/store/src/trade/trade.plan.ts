// What a batch of interchanges becomes beside its tickets, before it is written.
import type { Acknowledgement } from '#channels/contract';
import type { Position } from '#tickets';

/** One document of a message, and its end. */
export interface PlannedPart {
  messageId: number;
  number: number;
  byteStart: number;
  byteEnd: number;
  state: 'ticketed' | 'appended' | 'suppressed' | 'quarantined';
  reason: string | null;
  detail: string | null;
  position: Position | null;
  ticketId: number | null;
  partnerId: number;
  documentType: string | null;
  documentRef: string | null;
  documentNumber: string | null;
  isOrder: boolean;
  /** Of the order that it is about and that is not known yet: it has a ticket of its own meanwhile. */
  awaitsOrder: string | null;
}

/** A document that came before its order, and the ticket that opens for that order now. */
export interface PlannedJoin {
  messageId: number;
  part: number;
  /** That it opened. */
  earlyTicketId: number;
  orderTicketId: number;
  at: Date;
}

export interface PlannedInterchange {
  messageId: number;
  partnerId: number;
  /** Hex, see interchangeKey(). */
  key: string;
  controlRef: string;
  test: boolean;
  /** Hex. */
  sha256: string;
  repeatsMessageId: number | null;
  receivedAt: Date;
}

/** An acknowledgement that is decided: its bytes are made with its number, in the same transaction. */
export interface PlannedAnswer {
  messageId: number;
  partnerId: number;
  /** The one ticket that it is about; null for several, or none. */
  ticketId: number | null;
  channelId: number;
  answer: Acknowledgement;
  /** ISA13 / UNB 0020 of the answer. */
  controlRef: string;
  /** As it is delivered: EDI for folders, SFTP and HTTP; a whole mail for mailboxes. */
  raw: Buffer;
  /** RFC 5322 Message-ID of a mail; else a name that no other outbound has. */
  messageName: string;
  /** Reverse-path of a mail; else our identity. */
  from: string;
  /** A file's name, or a mail address. */
  to: string;
}
