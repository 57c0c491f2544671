// An interchange taken apart: groups, sets, and what is wrong with the envelope. Nothing in it is thrown away: what belongs nowhere is a finding.
import type { TradeIdentity, TradeStandard } from '#tickets';
import type { Delimiters, Segment } from '../syntax/segment/segment.js';
import type { Finding } from './finding.js';

export interface Interchange {
  standard: TradeStandard;
  /** In the file: first byte of UNA, UNB or ISA; the byte after the last segment that belongs to it. */
  byteStart: number;
  byteEnd: number;
  delimiters: Delimiters;
  /** ISA or UNB. */
  header: Segment;
  /** IEA or UNZ; null where it is missing. */
  trailer: Segment | null;
  sender: TradeIdentity;
  receiver: TradeIdentity;
  /** ISA13 / UNB 0020: a string, leading zeros kept. */
  controlRef: string;
  /** ISA12 (`00401`) / S001 (`UNOC:3`). */
  version: string;
  testFlag: boolean;
  /** ISA14 = 1 / UNB 0031 = 1. */
  ackRequested: boolean;
  groups: Group[];
  /** TA1 segments that stand outside groups (X12 only). */
  interchangeAcks: Segment[];
  /** Of the interchange itself; those of groups and sets stand with them. */
  findings: Finding[];
}

export interface Group {
  /** GS or UNG; null where an EDIFACT interchange has no groups. */
  header: Segment | null;
  trailer: Segment | null;
  /** GS01 (`PO`) / UNG 0038; '' without a header. */
  functionalId: string;
  /** GS06 / UNG 0048; null without a header. */
  controlRef: string | null;
  /** GS08 / UNG 0052:0054. */
  version: string;
  sets: TransactionSet[];
  findings: Finding[];
}

/** ST..SE of X12, UNH..UNT of EDIFACT. */
export interface TransactionSet {
  standard: TradeStandard;
  /** ST01 / UNH 0065. */
  type: string;
  /** X12: the group's GS08 without industry suffix (`004010`). EDIFACT: 0052:0054 (`D:96A`). */
  version: string;
  /** ST02 / UNH 0062. */
  controlRef: string;
  /** ST or UNH first, SE or UNT last where it is there. */
  segments: Segment[];
  /** The same one after the other, for whoever keeps none of them beyond its visit: of a large set they are never all objects. False ends the walk. */
  walk(visit: (segment: Segment) => boolean): void;
  byteStart: number;
  byteEnd: number;
  findings: Finding[];
}
