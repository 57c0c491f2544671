// Whether bytes begin like EDI: enough to pass a mail's attachment on to an EDI channel, which then judges it. Pure.
import type { Conversion } from './converter.js';

/** A BOM, blanks, and UNA with its six service characters may stand before what decides. */
const LOOKED_AT = 512;
const OPENING =
  /^(?:\xef\xbb\xbf)?\s*(?:ISA[^A-Za-z0-9]|UNA[^A-Za-z0-9].{4}[^A-Za-z0-9]\s*UNB[^A-Za-z0-9]|UNB[^A-Za-z0-9])/s;

/** X12 begins with ISA, EDIFACT with UNA or UNB (ISO 9735); words that merely begin with these letters do not count. */
export function looksLikeEdi(bytes: Uint8Array): boolean {
  return OPENING.test(
    Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, LOOKED_AT)).toString('latin1'),
  );
}

export interface EdiAttachment {
  filename: string;
  /** Hex, of the bytes. */
  sha256: string;
  bytes: Uint8Array;
}

/** The attachments of a mail that begin like EDI, in its order; the same bytes attached twice count once. */
export function ediAttachments({ drafts, blobs }: Pick<Conversion, 'drafts' | 'blobs'>): EdiAttachment[] {
  const found = new Map<string, EdiAttachment>();
  for (const { filename, sha256 } of drafts.flatMap(draft => draft.attachments)) {
    const bytes = blobs.get(sha256);
    if (bytes && !found.has(sha256) && looksLikeEdi(bytes)) found.set(sha256, { filename, sha256, bytes });
  }
  return [...found.values()];
}
