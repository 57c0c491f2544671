// What the tables say, as the checks use it.

export type ValueType =
  /** Any characters; a code of a list where there are codes. */
  | 'text'
  /** R of X12, n of EDIFACT: a sign, digits, one decimal mark. */
  | 'decimal'
  /** N0 to N9 of X12: a sign and digits. */
  | 'whole'
  /** CCYYMMDD, YYMMDD where the version has it. */
  | 'date'
  /** HHMM, HHMMSS, HHMMSSD, HHMMSSDD. */
  | 'time'
  | 'letters';

export interface ElementRule {
  /** In the dictionary: `353`, `1004`, `I12`. */
  number: string;
  type: ValueType;
  /** Characters; of numbers without sign and decimal mark. */
  min: number;
  max: number;
  /** Null: any. */
  codes: ReadonlySet<string> | null;
}

export interface Slot {
  mandatory: boolean;
  /** Exactly one of the two; a composite has parts. */
  element: ElementRule | null;
  composite: CompositeRule | null;
}

/** X12.6: P paired, R one at least, E one at most, C the first asks for the others, L the first asks for one of the others. Elements from 1. */
export interface Relation {
  kind: 'P' | 'R' | 'E' | 'C' | 'L';
  places: readonly number[];
}

export interface CompositeRule {
  /** `C040`. */
  tag: string;
  slots: readonly Slot[];
  /** More elements may follow, of which nothing is known. */
  open: boolean;
  relations: readonly Relation[];
}

export type SegmentRule = CompositeRule;

export interface Place {
  tag: string;
  mandatory: boolean;
  max: number;
  /** Set where a loop begins here; its first place is the segment of that tag. */
  loop: LoopRule | null;
  segment: SegmentRule;
}

export interface LoopRule {
  /** `PO1`, `SG25`; null for the set itself. */
  name: string | null;
  places: readonly Place[];
  /** Of each tag its places, rising. */
  byTag: ReadonlyMap<string, readonly number[]>;
}

export interface SetRule {
  root: LoopRule;
  /** Every segment that stands anywhere in the set. */
  segments: ReadonlyMap<string, SegmentRule>;
  /** Whether the standard has such a segment, in whatever set. */
  knows(tag: string): boolean;
}
