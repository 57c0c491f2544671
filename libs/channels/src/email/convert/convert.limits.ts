// The bounds of converting one mail. Guarantee: whatever a sender sends, time, memory and nesting end at these numbers.

export interface ConvertLimits {
  /** Worker threads, at most. One is kept warm. */
  threads: number;
  /** Milliseconds that one trip to a worker may take. A mail that needs more, alone, is quarantined. */
  taskMilliseconds: number;
  /** Megabytes of heap of one worker. */
  heapMegabytes: number;
  /** Bytes of the raw mail. */
  rawBytes: number;
  /** Bytes of one header section, of the mail or of a part. */
  headerBytes: number;
  /** Header fields of one section. */
  headerFields: number;
  /** MIME parts of the mail, multiparts included. */
  parts: number;
  /** Multiparts inside multiparts. */
  depth: number;
  /** Links in the HTML. */
  links: number;
  /** Characters of HTML that are sanitised; more is kept as an attachment. */
  htmlCharacters: number;
  /** Elements of HTML that are sanitised; more is kept as an attachment. */
  htmlElements: number;
  /** Open elements around one place in the HTML. */
  htmlDepth: number;
  /** People (requester, To, Cc) that one mail can introduce. */
  contacts: number;
}

export const DEFAULT_LIMITS: ConvertLimits = {
  threads: 2,
  taskMilliseconds: 10_000,
  heapMegabytes: 384,
  rawBytes: 100 * 1024 * 1024,
  headerBytes: 1024 * 1024,
  headerFields: 2_000,
  parts: 1_000,
  depth: 64,
  links: 5_000,
  htmlCharacters: 4_000_000,
  htmlElements: 60_000,
  htmlDepth: 400,
  contacts: 40,
};

/** A mail beyond a limit. Becomes quarantine with this reason; never leaves the converter as an error. */
export class LimitExceeded extends Error {
  override readonly name = 'LimitExceeded';

  /** @param reason stable code, e.g. `mail.too-many-parts`. @param detail one plain sentence for ops. */
  constructor(
    readonly reason: string,
    readonly detail: string,
  ) {
    super(detail);
  }
}
