// The header of a mail as a person may look at it who asks why it was held. Pure. Guarantee: any bytes give lines; never more than are read at a glance.
import { DEFAULT_LIMITS, LimitExceeded } from '../convert.limits.js';
import { readHeaderSection } from './header.reader.js';
import { headerTextDecoder } from './header-text.decoder.js';

const SHOWN = 60;
const LONGEST = 400;

/**
 * Fields in their order, names in lower case, encoded words decoded, each cut after 400 characters; the first 60.
 * @param raw the mail, or as much of its beginning as there is
 */
export function sampleHeaders(raw: Uint8Array): { name: string; value: string }[] {
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength);
  try {
    const fields = readHeaderSection(bytes, 0, DEFAULT_LIMITS).fields.slice(0, SHOWN);
    const values = fields.map(field => field.value);
    const decoder = headerTextDecoder(values, null, () => undefined);
    return fields.map(({ name, value }) => ({
      name,
      value: decoder.text(value).replace(/\s+/g, ' ').slice(0, LONGEST).toWellFormed(),
    }));
  } catch (error) {
    // Held for this very reason, perhaps: then its bytes have to do.
    if (error instanceof LimitExceeded) return [];
    throw error;
  }
}
