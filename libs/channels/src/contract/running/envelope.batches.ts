// Envelopes in their order, as many together as one store call may hold.

import type { Envelope } from '../source/envelope.js';
import type { BatchLimits } from './accept.batcher.js';

/** One that is larger than the limit goes alone. */
export function* envelopeBatches(
  envelopes: Iterable<Envelope>,
  { mostEnvelopes, mostBytes }: Pick<BatchLimits, 'mostEnvelopes' | 'mostBytes'>,
): Generator<Envelope[]> {
  let batch: Envelope[] = [];
  let bytes = 0;
  for (const envelope of envelopes) {
    const isFull = batch.length >= mostEnvelopes || bytes + envelope.raw.length > mostBytes;
    if (batch.length > 0 && isFull) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(envelope);
    bytes += envelope.raw.length;
  }
  if (batch.length > 0) yield batch;
}
