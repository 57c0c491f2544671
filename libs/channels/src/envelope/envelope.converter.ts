// The converter of envelopes, whichever way they came. Guarantees: never rejects for what a sender can send; result i belongs to input i; others have their turn
// between two batches' worth of bytes.
import { setImmediate as turn } from 'node:timers/promises';
import type { Conversion, Converter, ConvertInput } from '#channels/contract';
import { draftOf, type EnvelopeTransport } from './envelope.draft.js';
import { readEnvelope } from './envelope.reader.js';

/** Bytes that are read without a pause. */
const PAUSE_BYTES = 256 * 1024;

export const createEnvelopeConverter = (): Converter => ({
  async convert(batch) {
    const conversions: Conversion[] = [];
    let bytes = 0;
    for (const input of batch) {
      conversions.push(conversionOf(input));
      bytes += input.raw.byteLength;
      if (bytes < PAUSE_BYTES) continue;
      bytes = 0;
      await turn();
    }
    return conversions;
  },
  close: async () => undefined,
});

function conversionOf({ raw, oversize, transport, kinds }: ConvertInput): Conversion {
  const conversion: Conversion = { drafts: [], blobs: new Map(), suppressed: null, quarantined: [] };
  if (oversize) {
    const detail = `The message has ${oversize.declaredBytes} bytes; the limit is ${oversize.limitBytes}.`;
    return {
      ...conversion,
      quarantined: [{ reason: 'envelope.too-large', detail, position: { byte: raw.byteLength } }],
    };
  }
  // A record without a value says that its key is gone (log compaction): nobody asks for anything.
  if (transport.tombstone === true) return { ...conversion, suppressed: 'tombstone' };
  const known = transport as EnvelopeTransport;
  const usual = known.usualKind ?? 'inquiry';
  const kindOf = (key: string) => (kinds?.has(key) ? kinds.current(key) : undefined);
  const reading = readEnvelope(raw, kinds && { kindOf, usual });
  if (reading.outcome === 'faulty') {
    const { reason, errors, position } = reading;
    const detail = errors
      .map(error => (error.pointer === '' ? error.detail : `${error.pointer}: ${error.detail}`))
      .join('; ');
    return { ...conversion, quarantined: [{ reason, detail: detail.slice(0, 1_000), position }] };
  }
  const { draft, blobs } = draftOf(reading.document, raw, known);
  return { ...conversion, drafts: [draft], blobs };
}
