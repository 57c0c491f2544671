// What both tokenisers give: segments that know where they stand. Guarantee: bytes are offsets into the file as it was received, whatever its
// character set, so that a finding can be shown in the raw view.

export interface Delimiters {
  /** One byte each, as characters. `release` and `repetition` are null where the interchange has none. */
  element: string;
  component: string;
  repetition: string | null;
  release: string | null;
  terminator: string;
}

/**
 * One segment. Elements, components and repetitions count from 1, as the standards do. Values are decoded, without release characters, and ''
 * where they are absent.
 */
export interface Segment {
  /** `ISA`, `BEG`, `LIN`; as written. */
  readonly tag: string;
  /** Of the tag's first byte. */
  readonly byte: number;
  /** Of the byte after the terminator. */
  readonly end: number;
  /** In its set: ST and UNH are 1. Envelope segments outside a set have 0. */
  readonly index: number;
  /** Elements after the tag, empty ones at the end included. */
  readonly length: number;
  /**
   * Without a component: in X12 the whole element as it stands (a colon in a text is text, whatever ISA16 says), in EDIFACT the first component
   * of the first repetition, which is the value of a simple element and of the first part of a composite.
   */
  value(element: number, component?: number, repetition?: number): string;
  /** As `value`, without blanks around it: in both standards they are there to fill a field. */
  trimmed(element: number, component?: number): string;
  components(element: number, repetition?: number): number;
  repetitions(element: number): number;
  /** Of an element's first byte; of the segment's terminator where it is absent. */
  byteOf(element: number, component?: number): number;
  /** As received, decoded, without the terminator. */
  text(): string;
}
