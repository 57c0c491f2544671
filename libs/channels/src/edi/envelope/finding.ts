// What is wrong with an interchange, at which place. One list of codes for both standards; the acknowledgements translate them into theirs.

export type FindingCode =
  /** ISA is not 106 long, but its 16 elements are there: a warning. */
  | 'interchange.header-length'
  | 'interchange.header-invalid'
  | 'interchange.trailer-missing'
  | 'interchange.control-number-mismatch'
  | 'interchange.count-wrong'
  | 'interchange.syntax-unsupported'
  /** Bytes that the declared character set does not have. */
  | 'interchange.characters'
  /** Segments outside every group or set. */
  | 'interchange.stray-segment'
  | 'interchange.empty'
  | 'interchange.unterminated'
  | 'group.trailer-missing'
  | 'group.control-number-mismatch'
  | 'group.count-wrong'
  | 'group.header-invalid'
  | 'group.version-not-agreed'
  /** Another group of the interchange has it as well: a warning. */
  | 'group.control-number-repeated'
  /** It stands in a group for other sets: a warning. */
  | 'set.group-unfit'
  | 'set.trailer-missing'
  | 'set.control-number-mismatch'
  | 'set.count-wrong'
  | 'set.type-missing'
  | 'set.control-number-invalid'
  | 'set.version-not-agreed'
  /** Not unique in its group or interchange. */
  | 'set.control-number-repeated'
  | 'segment.unrecognised'
  | 'segment.unexpected'
  | 'segment.missing'
  | 'segment.loop-too-often'
  | 'segment.too-often'
  | 'segment.not-in-set'
  | 'segment.out-of-order'
  | 'element.missing'
  | 'element.conditional'
  | 'element.too-many'
  | 'element.too-short'
  | 'element.too-long'
  | 'element.bad-character'
  | 'element.bad-code'
  | 'element.bad-date'
  | 'element.bad-time'
  | 'element.exclusion'
  | 'element.bad-number'
  /** A declared count of the document itself: CTT01, CNT+2. */
  | 'document.line-count-wrong'
  | 'document.line-number-repeated'
  /** Warnings: what a document says of its quantities does not fit them (CTT02, CNT+1; SDQ). */
  | 'document.total-wrong'
  | 'document.shares-wrong';

export interface Finding {
  code: FindingCode;
  /** `warning`: told to people, never to the partner; nothing is refused for it. */
  severity: 'error' | 'warning';
  /** One plain sentence that names the place and the value. */
  message: string;
  /** Of the first byte at fault, in the file. */
  byte: number;
  /** Tag of the segment; for a missing one the tag that is missing. */
  tag?: string;
  /** Position of the segment in its set, ST and UNH = 1. A missing one: where it was expected. */
  segment?: number;
  /** Loop of the segment table, e.g. `PO1`, `SG25`. */
  loop?: string;
  element?: number;
  component?: number;
  /** Number of the data element in the standard's dictionary, e.g. `353`. */
  dataElement?: string;
  /** What stood there, at most 99 characters. */
  bad?: string;
}
