// What a file is, by its first bytes. Guarantees: looks at a megabyte at most; never throws.
import { fileTypeFromBuffer } from 'file-type';

const LOOKED_AT = 1024 * 1024;

export interface SniffedType {
  contentType: string;
  /** Like `pdf`, without the dot. */
  ending: string;
}

/** Undefined for text, and for what has no mark of its own. */
export async function sniffedType(bytes: Uint8Array): Promise<SniffedType | undefined> {
  try {
    const found = await fileTypeFromBuffer(bytes.subarray(0, LOOKED_AT));
    return found && { contentType: found.mime, ending: found.ext };
  } catch {
    // Cut in the middle of what it looked for.
    return undefined;
  }
}
