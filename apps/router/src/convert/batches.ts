// How much is done together. Guarantee: what is in memory at once is bounded by its bytes and not only by its number: four hundred mails with large files
// would not fit, and a process that ends over them would take the same ones again after each start. One message that is larger than that stands alone.

export interface Bounds {
  /** Pieces, at most. */
  most: number;
  /** Sum of their weights, at most, unless one alone weighs more. */
  weight: number;
}

const MEGABYTE = 1024 * 1024;

/** Messages that are read and parsed together; the weight is in bytes as received. */
export const READ_TOGETHER: Bounds = { most: 400, weight: 16 * MEGABYTE };

/** Messages of one commit; the weight is in drafts: an interchange of a hundred orders is a hundred tickets, which should not wait for those of the next. */
export const WRITTEN_TOGETHER: Bounds = { most: 400, weight: 400 };

/** In their order, none left out and none empty. */
export function batchesOf<T>(pieces: readonly T[], weightOf: (piece: T) => number, { most, weight }: Bounds): T[][] {
  const batches: T[][] = [];
  let batch: T[] = [];
  let sum = 0;
  for (const piece of pieces) {
    const weighs = weightOf(piece);
    if (batch.length > 0 && (batch.length >= most || sum + weighs > weight)) {
      batches.push(batch);
      batch = [];
      sum = 0;
    }
    batch.push(piece);
    sum += weighs;
  }
  if (batch.length > 0) batches.push(batch);
  return batches;
}
