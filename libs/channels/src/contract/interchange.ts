// What a converter of EDI says beside its drafts: whose interchange it is, and what is to be answered. Data only; numbers and times are given to an
// acknowledgement when it is written, in the transaction that decides it.
import type { TradeIdentity, TradeStandard } from '#tickets';

export interface InterchangeFacts {
  standard: TradeStandard;
  sender: TradeIdentity;
  receiver: TradeIdentity;
  /** ISA13 / UNB 0020, as written. */
  controlRef: string;
  test: boolean;
  /** ISA12 / S001, e.g. `00401`, `UNOC:3`. */
  version: string;
  /** ISA09 and ISA10 / S004, as written: an answer repeats them. */
  date: string;
  time: string;
  /** Hex SHA-256 of its bytes: the same key with other bytes is no repetition. */
  sha256: string;
}

export interface Acknowledgement {
  type: '997' | '999' | 'TA1' | 'CONTRL';
  /** AK901, AK901 of 999, TA104, UCI 0083. */
  code: string;
  /** What it answers: GS06 of a group; ISA13 / UNB 0020 of an interchange. */
  ref: string;
  /** ST02 / UNH 0062 of each set that it judges, with AK501 / UCM 0083. */
  sets: { ref: string; code: string }[];
  /** Our envelope's sender and receiver, in the standard's own syntax. */
  from: TradeIdentity;
  to: TradeIdentity;
  test: boolean;
  /** Envelope and message: ISA12 and GS08 (`00401 004010`), S001 and S009 (`UNOC:3 D:3:UN`). */
  version: string;
  /** GS02 and GS03 of the answer; null outside groups. */
  application: { from: string; to: string } | null;
  /** Segments of the body, without envelope: tag first, then elements; an element is a value or its components. */
  body: (string | string[])[][];
}

/** What is said of something of ours: `received` promises nothing about the content. */
export type ReturnedOutcome = 'accepted' | 'accepted-with-errors' | 'rejected' | 'received';

/** What an acknowledgement says of one group of ours, or of one set. */
export interface ReturnedVerdict {
  /** Null: the set is named without its group. */
  groupRef: string | null;
  /** Null: the whole group is meant. */
  messageRef: string | null;
  outcome: ReturnedOutcome;
  /** Why, one plain sentence each; they stand among the findings of the acknowledgement as well. */
  findings: string[];
}

/** An acknowledgement of the partner for a document of ours. */
export interface ReturnedAcknowledgement {
  type: '997' | '999' | 'TA1' | 'CONTRL' | '824' | 'APERAK';
  /** The worst that is said of anything of ours. */
  outcome: ReturnedOutcome;
  /** Of ours: ISA13 / UNB 0020, GS06, ST02 / UNH 0062; null where it names none. */
  interchangeRef: string | null;
  groupRef: string | null;
  functionalId: string | null;
  messageRef: string | null;
  /** Document number that an 824 or APERAK names. */
  documentNumber: string | null;
  /** Groups and sets that it names with a verdict of their own. */
  verdicts: ReturnedVerdict[];
  /** What holds for everything that it is about and that no verdict names. */
  others: ReturnedOutcome;
  /** What they found, one plain sentence each. */
  findings: string[];
  /** The set that said so, in the file; of a TA1 the segment. */
  byteStart: number;
  byteEnd: number;
}
