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
  /** Hex SHA-256 of its bytes: the same key with other bytes is no repetition. */
  sha256: string;
  /** ISA12 or `UNOC:3`; ISA09 and ISA10 as written: a TA1 names them. */
  version?: string;
  date?: string;
  time?: string;
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
  /** ISA12/GS08 or UNH S009 that the answer is written in. */
  version: string;
  /** Segments of the body, without envelope: tag first, then elements; an element is a value or its components. */
  body: (string | string[])[][];
}

/** An acknowledgement of the partner for a document of ours. */
export interface ReturnedAcknowledgement {
  type: '997' | '999' | 'TA1' | 'CONTRL' | '824' | 'APERAK';
  outcome: 'accepted' | 'accepted-with-errors' | 'rejected' | 'received';
  /** Of ours: ISA13 / UNB 0020, GS06, ST02 / UNH 0062; null where it names none. */
  interchangeRef: string | null;
  groupRef: string | null;
  functionalId: string | null;
  messageRef: string | null;
  /** Document number that an 824 or APERAK names. */
  documentNumber: string | null;
  /** What they found, one plain sentence each. */
  findings: string[];
  /** The set that said so, in the file; of a TA1 the segment. */
  byteStart: number;
  byteEnd: number;
}
